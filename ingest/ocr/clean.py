"""A page picture made ready for reading: coloured ink taken out, print straightened, grain smoothed.

The original is never touched. What each step is worth was measured on real scans and on rendered pages with noise and
skew, line CER by ../shared/eval/score_ocr.py: docs/ocr.md.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter
from scipy import ndimage

_MM_PER_INCH = 25.4
_POINTS_PER_INCH = 72.0
_GREY = 255

# Coloured ink: a seal, a date stamp, a pen. Its channels differ by more than JPEG's colour noise around black print.
_COLOURED = 60
_HALF_DARK = 0.6  # of the way from ink to paper, up to _GRAIN below paper
_GRAIN = 18
_CLEAR = 90  # of paper to ink; less where the page has so little print that its darkest hundredth is none
_CORE = 0.5  # darker than this is print of this side
_BLEEDING = 1.25  # half-dark points for each dark one
_EDGE = 5  # pixels across: an edge softened by the scanner is two wide
_COLOUR_GRID = 4  # pixels: seals are searched on a grid, 50 dpi for a picture of 200
_LEAST_COLOUR = 2e-4  # share of the grid; below it there are specks at most
_JOIN_MM = 1.2  # strokes of one seal lie closer than this; lines of print lie further apart
_LONGEST_STAMP_MM = 80.0  # a seal is 36 mm, a received-mail stamp up to 70; coloured print is longer
_COLOURED_PAGE = 0.5  # of the ink: the page is printed in colour, a cover

# Skew: a page fed by hand or machine. Beyond 6 degrees nobody would file it.
_SKEW_DPI = 100
_WIDEST_SKEW = 6.0
_LEAST_SKEW = 0.1  # 0.5 mm across a line of A4: Tesseract's baselines follow it
_CLEARER = 1.1  # the profile at the angle found must be this much sharper than at none; else the page holds no lines
_POINTS = 60_000  # dark pixels looked at
# A bell curve half a pixel wide, at 200 dpi: line CER 0.79 -> 0.70 % on noisy pages, unchanged on clean ones. Pillow's
# own GaussianBlur takes four times as long for the same.
_BLUR = ImageFilter.Kernel((3, 3), (2, 14, 2, 14, 100, 14, 2, 14, 2))

# Dust: a few dark pixels with nothing near them. A full stop of 8 point type is 3 pixels across at 200 dpi.
_SPECK = 4  # dark pixels at most within reach of one of them
_SPECK_REACH = 2.0  # points to all sides: letters stand closer to their marks and dots
_STRIP = 6  # parts of the page, one of which is looked at first
_DUSTY = 40  # dark pixels of specks; real scans have 0 to 36, and there a speck may be what is left of a letter
_PALE_INK = 90  # grey of the darkest hundredth: a paler print falls apart into specks itself

# Print of a worn ribbon or an over-exposed scan, by the grey of a page's darkest hundredth. Real scans have 0 to 30, an
# empty page 250; print that shines through from the back is paler than the upper bound.
_NEARLY_GONE = (120, 175)
_LEAST_CONTRAST = 45  # of paper to ink: less is grain

_DARK = 128
_LEAST_LETTER = 6  # pixels at 100 dpi, 1.5 mm: a digit of 13 points is 12 high, a speck 3
_MUCH_INK = 2_000  # dark pixels at 100 dpi, some 50 letters: no need to look at shapes
_FEW_POINTS = 20


@dataclass(frozen=True, slots=True)
class Clean:
    """A grey picture ready for Tesseract. `skew` in degrees clockwise was taken out; without `ink` nothing is there."""

    image: Image.Image
    skew: float
    ink: bool


def clean(picture: Image.Image, dpi: float) -> Clean:
    """`picture` (colour) at `dpi`, made ready for reading."""
    grey = without_specks(without_bleeding(with_contrast(without_coloured_ink(picture, dpi))), dpi)
    small = np.asarray(grey.reduce(max(1, round(dpi / _SKEW_DPI))))
    if not _has_ink(small):
        return Clean(grey, 0.0, ink=False)
    skew = skew_angle(small)
    if abs(skew) >= _LEAST_SKEW:
        grey = grey.rotate(skew, Image.Resampling.BICUBIC, fillcolor=_GREY)
    else:
        skew = 0.0
    return Clean(grey.filter(_BLUR), skew, ink=True)


def _has_ink(grey: NDArray[np.uint8]) -> bool:
    """Whether anything of a letter's height is on the page; specks are none."""
    dark = grey < _DARK
    if np.count_nonzero(dark) > _MUCH_INK:
        return True
    labelled, _ = ndimage.label(dark, structure=np.ones((3, 3)))
    heights = [found[0].stop - found[0].start for found in ndimage.find_objects(labelled) if found is not None]
    return any(height >= _LEAST_LETTER for height in heights)


