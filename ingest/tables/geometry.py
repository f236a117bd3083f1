"""The lines that make a table: rulings across and down a page, and the grid of cells between them. In points."""

import bisect
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from ingest.document import Box, Line
from ingest.turned import Frame

_ONE_ROW = 0.45  # of the font size: baselines that near are one printed row
SAME = 2.6  # points between two rulings that are one: a double border is drawn 1.5 to 2.2 apart, no row is that low
_GAP = 3.0  # points between two pieces of one ruling: writers draw each cell's border apart, corners left out
_MIDDLE = 0.45  # of a line's height above its lower edge: the middle of the small letters
_start_of = attrgetter("start")
_LEAST = 4.0  # points: shorter pieces are dots, dashes and drawn letters


class Ruling(NamedTuple):
    """A straight line parallel to an edge of the page: `at` across it, from `start` to `end` along it.

    A tuple, since a page of tables has 150 and they are sorted: four times as fast as a frozen dataclass.
    """

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float) -> float:
        """The length that it shares with that stretch."""
        return max(0.0, min(self.end, end) - max(self.start, start))

    def reaches(self, place: float, slack: float) -> bool:
        """Whether the place lies on it, or no further than `slack` beyond its ends."""
        return self.start - slack <= place <= self.end + slack


@dataclass(frozen=True, slots=True)
class Rulings:
    """All rulings of a page: `across` horizontal (`at` is y), `down` vertical (`at` is x)."""

    across: tuple[Ruling, ...] = ()
    down: tuple[Ruling, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell by its rows and columns, the ends not included."""

    row: int
    column: int
    end_row: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges of columns and rows from left to right and top to bottom, and the cells, which share nothing."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    owner: tuple[tuple[int, ...], ...] = field(default=(), repr=False)
    """For each row and column the place in `cells` of the cell that lies there."""

    @property
    def box(self) -> Box:
        """The rectangle around all cells."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def shape(self) -> tuple[int, int]:
        """Number of rows and columns."""
        return len(self.ys) - 1, len(self.xs) - 1


def merged(pieces: Iterable[Ruling]) -> tuple[Ruling, ...]:
    """Pieces on one line joined, specks left out. Double lines become one between them."""
    rows: list[list[Ruling]] = []
    for piece in sorted(pieces):
        if rows and piece.at - rows[-1][-1].at <= SAME and piece.at - rows[-1][0].at <= 2 * SAME:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    found = (ruling for row in rows for ruling in _joined(row))
    return tuple(ruling for ruling in found if ruling.end - ruling.start >= _LEAST)


def _joined(row: Sequence[Ruling]) -> list[Ruling]:
    """Pieces of one line, end to end."""
    joined: list[list[Ruling]] = []
    end = 0.0
    for piece in sorted(row, key=_start_of):
        if joined and piece.start - end <= _GAP:
            joined[-1].append(piece)
            end = max(end, piece.end)
        else:
            joined.append([piece])
            end = piece.end
    return [_one(pieces) for pieces in joined]


def _one(pieces: Sequence[Ruling]) -> Ruling:
    length = sum([end - start for _, start, end in pieces]) or 1.0
    at = sum([at * (end - start) for at, start, end in pieces]) / length
    return Ruling(at, min([piece.start for piece in pieces]), max([piece.end for piece in pieces]))


def clustered(places: Iterable[float]) -> tuple[float, ...]:
    """Places closer than SAME as one, in order."""
    groups: list[list[float]] = []
    for place in sorted(places):
        if groups and place - groups[-1][-1] <= SAME:
            groups[-1].append(place)
        else:
            groups.append([place])
    return tuple(sum(group) / len(group) for group in groups)


class Walls:
    """Vertical rulings of grids, asked whether one of them stands between two words."""

    __slots__ = ("_places", "_rulings")

    def __init__(self, rulings: Iterable[Ruling] = ()) -> None:
        self._rulings = sorted(rulings)
        self._places = [ruling.at for ruling in self._rulings]

    def __bool__(self) -> bool:
        return bool(self._rulings)

    def part(self, left: float, right: float, y: float) -> bool:
        """Whether one stands from `left` to `right`, at that height."""
        first = bisect.bisect_left(self._places, left)
        if first == len(self._places) or self._places[first] > right:
            return False
        last = bisect.bisect_right(self._places, right)
        return any(ruling.start <= y <= ruling.end for ruling in self._rulings[first:last])


NO_WALLS = Walls()
Sides = Callable[[Frame], Walls]
"""The sides of the cells on a page, in the frame of the text that is being read."""


def no_sides(_: Frame) -> Walls:
    """Of a page whose tables do not matter."""
    return NO_WALLS


def walls_of(grids: Iterable[Grid]) -> Walls:
    """The sides between neighbouring cells of the grids."""
    found: list[Ruling] = []
    for grid in grids:
        found += [
            Ruling(grid.xs[column], grid.ys[row], grid.ys[row + 1])
            for row, owners in enumerate(grid.owner)
            for column in range(1, len(owners))
            if owners[column] != owners[column - 1]
        ]
        found += [Ruling(grid.xs[edge], grid.ys[0], grid.ys[-1]) for edge in (0, -1)]
    return Walls(found)


def middle(line: Line) -> tuple[float, float]:
    """The point that tells where a line stands: on the height of the small letters."""
    box = line.box
    return (box.left + box.right) / 2, box.bottom - _MIDDLE * (box.bottom - box.top)


def stands_in(line: Line, box: Box) -> bool:
    """Whether a line belongs to what that box holds."""
    x, y = middle(line)
    return box.left <= x <= box.right and box.top <= y <= box.bottom


def printed_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines on one baseline together, from the top, each row from the left."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.bottom):
        if rows and line.box.bottom - rows[-1][0].box.bottom < _ONE_ROW * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.box.left) for row in rows]
