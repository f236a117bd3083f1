"""Which rows are worth scoring."""

import pytest

from search_api.index.opensearch.likely_rows import telling
from search_api.query.analyse import analyse
from search_api.query.plan import SearchPlan, plan
from search_api.query.request import SearchQuery

SENTENCE = "các cơ quan đơn vị có liên quan hướng dẫn tổ chức kiểm tra việc thực hiện quyết toán thuế xuất khẩu"
MANY = 1_000_000


def planned(text: str) -> SearchPlan:
    return plan(analyse(SearchQuery(text)))


def test_a_small_collection_is_scored_whole() -> None:
    assert telling(planned(SENTENCE), 1_000) == ()


def test_in_a_large_one_the_rarest_words_and_pairs_are_looked_for() -> None:
    told = telling(planned(SENTENCE), MANY)
    assert told
    assert ("pairs", "toán_thuế") in told
    assert not {("text", "các"), ("text", "có"), ("pairs", "thực_hiện")} & set(told)
    assert set(told) <= set(telling(planned(SENTENCE), MANY // 10))


def test_words_without_marks_are_looked_for_as_they_were_typed() -> None:
    told = telling(planned("cac co quan don vi co lien quan huong dan kiem tra quyet toan thue xuat khau"), MANY)
    assert ("pairs_folded", "toan_thue") in told
    assert {field for field, _ in told} <= {"text_folded", "pairs_folded"}


@pytest.mark.parametrize("text", ["thuế", '"quyết toán thuế" của các cơ quan', "", "15/2020/NĐ-CP", "công báo số 5"])
def test_what_few_rows_answer_is_scored_whole(text: str) -> None:
    assert telling(planned(text), MANY // 10) == ()


def test_a_number_that_is_only_wished_is_looked_for_too() -> None:
    told = telling(planned(f"theo nghị định 15/2020/NĐ-CP thì {SENTENCE} được quy định như thế nào"), MANY)
    assert any(field == "mentions" for field, _ in told)


def test_what_the_law_writes_for_an_abbreviation_is_looked_for_too() -> None:
    told = telling(
        planned("bhtn của người lao động khi các cơ quan có liên quan chấm dứt hợp đồng lao động"), MANY // 10
    )
    assert any(field == "pairs" and "thất" in token for field, token in told)
