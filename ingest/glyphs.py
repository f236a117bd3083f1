"""Characters of a page as pdfium drew them: text, boxes, sizes and fonts behind a thin layer of Python.

Each question to pdfium costs a microsecond or more, and a page has 2,000 characters; so only the first and the last
character of a word are asked for their place, the text matrix only where the font size changes, and the functions are
called by bare addresses: 1.3 us a call, against 4.0 us by way of the binding's own prototypes.
"""

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Self

import pypdfium2 as pdfium
from pypdfium2 import raw

_LINE_END_HYPHEN = "\x02"  # pdfium's mark for a hyphen at a line's end, where it joins the two lines
_HIGHEST_HYPHEN = 0.3  # of the font size: a hyphen is 0.08 high, the small letter u with horn 0.58
_TOKEN = re.compile(r"[\r\n]+|\x02|[^\s\x02]+")
_SURROGATES = range(0xD800, 0xE000)
_SCALED_SIZE = 2.0  # many writers set size 1 and scale by the matrix: below this the matrix is asked for every word
_BOLD_WEIGHT = 600

_ADDRESS, _INT, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_double


def _bare(function: Any, answer: Any, *arguments: Any) -> Callable[..., Any]:
    """The pdfium function with addresses for its pointers, the text page and the index coming first."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0  # never 0: the binding has resolved the function
    return ctypes.CFUNCTYPE(answer, _ADDRESS, _INT, *arguments)(address)


_get_box = _bare(raw.FPDFText_GetCharBox, _INT, *[_ADDRESS] * 4)
_get_origin = _bare(raw.FPDFText_GetCharOrigin, _INT, *[_ADDRESS] * 2)
_get_size = _bare(raw.FPDFText_GetFontSize, _DOUBLE)
_get_weight = _bare(raw.FPDFText_GetFontWeight, _INT)
_get_matrix = _bare(raw.FPDFText_GetMatrix, _INT, _ADDRESS)
_get_font = _bare(raw.FPDFText_GetFontInfo, ctypes.c_ulong, _ADDRESS, ctypes.c_ulong, _ADDRESS)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as drawn. `baseline` and `size` in points from the upper edge, `index` that of its first character."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    index: int


@dataclass(frozen=True, slots=True)
class Style:
    """Font facts of one character."""

    font: str
    bold: bool
    italic: bool


class Glyphs:
    """The text page of one page, open as long as it is read; use as a context manager."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page.get_textpage()
        self._handle = ctypes.cast(self._page.raw, ctypes.c_void_p).value
        self._height = page.get_height()
        self._numbers = (ctypes.c_double * 6)()  # left, right, bottom, top of a box; x, y of an origin
        first = ctypes.addressof(self._numbers)
        places = [first + at * ctypes.sizeof(ctypes.c_double) for at in range(6)]
        self._box, self._origin = tuple(places[:4]), tuple(places[4:])
        self._matrix = raw.FS_MATRIX()
        self._matrix_at = ctypes.addressof(self._matrix)
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._font_at = (ctypes.addressof(self._font), len(self._font), ctypes.addressof(self._flags))
        self._size, self._scale = 0.0, 1.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._page.close()

    def runs(self) -> Iterator[list[Word]]:
        """Words of each stretch that pdfium ends with a line break, in the order of the content stream."""
        words: list[Word] = []
        for token in _TOKEN.finditer(self._text()):
            text = token[0]
            if text == _LINE_END_HYPHEN and words:
                words[-1] = replace(words[-1], text=words[-1].text + self._line_end(token.start(), words[-1].size))
            elif text != _LINE_END_HYPHEN and text[0] not in "\r\n":
                # one size a run, but for numbers, which may be raised, and the word behind a run's first
                known = (
                    words[-1].size
                    if len(words) > 1 and not text.isdecimal() and not words[-1].text.isdecimal()
                    else None
                )
                words.append(self._word(text, token.start(), token.end() - 1, known))
                continue
            if words:
                yield words
            words = []
        if words:
            yield words

    def style(self, index: int) -> Style:
        """Font name, weight and slant of a character."""
        found = _get_font(self._handle, index, *self._font_at)
        font = self._font.value.decode("utf-8", "replace") if found else ""
        bold = "Bold" in font or "Black" in font or _get_weight(self._handle, index) >= _BOLD_WEIGHT
        return Style(font, bold, "Italic" in font or "Oblique" in font)

    def size_at(self, index: int) -> float:
        """Font size of a character in points, the text matrix included."""
        size = _get_size(self._handle, index)
        if size != self._size or size < _SCALED_SIZE:
            found = _get_matrix(self._handle, index, self._matrix_at)
            self._scale = math.hypot(self._matrix.c, self._matrix.d) if found else 1.0
            self._size = size
        return abs(float(size * self._scale))  # negative in fonts that are drawn upside down and turned back

    def baseline_at(self, index: int) -> float:
        """Baseline of a character in points from the upper edge."""
        _get_origin(self._handle, index, *self._origin)
        return float(self._height - self._numbers[5])

    def _word(self, text: str, first: int, last: int, size: float | None) -> Word:
        numbers = self._numbers
        _get_box(self._handle, first, *self._box)
        left = numbers[0]
        if last > first:
            _get_box(self._handle, last, *self._box)
        _get_origin(self._handle, first, *self._origin)
        return Word(text, left, numbers[1], self._height - numbers[5], size or self.size_at(first), first)

    def _line_end(self, index: int, size: float) -> str:
        """What pdfium gives as a hyphen at a line's end: one, or by its height the letter at 0xAD (TCVN3: ư)."""
        _get_box(self._handle, index, *self._box)
        return "-" if self._numbers[3] - self._numbers[2] < _HIGHEST_HYPHEN * size else "\xad"

    def _text(self) -> str:
        """One character for each index of the text page; the quick call where it keeps the count."""
        count = self._page.count_chars()
        text = self._page.get_text_range(0, count) if count else ""
        if len(text) == count:
            return str(text.replace("\ufffe", _LINE_END_HYPHEN))
        codes = (raw.FPDFText_GetUnicode(self._page.raw, index) for index in range(count))
        return "".join(chr(code) if code and code not in _SURROGATES else " " for code in codes)
