"""The judgement for each page: measured features, and whether its text layer serves, OCR must read it, or both do.

Thresholds began as those of handbook domain.md 2.11 and were set on 3,029 gazette pages, whose share of syllables is
0.90 or more. They look at the body's characters: running header, page number and signature stamp count for nothing, so
a stamp alone never passes for text, nor a seal for a scan. A foreign annex has no marks and is sound: so few marks
are only a reason to ask pdfium whether the fonts map to Unicode at all.
"""

import math
import re
from collections.abc import Sequence
from typing import Literal

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.document import Judgement, Line
from ingest.furniture import read_header
from ingest.repairs import SHIFTED
from ingest.syllables import WordCount, count_words
from ingest.tables.rulings import kinds_drawn
from ingest.textlayer import TextLayer

Way = Literal["text", "ocr", "compared", "blank"]

_FEW_CHARACTERS = 180  # below it a page with a large image is a scan with at most a header and a signature as text
_SCARCE = 600  # text beside an image that covers half of the page: a pasted scan with a text frame
_COVER, _HALF = 0.12, 0.5  # a pasted page of a few lines covers 0.2, a seal with its signature 0.06
_BAD_SHARE = 0.01
_STAMP_SIZE = 9.0
_HEADER_ZONE = 0.15  # of the page's height: where a line may be a running header
_BAD = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]|\\(cid:\\d+\\)")
_FEW_SHIFTED = 3
_DRAWN_PATHS = 400  # a page without text and images but with that many paths has its letters drawn as outlines
_SMALL, _DARK = 800.0, 200  # pixels of its longer side; grey levels of ink
_SPECKS, _MUCH_INK = 0.0002, 0.02  # the imprint of 8 lines, drawn as 26 outlines in 16 of 93 gazettes, covers 0.015
_FEW_WORDS = 12  # fewer tell nothing by their share of syllables
_UNSOUND, _DOUBTFUL = 0.6, 0.85  # shares of syllables; 0.899 is the lowest of a sound page
_MAY_BE_IMAGES = frozenset({raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM})
_SAMPLE = 1_000  # characters in which marks are counted
_UNMAPPED = 0.01  # of the glyphs asked
_MARKED = re.compile(
    "[\u00c0-\u00c3\u00c8-\u00ca\u00cc\u00cd\u00d2-\u00d5\u00d9\u00da\u00dd\u00e0-\u00e3\u00e8-\u00ea"
    "\u00ec\u00ed\u00f2-\u00f5\u00f9\u00fa\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169"
    "\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)


def judge(page: pdfium.PdfPage, layer: TextLayer) -> Judgement:
    """The features of a page and how it is to be read; `why` is one of the words in docs/pages.md."""
    zone = _HEADER_ZONE * layer.height if layer.skew == 0 else math.inf
    body = [
        line.text
        for line in layer.lines
        if line.size >= _STAMP_SIZE and (line.box.top > zone or not is_furniture(line, layer))
    ]
    text = " ".join(body)
    count = sum([len(line) for line in body if not line.isdecimal()])
    words = count_words(text)
    cover = image_cover(page) if count < _SCARCE or layer.invisible else 0.0
    way, why = _decision(page, layer, (text, count, words), cover)
    sample = text[:_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    return Judgement(
        way,
        why,
        count,
        round(cover, 3),
        round(_count_bad(text) / len(text), 4) if text else 0.0,
        round(len(_MARKED.findall(sample)) / letters, 4) if letters else None,
        None if words.share is None else round(words.share, 4),
        mended=layer.mended,
        converted=layer.converted,
    )


def _decision(
    page: pdfium.PdfPage, layer: TextLayer, body: tuple[str, int, WordCount], cover: float
) -> tuple[Way, str]:
    text, count, words = body
    if layer.refused:
        return "ocr", f"encoding-{layer.refused.lower()}"
    if is_garbled(text):
        return "ocr", "bad-characters"
    if layer.unmapped > _UNMAPPED:
        return "ocr", "no-unicode-map"
    share = words.share if words.share is not None and words.checked - words.foreign >= _FEW_WORDS else 1.0
    if share < _UNSOUND:
        return "ocr", "no-syllables"
    if share < _DOUBTFUL:
        return "compared", "few-syllables"
    if layer.invisible and cover > _HALF:
        return "compared", "hidden-text"
    return _by_amount(page, layer, count, cover)


def _by_amount(page: pdfium.PdfPage, layer: TextLayer, count: int, cover: float) -> tuple[Way, str]:
    """By how much text there is and how much the images cover."""
    if count >= _SCARCE:
        return "text", "text-layer"
    if count >= _FEW_CHARACTERS:
        return ("ocr", "image-with-frame") if cover > _HALF else ("text", "text-layer")
    if cover > _COVER:
        return "ocr", "image"
    if count == 0 and _count_paths(page) > _DRAWN_PATHS:
        return "ocr", "outlines"
    if layer.lines:
        return "text", "short-page"
    ink = _ink(page)
    if ink >= _MUCH_INK:
        return "ocr", "outlines"
    return "blank", "few-outlines" if ink > _SPECKS else "nothing-drawn"


def _ink(page: pdfium.PdfPage) -> float:
    """Share of a page without text that is drawn on, by a picture of some 800 pixels: words may be one outline each."""
    scale = _SMALL / max(*page.get_size(), _SMALL)
    try:
        counts = page.render(scale=scale, grayscale=True).to_pil().histogram()
    except (pdfium.PdfiumError, ValueError):
        return 0.0
    return float(sum(counts[:_DARK]) / max(sum(counts), 1))


def is_furniture(line: Line, layer: TextLayer | None = None) -> bool:
    """Whether a line of the text layer is a stamp's or a running header, as far as one page can tell."""
    if line.size < _STAMP_SIZE:
        return True
    if layer is not None and layer.skew == 0 and line.box.top > _HEADER_ZONE * layer.height:
        return False
    return read_header(line.text) is not None


def is_garbled(text: str) -> bool:
    """Whether the fonts' maps are broken: characters no Vietnamese text has (replacement, private use, C1 controls)."""
    return _count_bad(text) > _BAD_SHARE * len(text) or len(SHIFTED.findall(text)) >= _FEW_SHIFTED


def _count_bad(text: str) -> int:
    """How many there are; by a glance in sound text, since all but two kinds are not printable."""
    if text.isprintable() and "\ufffd" not in text and "(cid:" not in text:
        return 0
    return len(_BAD.findall(text))


def garbled(lines: Sequence[Line]) -> bool:
    """`is_garbled` of lines together."""
    return is_garbled(" ".join([line.text for line in lines]))


def image_cover(page: pdfium.PdfPage) -> float:
    """Share of the page that images cover, at most 1."""
    if _MAY_BE_IMAGES.isdisjoint(kinds_drawn(page)):
        return 0.0
    left, bottom, right, top = page.get_bbox()
    area = 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        x, y, across, up = item.get_bounds()
        area += max(0.0, min(across, right) - max(x, left)) * max(0.0, min(up, top) - max(y, bottom))
    return float(min(1.0, area / max((right - left) * (top - bottom), 1.0)))


def _count_paths(page: pdfium.PdfPage) -> int:
    return sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3))
