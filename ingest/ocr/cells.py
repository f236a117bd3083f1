"""Tables of a scanned page: each cell of its grids read by itself, its words put back where they stand.

Tesseract reads a ruled table line by line across its columns, takes rulings for letters and loses single figures: of
498 cells on eight pages of 200 dpi it gave 147. So the cells are cut out and read one by one, in one run, and the page
without its tables in another, together no slower. Figures are read a second time with the English model, which has
232 of 250 such cells right where the Vietnamese one has 202.
"""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ingest.document import Table
from ingest.errors import OcrUnavailable
from ingest.ocr.engine import Word, read_pictures, read_words
from ingest.ocr.pieces import Piece, to_lines
from ingest.tables.fill import fill
from ingest.tables.geometry import Cell, Grid, Walls, walls_of
from ingest.tables.grid import find_grids
from ingest.tables.image import picture_rulings

_POINTS_PER_INCH = 72.0
_WHITE, _DARK = 255, 128
_INSET = 1.6  # points from the middle of a ruling to where a cell's print may begin
_LEAST_INK = 0.5  # square points: less is a speck
_MARGIN = 6.0  # points of white around a cell's print
_LEAST_WIDTH = 0.4  # of the page's; a stamp's boxes were seen at 0.27
_LOWEST_LETTER = 0.35  # of the margin: 2 points; a hyphen or dot of 14 point type is 1.4 high
_SURE_OF_SIGNS = 0.9
_LEAST_SECONDS = 0.1
_MOST_CELLS = 1_500  # of a page; more are squared paper
_FIRST_BLOCK = 10_000  # Tesseract's own blocks are numbered from 1
_FIGURES_LANGUAGE = "eng"
_LONGEST_FIGURE = 14  # characters: 1.234.567.890
_WORD = re.compile(r"[^\W\d_]{3}|[^\W\d_a-zA-Z§ÖÁ]")  # letters that no misread figure was seen to have
_SIGNS = re.compile(r"^(?:[-–…. ]+|.*\d.*)$")
_FIGURE = re.compile(r"^[\[(]?\d(?:[\d.,/:%=+*x-]*[\d%.)\]])?[\])]?$")


@dataclass(frozen=True, slots=True)
class PageWords:
    """What was read of a page: words outside its grids, words in their cells, and the grids, in points."""

    outside: tuple[Word, ...]
    cells: tuple[Word, ...] = ()
    grids: tuple[Grid, ...] = ()


def read_by_cells(image: Image.Image, dpi: float, seconds: float) -> PageWords:
    """All words of a straightened grey picture, those of its ruled tables cell by cell.

    Raises what `ingest.ocr.engine.read_words` raises.
    """
    grids = _grids(image, dpi)
    if not grids or sum(len(grid.cells) for grid in grids) > _MOST_CELLS:
        return PageWords(read_words(image, dpi, seconds))
    end = time.monotonic() + seconds
    pixels, scale = np.asarray(image), dpi / _POINTS_PER_INCH
    words = read_words(_without_grids(pixels, grids, scale), dpi, seconds)
    return PageWords(words, tuple(_cell_words(pixels, _cuttings(pixels, grids, scale), dpi, end)), grids)


def _grids(image: Image.Image, dpi: float) -> tuple[Grid, ...]:
    """The grids that are wide enough for a table; the boxes of a received-mail stamp are none."""
    width = image.width / dpi * _POINTS_PER_INCH
    found = find_grids(picture_rulings(image, dpi), width)
    return tuple(grid for grid in found if grid.shape[0] > 1 and grid.xs[-1] - grid.xs[0] > _LEAST_WIDTH * width)


def _without_grids(pixels: NDArray[np.uint8], grids: Iterable[Grid], scale: float) -> Image.Image:
    """The page with white in place of its tables."""
    rest = pixels.copy()
    for grid in grids:
        box = grid.box
        first, start = (max(0, round((side - _INSET) * scale)) for side in (box.top, box.left))
        rest[first : round((box.bottom + _INSET) * scale), start : round((box.right + _INSET) * scale)] = _WHITE
    return Image.fromarray(rest)


@dataclass(frozen=True, slots=True)
class _Cutting:
    """The pixels of the page that hold a cell's print."""

    left: int
    top: int
    right: int
    bottom: int


def _cuttings(pixels: NDArray[np.uint8], grids: Iterable[Grid], scale: float) -> list[_Cutting]:
    """The cells with print."""
    found = (_print(pixels, grid, cell, scale) for grid in grids for cell in grid.cells)
    return [cutting for cutting in found if cutting is not None]


def _print(pixels: NDArray[np.uint8], grid: Grid, cell: Cell, scale: float) -> _Cutting | None:
    """Where a cell's print lies; None where it is empty."""
    sides = (grid.xs[cell.column], grid.xs[cell.end_column], grid.ys[cell.row], grid.ys[cell.end_row])
    begin, end, upper, lower = (side * scale for side in sides)
    inset = _INSET * scale
    first, start = max(0, round(upper + inset)), max(0, round(begin + inset))
    dark = pixels[first : round(lower - inset), start : round(end - inset)] < _DARK
    if np.count_nonzero(dark) < _LEAST_INK * scale * scale:
        return None
    rows, columns = np.nonzero(dark.any(axis=1))[0], np.nonzero(dark.any(axis=0))[0]
    left, top = start + int(columns[0]), first + int(rows[0])
    return _Cutting(left, top, start + int(columns[-1]) + 1, first + int(rows[-1]) + 1)


