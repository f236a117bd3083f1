"""The tables of one page: its grids before the lines are read, filled with the lines afterwards."""

from collections.abc import Sequence

import pypdfium2 as pdfium

from ingest.document import Line, Table
from ingest.tables.fill import fill
from ingest.tables.geometry import NO_WALLS, Grid, Walls, walls_of
from ingest.tables.grid import find_grids
from ingest.tables.rulings import drawn_pieces, rulings_in
from ingest.turned import Frame


class Drawn:
    """The ruled grids of an open page, in the frame of whatever text is read."""

    __slots__ = ("_grids", "_pieces")

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._pieces = drawn_pieces(page)
        self._grids: dict[Frame, tuple[Grid, ...]] = {}

    def grids(self, frame: Frame) -> tuple[Grid, ...]:
        """The grids of the page in that frame, from the top."""
        if not self._pieces:
            return ()
        if frame not in self._grids:
            self._grids[frame] = find_grids(rulings_in(frame, self._pieces), frame.width)
        return self._grids[frame]

    def sides(self, frame: Frame) -> Walls:
        """The sides of the cells, which part lines."""
        grids = self.grids(frame)
        return walls_of(grids) if grids else NO_WALLS

    def tables(self, frame: Frame, lines: Sequence[Line], number: int) -> tuple[Table, ...]:
        """The tables of page `number` from its lines in that frame, which no side of a cell cuts through."""
        found = (fill(grid, lines, number) for grid in self.grids(frame))
        return tuple(table for table in found if table is not None)
