"""Words of a page that a clerk should look at, each with its place and the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Box, Doubt, DoubtReason
from ingest.ocr.confusions import corrected
from ingest.ocr.engine import Word
from ingest.ocr.pieces import Piece
from ingest.syllables import count_words

_UNSURE = 0.6


def doubts(
    pieces: Sequence[Piece], handwritten: Sequence[Piece], stamped: Sequence[Word], number: int, scale: float
) -> tuple[Doubt, ...]:
    """The doubts of page `number` in reading order, handwriting and a stamp last; `scale` is pixels per point.

    Boxes are those of the straightened page, as those of its lines. A stamp is one doubt: print may stand under it.
    """
    printed = [_doubt(word, reason, number, scale) for word, reason in _doubtful(pieces)]
    pen = [_doubt(word, "pen", number, scale) for piece in handwritten for word in piece.words]
    return (*printed, *pen, *([_doubt(_together(stamped), "pen", number, scale)] if stamped else []))


def _together(words: Sequence[Word]) -> Word:
    """One word that covers all of them."""
    return replace(
        words[0],
        text=" ".join(word.text for word in words),
        left=min(word.left for word in words),
        top=min(word.top for word in words),
        right=max(word.right for word in words),
        bottom=max(word.bottom for word in words),
        confidence=min(word.confidence for word in words),
    )


def _doubtful(pieces: Sequence[Piece]) -> Iterator[tuple[Word, DoubtReason]]:
    for piece in pieces:
        for word in piece.words:
            if word.first is not None:
                yield word, "chosen"
            elif word.confidence < _UNSURE and any(char.isalnum() for char in word.text):
                yield word, "unsure"
            elif _is_strange(word.text):
                yield word, "not-a-syllable"


def _is_strange(text: str) -> bool:
    """Whether a part of the word is neither a syllable nor a known abbreviation, nor a plain word of another tongue."""
    count = count_words(text)
    return count.valid + count.foreign < count.checked


def _doubt(word: Word, reason: DoubtReason, number: int, scale: float) -> Doubt:
    box = Box(word.left / scale, word.top / scale, word.right / scale, word.bottom / scale)
    text = "" if reason == "pen" else corrected(word.text)
    return Doubt(text, number, box, reason, round(word.confidence, 3), word.text if reason == "pen" else word.first)
