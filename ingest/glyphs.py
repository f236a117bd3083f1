"""Characters of a page as pdfium drew them: text, boxes, sizes and fonts behind a thin layer of Python.

Each question to pdfium costs about a microsecond, and a page has 2,000 characters; so only the first and the last
character of a word are asked for their place, and the text matrix only where the font size changes.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

import pypdfium2 as pdfium
from pypdfium2 import raw

_LINE_END_HYPHEN = "\x02"  # pdfium's mark for a hyphen at a line's end, where it joins the two lines
_HIGHEST_HYPHEN = 0.3  # of the font size: a hyphen is 0.08 high, the small letter u with horn 0.58
_TOKEN = re.compile(r"[\r\n]+|\x02|[^\s\x02]+")
_SURROGATES = range(0xD800, 0xE000)
_SCALED_SIZE = 2.0  # many writers set size 1 and scale by the matrix: below this the matrix is asked for every word
_BOLD_WEIGHT = 600


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
        self._handle = self._page.raw
        self._height = page.get_height()
        self._numbers = [ctypes.c_double() for _ in range(6)]
        self._box = tuple(map(ctypes.byref, self._numbers[:4]))
        self._origin = tuple(map(ctypes.byref, self._numbers[4:]))
        self._matrix = raw.FS_MATRIX()
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
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
        found = raw.FPDFText_GetFontInfo(self._handle, index, self._font, len(self._font), ctypes.byref(self._flags))
        font = self._font.value.decode("utf-8", "replace") if found else ""
        bold = "Bold" in font or "Black" in font or raw.FPDFText_GetFontWeight(self._handle, index) >= _BOLD_WEIGHT
        return Style(font, bold, "Italic" in font or "Oblique" in font)

    def size_at(self, index: int) -> float:
        """Font size of a character in points, the text matrix included."""
        size = raw.FPDFText_GetFontSize(self._handle, index)
        if size != self._size or size < _SCALED_SIZE:
            found = raw.FPDFText_GetMatrix(self._handle, index, ctypes.byref(self._matrix))
            self._scale = math.hypot(self._matrix.c, self._matrix.d) if found else 1.0
            self._size = size
        return float(size * self._scale)

    def baseline_at(self, index: int) -> float:
        """Baseline of a character in points from the upper edge."""
        raw.FPDFText_GetCharOrigin(self._handle, index, *self._origin)
        return float(self._height - self._numbers[5].value)

    def _word(self, text: str, first: int, last: int, size: float | None) -> Word:
        left, right, _, _, _, baseline = self._numbers
        raw.FPDFText_GetCharBox(self._handle, first, *self._box)
        start = left.value
        if last > first:
            raw.FPDFText_GetCharBox(self._handle, last, *self._box)
        raw.FPDFText_GetCharOrigin(self._handle, first, *self._origin)
        return Word(text, start, right.value, self._height - baseline.value, size or self.size_at(first), first)

    def _line_end(self, index: int, size: float) -> str:
        """What pdfium gives as a hyphen at a line's end: one, or by its height the letter at 0xAD (TCVN3: ư)."""
        raw.FPDFText_GetCharBox(self._handle, index, *self._box)
        _, _, bottom, top = self._numbers[:4]
        return "-" if top.value - bottom.value < _HIGHEST_HYPHEN * size else "\xad"

    def _text(self) -> str:
        """One character for each index of the text page; the quick call where it keeps the count."""
        count = self._page.count_chars()
        text = self._page.get_text_range(0, count) if count else ""
        if len(text) == count:
            return str(text.replace("\ufffe", _LINE_END_HYPHEN))
        codes = (raw.FPDFText_GetUnicode(self._handle, index) for index in range(count))
        return "".join(chr(code) if code and code not in _SURROGATES else " " for code in codes)
