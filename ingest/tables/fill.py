"""Cells of a grid filled with the lines that stand in them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import reduce

from ingest.document import Line, Merge, Table
from ingest.letters import join_text
from ingest.tables.geometry import Grid, middle, printed_rows, stands_in
from ingest.tables.heads import count_head_rows


def fill(grid: Grid, lines: Iterable[Line], page: int) -> Table | None:
    """The table of that grid, each line in its box in exactly one cell; None where it is empty."""
    box = grid.box
    own = [line for line in lines if stands_in(line, box)]
    cells: list[list[Line]] = [[] for _ in grid.cells]
    for line in own:
        x, y = middle(line)
        cells[grid.owner[_between(grid.ys, y)][_between(grid.xs, x)]].append(line)
    rows = [[""] * grid.shape[1] for _ in range(grid.shape[0])]
    for cell, inside in zip(grid.cells, cells, strict=True):
        rows[cell.row][cell.column] = cell_text(inside)
    if not own:
        return None
    return Table(
        page,
        box,
        tuple(tuple(row) for row in rows),
        count_head_rows(rows, *_styles(grid, cells)),
        own[0].source,
        grid.xs,
        _merges(grid),
    )


def _between(edges: Sequence[float], place: float) -> int:
    """Number of the row or column in which a place lies."""
    return min(bisect_right(edges, place, 1), len(edges) - 1) - 1


def _styles(grid: Grid, cells: Sequence[Sequence[Line]]) -> tuple[list[float], list[int]]:
    """For each row its share of bold characters, and how many rows its deepest cell spans."""
    bold, count = [0] * grid.shape[0], [0] * grid.shape[0]
    depths = [1] * grid.shape[0]
    for cell, inside in zip(grid.cells, cells, strict=True):
        depths[cell.row] = max(depths[cell.row], cell.end_row - cell.row if inside else 1)
        for line in inside:
            count[cell.row] += len(line.text)
            bold[cell.row] += len(line.text) * line.bold
    return [part / max(whole, 1) for part, whole in zip(bold, count, strict=True)], depths


def _merges(grid: Grid) -> tuple[Merge, ...]:
    return tuple(
        Merge(cell.row, cell.column, cell.end_row - cell.row, cell.end_column - cell.column)
        for cell in grid.cells
        if cell.end_row - cell.row > 1 or cell.end_column - cell.column > 1
    )


def cell_text(lines: Sequence[Line]) -> str:
    """The lines of a cell as one string, from the top and, on one baseline, from the left."""
    if len(lines) < 2:  # noqa: PLR2004 - nothing to sort or to join
        return lines[0].text if lines else ""
    return reduce(join_text, [line.text for row in printed_rows(lines) for line in row])
