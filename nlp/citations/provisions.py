"""Provision paths in running text: 'các khoản 1, 2 và 3 Điều 5', 'từ điểm b đến điểm đ khoản 1 Điều 3'.

The algorithm is that of handbook domain.md 9.2: units are read from left to right, each coarser unit takes the finer
ones before it as its children; the older descending order (Điều 5 khoản 2 điểm a) is recognised where no coarser unit
follows.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from nlp.knowledge import lexicon

_LEXICON = lexicon("citations")
LEVELS: tuple[str, ...] = tuple(level["name"] for level in _LEXICON["levels"])
_ARTICLE = LEVELS.index("Điều")
_POINT = LEVELS.index("điểm")
_APPENDIX = LEVELS.index("Phụ lục")
_NOT_AFTER: dict[str, frozenset[str]] = {
    level["name"].lower(): frozenset(level.get("not_after", ())) for level in _LEXICON["levels"]
}
_ALPHABET: str = _LEXICON["points"]["alphabet"]
_LONGEST_RANGE = 300
_MOST_UNITS = 40
_MOST_PATHS = 320
"""Bounds against texts made to explode: no real list comes near them."""

HERE = "này"
ABOVE = "nêu trên"

_ROMAN = r"(?:[IVXLC]{1,8}[a-zđ]?|\d{1,2}[a-zđ]?)"
_ORDINAL = r"thứ\s+(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)"
# 'điểm a), điểm b) khoản 3' keeps its brackets in a list; 'điểm a(ii)' names a part of the point.
_LETTER = rf"(?:[{_ALPHABET}]\d{{0,2}}|aa|bb|cc|dd|đđ|ee|ab|ac)(?:\([ivx]{{1,5}}\)|\)(?=\s*(?:[,;]|và\s|khoản\s)))?"
_VALUES = {
    "phụ lục": r"(?:số\s+)?(?:[IVXLC]{1,7}|\d{1,2}|[A-Z])(?:[.-]?(?:\d{1,2}|[A-Za-zđ]))?",
    "phần": rf"(?:[IVXLC]{{1,7}}|\d{{1,2}}|[A-ZĐ]|{_ORDINAL})",
    "chương": _ROMAN,
    "mục": rf"(?:{_ROMAN}|[A-ZĐ](?!\.\w))",
    "tiểu mục": r"\d{1,2}[a-zđ]?",
    "điều": r"\d{1,4}[a-zđ]{0,2}",
    "khoản": r"(?:\d{1,3}[a-zđ]{0,2}|[A-Z](?:\.[IVXLC]{1,6}){1,3})",
    "điểm": rf"(?:{_LETTER}|\d{{1,2}}(?:\.\d{{1,2}})+|\d{{1,2}}(?=\s+(?:[Kk]hoản|[Mm]ục|[Pp]hần)\s))",
    "tiết": rf"(?:\d{{1,2}}(?:\.\d{{1,2}})*|{_LETTER})",
    "đoạn": rf"(?:\d|{_ORDINAL}|đầu|cuối)",
}
_NO_UNIT = r"(?![\w/%]|[.,]\d|\s*(?:%|tháng|ngày|năm|tuổi|triệu|đồng|người|lần|giờ)\b)"
# A list does not run over the end of a line: there the next item of an enumeration begins.
_GAP = r"(?:[ ]*,[ ]*và[ ]+|[ ]*[,;][ ]*|[ ]+và[ ]+|[ ]+hoặc[ ]+)"
_TO = r"(?:[ ]+đến[ ]+|[ ]*[-–][ ]*)"


def _list_pattern(value: str) -> re.Pattern[str]:
    """A level's values: one, a list, or a range; or 'này'."""
    one = rf"{value}{_NO_UNIT}"
    return re.compile(
        rf"\s+(?:(?P<here>này)(?!\w)|(?P<values>(?:từ\s+)?{one}(?:(?:{_GAP}|{_TO}){one})*)"
        rf"(?P<above>\s+(?:nêu|nói)\s+trên)?)"
    )


_LISTS = {level: _list_pattern(value) for level, value in _VALUES.items()}
_TO_SPLIT = re.compile(_TO)
_GAP_SPLIT = re.compile(_GAP)
_WORD_BEFORE = re.compile(r"(\w+)\s+$")
_BETWEEN = re.compile(
    rf"\s*[,;]?\s*(?:(?:{'|'.join(_LEXICON['connect']['units'])})\s+)?(?:(?:{'|'.join(_LEXICON['connect']['before_unit'])})\s+)?"
)
_APART = re.compile(r"và|hoặc|;")
_RANGE = re.compile(r"\s+đến\s+(?:hết\s+)?")
_DASH = re.compile(
    r"(?:gạch\s+đầu\s+dòng|dấu\s+gạch\s+ngang|câu|đoạn)\s+(?:thứ\s+\w+|đầu\s+tiên|cuối)(?:\s+của)?\s+$", re.IGNORECASE
)
_FROM = re.compile(r"(?:^|\W)(?:từ|các|những)\s+$", re.IGNORECASE)

Step = tuple[int, str]
Path = tuple[Step, ...]
"""Steps from coarse to fine: ((5, '12'), (6, '2')) is Điều 12 khoản 2. A value may be HERE or ABOVE."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One level with its values: 'các khoản 1, 2 và 3'."""

    level: int
    values: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Group:
    """Units that belong to one reference, at [start, end), and the paths that they mean."""

    start: int
    end: int
    paths: tuple[Path, ...]
    ambiguous: bool = False


