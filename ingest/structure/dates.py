"""Dates in words as documents print them. A date that is incomplete or impossible is None, never a guess."""

import datetime as dt
import re

_LONG = re.compile(r"ngày\s*(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})", re.IGNORECASE)
_SHORT = re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})(?![\d/])")
# place at most six words, no lower-case verb: 'Hà Nội, ngày …', 'TP. Hồ Chí Minh, ngày …' (handbook 3.2)
_DATELINE = re.compile(
    r"(?P<place>[^\W\d_][\w .\-–]{1,40}?)\s*[,.]\s*ngày\s*(?P<d>\d{1,2}|[.…_\s]{0,12}?)\s*tháng\s*"
    r"(?P<m>\d{1,2}|[.…_\s]{0,12}?)\s*năm\s*(?P<y>\d{4}|[.…_\s]{0,8})\s*$",
    re.IGNORECASE,
)


def find_date(text: str) -> dt.date | None:
    """The first complete date in the text: 'ngày 12 tháng 6 năm 2022' or '12/6/2022', day first."""
    for match in sorted([*_LONG.finditer(text), *_SHORT.finditer(text)], key=lambda match: match.start()):
        date = as_date(match["y"], match["m"], match["d"])
        if date is not None:
            return date
    return None


def is_dateline(text: str) -> bool:
    """Whether the line is 'Hà Nội, ngày … tháng … năm …', blanks allowed."""
    return bool(_DATELINE.search(text))


def dateline_date(text: str) -> dt.date | None:
    """The date of a dateline; None where day, month or year is blank or impossible."""
    match = _DATELINE.search(text)
    return as_date(match["y"], match["m"], match["d"]) if match else None


def as_date(year: str, month: str, day: str) -> dt.date | None:
    """A date from three strings of digits, or None."""
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
