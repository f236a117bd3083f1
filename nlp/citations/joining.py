"""Joins provisions with the documents that they belong to (handbook 9.1): '… Điều 5 của Nghị định số …'."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from nlp.annotation import Citation, Segment
from nlp.citations.documents import DocumentReference
from nlp.citations.keys import Hit
from nlp.citations.provisions import LEVELS, Group, group_units, read_unit
from nlp.knowledge import lexicon

_CONNECT = lexicon("citations")["connect"]
_APPENDIX = LEVELS.index("Phụ lục")
_PARENTHESIS = r"(?:\([^()\n]*\)\s*)?"
_OF = re.compile(rf"\s*,?\s*{_PARENTHESIS}(?:(?:{'|'.join(_CONNECT['document'])})\s+)?(?:các\s+)?")
_BY = "|".join(sorted(_CONNECT["attached"], key=len, reverse=True))
_ATTACHED = re.compile(rf"\s*,?\s*(?:[“\"][^”\"\n]*[”\"]\s*)?(?:{_BY})\s+(?:các\s+)?", re.IGNORECASE)
_REGULATION = re.compile(
    r"\s+(?:của\s+)?(?P<name>Quy\s+chế|Quy\s+định|Điều\s+lệ|Danh\s+mục|Quy\s+chuẩn|Quy\s+trình|Hướng\s+dẫn|Chương\s+trình)"
    r"\b[^.;:\n]{0,200}?\s(?:ban\s+hành\s+)?kèm\s+theo\s+",
    re.IGNORECASE,
)


def is_inside(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether the place lies within one of the ranges, which are in order and apart."""
    last = bisect_right(ranges, place, key=lambda item: item[0]) - 1
    return last >= 0 and ranges[last][0] < place < ranges[last][1]


def groups_of(plain: str, segment: Segment, hits: Sequence[Hit], documents: Sequence[DocumentReference]) -> list[Group]:
    """The provisions in a segment, as groups, outside of the names of documents."""
    cores = [(reference.start, reference.core_end) for reference in documents]
    levels = [hit for hit in hits if hit.kind == "level" and not is_inside(hit.start + 1, cores)]
    return group_units(plain, [unit for hit in levels if (unit := read_unit(plain, hit.start, hit.end, segment.end))])


def followed(
    plain: str, groups: Sequence[Group], documents: Sequence[DocumentReference]
) -> list[tuple[Group, DocumentReference, str]]:
    """The groups that a document follows, with it and what stands before their provisions ('Quy chế ')."""
    joined: list[tuple[Group, DocumentReference, str]] = []
    for group in groups:
        after = bisect_left(documents, group.end, key=lambda reference: reference.start)
        follower = documents[after] if after < len(documents) else None
        prefix = _linked(plain, group, follower) if follower else None
        if follower and prefix is not None:
            joined.append((group, follower, prefix))
    return joined


def _linked(plain: str, group: Group, reference: DocumentReference) -> str | None:
    """'' where the reference follows the group, 'Quy chế ' where a regulation attached to it does; None otherwise."""
    if _OF.fullmatch(plain, group.end, reference.start):
        return ""
    appendix = group.paths[0][0][0] == _APPENDIX
    if appendix and _ATTACHED.fullmatch(plain, group.end, reference.start):
        return ""
    if regulation := _REGULATION.fullmatch(plain, group.end, reference.start):
        return "" if appendix else " ".join(regulation["name"].split()) + " "
    return None


def citation_of(
    segment: Segment,
    start: int,
    end: int,
    reference: DocumentReference | str,
    provisions: tuple[str, ...],
    group: Group | None,
    *,
    inherited: bool = False,
    eids: tuple[str, ...] = (),
) -> Citation | None:
    """A citation of a document or of this one, its words not yet filled in; None where a group means nothing."""
    if group is not None and not provisions:
        return None
    ambiguous = bool(group and group.ambiguous)
    if isinstance(reference, str):
        return Citation(
            start, end, segment.eid, segment.where, "", reference, None, provisions, ambiguous=ambiguous, eids=eids
        )
    return Citation(
        start,
        end,
        segment.eid,
        segment.where,
        "",
        reference.number,
        reference.name,
        provisions,
        reference.type,
        reference.year,
        reference.date,
        inherited,
        ambiguous or reference.ambiguous,
    )
