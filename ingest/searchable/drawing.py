"""What a page looks like, and what a page made of its scans alone lacks: stamps, frames, a whole page of outlines.

Both are drawn by the same pdfium, so that they differ only where something is missing. Each missing place is put
back as a picture of its own; where too much is missing, the whole page becomes one picture.
"""

import io
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name
from PIL import Image
from scipy import ndimage

from ingest.limits import Limits

_COMPARED_DPI = 100
_PIECE_DPI = 200
_PICTURE_DPI = 300
_POINTS = 72.0
_DIFFERENT = 40  # of 255 in one colour; a colour of print converted to RGB differs by up to 35
_AROUND = 3  # pixels that join neighbouring differences and leave a rim
_MOST_PATCHES = 60
_MOST_COVER = 0.35  # of the page
_QUALITY = 88
_LEAST_DPI = 20.0

Pixels = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A piece of the page as displayed: its box in points, and its pixels."""

    left: float
    top: float
    right: float
    bottom: float
    image: Image.Image
    whole: bool = False


def missing(original: pdfium.PdfPage, made: pdfium.PdfPage, limits: Limits) -> tuple[Patch, ...]:
    """The places where the made page does not show what the original shows; one patch of all where they are many.

    Raises:
        pdfium.PdfiumError, ValueError: one of the pages cannot be drawn.
    """
    compared = _scale(original, _COMPARED_DPI, limits)
    wanted, there = _drawn(original, compared), _drawn(made, compared)
    if wanted.size != there.size:
        return (picture(original, limits),)
    boxes = _different(np.asarray(wanted), np.asarray(there))
    cover = sum((right - left) * (bottom - top) for left, top, right, bottom in boxes)
    if len(boxes) > _MOST_PATCHES or cover > _MOST_COVER * wanted.width * wanted.height:
        return (picture(original, limits),)
    return _pieces(original, boxes, compared, limits) if boxes else ()


def _pieces(page: pdfium.PdfPage, boxes: Sequence[Pixels], compared: float, limits: Limits) -> tuple[Patch, ...]:
    scale = _scale(page, _PIECE_DPI, limits)
    drawn, more = _drawn(page, scale), scale / compared
    found = []
    for box in boxes:
        left, top, right, bottom = (round(each * more) for each in box)
        cut = (left, top, min(right, drawn.width), min(bottom, drawn.height))
        found.append(Patch(cut[0] / scale, cut[1] / scale, cut[2] / scale, cut[3] / scale, drawn.crop(cut)))
    return tuple(found)


def picture(page: pdfium.PdfPage, limits: Limits) -> Patch:
    """The whole page as one picture."""
    scale = _scale(page, _PICTURE_DPI, limits)
    width, height = page.get_size()
    return Patch(0, 0, width, height, _drawn(page, scale), whole=True)


def image_object(pdf: pikepdf.Pdf, patch: Patch) -> pikepdf.Object:
    """A patch as an image of the file: a whole page as JPEG, a piece without loss."""
    if patch.whole:
        out = io.BytesIO()
        patch.image.save(out, "JPEG", quality=_QUALITY)
        data, packing = out.getvalue(), Name.DCTDecode
    else:
        data, packing = zlib.compress(patch.image.tobytes(), 6), Name.FlateDecode
    stream = pdf.make_stream(b"")
    stream.write(data, filter=packing)
    about = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=patch.image.width,
        Height=patch.image.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
    )
    for key, value in about.items():
        stream[key] = value
    return stream


def _scale(page: pdfium.PdfPage, dpi: float, limits: Limits) -> float:
    width, height = page.get_size()
    allowed = _POINTS * math.sqrt(limits.page_pixels / max(width * height, 1.0))
    if allowed < _LEAST_DPI:
        raise ValueError(f"a page of {width:.0f} x {height:.0f} points")
    return min(dpi, allowed) / _POINTS


def _drawn(page: pdfium.PdfPage, scale: float) -> Image.Image:
    image: Image.Image = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    return image


def _different(wanted: np.ndarray, there: np.ndarray) -> list[Pixels]:
    """Boxes (left, top, right, bottom) in pixels around what differs."""
    differs = (np.abs(wanted.astype(np.int16) - there) > _DIFFERENT).any(axis=2)
    if not differs.any():
        return []
    joined = ndimage.binary_dilation(differs, iterations=_AROUND)
    labels, _ = ndimage.label(joined)
    return [(across.start, down.start, across.stop, down.stop) for down, across in ndimage.find_objects(labels)]
