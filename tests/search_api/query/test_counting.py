"""Figures that count something are no numbers of documents."""

import pytest

from search_api.query.counting import counts
from search_api.query.syllables import fold_in_place, lower_in_place
from tests.search_api.query.test_forms import understood, words


@pytest.mark.parametrize(
    "text",
    [
        "nghị định 2 con",
        "nghị định 5 người",
        "nghị định 3 năm tù",
        "nghị định 9 tầng",
        "nghị định 2 vợ chồng",
        "nghị định 30 triệu",
        "nghị định 10%",
        "nghị định 12 lần",
        "thông tư 2 con",
        "quyết định 3 năm tù",
        "luật 2 con",
        "luật 2 người",
        "nghị định 20 đồng",
        "thông tư 3 tỉ",
        "nghị định 9 phòng",
    ],
)
def test_what_counts(text: str) -> None:
    for typed in (text, fold_in_place(text)):
        found = understood(typed)
        assert (found.numbers, found.beside) == ((), None)
        assert words(found) == typed.rstrip("%")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("nghị định 100 xe máy", "xe máy"),
        ("nghị định 145 người lao động", "người lao động"),
        ("nghị định 05 xe máy", "xe máy"),
        ("nghị định 5 còn hiệu lực không", "còn hiệu lực không"),
        ("nghi dinh 5 con hieu luc khong", "con hieu luc khong"),
        ("nghị định 5 năm 2020", ""),
        ("nghị định 5 năm nào", "năm nào"),
        ("nghị định 15 nồng độ cồn", "nồng độ cồn"),
    ],
)
def test_what_is_a_number(text: str, rest: str) -> None:
    found = understood(text)
    assert len(found.numbers) == 1
    assert words(found) == rest


@pytest.mark.parametrize(
    "text",
    [
        "nghị định 34 văn bản quy phạm pháp luật",
        "thông tư 41 tỷ lệ an toàn vốn",
        "nghị định 88 tỷ giá hối đoái",
        "nghị định 20 đồng bào dân tộc",
        "nghị định 10 vận tải",
        "nghị định 15 lấn biển",
        "nghị định 9 phòng cháy chữa cháy",
        "nghị định 5 căn cước",
        "nghị định 6 nước sạch",
        "nghị định 2 xã hội hóa",
        "nghị định 5 tuần tra",
        "nghị định 5 về đất đai",
        "nghị định 5 cho thuê đất",
        "nghị định 14 ngân hàng",
    ],
)
def test_before_what_begins_a_subject_it_is_a_number(text: str) -> None:
    for typed in (text, fold_in_place(text)):
        found = understood(typed)
        assert found.numbers or found.beside, typed


def test_of_a_year_beside_it_nothing_is_counted() -> None:
    found = understood("nghị định 2 con năm 2020")
    assert (found.filters.types, words(found), found.accents) == (("Nghị định",), "2 con", "toned")
    assert not counts(lower_in_place("nghị định 2 năm 2020"), "2", len("nghị định 2"))
    assert understood("nghị định 2 năm 2020").numbers
