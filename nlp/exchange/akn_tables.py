"""Tables in Akoma Ntoso, written and read: HTML's cells with their spans, ours with '' where a merged cell covers."""

from collections.abc import Iterator, Sequence

from ingest.document import Merge, Provision
from nlp.exchange.akn_elements import EMPTY, Element, element, name_of, paragraphs

_MOST_CELLS = 200_000
"""Cells that spans may stretch a table to: the largest seen in a gazette has 12,000."""

Rows = tuple[tuple[str, ...], ...]


def write_table(parent: Element, table: Provision, eid: str) -> Element:
    """The provision's rows as `table`; cells under a merged one are left out, as HTML wants it."""
    made = element(parent, "table", eId=eid)
    spans, covered = _spans(table)
    for place, row in enumerate(table.rows):
        line = element(made, "tr", **({} if row else {"class": EMPTY}))
        for column, cell in enumerate(row or ("",)):
            if (place, column) not in covered:
                name = "th" if place < table.head_rows else "td"
                paragraphs(element(line, name, **_span(spans.get((place, column)))), cell)
        if not len(line):
            made.remove(line)
            return _plain(made, table)
    return made


def _plain(made: Element, table: Provision) -> Element:
    """The table without spans: a row that merged cells cover wholly cannot be written, since a row holds a cell."""
    for line in list(made):
        made.remove(line)
    for place, row in enumerate(table.rows):
        line = element(made, "tr", **({} if row else {"class": EMPTY}))
        for cell in row or ("",):
            paragraphs(element(line, "th" if place < table.head_rows else "td"), cell)
    return made


def _spans(table: Provision) -> tuple[dict[tuple[int, int], Merge], set[tuple[int, int]]]:
    """Merged cells by their place, and the places that they cover; those that would hide text are no merges."""
    spans: dict[tuple[int, int], Merge] = {}
    covered: set[tuple[int, int]] = set()
    rows = table.rows
    for merge in table.merges:
        below = set(_places(merge)) - {(merge.row, merge.column)}
        inside = all(0 <= row < len(rows) and 0 <= column < len(rows[row]) for row, column in _places(merge))
        own = (merge.row, merge.column)
        if not inside or own in covered or own in spans or below & (covered | set(spans)):
            continue
        if below and not any(rows[row][column] for row, column in below):
            spans[own] = merge
            covered |= below
    return spans, covered


def _places(merge: Merge) -> Iterator[tuple[int, int]]:
    if 0 < merge.rows * merge.columns <= _MOST_CELLS:
        for row in range(merge.row, merge.row + merge.rows):
            for column in range(merge.column, merge.column + merge.columns):
                yield row, column


def _span(merge: Merge | None) -> dict[str, str]:
    wanted = {"rowspan": merge.rows, "colspan": merge.columns} if merge else {}
    return {name: str(count) for name, count in wanted.items() if count > 1}


def read_rows(lines: Sequence[Element], texts: Sequence[Sequence[str]]) -> tuple[Rows, int, tuple[Merge, ...]]:
    """Cells, how many rows are heads, and the merged cells of a table.

    Args:
        lines: its `tr` elements.
        texts: the words of their cells.
    """
    grid: list[dict[int, str]] = [{} for _ in lines]
    merges: list[Merge] = []
    stretched = 0
    for place, (line, words) in enumerate(zip(lines, texts, strict=True)):
        column = 0
        for cell, text in zip(line, words, strict=True):
            while column in grid[place]:
                column += 1
            rows, columns = min(_count(cell, "rowspan"), len(lines) - place), _count(cell, "colspan")
            stretched += rows * columns
            if stretched > _MOST_CELLS:
                rows = columns = 1
            for down in range(rows):
                for across in range(columns):
                    grid[place + down].setdefault(column + across, "")
            grid[place][column] = text
            if rows * columns > 1:
                merges.append(Merge(place, column, rows, columns))
            column += columns
    heads = 0
    for line in lines:
        if not len(line) or any(name_of(cell) != "th" for cell in line):
            break
        heads += 1
    filled = tuple(tuple(row.get(at, "") for at in range(max(row, default=-1) + 1)) for row in grid)
    return filled, heads, tuple(merges)


def _count(cell: Element, name: str) -> int:
    word = cell.get(name, "1")
    return max(1, int(word)) if word.isascii() and word.isdigit() and len(word) < 5 else 1  # noqa: PLR2004 - no table has 10,000 columns
