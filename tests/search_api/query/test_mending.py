"""Queries read with the collection's own words."""

import pytest

from search_api.query.analyse import QueryAnalysis, analyse
from search_api.query.mending import meant_text, mend
from search_api.query.plan import plan
from search_api.query.request import SearchQuery
from search_api.query.word_table import NO_WORDS
from tests.search_api.query.test_word_table import TABLE
from tests.search_api.query.words_counted import counted


def mended(text: str) -> QueryAnalysis:
    return mend(analyse(SearchQuery(text)), TABLE)


def likely(found: QueryAnalysis) -> str:
    return " ".join(term.likely for run in found.runs for term in run)


@pytest.mark.parametrize("text", ["thue thu nhap ca nhan", "thuế thu nhap ca nhan"])
def test_missing_marks_are_put_back_and_ranked_above_the_bare_words(text: str) -> None:
    found = mended(text)
    assert likely(found) == "thuế thu nhập cá nhân"
    weights = {clause.name: clause.weight for clause in plan(found).scored}
    assert weights["text_accented"] > weights["text_folded"]
    (accented,) = [clause for clause in plan(found).scored if clause.name == "text_accented"]
    assert accented.tokens == ("thuế", "thu", "nhập", "cá", "nhân")


def test_what_answers_is_not_narrowed_by_restored_marks() -> None:
    typed, read = plan(analyse(SearchQuery("thue nha"))), plan(mended("thue nha"))
    assert typed.needs == read.needs
    assert typed.marked == read.marked


CARS = counted(["Người điều khiển xe ô tô. Đăng ký ô tô ở tỉnh, xe máy ở xã, tờ khai."] * 20)


@pytest.mark.parametrize(("text", "apart"), [("xe o to", ("ô",)), ("o to", ("ô",)), ("dang ky xe o to moi", ())])
def test_a_word_that_is_sure_beside_its_neighbour_is_not_found_in_one_that_stands_everywhere(
    text: str, apart: tuple[str, ...]
) -> None:
    asked = plan(mend(analyse(SearchQuery(text)), CARS))
    strict = [need.any_of for need in asked.needs if any(clause.name == "word_accented" for clause in need.any_of)]
    assert tuple(clauses[0].tokens[0] for clauses in strict) == apart
    assert all("o_to" in clauses[1].tokens for clauses in strict)  # 'ô to' in a text read wrongly will do
    assert ("o" in asked.marked.folded) is not bool(apart)


def test_a_word_that_may_be_another_is_found_in_all() -> None:
    table = counted(["Tiền thuê đất. Giá thuê đất.", "Thuế sử dụng đất."] * 20)
    asked = plan(mend(analyse(SearchQuery("thue dat")), table))
    names = [clause.name for need in asked.needs for clause in need.any_of if clause.name != "meaning"]
    assert names == ["word_folded", "word_folded"]


def test_a_query_with_its_marks_is_left_alone() -> None:
    analysis = analyse(SearchQuery("thuế thu nhập cá nhân"))
    assert mend(analysis, TABLE) is analysis


def test_a_word_that_its_neighbours_know_only_with_a_tone_makes_a_query_mixed() -> None:
    found = mended("người bán đất nộp thuế, thu nhập chiu thuế")
    assert found.accents == "mixed"
    assert "chịu" in likely(found)


def test_a_lone_word_with_its_marks_but_no_tone_is_that_word() -> None:
    found = mended("thuê")
    assert likely(found) == "thuê"
    assert meant_text(found, TABLE) is None
    assert likely(mended("thue")) != "thue"


@pytest.mark.parametrize(
    "text", ["loại:luật thuế", "điều:3 thuế", "năm:2022 thuế", "ngày:99/99 thue", "loại: xyz thue"]
)
def test_no_other_spelling_is_offered_that_would_lose_a_field(text: str) -> None:
    assert meant_text(mended(text), TABLE) is None


def test_without_words_nothing_is_mended() -> None:
    analysis = analyse(SearchQuery("thue"))
    assert mend(analysis, NO_WORDS) is analysis


def test_before_a_half_typed_word_a_meaning_stays_as_it_was_read() -> None:
    table = counted(["Cơ sở đó, số đo, cơ sở đó.", "Sổ đỏ thuộc loại này."] * 20)
    (run,) = mend(analyse(SearchQuery("so do thu")), table).runs
    assert [term.likely for term in run][:2] == ["sổ", "đỏ"]
    assert "thuộc" in run[-1].others