def read_unit(plain: str, level_start: int, level_end: int, stop: int) -> Unit | None:
    """The unit whose level word stands at [level_start, level_end), with its values before `stop`; None for a trap.

    `plain` keeps its case: points are small letters, chapters Roman capitals.
    """
    word = plain[level_start:level_end].lower()
    before = _WORD_BEFORE.search(plain, max(0, level_start - 12), level_start)
    if before and before[1].lower() in _NOT_AFTER[word]:
        return None
    level = next(place for place, name in enumerate(LEVELS) if name.lower() == word)
    match = _LISTS[word].match(plain, level_end, stop)
    if not match:
        # Phụ lục may stand without a number; whether it is cited, its document tells.
        return Unit(level, ("",), level_start, level_end) if level == _APPENDIX else None
    if match["here"]:
        return Unit(level, (HERE,), level_start, match.end())
    values = _expand(match["values"], level)
    if match["above"]:
        values = tuple(f"{value} {ABOVE}" for value in values)
    return Unit(level, values, level_start, match.end())


def _expand(text: str, level: int) -> tuple[str, ...]:
    """Single values of a printed list: '1, 2 và 3' or 'từ a đến d'."""
    values: list[str] = []
    for item in _GAP_SPLIT.split(text.removeprefix("từ ")):
        ends = [" ".join(_bare(end.removeprefix("số ")).split()) for end in _TO_SPLIT.split(item)]
        values.extend(_range(ends[0], ends[-1], level) if len(ends) > 1 else ends)
    return tuple(values)


def _bare(value: str) -> str:
    """A value without the bracket of a list: 'a)' is a, 'a(ii)' stays."""
    return value if "(" in value else value.rstrip(")")


def _range(first: str, last: str, level: int) -> list[str]:
    """All values from first to last: numbers, or letters of the Vietnamese alphabet; both ends where unclear."""
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
        return [str(number) for number in range(int(first), int(last) + 1)]
    if level >= _POINT and first in _ALPHABET and last in _ALPHABET and first and last:
        return list(_ALPHABET[_ALPHABET.index(first) : _ALPHABET.index(last) + 1]) or [first, last]
    return [first, last]


def group_units(plain: str, units: Sequence[Unit]) -> list[Group]:
    """Units joined by lists, ranges and connecting words, each group with the paths it means."""
    groups: list[Group] = []
    row: list[Unit] = []
    joined: list[bool] = []
    apart: list[bool] = []
    for unit in units:
        if row and row[-1].end <= unit.start and len(row) < _MOST_UNITS:
            between = plain[row[-1].end : unit.start]
            if _RANGE.fullmatch(between) and row[-1].level == unit.level:
                row[-1] = _span(row[-1], unit)
                continue
            if (
                ("\n" not in between or between.strip() in (",", ";"))
                and _BETWEEN.fullmatch(between)
                and row[-1].values != (HERE,)
            ):
                row.append(unit)
                joined.append(not between.strip(" ,"))
                apart.append(bool(_APART.search(between)))
                continue
        if row:
            groups.append(_group(plain, row, joined, apart))
        row, joined, apart = [unit], [False], [True]
    if row:
        groups.append(_group(plain, row, joined, apart))
    return groups


def _span(first: Unit, last: Unit) -> Unit:
    """'khoản 2 đến khoản 5' as one unit."""
    values = (*first.values[:-1], *_range(first.values[-1], last.values[0], first.level), *last.values[1:])
    return Unit(first.level, values, first.start, last.end)


def _group(plain: str, row: Sequence[Unit], joined: Sequence[bool], apart: Sequence[bool]) -> Group:
    """The paths of a row of units; `joined[i]` says that only spaces or a comma stand before unit i, `apart[i]` 'và'.

    A unit above articles that 'và' sets apart does not hold the articles before it: 'Điều 3 và các Phụ lục'.
    """
    pending: list[Path] = []
    newest: list[Path] = []
    ambiguous = False
    for place, unit in enumerate(row):
        steps = [((unit.level, value),) for value in unit.values]
        alone = apart[place] and unit.level < _ARTICLE
        finer_first = [] if alone else [path for path in pending if path[0][0] > unit.level]
        coarser_follows = any(later.level < unit.level for later in row[place + 1 :])
        descends = joined[place] and newest and newest[0][-1][0] < unit.level and not coarser_follows
        if descends and len(newest) * len(steps) <= _MOST_PATHS:
            pending = [path for path in pending if path not in newest]
            newest = [(*path, *step) for path in newest for step in steps]
        elif finer_first and len(finer_first) * len(steps) <= _MOST_PATHS:
            pending = [path for path in pending if path[0][0] <= unit.level]
            newest = [(*step, *path) for step, path in product(steps, finer_first)]
            ambiguous = ambiguous or len(steps) > 1
        else:
            newest = list(steps)
        pending.extend(newest)
    start = _opening(plain, row[0].start)
    return Group(start, row[-1].end, tuple(dict.fromkeys(pending))[:_MOST_PATHS], ambiguous)


def _opening(plain: str, start: int) -> int:
    """Where the reference begins: with 'các' or 'từ' before the first unit, or a dash counted in words."""
    window = plain[max(0, start - 45) : start]
    if dash := _DASH.search(window):
        return start - len(window) + dash.start()
    if opening := _FROM.search(window[-8:]):
        return start - len(opening[0].lstrip(' (,;:-–“"'))
    return start


def show(path: Iterable[Step]) -> str:
    """'Điều 12 khoản 2 điểm a'. Units above an article are left out: articles are counted through a document.

    An appendix stays: it counts articles of its own.
    """
    steps = list(path)
    if any(level == _ARTICLE for level, _ in steps):
        steps = [step for step in steps if step[0] >= _ARTICLE or step[0] == _APPENDIX]
    return " ".join(f"{LEVELS[level]} {value}".strip() for level, value in steps)
