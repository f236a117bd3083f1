"""Words as numbers: one tells the accented and the folded form, pairs are told apart by order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_api.language.codes import ACCENT_BITS, codes_of, folded_code, folded_line, pair_codes, word_code
from search_api.query.syllables import fold

WORDS = st.text(min_size=1, max_size=12)


@given(WORDS)
def test_a_word_is_never_zero_and_fits_its_bits(word: str) -> None:
    assert 0 < word_code(word, fold(word)) >> ACCENT_BITS < 1 << 20
    assert word_code(word, fold(word)) < 1 << 32


def test_forms_of_one_folded_word_share_their_upper_bits() -> None:
    tax, rent = word_code("thuế", "thue"), word_code("thuê", "thue")
    assert tax != rent
    assert folded_code(tax) == folded_code(rent)
    assert folded_line(["thue"]) == (tax >> ACCENT_BITS).to_bytes(4, "little")


def test_pairs_have_a_direction() -> None:
    codes = codes_of(["thu", "nhập"], ["thu", "nhap"])
    assert pair_codes(codes[:1], codes[1:]) != pair_codes(codes[1:], codes[:1])
    assert pair_codes(codes[:0], codes[:0]).dtype == np.uint32


@given(st.lists(st.text(min_size=1, max_size=5), max_size=9))
def test_words_have_their_numbers_again(words: list[str]) -> None:
    expected = [word_code(word, fold(word)) for word in words]
    assert codes_of(words, map(fold, words)).tolist() == expected
    assert codes_of(words, map(fold, words)).tolist() == expected
