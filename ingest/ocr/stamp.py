"""The stamp of received mail, printed in black over the upper left of a document: CÔNG VĂN ĐẾN, Số, Ngày, Chuyển.

It is the receiving office's, no part of the document, and what is written into it reads as numbers and dates. In colour
it is gone already (clean.py); in black it is known by its frame, which hangs out of the text into the left margin.
"""

import statistics
from collections.abc import Sequence
from itertools import groupby

from PIL import Image

from ingest.ocr.engine import Word
from ingest.tables.geometry import Ruling, Rulings
from ingest.tables.image import picture_rulings

_POINTS_PER_INCH = 72
_HANGING = 15.0  # points that it reaches into the margin, at least
_WIDTH = (90.0, 230.0)  # points, 32 to 80 mm
_HEIGHT = (30.0, 110.0)
_WIDEST_SHARE = 0.55  # of the page's width, where it ends at the latest
_LOWEST_SHARE = 0.6  # of the page's height
_LEAST_SIDE = 15.0  # points of an upright ruling
_ROOM = 3.0  # points beyond the frame
_NEAR = 12.0  # points between ends of rulings of one frame

Area = tuple[float, float, float, float]


def without_stamp(image: Image.Image, words: Sequence[Word], dpi: float) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words of the document, and those inside the frame of such a stamp."""
    scale = dpi / _POINTS_PER_INCH
    if not words or min(word.left for word in words) > (margin := _margin(words)) - _HANGING * scale:
        return tuple(words), ()
    frame = stamp_frame(picture_rulings(image, dpi), margin / scale, (image.width / scale, image.height / scale))
    if frame is None:
        return tuple(words), ()
    inside = [_is_inside(word, frame, scale) for word in words]
    return (
        tuple(word for word, away in zip(words, inside, strict=True) if not away),
        tuple(word for word, away in zip(words, inside, strict=True) if away),
    )


def _margin(words: Sequence[Word]) -> float:
    """Where most lines begin, in pixels."""
    lines = groupby(sorted(words, key=lambda word: word.line), key=lambda word: word.line)
    return statistics.median(min(word.left for word in line) for _, line in lines)


def stamp_frame(rulings: Rulings, margin: float, page: tuple[float, float]) -> Area | None:
    """Left, top, right and bottom of the stamp's frame; all lengths in points, `page` is width and height."""
    hanging = [
        ruling
        for ruling in rulings.across
        if ruling.start < margin - _HANGING
        and _WIDTH[0] <= ruling.end - ruling.start <= _WIDTH[1]
        and ruling.end <= _WIDEST_SHARE * page[0]
        and ruling.at <= _LOWEST_SHARE * page[1]
    ]
    if not hanging:
        return None
    right = max(ruling.end for ruling in hanging)
    top, bottom = min(ruling.at for ruling in hanging), max(ruling.at for ruling in hanging)
    left = min(ruling.start for ruling in hanging)
    ending = sum(right - ruling.end < _NEAR for ruling in hanging)
    upright = any(_is_side(ruling, (left, top, right, bottom)) for ruling in rulings.down)
    framed = ending > 1 and upright and _HEIGHT[0] <= bottom - top <= _HEIGHT[1]
    return (left, top, right, bottom) if framed else None


def _is_side(ruling: Ruling, frame: Area) -> bool:
    left, top, right, bottom = frame
    return left - _ROOM <= ruling.at <= right + _ROOM and ruling.covers(top, bottom) >= _LEAST_SIDE


def _is_inside(word: Word, frame: Area, scale: float) -> bool:
    left, top, right, bottom = (edge * scale for edge in frame)
    room = _ROOM * scale
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return left - room <= across <= right + room and top - room <= down <= bottom + room
