import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.entities.counts import WORDS, number_in_words


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("năm", 5),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("Hai mươi mốt", 21),
        ("một trăm", 100),
        ("một trăm linh năm", 105),
        ("một trăm mười", 110),
        ("ba trăm sáu mươi lăm", 365),
        ("năm trăm nghìn", 500_000),
        ("hai mươi lăm triệu", 25_000_000),
        ("một tỷ hai trăm triệu", 1_200_000_000),
        ("một tỉ năm trăm ngàn", 1_000_500_000),
        ("năm bảy", None),
        ("một trăm hai", None),
        ("trăm", None),
        ("nghìn", None),
        ("hai rưỡi", None),
        ("không", None),
        ("triệu hai", None),
        ("", None),
    ],
)
def test_numbers_are_read_where_they_can_be_read_in_one_way(words: str, number: int | None) -> None:
    assert number_in_words(words) == number


@given(st.lists(st.sampled_from([*WORDS, "rưỡi", "x"]), max_size=9))
def test_any_words_give_a_number_or_none(words: list[str]) -> None:
    number = number_in_words(" ".join(words))
    assert number is None or number > 0
