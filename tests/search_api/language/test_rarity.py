"""What stands everywhere says little; what no article holds says the most."""

from search_api.language.codes import codes_of
from search_api.language.rarity import pair_rarities, rarities
from search_api.query.syllables import fold


def rarity_of(word: str) -> float:
    return float(rarities(codes_of([word], [fold(word)]))[0])


def test_common_words_say_less_than_rare_ones() -> None:
    assert rarity_of("của") < rarity_of("thuế") < rarity_of("lúa") < rarity_of("qwrtz")


def test_a_word_of_unknown_marks_is_as_common_as_its_folded_form() -> None:
    assert rarity_of("lưât") <= rarity_of("luật") < rarity_of("qwrtz")


def test_a_pair_of_neighbours_that_belong_together_is_commoner_than_one_that_does_not() -> None:
    codes = codes_of(["thuế", "thu", "lúa"], ["thue", "thu", "lua"])
    together, apart = pair_rarities(codes[:2], codes[1:])
    assert together < apart
