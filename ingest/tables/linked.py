"""Tables over page breaks: what goes on at the top of the next page, and the rows joined.

Handbook domain.md 3.10: merged cells and column labels are repeated behind a page break.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.document import Merge, Table
from ingest.letters import join_text, squeeze

_SAME_WIDTH = 6.0  # points by which the sides of a column may differ: even and odd pages are set apart


def goes_on(table: Table, following: Table) -> bool:
    """Whether the table at the top of a page is the rest of that at the foot of the page before."""
    return following.page == table.page + 1 and _places(table, following) is not None


def repeated_cells(table: Table, following: Table) -> tuple[str, ...]:
    """The cells of a table's rest that only repeat its column heads, which `joined` leaves out."""
    places = _places(table, following)
    if places is None:
        return ()
    of_first, of_second, width = places
    first, second = _spread(table.rows, of_first, width), _spread(following.rows, of_second, width)
    rows = second[: _repeated(first, second, table.head_rows or following.head_rows)]
    return tuple(cell for row in rows for cell in row if cell)


def joined(table: Table, following: Table) -> Table:
    """Both as one: repeated head rows once, the halves of a row that the page break cut put together."""
    places = _places(table, following)
    if places is None:
        return table
    of_first, of_second, width = places
    first, head = _spread(table.rows, of_first, width), table.head_rows
    second = _spread(following.rows, of_second, width)
    repeated = _repeated(first, second, head or following.head_rows)
    merges = [_moved(merge, of_first, 0, width) for merge in table.merges]
    merges += [
        _moved(merge, of_second, len(first) - repeated, width) for merge in following.merges if merge.row >= repeated
    ]
    rows, rest = list(first), list(second[repeated:])
    if not repeated and rest and _is_cut(rows[-1], rest[0]):
        halves = zip(rows[-1], rest[0], strict=True)
        rows[-1] = tuple(join_text(one, other) if one and other else one or other for one, other in halves)
        del rest[0]
        merges = [
            replace(merge, row=merge.row - (merge.row > len(first) - 1)) for merge in merges if merge.row != len(first)
        ]
    edges = table.edges if len(table.edges) >= len(following.edges) else following.edges
    return replace(table, page=following.page, rows=(*rows, *rest), head_rows=head, edges=edges, merges=tuple(merges))


def _places(table: Table, following: Table) -> tuple[Sequence[int], Sequence[int], int] | None:
    """For each column of either table its place among the columns of both; None where they are not the same."""
    one, other = (tuple(edge - each.edges[0] for edge in each.edges) for each in (table, following) if each.edges)
    finer, coarser = (one, other) if len(one) >= len(other) else (other, one)
    if abs(finer[-1] - coarser[-1]) > _SAME_WIDTH or len(coarser) < 2:  # noqa: PLR2004 - two sides, one column
        return None
    nearest = [min(range(len(finer)), key=lambda at: abs(finer[at] - edge)) for edge in coarser]
    if any(abs(finer[at] - edge) > _SAME_WIDTH for at, edge in zip(nearest, coarser, strict=True)):
        return None
    if any(after <= before for before, after in pairwise(nearest)):
        return None
    width = len(finer) - 1
    places, all_places = nearest[:-1], list(range(width))
    return (all_places, places, width) if finer is one else (places, all_places, width)


def _spread(rows: Sequence[Sequence[str]], places: Sequence[int], width: int) -> list[tuple[str, ...]]:
    """The rows with their cells at those places of wider rows."""
    if len(places) == width:
        return [tuple(row) for row in rows]
    spread = []
    for row in rows:
        cells = [""] * width
        for place, cell in zip(places, row, strict=True):
            cells[place] = cell
        spread.append(tuple(cells))
    return spread


def _moved(merge: Merge, places: Sequence[int], rows: int, width: int) -> Merge:
    ends = [*places, width]
    start, end = places[merge.column], ends[merge.column + merge.columns]
    return Merge(merge.row + rows, start, merge.rows, end - start)


def _repeated(first: Sequence[Sequence[str]], second: Sequence[Sequence[str]], head: int) -> int:
    """How many rows at the top of the second part repeat the head of the first."""
    for count in range(min(head, len(first), len(second)), 0, -1):
        if all(_key(one) == _key(other) for one, other in zip(first[:count], second[:count], strict=True)):
            return count
    return 0


def _key(row: Sequence[str]) -> list[str]:
    return [squeeze(cell) for cell in row]


def _is_cut(last: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a row goes on with the last one of the page before: no ordinal of its own, in mid-sentence."""
    filled = [(above, cell) for above, cell in zip(last, row, strict=True) if cell]
    if not filled or row[0] or not last[0]:
        return False
    return all(above for above, _ in filled) and any(cell[0].islower() for _, cell in filled)
