"""Words of OCR to pieces of lines: a piece is what stands together on one baseline inside one column."""

import functools
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ingest.document import Box, Line
from ingest.ocr.confusions import corrected
from ingest.ocr.engine import Word

_COLUMN_GAP = 1.8  # em; as in the text layer: justified words stay below 1.2 em
_JOIN_OVERLAP = 0.6  # of the lower piece's height: two pieces of one printed line that Tesseract gave to two blocks
_HAIRLINES = frozenset("|¦_—–=~`´'‘’\"“”\\/<>[]{}¬°^•.,:;*")
_HAIRLINE_CONFIDENCE = 0.6
_RULING = "_|¦~"
_JUNK = ((0.35, 12), (0.22, 40))  # confidence below, letters at most: a longer line is text that a clerk must see

# Heights of printed letters above the baseline, in em (Times and its like): capitals and digits 0.66, small letters
# 0.46, small letters with one mark 0.68, with two 0.86; capitals with marks 0.9 to 1.05.
_TALL, _SMALL, _CAPITAL_MARK = 0.67, 0.46, 0.93
_DESCENT = 0.21
_ASCENDERS = frozenset("bdđfhkltBDĐFHKLT0123456789")
_DESCENDERS = frozenset("gpqyýỳỷỹỵjQ,;()/[]ạặậẹệịọộợụự")
_SAME_SIZE = 0.14  # sizes measured on ink differ by that much within one print; they are snapped to the page's own
_FEW_WORDS = 3  # too few to measure: a seal's arc or a pen stroke in one box doubles the size
_NEAR_SIZE = (0.7, 1.6)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words side by side on one baseline. Pixels from the upper left corner."""

    words: tuple[Word, ...]

    @property
    def left(self) -> int:
        """Left edge of the ink."""
        return self.words[0].left

    @property
    def right(self) -> int:
        """Right edge of the ink."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> int:
        """Upper edge of the ink."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> int:
        """Lower edge of the ink."""
        return max(word.bottom for word in self.words)

    @property
    def text(self) -> str:
        """The words with spaces between."""
        return " ".join(word.text for word in self.words)

    @property
    def first_text(self) -> str:
        """What Tesseract read, before other readings of its words were chosen."""
        return " ".join(word.text if word.first is None else word.first for word in self.words)

    @property
    def em(self) -> float:
        """Font size in pixels, estimated from the ink of its words."""
        return _size(self.words)

    @property
    def confidence(self) -> float:
        """Mean of the words' confidences, by their length."""
        return sum(word.confidence * len(word.text) for word in self.words) / sum(len(word.text) for word in self.words)


def to_pieces(words: Sequence[Word]) -> tuple[list[Piece], list[Piece]]:
    """Pieces of print, and pieces that are none: specks, rulings and rims of seals read as signs."""
    kept: list[Piece] = []
    junk: list[Piece] = []
    for _, group in groupby(sorted(words, key=lambda word: word.line), key=lambda word: word.line):
        line, hairlines = _without_hairlines([_trimmed(word) for word in sorted(group, key=lambda word: word.left)])
        junk += [Piece((word,)) for word in hairlines]
        for run in runs(line):
            piece = Piece(run)
            (junk if _is_junk(piece) else kept).append(piece)
    return _joined(kept), junk


def _without_hairlines(line: list[Word]) -> tuple[list[Word], list[Word]]:
    """The line without signs at its ends that are pieces of rulings, and those signs."""
    start, end = 0, len(line)
    while start < end and _is_hairline(line[start]):
        start += 1
    while end > start and _is_hairline(line[end - 1]):
        end -= 1
    return line[start:end], line[:start] + line[end:]


def _trimmed(word: Word) -> Word:
    """A word without the ruling that Tesseract took for its first signs: "___2." is "2." that starts further right."""
    text = word.text.lstrip(_RULING)
    if not text or len(text) == len(word.text):
        return word
    return replace(word, text=text, left=round(word.right - (word.right - word.left) * len(text) / len(word.text)))


def _is_hairline(word: Word) -> bool:
    return word.confidence < _HAIRLINE_CONFIDENCE and _HAIRLINES.issuperset(word.text)


def _is_junk(piece: Piece) -> bool:
    letters = sum(char.isalnum() for char in piece.text)
    return letters == 0 or any(piece.confidence < least and letters <= most for least, most in _JUNK)


