"""Raised numbers of a text layer: the marks that point to notes, told from the powers of units by size and height."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.document import Box, Line
from ingest.glyphs import Glyphs, Word
from ingest.offsets import raw_of

HIDDEN = 0.2  # of the line's size: leavings of deleted notes were seen at 1 in 14 points, not to be read by anybody
_LAST_DIGITS = re.compile(r"(\d+)\]?[.,;:”\"]*$")
_UNIT_POWER = re.compile(r"(?:^|[^\w])(?:[kcdm]?m|ha)[23]$")
_RAISED = 0.78  # of the text's size: raised marks are set at 0.58 to 0.7
_RISE = 0.2  # of the text's size: raised marks stand 0.35 to 0.46 above the baseline, the 2 of CO2 0.15 below
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@lru_cache(maxsize=1 << 15)
def ends_in_digit(text: str) -> bool:
    """Whether a raised number may end the word, before its closing marks."""
    return text[-1].isdecimal() or (len(text) > 1 and text[-2].isdecimal()) or text[-1] in ']”"'


def with_note_mark(glyphs: Glyphs, word: Word, words: Sequence[Word]) -> str:
    """The word with a raised note number as superscript digits (Nam1 -> Nam¹, MỤC 12 -> MỤC 1²); m2, cm3, CO2 stay."""
    match = _LAST_DIGITS.search(word.text)
    if match is None or _UNIT_POWER.search(word.text[: match.end(1)]):
        return word.text
    text, (first, end) = word.text, match.span(1)
    body = max(other.size for other in words)
    if glyphs.size_at(word.at + end - 1) > _RAISED * body:
        return text
    baseline = max(other.baseline for other in words if other.size == body)
    for place in range(first, end):
        size = glyphs.size_at(word.at + place)
        before = glyphs.size_at(word.at + place - 1) if place else body
        if size < HIDDEN * body:
            return text[:place] + text[end:]
        if size < _RAISED * before and baseline - glyphs.baseline_at(word.at + place) > _RISE * body:
            return text[:place] + text[place:end].translate(_SUPERSCRIPT) + text[end:]
    return text


def with_raised_mark(last: Line, line: Line) -> Line | None:
    """One line of two, where either is a raised note number alone beside the other; else None."""
    mark, body = (last, line) if last.size < line.size else (line, last)
    if not mark.text.isdecimal():
        return None
    gap = max(line.box.left - last.box.right, 0.0)
    raised = 0 <= body.box.bottom - mark.box.bottom < 0.9 * body.size and mark.size < _RAISED * body.size
    if not raised or gap > 0.6 * body.size or line.box.left < last.box.left:
        return None
    number = mark.text.translate(_SUPERSCRIPT) if mark.size > HIDDEN * body.size else ""
    text = f"{number} {body.text}".strip() if mark is last else body.text + number
    box = Box(last.box.left, body.box.top, line.box.right, body.box.bottom)
    return replace(body, text=text, box=box, raw=raw_of(((last, ""), (line, ""))) if last.raw or line.raw else None)
