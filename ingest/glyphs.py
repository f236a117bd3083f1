"""Characters of a page as pdfium drew them: text, boxes, sizes and fonts behind a thin layer of Python.

Each question to pdfium costs a microsecond or more, and a page has 2,000 characters; so only the first and the last
character of a word are asked for their place, the text matrix only where the font size changes, and the functions are
called by bare addresses with arguments made once: 0.4 us a call, 0.6 with arguments that are checked and turned anew,
1.8 by way of the binding's own prototypes. So nothing checks their number and kind: whole numbers go as C int, all else
as a ctypes object.
"""

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple, Self

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.document import Box
from ingest.turned import Frame

_LINE_END_HYPHEN = "\x02"  # pdfium's mark for a hyphen at a line's end, where it joins the two lines
_HIGHEST_HYPHEN = 0.3  # of the font size: a hyphen is 0.08 high, the small letter u with horn 0.58
_TOKEN = re.compile(r"[\r\n]+|(\x02)|([^\s\x02]+)")
_HYPHEN, _PRINT = 1, 2  # its groups
_SURROGATES = range(0xD800, 0xE000)
_SCALED_SIZE = 2.0  # many writers set size 1 and scale by the matrix: below this the matrix is asked for every word
_BOLD_WEIGHT = 600
_CONTROL = re.compile("[\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_SOME_TEXT, _HARDLY_MARKED = 200, 1.1  # characters; bytes a character, 1.3 in Vietnamese prose
_ASKED = 400  # characters of a page
_SAME_BASELINE = 0.04  # of the font size: two words of three begin with a letter that stands on the line to a hair
_WHITE = 250  # of 255, red, green and blue alike
_QUARTER = math.pi / 2

_DOUBLE, _UNSIGNED = ctypes.sizeof(ctypes.c_double), ctypes.sizeof(ctypes.c_uint)


def _bare(function: Any, answer: Any) -> Callable[..., Any]:
    """The pdfium function by its address, the text page and the index coming first."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0  # never 0: the binding has resolved the function
    return ctypes.PYFUNCTYPE(answer)(address)


_get_box = _bare(raw.FPDFText_GetCharBox, ctypes.c_int)
_get_origin = _bare(raw.FPDFText_GetCharOrigin, ctypes.c_int)
_get_size = _bare(raw.FPDFText_GetFontSize, ctypes.c_double)
_get_weight = _bare(raw.FPDFText_GetFontWeight, ctypes.c_int)
_get_matrix = _bare(raw.FPDFText_GetMatrix, ctypes.c_int)
_get_colour = _bare(raw.FPDFText_GetFillColor, ctypes.c_int)
_get_angle = _bare(raw.FPDFText_GetCharAngle, ctypes.c_float)
_has_no_unicode = _bare(raw.FPDFText_HasUnicodeMapError, ctypes.c_int)
_get_font = _bare(raw.FPDFText_GetFontInfo, ctypes.c_ulong)
_make: Callable[[type["Word"], tuple[str, float, float, float, float, int]], "Word"] = tuple.__new__


class Word(NamedTuple):
    """One word as drawn. `baseline` and `size` in points from the upper edge, `at` is the place of its first character.

    A tuple, since a page has 400: made in 0.3 us, a frozen dataclass in 0.9.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    at: int


_Maker = Callable[[str, int, int, float | None, Word | None], Word]


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
        self._handle = ctypes.c_void_p(ctypes.cast(self._page.raw, ctypes.c_void_p).value)
        self._frame = Frame(*page.get_bbox())
        self._numbers = (ctypes.c_double * 6)()  # left, right, bottom, top of a box; x, y of an origin
        places = [ctypes.byref(self._numbers, at * _DOUBLE) for at in range(6)]
        self._box, self._origin = tuple(places[:4]), tuple(places[4:])
        self._matrix = raw.FS_MATRIX()
        self._matrix_at = ctypes.byref(self._matrix)
        self._font = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._font_at = (ctypes.byref(self._font), ctypes.c_ulong(len(self._font)), ctypes.byref(self._flags))
        self._fonts: dict[bytes, tuple[Style, Style]] = {}
        self._colour = (ctypes.c_uint * 4)()  # red, green, blue, opacity
        self._colour_at = [ctypes.byref(self._colour, at * _UNSIGNED) for at in range(4)]
        self._size, self._scale = 0.0, 1.0
        self._all = self._text()

    @property
    def frame(self) -> Frame:
        """The frame in which places are given."""
        return self._frame

    @property
    def text(self) -> str:
        """All characters of the page as pdfium gives them, one for each index."""
        return self._all

    def face(self, quarter: int) -> Frame:
        """From now on places are given as for text of that direction, in quarter turns clockwise; the frame."""
        self._frame = replace(self._frame, quarter=quarter)
        return self._frame

    def quarter_at(self, index: int) -> int:
        """The direction in which a character is drawn, in quarter turns clockwise."""
        angle: float = _get_angle(self._handle, index)
        return round(angle / _QUARTER) % 4

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._page.close()

    def runs(self) -> Iterator[list[Word]]:
        """Words of each stretch that pdfium ends with a line break, in the order of the content stream."""
        make = self._turned_word if self._frame.quarter else self._upright()
        words: list[Word] = []
        last: Word | None = None
        numeral = False  # whether the last word is one
        for token in _TOKEN.finditer(self._all):
            kind = token.lastindex
            if kind == _PRINT:
                text = token[0]
                # one size a run, but for numbers, which may be raised, and the word behind a run's first
                after, numeral = numeral, text.isdecimal()
                known = last.size if last and len(words) > 1 and not numeral and not after else None
                first, end = token.span()
                last = make(text, first, end - 1, known, last)
                if end - first > 1 and last.right - last.left < last.size:
                    *above, last = self._stacked(last, make)
                    words += above
                words.append(last)
                continue
            if last:
                if kind == _HYPHEN:
                    words[-1] = last._replace(text=last.text + self._line_end(token.start(), last.size))
                yield words
                words, last, numeral = [], None, False
        if words:
            yield words

    def _stacked(self, word: Word, make: _Maker) -> list[Word]:
        """A word no wider than one letter, in parts where its letters stand above each other.

        pdfium joins such letters of a page whose columns are narrow and far apart: it takes it for vertical writing.
        """
        start, end = word.at, word.at + len(word.text)
        if abs(self.baseline_at(end - 1) - word.baseline) <= word.size:
            return [word]
        baselines = [self.baseline_at(place) for place in range(start, end)]
        cuts = [start + i for i in range(1, end - start) if abs(baselines[i] - baselines[i - 1]) > word.size]
        parts = pairwise([start, *cuts, end])
        return [make(self._all[at:to], at, to - 1, None, None) for at, to in parts] if cuts else [word]

    def style(self, index: int) -> Style:
        """Font name, weight and slant of a character."""
        found = _get_font(self._handle, index, *self._font_at)
        name = self._font.value if found else b""
        styles = self._fonts.get(name) or self._named(name)
        light, bold = styles
        return bold if light.bold or _get_weight(self._handle, index) >= _BOLD_WEIGHT else light

    def _named(self, name: bytes) -> tuple[Style, Style]:
        """The style that a font's name tells, and the same in bold."""
        font = name.decode("utf-8", "replace")
        italic = "Italic" in font or "Oblique" in font
        styles = Style(font, "Bold" in font or "Black" in font, italic), Style(font, bold=True, italic=italic)
        self._fonts[name] = styles
        return styles

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
        return self._frame.place(self._numbers[4], self._numbers[5])[1]

    def box_at(self, index: int) -> Box:
        """The ink of a character."""
        _get_box(self._handle, index, *self._box)
        left, right, bottom, top, _, _ = self._numbers
        return self._frame.box(left, right, bottom, top)

    def unmapped(self) -> float:
        """Share of characters whose font does not tell what they are; 0 where the text gives no reason to ask.

        Reasons are control characters, which pdfium hands on as the bare codes of such fonts, and a page of some
        length with hardly a letter beyond ASCII: a foreign text, or a Vietnamese one that has lost its letters.
        """
        text = self._all
        plain = len(text) > _SOME_TEXT and len(text.encode("utf-8", "replace")) < _HARDLY_MARKED * len(text)
        if not plain and _CONTROL.search(text) is None:
            return 0.0
        asked = range(0, len(text), max(1, len(text) // _ASKED))
        return len([place for place in asked if _has_no_unicode(self._handle, place) == 1]) / len(asked)

    def is_invisible(self) -> bool:
        """Whether the text is to be copied, not to be seen, as OCR puts it under a scan: asked in its middle."""
        at = raw.FPDFText_GetTextObject(self._page.raw, len(self._all) // 2) if self._all else None
        return bool(at) and raw.FPDFTextObj_GetTextRenderMode(at) == raw.FPDF_TEXTRENDERMODE_INVISIBLE

    def is_white(self, index: int) -> bool:
        """Whether a character has the colour of paper, or none."""
        if not _get_colour(self._handle, index, *self._colour_at):
            return False
        return self._colour[3] == 0 or min(self._colour[:3]) >= _WHITE

    def _upright(self) -> _Maker:
        """Makes the word between two characters of upright text, as a page of 400 words needs it: without a look-up.

        It takes text, first and last place, the size where it is known, and the word of the same run before it.
        """
        handle, numbers, size_at = self._handle, self._numbers, self.size_at
        (box_left, box_right, low_at, high_at), (x_at, y_at) = self._box, self._origin
        left_edge, upper_edge = self._frame.left, self._frame.top

        def make(text: str, first: int, last: int, known: float | None, before: Word | None) -> Word:
            """The word."""
            _get_box(handle, first, box_left, box_right, low_at, high_at)
            left, low = numbers[0] - left_edge, upper_edge - numbers[2]
            if last > first:
                _get_box(handle, last, box_left, box_right, low_at, high_at)
            if known and before and abs(low - before.baseline) < _SAME_BASELINE * known:
                return _make(Word, (text, left, numbers[1] - left_edge, before.baseline, known, first))
            _get_origin(handle, first, x_at, y_at)
            baseline = upper_edge - numbers[5]
            return _make(Word, (text, left, numbers[1] - left_edge, baseline, known or size_at(first), first))

        return make

    def _turned_word(self, text: str, first: int, last: int, known: float | None, _: Word | None) -> Word:
        left, right = self.box_at(first).left, self.box_at(last).right
        return Word(text, left, right, self.baseline_at(first), known or self.size_at(first), first)

    def _line_end(self, index: int, size: float) -> str:
        """What pdfium gives as a hyphen at a line's end: one, or by its height the letter at 0xAD (TCVN3: ư)."""
        box = self.box_at(index)
        return "-" if box.bottom - box.top < _HIGHEST_HYPHEN * size else "\xad"

    def _text(self) -> str:
        """One character for each index of the text page; the quick call where it keeps the count."""
        count = self._page.count_chars()
        text = self._page.get_text_range(0, count) if count else ""
        if len(text) == count:
            return str(text.replace("\ufffe", _LINE_END_HYPHEN))
        codes = (raw.FPDFText_GetUnicode(self._page.raw, index) for index in range(count))
        return "".join(chr(code) if code and code not in _SURROGATES else " " for code in codes)
