"""Proposed relations of a document to others: amends, replaces, repeals, annuls, corrects, consolidates.

Each rests on a sentence of the main body, or on a list that one announces (handbook domain.md 4.1 and 4.2). Noise
rules: what is quoted, passive ('đã được sửa đổi bởi …') or only referred to ('theo quy định tại …') is no act of this
document; nor is anything that would change a document of higher rank.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import LegalDocument
from nlp.annotation import Citation, DocumentText, Relation, RelationKind, Segment
from nlp.citations.find import ACT, small
from nlp.citations.keys import within
from nlp.knowledge import lexicon
from nlp.numbers import latin, normal_key

_LEXICON = lexicon("relations")
_ACTS: tuple[tuple[str, RelationKind, bool], ...] = tuple(
    sorted(
        [
            *((verb, "corrects", False) for verb in _LEXICON["acts"]["corrects"]),
            *((verb, "amends", False) for kind in ("phrase", "amends") for verb in _LEXICON["acts"][kind]),
            *((verb, "repeals", True) for verb in _LEXICON["acts"]["repeals"]),
            *((verb, "annuls", True) for verb in _LEXICON["acts"]["annuls"]),
            *((verb, "replaces", True) for verb in _LEXICON["acts"]["replaces"]),
        ],
        key=lambda act: -len(act[0]),
    )
)
_VERB_OF = {verb: (kind, ends) for verb, kind, ends in _ACTS}
_LABEL = r"\s*(?:[-–+]\s*)?(?:(?:\d{1,2}|[a-zđ])[.)]\s*)?"
_OPENING = re.compile(rf"{_LABEL}(?={ACT})(?P<verb>{'|'.join(verb for verb, _, _ in _ACTS)})(?!\w)")
_ENDING = re.compile(r"(?P<verb>thay\s+thế|bãi\s+bỏ|h(?:ủy|uỷ)\s+bỏ)(?:\s+cho)?(?!\w)")
_PASSIVE = re.compile(r"(?:được|bị|đã|theo|về|việc|phải|trái|khi|nếu|hoặc|quyết\s+định|đề\s+nghị|kiến\s+nghị)\s+$")
_EXPIRES = re.compile(
    r"(?:hết|chấm\s+dứt)\s+hiệu\s+lực(?:\s+thi\s+hành)?(?:\s+toàn\s+bộ)?\s*(?=[,.;:]|$|\n|(?:kể\s+)?từ\s+(?:ngày|khi|thời\s+điểm)|và\s|trừ\s)"
)
_STATE = re.compile(r"(?:đã|khi|bị|chưa|ngày|sẽ)\s+$")
_CONDITION = re.compile(r"(?:^|\W)(?:khi|nếu|trường\s+hợp|trước|sau|từ\s+ngày)(?!\w)")
# 'Bãi bỏ các quy định liên quan đến … tại Nghị định số …', 'Thay thế Mẫu số 01 ban hành kèm theo Thông tư số …'
_PART_OF = re.compile(r"[^.;\n]{3,400}?\s(?:tại|của|kèm\s+theo|trong|ban\s+hành\s+theo)\s+")
_PARTS = re.compile(
    r"\s*:?\s*(?:(?:các|một\s+số|những|toàn\s+bộ)\s+)*"
    r"(?:quy\s+định|nội\s+dung|điều|khoản|điểm|phụ\s+lục|mẫu|biểu|danh\s+mục|bảng|chương|mục|chỉ\s+tiêu|một\s+phần)(?!\w)"
)
_SENTENCE = re.compile(r"[.;]\s|\n")
_PERIOD = re.compile(r"\.\s|\n")
_OTHER_CLAUSE = re.compile(r"hiệu\s+lực|thay\s+thế|bãi\s+bỏ|thực\s+hiện\s+theo|áp\s+dụng")
_TO_FIRST = re.compile(
    r"\s*(?:(?:kể\s+)?từ\s+ngày\s+[^,]{0,80}có\s+hiệu\s+lực[^,]{0,20},\s*)?(?:đối\s+với\s+)?"
    r"(?:cho\s+|toàn\s+bộ\s+|các\s+|những\s+)*"
)
_NEXT = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)(?:các\s+)?(?:thay\s+thế\s+|bãi\s+bỏ\s+)?")
_NEXT_END = re.compile(r"(?:[,;]\s*(?:và\s+)?|\svà\s+)(?:các\s+)?(?:thay\s+thế\s+|bãi\s+bỏ\s+)?$")
_LIST_CUE = re.compile(r"bãi\s+bỏ|hết\s+hiệu\s+lực|chấm\s+dứt\s+hiệu\s+lực|thay\s+thế|h(?:ủy|uỷ)\s+bỏ")
_LIST_END = re.compile(r"(?:sau|sau\s+đây|dưới\s+đây|gồm|hành|lực|phần|bộ)?\s*(?:\([^()]*\)\s*)?:\s*$")
_MARK = r"\s*(?:[-–+*]\s*|(?:\d{1,3}|[a-zđ]|[ivx]+)[.)]\s*|\d{1,3}\t)?(?:toàn\s+bộ\s+)?"
_FIRST_ITEM = re.compile(_MARK)
_ITEM = re.compile(rf"(?:\n|\t|(?<=\s)(?=\d{{1,2}}\.\s)){_MARK}")
_LONGEST_SENTENCE = 3000
_NUMBERED = 0.95
_NAMED_ONLY = 0.8


@dataclass(frozen=True, slots=True)
class FoundRelation:
    """A proposed relation and the sentence at [start, end) that it rests on."""

    relation: Relation
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Claim:
    """One citation that a sentence at [start, end) changes."""

    kind: RelationKind
    citation: Citation
    start: int
    end: int
    part: bool = False


def find_relations(
    document: LegalDocument, text: DocumentText, citations: Sequence[Citation]
) -> tuple[FoundRelation, ...]:
    """The relations that the document's text states, each kind and target once, in order of the evidence.

    `citations` are those of `text`, in order. Only proposals: a clerk confirms what changes a status.
    """
    others = [c for c in citations if c.document != "this" and (c.document or c.document_name)]
    if document.type == "Văn bản hợp nhất" or "VBHN" in (document.number or ""):
        claims = _consolidated(text, others)
    else:
        reader = _Reader(text, small(latin(text.text)), others, [c for c in citations if c.document == "this"])
        claims = [claim for claim in reader.claims() if _may_change(document, claim.citation)]
    found: dict[tuple[RelationKind, str, bool], FoundRelation] = {}
    for claim in claims:
        whole = claim.kind in ("replaces", "repeals", "annuls", "consolidates") and not claim.part
        whole = whole and not claim.citation.provisions
        target = claim.citation.document or claim.citation.document_name or ""
        key = (claim.kind, normal_key(target), whole)
        if key in found:
            continue
        found[key] = FoundRelation(_relation(text, claim, whole=whole), claim.start, claim.end)
    return tuple(sorted(found.values(), key=lambda item: item.start))


def _relation(text: DocumentText, claim: _Claim, *, whole: bool) -> Relation:
    citation = claim.citation
    return Relation(
        kind=claim.kind,
        target=citation.document,
        target_name=citation.document_name,
        target_provision=citation.provisions[0] if len(citation.provisions) == 1 else None,
        scope="whole" if whole else "part",
        evidence=" ".join(text.text[claim.start : claim.end].split()),
        confidence=_NUMBERED if citation.document else _NAMED_ONLY,
    )


def _consolidated(text: DocumentText, citations: Sequence[Citation]) -> list[_Claim]:
    """The original and its amenders: the documents that open the lines before the recitals (handbook 3.11)."""
    claims: list[_Claim] = []
    for segment in text.segments:
        if segment.field == "title":
            continue
        line = text.text[segment.start : segment.end].lstrip()
        if segment.field != "preamble" or line.startswith(("Căn cứ", "“")):
            break
        first = next(iter(within(citations, segment.start, segment.end)), None)
        if first and re.fullmatch(r"\s*(?:\d{1,2}[.)]\s*|[-–]\s*)?", text.text[segment.start : first.start]):
            claims.append(_Claim("consolidates", first, segment.start, segment.end, part=bool(claims)))
    return claims


def _may_change(document: LegalDocument, citation: Citation) -> bool:
    """Whether this document's rank lets it change the other; unknown ranks do."""
    own, other = _rank(document.type, document.number), _rank(citation.type, citation.document)
    return document.type != "Công văn" and (own is None or other is None or own <= other)


