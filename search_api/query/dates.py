"""Dates and years in a query, read as days of issue, of effect or of the gazette (handbook domain.md 7.7).

'từ 2020 đến 2022', 'tháng 5/2024', 'ngày 01/07/2025', 'sau năm 2019', 'trước 2015', 'năm 2023', 'quý I/2026', with or
without accents; 'có hiệu lực từ 1/7/2026', 'công báo ngày 2/6/2026' are days of effect and of the gazette. A year that
belongs to a law's name ('luật đất đai năm 2013'), a plan or a term of office ('giai đoạn 2021-2025'), and dates inside
a question of many words are words: what happened on a day is no day of issue.
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from search_api.query.names import type_words
from search_api.query.spans import Span, Spans
from search_api.query.syllables import lower_in_place
from search_api.query.understood import Note

MOST_WORDS = 8
"""A query with more words beside its date is a question about what happened then."""

_SAYING = 4
"""Words that say what a day is of: 'có hiệu lực kể'."""

_Y = r"(?:19|20)\d{2}"
_OF_YEAR = r"(?:\s*[/.-]\s*|\s+nam\s+)"


def _point_pattern(n: int) -> str:
    """A day, a month, a quarter or a year; its groups end in `n`."""
    return (
        rf"(?:(?:ngay\s+)?(?P<d{n}>\d{{1,2}})(?:\s*[/.-]\s*|(?P<t{n}>\s+thang\s+))(?P<m{n}>\d{{1,2}})"
        rf"(?:{_OF_YEAR}|(?(t{n})\s+|(?!)))(?P<y{n}>{_Y})"
        rf"|(?P<th{n}>thang\s+)?(?P<mm{n}>\d{{1,2}})(?:{_OF_YEAR}|(?(th{n})\s+|(?!)))(?P<my{n}>{_Y})"
        rf"|quy\s+(?P<q{n}>iv|i{{1,3}}|[1-4])(?:{_OF_YEAR}|\s+)(?P<qy{n}>{_Y})"
        rf"|(?P<nam{n}>nam\s+)?(?P<yy{n}>{_Y}))(?![\w/])(?!-\d)"
    )


_FROM, _TO = _point_pattern(1), _point_pattern(2)
_RANGE = re.compile(
    rf"\b(?<!thong )(?P<word>tu|giua)\s+{_FROM}\s+(?:den|toi|va|-)\s+(?:het\s+)?{_TO}"
    rf"|\b(?P<bare>{_Y})\s*-\s*(?P<last>{_Y})(?![\w/-])"
)
_AFTER = re.compile(rf"\b(?<!thong )(?P<word>sau|tu\s+sau|ke\s+tu|tu)\s+{_FROM}(?:\s+(?:tro\s+di|(?:den|toi)\s+nay))?")
_BEFORE = re.compile(rf"\b(?:truoc|cho\s+den|den\s+het)\s+{_FROM}")
_SINGLE = re.compile(rf"(?<![\w/.-])(?:trong\s+|vao\s+)?{_FROM}")
# Folded, 'đầu tư', 'thứ tư', 'tháng sáu' end as 'từ' and 'sau' do: with marks these must be the very words, without
# marks none of these may stand before them.
_CONNECTIVES = {"tu": "từ", "sau": "sau", "ke": "kể", "giua": "giữa"}
_OTHERWISE = re.compile(r"\b(?:dau|thong|thu|thang|cong|so|vat|tam)\s+$")
_PLAN = re.compile(
    r"\b(?:giai\s+doan|nhiem\s+ky|nam\s+hoc|thoi\s+ky|chuong\s+trinh|ke\s+hoach|khoa)\s+(?:tu\s+)?(?:nam\s+)?$"
)
_PART = re.compile(r"\b(?:dieu|khoan|diem|chuong|muc|phan|phu\s+luc|mau|bang|bieu)\s+(?:so\s+)?$")
"""What a figure behind it is the number of: 'điều 5 - 2020' is no month."""

_LAW = re.compile(r"^\s*(?:bo\s+luat|luat|phap\s+lenh|hien\s+phap)\b[^\d]*$")
_ISSUED = re.compile(r"\b(?P<said>(?:duoc\s+)?ban\s+hanh\s*(?:vao\s+|trong\s+)?)$")
_SIGNED = re.compile(
    rf"(?:^|\b(?:van\s+ban|{type_words()})\s+)"
    r"(?P<said>(?:(?:da|duoc)\s+)*ky(?:\s+ban\s+hanh)?(?:\s+(?:vao|trong))?\s*)$"
)
"""Of documents alone: 'đăng ký', 'thời kỳ', 'hợp đồng ký' are other things."""

# 'có hiệu lực (kể) từ' only announces a day; of what has ended or still holds no day is kept.
_EFFECT = re.compile(
    r"\b(?P<said>(?:(?P<not>het|con|mat|keo\s+dai|ngung|den)\s+)?(?:(?:co|bat\s+dau(?:\s+co)?|phat\s+sinh)\s+)?"
    r"hieu\s+luc(?:\s+(?:thi\s+hanh|ap\s+dung|phap\s+ly))?(?:\s+(?:vao|trong|ke|bat\s+dau|tu))*\s*)$"
)
_GAZETTED = re.compile(r"\b(?P<said>(?:dang\s+(?:tren\s+)?)?cong\s+bao(?:\s+(?:ra|dang|xuat\s+ban|phat\s+hanh))*\s*)$")
_ONWARD = re.compile(r"(?:tro\s+di|nay)$")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_MONTHS_A_QUARTER = 3


DayOf = Literal["issued", "effective", "gazetted"]


@dataclass(frozen=True, slots=True)
class AskedDays:
    """Days asked for, `of` what: from and to, both counted; None leaves an end open."""

    span: Span
    first: dt.date | None
    last: dt.date | None
    of: DayOf = "issued"


def find_dates(
    text: str, folded: str, spans: Spans, kinds: Sequence[Span] = (), *, unsaid: DayOf = "issued"
) -> tuple[list[AskedDays], list[Note]]:
    """The days in a query, and notes on days that do not exist; `folded` is the text folded in place.

    A year stands alone as well where nothing but `kinds` of documents stands beside it: 'thông tư 2020'. Days of which
    nothing is said are those of `unsaid`.
    """
    found: list[AskedDays] = []
    notes: list[Note] = []
    undated: list[Span] = []
    rest = _blanked(folded, kinds)
    for match, kind in _matches(folded):
        if not spans.is_free(match.span()) or not _is_connected(text, folded, match, kind):
            continue
        of, said = _said_of(folded, match.start())
        if said and said.groupdict().get("not"):
            spans.take(match.span())
            undated.append(match.span())
            continue
        if not _is_wanted(folded, rest, match, kind, of):
            continue
        of = of if said else unsaid
        try:
            first, last = _days(match, kind, of)
        except ValueError:
            shown = text[match.start() : match.end()].strip()
            notes.append(Note("impossible-date", f"“{shown}” không phải là thời gian có thật, nên không lọc theo đó."))
            spans.take(match.span())
            undated.append(match.span())
            continue
        before = said.start("said") if said else match.start()
        start = before if spans.is_free((before, match.end())) else match.start()
        span = (start, match.end())
        spans.take(span)
        found.append(AskedDays(span, first, last, of))
    for span in undated:
        spans.release(span)
    return found, notes


def _is_connected(text: str, folded: str, match: re.Match[str], kind: str) -> bool:
    """Whether the words before a day are 'từ', 'sau', 'giữa' indeed."""
    if kind not in ("after", "range") or match["word"] is None:
        return True
    start, end = match.span("word")
    typed, bare = lower_in_place(text[start:end]).split(), folded[start:end].split()
    if any(word not in (plain, _CONNECTIVES[plain]) for word, plain in zip(typed, bare, strict=True)):
        return False
    return typed[0] != bare[0] or not _OTHERWISE.search(folded, 0, start)


def _said_of(folded: str, start: int) -> tuple[DayOf, re.Match[str] | None]:
    """What a day is of that begins at `start`, with the words that say so."""
    patterns: tuple[tuple[DayOf, re.Pattern[str]], ...] = (
        ("effective", _EFFECT),
        ("gazetted", _GAZETTED),
        ("issued", _SIGNED),
        ("issued", _ISSUED),
    )
    return next(
        ((of, said) for of, pattern in patterns if (said := pattern.search(folded, 0, start))), ("issued", None)
    )


def days_of(folded: str, of: DayOf = "issued") -> AskedDays | None:
    """The days that a folded text begins with ('2020-2022', '5/2024', 'sau 2019'), None where it begins with none."""
    for match, kind in _matches(folded):
        if match.start() == 0:
            try:
                first, last = _days(match, kind, of)
                return AskedDays(match.span(), first, last, of)
            except ValueError:
                return None
    return None


def _matches(folded: str) -> Iterator[tuple[re.Match[str], str]]:
    for kind, pattern in (("range", _RANGE), ("after", _AFTER), ("before", _BEFORE), ("single", _SINGLE)):
        for match in pattern.finditer(folded):
            yield match, kind


def _blanked(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def _is_wanted(folded: str, rest: str, match: re.Match[str], kind: str, of: DayOf) -> bool:
    """Whether a date says when a document was issued, came into force or was printed, by what stands around it.

    `rest` lacks kinds of documents.
    """
    before = folded[: match.start()]
    words = len(rest[: match.start()].split()) + len(rest[match.end() :].split())
    if _PLAN.search(before) or _PART.search(before):
        return False
    if of != "issued":
        return words <= MOST_WORDS + _SAYING
    if kind == "range" and match["bare"]:
        return not words
    is_year = match["yy1"] is not None and kind == "single"
    if is_year and not match["nam1"]:
        return not words
    if is_year and _LAW.match(before) and rest[: match.start()].strip():
        return False
    return words <= MOST_WORDS or _ISSUED.search(before) is not None


def _days(match: re.Match[str], kind: str, of: DayOf) -> tuple[dt.date | None, dt.date | None]:
    """The days from and to; what came into force 'từ 1/7/2026' did so on that day, unless 'trở đi' follows.

    Raises:
        ValueError: there is no such day.
    """
    if kind == "range" and match["bare"]:
        years = sorted((int(match["bare"]), int(match["last"])))
        return dt.date(years[0], 1, 1), dt.date(years[1], 12, 31)
    start, end = _point(match, "1")
    if kind == "range":
        first, last = _point(match, "2")
        return min(start, first), max(end, last)
    if kind == "before":
        return None, start - dt.timedelta(days=1) if "den" not in match[0][:8] else end
    if kind == "after" and match["word"].endswith("sau"):
        return end + dt.timedelta(days=1), None
    if kind == "after":
        return start, end if of == "effective" and not _ONWARD.search(match[0]) else None
    return start, end


def _point(match: re.Match[str], which: str) -> tuple[dt.date, dt.date]:
    """The first and the last day of a day, month, quarter or year; raises ValueError where there is none."""
    part = {name: match[f"{name}{which}"] for name in ("d", "m", "y", "mm", "my", "q", "qy", "yy")}
    if part["y"]:
        day = dt.date(int(part["y"]), int(part["m"]), int(part["d"]))
        return day, day
    if part["my"]:
        return _months(int(part["my"]), int(part["mm"]), 1)
    if part["qy"]:
        quarter = _QUARTERS.get(part["q"]) or int(part["q"])
        return _months(int(part["qy"]), (quarter - 1) * _MONTHS_A_QUARTER + 1, _MONTHS_A_QUARTER)
    year = int(part["yy"])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _months(year: int, month: int, count: int) -> tuple[dt.date, dt.date]:
    first = dt.date(year, month, 1)
    last = month + count - 1
    return first, dt.date(year, last, calendar.monthrange(year, last)[1])
