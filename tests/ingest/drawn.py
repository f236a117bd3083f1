"""Pages drawn with reportlab for tests of the text layer: each text where and how the test says."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Line
from ingest.textlayer import read_lines
from sample_gazettes.fonts import Face, runs

WIDTH, HEIGHT = 595.0, 842.0


@dataclass(frozen=True, slots=True)
class Text:
    """A text at its place: `x` and baseline `y` in points from the upper left corner; None is behind the last text."""

    text: str
    x: float | None = 100.0
    y: float = 100.0
    size: float = 14.0
    face: Face = "regular"
    encoding: Literal["unicode", "tcvn3", "vni"] = "unicode"
    white: bool = False
    hidden: bool = False


def drawn(texts: Sequence[Text]) -> bytes:
    """A PDF of one page with the texts, in this order of the content stream."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), initialFontName=runs("a", "regular", "unicode")[0][0])
    x = 0.0
    for item in texts:
        x = x if item.x is None else item.x
        for font, shown in runs(item.text, item.face, item.encoding):
            canvas.setFont(font, item.size)
            canvas.setFillGray(1 if item.white else 0)
            canvas.drawString(x, HEIGHT - item.y, shown, mode=3 if item.hidden else None)
            x += canvas.stringWidth(shown, font, item.size)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@contextmanager
def opened(texts: Sequence[Text]) -> Iterator[pdfium.PdfPage]:
    """Such a page, open."""
    pdf = pdfium.PdfDocument(drawn(texts))
    page = pdf[0]
    try:
        yield page
    finally:
        page.close()
        pdf.close()


def read(*texts: Text) -> tuple[Line, ...]:
    """The lines of such a page."""
    with opened(texts) as page:
        return read_lines(page, 1)
