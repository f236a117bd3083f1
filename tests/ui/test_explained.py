"""Every code of an explanation has a Vietnamese name."""

import pytest

from search_api.query.analyse import analyse, relax
from search_api.query.hits import Contribution, Explanation
from search_api.query.plan import plan
from search_api.query.request import SearchQuery
from search_api.ranking.features import FEATURES
from search_api.ranking.likeness import VALUES
from search_api.ranking.second_stage import INTERPLAY
from ui.explained import NAMES, name_of, reasons


@pytest.mark.parametrize(
    "text",
    [
        "thuế thu nhập",
        "thue thu nhap",
        "thuế thu nhap",
        "điều 5 nghị định 15/2020/NĐ-CP",
        "nghị định 15",
        '"thuế thu nhập" gtgt -phí "thue"',
        '"giá đất" gần "đô thị" phí OR lệ phí tiêu đề: bảng giá',
        "công báo số 447 năm 2022 thuế",
        "bãi bỏ nghị định 90/2019",
        "sổ đỏ",
    ],
)
def test_clauses_have_names(text: str) -> None:
    analysis = analyse(SearchQuery(text))
    made, relaxed = plan(analysis), plan(relax(analysis))
    for clause in (*made.exact, *made.scored, *relaxed.scored):
        named = name_of(Contribution(clause.name, clause.field, 1.0))
        assert named != clause.name
        assert named[0].isupper()


def test_features_have_names() -> None:
    for name in (*FEATURES, INTERPLAY, *VALUES, "floor"):
        assert name_of(Contribution(name, "second_stage", 1.0)) != name


def test_one_code_may_mean_two_things() -> None:
    assert name_of(Contribution("title", "heading", 1.0)) != name_of(Contribution("title", "second_stage", 1.0))
    assert name_of(Contribution("new", "text", 1.0)) == "new"
    assert len(set(NAMES.values())) == len(NAMES)


def test_reasons_are_written_for_readers() -> None:
    told = Explanation(
        (
            Contribution("number_0", "numbers", 1_000_000.0),
            Contribution("age", "second_stage", -0.125),
            Contribution("first_articles", "label", 0.001),
        )
    )
    assert [(each.name, each.value) for each in reasons(told)] == [
        ("Đúng số ký hiệu", "+1.000.000,00"),
        ("Tuổi của văn bản", "−0,12"),
    ]
    assert reasons(None) == ()
