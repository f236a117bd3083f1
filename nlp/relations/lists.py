"""Lists that a unit announces, below it or in an annex: each item counts (handbook domain.md 4.2)."""

import re
from collections.abc import Iterator

from nlp.annotation import RelationKind, Segment
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
_MARK = r"\s*(?:[-–+*]\s*|(?:\d{1,3}|[a-zđ]|[ivx]+)[.)]\s*|\d{1,3}\t)?(?:toàn\s+bộ\s+)?"
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
    if not announces and not annexes and not attached:
        return
    cue = _CUE.search(reader.lower, segment.start, segment.end)
    if not cue or PASSIVE.search(reader.lower, max(segment.start, cue.start() - 15), cue.start()):
        return
    kind: RelationKind = "extends" if cue["goes_on"] else kind_of(cue[0])
    if _ANNOUNCES.search(reader.lower, cue.end(), segment.end):
        lists[segment.eid] = kind
    if reader.cited(cue.end(), segment.end):
        return
    for label in (label for annex in annexes if annex.start >= cue.end() for label in annex.provisions):
        yield from _annex(reader, label, kind)
    if attached and not annexes:
        yield from _annex(reader, "Danh mục", kind)


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
            end = reader.sentence_end(citation.end, segment)
            part = bool(citation.provisions)
            yield Claim(
                kind, citation, citation.start, end, citation.end, manner, segment.eid, part=part, touched=(citation,)
            )
