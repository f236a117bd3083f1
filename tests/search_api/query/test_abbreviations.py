"""Abbreviations in either case, where their letters are no syllable."""

import pytest

from search_api.query.analyse import analyse
from search_api.query.request import SearchQuery


def shown(text: str) -> list[str]:
    return [each.shown for each in analyse(SearchQuery(text)).meanings]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("mức đóng bhyt", "bảo hiểm y tế"),
        ("Bhyt", "bảo hiểm y tế"),
        ("ubnd cấp xã", "ủy ban nhân dân"),
        ("vốn fdi", "đầu tư trực tiếp nước ngoài"),
        ("antt", "an ninh trật tự"),
        ("mua noxh", "nhà ở xã hội"),
        ("ATTP", "an toàn thực phẩm"),
        ("hoàn thuế VAT", "giá trị gia tăng"),
    ],
)
def test_an_abbreviation_that_is_no_syllable_counts_in_small_letters(text: str, meaning: str) -> None:
    assert shown(text) == [meaning]


@pytest.mark.parametrize("text", ["vat", "thue vat", "hóa đơn vat", "hoàn thuế vat", "Vat"])
def test_one_that_may_be_a_syllable_of_more_marks_counts_in_small_letters_as_well(text: str) -> None:
    assert shown(text) == ["giá trị gia tăng"]


@pytest.mark.parametrize(
    "text", ["vat tu", "vat lieu xay dung", "dong vat", "kiểm dịch thuc vat", "vật", "vạt", "vật giá"]
)
def test_words_with_those_letters_are_no_abbreviation(text: str) -> None:
    assert shown(text) == []


def test_a_meaning_tells_the_marks_of_the_words_that_have_it() -> None:
    (meaning,) = analyse(SearchQuery("ho khau")).meanings
    assert (meaning.words, meaning.read) == (("ho", "khau"), ("hộ", "khẩu"))
    (meaning,) = analyse(SearchQuery("bhyt")).meanings
    assert meaning.read == meaning.words == ("bhyt",)
