"""How likely a word is behind another, or behind two: counts of runs, discounted in favour of runs never met.

Kneser and Ney 1995, as Chen and Goodman 1999 interpolate them: each run that was met gives up a part of its count, and
what the runs behind one word give up goes to all words by how many different words they stand behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from search_api.language.codes import among

Numbers = npt.NDArray[np.int64]
Chances = npt.NDArray[np.float64]

LEFT = np.int64(32)
"""A pair is its first word's place shifted by so many bits, and its second word's place."""

RUN = np.int64(16)
"""A run of three is the place of its first two words among all pairs shifted by so many bits, and its third word."""

_DISCOUNT = 0.75
_NEVER_MET = 0.3
"""Added to the number of words that each stands behind: one that was never met behind any has a chance too."""


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """What stands behind each of some beginnings: how much of it, and how much of that is given up to what was not met.

    The last, at -1, is a beginning that was never met.
    """

    totals: Chances
    given_up: Chances

    def chances(self, at: Numbers, met: Numbers, otherwise: Chances) -> Chances:
        """How likely is what stands `met` times behind the beginnings `at`; `otherwise` is how likely it is anyway."""
        totals = self.totals[at]
        kept = np.maximum(met - _DISCOUNT, 0.0)
        return np.where(totals > 0, (kept + self.given_up[at] * otherwise) / np.maximum(totals, 1.0), otherwise)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of the words 0 to `size` - 1 (rising) with their counts."""

    keys: Numbers
    counts: Numbers
    size: int
    behind: Behind = field(init=False)
    anywhere: Chances = field(init=False)

    def __post_init__(self) -> None:
        """Count what stands behind each word, and behind how many different words each stands."""
        before = np.bincount(self.keys & ((1 << LEFT) - 1), minlength=self.size) + _NEVER_MET
        object.__setattr__(self, "behind", _behind(self.keys >> LEFT, self.counts, self.size))
        object.__setattr__(self, "anywhere", np.append(before, _NEVER_MET) / (before.sum() + _NEVER_MET))

    def places(self, left: Numbers, right: Numbers) -> Numbers:
        """Where pairs stand among all, -1 where one was never met; a word at -1 is none that is known."""
        return among(self.keys, left << LEFT | right)

    def count(self, left: int, right: int) -> int:
        """How often a word follows another."""
        key = left << int(LEFT) | right
        at = int(self.keys.searchsorted(key))
        return int(self.counts[at]) if at < len(self.keys) and self.keys[at] == key else 0

    def count_any(self, lefts: Sequence[int], rights: Sequence[int]) -> int:
        """How often any of some words follows any of others: one look-up for all pairs."""
        left, right = (np.array(words, dtype=np.int64) for words in (lefts, rights))
        return int(_met(self.counts, among(self.keys, (left[:, None] << LEFT | right).ravel())).sum())

    def chances(self, left: Numbers, right: Numbers, places: Numbers) -> Chances:
        """How likely each right word is behind its left one; `places` are those of the pairs."""
        return self.behind.chances(left, _met(self.counts, places), self.anywhere[right])


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs of three words (rising) with their counts, over `pairs` pairs."""

    keys: Numbers
    counts: Numbers
    pairs: int
    behind: Behind = field(init=False)

    def __post_init__(self) -> None:
        """Count what stands behind each pair."""
        object.__setattr__(self, "behind", _behind(self.keys >> RUN, self.counts, self.pairs))

    def chances(self, before: Numbers, word: Numbers, chances: Chances) -> Chances:
        """How likely each word is behind the pair at `before`; `chances` is how likely it is behind one word."""
        found = among(self.keys, np.where(word >= 0, before << RUN | word, -1))
        return self.behind.chances(before, _met(self.counts, found), chances)


def _behind(before: Numbers, counts: Numbers, size: int) -> Behind:
    totals = np.bincount(before, counts, size).astype(np.float64)
    return Behind(np.append(totals, 0.0), np.append(_DISCOUNT * np.bincount(before, minlength=size), 0.0))


def _met(counts: Numbers, places: Numbers) -> Numbers:
    """How often what stands at some places was met, 0 where a place is -1."""
    return np.where(places >= 0, counts[places], 0) if len(counts) else np.zeros(len(places), dtype=np.int64)
