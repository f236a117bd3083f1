"""Paths of provisions, compared whatever the order in which they are written ('Điều 5 khoản 1', 'khoản 1 Điều 5')."""

import re

_LEVELS = ("phần", "chương", "mục", "tiểu mục", "phụ lục", "điều", "khoản", "điểm", "tiết")
_UNIT = re.compile(
    r"(?<!\w)(phần(?:\s+thứ)?|chương|tiểu\s+mục|mục|phụ\s+lục|điều|khoản|điểm|tiết)\s+(?:số\s+)?([\w.]+)", re.IGNORECASE
)
# 'trừ quy định tại khoản 2 Điều này', '… Điều 5 của Thông tư này' speak of the acting document, not of the one it ends.
_OWN = re.compile(r"(?<!\w)này(?!\w)", re.IGNORECASE)
_PATH = re.compile(
    r"(?<!\w)(?:(?:điểm|khoản)\s+\w+\s+){0,2}điều\s+\d+\w*(?:\s*(?:,|và)\s*(?:điều\s+)?\d+[a-zđ]?(?!\w))*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+[a-zđ]?(?!\w)", re.IGNORECASE)

Path = frozenset[tuple[str, str]]


def path_of(words: str) -> Path:
    """The units that a path names, each as (level, label), in small letters; empty for words that name none.

    What else it names ('Quy chế' in 'Quy chế điều 3') is the unit of level ''.
    """
    units = {(" ".join(level.lower().split()), label.lower().rstrip(".")) for level, label in _UNIT.findall(words)}
    rest = " ".join(_UNIT.sub(" ", words).lower().split())
    return frozenset(units | {("", rest)} if rest else units)


def covers(wide: Path, narrow: Path) -> bool:
    """Whether the first path is the second or a unit above it."""
    return bool(wide) and wide <= narrow and _attached(wide) == _attached(narrow)


def _attached(path: Path) -> list[str]:
    return [label for level, label in path if not level]


def spoken(words: str) -> str:
    """A path as it is cited in a sentence, the smallest unit first: 'Điều 9 khoản 2' -> 'khoản 2 Điều 9'.

    Words that hold anything else than a path from an article down stay as they are.
    """
    units = _UNIT.findall(words)
    if " ".join(f"{level} {label}" for level, label in units) != " ".join(words.split()):
        return words
    ranks = [
        _LEVELS.index(" ".join(level.lower().split()[:2])) if level.lower() in _LEVELS else -1 for level, _ in units
    ]
    if -1 in ranks or ranks != sorted(ranks) or "điều" not in (level.lower() for level, _ in units):
        return words
    return " ".join(f"{level} {label}" for level, label in reversed(units))


def excepted(words: str | None) -> tuple[Path, ...]:
    """The provisions of the target that an exception names ('trừ Điều 5, Điều 6'); none where it points elsewhere."""
    if not words or _OWN.search(words):
        return ()
    found: list[Path] = []
    for match in _PATH.finditer(words):
        head, _, rest = match[0].lower().partition("điều")
        below = path_of(head)
        for place, number in enumerate(_NUMBER.findall(rest)):
            found.append(frozenset({("điều", number)}) | (below if place == 0 else frozenset()))
    return tuple(found)
