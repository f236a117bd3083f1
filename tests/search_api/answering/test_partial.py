"""Fewer of the words are asked for where nothing holds enough of them, and only then."""

from dataclasses import replace
from pathlib import Path

import pytest

from search_api.answering.partial import partial
from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import Filters, SearchQuery
from tests.search_api.engines import engine_of, holding
from tests.search_api.index.records_made import record

CORPUS = (
    record("gas", "1/2020/NĐ-CP", "", "Cửa hàng bán lẻ LPG chai phải có trang thiết bị kiểm tra.", kind="Nghị định"),
    record("lpg", "2/2020/NĐ-CP", "", "Thương nhân kinh doanh LPG chai.", kind="Nghị định"),
    record("wine", "3/2020/NĐ-CP", "", "Điều kiện sản xuất rượu thủ công.", kind="Nghị định"),
    record("sale", "4/2020/NĐ-CP", "", "Người bán cần gì thì về mở sổ, có được hay không.", kind="Nghị định"),
    record("song", "5/2020/TT-BVH", "", "Phòng hát karaoke.", kind="Thông tư"),
    record("mussels", "6/2020/TT-BNN", "", "Nuôi vẹm, trồng khoai theo giấy phép.", kind="Thông tư"),
)

engine = engine_of(CORPUS)


def found(engine: TantivyEngine, query: SearchQuery) -> tuple[list[str], list[str]]:
    page = search(engine, query)
    return [hit.id for hit in page.hits], [note.code for note in page.notes]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Mở tiệm gas cần gì?", "gas"),
        ("mo tiem gas can gi", "gas"),
        ("nấu rượu bán cần gì", "wine"),
        ("quán karaoke mở mấy giờ thì đóng", "song"),
        ("nuôi vẹm ven sông xin ở đâu", "mussels"),
    ],
)
def test_a_question_of_which_no_row_holds_enough_finds_what_holds_a_part(
    engine: TantivyEngine, text: str, first: str
) -> None:
    ids, notes = found(engine, SearchQuery(text))
    assert (ids[:1], notes) == ([first], ["words-partly"])


@pytest.mark.parametrize(
    "text",
    [
        "asdf qwer zxcv",  # nobody holds any
        "helicopter",
        "có được về nước không",  # only what stands in every line
        "sông rượu",  # two words may be one
        "thủ tục xin giấy phép",  # 'giấy phép' stands everywhere in the law
        "trồng mía đường gần hồ",  # 'trồng' alone is no matter
    ],
)
def test_what_says_nothing_drags_in_nothing(engine: TantivyEngine, text: str) -> None:
    assert found(engine, SearchQuery(text)) == ([], [])


def test_of_what_the_law_writes_a_rare_part_will_do(tmp_path: Path) -> None:
    with holding(tmp_path, CORPUS[1:]) as engine:
        assert found(engine, SearchQuery("tiệm gas")) == (["lpg"], ["words-partly"])


@pytest.mark.parametrize(
    "query",
    [
        SearchQuery("Mở tiệm gas cần gì?", sort="newest"),
        SearchQuery("Mở tiệm gas cần gì?", verbatim=True),
        SearchQuery('mở tiệm gas "cần gì"'),
        SearchQuery("mở tiệm gas -rượu"),
        SearchQuery("tiêu đề: mở tiệm gas"),
    ],
)
def test_orders_by_date_and_operators_are_taken_at_their_word(query: SearchQuery) -> None:
    assert not list(partial(analyse(query)))


def test_no_filter_makes_a_question_ask_for_less(engine: TantivyEngine) -> None:
    whole = SearchQuery("cửa hàng bán lẻ", Filters(types=("Thông tư",)))
    assert found(engine, whole) == ([], [])
    assert found(engine, replace(whole, text="Mở tiệm gas cần gì?")) == ([], [])
    song = SearchQuery("quán karaoke mở mấy giờ thì đóng", Filters(types=("Thông tư",)))
    assert found(engine, song) == (["song"], ["words-partly"])


def test_half_is_asked_for_before_one() -> None:
    analysis = analyse(SearchQuery("mở tiệm gas cần gì"))
    assert [each.least for each in (plan(analysis), *partial(analysis))] == [3, 2, 1]


def test_a_mended_spelling_comes_first(tmp_path: Path) -> None:
    tax = record("tax", "7/2020/TT-BTC", "", "Khai thuế nhập khẩu rượu vang.", kind="Thông tư")
    with holding(tmp_path, (*CORPUS, tax)) as engine:
        assert found(engine, SearchQuery("thuễ nhập khẩu rượu vang"))[1] == []
        assert found(engine, SearchQuery("khải thuễ nhấp khẩu"))[1] == ["marks-ignored"]
