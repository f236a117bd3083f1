import numpy as np
import pytest

from ingest.ocr.language import STOP, UNKNOWN, language, packed, syllable, tokens


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("hoà", "hòa"),
        ("THUỶ", "thủy"),
        ("khoẻ", "khỏe"),
        ("quý", "quý"),
        ("hoàn", "hoàn"),
        ("Toà", "tòa"),
        ("uy", "uy"),
    ],
)
def test_both_ways_to_place_a_tone_are_one_syllable(written: str, known: str) -> None:
    assert syllable(written) == known
    assert syllable(known) == known


def test_numbers_are_one_token_and_ends_of_sentences_another() -> None:
    assert tokens("Điều 12. Phạm vi, (đối tượng) 1.500 m") == [
        *("điều", "0", ".", "phạm", "vi", "đối", "tượng", "0", "m"),
    ]


def test_the_words_around_tell_which_of_two_syllables_stands_there() -> None:
    def likelihood(*words: str) -> float:
        places = [np.array([language().place(word)]) for word in words]
        assert all(place[0] != UNKNOWN for place in places)
        return float(language().log_likelihood(places[0], places[1], places[2])[0])

    assert likelihood("sửa", "đổi", "bổ") > likelihood("sửa", "đổi", "bồ") + 5
    assert likelihood("cơ", "quan", "có") > likelihood("cơ", "quan", "cỏ")


def test_likelihoods_behind_one_pair_add_up_to_one_at_most() -> None:
    third = np.arange(len(language().ones))
    behind = [np.full(len(third), language().place(word)) for word in ("ủy", "ban")]
    total = np.exp(language().log_likelihood(behind[0], behind[1], third)).sum()
    assert 0.8 < total < 1.2  # counts are kept to 4 %, runs seen once not at all


def test_a_stranger_is_unlikely_but_not_impossible() -> None:
    stop = np.array([STOP])
    assert language().place("xyzzy") == UNKNOWN
    assert -40 < language().log_likelihood(stop, stop, np.array([UNKNOWN]))[0] < -5


def test_counts_are_packed_to_four_per_cent_and_nothing_stays_nothing() -> None:
    counts = np.array([0, 1, 2, 1_000_000])
    steps = packed(counts)
    assert steps[0] == 0
    assert steps[1] == 1
    assert np.exp2((steps[3] - 1) / 8) == pytest.approx(1_000_000, rel=0.05)
