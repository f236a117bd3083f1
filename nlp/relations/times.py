"""Acts on the time in which a document works: suspended, stopped, extended, declared to go on (handbook 4.2)."""

import re
from collections.abc import Iterator

from nlp.annotation import RelationKind, Segment
from nlp.knowledge import lexicon
from nlp.relations.clauses import PASSIVE, any_of, said_of
from nlp.relations.reader import Claim, Manner, Reader

_TIMES: dict[str, list[str]] = lexicon("relations")["times"]
_KINDS: dict[str, RelationKind] = {
    **dict.fromkeys(_TIMES["suspends_effect"], "suspends_effect"),
    **dict.fromkeys(_TIMES["suspends_enforcement"], "suspends_enforcement"),
    **dict.fromkeys(_TIMES["extends"], "extends"),
}
_VERB = re.compile(rf"(?P<verb>{any_of(list(_KINDS))})(?!\w)(?:\s+thi\s+hành)?")
_GOES_ON = re.compile(rf"(?<!\w)(?:{any_of(_TIMES['continues'])})(?!\w)")
_OBJECT = re.compile(rf"(?:\s*(?:{any_of(_TIMES['between'])})(?!\w))*\s*")
# 'kéo dài thời gian thực hiện thí điểm cơ chế … quy định tại Nghị quyết số …': of a part, in words.
_IN_WORDS = re.compile(r"[^.;\n]{3,300}?\s(?:tại|của|theo|trong)\s+(?:các\s+)?")
# What follows the verb where the documents stand before it.
_AFTER_SUBJECT = re.compile(r"\s*(?:[,.;]|$|\n|(?:kể\s+)?từ\s|(?:cho\s+)?đến\s|trong\s+thời)")
_STATE = re.compile(r"(?:đã|bị|việc|khi|chưa|quyết\s+định|nếu|hoặc|được)\s+$")
_RULES = re.compile(r"\s*(?:các\s+|một\s+số\s+|những\s+)?(?:quy\s+định|nội\s+dung)(?!\w)")
_LEFT_OUT = re.compile(r"hết\s+hiệu\s+lực|(?<!\w)(?:trừ|riêng)(?!\w)")
_BY = re.compile(r"(?<!\w)theo\s+(?:quy\s+định|hướng\s+dẫn)")


def of_times(reader: Reader, segment: Segment) -> Iterator[Claim]:
    """'Ngưng hiệu lực Điều 5 Nghị định …', 'Kéo dài thời gian thực hiện Nghị quyết …', '… tiếp tục có hiệu lực'."""
    for match in _VERB.finditer(reader.lower, segment.start, segment.end):
        kind = _KINDS[" ".join(match["verb"].split())]
        if kind == "extends" or not PASSIVE.search(reader.lower, max(segment.start, match.start() - 15), match.start()):
            yield from _of_verb(reader, segment, match, kind)
    for match in _GOES_ON.finditer(reader.lower, segment.start, segment.end):
        start = reader.sentence_start(match.start(), segment)
        after = _AFTER_SUBJECT.match(reader.lower, match.end(), segment.end)
        of_law = reader.lower.startswith(" thi hành", match.end())
        if (after or of_law) and not _STATE.search(reader.lower, max(start, match.start() - 15), match.start()):
            yield from (claim for claim in said_of(reader, segment, match, "extends") if _goes_on(reader, claim))


def _goes_on(reader: Reader, claim: Claim) -> bool:
    """Whether the document itself goes on, not what its end leaves out ('… hết hiệu lực, trừ Điều 5 tiếp tục …')."""
    return claim.manner == "sentence" and not _LEFT_OUT.search(reader.lower, claim.citation.end, claim.cue)


def _of_verb(reader: Reader, segment: Segment, match: re.Match[str], kind: RelationKind) -> Iterator[Claim]:
    heads = list(reader.heads(match.end(), segment.end, segment, _OBJECT))
    for citation in heads:
        end = reader.sentence_end(citation.end, segment)
        part = bool(citation.provisions)
        start = reader.sentence_start(match.start(), segment)
        manner: Manner = "title" if segment.field == "title" else "sentence"
        yield Claim(kind, citation, start, end, match.end(), manner, segment.eid, part=part, touched=(citation,))
    if heads:
        return
    if kind == "extends" or _RULES.match(reader.lower, match.end(), segment.end):
        yield from _of_part(reader, segment, match, kind)
    elif _AFTER_SUBJECT.match(reader.lower, match.end(), segment.end):
        yield from (claim for claim in said_of(reader, segment, match, kind) if claim.manner == "sentence")


def _of_part(reader: Reader, segment: Segment, match: re.Match[str], kind: RelationKind) -> Iterator[Claim]:
    """An act on what a document holds, told in words; not one that is made by the rules of a document."""
    first = next(iter(reader.cited(match.end(), segment.end)), None)
    if first is None or first.inherited or not _IN_WORDS.fullmatch(reader.lower, match.end(), first.start):
        return
    if _BY.search(reader.lower, match.end(), first.start):
        return
    start, end = reader.sentence_start(match.start(), segment), reader.sentence_end(first.end, segment)
    yield Claim(kind, first, start, end, match.end(), "holder", segment.eid, part=True, touched=(first,))
