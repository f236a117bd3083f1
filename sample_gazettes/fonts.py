"""The faces that samples are set in, and how a text becomes runs of drawable characters.

Liberation Serif 2 has all 90 letters of U+1EA0–U+1EF9 (../shared/design.md); Debian's older Liberation Serif 1 has 2 of
them and prints boxes. In samples of old encodings the same outlines lie at the old codes (`tcvn3_font`, `vni_font`).
"""

import functools
from pathlib import Path
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from sample_gazettes import vni_font as vni
from sample_gazettes.errors import FontMissing
from sample_gazettes.tcvn3_font import build_font, encode

Face = Literal["regular", "bold", "italic", "bold_italic"]

Typeface = Literal["unicode", "sans", "dejavu-serif", "dejavu-sans", "tcvn3", "vni"]
"""Four families with Unicode text ("unicode" is Liberation Serif), and two old encodings with its outlines."""

ROOT = Path("/usr/share/fonts/truetype")
FOLDERS = ("liberation2", "liberation", "dejavu")
FACES: tuple[Face, ...] = ("regular", "bold", "italic", "bold_italic")
FAMILIES: dict[str, tuple[str, ...]] = {
    "unicode": tuple(f"LiberationSerif-{face}" for face in ("Regular", "Bold", "Italic", "BoldItalic")),
    "sans": tuple(f"LiberationSans-{face}" for face in ("Regular", "Bold", "Italic", "BoldItalic")),
    "dejavu-serif": ("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic", "DejaVuSerif-BoldItalic"),
    "dejavu-sans": ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique"),
}
"""Files of each family in the order of FACES. Each has all 90 letters of U+1EA0–U+1EF9 (read from their cmap)."""


def font_file(face: Face, family: str = "unicode") -> Path:
    """The TrueType file of a face. Raises FontMissing."""
    name = FAMILIES[family][FACES.index(face)]
    for folder in FOLDERS:
        path = ROOT / folder / f"{name}.ttf"
        if path.exists():
            return path
    package = "fonts-dejavu-extra" if family.startswith("dejavu") else "fonts-liberation2"
    raise FontMissing(f"{name} is missing: apt-get install {package}")


@functools.cache
def unicode_font(face: Face, family: str) -> str:
    """Register a face with reportlab and give its name there."""
    name = f"Sample-{face}" if family == "unicode" else f"Sample-{family}-{face}"
    pdfmetrics.registerFont(TTFont(name, str(font_file(face, family))))
    return name


@functools.cache
def legacy_font(face: Face, *, capitals: bool) -> str:
    """Register .VnTime (or .VnTimeH, where lower-case codes show capitals) and give its name in reportlab."""
    name = f"{'VnTimeH' if capitals else 'VnTime'}-{face}"
    pdfmetrics.registerFont(TTFont(name, build_font(font_file(face), face, capitals=capitals)))
    return name


@functools.cache
def vni_font(face: Face) -> str:
    """Register VNI-Times and give its name in reportlab."""
    name = f"VNI-Times-{face}"
    pdfmetrics.registerFont(TTFont(name, vni.build_font(font_file(face), face)))
    return name


def runs(text: str, face: Face, typeface: str) -> tuple[tuple[str, str], ...]:
    """Split a text into (reportlab font name, text as drawn): in TCVN3, capitals with tones need another font."""
    if typeface == "vni":
        return ((vni_font(face), vni.encode(text)),)
    if typeface == "tcvn3":
        return tuple((legacy_font(face, capitals=capitals), codes) for capitals, codes in encode(text))
    return ((unicode_font(face, typeface), text),)


@functools.lru_cache(maxsize=100_000)
def width(text: str, face: Face, size: float, typeface: str) -> float:
    """Width of a text in points."""
    return float(sum(pdfmetrics.stringWidth(drawn, font, size) for font, drawn in runs(text, face, typeface)))
