"""The invisible text of a page: each line at its box on the print as it stands, stretched to the line's width."""

import math
import unicodedata
from collections.abc import Iterable

from ingest.document import Line, Page
from ingest.geometry import corners, displayed_size
from ingest.searchable.frame import Frame, written
from ingest.searchable.glyphless import DESCENT, UNITS, InvisibleFont, width_of_text

FONT_NAME = "CbInvisible"
_LEAST = 0.5  # points: a line without height or width has no place
_INVISIBLE = 3  # text rendering mode


def text_layer(page: Page, frame: Frame, font: InvisibleFont) -> bytes:
    """Content that shows the page's lines invisibly, in their order; b'' where it has none."""
    shown = [drawn for line in page.lines if (drawn := _line(page, line, frame, font))]
    return "\n".join(["q BT", f"{_INVISIBLE} Tr", *shown, "ET Q", ""]).encode("ascii") if shown else b""


def layer_text(lines: Iterable[Line]) -> str:
    """What a reader copies from the layer: the lines as they are written into it."""
    return "\n".join(text for line in lines if (text := _writable(line.text)))


def _line(page: Page, line: Line, frame: Frame, font: InvisibleFont) -> str | None:
    text = _writable(line.text)
    wide, high = displayed_size(page)
    if not text or wide <= 0 or high <= 0:
        return None
    across, down = frame.size[0] / wide, frame.size[1] / high
    upper_left, upper_right, _, lower_left = (frame.place(x * across, y * down) for x, y in corners(page, line.box))
    width, height = math.dist(upper_left, upper_right), math.dist(upper_left, lower_left)
    if width < _LEAST or height < _LEAST:
        return None
    right = ((upper_right[0] - upper_left[0]) / width, (upper_right[1] - upper_left[1]) / width)
    up = ((upper_left[0] - lower_left[0]) / height, (upper_left[1] - lower_left[1]) / height)
    rise = -DESCENT / UNITS * height
    start = (lower_left[0] + up[0] * rise, lower_left[1] + up[1] * rise)
    stretch = 100 * width / (width_of_text(text) / UNITS * height)
    matrix = written((*right, *up, *start))
    return f"/{FONT_NAME} {height:.3f} Tf {stretch:.3f} Tz {matrix} Tm <{font.encode(text + _end(text)).hex()}> Tj"


def _end(text: str) -> str:
    """What stands behind a line: a space, after a hyphen one that does not break.

    Chromium takes a hyphen at a line's end for a broken word and drops it ('NĐ-' before 'CP'), plain spaces or not.
    """
    return "\u00a0" if text.endswith("-") else " "


def _writable(text: str) -> str:
    """The text in NFC without control characters, which no map may name."""
    kept = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cs", "Cn", "Co"))
    return unicodedata.normalize("NFC", " ".join(kept.split()))
