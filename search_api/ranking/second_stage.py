"""The best rows of the engine, valued anew: a linear model over what they say of the question."""

import datetime as dt
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from search_api.query.hits import Contribution
from search_api.ranking.features import FEATURES, features
from search_api.ranking.question import Question
from search_api.ranking.rarity import Floats

SECOND_STAGE = "second_stage"
"""The field that contributions of the second stage name."""


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
    parts: Floats
    floor: float

    def contributions(self, row: int) -> tuple[Contribution, ...]:
        """What adds up to the score of a row: the floor, then each feature, the weightiest first."""
        parts = [(name, float(part)) for name, part in zip(FEATURES, self.parts[row], strict=True) if part]
        parts.sort(key=lambda each: -abs(each[1]))
        return tuple(Contribution(name, SECOND_STAGE, part) for name, part in [("floor", self.floor), *parts])


def value(question: Question, rows: Sequence[bytes], first: Sequence[float], as_of: dt.date) -> Valued:
    """Value rows, given as `signals.pack` made them, with the scores that the engine gave them; at least one."""
    weights = np.array([model().weights[name] for name in FEATURES])
    parts: Floats = features(question, rows, first, as_of) * weights
    values = parts.sum(axis=1)
    floor = max(first) - float(values.min())
    return Valued(tuple((values + floor).tolist()), parts, floor)


@cache
def model() -> Model:
    """The model that ships with the product."""
    text = files("search_api.ranking").joinpath("model.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Model)
