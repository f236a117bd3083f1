"""Plans: relevance decisions that can be asserted without an engine."""

from dataclasses import replace

import pytest

from search_api.errors import PageTooDeep
from search_api.query.analyse import analyse, relax
from search_api.query.clauses import Clause
from search_api.query.plan import SearchPlan, plan
from search_api.query.profile import profile
from search_api.query.request import SearchQuery, Sort


def planned(text: str, page: int = 1, size: int = 10, sort: Sort = "relevance") -> SearchPlan:
    return plan(analyse(SearchQuery(text, page=page, size=size, sort=sort)))


def clause(found: SearchPlan, name: str) -> Clause:
    (only,) = [clause for clause in found.scored if clause.name == name]
    return only


def needed(found: SearchPlan) -> list[tuple[str, str]]:
    return [(clause.field, *clause.tokens) for need in found.needs for clause in need.any_of]  # type: ignore[misc] # one token each


def test_a_toned_query_asks_for_its_very_marks() -> None:
    found = planned("thuế thu nhập")
    assert needed(found) == [("text", "thuế"), ("text", "thu"), ("text", "nhập")]
    assert not [clause for clause in found.scored if clause.field.endswith("folded")]
    assert found.marked.accented == {"thuế", "thu", "nhập"}


def test_a_bare_query_asks_for_folded_words() -> None:
    found = planned("thue thu nhap")
    assert needed(found) == [("text_folded", "thue"), ("text_folded", "thu"), ("text_folded", "nhap")]
    assert found.marked.folded == {"thue", "thu", "nhap"}


def test_in_a_mixed_query_a_tone_binds_and_its_lack_does_not() -> None:
    found = planned("thuế thu nhap")
    assert needed(found) == [("text", "thuế"), ("text_folded", "thu"), ("text_folded", "nhap")]
    assert clause(found, "text_accented").weight < clause(found, "text_folded").weight


def test_words_that_stand_everywhere_are_marked_only_alone_or_quoted() -> None:
    assert planned("quyền và nghĩa vụ").marked.accented == {"quyền", "nghĩa", "vụ"}
    assert planned("và").marked.accented == {"và"}
    assert planned('"quyền và" nghĩa vụ của').marked.accented == {"quyền", "và", "nghĩa", "vụ"}
    assert planned("tai nan ma tuy").marked.folded == {"tai", "nan", "ma", "tuy"}  # not tại, not mà


def test_an_asked_number_is_marked_where_it_is_cited() -> None:
    assert planned("15/2020/NĐ-CP").marked.folded == {"15-2020-nd-cp"}
    assert planned("nghị định 5 năm 2020").marked.folded == {"5-2020-nd", "05-2020-nd"}


def test_a_number_without_its_year_is_marked_with_any() -> None:
    folded = planned("nghị định 15").marked.folded
    assert {"15-nd-cp", "15-1993-nd-cp", "15-2020-nd-cp"} <= folded
    assert len(folded) < 100


def test_a_number_alone_shows_the_first_articles() -> None:
    def labels(text: str) -> list[tuple[str, ...]]:
        return [clause.tokens for clause in planned(text).scored if clause.field == "label"]

    assert labels("nghị định 15") == labels("15/2020/NĐ-CP") == [("dieu-1", "dieu-2", "dieu-3")]
    assert labels("nghị định 15 viễn thông") == []
    assert labels("điều 7 nghị định 15") == [("dieu-7",)]


def test_relaxed_no_mark_binds_and_accented_still_counts_more() -> None:
    found = plan(relax(analyse(SearchQuery("thuể thu"))))
    assert needed(found) == [("text_folded", "thue"), ("text_folded", "thu")]
    assert clause(found, "text_accented").tokens == ("thuể", "thu")


def test_a_number_comes_first_and_citing_it_is_needed() -> None:
    found = planned("nghị định 15/2020 hóa đơn")
    assert [(clause.field, clause.tokens) for clause in found.exact] == [
        ("numbers", ("15/2020/ND",)),
        ("numbers", ("15/2020",)),
    ]
    (need,) = found.required
    assert [(clause.field, clause.tokens) for clause in need.any_of] == [("mentions", ("15/2020/ND",))]


def test_relaxed_a_number_is_only_a_wish() -> None:
    found = plan(relax(analyse(SearchQuery("15/2020/NĐ-CP hóa đơn"))))
    assert [clause.name for need in found.required for clause in need.any_of] == ["together"]
    assert clause(found, "mention").tokens[0] == "15/2020/ND/CP"


def test_a_cited_article_is_preferred() -> None:
    assert clause(planned("điều 5 nghị định 15/2020"), "cited_article").tokens == ("dieu-5",)


