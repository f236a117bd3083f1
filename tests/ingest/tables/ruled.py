"""Ruled tables drawn with reportlab as word processors draw them: borders cell by cell, text wrapped in its cell."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Line, Table
from ingest.tables.reading import Drawn
from ingest.textlayer import read_layer
from sample_gazettes.fonts import runs

WIDTH, HEIGHT = 595.0, 842.0
SIZE, LEADING, PADDING = 12.0, 15.0, 4.0
Border = Literal["bars", "lines", "boxes"]
"""Filled bars half a point thick; stroked lines; one stroked rectangle a cell."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A table: sides of columns and rows in points from the upper left corner, texts by row and column.

    `spans` are merged cells as row, column, rows, columns. A line break in a text is one in the cell.
    """

    xs: Sequence[float]
    ys: Sequence[float]
    texts: Sequence[Sequence[str]]
    spans: Sequence[tuple[int, int, int, int]] = ()
    border: Border = "bars"
    bold_rows: int = 0

    def cells(self) -> list[tuple[int, int, int, int]]:
        """Each cell drawn: row, column and the ends of both."""
        covered = {
            (row, column)
            for first, start, rows, columns in self.spans
            for row in range(first, first + rows)
            for column in range(start, start + columns)
        }
        single = [
            (row, column, row + 1, column + 1)
            for row in range(len(self.ys) - 1)
            for column in range(len(self.xs) - 1)
            if (row, column) not in covered
        ]
        return [*single, *((row, column, row + rows, column + columns) for row, column, rows, columns in self.spans)]


def ruled_pdf(*pages: Sequence[Drawing | tuple[str, float, float]], rotation: int = 0) -> bytes:
    """A PDF with those tables and texts (with their x and baseline) on its pages."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), initialFontName=runs("a", "regular", "unicode")[0][0])
    for items in pages:
        canvas.setPageRotation(rotation)
        for item in items:
            if isinstance(item, Drawing):
                _draw(canvas, item)
            else:
                _text(canvas, *item)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, table: Drawing) -> None:
    for row, column, end_row, end_column in table.cells():
        box = (table.xs[column], table.ys[row], table.xs[end_column], table.ys[end_row])
        _border(canvas, box, table.border)
        for at, text in enumerate(table.texts[row][column].split("\n")):
            _text(canvas, text, box[0] + PADDING, box[1] + (at + 1) * LEADING, bold=row < table.bold_rows)


def _border(canvas: Canvas, box: tuple[float, float, float, float], border: Border) -> None:
    left, top, right, bottom = box
    if border == "boxes":
        canvas.setLineWidth(0.5)
        canvas.rect(left, HEIGHT - bottom, right - left, bottom - top, stroke=1, fill=0)
        return
    for x, y, to_x, to_y in (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ):
        if border == "bars":
            canvas.rect(x, HEIGHT - to_y, max(to_x - x, 0.5), max(to_y - y, 0.5), stroke=0, fill=1)
        else:
            canvas.line(x, HEIGHT - y, to_x, HEIGHT - to_y)


def _text(canvas: Canvas, text: str, x: float, y: float, *, bold: bool = False) -> None:
    for font, shown in runs(text, "bold" if bold else "regular", "unicode"):
        canvas.setFont(font, SIZE)
        canvas.drawString(x, HEIGHT - y, shown)
        x += canvas.stringWidth(shown, font, SIZE)


def read_drawn(data: bytes, number: int = 1) -> tuple[tuple[Table, ...], tuple[Line, ...]]:
    """Tables and lines of a page of such a file."""
    pdf = pdfium.PdfDocument(data)
    page = pdf[number - 1]
    try:
        drawn = Drawn(page)
        layer = read_layer(page, number, drawn.sides)
        return drawn.tables(layer.frame, layer.lines, number), layer.lines
    finally:
        page.close()
        pdf.close()
