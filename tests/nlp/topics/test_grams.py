"""Runs of syllables: what makes no difference, and where they break."""

import numpy as np
import pytest

from nlp.topics.grams import Stretch, runs, syllables


def keys(text: str, size: int) -> set[int]:
    return set(map(int, runs(syllables([Stretch(0, text)]), size)[0]))


@pytest.mark.parametrize("other", ["QUY HOẠCH ĐÔ THỊ", "quy  hoạch đô thị", "quy hoạch\tđô thị", "quy hoạch đô thị."])
def test_case_and_spaces_make_no_difference(other: str) -> None:
    for size in (1, 2, 3):
        assert keys("quy hoạch đô thị", size) == keys(other, size)


def test_the_place_of_a_tone_makes_no_difference_and_the_tone_does() -> None:
    assert keys("hoà giải", 2) == keys("hòa giải", 2) != keys("hóa giải", 2)


def test_order_makes_a_difference() -> None:
    assert keys("đất nước", 2) != keys("nước đất", 2)


@pytest.mark.parametrize("text", ["đất, nước", "đất 5 nước", "đất\nnước", "đất (nước"])
def test_no_run_reaches_over_marks_figures_and_lines(text: str) -> None:
    assert keys(text, 2) == set()
    assert len(keys(text, 1)) == 2


def test_runs_stay_in_their_stretch_with_its_row_and_weight() -> None:
    read = syllables([Stretch(0, "một hai", 2.0), Stretch(1, "ba bốn")])
    found, starts = runs(read, 2)
    assert len(found) == 2
    assert read.rows[starts].tolist() == [0, 1]
    assert read.weights[starts].tolist() == [2.0, 1.0]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_keys_fit_in_four_bytes_and_short_texts_have_none(size: int) -> None:
    found, _ = runs(syllables([Stretch(0, "cơ quan nhà nước có thẩm quyền")]), size)
    assert found.max() < np.uint64(1 << 32)
    assert len(runs(syllables([]), size)[0]) == 0