def test_beside_a_number_a_heading_that_holds_all_the_words_counts_more() -> None:
    named = clause(planned("hiệu lực thi hành 15/2020/NĐ-CP"), "all_in_heading")
    assert (named.field, named.kind) == ("heading_pairs", "all")
    assert named.tokens == ("hiệu_lực", "lực_thi", "thi_hành")
    assert named.weight > clause(planned("hiệu lực thi hành 15/2020/NĐ-CP"), "heading_pairs_accented").weight
    assert clause(planned("hieu luc 15/2020/NĐ-CP"), "all_in_heading").field == "heading_pairs_folded"
    assert clause(planned("án 15/2020/NĐ-CP"), "all_in_heading").tokens == ("án",)


def test_words_that_only_ask_stand_in_no_heading() -> None:
    assert clause(planned("15/2020/NĐ-CP mức phạt bao nhiêu"), "all_in_heading").tokens == ("mức_phạt",)


@pytest.mark.parametrize("text", ["hiệu lực thi hành", "15/2020/NĐ-CP", "án phí 15/2020/NĐ-CP tiền"])
def test_headings_are_asked_for_by_neighbours_beside_a_number(text: str) -> None:
    named = [each for each in planned(text).scored if each.name == "all_in_heading"]
    assert [each.tokens for each in named] == ([("án_phí",)] if "án" in text else [])


def test_a_law_by_its_name() -> None:
    for text in ("luật đất đai", "Luật Đất đai 2024", "luat dat dai nam 2013"):
        assert clause(planned(text), "whole_title").tokens == ("luat-dat-dai",)


def test_issues_alone_name_documents_and_beside_words_they_narrow() -> None:
    assert [clause.tokens for clause in planned("công báo số 1244 năm 2015").exact] == [("1244/2015",)]
    beside = planned("công báo số 1244 năm 2015 lương")
    assert not beside.exact
    assert len(beside.required) == 1


@pytest.mark.parametrize(
    ("asked", "least"), [(0, 0), (1, 1), (3, 3), (4, 3), (5, 3), (6, 3), (12, 3), (23, 6), (32, 9)]
)
def test_how_many_words_an_answer_must_hold(asked: int, least: int) -> None:
    assert profile().needed.of(asked) == least


def test_pairs_do_not_reach_over_what_was_taken_out() -> None:
    found = planned("hóa đơn nghị định 15/2020 thuế")
    assert clause(found, "pairs_accented").tokens == ("hóa_đơn",)


def test_an_empty_query_browses_newest_first() -> None:
    found = planned("")
    assert found.is_empty
    assert found.sort == "newest"
    assert planned("", sort="oldest").sort == "oldest"


def test_a_mute_query_has_no_answers_rather_than_all() -> None:
    found = planned('"')
    assert not found.is_empty
    assert found.required[0].any_of == ()


def test_pages() -> None:
    found = planned("thuế", page=3, size=20)
    assert (found.offset, found.limit) == (40, 20)


@pytest.mark.parametrize(("page", "size"), [(0, 10), (1, 0), (-1, 10), (1001, 10), (101, 100)])
def test_pages_out_of_reach(page: int, size: int) -> None:
    with pytest.raises(PageTooDeep):
        planned("thuế", page=page, size=size)


def test_a_plan_is_a_value() -> None:
    assert planned("thuế") == planned("thuế")
    assert hash(planned("thuế").marked) == hash(planned("thuế").marked)
    assert replace(planned("thuế"), limit=5).limit == 5


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("có được về quê không", ["quê"]),
        ("thuế nhà đất", None),
        ("thuế của nhà", None),
        ("có được là gì", None),
    ],
)
def test_words_that_say_nothing_are_no_answer_alone(text: str, tokens: list[str] | None) -> None:
    required = plan(analyse(SearchQuery(text))).required
    found = [token for need in required for clause in need.any_of for token in clause.tokens]
    assert found == (tokens or [])


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("4680000", ("4.680.000",)),
        ("4.680.000", ("4680000",)),
        ("12500", ("12.500",)),
        ("12.500", ("12500",)),
        ("2026", ()),
        ("2.026", ()),
        ("1.5", ()),
        ("0901234567", ()),
        ("4,680", ()),
    ],
)
def test_an_amount_is_found_with_its_dots_and_without(typed: str, also: tuple[str, ...]) -> None:
    (need, *_) = plan(analyse(SearchQuery(f"{typed} đồng"))).needs
    assert need.any_of[0].tokens == (typed, *also)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("thuế thu nhập", True),
        ("có được về quê không", True),
        ('"thuế thu nhập" nhà', False),
        ("thuế 15/2020/NĐ-CP", False),
        ("công báo số 5 năm 2020", False),
        ("", False),
    ],
)
def test_words_alone_are_wishes(text: str, alone: bool) -> None:  # noqa: FBT001 - a parameter
    assert plan(analyse(SearchQuery(text))).wishes_alone is alone
