"""The net over features: what one row is worth depends on what the best of all rows have."""

import numpy as np
import pytest

from search_api.ranking.features import FEATURES
from search_api.ranking.interplay import BEST, TOLD, Net, net


def rows(**columns: tuple[float, ...]) -> np.ndarray:
    values = np.zeros((len(next(iter(columns.values()))), len(FEATURES)))
    for name, column in columns.items():
        values[:, FEATURES.index(name)] = column
    return values


def made() -> Net:
    """One that adds what a row has of pairs to the best of all words."""
    told, best = np.zeros((len(TOLD), 1)), np.zeros((len(BEST), 1))
    told[TOLD.index("pairs")] = best[BEST.index("words")] = 1.0
    return Net(told, best, np.array([0.25]), np.array([2.0]))


def test_a_row_is_told_what_the_best_of_all_has() -> None:
    value = made().value(rows(pairs=(0.5, 0.0), words=(0.1, 0.5)))
    assert value == pytest.approx(2 * np.tanh([0.5 + 0.5 + 0.25, 0.0 + 0.5 + 0.25]))


def test_what_is_set_by_hand_is_not_told() -> None:
    shipped = net()
    assert shipped.value(rows(title=(0.0, 1.0), rank=(1.0, 0.0))).tolist() == pytest.approx(
        [shipped.value(rows(age=(0,)))[0]] * 2
    )


def test_what_it_adds_is_bounded() -> None:
    most = np.abs(net().out).sum()
    assert (np.abs(net().value(np.random.default_rng(1).random((50, len(FEATURES))) * 100)) <= most).all()
