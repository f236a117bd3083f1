"""How likely a syllable of a Vietnamese legal text is behind the two before it; trained by script/train_syllables.py.

The model holds a list of single syllables and counts of runs of two and three, by number and by hash: no sentence can
be read from it. What it was trained on and what it is worth: docs/ocr.md.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

MODEL = "syllables.npz"
UNKNOWN, STOP, NUMBER = 0, 1, 2
"""What is no syllable of the list: another word, the end of a sentence, any number."""
STEPS = 8
"""Counts are kept as logarithms to base 2, in eighths: 4 % exact."""
WORD_BITS = 14
HASH_BITS = 30

TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[.;:!?]+")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_NEW_STYLE = re.compile(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])")
_PRIOR = (0.5, 3.0, 3.0)  # pseudo-counts of what a shorter context says, behind none, one and two syllables
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))

Places = NDArray[np.int64]


def syllable(word: str) -> str:
    """The word as the model knows it: NFC, lower case, the tone placed in the old style (handbook domain.md 7.2)."""
    return _NEW_STYLE.sub(_in_old_style, unicodedata.normalize("NFC", word).lower())


def _in_old_style(found: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", found[0])
    tone = _TONE.search(apart)
    return unicodedata.normalize("NFC", apart[0] + (tone[0] if tone else "") + _TONE.sub("", apart[1:]))


def tokens(text: str) -> list[str]:
    """The syllables of a text, "0" for each of its numbers, "." for the end of a sentence or of its part, never two."""
    kinds = (
        token if token[0].isalpha() else "0" if token[0].isdigit() else "." for token in TOKEN.findall(syllable(text))
    )
    return [kind for kind, after in pairwise(chain(kinds, ("",))) if not kind == after == "."]


def pair_keys(first: Places, second: Places) -> NDArray[np.uint64]:
    """A number for each pair of syllables."""
    return (first << WORD_BITS | second).astype(np.uint64)


def triple_keys(first: Places, second: Places, third: Places) -> NDArray[np.uint64]:
    """A hash for each run of three; with 700,000 of them one in 1,500 strangers is taken for one that is known."""
    mixed = first.astype(np.uint64) * _MIX[0] + second.astype(np.uint64) * _MIX[1] + third.astype(np.uint64) * _MIX[2]
    mixed = (mixed ^ mixed >> np.uint64(29)) * _MIX[0]
    hashed: NDArray[np.uint64] = mixed >> np.uint64(64 - HASH_BITS)
    return hashed


@dataclass(frozen=True, slots=True)
class _Counts:
    """Counts by key, keys in rising order."""

    keys: NDArray[np.uint64]
    counts: NDArray[np.float32]

    def __getitem__(self, wanted: NDArray[np.uint64]) -> NDArray[np.float64]:
        """The count of each key, 0 where it is not there."""
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[places] == wanted, self.counts[places], 0.0)


@dataclass(frozen=True, slots=True)
class Language:
    """The model. `places` gives each syllable its number."""

    places: Mapping[str, int]
    ones: NDArray[np.float64]
    twos: _Counts
    threes: _Counts

    def place(self, token: str) -> int:
        """The number of a token as `tokens` gives it; UNKNOWN where the model does not know it."""
        return self.places.get(token, UNKNOWN)

    def log_likelihood(self, first: Places, second: Places, third: Places) -> NDArray[np.float64]:
        """Natural logarithm of how likely `third` is behind `first` and `second`, for each of many runs."""
        total = self.ones.sum()
        one = (self.ones[third] + _PRIOR[0]) / (total + _PRIOR[0] * len(self.ones))
        two = (self.twos[pair_keys(second, third)] + _PRIOR[1] * one) / (self.ones[second] + _PRIOR[1])
        seen = self.twos[pair_keys(first, second)]
        three = self.threes[triple_keys(first, second, third)]
        found: NDArray[np.float64] = np.log((three + _PRIOR[2] * two) / (np.maximum(seen, three) + _PRIOR[2]))
        return found


@functools.cache
def language() -> Language:
    """The model of this package."""
    with files("ingest.ocr").joinpath(MODEL).open("rb") as file, np.load(file, allow_pickle=False) as stored:
        words = bytes(stored["words"]).decode("utf-8").split("\n")
        return Language(
            {word: place for place, word in enumerate(words) if word},
            _unpacked(stored["ones"]).astype(np.float64),
            _Counts(np.cumsum(stored["two_gaps"], dtype=np.uint64), _unpacked(stored["twos"])),
            _Counts(np.cumsum(stored["three_gaps"], dtype=np.uint64), _unpacked(stored["threes"])),
        )


def packed(counts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Counts as logarithms in STEPS; 0 stays 0."""
    return np.where(counts > 0, 1 + np.round(STEPS * np.log2(np.maximum(counts, 1))), 0).astype(np.uint8)


def _unpacked(steps: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.where(steps > 0, np.exp2((steps.astype(np.float32) - 1) / STEPS), 0).astype(np.float32)
