"""What a document was issued for: details, guides, promulgates, interprets (handbook domain.md 4.1 and 4.2).

These are said by the title, and by the first article: 'Nghị định này quy định chi tiết khoản 2 Điều 5 … của Luật …'.
"""

import re
from collections.abc import Iterator

from ingest.document import LegalDocument
from nlp.annotation import Citation, RelationKind, Segment
from nlp.numbers import normal_key
from nlp.relations.reader import Claim, Manner, Reader

_ABOUT = r"\s*(?:về\s+)?(?:việc\s+)?"
_FIRST_IS_OTHER = re.compile(rf"{_ABOUT}(?:sửa\s+đổi|bổ\s+sung|bãi\s+bỏ|thay\s+thế|đính\s+chính|công\s+bố|kéo\s+dài)")
_DETAILS = re.compile(r"(?<!\w)quy\s+định\s+(?:về\s+)?chi\s+tiết(?!\w)|(?<!\w)biện\s+pháp\s+thi\s+hành")
_GUIDES = re.compile(r"(?<!\w)hướng\s+dẫn(?!\w)")
_PROMULGATES = re.compile(rf"(?:{_ABOUT}|.*?\snay\s)công\s+bố\s", re.DOTALL)
_INTERPRETS = re.compile(rf"{_ABOUT}giải\s+thích\s")
_TO_OBJECT = re.compile(r"[^;.\n]{0,400}?")
_AND_PARTS = re.compile(r"\s*(?:,|;|và|,\s*và)\s+(?:một\s+số\s+(?:điều|khoản|nội\s+dung)\s+(?:của\s+)?|các\s+)?")
_SAYS = re.compile(
    r"(?:nghị\s+định|thông\s+tư(?:\s+liên\s+tịch)?|quyết\s+định|nghị\s+quyết)\s+này\s+(?:quy\s+định|hướng\s+dẫn)(?!\w)"
)
_LONGEST_GAP = 60


def of_title(reader: Reader, document: LegalDocument, segment: Segment) -> Iterator[Claim]:
    """What the title says that the document is for."""
    start, end = segment.start, segment.end
    kind: RelationKind | None = None
    cue: re.Match[str] | None = None
    if document.type == "Lệnh" and (cue := _PROMULGATES.match(reader.lower, start, end)):
        kind = "promulgates"
    elif cue := _INTERPRETS.match(reader.lower, start, end):
        kind = "interprets"
    elif not _FIRST_IS_OTHER.match(reader.lower, start, end):
        kind, cue = _details_or_guides(reader, start, end)
    if kind is None or cue is None:
        return
    for citation in _objects(reader, cue.end(), segment):
        part = kind != "promulgates" and (bool(citation.provisions) or kind != "interprets")
        yield Claim(kind, citation, start, end, cue.end(), "title", segment.eid, part=part, touched=(citation,))


def _details_or_guides(reader: Reader, start: int, end: int) -> tuple[RelationKind | None, re.Match[str] | None]:
    """'Hướng dẫn Điều 23 của Nghị định … quy định chi tiết …' guides, 'quy định chi tiết và hướng dẫn …' details."""
    details, guides = _DETAILS.search(reader.lower, start, end), _GUIDES.search(reader.lower, start, end)
    if details and not (guides and reader.cited(guides.end(), details.start())):
        return "details", details
    return ("guides", guides) if guides else (None, None)


def _objects(reader: Reader, place: int, segment: Segment) -> Iterator[Citation]:
    """The documents that a title names after its verb; not those in the names of others."""
    previous: Citation | None = None
    for citation in reader.cited(place, segment.end):
        if previous is None:
            if not _TO_OBJECT.fullmatch(reader.lower, place, citation.start):
                return
        elif not _AND_PARTS.fullmatch(reader.lower, previous.end, citation.start):
            return
        yield citation
        previous = citation


def of_scope(reader: Reader, segment: Segment, known: dict[str, RelationKind]) -> Iterator[Claim]:
    """The provisions that the first article says the document details, of documents that the title names.

    `known` holds the kinds of the title's claims by target. Without any, the article itself names the documents:
    'Nghị định này quy định chi tiết khoản 2 Điều 5 của Luật …'.
    """
    says = _SAYS.search(reader.lower, segment.start, segment.end)
    cited = reader.cited(segment.start, segment.end)
    if known:
        for citation in cited:
            kind = known.get(target_key(citation))
            if kind and citation.provisions:
                yield _of(reader, segment, kind, citation, "unit" if says and citation.start > says.end() else "list")
    elif says and cited:
        details = _DETAILS.search(reader.lower, says.start(), says.end() + _LONGEST_GAP)
        found = details or _GUIDES.search(reader.lower, says.start(), says.end() + _LONGEST_GAP)
        for citation in _objects(reader, max(found.end(), says.end()), segment) if found else ():
            yield _of(reader, segment, "details" if details else "guides", citation, "unit")


def _of(reader: Reader, segment: Segment, kind: RelationKind, citation: Citation, manner: Manner) -> Claim:
    start, end = reader.sentence_start(citation.start, segment), reader.sentence_end(citation.end, segment)
    return Claim(kind, citation, start, end, start, manner, segment.eid, part=True, touched=(citation,))


def target_key(citation: Citation) -> str:
    """The key by which claims on one document are put together."""
    return normal_key(citation.document or citation.document_name or "")
