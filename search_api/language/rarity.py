"""How rare words and pairs of neighbours are in legal Vietnamese: what says something and what stands everywhere.

The table, rarity.npz, counts in how many of 46,922 articles of the official codification each stands
(script/train_rarity.py makes it). It belongs to the language, not to a collection: both engines rank by the same
numbers, and a collection of ten documents does not take 'của' for a rare word.
"""

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from search_api.language.codes import Codes, among, folded_code, pair_codes

Floats = npt.NDArray[np.float64]

STEP = 1 / 16
"""Rarities are stored in sixteenths."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rising codes with their rarities; `unknown` is that of all others."""

    codes: Codes
    rarities: npt.NDArray[np.uint8]
    unknown: float

    def of(self, codes: Codes) -> tuple[Floats, npt.NDArray[np.bool_]]:
        """The rarities of codes, and which of them are in the table."""
        found = among(self.codes, codes)
        known = found >= 0
        return np.where(known, self.rarities[found] * STEP, self.unknown), known


def rarity(holding: npt.NDArray[np.int64], articles: int) -> Floats:
    """The inverse document frequency of BM25: ln(1 + (N - n + 0.5) / (n + 0.5))."""
    found: Floats = np.log1p((articles - holding + 0.5) / (holding + 0.5))
    return found


def rarities(codes: Codes) -> Floats:
    """How rare words are; a word of unknown marks is as rare as all words of its folded form together."""
    table = _tables()[0]
    found, known = table.of(codes)
    if not known.all():
        other = ~known
        found[other] = table.of(folded(codes[other]))[0]
    return found


def pair_rarities(left: Codes, right: Codes) -> Floats:
    """How rare pairs of neighbours are."""
    table = _tables()[1]
    found, known = table.of(pair_codes(left, right))
    if not known.all():
        other = ~known
        found[other] = table.of(pair_codes(folded(left[other]), folded(right[other])))[0]
    return found


def folded(codes: Codes) -> Codes:
    """What stands for all words of one folded form."""
    return codes & np.uint32(folded_code(0xFFFFFFFF))


@cache
def _tables() -> tuple[Table, Table]:
    with files("search_api.language").joinpath("rarity.npz").open("rb") as file, np.load(file) as held:
        least, articles = int(held["least"]), int(held["articles"])
        unknown = [math.log1p((articles - n + 0.5) / (n + 0.5)) for n in (0, least - 1)]
        return (
            Table(np.cumsum(held["word_steps"], dtype=np.uint32), held["word_rarities"], unknown[0]),
            Table(np.cumsum(held["pair_steps"], dtype=np.uint32), held["pair_rarities"], unknown[1]),
        )
