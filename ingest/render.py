"""Pages as pictures: for the page view beside the text, and for OCR. Promise P6: the area is checked before drawing.

Only inside the reading child. A 340-byte file may declare a page of 22 terapixels (handbook reliability.md, section 1).
"""

import io
import math
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image

from ingest.document import Box
from ingest.errors import BrokenPage, PageNotFound, PageTooLarge
from ingest.limits import Limits

NARROWEST, WIDEST = 16, 4_096  # pixels of a page view; 4,096 is A4 at 495 dpi
CROP_DPI = 200.0
"""Pixels per inch of a part cut out for a person to look at: a word of 13 points is 36 pixels high."""
_FARTHEST = 1_000_000  # pixels from a page's corner: pdfium counts in 32 bits; the largest page of PDF 1.7 has 40,000
_POINTS_PER_INCH = 72.0
_LOWEST_VIEW = 64  # pixels; a picture narrower than this shows nothing


@dataclass(frozen=True, slots=True)
class Raster:
    """A page drawn in colour. `scale` is pixels per point, the same both ways; sizes in points as displayed."""

    image: Image.Image
    scale: float
    width: float
    height: float


def page_png(document: pdfium.PdfDocument, number: int, width_px: int, limits: Limits) -> bytes:
    """Page `number` (from 1) as a PNG of `width_px` pixels, fewer where the page's area would exceed the limit.

    Raises:
        PageNotFound, BrokenPage, PageTooLarge.
    """
    page = load_page(document, number)
    try:
        width, height = _size(page, number)
        wanted = min(max(width_px, NARROWEST), WIDEST)
        allowed = math.sqrt(limits.page_pixels * width / height)
        if allowed < min(_LOWEST_VIEW, wanted):
            raise PageTooLarge(f"page {number} of {width:.0f} x {height:.0f} points")
        # Pdfium rounds up: a breath less, so that 800 pixels do not become 801.
        image = _draw(page, min(wanted, allowed) * (1 - 1e-6) / width, number)
    finally:
        page.close()
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def crop_png(document: pdfium.PdfDocument, number: int, area: Box, turn: int, limits: Limits) -> bytes:
    """The part `area` of page `number` (from 1) as a PNG at CROP_DPI, less where it would exceed `limits.page_pixels`.

    Args:
        document: the open file.
        number: the page.
        area: points of the page as displayed; what lies outside the page is left out.
        turn: how its print lies, in degrees clockwise: 0, 90, 180 or 270; the part is turned upright.
        limits: bounds.

    Raises:
        PageNotFound: there is no such page, or nothing of the area lies on it.
        BrokenPage, PageTooLarge: the page cannot be drawn.
    """
    page = load_page(document, number)
    try:
        width, height = _size(page, number)
        left, top = max(0.0, area.left), max(0.0, area.top)
        right, bottom = min(width, area.right), min(height, area.bottom)
        if not (right - left >= 1 and bottom - top >= 1):
            raise PageNotFound(f"page {number} has no part {area}")
        scale = min(CROP_DPI / _POINTS_PER_INCH, math.sqrt(limits.page_pixels / ((right - left) * (bottom - top))))
        if max(width, height) * scale > _FARTHEST:
            raise PageTooLarge(f"page {number} of {width:.0f} x {height:.0f} points")
        image = _draw(page, scale, number, crop=(left, height - bottom, width - right, top))
    finally:
        page.close()
    out = io.BytesIO()
    (image.rotate(turn, expand=True) if turn else image).save(out, "PNG")
    return out.getvalue()


def raster(document: pdfium.PdfDocument, number: int, limits: Limits) -> Raster:
    """Page `number` (from 1) drawn for OCR at `limits.dpi`, lower where its area would exceed `limits.page_pixels`.

    Raises:
        PageNotFound, BrokenPage.
        PageTooLarge: the resolution would fall below `limits.lowest_dpi`.
    """
    page = load_page(document, number)
    try:
        width, height = _size(page, number)
        dpi = min(limits.dpi, _POINTS_PER_INCH * math.sqrt(limits.page_pixels / (width * height)))
        if dpi < limits.lowest_dpi:
            raise PageTooLarge(f"page {number} of {width:.0f} x {height:.0f} points")
        scale = dpi / _POINTS_PER_INCH
        return Raster(_draw(page, scale, number), scale, width, height)
    finally:
        page.close()


def load_page(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Page `number` (from 1); PageNotFound or BrokenPage where there is none. The caller closes it."""
    if not 1 <= number <= len(document):
        raise PageNotFound(f"page {number} of {len(document)}")
    try:
        return document[number - 1]
    except pdfium.PdfiumError as error:
        raise BrokenPage(f"page {number}: {error}") from error


def _size(page: pdfium.PdfPage, number: int) -> tuple[float, float]:
    width, height = page.get_size()
    if not (math.isfinite(width * height) and width > 0 and height > 0):
        raise BrokenPage(f"page {number} of {width} x {height} points")
    return width, height


def _draw(
    page: pdfium.PdfPage, scale: float, number: int, crop: tuple[float, float, float, float] = (0, 0, 0, 0)
) -> Image.Image:
    """The page in colour; `crop` is what is left out at left, bottom, right and top, in points."""
    try:
        bitmap = page.render(scale=scale, rev_byteorder=True, crop=crop)
        image: Image.Image = bitmap.to_pil().convert("RGB")
    except (pdfium.PdfiumError, ValueError) as error:
        raise BrokenPage(f"page {number}: {error}") from error
    return image
