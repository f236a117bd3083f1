"""Lines, pages and paragraphs set as gazettes set them, for tests of the stages behind the text layer.

A4, type of 14 points, baselines 19 points apart, text from 85 to 510 points, first lines indented to 113.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.document import Box, Line, Page
from ingest.structure.blocks import Align, Block

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, INDENT = 85.0, 510.0, 113.0
SIZE, LEADING = 14.0, 19.0
FIRST = 120.0  # baseline of the first row: below the running header
LETTER = 6.2  # usual width of a letter in points


def line(text: str, row: float = 0, *, left: float = LEFT, right: float | None = None, **style: Any) -> Line:
    """A line on the row's baseline; as long as its text where `right` is not given."""
    size = style.pop("size", SIZE)
    page = style.pop("page", 1)
    base = FIRST + row * LEADING
    box = Box(left, base - 0.8 * size, right or left + LETTER * len(text), base + 0.2 * size)
    return Line(text, page, box, size, **style)


def full(text: str, row: float = 0, *, left: float = LEFT, **style: Any) -> Line:
    """A justified line that fills its column to the right margin."""
    return line(text, row, left=left, right=RIGHT, **style)


def centred(text: str, row: float = 0, *, middle: float = (LEFT + RIGHT) / 2, **style: Any) -> Line:
    """A line centred in the text column, or around `middle`."""
    half = LETTER * len(text) / 2
    return line(text, row, left=middle - half, right=middle + half, **style)


def left_column(text: str, row: float = 0, **style: Any) -> Line:
    """A line of the letterhead's left column, or of the list of recipients."""
    return centred(text, row, middle=180, **style)


def right_column(text: str, row: float = 0, **style: Any) -> Line:
    """A line of the letterhead's right column, or of a signature."""
    return centred(text, row, middle=390, **style)


def page(*lines: Line, number: int = 1) -> Page:
    """A page with these lines in this order."""
    return Page(number, WIDTH, HEIGHT, "text", tuple(replace(item, page=number) for item in lines))


def paragraph(text: str, row: float = 0, *, bold: bool = False, align: Align = "left", **style: Any) -> Block:
    """A paragraph of one line; its text may be longer than a line's would be."""
    own = line(text, row, left=INDENT if align == "left" else 250.0, bold=bold, lead_bold=bold, **style)
    return Block(text, (own,), align, indented=align == "left")


def paragraphs(texts: Sequence[str]) -> tuple[Block, ...]:
    """Paragraphs below one another; '**…' is one in bold, '^…' one in the middle, '^**…' both."""
    blocks = []
    for row, text in enumerate(texts):
        middle, bold = text.startswith("^"), text.lstrip("^").startswith("**")
        align: Align = "center" if middle else "left"
        blocks.append(paragraph(text.lstrip("^*"), row, bold=bold, align=align))
    return tuple(blocks)
