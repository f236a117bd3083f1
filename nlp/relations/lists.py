"""Lists that a unit announces, below it or in an annex: each item counts (handbook domain.md 4.2)."""

import re
from collections.abc import Iterator, Sequence

from nlp.annotation import Citation, RelationKind, Segment
from nlp.citations.keys import within
from nlp.knowledge import lexicon
from nlp.relations.clauses import PASSIVE, any_of, kind_of
from nlp.relations.reader import Claim, Manner, Reader

_CONTINUES = any_of(lexicon("relations")["times"]["continues"])
_CUE = re.compile(
    r"bãi\s+bỏ|hết\s+hiệu\s+lực|chấm\s+dứt\s+hiệu\s+lực|không\s+còn\s+hiệu\s+lực|thay\s+thế|h(?:ủy|uỷ)\s+bỏ"
    rf"|(?P<goes_on>{_CONTINUES})"
)
_ANNOUNCES = re.compile(r"(?:sau|sau\s+đây|dưới\s+đây|gồm|hành|lực|phần|bộ)?\s*(?:\([^()]*\)\s*)?:\s*$")
# 'Các văn bản sau đây hết hiệu lực: a) Nghị định …; b) Nghị định …' in one paragraph.
_INLINE = re.compile(r"[^.;:\n]{0,300}?:\s*(?=\S)")
_INLINE_ITEM = re.compile(
    r"(?:[:;]\s*(?:và\s+)?(?:[a-zđ]\)|\d{1,2}[.)]|[-–+])?|[.,]?\s+(?:[a-zđ]\)|[-–+]))\s*(?:bãi\s+bỏ\s+|toàn\s+bộ\s+|các\s+)*$"
)
# A list of documents of which only parts end, as in 'quy định về miễn thuế tại các Quyết định'.
_OF_SEVERAL = re.compile(
    r"\s*(?:(?:các|những|một\s+số)\s+)?(?:quy\s+định|nội\s+dung)\s.*(?:tại|trong)\s+các\s", re.DOTALL
)
_INLINE_END = re.compile(
    r"(?<![;:]\s\d)(?<![;:]\s\d\d)\.\s+(?!(?:[a-zđ]\)|[-–+])\s)|\n(?!\s*(?:[a-zđ]\)|\d{1,2}[.)]|[-–+])\s)"
)
_MARK = r"\s*(?:[-–+*]\s*|(?:\d{1,3}|[a-zđ]|[ivx]+)[.)]\s*|\d{1,3}\t)?(?:toàn\s+bộ\s+)?"
_HEAD, _TAIL = 40, 300
_FIRST_ITEM = re.compile(_MARK)
_ITEM = re.compile(rf"(?:\n|\t|(?<=\s)(?=\d{{1,2}}\.\s)){_MARK}")
# A list of texts is attached under another name than Phụ lục: 'tại Danh mục ban hành kèm theo Quyết định này'.
_ATTACHED_LIST = re.compile(r"danh\s+mục(?:\s+(?:ban\s+hành\s+)?(?:kèm\s+theo|đính\s+kèm)|\s+các\s+văn\s+bản)")


def of_lists(reader: Reader, segment: Segment, lists: dict[str, RelationKind]) -> Iterator[Claim]:
    """Items of a list that a unit announces: below it, or in an annex that it names. `lists` is kept over segments."""
    above = segment.eid if lists else ""
    while above and above not in lists:
        above = above.rpartition("__")[0]
    if above:
        yield from _items(reader, segment, lists[above], "list")
    announces = reader.lower[max(segment.start, segment.end - 8) : segment.end].rstrip().endswith(":")
    annexes = [c for c in within(reader.own, segment.start, segment.end) if c.provisions[0].startswith("Phụ lục")]
    attached = _ATTACHED_LIST.search(reader.lower, segment.start, segment.end)
    colon = reader.lower.find(":", segment.start, segment.end) >= 0
    if not announces and not annexes and not attached and not colon:
        return
    for cue in _CUE.finditer(reader.lower, segment.start, segment.end):
        if PASSIVE.search(reader.lower, max(segment.start, cue.start() - 15), cue.start()):
            continue
        kind: RelationKind = "extends" if cue["goes_on"] else kind_of(cue[0])
        if announces and _ANNOUNCES.search(reader.lower, max(cue.end(), segment.end - _TAIL), segment.end):
            lists.setdefault(segment.eid, kind)
        inline = list(_inline(reader, segment, cue.end(), kind)) if colon else []
        yield from inline
        if inline:
            return
        if reader.cited(cue.end(), segment.end):
            continue
        yield from _annexes(reader, [one for one in annexes if one.start >= cue.end()], kind)
        if attached and not annexes:
            yield from _annex(reader, "Danh mục", kind)


def _inline(reader: Reader, segment: Segment, place: int, kind: RelationKind) -> Iterator[Claim]:
    """Items of a list inside the paragraph that announces it."""
    opens = _INLINE.match(reader.lower, place, segment.end)
    if not opens or reader.cited(place, opens.end()):
        return
    parts = bool(_OF_SEVERAL.match(opens[0]))
    ends = _INLINE_END.search(reader.lower, opens.end(), segment.end)
    for citation in reader.cited(opens.end(), ends.start() if ends else segment.end):
        head = reader.lower[max(opens.end() - 2, citation.start - _HEAD) : citation.start]
        if not citation.inherited and (citation.start == opens.end() or _INLINE_ITEM.search(head)):
            yield _item(reader, segment, citation, kind, "list", parts=parts)


def _annexes(reader: Reader, announced: Sequence[Citation], kind: RelationKind) -> Iterator[Claim]:
    for label in (label for one in announced for label in one.provisions):
        yield from _annex(reader, label, kind)


def _annex(reader: Reader, label: str, kind: RelationKind) -> Iterator[Claim]:
    for segment in reader.text.segments:
        if segment.attachment and segment.field == "text":
            name = segment.where.split(" khoản ")[0].split(" điều ")[0].split(" mục ")[0]
            if name.lower() == label.lower() or segment.where.lower() == label.lower():
                yield from _items(reader, segment, kind, "annex")


def _items(reader: Reader, segment: Segment, kind: RelationKind, manner: Manner) -> Iterator[Claim]:
    """Citations that open the segment or one of its lines."""
    cited = reader.cited(segment.start, segment.end)
    if not cited:
        return
    starts = {match.end() for match in _ITEM.finditer(reader.lower, segment.start, segment.end)}
    if first := _FIRST_ITEM.match(reader.lower, segment.start, segment.end):
        starts.add(first.end())
    for citation in cited:
        if citation.start in starts:
            yield _item(reader, segment, citation, kind, manner)


def _item(
    reader: Reader, segment: Segment, citation: Citation, kind: RelationKind, manner: Manner, *, parts: bool = False
) -> Claim:
    """One item; parts that are replaced are amendments. `parts` is whether the list is of parts of the documents."""
    end = reader.sentence_end(citation.end, segment)
    part = parts or bool(citation.provisions)
    change: RelationKind = "amends" if part and kind == "replaces" else kind
    return Claim(
        change, citation, citation.start, end, citation.end, manner, segment.eid, part=part, touched=(citation,)
    )
