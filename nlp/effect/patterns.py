"""What the accepted sentences of handbook domain.md 3.14 are made of: subjects, verbs, days, and the days they mean."""

import calendar
import datetime as dt
import re
from typing import Literal

from ingest.document import Issue, LegalDocument
from nlp.annotation import DocumentText, EffectiveDate, Segment
from nlp.dates import DATE, parse_count, parse_date
from nlp.knowledge import lexicon

_SUBJECTS = sorted(lexicon("types")["self"], key=len, reverse=True)
SELF = r"(?P<what>" + "|".join(word.replace(" ", r"\s+") for word in _SUBJECTS) + r")\s+này(?:\s+này)?"
_DAYS = r"sau\s+(?P<n>\d{1,3}|[^\W\d_]+(?:\s+[^\W\d_]+){0,2})(?:\s*\([^)]*\))?\s+(?P<unit>ngày|tháng)\s*,?\s*"
_ANCHOR = (
    rf"(?P<printed>{DATE})|(?P<signed>ký(?:\s+ban\s+hành)?|ban\s+hành)|(?P<gazette>(?:được\s+)?đăng\s+(?:trên\s+)?Công\s+báo)|"
    r"(?P<adopted>(?:được\s+)?(?:[^,.;\n]{0,60}?\s)?thông\s+qua)|(?P<announced>(?:được\s+)?công\s+bố)"
)
FROM = rf"(?:\s*,)?\s*(?:(?:{_DAYS})?(?:(?:kể\s+)?từ\s+|vào\s+)?ngày\s*(?:{_ANCHOR})|(?:kể\s+)?từ\s+(?P<bare>{DATE}))"
"""The day from which something holds: printed, of signing, adoption or the gazette, or counted from one of these."""
_LAST_MONTH = r"hết\s+(?:tháng\s+(?P<month>\d{1,2})\s+)?năm\s+(?P<year>20\d\d)(?!\d)"
UNTIL = rf"đến\s+(?:(?:hết\s+)?ngày\s+(?P<until>{DATE})|{_LAST_MONTH})"
"""The last day, or the last month or year."""
ENDS_FROM = rf"hết\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+ngày\s+(?P<ends>{DATE})"
TAIL = re.compile(
    rf"\s*(?:,\s*)?(?:và\s+)?(?:(?:được\s+)?(?:áp\s+dụng|thực\s+hiện)\s+)?(?:{UNTIL}|{ENDS_FROM})", re.IGNORECASE
)
"""The last day behind the first: '… và được áp dụng đến hết ngày 31 tháng 12 năm 2026'."""
EXCEPTION = re.compile(r"\btrừ\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;](?=\s|$|/\.)|\n|$")
_ADOPTED_ON = re.compile(rf"thông\s+qua\s+ngày\s+(?P<date>{DATE})", re.IGNORECASE)


def sentence_end(text: str, place: int, segment: Segment) -> int:
    """Where the sentence that holds `place` ends, inside its segment."""
    match = _SENTENCE_END.search(text, place, segment.end)
    return match.start() if match else segment.end


def effective_date(
    document: LegalDocument,
    text: DocumentText,
    segment: Segment,
    match: re.Match[str],
    issue: Issue | None,
    start: int | None = None,
) -> EffectiveDate:
    """The date that a sentence with FROM names; unknown where it names none, or one that this file does not hold.

    The sentence given as evidence begins at `start`, by default where the match does.
    """
    start = match.start() if start is None else start
    end = sentence_end(text.text, match.end(), segment)
    sentence = text.text[start:end]
    exceptions = bool(EXCEPTION.search(sentence))
    groups = match.groupdict()
    date = _anchor(document, text, groups, issue)
    count = parse_count(groups["n"] or "") if groups.get("n") else 0
    if date is None or count is None:
        return EffectiveDate(None, "unknown", sentence, segment.eid, start, end, exceptions)
    kind: Literal["explicit", "computed"] = "computed" if groups.get("n") else "explicit"
    date = _later(date, count, groups.get("unit") or "")
    return EffectiveDate(date, kind, sentence, segment.eid, start, end, exceptions)


def _later(day: dt.date, count: int, unit: str) -> dt.date:
    """The day so many days or months later; the month's last where it has no such day ('sau 6 tháng kể từ ngày ký')."""
    if unit.lower() != "tháng":
        return day + dt.timedelta(count)
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _anchor(
    document: LegalDocument, text: DocumentText, groups: dict[str, str | None], issue: Issue | None
) -> dt.date | None:
    """The day that the sentence counts from; None where this file does not hold it."""
    printed = groups.get("printed") or groups.get("bare")
    if printed:
        return parse_date(printed)
    if groups.get("signed"):
        return document.issued_on
    if groups.get("adopted"):
        return _adopted_on(document, text)
    if groups.get("gazette") and issue and not document.continues_from:
        return issue.date
    return None


def _adopted_on(document: LegalDocument, text: DocumentText) -> dt.date | None:
    """The day of adoption: of the closing sentence, else the date of issue (for laws these are one, handbook 3.2)."""
    for segment in text.segments:
        if segment.field == "closing" and (match := _ADOPTED_ON.search(text.text, segment.start, segment.end)):
            return parse_date(match["date"])
    return document.issued_on


def last_day(match: re.Match[str]) -> dt.date | None:
    """The last day in force that a sentence with UNTIL or ENDS_FROM names; None where there is no such day."""
    groups = match.groupdict()
    if until := groups.get("until"):
        return parse_date(until)
    if ends := groups.get("ends"):
        day = parse_date(ends)
        return day - dt.timedelta(1) if day else None  # a document that ends 'từ ngày' X was last in force before it
    year, month = groups.get("year"), int(groups.get("month") or 12)
    if not year or not 1 <= month <= 12:  # noqa: PLR2004 - the months of a year
        return None
    return dt.date(int(year) + month // 12, month % 12 + 1, 1) - dt.timedelta(1)
