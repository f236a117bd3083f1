"""Blocks to pages: fills pages from top to bottom and remembers on which page each unit begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sample_gazettes.blocks import (
    Align,
    Block,
    Figure,
    LineOp,
    NewPage,
    Op,
    Para,
    Run,
    Table,
    TextOp,
    Token,
    break_lines,
    line_ops,
    tokens,
)
from sample_gazettes.fonts import Face
from sample_gazettes.model import Path, Style

WIDTH, HEIGHT = 595.22, 842.0
CELL = 4.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One drawn page."""

    ops: tuple[Op, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Pages of a flow; `where` maps a unit to the page it begins on, counted from 1 within the flow."""

    sheets: tuple[Sheet, ...]
    where: dict[Path, int]
    last_y: float


@dataclass(frozen=True, slots=True)
class Row:
    """Something that is placed as a whole: height and its operations, y from its own top."""

    height: float
    ops: tuple[Op, ...]
    marks: tuple[Path, ...] = ()
    keep: bool = False
    head: tuple[Op, ...] = ()
    head_height: float = 0.0


class _Pages:
    """The pages being filled. `y` is the next free place on the last one."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.pages: list[list[Op]] = [[]]
        self.where: dict[Path, int] = {}
        self.y = style.top

    @property
    def room(self) -> float:
        """Points left on the last page."""
        return HEIGHT - self.style.bottom - self.y

    def turn(self) -> None:
        """Go on at the top of a new page, unless the last one is still empty."""
        if self.pages[-1]:
            self.pages.append([])
        self.y = self.style.top

    def put(self, row: Row) -> None:
        """Place a row; at the top of a page, a table's head comes first and the blank above a text is left out."""
        if row.height > self.room:
            self.turn()
        if self.y == self.style.top:
            self.pages[-1].extend(shifted(row.head, self.y))
            self.y += row.head_height
        for mark in row.marks:
            self.where.setdefault(mark, len(self.pages))
        at_top = self.y == self.style.top
        gap = row.ops[0].y - self.style.size if at_top and row.ops and isinstance(row.ops[0], TextOp) else 0.0
        lift = min(max(gap, 0.0), row.height) if at_top else 0.0
        self.pages[-1].extend(shifted(row.ops, self.y - lift))
        self.y += row.height - lift


def shifted(ops: Sequence[Op], dy: float) -> list[Op]:
    """The same operations, `dy` points lower."""
    out: list[Op] = []
    for op in ops:
        if isinstance(op, TextOp):
            out.append(TextOp(op.x, op.y + dy, op.text, op.face, op.size, op.stretch, op.grey))
        else:
            out.append(LineOp(op.x0, op.y0 + dy, op.x1, op.y1 + dy, op.weight))
    return out


def compose(blocks: Sequence[Block], style: Style) -> Layout:
    """Set blocks on pages. A paragraph breaks between any two lines, a table between rows, a figure nowhere."""
    pages = _Pages(style)
    pending: list[Row] = []
    for block in blocks:
        if isinstance(block, NewPage):
            pages.turn()
            for mark in block.marks:
                pages.where.setdefault(mark, len(pages.pages))
            continue
        for row in _rows(block, style):
            pending.append(row)
            if not row.keep:
                _place(pages, pending)
                pending = []
    _place(pages, pending)
    if not pages.pages[-1]:
        pages.pages.pop()
    return Layout(tuple(Sheet(tuple(ops)) for ops in pages.pages), pages.where, pages.y)


def _place(pages: _Pages, rows: list[Row]) -> None:
    """Put rows that want to stay together; those taller than a page are not asked to."""
    height = sum(r.height for r in rows)
    if pages.room < height <= HEIGHT - pages.style.bottom - pages.style.top:
        pages.turn()
    for row in rows:
        pages.put(row)


def _rows(block: Para | Table | Figure, style: Style) -> list[Row]:
    if isinstance(block, Figure):
        return [Row(block.height, block.ops, block.marks, block.keep)]
    return _para_rows(block, style) if isinstance(block, Para) else _table_rows(block, style)


def _para_rows(para: Para, style: Style) -> list[Row]:
    size = para.size or style.size
    leading = para.leading or style.leading * size / style.size
    left = style.left + para.inset[0]
    room = WIDTH - style.left - style.right - sum(para.inset)
    indent = style.indent if para.indent else 0.0
    words = tokens(para.runs, break_hyphens=style.break_hyphens)
    lines = break_lines(words, room - indent, room, size, style.typeface)
    if para.align == "center":
        lines = _even_lines(words, room, size, style.typeface, lines)
    out = []
    for i, line in enumerate(lines):
        first, last = i == 0, i == len(lines) - 1
        before = para.before + style.gap if first else 0.0
        shift = indent if first else 0.0
        align = "left" if last and para.align == "justify" else para.align
        baseline = before + leading - (leading - size) / 2 - size * 0.22
        ops = line_ops(line, left + shift, baseline, room - shift, align, size, style.typeface)
        height = before + leading + (para.after if last else 0.0)
        out.append(Row(height, tuple(ops), para.marks if first else (), keep=para.keep))
    return out


def _even_lines(
    words: list[Token], room: float, size: float, typeface: str, lines: list[list[Token]]
) -> list[list[Token]]:
    """Centred titles have lines of like length, as editors break them: as narrow as the same number of lines allows."""
    narrow = room
    while narrow > 60:
        narrow -= 12
        tried = break_lines(words, narrow, narrow, size, typeface)
        if len(tried) > len(lines):
            return lines
        lines = tried
    return lines


def _table_rows(table: Table, style: Style) -> list[Row]:
    room = WIDTH - style.left - style.right
    edges = [style.left]
    for share in table.shares:
        edges.append(edges[-1] + room * share / sum(table.shares))
    drawn = [_table_row(row, edges, style, head=i == 0) for i, row in enumerate(table.rows)]
    head = drawn[0] if table.repeat_head else Row(0.0, ())
    return [Row(style.gap, (), keep=True)] + [
        Row(r.height, r.ops, table.marks if i == 0 else (), i == 0, head.ops if i else (), head.height if i else 0.0)
        for i, r in enumerate(drawn)
    ]


def _table_row(cells: Sequence[str], edges: list[float], style: Style, *, head: bool) -> Row:
    size, ops = style.size - 1.5, list[Op]()
    leading = size + 3.5
    face: Face = "bold" if head else "regular"
    lines = [
        break_lines(tokens((Run(cell, face),)), b - a - 2 * CELL, b - a - 2 * CELL, size, style.typeface)
        for cell, (a, b) in zip(cells, pairwise(edges), strict=True)
    ]
    height = max(len(x) for x in lines) * leading + 2 * CELL
    for column, (cell, cell_lines) in enumerate(zip(cells, lines, strict=True)):
        a, b = edges[column], edges[column + 1]
        for i, line in enumerate(cell_lines):
            align: Align = "center" if head or len(cell) < 7 else "left"
            y = CELL + (i + 0.8) * leading
            ops += line_ops(line, a + CELL, y, b - a - 2 * CELL, align, size, style.typeface)
    ops += [LineOp(edges[0], y, edges[-1], y) for y in (0.0, height)]
    ops += [LineOp(x, 0.0, x, height) for x in edges]
    return Row(height, tuple(ops))
