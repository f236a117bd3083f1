"""Pages by text layer or by OCR: the judgement for each page, and the two joined where both have something.

Thresholds are the starting points of handbook domain.md 2.11, on the body's characters: running header, page number
and signature stamp count for nothing, so a stamp alone never passes for text, nor a seal for a scan.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.document import Line, Page
from ingest.furniture import read_header

_FEW_CHARACTERS = 180  # below it a page with a large image is a scan with at most a header and a signature as text
_SCARCE = 600  # text beside an image that covers half of the page: a pasted scan with a text frame
_COVER, _HALF = 0.12, 0.5  # a pasted page of a few lines covers 0.2, a seal with its signature 0.06
_BAD_SHARE = 0.01
_STAMP_SIZE = 9.0
_BAD = re.compile("[\ufffd\ue000-\uf8ff\x80-\x9f]")
# signs of Latin-1 inside words, as a font map shifted by 0x20 gives them ('KH¡C' for KHÁC, handbook 2.11): no
# Vietnamese word holds one, and none was seen on 3,065 pages
_SHIFTED = re.compile("(?<=[^\\W\\d_])[¡¢£¤¥¦¨¬¯´¶¸¿]|[¡¢£¤¥¦¨¬¯´¶¸¿](?=[^\\W\\d_])")
_FEW_SHIFTED = 3
_DRAWN_PATHS = 400  # a page without text and images but with that many paths has its letters drawn as outlines


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a page is to be read, and why (a stable word for the log and the clerk)."""

    way: Literal["text", "ocr", "blank"]
    why: str


def judge(page: pdfium.PdfPage, lines: Sequence[Line]) -> Judgement:
    """Whether the text layer serves, the page must go through OCR, or nothing is on it."""
    body = [line for line in lines if not _is_furniture(line)]
    count = sum(len(line.text) for line in body if not line.text.isdecimal())
    if _is_garbled(body):
        return Judgement("ocr", "bad-characters")
    if count >= _SCARCE:
        return Judgement("text", "text-layer")
    cover, paths = _image_cover(page)
    if count >= _FEW_CHARACTERS:
        return Judgement("ocr", "image-with-frame") if cover > _HALF else Judgement("text", "text-layer")
    if cover > _COVER:
        return Judgement("ocr", "image")
    if count == 0 and paths > _DRAWN_PATHS:
        return Judgement("ocr", "outlines")
    return Judgement("text", "short-page") if lines else Judgement("blank", "nothing-drawn")


def _is_furniture(line: Line) -> bool:
    return line.size < _STAMP_SIZE or read_header(line.text) is not None


def _is_garbled(lines: Sequence[Line]) -> bool:
    """Whether the fonts' maps are broken: characters no Vietnamese text has (replacement, private use, C1 controls)."""
    text = " ".join(line.text for line in lines)
    return len(_BAD.findall(text)) > _BAD_SHARE * len(text) or len(_SHIFTED.findall(text)) >= _FEW_SHIFTED


def _image_cover(page: pdfium.PdfPage) -> tuple[float, int]:
    """Share of the page that images cover (at most 1), and the number of drawn paths."""
    width, height = page.get_size()
    area, paths = 0.0, 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            continue
        left, bottom, right, top = item.get_bounds()
        area += max(0.0, min(right, width) - max(left, 0.0)) * max(0.0, min(top, height) - max(bottom, 0.0))
    return min(1.0, area / max(width * height, 1.0)), paths


def merge(layer: Page, scanned: Page) -> Page:
    """The scanned page with the text layer's own lines in place of what OCR read there.

    Of a garbled text layer only header and stamp stay: OCR is the better witness of the rest.
    """
    body = [line for line in layer.lines if not _is_furniture(line)]
    kept = [line for line in layer.lines if _is_furniture(line)] if _is_garbled(body) else layer.lines
    if not kept:
        return scanned
    lines = list(scanned.lines)
    for line in kept:
        over = [place for place, other in enumerate(lines) if _overlap(line, other)]
        for place in reversed(over):
            del lines[place]
        at = over[0] if over else next((p for p, o in enumerate(lines) if o.box.top > line.box.bottom), len(lines))
        lines.insert(at, line)
    furniture = tuple(line for line in scanned.furniture if not any(_overlap(own, line) for own in kept))
    return replace(scanned, source="mixed", lines=tuple(lines), furniture=furniture)


def _overlap(line: Line, other: Line) -> bool:
    """Whether the greater part of the OCR line lies in the text line's box."""
    height = min(line.box.bottom, other.box.bottom) - max(line.box.top, other.box.top)
    width = min(line.box.right, other.box.right) - max(line.box.left, other.box.left)
    area = (other.box.right - other.box.left) * (other.box.bottom - other.box.top)
    return height > 0 and width > 0 and height * width > 0.45 * area and other.source == "ocr"
