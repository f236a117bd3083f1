"""What follows what in everyday questions and in the law, as it ships."""

import numpy as np

from search_api.language.follows import Chances, Numbers
from search_api.language.speech import BORDER, NUMBER, Speech, law, speech


def places(said: Speech, *words: str) -> Numbers:
    return np.array([said.places.get(word, -1) for word in words])


def behind(said: Speech, first: Numbers, second: Numbers, third: Numbers) -> Chances:
    alone = said.pairs.chances(second, third, said.pairs.places(second, third))
    return said.runs.chances(said.pairs.places(first, second), third, alone)


def test_everyday_turns_are_known() -> None:
    assert speech().words[BORDER] == ""
    assert speech().words[NUMBER] == "0"
    assert speech().pair_count("tôi", "muốn") > 50 > speech().pair_count("tội", "muốn") == 0
    assert speech().pair_count("", "tôi") == speech().pair_count("tôi", "zzz") == 0
    assert speech().share("muốn") > speech().share("mượn") > 0
    assert speech().count("zzz") == 0
    assert speech().total == speech().counts[NUMBER + 1 :].sum()


def test_the_law_has_its_own_turns() -> None:
    assert law().pair_count("trường", "hợp") > 10_000 > law().pair_count("tôi", "muốn")
    assert law().share("khoản") > 3 * speech().share("khoản")
    assert speech().share("tôi") > 100 * law().share("tôi")


def test_two_words_before_tell_more_than_one() -> None:
    said = speech()
    first, second = places(said, "thì", "không"), places(said, "có", "có")
    third = places(said, "được", "được")
    after = behind(said, first, second, third)
    alone = said.pairs.chances(second, third, said.pairs.places(second, third))
    assert alone[0] == alone[1]
    assert after[0] != after[1]


def test_unknown_words_have_a_chance_too() -> None:
    nowhere = np.array([-1])
    for said in (speech(), law()):
        assert 0 < behind(said, nowhere, nowhere, nowhere)[0] < 1e-4
