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


@dataclass(frozen=True, slots=True)
class Model:
    """How many documents the second stage looks at, how many rows of each, and what each feature weighs."""

    documents: int
    rows: int
    weights: dict[str, float]


@dataclass(frozen=True, slots=True)
class Valued:
    """The value of each row, and for `explain` what each feature adds to it."""

    values: tuple[float, ...]
    parts: Floats

    def contributions(self, row: int) -> tuple[Contribution, ...]:
        """What makes up the value of a row, the greatest first."""
        parts = [(name, float(part)) for name, part in zip(FEATURES, self.parts[row], strict=True) if part]
        return tuple(
            Contribution(name, "ranking", part) for name, part in sorted(parts, key=lambda each: -abs(each[1]))
        )


def value(question: Question, rows: Sequence[bytes], first: Sequence[float], as_of: dt.date) -> Valued:
    """Value rows, given as `signals.pack` made them, with the scores that the engine gave them."""
    if not rows:
        return Valued((), np.zeros((0, len(FEATURES))))
    weights = np.array([model().weights[name] for name in FEATURES])
    parts: Floats = features(question, rows, first, as_of) * weights
    return Valued(tuple(parts.sum(axis=1).tolist()), parts)


@cache
def model() -> Model:
    """The model that ships with the product."""
    text = files("search_api.ranking").joinpath("model.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Model)
