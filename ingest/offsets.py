"""From a repaired line back to what the file or Tesseract gave, letter by letter.

A line keeps the text before its repair (`Line.raw`); the map between the two is their alignment, made when it is asked
for: few lines are repaired, and of those only what a person looks at is ever led back.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.document import Line


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters [start, end) of a line's text that stand for [raw_start, raw_end) of its raw text."""

    start: int
    end: int
    raw_start: int
    raw_end: int


def raw_of(pieces: Iterable[tuple[Line, str]]) -> str | None:
    """The raw text of a line put together from pieces, each with what was put behind it; None where none has one."""
    found = tuple(pieces)
    if all(line.raw is None for line, _ in found):
        return None
    return "".join((line.text if line.raw is None else line.raw) + glue for line, glue in found)


def offset_map(line: Line) -> tuple[Stretch, ...]:
    """The stretches of a line in order, kept and repaired in turn: together they are all of its text and of its raw.

    A line that was not repaired is one stretch, an empty one none.
    """
    raw = line.text if line.raw is None else line.raw
    matcher = difflib.SequenceMatcher(None, raw, line.text, autojunk=False)
    return tuple(Stretch(start, end, first, last) for _, first, last, start, end in matcher.get_opcodes())


def repairs_of(line: Line) -> tuple[Stretch, ...]:
    """The stretches of a line that stand otherwise in the file."""
    raw = line.text if line.raw is None else line.raw
    return tuple(one for one in offset_map(line) if line.text[one.start : one.end] != raw[one.raw_start : one.raw_end])


def raw_span(line: Line, start: int, end: int) -> tuple[int, int]:
    """Where in the raw text the characters [start, end) of the line come from; repaired stretches count as wholes."""
    raw = line.text if line.raw is None else line.raw
    first, last = len(raw), 0
    for one in offset_map(line):
        if one.end <= start or one.start >= end:
            continue
        kept = line.text[one.start : one.end] == raw[one.raw_start : one.raw_end]
        first = min(first, one.raw_start + (max(start - one.start, 0) if kept else 0))
        last = max(last, one.raw_end - (max(one.end - end, 0) if kept else 0))
    return (first, last) if first <= last else (0, 0)
