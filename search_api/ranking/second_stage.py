"""The best rows of the engine, valued anew: weights of what they say of the question, and a net over it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from search_api.knowledge import knowledge
from search_api.language.rarity import Floats
from search_api.query.hits import Contribution
from search_api.query.question import Likeness, Question
from search_api.ranking.features import FEATURES, features
from search_api.ranking.interplay import net
from search_api.ranking.likeness import VALUES, rules, values

SECOND_STAGE = "second_stage"
"""The field that contributions of the second stage name."""

INTERPLAY = "interplay"
"""The name of what the features say together."""


@dataclass(frozen=True, slots=True)
class Model:
    """How many documents the second stage looks at, how many rows of each, and what each feature weighs."""

    documents: int
    rows: int
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Valued:
    """The new scores of rows. All of them are above what the first stage gave: `floor` is its best, less the least."""

    scores: tuple[float, ...]
    names: tuple[str, ...]
    parts: Floats
    floor: float

    def contributions(self, row: int) -> tuple[Contribution, ...]:
        """What adds up to the score of a row: the floor, then each feature, the weightiest first."""
        parts = [(name, float(part)) for name, part in zip(self.names, self.parts[row], strict=True) if part]
        parts.sort(key=lambda each: -abs(each[1]))
        return tuple(Contribution(name, SECOND_STAGE, part) for name, part in [("floor", self.floor), *parts])


def value(asked: Question | Likeness, rows: Sequence[bytes], first: Sequence[float], as_of: dt.date) -> Valued:
    """Value rows, given as `signals.pack` made them, with the scores that the engine gave them; at least one."""
    names: tuple[str, ...]
    if isinstance(asked, Likeness):
        names, found = VALUES, values(asked, rows, first)
        parts: Floats = found * np.array([rules().values[name] for name in names])
    else:
        names, found = (*FEATURES, INTERPLAY), features(asked, rows, first, as_of)
        alone = found * np.array([model().weights[name] for name in FEATURES])
        parts = np.column_stack([alone, net().value(found)])
    sums = parts.sum(axis=1)
    floor = max(first) - float(sums.min())
    return Valued(tuple((sums + floor).tolist()), names, parts, floor)


@cache
def model() -> Model:
    """The model that ships with the product."""
    return knowledge("search_api.ranking", "model", Model)
