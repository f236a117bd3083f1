"""Text layer of a page by pdfium: words with boxes, joined to lines in reading order.

Word order follows the content stream, which in gazette files written by word processors is the logical order
(a table cell's wrapped lines stay together); only where the stream itself jumps upwards over text that it has
already drawn are the lines sorted by geometry. Measured on real gazettes: handbook design.md, decisions.
"""

import re
from dataclasses import replace
from itertools import pairwise

import pypdfium2 as pdfium

from ingest.document import Box, Line
from ingest.glyphs import Glyphs, Style, Word
from ingest.legacy_fonts import decode_legacy, is_legacy_font
from ingest.letters import clean_text

_COLUMN_GAP_EM = 1.8  # a wider gap inside one baseline parts two columns; justified words stay below 1.2 em
_LAST_DIGITS = re.compile(r"(\d+)\]?[.,;:”\"]*$")
_UNIT_POWER = re.compile(r"(?:^|[^\w])(?:[kcdm]?m|ha)[23]$")
_RAISED = 0.78  # of the text's size: raised marks are set at 0.58 to 0.7
_RISE = 0.2  # of the text's size: raised marks stand 0.35 to 0.46 above the baseline, the 2 of CO2 0.15 below
_HIDDEN = 0.2  # of the line's size: leavings of deleted notes were seen at 1 in 14 points, not to be read by anybody
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_lines(page: pdfium.PdfPage, number: int) -> tuple[Line, ...]:
    """Lines of the page's text layer in reading order, legacy fonts decoded, text in NFC.

    Args:
        page: an open pdfium page.
        number: its number in the file, from 1.
    """
    with Glyphs(page) as glyphs:
        lines = [_line(glyphs, words, number) for run in glyphs.runs() for words in _split_columns(run)]
    return tuple(in_reading_order(_join_baseline([line for line in lines if line.text])))


def _split_columns(words: list[Word]) -> list[list[Word]]:
    """A run cut where the gap is too wide for a space, or where the baseline changes."""
    parts = [[words[0]]]
    for before, word in pairwise(words):
        size = max(before.size, word.size, 1.0)
        apart = word.left - before.right > _COLUMN_GAP_EM * size or word.left < before.left - size
        if apart or abs(word.baseline - before.baseline) > 0.6 * size:
            parts.append([])
        parts[-1].append(word)
    return parts


def _line(glyphs: Glyphs, words: list[Word], number: int) -> Line:
    size = max([word.size for word in words])
    if min([word.size for word in words]) < _HIDDEN * size:
        words = [shown for word in words if (shown := _shown(glyphs, word, _HIDDEN * size))] or words
    first = glyphs.style(words[0].index)
    middle = glyphs.style(words[len(words) // 2].index) if len(words) > 1 else first
    baseline = max([word.baseline for word in words if word.size >= 0.8 * size])
    left, right = min([word.left for word in words]), max([word.right for word in words])
    box = Box(left, baseline - 0.8 * size, right, baseline + 0.2 * size)
    text = _text(glyphs, words, (first, middle))
    return Line(text, number, box, size, first.bold and middle.bold, middle.italic, lead_bold=first.bold)


def _shown(glyphs: Glyphs, word: Word, least: float) -> Word | None:
    """The word without its first characters below that size; None where nothing is left."""
    for place in range(len(word.text)):
        size = glyphs.size_at(word.index + place)
        if size >= least:
            return replace(word, text=word.text[place:], size=size, index=word.index + place)
    return None


def _text(glyphs: Glyphs, words: list[Word], styles: tuple[Style, Style]) -> str:
    if any(is_legacy_font(style.font) for style in styles):
        return clean_text(" ".join(decode_legacy(word.text, glyphs.style(word.index).font) for word in words))
    return clean_text(
        " ".join([_with_note_mark(glyphs, word, words) if _ends_in_digit(word) else word.text for word in words])
    )


def _ends_in_digit(word: Word) -> bool:
    """Whether a raised number may end the word, before its closing marks."""
    text = word.text
    return text[-1].isdecimal() or (len(text) > 1 and text[-2].isdecimal()) or text[-1] in ']”"'


def _with_note_mark(glyphs: Glyphs, word: Word, words: list[Word]) -> str:
    """The word with a raised note number as superscript digits (Nam1 -> Nam¹, MỤC 12 -> MỤC 1²); m2, cm3, CO2 stay."""
    match = _LAST_DIGITS.search(word.text)
    if match is None or _UNIT_POWER.search(word.text[: match.end(1)]):
        return word.text
    text, (first, end) = word.text, match.span(1)
    body = max(other.size for other in words)
    if glyphs.size_at(word.index + end - 1) > _RAISED * body:
        return text
    baseline = max(other.baseline for other in words if other.size == body)
    for place in range(first, end):
        size = glyphs.size_at(word.index + place)
        before = glyphs.size_at(word.index + place - 1) if place else body
        if size < _HIDDEN * body:
            return text[:place] + text[end:]
        if size < _RAISED * before and baseline - glyphs.baseline_at(word.index + place) > _RISE * body:
            return text[:place] + text[place:end].translate(_SUPERSCRIPT) + text[end:]
    return text


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
    number = mark.text.translate(_SUPERSCRIPT) if mark.size > _HIDDEN * body.size else ""
    text = f"{number} {body.text}".strip() if mark is last else body.text + number
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
