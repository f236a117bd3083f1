"""Footnotes of consolidated texts: smaller lines at the foot of a page, kept as notes and out of the body.

Source: handbook domain.md 3.11. A note begins with its raised number; lines of note size without one go on with the
note before, also over a page break.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ingest.document import Line, Page
from ingest.letters import join_text, note_marks, renumbered, without_marks
from ingest.tables.geometry import stands_in

_NOTE_SIZE = 0.9  # notes were seen at 12 in 14 points; signature blocks stand at 13
_HARDLY_SMALLER = 0.96  # notes below an annex set at 13: 12, told by the mark that points to the first of them
_SENTENCE_END = re.compile(r"[.!?][”\"\s.;]*$")
_FIRST_NUMBER = 1000  # printed numbers have three digits at most, and a raised one may be no mark at all (10³)
_STARTS = re.compile(r"^[¹²³⁰⁴-⁹]+")


def take_notes(pages: Sequence[Page]) -> tuple[tuple[Page, ...], dict[str, str]]:
    """The pages without their footnotes, and the notes by number.

    Forms count their notes anew on each page; so notes are numbered through the document, and so are the marks that
    point to them from the same page. Pages without notes stay as they are.
    """
    body = _common_size(line for page in pages for line in page.lines)
    notes: list[str] = []
    kept: list[Page] = []
    goes_on = False
    for page in pages:
        least = _behind_tables(page)
        start = _notes_start(page.lines, max(body, _size_above_notes(page.lines)), least, goes_on=goes_on)
        pointed = _marks(page.lines[:start])
        numbers: dict[str, str] = {}
        for line in page.lines[start:]:
            number = _number(line.text, pointed - numbers.keys())
            if number is not None:
                numbers[number] = str(_FIRST_NUMBER + len(notes))
                notes.append(without_marks(_STARTS.sub("", line.text.removeprefix(number))))
            else:
                notes[-1] = join_text(notes[-1], line.text)
        goes_on = start < len(page.lines) and _is_open(notes[-1])
        kept.append(_with_numbers(page, start, numbers))
    return tuple(kept), {str(_FIRST_NUMBER + place): note for place, note in enumerate(notes)}


def _is_open(note: str) -> bool:
    """Whether a note may go on over the page break: in the middle of a sentence, or of the text that it quotes."""
    quoting = note.count("“") > note.count("”") or note.count('"') % 2 == 1
    return quoting or not _SENTENCE_END.search(note)


def _marks(lines: Sequence[Line]) -> set[str]:
    return {mark for line in lines for mark in note_marks(line.text)}


def _with_numbers(page: Page, start: int, numbers: Mapping[str, str]) -> Page:
    """The page's lines above its notes, marks renumbered, those in its tables too."""
    lines, tables = page.lines[:start], page.tables
    if any(note_marks(line.text) for line in lines):
        lines = tuple(replace(line, text=renumbered(line.text, numbers)) for line in lines)
        tables = tuple(
            replace(table, rows=tuple(tuple(renumbered(cell, numbers) for cell in row) for row in table.rows))
            for table in tables
        )
    return page if lines == page.lines else replace(page, lines=lines, tables=tables)


def _behind_tables(page: Page) -> int:
    """Place of the first line behind the page's last table: cells are no notes, however small."""
    inside = (
        place for place, line in enumerate(page.lines) if any(stands_in(line, table.box) for table in page.tables)
    )
    return max(inside, default=-1) + 1


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


def _notes_start(lines: Sequence[Line], body: float, least: int, *, goes_on: bool) -> int:
    """Place of the first note line: the trailing run of small lines, from its first marked line or wholly.

    No line before the place `least` is one.
    """
    start = _small_run(lines, _NOTE_SIZE * body, least)
    if goes_on and start < len(lines):
        return start
    pointed = _marks(lines[:start])
    marked = next((place for place in range(start, len(lines)) if _number(lines[place].text, pointed)), None)
    if marked is not None:
        return marked
    start = _small_run(lines, _HARDLY_SMALLER * body, least)
    first = note_marks(lines[start].text)[:1] if start < len(lines) and _STARTS.match(lines[start].text) else ()
    return start if first and first[0] in _marks(lines[:start]) else len(lines)


def _small_run(lines: Sequence[Line], size: float, least: int) -> int:
    """Place of the first of the last lines below that size, `least` or behind it."""
    start = len(lines)
    while start > least and lines[start - 1].size < size:
        start -= 1
    return start
