"""How likely a word is behind others, by counts."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from search_api.language.follows import LEFT, RUN, Chances, Numbers, Pairs, Runs

SIZE = 6


def counted(line: Numbers) -> tuple[Pairs, Runs]:
    """The pairs and runs of three of a line of words."""
    followed = line[:-1] << LEFT | line[1:]
    keys, counts = np.unique(followed, return_counts=True)
    runs, run_counts = np.unique(np.searchsorted(keys, followed[:-1]) << RUN | line[2:], return_counts=True)
    return Pairs(keys, counts, SIZE), Runs(runs, run_counts, len(keys))


def behind(pairs: Pairs, left: int) -> Chances:
    every = np.arange(SIZE)
    lefts = np.full(SIZE, left)
    return pairs.chances(lefts, every, pairs.places(lefts, every))


LINES = arrays.arrays(np.int64, st.integers(3, 60), elements=st.integers(0, SIZE - 1))


def test_what_was_met_is_likelier_than_what_was_not() -> None:
    pairs, runs = counted(np.array([0, 1, 2, 0, 1, 2, 0, 1, 3, 4, 1, 3]))
    after_one = behind(pairs, 1)
    assert after_one[2] > after_one[4] > 0
    assert pairs.count(0, 1) == 3
    assert pairs.count(1, 0) == 0
    assert pairs.count_any([0, 1], [1, 3]) == pairs.count(0, 1) + pairs.count(1, 3)
    assert pairs.count_any([], [1]) == pairs.count_any([0], []) == 0
    words = np.array([2, 3])
    before = pairs.places(np.array([4, 4]), np.array([1, 1]))
    alone = pairs.chances(np.array([1, 1]), words, pairs.places(np.array([1, 1]), words))
    first, second = runs.chances(before, words, alone)
    assert second > first  # behind '4 1' stands 3, though behind 1 more often 2


@given(LINES)
def test_chances_behind_a_word_add_up_to_one_at_most(line: Numbers) -> None:
    pairs, runs = counted(line)
    for left in range(-1, SIZE):
        total = behind(pairs, left).sum()
        assert 0 < total <= 1 + 1e-9
        for second in range(SIZE):
            every, seconds = np.arange(SIZE), np.full(SIZE, second)
            alone = pairs.chances(seconds, every, pairs.places(seconds, every))
            before = pairs.places(np.full(SIZE, left), seconds)
            assert runs.chances(before, every, alone).sum() <= 1 + 1e-9


def test_of_no_counts_every_word_is_as_likely() -> None:
    none = np.zeros(0, dtype=np.int64)
    pairs, nowhere = Pairs(none, none, 0), np.full(2, -1)
    assert pairs.count(3, 4) == 0
    assert list(pairs.places(nowhere, nowhere)) == [-1, -1]
    chances = pairs.chances(nowhere, nowhere, pairs.places(nowhere, nowhere))
    assert chances[0] == chances[1] > 0
