"""Which words follow one another, so that marks that were left out are read: in everyday questions, and in the law.

The law's words do not tell that 'toi muon' is tôi muốn, nor questions that 'to tung' is tố tụng. speech.npz was counted
from questions that were written for training (script/questions), law.npz from the official codification
(script/train_speech.py); no text is kept. What they are worth: docs/search.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import IO

import numpy as np

from search_api.language.follows import LEFT, Numbers, Pairs, Runs

BORDER, NUMBER = 0, 1
"""The words that stand before and behind a text, and for each figure and code in it: 'điều 5', 'năm 2026'."""


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """Words in their accented form with counts; the first two are `BORDER` and `NUMBER`."""

    words: tuple[str, ...]
    counts: Numbers
    places: Mapping[str, int]
    pairs: Pairs
    runs: Runs
    total: int

    def count(self, word: str) -> int:
        """How often a word stands in the texts."""
        place = self.places.get(word)
        return 0 if place is None else int(self.counts[place])

    def pair_count(self, left: str, right: str) -> int:
        """How often two words follow one another in the texts."""
        places = self.places.get(left), self.places.get(right)
        return 0 if places[0] is None or places[1] is None else self.pairs.count(places[0], places[1])

    def any_pair_count(self, lefts: Sequence[str], rights: Sequence[str]) -> int:
        """How often any of some words is followed by any of others."""
        left, right = ([self.places[word] for word in words if word in self.places] for words in (lefts, rights))
        return self.pairs.count_any(left, right)

    def share(self, word: str) -> float:
        """How much of the texts a word is."""
        return self.count(word) / self.total


@cache
def speech() -> Speech:
    """What follows what in everyday questions and typed queries."""
    return _shipped("speech.npz")


@cache
def law() -> Speech:
    """What follows what in texts of law: pairs that stand there three times, runs of three that do five times."""
    return _shipped("law.npz")


def _shipped(name: str) -> Speech:
    with files("search_api.language").joinpath(name).open("rb") as file:
        return read_speech(file)


def read_speech(file: IO[bytes]) -> Speech:
    """The counts in a file that script/train_speech.py wrote."""
    with np.load(file) as held:
        words = tuple(bytes(held["words"]).decode("utf-8").split("\n"))
        pairs = np.cumsum(held["pair_steps"], dtype=np.int64)
        pair_counts = held["pair_counts"].astype(np.int64)
        runs = np.cumsum(held["run_steps"], dtype=np.int64)
        run_counts = held["run_counts"].astype(np.int64)
    counts = np.bincount(pairs & ((1 << LEFT) - 1), pair_counts, len(words)).astype(np.int64)
    return Speech(
        words,
        counts,
        {word: place for place, word in enumerate(words) if word},
        Pairs(pairs, pair_counts, len(words)),
        Runs(runs, run_counts, len(pairs)),
        int(counts[NUMBER + 1 :].sum()),
    )