def without_coloured_ink(picture: Image.Image, dpi: float) -> Image.Image:
    """The picture in grey, seals and pen strokes in colour faded to white; black print under them stays.

    Signing pens and seals are read as letters otherwise, and a number written by hand is misread rather than missed:
    Decree 30/2020 has texts printed in black. Print in colour (a title of a cover) is kept: it is longer than a stamp.
    """
    grey = picture.convert("L")
    colours = np.asarray(picture)
    sample = colours[::_COLOUR_GRID, ::_COLOUR_GRID].astype(np.int16)
    coloured = (sample.max(axis=2) - sample.min(axis=2)) > _COLOURED
    if coloured.mean() < _LEAST_COLOUR:
        return grey
    dark = np.asarray(grey)[::_COLOUR_GRID, ::_COLOUR_GRID] < _DARK
    if np.count_nonzero(coloured) > _COLOURED_PAGE * np.count_nonzero(coloured | dark) and _is_wide(coloured, dpi):
        return grey
    out = np.asarray(grey).copy()
    for rows, columns in _stamps(coloured, dpi):
        out[rows, columns] = _faded(colours[rows, columns], out[rows, columns])
    return Image.fromarray(out)


def with_contrast(grey: Image.Image) -> Image.Image:
    """The grey picture, print that is nearly gone drawn out to black on white: it would pass for a blank page.

    Drawn pages with ink of grey 150 on paper of 214: page CER 100 -> 0 %. Other pages stay as they are.
    """
    sample = np.asarray(grey)[::_COLOUR_GRID, ::_COLOUR_GRID]
    ink, paper = (float(value) for value in np.percentile(sample, (1, 50)))
    if not (_NEARLY_GONE[0] < ink < _NEARLY_GONE[1] and paper - ink > _LEAST_CONTRAST):
        return grey
    return grey.point([round(min(_GREY, max(0.0, (v - ink) * _GREY / (paper - ink)))) for v in range(_GREY + 1)])


def without_bleeding(grey: Image.Image) -> Image.Image:
    """The grey picture without the print of its back side that shines through, which Tesseract reads where it is alone.

    Such a page has more half-dark than dark points (drawn ones 1.4 times or more; real scans 0.2 to 0.8, blurred and
    coarsely packed ones up to 1.1): what is half dark stays only at the edge of what is dark. Page CER of drawn pages
    at 300 dpi, moderate and strong: 2.9 and 12.6 -> 0.04 and 0.04 %.
    """
    sample = np.asarray(grey)[::_COLOUR_GRID, ::_COLOUR_GRID]
    ink, paper = (float(value) for value in np.percentile(sample, (1, 50)))
    if paper - ink < _CLEAR:
        return grey
    dark = ink + _HALF_DARK * (paper - ink)
    half = np.count_nonzero((sample > dark) & (sample < paper - _GRAIN))
    if half < _BLEEDING * np.count_nonzero(sample <= dark):
        return grey
    core = grey.point([_GREY if value <= ink + _CORE * (paper - ink) else 0 for value in range(_GREY + 1)])
    near = core.filter(ImageFilter.MaxFilter(_EDGE))
    return Image.composite(grey, Image.new("L", grey.size, round(paper)), near)


