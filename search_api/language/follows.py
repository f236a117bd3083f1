"""How likely a word is behind another, or behind two: counts of runs, discounted in favour of runs never met.

Kneser and Ney 1995, as Chen and Goodman 1999 interpolate them: each run that was met gives up a part of its count, and
what the runs behind one word give up goes to all words by how many different words they stand behind.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

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
class Pairs:
    """Pairs of the words 0 to `size` - 1 (rising) with their counts."""

    keys: Numbers
    counts: Numbers
    size: int
    totals: Chances = field(init=False)
    given_up: Chances = field(init=False)
    anywhere: Chances = field(init=False)

    def __post_init__(self) -> None:
        """Count what stands behind each word, and behind how many different words each stands."""
        lefts, rights = self.keys >> LEFT, self.keys & ((1 << LEFT) - 1)
        totals = np.bincount(lefts, self.counts, self.size).astype(np.float64)
        behind = np.bincount(rights, minlength=self.size) + _NEVER_MET
        object.__setattr__(self, "totals", np.append(totals, 0.0))
        object.__setattr__(self, "given_up", np.append(_DISCOUNT * np.bincount(lefts, minlength=self.size), 0.0))
        object.__setattr__(self, "anywhere", np.append(behind, _NEVER_MET) / (behind.sum() + _NEVER_MET))

    def places(self, left: Numbers, right: Numbers) -> Numbers:
        """Where pairs stand among all, -1 where one was never met; a word at -1 is none that is known."""
        return _places(self.keys, left << LEFT | right)

    def count(self, left: int, right: int) -> int:
        """How often a word follows another."""
        key = left << int(LEFT) | right
        at = int(self.keys.searchsorted(key))
        return int(self.counts[at]) if at < len(self.keys) and self.keys[at] == key else 0

    def chances(self, left: Numbers, right: Numbers, places: Numbers) -> Chances:
        """How likely each right word is behind its left one; `places` are those of the pairs."""
        found = np.where(places >= 0, self.counts[places] - _DISCOUNT, 0.0) if len(self.keys) else np.zeros(len(left))
        totals = self.totals[left]
        met = (found + self.given_up[left] * self.anywhere[right]) / np.maximum(totals, 1.0)
        return np.where(totals > 0, met, self.anywhere[right])


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs of three words (rising) with their counts, over `pairs` pairs."""

    keys: Numbers
    counts: Numbers
    pairs: int
    totals: Chances = field(init=False)
    given_up: Chances = field(init=False)

    def __post_init__(self) -> None:
        """Count what stands behind each pair."""
        before = self.keys >> RUN
        totals = np.bincount(before, self.counts, self.pairs).astype(np.float64)
        object.__setattr__(self, "totals", np.append(totals, 0.0))
        object.__setattr__(self, "given_up", np.append(_DISCOUNT * np.bincount(before, minlength=self.pairs), 0.0))

    def chances(self, before: Numbers, word: Numbers, chances: Chances) -> Chances:
        """How likely each word is behind the pair at `before`; `chances` is how likely it is behind one word."""
        places = _places(self.keys, np.where(word >= 0, before << RUN | word, -1))
        found = np.where(places >= 0, self.counts[places] - _DISCOUNT, 0.0)
        totals = self.totals[before]
        return np.where(totals > 0, (found + self.given_up[before] * chances) / np.maximum(totals, 1.0), chances)


def _places(known: Numbers, wanted: Numbers) -> Numbers:
    """Where numbers stand among those known, -1 for others."""
    if not len(known):
        return np.full(len(wanted), -1, dtype=np.int64)
    places = np.minimum(known.searchsorted(wanted), len(known) - 1)
    return np.where(known[places] == wanted, places, -1)
