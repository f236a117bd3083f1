"""Footnotes of consolidated texts: smaller lines at the foot of a page, kept as notes and out of the body.

Source: handbook domain.md 3.11. A note begins with its raised number; lines of note size without one go on with the
note before, also over a page break.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ingest.document import Line, Page
from ingest.letters import note_marks, without_marks
from ingest.structure.blocks import join_text

_NOTE_SIZE = 0.9  # notes were seen at 12 in 14 points; signature blocks stand at 13
_STARTS = re.compile(r"^[¹²³⁰⁴-⁹]+")


def take_notes(pages: Sequence[Page]) -> tuple[tuple[Page, ...], dict[str, str]]:
    """The pages without their footnotes, and the notes by number. Pages without marks stay as they are."""
    body = _common_size(line for page in pages for line in page.lines)
    notes: dict[str, str] = {}
    open_note: str | None = None
    kept: list[Page] = []
    for page in pages:
        start = _notes_start(page.lines, max(body, _size_above_notes(page.lines)), goes_on=open_note is not None)
        pointed = {mark for line in page.lines[:start] for mark in note_marks(line.text)}
        for line in page.lines[start:]:
            number = _number(line.text, pointed - notes.keys())
            if number is not None:
                open_note = number
                notes[number] = without_marks(
                    _STARTS.sub("", line.text) if _STARTS.match(line.text) else line.text.partition(" ")[2]
                )
            elif open_note is not None:
                notes[open_note] = join_text(notes[open_note], line.text)
        kept.append(replace(page, lines=page.lines[:start]) if start < len(page.lines) else page)
    return tuple(kept), notes


def _number(text: str, expected: Collection[str]) -> str | None:
    """The number that a note begins with: raised, or plain where the text above points to it."""
    if _STARTS.match(text):
        return note_marks(text)[0]
    first = text.partition(" ")[0]
    return first if first in expected else None


def _common_size(lines: Iterable[Line]) -> float:
    """The size that most characters have, in half points; 0 without lines."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _size_above_notes(lines: Sequence[Line]) -> float:
    """The usual size of the lines above the page's first note: forms behind a text may be as small as its notes."""
    first = next((place for place, line in enumerate(lines) if _STARTS.match(line.text)), 0)
    return _common_size(lines[:first])


def _notes_start(lines: Sequence[Line], body: float, *, goes_on: bool) -> int:
    """Place of the first note line: the trailing run of small lines, from its first marked line or wholly."""
    start = len(lines)
    while start and lines[start - 1].size < _NOTE_SIZE * body:
        start -= 1
    pointed = {mark for line in lines[:start] for mark in note_marks(line.text)}
    marked = next((place for place in range(start, len(lines)) if _number(lines[place].text, pointed)), None)
    if goes_on and start < len(lines):
        return start
    return marked if marked is not None else len(lines)
