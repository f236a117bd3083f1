"""Provisions of a document that take effect or end on days of their own (handbook domain.md 3.14).

'Điều 5, khoản 2 Điều 7 có hiệu lực từ ngày …', 'Quy định tại khoản 3 Điều 8 được áp dụng từ ngày … đến hết ngày …'. The
subject is nothing but provisions of this document: papers issued under one ('giấy phép quy định tại khoản 2 …') have a
validity of their own and do not count.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.document import Issue, LegalDocument
from nlp.annotation import Citation, DocumentText, EffectiveDate, ProvisionDate, Segment
from nlp.citations.keys import within
from nlp.effect.patterns import ENDS_FROM, FROM, TAIL, UNTIL, effective_date, last_day, sentence_end

_VERB = r"(?:chính\s+thức\s+)?(?:có\s+hiệu\s+lực(?:\s+thi\s+hành)?|(?:được\s+)?(?:áp\s+dụng|thực\s+hiện))"
_BEGINS = re.compile(rf"\s*{_VERB}{FROM}", re.IGNORECASE)
_UNDATED = re.compile(
    r"\s*(?:chính\s+thức\s+)?có\s+hiệu\s+lực(?:\s+thi\s+hành)?(?=\s*(?:,\s*)?(?:(?:kể\s+)?từ|sau|vào|cùng)\b)",
    re.IGNORECASE,
)
_ENDS = re.compile(rf"\s*(?:{_VERB}\s+{UNTIL}|{ENDS_FROM})", re.IGNORECASE)
# What may stand before the first provision of a sentence or clause, and between two of them.
_OPENS = re.compile(
    r"(?:^|[.;:\n]\s*|[,(]\s*(?=riêng|trừ|ngoại\s+trừ|còn))(?:\d{1,2}\.\s*|[a-zđ]\)\s*|[-–]\s*)?"
    r"(?:(?:riêng|trừ|ngoại\s+trừ|còn)\s+)?(?:đối\s+với\s+)?(?:(?:các|những)\s+)?"
    r"(?:(?:quy\s+định|nội\s+dung)(?:\s+nêu)?\s+(?:tại|ở|trong|của)\s+)?(?:các\s+)?$",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\s*(?:[,;]|và|,\s*và|hoặc)?\s*(?:(?:các\s+)?(?:quy\s+định|nội\s+dung)\s+tại\s+)?(?:các\s+)?", re.IGNORECASE
)
_OF_THIS = re.compile(r"\s*(?:,\s*)?(?:(?:của|tại)\s+)?(?:[^\W\d_]+\s+){1,3}này\s*,?|\s*,", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:quy\s+định|nội\s+dung|điều,\s*khoản|điều\s+khoản|điều)\s+sau(?:\s+đây)?"
    rf"(?:\s+của\s+[^\W\d_]+(?:\s+[^\W\d_]+)?\s+này)?\s+{_VERB}{FROM}",
    re.IGNORECASE,
)
_ITEM = re.compile(r"\s*(?:[-–+]\s*)?(?:(?:quy\s+định|nội\s+dung)\s+tại\s+)?(?:các\s+)?", re.IGNORECASE)
_CUE = re.compile(r"hiệu\s+lực|áp\s+dụng|thực\s+hiện")
_HEAD = 60


def read_provisions(
    document: LegalDocument, text: DocumentText, lower: str, issue: Issue | None, citations: Sequence[Citation]
) -> tuple[ProvisionDate, ...]:
    """The provisions with a day of effect or a last day of their own, in the order of the text."""
    own = [c for c in citations if c.document == "this" and c.provisions and not c.quoted]
    reader = _Reader(document, text, lower, issue, own)
    return tuple(reader.dates())


class _Reader:
    """A document's text with the citations of its own provisions."""

    __slots__ = ("_document", "_issue", "_lower", "_own", "_text")

    def __init__(
        self, document: LegalDocument, text: DocumentText, lower: str, issue: Issue | None, own: Sequence[Citation]
    ) -> None:
        self._document = document
        self._text = text
        self._lower = lower
        self._issue = issue
        self._own = own

    def dates(self) -> Iterator[ProvisionDate]:
        """The dates of provisions in every sentence of the main body."""
        for segment in self._text.segments:
            if segment.attachment or segment.quoted or segment.field != "text":
                continue
            cited = within(self._own, segment.start, segment.end)
            if cited and _CUE.search(self._lower, cited[0].end, segment.end):
                yield from self._of_segment(segment, cited)
            if self._lower[max(segment.start, segment.end - 3) : segment.end].rstrip().endswith(":"):
                yield from self._of_list(segment)

    def _of_segment(self, segment: Segment, cited: Sequence[Citation]) -> Iterator[ProvisionDate]:
        """Each row of provisions that is the subject of an accepted verb."""
        row: list[Citation] = []
        for citation in cited:
            if row and not _JOINS.fullmatch(self._text.text, row[-1].end, citation.start):
                row = []
            head = self._text.text[max(segment.start, citation.start - _HEAD) : citation.start]
            if row or (_OPENS.search(head) if citation.start - segment.start < _HEAD else _OPENS.search("x" + head)):
                row.append(citation)
            if row and (found := self._said_of(segment, row)):
                yield found
                row = []

    def _said_of(self, segment: Segment, row: Sequence[Citation]) -> ProvisionDate | None:
        """The dates that the words behind a row of provisions give it."""
        text, place, start = self._text.text, row[-1].end, row[0].start
        of_this = _OF_THIS.match(text, place, segment.end)
        for after in (place, of_this.end() if of_this else place):
            if ends := _ENDS.match(text, after, segment.end):
                until = self._until(segment, ends, start)
                return _made(row, None, until) if until else None
            if begins := _BEGINS.match(text, after, segment.end) or _UNDATED.match(text, after, segment.end):
                effective = effective_date(self._document, self._text, segment, begins, self._issue, start)
                tail = TAIL.match(text, begins.end(), segment.end)
                return _made(row, effective, self._until(segment, tail, start) if tail else None)
        return None

    def _until(self, segment: Segment, match: re.Match[str], start: int) -> EffectiveDate | None:
        day = last_day(match)
        if day is None:
            return None
        stop = sentence_end(self._text.text, match.end(), segment)
        return EffectiveDate(day, "explicit", self._text.text[start:stop], segment.eid, start, stop)

    def _of_list(self, segment: Segment) -> Iterator[ProvisionDate]:
        """'Các quy định sau đây có hiệu lực từ ngày …:' with its items below."""
        match = _LISTED.search(self._text.text, segment.start, segment.end)
        row: list[Citation] = []
        for item in self._text.segments if match else ():
            if item.eid.startswith(f"{segment.eid}__") and item.field == "text" and not item.quoted:
                cited = within(self._own, item.start, item.end)
                if cited and _ITEM.fullmatch(self._text.text, item.start, cited[0].start):
                    row.extend(cited)
        if match and row:
            yield _made(row, effective_date(self._document, self._text, segment, match, self._issue), None)


def _made(row: Sequence[Citation], effective: EffectiveDate | None, until: EffectiveDate | None) -> ProvisionDate:
    provisions = tuple(dict.fromkeys(p for citation in row for p in citation.provisions))
    eids = tuple(dict.fromkeys(eid for citation in row for eid in citation.eids))
    return ProvisionDate(provisions, eids, effective, until)
