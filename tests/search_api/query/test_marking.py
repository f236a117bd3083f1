"""Which words of a query are marked, and which only together."""

import pytest

from search_api.query.analyse import analyse
from search_api.query.clauses import Marked
from search_api.query.marking import marked
from search_api.query.mending import mend
from search_api.query.request import SearchQuery
from tests.search_api.query.test_restoring import TABLE


def of(text: str) -> Marked:
    return marked(mend(analyse(SearchQuery(text)), TABLE))


@pytest.mark.parametrize(
    ("text", "phrase", "words"),
    [
        ("quyết định kỷ luật", ("quyết", "định"), {"kỉ", "luật"}),
        ("chính phủ hỗ trợ", ("chính", "phủ"), {"hỗ", "trợ"}),
        ("bộ tài chính trả lời", ("bộ", "tài", "chính"), {"trả", "lời"}),
        ("pháp lệnh ưu đãi", ("pháp", "lệnh"), {"ưu", "đãi"}),
        ("thông tư và quy định", ("thông", "tư"), {"qui", "định"}),
    ],
)
def test_a_name_is_marked_only_where_it_stands(text: str, phrase: tuple[str, ...], words: set[str]) -> None:
    found = of(text)
    assert (set(found.phrases), set(found.accented), set(found.folded)) == ({phrase}, words, set())


def test_a_name_without_its_marks_is_marked_so_too() -> None:
    found = of("nghi dinh bao hiem")
    assert (set(found.folded_phrases), set(found.folded)) == ({("nghi", "dinh")}, {"bao", "hiem"})


@pytest.mark.parametrize("text", ["blđtbxh", "BLĐTBXH"])
def test_of_what_an_abbreviation_means_no_word_is_marked_alone(text: str) -> None:
    found = of(text)
    assert {"và", "xã", "bộ"}.isdisjoint(found.accented | found.folded)
    assert ("bộ", "lao", "động", "thương", "binh", "và", "xã", "hội") in found.phrases


def test_a_word_that_is_silent_only_without_its_marks_is_marked() -> None:
    found = of("bao hiem xa hoi")
    assert (set(found.folded), set(found.accented)) == ({"hiem", "xa", "hoi"}, {"bảo"})  # 'bao' beside nhiêu is another
    assert found.folded_phrases == {("bao", "hiem")}
    assert "bao" not in of("luong huu la bao nhieu").folded


def test_what_a_half_typed_word_may_be_is_marked() -> None:
    assert {"thi", "thieu"} <= of("luong toi thi").folded
