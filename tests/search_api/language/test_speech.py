"""What follows what in everyday questions, as it ships."""

import numpy as np

from search_api.language.speech import BORDER, speech


def places(*words: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([speech().places.get(word, -1) for word in words])


def test_everyday_turns_are_known() -> None:
    assert speech().words[BORDER] == ""
    assert speech().pair_count("tôi", "muốn") > 50 > speech().pair_count("tội", "muốn") == 0
    assert speech().pair_count("", "tôi") == speech().pair_count("tôi", "zzz") == 0
    assert speech().count("muốn") > speech().count("mượn") > 0
    assert speech().count("zzz") == 0
    assert speech().total == speech().counts[BORDER + 1 :].sum()


def test_two_words_before_tell_more_than_one() -> None:
    said = speech()
    first, second = places("thì", "không"), places("có", "có")
    third = places("được", "được")
    after = said.chances(first, second, third)
    alone = said.pairs.chances(second, third, said.pairs.places(second, third))
    assert alone[0] == alone[1]
    assert after[0] != after[1]


def test_unknown_words_have_a_chance_too() -> None:
    nowhere = np.array([-1])
    assert 0 < speech().chances(nowhere, nowhere, nowhere)[0] < 1e-4