def _rank(kind: str | None, number: str | None) -> int | None:
    for code, rank in _LEXICON["issuer_ranks"].items():
        if number and re.search(rf"[-/]{code}\d*$", number):
            return int(rank)
    ranks: dict[str, int] = _LEXICON["ranks"]
    return ranks.get(kind or "")


@dataclass(frozen=True, slots=True)
class _Reader:
    """A document's text with the citations of other documents, and of its own parts, in order."""

    text: DocumentText
    lower: str
    citations: Sequence[Citation]
    own: Sequence[Citation]

    def claims(self) -> Iterator[_Claim]:
        """What each sentence of the main body changes."""
        lists: dict[str, RelationKind] = {}
        for segment in self.text.segments:
            if segment.quoted or segment.attachment or segment.field in ("preamble", "closing"):
                continue
            yield from self._of_unit(segment)
            if segment.field == "title":
                continue
            yield from self._of_sentences(segment)
            yield from self._of_lists(segment, lists)

    def _of_unit(self, segment: Segment) -> Iterator[_Claim]:
        """A unit that opens with an amending verb: 'Sửa đổi, bổ sung khoản 2 Điều 5 …', 'Bãi bỏ Điều 12 …'."""
        opening = _OPENING.match(self.lower, segment.start, segment.end)
        cited = within(self.citations, segment.start, segment.end)
        if not opening or not cited:
            return
        kind, ends = _VERB_OF[opening["verb"]]
        if ends:
            yield from self._ended(segment, opening.end(), kind)
            return
        end = self._sentence_end(cited[0].end, segment)
        yield _Claim(kind, cited[0], segment.start, end, part=True)

    def _ended(self, segment: Segment, place: int, kind: RelationKind) -> Iterator[_Claim]:
        """Documents or provisions that follow 'bãi bỏ' or 'thay thế'; replaced provisions are amendments."""
        start = self._sentence_start(place, segment)
        heads = list(self._heads(place, segment.end, segment)) or self._holders(place, segment.end)
        for citation in heads:
            partly = bool(citation.provisions) or not _TO_FIRST.fullmatch(self.lower, place, heads[0].start)
            change: RelationKind = "amends" if kind == "replaces" and partly else kind
            yield _Claim(change, citation, start, self._sentence_end(citation.end, segment), part=partly)

    def _holders(self, place: int, stop: int) -> list[Citation]:
        """The document whose parts are named after `place`: 'các quy định … tại Nghị định số 33/2023/NĐ-CP'."""
        first = next(iter(within(self.citations, place, min(stop, place + _LONGEST_SENTENCE))), None)
        if first is None or first.inherited or not _PARTS.match(self.lower, place, first.start):
            return []
        named = _PART_OF.fullmatch(self.lower, place, first.start) or first.provisions
        return [first] if named and not _CONDITION.search(self.lower, place, first.start) else []

    def _of_sentences(self, segment: Segment) -> Iterator[_Claim]:
        """'… và thay thế Thông tư số A', 'Nghị định số B hết hiệu lực kể từ ngày …' inside a unit."""
        for match in _ENDING.finditer(self.lower, segment.start, segment.end):
            if not _PASSIVE.search(self.lower, max(segment.start, match.start() - 15), match.start()):
                kind, _ = _VERB_OF[" ".join(match["verb"].split())]
                yield from self._ended(segment, match.end(), kind)
        for match in _EXPIRES.finditer(self.lower, segment.start, segment.end):
            start = self._sentence_start(match.start(), segment)
            if _STATE.search(self.lower, max(start, match.start() - 10), match.start()):
                continue
            end = self._sentence_end(match.end(), segment)
            heads = self._expiring(start, match.start(), segment)
            for citation in heads or self._holders(start, match.start()):
                yield _Claim("repeals", citation, start, end, part=bool(citation.provisions) or not heads)

    def _expiring(self, start: int, stop: int, segment: Segment) -> list[Citation]:
        """The documents that a sentence ends in 'hết hiệu lực': listed with ';', or with titles that hold one."""
        whole = self._sentence_start(stop, segment, _PERIOD)
        listed = (
            [] if _OTHER_CLAUSE.search(self.lower, whole, start) else list(self._heads(whole, stop, segment, _PERIOD))
        )
        return listed or list(self._heads(start, stop, segment))

    def _of_lists(self, segment: Segment, lists: dict[str, RelationKind]) -> Iterator[_Claim]:
        """Items of a list that a unit announces: below it, or in an annex that it names."""
        above = segment.eid
        while above and above not in lists:
            above = above.rpartition("__")[0]
        if above:
            yield from self._items(segment, lists[above])
        cue = _LIST_CUE.search(self.lower, segment.start, segment.end)
        if not cue or _PASSIVE.search(self.lower, max(segment.start, cue.start() - 15), cue.start()):
            return
        verb = " ".join(cue[0].split())
        kind: RelationKind = _VERB_OF[verb][0] if verb in _VERB_OF else "repeals"
        if _LIST_END.search(self.lower, cue.end(), segment.end):
            lists[segment.eid] = kind
        annexes = [c for c in within(self.own, cue.end(), segment.end) if c.provisions[0].startswith("Phụ lục")]
        if annexes and not within(self.citations, cue.end(), segment.end):
            for label in (label for annex in annexes for label in annex.provisions):
                yield from self._annex(label, kind)

    def _annex(self, label: str, kind: RelationKind) -> Iterator[_Claim]:
        for segment in self.text.segments:
            if segment.attachment and segment.field == "text":
                name = segment.where.split(" khoản ")[0].split(" điều ")[0].split(" mục ")[0]
                if name.lower() == label.lower() or segment.where.lower() == label.lower():
                    yield from self._items(segment, kind)

    def _items(self, segment: Segment, kind: RelationKind) -> Iterator[_Claim]:
        """Citations that open the segment or one of its lines."""
        starts = {match.end() for match in _ITEM.finditer(self.lower, segment.start, segment.end)}
        if first := _FIRST_ITEM.match(self.lower, segment.start, segment.end):
            starts.add(first.end())
        for citation in within(self.citations, segment.start, segment.end):
            if citation.start in starts:
                end = self._sentence_end(citation.end, segment)
                yield _Claim(kind, citation, citation.start, end, part=bool(citation.provisions))

    def _heads(self, start: int, stop: int, segment: Segment, end: re.Pattern[str] = _SENTENCE) -> Iterator[Citation]:
        """The citations that are themselves listed after `start`, not those inside the titles of others."""
        first: Citation | None = None
        previous: Citation | None = None
        head = False
        for citation in within(self.citations, start, min(stop, start + 4 * _LONGEST_SENTENCE)):
            if citation.inherited:
                continue
            if previous is None:
                head = bool(_TO_FIRST.fullmatch(self.lower, start, citation.start))
                if not head:
                    return
                first = citation
            else:
                between = self.lower[previous.end : citation.start]
                if end.search(between) and not between.strip().startswith(";"):
                    return
                direct = bool(_NEXT.fullmatch(between))
                again = citation.document is not None and citation.type != previous.type  # '… Luật A; Thông tư số B'
                again = again and (";" in between or (first is not None and citation.type == first.type))
                head = (head or again if direct else bool(_NEXT_END.search(between))) and citation.end <= segment.end
            if head:
                yield citation
            previous = citation

    def _sentence_start(self, place: int, segment: Segment, end: re.Pattern[str] = _SENTENCE) -> int:
        """Where the sentence at `place` begins, behind the last `end` of another."""
        start = max(segment.start, place - _LONGEST_SENTENCE)
        for match in end.finditer(self.lower, start, place):
            start = match.end()
        return start

    def _sentence_end(self, place: int, segment: Segment) -> int:
        stop = min(segment.end, place + _LONGEST_SENTENCE)
        match = _SENTENCE.search(self.lower, place, stop)
        return match.start() if match else stop
