"""A quoted phrase that finds nothing is told with its reason."""

import pytest

from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.request import Filters, SearchQuery
from tests.search_api.engines import engine_of
from tests.search_api.index.records_made import record

CORPUS = (
    record("homes", "1/2020/NĐ-CP", "Nhà ở", "Hợp đồng thuê nhà ở phải lập thành văn bản.", "Giá thuê nhà ở."),
    record("woods", "2/2020/NĐ-CP", "Lâm nghiệp", "Bảo vệ rừng ngập mặn ven biển."),
)

phrases = engine_of(CORPUS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"hợp đồng thuê nhà" trái đất', "phrase-apart"),
        ('"hợp đồng thuê nhà" "rừng ngập mặn"', "phrase-apart"),
        ('"hợp đồng nhà thuê" văn bản', "phrase-nowhere"),
        ('"rừng ngập mặn" "hợp đồng nhà thuê"', "phrase-nowhere"),
        ('"nhà thuê"', "phrase-nowhere"),
    ],
)
def test_why_a_phrase_finds_nothing_is_told(phrases: TantivyEngine, text: str, code: str) -> None:
    page = search(phrases, SearchQuery(text))
    (note,) = page.notes
    assert (page.total, note.code) == (0, code)
    assert "Bỏ dấu ngoặc kép" in note.message


def test_the_missing_phrase_is_named(phrases: TantivyEngine) -> None:
    (note,) = search(phrases, SearchQuery('"rừng ngập mặn" "hợp đồng nhà thuê"')).notes
    assert "“hợp đồng nhà thuê”" in note.message


@pytest.mark.parametrize("text", ['"hợp đồng thuê nhà"', '"hợp đồng thuê nhà" văn bản', "xyz zyx", '"xyz" zyx'])
def test_what_finds_something_or_holds_no_phrase_is_told_nothing(phrases: TantivyEngine, text: str) -> None:
    assert not [note for note in search(phrases, SearchQuery(text)).notes if note.code.startswith("phrase")]


@pytest.mark.parametrize(
    ("text", "filters"),
    [('"hợp đồng thuê nhà"', Filters(types=("Luật",))), ('nghị định năm 2019 "hợp đồng thuê nhà"', Filters())],
)
def test_of_a_filter_no_more_is_said_than_that_it_holds_none(
    phrases: TantivyEngine, text: str, filters: Filters
) -> None:
    (note,) = search(phrases, SearchQuery(text, filters)).notes
    assert note.code == "phrase-nowhere"
    assert note.message.startswith("Trong phạm vi đang lọc không có văn bản nào")
    assert "Bỏ bộ lọc" in note.message
