"""Text layer of a page by pdfium: words with boxes, joined to lines in reading order.

Word order follows the content stream, which in gazette files written by word processors is the logical order
(a table cell's wrapped lines stay together); only where the stream itself jumps upwards over text that it has
already drawn are the lines sorted by geometry. Measured on real gazettes: handbook design.md, decisions.
"""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.document import Box, Line
from ingest.legacy_fonts import decode_legacy, is_legacy_font
from ingest.letters import clean_text

_BREAKS = frozenset("\r\n")
_SPACES = frozenset(" \t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000")
_COLUMN_GAP_EM = 1.8  # a wider gap inside one baseline parts two columns; justified words stay below 1.2 em
_BOLD_WEIGHT = 600
_LINE_END_HYPHEN = "\x02"  # pdfium's mark for a hyphen at a line's end, where it joins the two lines
_NOTE_MARK = re.compile(r"(?:^|[^\W\d]|[.,;:”\")\]])\[?(\d{1,3})\]?[.,;:”\"]*$")
_UNIT_POWER = re.compile(r"(?:^|[^\w])(?:[kcdm]?m|ha)[23]$")
_RAISED = 0.78  # of the text's size: raised marks are set at 0.58 to 0.7
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as drawn, before lines are made. `baseline` is measured from the upper edge of the page."""

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


def read_lines(page: pdfium.PdfPage, number: int) -> tuple[Line, ...]:
    """Lines of the page's text layer in reading order, legacy fonts decoded, text in NFC.

    Args:
        page: an open pdfium page.
        number: its number in the file, from 1.
    """
    text_page = page.get_textpage()
    try:
        height = page.get_height()
        runs = [_split_columns(run) for run in _runs(text_page, height)]
        lines = [_line(text_page, words, number) for run in runs for words in run]
    finally:
        text_page.close()
    return tuple(in_reading_order(_join_baseline([line for line in lines if line.text])))


def _runs(text_page: pdfium.PdfTextPage, height: float) -> Iterator[list[Word]]:
    """Words of each stretch that pdfium ends with a line break."""
    handle = text_page.raw
    text = _characters(text_page)
    words: list[Word] = []
    start = -1
    for index, char in enumerate(text):
        if char == _LINE_END_HYPHEN:
            start = index if start < 0 else start
            words.append(_word(handle, text, start, index, height, "-"))
            yield words
            words, start = [], -1
        elif char in _BREAKS or char in _SPACES:
            if start >= 0:
                words.append(_word(handle, text, start, index, height))
                start = -1
            if char in _BREAKS and words:
                yield words
                words = []
        elif start < 0:
            start = index
    if start >= 0:
        words.append(_word(handle, text, start, len(text), height))
    if words:
        yield words


def _characters(text_page: pdfium.PdfTextPage) -> str:
    """One character for each index of the text page; the quick call where it keeps the count."""
    count = text_page.count_chars()
    text = text_page.get_text_range(0, count) if count else ""
    if len(text) == count:
        return text.replace("\ufffe", _LINE_END_HYPHEN)
    codes = (raw.FPDFText_GetUnicode(text_page.raw, index) for index in range(count))
    return "".join(chr(code) if code and not 0xD800 <= code < 0xE000 else " " for code in codes)


_left, _right, _bottom, _top = (ctypes.c_double() for _ in range(4))
_x, _y = ctypes.c_double(), ctypes.c_double()
_SIDES = tuple(map(ctypes.byref, (_left, _right, _bottom, _top)))
_matrix = raw.FS_MATRIX()
_MATRIX = ctypes.byref(_matrix)
_ORIGIN = (ctypes.byref(_x), ctypes.byref(_y))


def _word(handle: raw.FPDF_TEXTPAGE, text: str, start: int, end: int, height: float, tail: str = "") -> Word:
    raw.FPDFText_GetCharBox(handle, start, *_SIDES)
    left = _left.value
    if end - 1 > start:
        raw.FPDFText_GetCharBox(handle, end - 1, *_SIDES)
    raw.FPDFText_GetCharOrigin(handle, start, *_ORIGIN)
    size = raw.FPDFText_GetFontSize(handle, start)
    if raw.FPDFText_GetMatrix(handle, start, _MATRIX):
        size *= math.hypot(_matrix.c, _matrix.d)  # word processors often write size 1 and scale by the matrix
    return Word(text[start:end] + tail, left, _right.value, height - _y.value, size, start)


def _split_columns(words: list[Word]) -> list[list[Word]]:
    """A run cut where the gap is too wide for a space, or where the baseline changes."""
    parts = [[words[0]]]
    for before, word in zip(words, words[1:], strict=False):
        size = max(before.size, word.size, 1.0)
        apart = word.left - before.right > _COLUMN_GAP_EM * size or word.left < before.left - size
        if apart or abs(word.baseline - before.baseline) > 0.6 * size:
            parts.append([])
        parts[-1].append(word)
    return parts


def _line(text_page: pdfium.PdfTextPage, words: list[Word], number: int) -> Line:
    size = max(word.size for word in words)
    style = _style(text_page, words[len(words) // 2].index)
    first = _style(text_page, words[0].index)
    baseline = max(word.baseline for word in words if word.size > 0.8 * size)
    box = Box(
        min(word.left for word in words),
        baseline - 0.8 * size,
        max(word.right for word in words),
        baseline + 0.2 * size,
    )
    return Line(
        _text(text_page, words, (first, style)),
        number,
        box,
        size,
        first.bold and style.bold,
        style.italic,
        lead_bold=first.bold,
    )


def _text(text_page: pdfium.PdfTextPage, words: list[Word], styles: tuple[Style, Style]) -> str:
    if any(is_legacy_font(style.font) for style in styles):
        decoded = (decode_legacy(word.text, _style(text_page, word.index).font) for word in words)
        return clean_text(" ".join(decoded))
    return clean_text(" ".join(_with_note_mark(text_page, word, words) for word in words))


def _with_note_mark(text_page: pdfium.PdfTextPage, word: Word, words: list[Word]) -> str:
    """The word with a raised note number as superscript digits (Nam1 -> Nam¹); unit powers (cm3, m2) stay."""
    if word.text.isdecimal() and len(word.text) > 1:
        return _with_mark_after_number(text_page, word)
    match = _NOTE_MARK.search(word.text)
    if match is None or _UNIT_POWER.search(word.text[: match.end(1)]):
        return word.text
    body = max(other.size for other in words)
    if _size_at(text_page, word.index + match.start(1)) > _RAISED * body:
        return word.text
    return word.text[: match.start(1)] + match[1].translate(_SUPERSCRIPT) + word.text[match.end(1) :]


def _with_mark_after_number(text_page: pdfium.PdfTextPage, word: Word) -> str:
    """A number with a raised note number behind it: 'MỤC 1²' whose digits the text layer runs together as 12."""
    for place in range(1, len(word.text)):
        if _size_at(text_page, word.index + place) < _RAISED * word.size:
            return word.text[:place] + word.text[place:].translate(_SUPERSCRIPT)
    return word.text


def _size_at(text_page: pdfium.PdfTextPage, index: int) -> float:
    """Font size of one character in points, the text matrix included."""
    raw.FPDFText_GetMatrix(text_page.raw, index, _MATRIX)
    return float(raw.FPDFText_GetFontSize(text_page.raw, index) * math.hypot(_matrix.c, _matrix.d))


_buffer = ctypes.create_string_buffer(128)
_flags = ctypes.c_int()


def _style(text_page: pdfium.PdfTextPage, index: int) -> Style:
    size = raw.FPDFText_GetFontInfo(text_page.raw, index, _buffer, len(_buffer), ctypes.byref(_flags))
    font = _buffer.value.decode("utf-8", "replace") if size else ""
    bold = "Bold" in font or "Black" in font or raw.FPDFText_GetFontWeight(text_page.raw, index) >= _BOLD_WEIGHT
    return Style(font, bold, "Italic" in font or "Oblique" in font)


def _join_baseline(lines: list[Line]) -> list[Line]:
    """Neighbouring pieces of one printed line joined again, where pdfium broke it between two words."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and (marked := _with_raised_mark(last, line)):
            joined[-1] = marked
        elif last is not None and _continues(last, line):
            glue = "" if line.box.left - last.box.right < 0.1 * line.size else " "
            box = Box(
                last.box.left, min(last.box.top, line.box.top), line.box.right, max(last.box.bottom, line.box.bottom)
            )
            joined[-1] = Line(
                last.text + glue + line.text,
                line.page,
                box,
                max(last.size, line.size),
                last.bold,
                last.italic,
                lead_bold=last.lead_bold,
            )
        else:
            joined.append(line)
    return joined


