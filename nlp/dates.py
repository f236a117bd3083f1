"""Printed dates and number words (handbook domain.md 3.14, 7.7). Day first, always with a year; never a guess."""

import datetime as dt
import re

from nlp.knowledge import lexicon

LONG = r"\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}"
SHORT = r"\d{1,2}\s?(?P<sep>[/.-])\s?\d{1,2}\s?[/.-]\s?\d{4}"
DATE = rf"{LONG}|\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{4}}|\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s+năm\s+\d{{4}}"
"""A date after the word 'ngày': 01 tháng 7 năm 2023, 01/7/2023, 1-7-2023; also the mixed 01/7 năm 2023."""

_EARLIEST, _LATEST = 1900, 2999
"""Years of documents and of their terms; others are slips of the pen or of the machine."""
_FIGURES = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})")
_UNITS: dict[str, int] = lexicon("dates")["units"]


def parse_date(text: str) -> dt.date | None:
    """The date in a text that matches DATE; None where there is no such day (31/02/2020) or no law of that year."""
    match = _FIGURES.search(text)
    if not match:
        return None
    day, month, year = (int(figure) for figure in match.groups())
    if not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def parse_count(text: str) -> int | None:
    """A count in figures or words up to ninety-nine: '45', 'bốn mươi lăm', 'mười lăm', '10 (mười)'; else None."""
    words = text.lower().split("(")[0].split()
    if not words:
        return None
    if words[0].isdecimal():
        return int(words[0]) if len(words) == 1 else None
    if words[0] == "mười":
        tens, rest = 1, words[1:]
    elif len(words) > 1 and words[1] == "mươi" and words[0] in _UNITS:
        tens, rest = _UNITS[words[0]], words[2:]
    else:
        tens, rest = 0, words
    if len(rest) > 1 or (not rest and not tens) or any(word not in _UNITS for word in rest):
        return None
    return tens * 10 + (_UNITS[rest[0]] if rest else 0)
