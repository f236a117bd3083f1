"""What features say together: a small net over them, beside the weights that they have alone.

A sentence in the law's own words is answered by the row that holds them as neighbours, a question in everyday words by
the row that is near in meaning, and no weights serve both: what a row has counts by what the best of all rows has.
Fitted with the weights (script/train_ranking.py); docs/relevance.md has the figures.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from search_api.language.rarity import Floats
from search_api.ranking.features import FEATURES

TOLD = (
    "first", "words", "relevance", "pairs", "near_pairs", "triples", "heading", "heading_asked", "early", "length",
    "meant", "meant_heading", "meant_asked", "sense", "alike", "alike_lacking", "defines", "act",
)  # fmt: skip
"""Features of a row that the net is told: those of which questions can teach something."""

BEST = ("words", "relevance", "pairs", "near_pairs", "triples", "heading", "meant", "sense", "alike", "alike_lacking")
"""Features of which it is told besides what the best of all rows has."""

_TOLD, _BEST = ([FEATURES.index(name) for name in names] for names in (TOLD, BEST))


@dataclass(frozen=True, slots=True, eq=False)
class Net:
    """One hidden layer: `told` and `best` lead from features to it, `rest` is what it begins with, `out` weighs it."""

    told: Floats
    best: Floats
    rest: Floats
    out: Floats

    def value(self, features: Floats) -> Floats:
        """What rows of `FEATURES`, at least one, are worth together, beside one another."""
        best = features[:, _BEST].max(axis=0)
        hidden: Floats = np.tanh(features[:, _TOLD] @ self.told + (best @ self.best + self.rest))
        return hidden @ self.out


@cache
def net() -> Net:
    """The net that ships with the product."""
    with files("search_api.ranking").joinpath("interplay.npz").open("rb") as file, np.load(file) as held:
        return Net(*(held[name].astype(np.float64) for name in Net.__slots__))