def _with_raised_mark(last: Line, line: Line) -> Line | None:
    """One line of two, where either is a raised note number alone beside the other; else None."""
    mark, body = (last, line) if last.size < line.size else (line, last)
    gap = max(line.box.left - last.box.right, 0.0)
    raised = 0 <= body.box.bottom - mark.box.bottom < 0.9 * body.size and mark.size < _RAISED * body.size
    if not raised or gap > 0.6 * body.size or not mark.text.isdecimal() or line.box.left < last.box.left:
        return None
    number = mark.text.translate(_SUPERSCRIPT)
    text = f"{number} {body.text}" if mark is last else body.text + number
    box = Box(last.box.left, body.box.top, line.box.right, body.box.bottom)
    return Line(text, body.page, box, body.size, body.bold, body.italic)


def _continues(last: Line, line: Line) -> bool:
    size = max(last.size, line.size)
    same = abs(last.box.bottom - line.box.bottom) < 0.45 * size
    return same and -0.3 * size < line.box.left - last.box.right < _COLUMN_GAP_EM * size


def in_reading_order(lines: list[Line]) -> list[Line]:
    """The lines as they stand, or sorted by rows where the stream goes back above text it has drawn already."""
    if not _jumps_back(lines):
        return lines
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.box.bottom):
        if rows and line.box.bottom - rows[-1][0].box.bottom < 0.45 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box.left)]


def _jumps_back(lines: list[Line]) -> bool:
    """Whether some line stands above an earlier one whose width it shares."""
    for place, line in enumerate(lines):
        for before in lines[max(0, place - 12) : place]:
            overlap = min(line.box.right, before.box.right) - max(line.box.left, before.box.left)
            if before.box.top - line.box.bottom > 0.5 * line.size and overlap > 0.3 * (line.box.right - line.box.left):
                return True
    return False
