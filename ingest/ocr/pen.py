"""Places that a pen fills: the number and the day of issue, where Tesseract reads handwriting as whatever it resembles.

A wrong number or date is worse than none (../shared/design.md), so what stands there and was not read surely is taken
out of the line and kept in the page's furniture. On 12 real letterheads all printed numerals had a confidence of 0.91
or more, and all handwritten ones 0.82 or less; four of these had come out as plain, wrong numerals ("445" for 115).
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.ocr.engine import Word
from ingest.ocr.pieces import Piece

_SURE = 0.87
_SURE_IN_ONE = 0.5  # of a numeral in one word with its symbols (27/2022/TT-BTTTT): a pen leaves a gap, print does not
_NUMBER_LINE = re.compile(r"\W*S[ốôồóoõ0]\s*[:;.]")
_LABEL = re.compile(r"\W*S[ốôồóoõ0]\s*[:;.]?")
_MARKS = ("ngày", "tháng")  # the year is printed on every form
_BEFORE = re.compile(r"(ngày|tháng)(\S+)", re.IGNORECASE)
_REACH = 2  # words between two of the marks
_YEAR = "năm"
_LONGEST_PLACE = 7  # words: Thành phố Hồ Chí Minh, or Bà Rịa - Vũng Tàu,
_TWO = 2


def without_pen(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The pieces without unsure numerals in their numbers and dates of issue, and what was taken out."""
    kept: list[Piece] = []
    taken: list[Piece] = []
    for piece in pieces:
        words, unsure = _read_surely(piece)
        taken += [Piece((word,)) for word in unsure]
        kept += [Piece(tuple(words))] if words else []
    return kept, taken


def _read_surely(piece: Piece) -> tuple[list[Word], list[Word]]:
    if _NUMBER_LINE.match(piece.text):
        return _number(piece.words)
    marks = [place for place, word in enumerate(piece.words) if word.text.lower().startswith((*_MARKS, _YEAR))]
    dated = len(marks) > 1 and _is_date_of_issue(piece.words, marks)
    return _date(piece.words, marks) if dated else (list(piece.words), [])


def _is_date_of_issue(words: Sequence[Word], marks: Sequence[int]) -> bool:
    """Whether a place at most stands before the date and nothing behind it: a date inside a sentence is printed."""
    first, last = marks[0], marks[-1]
    placed = first == 0 or (first <= _LONGEST_PLACE and words[first - 1].text[-1] in ",.")
    return placed and len(words) - last <= _TWO and words[-1].text[-1] not in ",;."


def _number(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Between "Số:" and the stroke that begins the symbols of type and issuer."""
    kept: list[Word] = []
    taken: list[Word] = []
    ended = False
    for word in words:
        label = _LABEL.match(word.text) if not kept else None
        start = label.end() if label else 0
        stroke = word.text.find("/", start)
        end = stroke if stroke >= 0 else len(word.text)
        sure = _SURE_IN_ONE if start < stroke else _SURE
        if ended or word.confidence >= sure or start == end:
            kept.append(word)
        else:
            kept += [part for part in (_part(word, 0, start), _part(word, end, len(word.text))) if part.text]
            taken.append(_part(word, start, end))
        ended = ended or stroke >= 0
    return kept, taken


def _date(words: Sequence[Word], marks: Sequence[int]) -> tuple[list[Word], list[Word]]:
    """Behind "ngày" and "tháng", where the next mark follows within two words."""
    filled = {
        place
        for mark, after in pairwise(marks)
        if after - mark <= _REACH + 1 and not words[mark].text.lower().startswith(_YEAR)
        for place in range(mark, after)
    }
    kept: list[Word] = []
    taken: list[Word] = []
    for place, word in enumerate(words):
        if place not in filled or word.confidence >= _SURE:
            kept.append(word)
        elif place not in marks:
            taken.append(word)
        elif grown := _BEFORE.fullmatch(word.text):
            kept.append(_part(word, 0, grown.end(1)))
            taken.append(_part(word, grown.end(1), len(word.text)))
        else:
            kept.append(word)
    return kept, taken


def _part(word: Word, start: int, end: int) -> Word:
    """Characters `start` to `end` of a word, with their share of its box."""
    width = (word.right - word.left) / len(word.text)
    return replace(
        word, text=word.text[start:end], left=round(word.left + start * width), right=round(word.left + end * width)
    )
