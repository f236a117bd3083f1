"""What words must show where their marks are ignored."""

import pytest

from search_api.query.analyse import analyse
from search_api.query.request import SearchQuery
from search_api.query.together import compound, together


def needed(text: str) -> list[tuple[str, ...]]:
    return [clause.tokens for need in together(analyse(SearchQuery(text)).runs) for clause in need.any_of]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("hôn", []),
        ("ly hôn", [("li_hon",)]),
        ("tiền ảo", [("tien_ao",)]),
        ("thuể nhà đất", [("thue_nha",), ("nha_dat",)]),
        ("tiền ảo là gì", [("tien_ao",)]),
        ("mức phạt của tiền ảo", [("muc_phat",), ("tien_ao",)]),
        ("có được", [("co_duoc",)]),
        ("thủ tục đăng ký kết hôn", [("thu_tuc", "tuc_dang", "dang_ki", "ki_ket", "ket_hon")]),
        ("15/2020/NĐ-CP ly hôn", [("li_hon",)]),
    ],
)
def test_few_words_must_stand_one_after_the_other_of_many_some(text: str, pairs: list[tuple[str, ...]]) -> None:
    assert needed(text) == pairs


@pytest.mark.parametrize(("text", "is_one"), [("tiền ảo", True), ("về rượu", False), ("rượu", False), ("a 15", False)])
def test_which_two_words_may_be_one(text: str, *, is_one: bool) -> None:
    (run,) = analyse(SearchQuery(text)).runs
    assert (compound(run, folded=False) is not None) == is_one