def without_specks(grey: Image.Image, dpi: float) -> Image.Image:
    """The grey picture without dust, which Tesseract reads as dashes and dots before and behind words.

    Drawn pages with 3,000 specks: page CER 4.9 -> 0.6 %, moderate damage of all kinds 0.28 -> 0.12 %. The
    real scans have no dust and stay as they are.
    """
    pixels = np.asarray(grey)
    if np.percentile(pixels[::_COLOUR_GRID, ::_COLOUR_GRID], 1) > _PALE_INK:
        return grey
    dark = pixels < _DARK
    height, width = dark.shape
    reach = round(_SPECK_REACH * dpi / _POINTS_PER_INCH)
    strip = dark[height // _STRIP : 2 * height // _STRIP]
    if len(_lone(strip, reach)[0]) * _STRIP < _DUSTY / 2:  # dust lies everywhere: a strip tells, in 10 ms instead of 70
        return grey
    rows, columns = _lone(dark, reach)
    if len(rows) < _DUSTY:
        return grey
    out = pixels.copy()
    for down in (-1, 0, 1):
        for across in (-1, 0, 1):
            out[np.clip(rows + down, 0, height - 1), np.clip(columns + across, 0, width - 1)] = _GREY
    return Image.fromarray(out)


def _lone(dark: NDArray[np.bool_], reach: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows and columns of the dark pixels that have next to nothing around them."""
    height, width = dark.shape
    sums = np.zeros((height + 1, width + 1), np.int32)
    np.cumsum(np.cumsum(dark, axis=0, dtype=np.int32), axis=1, out=sums[1:, 1:])
    rows, columns = np.nonzero(dark)
    top, bottom = np.maximum(rows - reach, 0), np.minimum(rows + reach + 1, height)
    left, right = np.maximum(columns - reach, 0), np.minimum(columns + reach + 1, width)
    near = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    lone = near <= _SPECK
    return rows[lone], columns[lone]


def _faded(colours: NDArray[np.uint8], grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey values, coloured ones lifted: by the brightest channel and, the brighter it is, by the depth of colour."""
    most, least = colours.max(axis=2).astype(np.int32), colours.min(axis=2).astype(np.int32)
    depth = most - least
    lifted = np.minimum(_GREY, most + depth * most // _DARK)
    return np.where(depth > _COLOURED // 2, lifted, grey).astype(np.uint8)


def _blobs(coloured: NDArray[np.bool_], dpi: float) -> list[tuple[slice, slice]]:
    step = dpi / _COLOUR_GRID
    reach = max(1, round(_JOIN_MM / _MM_PER_INCH * step))
    joined = ndimage.binary_dilation(coloured, iterations=reach)
    labelled, _ = ndimage.label(joined, structure=np.ones((3, 3)))
    return [found for found in ndimage.find_objects(labelled) if found is not None]


def _side(blob: tuple[slice, slice], dpi: float) -> float:
    """The longer side in millimetres."""
    longest = max(blob[0].stop - blob[0].start, blob[1].stop - blob[1].start)
    return float(longest * _COLOUR_GRID / dpi * _MM_PER_INCH)


def _is_wide(coloured: NDArray[np.bool_], dpi: float) -> bool:
    """Whether the colour spreads further than a stamp does, specks aside."""
    left, right = np.percentile(np.nonzero(coloured)[1], (2, 98))
    return bool((right - left) * _COLOUR_GRID / dpi * _MM_PER_INCH > _LONGEST_STAMP_MM)


def _stamps(coloured: NDArray[np.bool_], dpi: float) -> list[tuple[slice, slice]]:
    """Areas of the full picture, each with a piece of coloured ink no longer than a stamp."""
    return [
        (
            slice(rows.start * _COLOUR_GRID, rows.stop * _COLOUR_GRID),
            slice(columns.start * _COLOUR_GRID, columns.stop * _COLOUR_GRID),
        )
        for rows, columns in _blobs(coloured, dpi)
        if _side((rows, columns), dpi) <= _LONGEST_STAMP_MM
    ]


def skew_angle(grey: NDArray[np.uint8]) -> float:
    """By how many degrees the lines of print fall to the right (clockwise); 0 where no lines are found.

    Projection profile: at the right angle the dark pixels of each line fall into few rows, so that neighbouring rows
    differ most. The picture is not turned for each angle tried; its dark points are sheared, 0.5 ms each.
    """
    rows, columns = np.nonzero(grey < _DARK)
    if len(rows) < _FEW_POINTS:
        return 0.0
    step = max(1, len(rows) // _POINTS)
    points, across = rows[::step] + grey.shape[1] // 2, columns[::step] - grey.shape[1] / 2
    bins = grey.shape[0] + grey.shape[1]

    def sharpness(angle: float) -> float:
        """How sharply rows of ink stand apart when the page is turned by that angle."""
        profile = np.bincount((points - across * math.tan(math.radians(angle))).astype(np.intp), minlength=bins)
        return float(np.square(np.diff(profile.astype(np.float64))).sum())

    best = 0.0
    for reach, width in ((_WIDEST_SKEW, 0.2), (0.2, 0.05), (0.05, 0.01)):
        best = max(np.arange(best - reach, best + reach + width / 2, width).tolist(), key=sharpness)
    return best if sharpness(best) > _CLEARER * sharpness(0.0) else 0.0
