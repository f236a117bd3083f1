"""Grids out of rulings: what crosses belongs together, edges are where rulings lie, cells are what they part.

Cells that no ruling parts are one merged cell. Sides that are not drawn (open tables, rows cut by a page break) are
taken from where the rulings that meet them end.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ingest.tables.geometry import SAME, Cell, Grid, Ruling, Rulings, clustered

_REACH = 3.5  # points between a ruling's end and the ruling that it should meet
_OPEN = 9.0  # points that rulings go on beyond the last one across them: a side that is not drawn
_COVERED = 0.55  # share of a cell's side that must be drawn to part two cells
_NARROWEST, _LOWEST = 7.0, 6.0  # points of a column and a row that can hold print
_WIDEST_SHARE = 0.2  # of the page's width: less is a box to tick
_CORNERS = 2


def find_grids(rulings: Rulings, width: float) -> tuple[Grid, ...]:
    """The grids of a page of that width, from the top; frames around one cell are none."""
    grids = [grid for part in _components(rulings) if (grid := _grid(part)) is not None]
    wide = [grid for grid in grids if grid.xs[-1] - grid.xs[0] > _WIDEST_SHARE * width and _is_table(grid)]
    return tuple(sorted(_outermost(wide), key=lambda grid: (grid.ys[0], grid.xs[0])))


def _components(rulings: Rulings) -> list[Rulings]:
    """Rulings that meet one another, in groups."""
    across, down = rulings.across, rulings.down
    if not across or not down:
        return []
    parent = list(range(len(across) + len(down)))

    def root(place: int) -> int:
        """The group's own place."""
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for first, (y, left, right) in enumerate(across):
        for second, (x, top, bottom) in enumerate(down, len(across)):
            if left - _REACH <= x <= right + _REACH and top - _REACH <= y <= bottom + _REACH:
                parent[root(first)] = root(second)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for place in range(len(parent)):
        own = groups.setdefault(root(place), ([], []))
        if place < len(across):
            own[0].append(across[place])
        else:
            own[1].append(down[place - len(across)])
    return [Rulings(tuple(one), tuple(other)) for one, other in groups.values() if one and other]


def _grid(part: Rulings) -> Grid | None:
    xs = _edges(part.down, part.across, _NARROWEST)
    ys = _edges(part.across, part.down, _LOWEST)
    if len(xs) < _CORNERS or len(ys) < _CORNERS:
        return None
    return _compressed(xs, ys, _owners(part, xs, ys))


def _edges(own: Sequence[Ruling], meeting: Sequence[Ruling], least: float) -> tuple[float, ...]:
    """Where the rulings of one direction lie, with open ends where those of the other go on far beyond."""
    places = list(clustered(ruling.at for ruling in own))
    start, end = min(ruling.start for ruling in meeting), max(ruling.end for ruling in meeting)
    if places[0] - start > _OPEN:
        places.insert(0, start)
    if end - places[-1] > _OPEN:
        places.append(end)
    kept = places[:1]
    for place in places[1:]:
        if place - kept[-1] >= least:
            kept.append(place)
    return tuple(kept)


def _owners(part: Rulings, xs: Sequence[float], ys: Sequence[float]) -> list[list[tuple[int, int]]]:
    """For each place of the full grid the first place, by row and column, of the merged cell that it belongs to."""
    owner = [[(row, column) for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]

    def root(place: tuple[int, int]) -> tuple[int, int]:
        """First place of the merged cell."""
        while owner[place[0]][place[1]] != place:
            place = owner[place[0]][place[1]]
        return place

    def join(one: tuple[int, int], other: tuple[int, int]) -> None:
        """Two places into one cell."""
        first, second = sorted((root(one), root(other)))
        owner[second[0]][second[1]] = first

    sides = [_near(part.down, x) for x in xs]
    for row in range(len(ys) - 1):
        edge = _near(part.across, ys[row])
        for column in range(len(xs) - 1):
            if column and not _parted(sides[column], ys[row], ys[row + 1]):
                join((row, column - 1), (row, column))
            if row and not _parted(edge, xs[column], xs[column + 1]):
                join((row - 1, column), (row, column))
    return [[root((row, column)) for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]


def _near(rulings: Sequence[Ruling], at: float) -> list[Ruling]:
    return [ruling for ruling in rulings if abs(ruling.at - at) <= 2 * SAME]


def _parted(rulings: Sequence[Ruling], start: float, end: float) -> bool:
    """Whether the greater part of that side is drawn by rulings that lie there."""
    drawn = 0.0
    for _, first, last in rulings:
        shared = min(last, end) - max(first, start)
        if shared > 0:
            drawn += shared
    return drawn > _COVERED * (end - start)


def _compressed(xs: tuple[float, ...], ys: tuple[float, ...], owner: list[list[tuple[int, int]]]) -> Grid:
    """The grid without rows and columns in which no cell begins."""
    rows = sorted({place[0] for line in owner for place in line})
    columns = sorted({place[1] for line in owner for place in line})
    places = sorted({place for line in owner for place in line})
    spans = {place: [place[0], place[1], place[0], place[1]] for place in places}
    for row, line in enumerate(owner):
        for column, place in enumerate(line):
            span = spans[place]
            span[0], span[1] = min(span[0], row), min(span[1], column)
            span[2], span[3] = max(span[2], row), max(span[3], column)
    cells = tuple(
        Cell(
            bisect_left(rows, span[0]),
            bisect_left(columns, span[1]),
            bisect_right(rows, span[2]),
            bisect_right(columns, span[3]),
        )
        for span in spans.values()
    )
    number = {place: at for at, place in enumerate(places)}
    owners = tuple(tuple(number[owner[row][column]] for column in columns) for row in rows)
    return Grid((*(xs[column] for column in columns), xs[-1]), (*(ys[row] for row in rows), ys[-1]), cells, owners)


def _is_table(grid: Grid) -> bool:
    """Two columns at least, and cells that are whole rectangles for the greater part."""
    if grid.shape[1] < _CORNERS or len(grid.cells) < _CORNERS:
        return False
    whole = sum(
        all(grid.owner[row][column] == place for row in range(cell.row, cell.end_row)
            for column in range(cell.column, cell.end_column))
        for place, cell in enumerate(grid.cells)
    )  # fmt: skip
    return whole >= _WHOLE_SHARE * len(grid.cells)


_WHOLE_SHARE = 0.8


def _outermost(grids: Sequence[Grid]) -> list[Grid]:
    """Grids that lie in no other: a table in a cell is that cell's text."""
    return [grid for grid in grids if not any(other is not grid and _inside(grid, other) for other in grids)]


def _inside(grid: Grid, other: Grid) -> bool:
    one, two = grid.box, other.box
    return (
        two.left - SAME <= one.left and one.right <= two.right + SAME
        and two.top - SAME <= one.top and one.bottom <= two.bottom + SAME
    )  # fmt: skip
