"""Which of a word's variants was printed: how often Tesseract misreads so, and what a legal text says in such a place.

Five sixths of Tesseract's errors on gazette pages are wrong marks on right letters, and most of them give a syllable
that exists: the words around it tell (đề nghị, để bảo đảm). A misprint that was read surely stays: the language must
outweigh what the misreading costs, and a margin on top. Figures: docs/ocr.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.engine import Word
from ingest.ocr.language import STOP, UNKNOWN, language
from ingest.ocr.pieces import Piece
from ingest.ocr.variants import Slot, Variant, slots

_WEIGHT = 0.6  # of the language against the reading: neighbouring syllables say things twice
_MARGIN = 2.0  # nats
_HOPELESS = -7.0  # nats; a variant that much worse between its neighbours as read is not looked at again
_WINDOW = 3  # syllables: the two before one tell how likely it is

_BEFORE = (UNKNOWN, STOP)  # a page's first word; its last one in the other order

_Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Choice:
    """A slot, the variant chosen, and by how many nats it is better than the slot as read (0 where it is that)."""

    slot: Slot
    chosen: Variant
    odds: float


def with_choices(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the words that were most likely printed; a word that changed keeps its first reading."""
    changes: dict[tuple[int, int], list[Choice]] = {}
    for choice in choose(slots(pieces)):
        if choice.chosen is not choice.slot.variants[0]:
            changes.setdefault((choice.slot.piece, choice.slot.word), []).append(choice)
    return [
        Piece(tuple(_changed(word, changes.get((index, place), ())) for place, word in enumerate(piece.words)))
        for index, piece in enumerate(pieces)
    ]


def _changed(word: Word, choices: Sequence[Choice]) -> Word:
    text = word.text
    for choice in reversed(choices):
        start, end = choice.slot.start, choice.slot.end
        text = text[:start] + _in_case_of(text[start:end], choice.chosen.text) + text[end:]
    return replace(word, text=text, first=word.first or word.text) if choices else word


def _in_case_of(pattern: str, text: str) -> str:
    if pattern.isupper():
        return text.upper()
    return text[0].upper() + text[1:] if pattern[0].isupper() else text


def choose(found: Sequence[Slot]) -> list[Choice]:
    """For each slot of a page the variant that was most likely printed."""
    as_read = [slot.variants[0] for slot in found]
    likely = [
        [variant for variant, gain in zip(slot.variants, gains, strict=True) if gain > _HOPELESS]
        for slot, gains in zip(found, _gains(found, as_read), strict=True)
    ]
    path = _best_path(likely)
    return [
        Choice(slot, chosen, -gains[0]) for slot, chosen, gains in zip(found, path, _gains(found, path), strict=True)
    ]


def _gains(found: Sequence[Slot], now: Sequence[Variant]) -> list[list[float]]:
    """By how many nats each variant of each slot is better than the one that stands there now, all others staying."""
    tried = [
        (index, variant) for index, slot in enumerate(found) if len(slot.variants) > 1 for variant in slot.variants
    ]
    places = np.array([*_BEFORE, *(variant.place for variant in now), *reversed(_BEFORE)])
    owners = np.array([index for index, _ in tried], np.int64)
    around = [places[owners + step] for step in range(2 * _WINDOW - 1)]
    fits = _fit(around, np.array([variant.place for _, variant in tried], np.int64)) - _fit(around, around[2])
    charges = [_charge(variant) - _charge(now[index]) for index, variant in tried]
    gains = iter((fits - charges).tolist())
    return [[next(gains) for _ in slot.variants] if len(slot.variants) > 1 else [0.0] for slot in found]


def _fit(around: Sequence[_Places], middle: _Places) -> NDArray[np.float64]:
    """How likely runs of five syllables are with another one in their middle, as far as it matters."""
    runs = [*around[:2], middle, *around[3:]]
    fit = language().log_likelihood
    return _WEIGHT * sum((fit(*runs[start : start + _WINDOW]) for start in range(_WINDOW)), np.zeros(len(middle)))


def _charge(variant: Variant) -> float:
    return variant.cost + _MARGIN if variant.cost else 0.0


def _best_path(likely: Sequence[Sequence[Variant]]) -> list[Variant]:
    """Viterbi: the variants that together score best; a state is a variant and the one before it."""
    steps = _likelihoods(
        [*(np.array([place]) for place in _BEFORE), *(np.array([v.place for v in each]) for each in likely)]
    )
    score = np.zeros((1, 1))
    before: list[NDArray[np.intp]] = []
    for step, each in zip(steps, likely, strict=True):
        reached = score[:, :, None] + step - np.array([_charge(variant) for variant in each])
        before.append(reached.argmax(0))
        score = reached.max(0)
    last, here = divmod(int(score.argmax()), score.shape[1])
    path: list[Variant] = []
    for each, back in zip(reversed(likely), reversed(before), strict=True):
        path.append(each[here])
        last, here = int(back[last, here]), last
    return path[::-1]


def _likelihoods(places: Sequence[_Places]) -> list[NDArray[np.float64]]:
    """For each run of three slots, how likely each variant of the third is behind those of the first and second."""
    runs = [places[start : start + _WINDOW] for start in range(len(places) - _WINDOW + 1)]
    grids = [np.meshgrid(*run, indexing="ij") for run in runs if any(len(each) > 1 for each in run)]
    if not grids:
        return [np.zeros((1, 1, 1)) for _ in runs]
    flat = [np.concatenate([grid[axis].ravel() for grid in grids]) for axis in range(_WINDOW)]
    found = _WEIGHT * language().log_likelihood(flat[0], flat[1], flat[2])
    ends = np.cumsum([grid[0].size for grid in grids])
    parts = iter([part.reshape(grid[0].shape) for part, grid in zip(np.split(found, ends[:-1]), grids, strict=True)])
    return [next(parts) if any(len(each) > 1 for each in run) else np.zeros((1, 1, 1)) for run in runs]
