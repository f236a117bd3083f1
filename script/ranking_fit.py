"""Fits the second stage: weights of features alone, and a net of what they say together, at the same time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from script.ranking_cases import Case
from search_api.ranking.features import FEATURES
from search_api.ranking.interplay import BEST, TOLD, Net
from search_api.ranking.second_stage import model

BY_HAND = tuple(name for name in FEATURES if name not in TOLD)
"""Features that no set of questions over texts without dates, numbers and ranks can teach, or that hardly meet any."""

HIDDEN = 24
STRENGTH, STRENGTH_OF_NET = 0.003, 0.003
"""How much large weights cost: those of features alone, and those of the net."""

STEPS = 150
SEED = 1
SETTINGS = (TOLD, BEST, HIDDEN, STRENGTH, STRENGTH_OF_NET, STEPS, SEED)

Floats = NDArray[np.float64]
Small = NDArray[np.float32]

_TOLD, _BEST, _HAND = ([FEATURES.index(name) for name in names] for names in (TOLD, BEST, BY_HAND))


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights of all features, and the net beside them."""

    weights: Floats
    net: Net

    def scores(self, case: Case) -> Floats:
        """What the rows of a case are worth."""
        worth: Floats = case.values @ self.weights + self.net.value(case.values)
        return worth


@dataclass(frozen=True, slots=True)
class Lessons:
    """Rows of all questions one after the other, at mean 0 and spread 1: what each has, the best of its question.

    `starts` is where each question begins, `of` the question of each row, `counts` what it counts, `right` the row's
    share of the right answers, `given` what the features that are set by hand add.
    """

    told: Small
    best: Small
    starts: NDArray[np.int64]
    of: NDArray[np.int64]
    counts: Small
    right: Small
    given: Small

    def loss(self, scores: Small) -> tuple[float, Small]:
        """Cross entropy of the right rows among those of their question, in the mean, and its slope."""
        scores = scores + self.given
        scores -= np.maximum.reduceat(scores, self.starts)[self.of]
        scores -= np.log(np.add.reduceat(np.exp(scores), self.starts))[self.of]
        counts = self.counts[self.of]
        slope = counts * (np.exp(scores) - self.right)
        return -float((self.right * scores) @ counts), slope.astype(np.float32)


def _scaled(values: Floats) -> tuple[Small, Floats, Floats]:
    """Columns at mean 0 and spread 1, what was taken off, and by what they were divided."""
    mean, spread = values.mean(axis=0), values.std(axis=0)
    spread[spread == 0] = 1.0
    return ((values - mean) / spread).astype(np.float32), mean, spread


def fit(training: Sequence[tuple[Case, float]], hidden: int = HIDDEN) -> Fit:
    """Weights by which the right row of each question is worth more than the others; each case with what it counts."""
    useful = [(case, counts) for case, counts in training if case.right.any()]
    sizes = np.array([len(case.right) for case, _ in useful])
    values, starts = np.concatenate([case.values for case, _ in useful]), np.cumsum(sizes) - sizes
    of = np.repeat(np.arange(len(sizes)), sizes)
    told, told_mean, told_spread = _scaled(values[:, _TOLD])
    best, best_mean, best_spread = _scaled(np.maximum.reduceat(values[:, _BEST], starts)[of])
    counts = np.array([counts for _, counts in useful], dtype=np.float32)
    by_hand = np.array([model().weights[name] for name in BY_HAND])
    lessons = Lessons(
        told,
        best,
        starts,
        of,
        counts / counts.sum(),
        np.concatenate([case.right / case.right.sum() for case, _ in useful]).astype(np.float32),
        (values[:, _HAND] @ by_hand).astype(np.float32),
    )
    alone, first, rest, out = _least(lessons, hidden)
    weights = np.zeros(len(FEATURES))
    weights[_HAND], weights[_TOLD] = by_hand, alone / told_spread
    own, beside = first[: len(TOLD)] / told_spread[:, None], first[len(TOLD) :] / best_spread[:, None]
    return Fit(weights, Net(own, beside, rest - told_mean @ own - best_mean @ beside, out))


def _least(lessons: Lessons, hidden: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Where the loss is least: weights alone, those that lead to the hidden layer, its rest, those out of it."""
    inputs = np.hstack([lessons.told, lessons.best])
    wide, random = inputs.shape[1], np.random.default_rng(SEED)
    bounds = np.cumsum([len(TOLD), wide * hidden, hidden])

    def parts(line: NDArray[np.floating]) -> tuple[NDArray[np.floating], ...]:
        alone, first, rest, out = np.split(line, bounds)
        return alone, first.reshape(wide, hidden), rest, out

    def loss(line: Floats) -> tuple[float, Floats]:
        alone, first, rest, out = parts(line.astype(np.float32))
        layer = np.tanh(inputs @ first + rest)
        total, slope = lessons.loss(lessons.told @ alone + layer @ out)
        back = slope[:, None] * out * (1 - layer * layer)
        slopes = lessons.told.T @ slope, (inputs.T @ back).ravel(), back.sum(axis=0), layer.T @ slope
        cost = np.concatenate([np.full(len(TOLD), STRENGTH), np.full(len(line) - len(TOLD), STRENGTH_OF_NET)])
        return total + float(cost @ line**2), np.concatenate(slopes) + 2 * cost * line

    begin = np.concatenate([np.zeros(len(TOLD)), random.normal(0, 0.1, wide * hidden + 2 * hidden)])
    found = _minimum(loss, begin)
    alone, first, rest, out = (part.astype(np.float64) for part in parts(found))
    return alone, first, rest, out


def _minimum(loss: Callable[[Floats], tuple[float, Floats]], begin: Floats) -> Floats:
    found: Floats = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    return found
