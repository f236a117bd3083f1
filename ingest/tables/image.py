"""Rulings found in the picture of a page: long dark runs across and down, on a copy of 100 dpi."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.tables.geometry import Ruling, Rulings, merged

_DPI = 100
_POINTS_PER_INCH = 72.0
_DARK = 205  # of 255, on the reduced copy: a hairline at 200 dpi is three quarters white there
_ACROSS, _DOWN = 26.0, 15.0  # points: the dash of a heading and the stem of a letter are shorter, a row is higher
_THICKEST = 4.0  # points; a dark field, the edge of the copy
_SAMPLES = (
    0.11,
    0.31,
    0.53,
    0.69,
    0.87,
)  # places along a run where a side must be light; one may be a crossing
_PIECES = 6_000  # a picture with more is a photograph


def picture_rulings(image: Image.Image, dpi: float) -> Rulings:
    """The rulings of a straightened grey picture, in points."""
    factor = max(1, round(dpi / _DPI))
    dark = np.asarray(image.reduce(factor)) < _DARK
    scale = dpi / factor / _POINTS_PER_INCH
    across = _pieces(dark, _ACROSS * scale, _THICKEST * scale)
    down = _pieces(np.ascontiguousarray(dark.T), _DOWN * scale, _THICKEST * scale)
    return Rulings(_in_points(across, scale), _in_points(down, scale))


def _pieces(dark: NDArray[np.bool_], least: float, thickest: float) -> NDArray[np.intp]:
    """Row, start and end of each dark run of at least that length, fields that are thicker than a ruling left out."""
    closed = dark.copy()
    closed[:, 1:-1] |= dark[:, :-2] & dark[:, 2:]
    edges = np.diff(closed.astype(np.int8), axis=1, prepend=0, append=0)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    long = ends - starts >= least
    rows, starts, ends = rows[long], starts[long], ends[long]
    if not 0 < len(rows) <= _PIECES:
        return np.zeros((0, 3), np.intp)
    reach = int(thickest) + 1
    above, below = np.maximum(rows - reach, 0), np.minimum(rows + reach, len(dark) - 1)
    free = np.zeros(len(rows), np.intp)
    for share in _SAMPLES:
        places = (starts + share * (ends - starts)).astype(np.intp)
        free += ~(dark[above, places] & dark[below, places])
    thin = free > len(_SAMPLES) // 2
    return np.stack([rows[thin], starts[thin], ends[thin]], axis=1)


def _in_points(pieces: NDArray[np.intp], scale: float) -> tuple[Ruling, ...]:
    return merged(Ruling((row + 0.5) / scale, start / scale, end / scale) for row, start, end in pieces.tolist())
