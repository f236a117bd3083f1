"""Formulas set in columns: read column by column, as a person does, not row by row.

'Mức hưởng … = Tiền lương đóng … / 24 ngày x Tỷ lệ …' stands on the page as blocks of short lines side by side, with
signs alone between them; read by rows the words of all blocks are mixed.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.document import Line

_EQUALS = "="
_WIDE = 0.6  # of what is printed on the page: prose, which no column of a formula is
_APART = 1.6  # of the font size from one line of a block to the next, upper edge to upper edge
_LEAST_COLUMNS = 3  # what is computed, the sign, what it is computed from


def by_columns(rows: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines of all rows in reading order, those of formulas by columns.

    `rows` are lines side by side, from the top; a block is a formula where an equals sign stands alone between columns.
    """
    boxes = [line.box for row in rows for line in row]
    width = max((box.right for box in boxes), default=0.0) - min((box.left for box in boxes), default=0.0)
    ordered: list[Line] = []
    for block in _blocks(rows, _WIDE * width):
        lines = [line for row in block for line in row]
        columns = _columns(lines)
        ordered += [line for column in columns for line in column] if _is_formula(columns) else lines
    return ordered


def _blocks(rows: Sequence[Sequence[Line]], wide: float) -> Iterator[list[Sequence[Line]]]:
    """Runs of rows close to each other without a wide line, and what stands between them row by row."""
    block: list[Sequence[Line]] = []
    for row in rows:
        is_wide = any(line.box.right - line.box.left > wide for line in row)
        if block and (is_wide or not _is_close(block[-1], row)):
            yield block
            block = []
        if is_wide:
            yield [row]
        else:
            block.append(row)
    if block:
        yield block


def _is_close(above: Sequence[Line], row: Sequence[Line]) -> bool:
    top = min(line.box.top for line in row)
    return top - min(line.box.top for line in above) <= _APART * max(line.size for line in (*above, *row))


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines that stand above each other, from the left, each column from the top."""
    columns: list[list[Line]] = []
    right = float("-inf")
    for line in sorted(lines, key=lambda each: each.box.left):
        if line.box.left >= right:
            columns.append([])
        columns[-1].append(line)
        right = max(right, line.box.right)
    return [sorted(column, key=lambda each: each.box.top) for column in columns]


def _is_formula(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether an equals sign alone is a column between others, one of which has several lines."""
    if len(columns) < _LEAST_COLUMNS or not any(len(column) > 1 for column in columns):
        return False
    inner = (column for _, column in pairwise(columns[:-1]))
    return any(len(column) == 1 and column[0].text.strip() == _EQUALS for column in inner)
