"""What a paragraph's first words say it is: Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm, or a Roman heading.

Forms: handbook domain.md 3.8. A marker is only a candidate; the tree decides by sequence whether it opens a unit.
"""

import re
from dataclasses import dataclass

from ingest.document import Level

POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
# letters that the rules do not have but some writers use, each behind the letter before it (thông tư 51/2025/TT-BYT)
_FOREIGN_LETTERS = {"f": "e", "j": "i", "w": "v", "z": "y"}
_BEHIND = 100  # more than any point inserted behind a letter: e < e1 < f < g
_ROMAN = r"[IVXLC]{1,8}"
_WORDED = (
    r"(?:THỨ|[Tt]hứ)\s+(?:(?:MƯỜI|[Mm]ười)\s+)?"
    r"(?i:nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|một)"
)
_MARKS = r"(?P<m>[⁰¹²³⁴-⁹]*)"  # a note may be marked right behind the number: 'MỤC 8¹⁰ (được bãi bỏ)'
_REST = _MARKS + r"(?!\w)\s*[.:\-–]?\s*(?P<t>.*)$"
_HIGH: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"^(?P<w>PHẦN|Phần)\s+(?P<n>{_WORDED}|{_ROMAN}|\d{{1,2}}){_REST}", re.DOTALL)),
    ("chapter", re.compile(rf"^(?P<w>CHƯƠNG|Chương)\s+(?P<n>{_ROMAN}[a-z]?|\d{{1,2}}[a-z]?){_REST}", re.DOTALL)),
    ("subsection", re.compile(rf"^(?P<w>TIỂU\s+MỤC|Tiểu\s+mục)\s+(?P<n>\d{{1,2}}[a-zđ]?){_REST}", re.DOTALL)),
    ("section", re.compile(rf"^(?P<w>MỤC|Mục)\s+(?P<n>\d{{1,2}}[a-zđ]?|{_ROMAN}){_REST}", re.DOTALL)),
)
_ARTICLE = re.compile(
    rf"^(?P<w>ĐIỀU|Điều)\s+(?P<n>\d{{1,4}}(?:[a-zđ]{{1,2}})?){_MARKS}(?P<sep>\s*[.:])?(?:\s+(?P<t>.*))?$", re.DOTALL
)
_ARTICLE_TIGHT = re.compile(
    rf"^(?P<w>ĐIỀU|Điều)\s+(?P<n>\d{{1,4}}[a-zđ]{{0,2}}){_MARKS}(?P<sep>[.:])(?P<t>\S.*)$", re.DOTALL
)
_CLAUSE = re.compile(rf"^(?P<n>\d{{1,3}}(?:[a-zđ]{{1,2}})?){_MARKS}\s?(?P<sep>[.)])(?!\d)\s*(?P<t>.*)$", re.DOTALL)
_POINT = re.compile(rf"^(?P<n>[a-zđ]{{1,2}}\d{{0,2}}){_MARKS}\s?\)\s*(?P<t>.*)$", re.DOTALL)
_ROMAN_HEAD = re.compile(rf"^(?P<n>{_ROMAN})\s?[.\-–]\s*(?P<t>\S.*)$", re.DOTALL)
_LETTER_HEAD = re.compile(r"^(?P<n>[A-HĐ])\s?[.\-–]\s*(?P<t>\S.*)$", re.DOTALL)
# 'Điều 5 của Luật này …' and 'Chương II của …' are references, not headings (handbook 3.8 rule 3)
REFERENCE_AFTER = re.compile(
    r"^(?:của|Luật|Bộ luật|Nghị|Thông|Quyết|Pháp lệnh|Quy chế|Quy định|và|,|;|\)|này|nêu|trên|hoặc|đến|khoản|điểm|"
    r"ban hành|được|thì|tại|theo)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """A unit's label at the start of a paragraph; `text` is what follows it.

    `separated` says whether '.' or ':' does, `bracket` whether a number is closed by ')' instead of '.'.
    """

    level: Level
    number: str
    label: str
    text: str
    separated: bool = True
    bracket: bool = False


def read_marker(text: str) -> Marker | None:
    """The highest unit whose label the text begins with; None for running text."""
    first = text[:1]
    if first in "PpCcTtMm":
        for level, pattern in _HIGH:
            if match := pattern.match(text):
                number = match["n"].lower() if match["n"][:1] in "Tt" else match["n"]  # 'THỨ NHẤT' as 'thứ nhất'
                return Marker(level, number, f"{match['w'].capitalize()} {number}", _text(match))
        if first in "PCTM":
            return None
    if first in "ĐD" and (match := _ARTICLE.match(text) or _ARTICLE_TIGHT.match(text)):
        return Marker("article", match["n"], f"Điều {match['n']}", _text(match), bool(match["sep"]))
    if first.isdecimal() and (match := _CLAUSE.match(text)):
        return Marker("clause", match["n"], match["n"], _text(match), bracket=match["sep"] == ")")
    if match := _POINT.match(text):
        return Marker("point", match["n"], match["n"], _text(match))
    return None


def _text(match: re.Match[str]) -> str:
    """What follows a label, the mark of a note first."""
    return f"{match['m']} {(match['t'] or '').strip()}".strip()


def roman_heading(text: str) -> Marker | None:
    """'I. MỤC TIÊU' or 'A. …' in documents and articles that are divided by Roman numbers or letters."""
    match = _ROMAN_HEAD.match(text) or _LETTER_HEAD.match(text)
    return Marker("paragraph", match["n"], match["n"], match["t"].strip()) if match else None


def roman_value(number: str) -> int:
    """The value of a Roman number; 0 where it is none."""
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
    total = 0
    for letter, after in zip(number, [*number[1:], ""], strict=True):
        value = values.get(letter, 0)
        total += -value if after and values.get(after, 0) > value else value
    return total


def sort_key(number: str) -> tuple[int, int]:
    """Order of article and clause numbers: 9 < 9a < 9b < 10 (handbook 3.8)."""
    match = re.match(r"^(\d+)([a-zđ]*)$", number)
    if match is None:
        return (0, 0)
    letters = match[2]
    return (int(match[1]), 1 + POINT_LETTERS.find(letters[0]) if letters else 0)


def point_key(number: str) -> tuple[int, int]:
    """Order of points: d < d1 < d2 < đ < e; two-letter points (aa, ab) come after y, f after e."""
    match = re.match(r"^([a-zđ]{1,2})(\d*)$", number)
    if match is None:
        return (-1, 0)
    letters, digits = match[1], int(match[2] or 0)
    if letters in _FOREIGN_LETTERS:
        letters, digits = _FOREIGN_LETTERS[letters], _BEHIND + digits
    place = POINT_LETTERS.find(letters[-1])
    if letters[1:]:
        place += len(POINT_LETTERS) * (1 + POINT_LETTERS.find(letters[0]))
    return (place, digits)