def _cell_words(pixels: NDArray[np.uint8], cuttings: Sequence[_Cutting], dpi: float, end: float) -> Iterator[Word]:
    """The words of the cells at their places on the page; each cell is a block of lines."""
    margin = round(_MARGIN * dpi / _POINTS_PER_INCH)
    pictures = [_picture(pixels, cutting, margin) for cutting in cuttings]
    read = read_pictures(pictures, dpi, _left(end)) if pictures else []
    figures = [at for at, words in enumerate(read) if _may_be_figure(words)]
    for at, second in zip(figures, _second(pictures, figures, dpi, _left(end)), strict=True):
        read[at] = _chosen(read[at], second)
    read = [words or _signs(picture, margin) for words, picture in zip(read, pictures, strict=True)]
    for at, (cutting, words) in enumerate(zip(cuttings, read, strict=True)):
        across, down = cutting.left - margin, cutting.top - margin
        for word in words:
            block, part, line = word.line
            yield replace(
                word,
                left=word.left + across,
                right=word.right + across,
                top=word.top + down,
                bottom=word.bottom + down,
                line=(_FIRST_BLOCK + at, block * _FIRST_BLOCK + part, line),
            )


def _left(end: float) -> float:
    return max(_LEAST_SECONDS, end - time.monotonic())


def _picture(pixels: NDArray[np.uint8], cutting: _Cutting, margin: int) -> Image.Image:
    print_ = pixels[cutting.top : cutting.bottom, cutting.left : cutting.right]
    return Image.fromarray(np.pad(print_, margin, constant_values=_WHITE))


def _signs(picture: Image.Image, margin: int) -> tuple[Word, ...]:
    """The hyphen or the dots of a cell in which Tesseract sees nothing: print lower than any letter."""
    width, height = picture.width - 2 * margin, picture.height - 2 * margin
    if height > _LOWEST_LETTER * margin:
        return ()
    dark = np.asarray(picture).min(axis=0) < _DARK
    marks = int(np.count_nonzero(dark[1:] & ~dark[:-1]))
    text = "-" if marks == 1 and 2 * height < width < margin else "." * marks if marks > 1 else ""
    if not text:
        return ()
    return (Word(text, margin, margin, margin + width, margin + height, _SURE_OF_SIGNS, (1, 1, 1)),)


def _may_be_figure(words: Sequence[Word]) -> bool:
    """A short cell without anything that only a word has: '150.000', 'I0', '§.', '[2|', and what was not read."""
    text = "".join(word.text for word in words)
    return len(text) <= _LONGEST_FIGURE and not _WORD.search(text)


def _second(
    pictures: Sequence[Image.Image], figures: Sequence[int], dpi: float, seconds: float
) -> Sequence[tuple[Word, ...]]:
    """Those pictures read with the model for figures; nothing where it is not installed."""
    if not figures:
        return ()
    try:
        return read_pictures([pictures[at] for at in figures], dpi, seconds, language=_FIGURES_LANGUAGE)
    except OcrUnavailable:
        return [()] * len(figures)


def _chosen(first: tuple[Word, ...], second: tuple[Word, ...]) -> tuple[Word, ...]:
    """The second reading where it is one figure and the first is not, or is less sure of another figure."""
    if len(second) != 1 or not _FIGURE.match(second[0].text):
        return first
    text = "".join(word.text for word in first)
    if text == second[0].text:
        return first
    sure = min((word.confidence for word in first), default=0.0)
    if _FIGURE.match(text) and sure >= second[0].confidence:
        return first
    return (replace(second[0], first=text or None),)


def read_tables(
    grids: Sequence[Grid], pieces: Sequence[Piece], number: int, scale: float, junk: Iterable[Piece] = ()
) -> tuple[Table, ...]:
    """The tables of page `number` from its grids and its pieces of print, `scale` pixels a point.

    A piece that goes through the side of a cell is parted there. Of what passes for junk on the page, figures, hyphens
    and dots that were read in a cell belong to it: no ruling is left there to be taken for one.
    """
    if not grids:
        return ()
    walls = walls_of(grids)
    pieces = [*pieces, *(piece for piece in junk if _is_of_cell(piece))]
    lines = to_lines([part for piece in pieces for part in _parted(piece, walls, scale)], number, scale)
    found = (fill(grid, lines, number) for grid in grids)
    return tuple(table for table in found if table is not None)


def _is_of_cell(piece: Piece) -> bool:
    return piece.words[0].line[0] >= _FIRST_BLOCK and bool(_SIGNS.match(piece.text))


def _parted(piece: Piece, walls: Walls, scale: float) -> Iterator[Piece]:
    """The piece's words on one side of each wall, from the left."""
    height = (piece.top + piece.bottom) / 2 / scale
    part = [piece.words[0]]
    for before, word in pairwise(piece.words):
        left, right = ((each.left + each.right) / 2 / scale for each in (before, word))
        if walls.part(left, right, height):
            yield Piece(tuple(part))
            part = []
        part.append(word)
    yield Piece(tuple(part))
