"""Rulings that a page draws, asked of pdfium's page objects.

Word processors draw each border of each cell as a filled rectangle half a point thick, or as a stroked line; a page has
400 objects, most of them text, so they are asked by bare addresses as in ingest.glyphs: 0.6 ms a page.
"""

import ctypes
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.tables.geometry import Ruling, Rulings, merged
from ingest.turned import Frame

_THICKEST = 3.0  # points; a thicker bar is a field or a picture's part
_SHORTEST = 2.0
_MOST_OBJECTS = 60_000  # of a page; a map has more, a table never
_MOST_SEGMENTS = 400  # of a path: one that draws many borders; more is a picture
_TEXT = int(raw.FPDF_PAGEOBJ_TEXT)  # nine of ten objects
_RECTANGLE = 5  # segments: move, three lines and sometimes the one that closes it
_WHITE = 250  # of 255, red, green and blue alike
_DEEPEST = 3  # forms within forms
_FEWEST = 3  # pieces: two columns in one row need four sides and one between them

_FLOAT = ctypes.sizeof(ctypes.c_float)


class _Address(ctypes.c_void_p):
    """An address that pdfium gives, handed on as it came: a plain c_void_p would be made a number and back."""


def _bare(function: Any, answer: Any) -> Callable[..., Any]:
    """The pdfium function by its address; arguments as in ingest.glyphs."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0  # never 0: the binding has resolved the function
    return ctypes.PYFUNCTYPE(answer)(address)


_count = _bare(raw.FPDFPage_CountObjects, ctypes.c_int)
_object = _bare(raw.FPDFPage_GetObject, _Address)
_form_count = _bare(raw.FPDFFormObj_CountObjects, ctypes.c_int)
_form_object = _bare(raw.FPDFFormObj_GetObject, _Address)
_type = _bare(raw.FPDFPageObj_GetType, ctypes.c_int)
_bounds = _bare(raw.FPDFPageObj_GetBounds, ctypes.c_int)
_matrix = _bare(raw.FPDFPageObj_GetMatrix, ctypes.c_int)
_segments = _bare(raw.FPDFPath_CountSegments, ctypes.c_int)
_segment = _bare(raw.FPDFPath_GetPathSegment, _Address)
_segment_type = _bare(raw.FPDFPathSegment_GetType, ctypes.c_int)
_segment_point = _bare(raw.FPDFPathSegment_GetPoint, ctypes.c_int)
_fill_colour = _bare(raw.FPDFPageObj_GetFillColor, ctypes.c_int)
_stroke_colour = _bare(raw.FPDFPageObj_GetStrokeColor, ctypes.c_int)
_draw_mode = _bare(raw.FPDFPath_GetDrawMode, ctypes.c_int)

# answers' places, made once: pdfium itself bears one thread only
_mode, _colour = (ctypes.c_int * 2)(), (ctypes.c_uint * 4)()
_mode_at = [ctypes.byref(_mode, at * ctypes.sizeof(ctypes.c_int)) for at in range(2)]
_colour_at = [ctypes.byref(_colour, at * ctypes.sizeof(ctypes.c_uint)) for at in range(4)]

Corners = tuple[float, float, float, float]
"""Left, bottom, right and top of a piece in PDF space, y upwards."""


def drawn_pieces(page: pdfium.PdfPage) -> tuple[Corners, ...]:
    """The thin rectangles and straight lines that a page draws, in PDF space; none where no table can be of them."""
    handle = ctypes.c_void_p(ctypes.cast(page.raw, ctypes.c_void_p).value)
    pieces = tuple(_pieces(handle, _count(handle), _object, _MOST_OBJECTS))
    return pieces if len(pieces) >= _FEWEST else ()


def kinds_drawn(page: pdfium.PdfPage) -> frozenset[int]:
    """The kinds of the objects on a page (FPDF_PAGEOBJ_…), those within forms left out."""
    handle = ctypes.c_void_p(ctypes.cast(page.raw, ctypes.c_void_p).value)
    count = _count(handle)
    return frozenset(map(_type, map(_object, repeat(handle, count), range(count))))


def rulings_in(frame: Frame, pieces: Iterable[Corners]) -> Rulings:
    """Those pieces as rulings of a frame, what lies on one line joined; rulings of no table too."""
    across: list[Ruling] = []
    down: list[Ruling] = []
    place = frame.place
    for left, bottom, right, top in pieces:
        (x, y), (to_x, to_y) = place(left, bottom), place(right, top)
        if x > to_x:
            x, to_x = to_x, x
        if y > to_y:
            y, to_y = to_y, y
        if to_y - y <= to_x - x:
            across.append(Ruling((y + to_y) / 2, x, to_x))
        else:
            down.append(Ruling((x + to_x) / 2, y, to_y))
    return Rulings(merged(across), merged(down))


def _pieces(
    holder: ctypes.c_void_p, count: int, item: Callable[..., Any], most: int, depth: int = 0
) -> Iterator[Corners]:
    """Thin rectangles and lines of a page or form in its own space."""
    if count > most:
        return
    numbers = (ctypes.c_float * 4)()
    at = [ctypes.byref(numbers, place * _FLOAT) for place in range(4)]
    objects = list(map(item, repeat(holder, count), range(count)))
    for found, kind in zip(objects, map(_type, objects), strict=True):
        if kind == _TEXT:
            continue
        if kind == raw.FPDF_PAGEOBJ_PATH:
            if _bounds(found, *at):
                left, bottom, right, top = numbers[0], numbers[1], numbers[2], numbers[3]  # thrice as fast as at once
                wide, high = right - left, top - bottom
                if wide <= _THICKEST or high <= _THICKEST:
                    if (wide >= _SHORTEST or high >= _SHORTEST) and _is_drawn(found):
                        yield left, bottom, right, top
                else:
                    yield from _sides(found)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            yield from _of_form(found, most - count, depth + 1)


def _of_form(form: _Address, most: int, depth: int) -> Iterator[Corners]:
    """The pieces of a form in the space of what holds it; none where it is slanted."""
    matrix = raw.FS_MATRIX()
    if not _matrix(form, ctypes.byref(matrix)) or abs(matrix.b) + abs(matrix.c) > abs(matrix.a) / 1000:
        return
    for left, bottom, right, top in _pieces(form, _form_count(form), _form_object, most, depth):
        xs = sorted((matrix.a * left + matrix.e, matrix.a * right + matrix.e))
        ys = sorted((matrix.d * bottom + matrix.f, matrix.d * top + matrix.f))
        yield xs[0], ys[0], xs[1], ys[1]


def _ink(path: _Address) -> tuple[bool, bool]:
    """Whether a path is filled and whether it is stroked, in another colour than that of paper."""
    _draw_mode(path, *_mode_at)
    fill, stroke = _mode[0], _mode[1]
    return bool(fill) and _is_seen(path, _fill_colour), bool(stroke) and _is_seen(path, _stroke_colour)


def _is_drawn(path: _Address) -> bool:
    """Whether either is so; the second is not asked where the first is."""
    _draw_mode(path, *_mode_at)
    return bool(_mode[0] and _is_seen(path, _fill_colour)) or bool(_mode[1] and _is_seen(path, _stroke_colour))


def _is_seen(path: _Address, asked: Callable[..., Any]) -> bool:
    if not asked(path, *_colour_at):
        return True
    return _colour[3] > 0 and (_colour[0] < _WHITE or _colour[1] < _WHITE or _colour[2] < _WHITE)


def _sides(path: _Address) -> Iterator[Corners]:
    """The thin parts of a path that is not thin: sides of a stroked rectangle, borders drawn in one path."""
    count = _segments(path)
    filled, stroked = _ink(path)
    if count > _MOST_SEGMENTS or not (stroked or (filled and count > _RECTANGLE)):
        return
    points = _subpaths(path, count)
    if points is None:
        return
    for subpath in points:
        xs, ys = [x for x, _ in subpath], [y for _, y in subpath]
        thin = max(xs) - min(xs) <= _THICKEST or max(ys) - min(ys) <= _THICKEST
        if thin:
            yield min(xs), min(ys), max(xs), max(ys)
        elif stroked:
            for (x, y), (to_x, to_y) in zip(subpath, [*subpath[1:], subpath[0]], strict=True):
                if min(abs(x - to_x), abs(y - to_y)) <= _THICKEST / 2:
                    yield min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)


def _subpaths(path: _Address, count: int) -> list[list[tuple[float, float]]] | None:
    """Corner points of each part of a path in page space; None where it has curves."""
    matrix = raw.FS_MATRIX()
    _matrix(path, ctypes.byref(matrix))
    numbers = (ctypes.c_float * 2)()
    at = ctypes.byref(numbers), ctypes.byref(numbers, _FLOAT)
    parts: list[list[tuple[float, float]]] = []
    for place in range(count):
        segment = _segment(path, place)
        kind = _segment_type(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return None
        if kind == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        _segment_point(segment, *at)
        x, y = numbers
        parts[-1].append((matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f))
    return parts
