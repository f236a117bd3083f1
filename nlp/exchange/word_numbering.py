"""Automatic numbers of Word's lists: what Word draws before a paragraph and nowhere writes."""

from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_LEVELS = 9
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LARGEST = 9_999
_ALPHABET = 26


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: the form of its numbers, the text around them ('%1.%2.'), and where it starts."""

    form: str
    text: str
    start: int
    plain: bool = False


@dataclass(slots=True)
class Numbering:
    """Counts through a document. Lists that share a definition share their counters, as in Word."""

    definitions: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)

    def label(self, number_id: str, depth: int) -> str:
        """The label of the next paragraph at this depth of the list; '- ' for a bullet, '' for a list unknown."""
        known = self.lists.get(number_id)
        if known is None or not 0 <= depth < _MOST_LEVELS:
            return ""
        definition, overrides = known
        levels = self.definitions.get(definition, {}) | overrides
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        counts = self.counters.setdefault(definition, {})
        if number_id not in self.started:
            self.started.add(number_id)
            for place in overrides:
                counts.pop(place, None)
        for deeper in [place for place in counts if place > depth]:
            del counts[deeper]
        counts[depth] = counts[depth] + 1 if depth in counts else level.start
        for higher in range(depth):
            counts.setdefault(higher, levels[higher].start if higher in levels else 1)
        return "-" if level.form == "bullet" else _filled(level, levels, counts)


def read_numbering(root: Any) -> Numbering:
    """The lists of `word/numbering.xml`; none without it."""
    made = Numbering()
    if root is None:
        return made
    for one in root.iterfind(f"{W}abstractNum"):
        made.definitions[one.get(f"{W}abstractNumId", "")] = {
            _whole(level.get(f"{W}ilvl"), 0): _level(level) for level in one.iterfind(f"{W}lvl")
        }
    for one in root.iterfind(f"{W}num"):
        definition = _value(one.find(f"{W}abstractNumId"))
        overrides = {}
        for change in one.iterfind(f"{W}lvlOverride"):
            depth = _whole(change.get(f"{W}ilvl"), 0)
            level = change.find(f"{W}lvl")
            base = _level(level) if level is not None else made.definitions.get(definition, {}).get(depth)
            if base is not None:
                start = _whole(_value(change.find(f"{W}startOverride")), base.start)
                overrides[depth] = Level(base.form, base.text, start, base.plain)
        made.lists[one.get(f"{W}numId", "")] = (definition, overrides)
    return made


def _level(made: Any) -> Level:
    return Level(
        form=_value(made.find(f"{W}numFmt")) or "decimal",
        text=_value(made.find(f"{W}lvlText")),
        start=_whole(_value(made.find(f"{W}start")), 1),
        plain=made.find(f"{W}isLgl") is not None,
    )


def _value(made: Any) -> str:
    return str(made.get(f"{W}val", "")) if made is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise  # noqa: PLR2004 - no list is longer


def _filled(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    text = level.text
    for place in range(_MOST_LEVELS):
        if f"%{place + 1}" in text:
            form = "decimal" if level.plain or place not in levels else levels[place].form
            text = text.replace(f"%{place + 1}", written(counts.get(place, 1), form))
    return text


def written(number: int, form: str) -> str:
    """A number in one of Word's forms; digits for those that Vietnamese texts do not have."""
    if not 0 < number <= _LARGEST:
        return str(number)
    if form in ("lowerRoman", "upperRoman"):
        roman, rest = "", number
        for value, sign in _ROMAN:
            count, rest = divmod(rest, value)
            roman += sign * count
        return roman if form == "upperRoman" else roman.lower()
    if form in ("lowerLetter", "upperLetter"):
        times, place = divmod(number - 1, _ALPHABET)
        letter = chr(ord("a") + place) * (times + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{number:02}" if form == "decimalZero" else str(number)
