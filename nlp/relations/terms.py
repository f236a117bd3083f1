"""The terms of an act: the day from which it works, its last day, what it leaves out (handbook domain.md 4.2, 4.3)."""

import datetime as dt
import re
from dataclasses import dataclass

from nlp.dates import DATE, parse_date
from nlp.relations.clauses import ENDING
from nlp.relations.reader import Claim, Reader

_FROM_HERE = re.compile(rf"\s*,?\s*(?:kể\s+)?(?:từ|vào)\s+ngày\s+(?P<day>{DATE})")
_FIRST_FROM = re.compile(
    rf"\s*(?:\d{{1,2}}\.\s*|[a-zđ]\)\s*|-\s*)?(?:kể\s+)?từ\s+ngày\s+(?P<day>{DATE})\s*(?:,|\n|$|thì)"
)
_LAST_FROM = re.compile(rf"(?:,\s*|\s)kể\s+từ\s+ngày\s+(?P<day>{DATE})\s*[.;/]*\s*$")
_UNTIL = re.compile(rf"đến\s+(?:(?:hết\s+)?ngày\s+(?P<day>{DATE})|hết\s+năm\s+(?P<year>20\d\d))")
_TRAILING = re.compile(r"\s*(?:[,;(]\s*|\s)(?P<words>(?:ngoại\s+)?trừ\s+[^;\n]{4,600})")
_BETWEEN = re.compile(
    r",\s*(?P<words>trừ\s+(?:các\s+)?(?:quy\s+định|nội\s+dung|điểm|khoản|điều)[^;\n]{2,300}?),?\s*(?:sẽ\s+)?"
    r"(?:hết|chấm\s+dứt|không\s+còn)\s+hiệu\s+lực"
)
_OF_TARGET = re.compile(
    r"trừ\s+(?:trường\s+hợp|(?:các\s+|những\s+)?(?:quy\s+định|nội\s+dung|điểm|khoản|điều|phụ\s+lục|cụm\s+từ))"
)
_ENDS_WORDS = re.compile(r"[.;]\s|[.;]?$|\s*,?\s*(?:kể\s+)?từ\s+ngày|\)\s*(?:[.;,]|$)|\s+hết\s+hiệu\s+lực")
_TIMES = ("suspends_effect", "suspends_enforcement", "extends")


@dataclass(frozen=True, slots=True)
class Terms:
    """The day from which an act works and its last day, where its own clause names them, and its exception in words."""

    effective_from: dt.date | None
    until: dt.date | None
    exceptions: str | None


def terms_of(reader: Reader, claim: Claim) -> Terms:
    """The terms that the sentence of a claim names for it."""
    if claim.kind not in (*ENDING, *_TIMES):
        return Terms(None, None, None)
    timed = claim.kind in _TIMES
    return Terms(_effective_from(reader, claim), _until(reader, claim) if timed else None, _exceptions(reader, claim))


def _effective_from(reader: Reader, claim: Claim) -> dt.date | None:
    subject_first = claim.citation.end <= claim.cue
    start = max(claim.cue, claim.citation.end)
    match = _FROM_HERE.match(reader.lower, claim.cue if subject_first else start, claim.end)
    match = match or _FIRST_FROM.match(reader.lower, claim.start, claim.end)
    match = match or _LAST_FROM.search(reader.lower, start, claim.end)
    return parse_date(match["day"]) if match else None


def _until(reader: Reader, claim: Claim) -> dt.date | None:
    """The last of the days up to which the sentence says something: others stand in the names of documents."""
    day: dt.date | None = None
    for match in _UNTIL.finditer(reader.lower, min(claim.cue, claim.citation.end), claim.end):
        day = dt.date(int(match["year"]), 12, 31) if match["year"] else parse_date(match["day"])
    return day


def _exceptions(reader: Reader, claim: Claim) -> str | None:
    """'trừ quy định tại khoản 2 Điều này', behind the verb or the target, or between the target and the verb."""
    start = max(claim.cue, claim.citation.end)
    for match in _TRAILING.finditer(reader.lower, start, claim.end):
        if _OF_TARGET.match(match["words"].removeprefix("ngoại ")):
            begin = match.start("words")
            end = _ENDS_WORDS.search(reader.lower, begin, claim.end)
            return _printed(reader, begin, end.start() if end else claim.end)
    between = _BETWEEN.search(reader.lower, claim.citation.end, claim.cue) if claim.citation.end < claim.cue else None
    return _printed(reader, *between.span("words")) if between else None


def _printed(reader: Reader, start: int, end: int) -> str:
    return " ".join(reader.text.text[start:end].split()).rstrip(" ,.;")
