"""Tables without rulings: columns told by their heads and by what stands below one another.

Of 3,000 gazette pages hardly one holds such a table, while letterheads, signatures, formulas and forms stand in columns
on many; so only a list that counts its rows is taken: a head that begins with 'STT' or 'TT', at least three columns
and three rows with their ordinals in sequence. Better no table than prose torn apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ingest.document import Box, Line, Page, Table
from ingest.tables.fill import cell_text
from ingest.tables.geometry import printed_rows, stands_in
from ingest.tables.heads import is_ordinal_head

_NEXT_LINE = 1.9  # of the font size: the farthest step to a wrapped line of the same row
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_ORDINAL = re.compile(r"^(\d{1,3})\.?$")
_SLACK = 3.0  # points that a cell's print may begin left of its column
_PADDING = 2.0


@dataclass(slots=True)
class _Growing:
    """A table while its rows are found: from head to end the lines of each row by column."""

    columns: list[tuple[float, float]]
    rows: list[list[list[Line]]] = field(default_factory=list)
    ordinal: int = 0

    def place(self, row: Sequence[Line]) -> list[int] | None:
        """The column of each piece of a printed row; None where one fits none, or two share one."""
        places = [self._column(piece) for piece in row]
        return None if -1 in places or len(set(places)) < len(places) else places

    def _column(self, piece: Line) -> int:
        fits = [
            at
            for at, (left, right) in enumerate(self.columns)
            if piece.box.left < right + _SLACK and piece.box.right > left - _SLACK
        ]
        return fits[0] if len(fits) == 1 else -1

    def is_apart(self) -> bool:
        """Whether white stands between all columns from top to bottom."""
        return all(after[0] > before[1] for before, after in pairwise(self.columns))

    def take(self, row: Sequence[Line], places: Sequence[int], *, new: bool) -> None:
        """A printed row as the next row of the table, or as more lines of the last one; columns grow with it."""
        if new:
            self.rows.append([[] for _ in self.columns])
        for piece, place in zip(row, places, strict=True):
            self.rows[-1][place].append(piece)
            left, right = self.columns[place]
            self.columns[place] = (min(left, piece.box.left), max(right, piece.box.right))


def with_aligned_tables(page: Page) -> Page:
    """The page with the tables that its lines make by standing in columns, beside those that it has already."""
    if not any(is_ordinal_head(line.text) for line in page.lines):
        return page
    free = [line for line in page.lines if not any(stands_in(line, table.box) for table in page.tables)]
    rows = printed_rows(free)
    found: list[Table] = []
    place = 0
    while place < len(rows):
        grown, end = _grown(rows, place)
        if grown is not None:
            found.append(_table(grown, page.number))
        place = end
    return replace(page, tables=(*page.tables, *found)) if found else page


def _grown(rows: Sequence[list[Line]], start: int) -> tuple[_Growing | None, int]:
    """The table whose head stands in that row, and the place behind it; None and the next place where none does."""
    head = rows[start]
    if len(head) < _FEWEST_COLUMNS or not is_ordinal_head(head[0].text):
        return None, start + 1
    table = _Growing([(piece.box.left, piece.box.right) for piece in head])
    table.take(head, range(len(head)), new=True)
    end = start + 1
    for before, row in pairwise(rows[start:]):
        places = table.place(row)
        if places is None:
            break
        number = _ORDINAL.match(row[0].text) if places[0] == 0 else None
        if number is not None and int(number[1]) == table.ordinal + 1 and len(row) > 1:
            table.ordinal += 1
            table.take(row, places, new=True)
        elif places[0] > 0 and row[0].box.bottom - before[0].box.bottom < _NEXT_LINE * row[0].size:
            table.take(row, places, new=False)
        else:
            break
        end += 1
    return (table, end) if table.ordinal >= _FEWEST_ROWS and table.is_apart() else (None, start + 1)


def _table(grown: _Growing, number: int) -> Table:
    lines = [line for row in grown.rows for cell in row for line in cell]
    top, bottom = min(line.box.top for line in lines), max(line.box.bottom for line in lines)
    middles = [(one[1] + other[0]) / 2 for one, other in pairwise(grown.columns)]
    edges = (grown.columns[0][0] - _PADDING, *middles, grown.columns[-1][1] + _PADDING)
    rows = tuple(tuple(cell_text(cell) for cell in row) for row in grown.rows)
    return Table(number, Box(edges[0], top, edges[-1], bottom), rows, 1, lines[0].source, edges)
