"""The faces that samples are set in, and how a text becomes runs of drawable characters.

Liberation Serif 2 has all 90 letters of U+1EA0–U+1EF9 (../shared/design.md); Debian's older Liberation Serif 1 has 2 of
them and prints boxes. For the TCVN3 sample the same outlines lie at the old code points (`tcvn3_font`).
"""

import functools
from pathlib import Path
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sample_gazettes.errors import FontMissing
from sample_gazettes.tcvn3_font import build_font, encode

Face = Literal["regular", "bold", "italic", "bold_italic"]

FOLDERS = ("/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation")
FILES: dict[Face, str] = {
    "regular": "LiberationSerif-Regular.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "bold_italic": "LiberationSerif-BoldItalic.ttf",
}


def font_file(face: Face) -> Path:
    """The TrueType file of a face. Raises FontMissing."""
    for folder in FOLDERS:
        path = Path(folder, FILES[face])
        if path.exists():
            return path
    raise FontMissing("Liberation Serif 2 is missing: apt-get install fonts-liberation2")


@functools.cache
def unicode_font(face: Face) -> str:
    """Register a face with reportlab and give its name there."""
    name = f"Sample-{face}"
    pdfmetrics.registerFont(TTFont(name, str(font_file(face))))
    return name


@functools.cache
def legacy_font(face: Face, *, capitals: bool) -> str:
    """Register .VnTime (or .VnTimeH, where lower-case codes show capitals) and give its name in reportlab."""
    name = f"{'VnTimeH' if capitals else 'VnTime'}-{face}"
    pdfmetrics.registerFont(TTFont(name, build_font(font_file(face), face, capitals=capitals)))
    return name


def runs(text: str, face: Face, encoding: str) -> tuple[tuple[str, str], ...]:
    """Split a text into (reportlab font name, text as drawn): in TCVN3, capitals with tones need another font."""
    if encoding == "unicode":
        return ((unicode_font(face), text),)
    return tuple((legacy_font(face, capitals=capitals), codes) for capitals, codes in encode(text))


@functools.lru_cache(maxsize=100_000)
def width(text: str, face: Face, size: float, encoding: str) -> float:
    """Width of a text in points."""
    return float(sum(pdfmetrics.stringWidth(drawn, font, size) for font, drawn in runs(text, face, encoding)))