def runs(line: Sequence[Word]) -> list[tuple[Word, ...]]:
    """A line of Tesseract's, from the left, cut where the gap is too wide for a space."""
    if not line:
        return []
    em = _size(line)
    parts = [[line[0]]]
    for before, word in pairwise(line):
        if word.left - before.right > _COLUMN_GAP * em:
            parts.append([])
        parts[-1].append(word)
    return [tuple(part) for part in parts]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours on one baseline joined again, which Tesseract had given to two of its blocks."""
    left: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        partner = next((other for other in left if _adjoin(other, piece)), None)
        if partner is None:
            left.append(piece)
        else:
            left[left.index(partner)] = Piece(partner.words + piece.words)
    return left


def _adjoin(before: Piece, piece: Piece) -> bool:
    overlap = min(before.bottom, piece.bottom) - max(before.top, piece.top)
    lower = min(before.bottom - before.top, piece.bottom - piece.top)
    if overlap <= _JOIN_OVERLAP * lower:
        return False
    sizes = sorted((before.em, piece.em))
    alike = sizes[1] < (1 + 2 * _SAME_SIZE) * sizes[0]
    return alike and -0.2 * sizes[0] < piece.left - before.right < _COLUMN_GAP / 2 * sizes[0]


def _size(words: Iterable[Word]) -> float:
    """Font size in pixels: the lower median over the words, since strangers' ink makes boxes larger only."""
    return statistics.median_low([_word_size(word) for word in words])


def _word_size(word: Word) -> float:
    return max(1.0, (word.bottom - word.top) / _ink(word.text))


@functools.lru_cache(maxsize=1 << 14)
def _ink(text: str) -> float:
    """How high the ink of a word is, in em. Asked for again and again while words become pieces, rows and bands."""
    return _rise(text) + (_DESCENT if any(char in _DESCENDERS for char in text) else 0.0)


def _rise(text: str) -> float:
    """How far the ink of a word goes above the baseline, in em."""
    if any(char.isupper() and not char.isascii() and char not in "ĐƯƠ" for char in text):
        return _CAPITAL_MARK
    if any(char.isupper() or char in _ASCENDERS or not char.isascii() for char in text):
        return _TALL
    return _SMALL if any(char.isalpha() for char in text) else _TALL


def to_lines(pieces: Sequence[Piece], number: int, scale: float) -> tuple[Line, ...]:
    """Lines of page `number` in the order of `pieces`; `scale` is pixels per point.

    Boxes reach from 0.8 em above the baseline to 0.2 below, like those of the text layer.
    """
    sizes = _snapped(pieces)
    return tuple(_line(piece, size, number, scale) for piece, size in zip(pieces, sizes, strict=True))


def _snapped(pieces: Sequence[Piece]) -> list[float]:
    """A size for each piece; those near that of the page's running text are made equal to it."""
    if not pieces:
        return []
    sizes = [piece.em for piece in pieces]
    usual = statistics.median(sizes)

    def snapped(piece: Piece, size: float) -> float:
        """The usual size where the piece's own is near it."""
        few = len(piece.words) <= _FEW_WORDS and _NEAR_SIZE[0] < size / usual < _NEAR_SIZE[1]
        return usual if few or abs(size - usual) < _SAME_SIZE * usual else size

    return [snapped(piece, size) for piece, size in zip(pieces, sizes, strict=True)]


def _line(piece: Piece, size: float, number: int, scale: float) -> Line:
    baseline = _baseline(piece, size)
    box = Box(piece.left / scale, (baseline - 0.8 * size) / scale, piece.right / scale, (baseline + 0.2 * size) / scale)
    text, read = corrected(piece.text), piece.first_text
    return Line(
        text,
        number,
        box,
        round(size / scale, 1),
        source="ocr",
        confidence=round(piece.confidence, 3),
        raw=read if read != text else None,
    )


def _baseline(piece: Piece, size: float) -> float:
    """The height at which words without descenders end; else the lowest ink less a descender."""
    flat = [
        word.bottom for word in piece.words if not any(char in _DESCENDERS or not char.isalnum() for char in word.text)
    ]
    return statistics.median(flat) if flat else piece.bottom - _DESCENT * size
