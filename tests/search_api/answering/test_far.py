"""A note where what was found has the words but is about other things."""

from dataclasses import replace

import pytest

from search_api.answering.far import far
from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.analyse import analyse
from search_api.query.request import SearchQuery
from tests.search_api.engines import engine_of
from tests.search_api.index.records_made import record

CORPUS = (
    record(
        "homes",
        "1/2020/NĐ-CP",
        "Quy định chi tiết về hợp đồng thuê nhà ở",
        "Hợp đồng thuê nhà ở phải lập thành văn bản. Bên thuê trả tiền thuê nhà đúng thời hạn cho bên cho thuê.",
    ),
    record(
        "foreign",
        "2/2020/NĐ-CP",
        "Quản lý người nước ngoài",
        "Người nước ngoài làm việc ngoài khu công nghiệp phải khai báo tạm trú. Giấy phép lao động của họ.",
        "Chương trình hành động về tinh giản biên chế của cơ quan.",
    ),
    replace(record("signed", "3/2020/TT-BNV", "Khen thưởng", "Tặng bằng khen."), signers=("Nguyễn Bá Hoan",)),
)

things = engine_of(CORPUS)


def codes(engine: TantivyEngine, query: SearchQuery) -> list[str]:
    return [note.code for note in search(engine, query).notes]


@pytest.mark.parametrize("text", ["người ngoài hành tinh", "nguoi ngoai hanh tinh"])
def test_what_is_far_in_meaning_is_told(things: TantivyEngine, text: str) -> None:
    assert search(things, SearchQuery(text)).total
    assert codes(things, SearchQuery(text)) == ["far"]


@pytest.mark.parametrize(
    "text",
    [
        "thuê nhà phải ký hợp đồng không",
        "tiền thuê nhà trả khi nào",
        "người nước ngoài xin giấy phép lao động",
        "chương trình hành động",
        "hành tinh",
        "1/2020/NĐ-CP hành tinh",
        '"hành động" về tinh giản',
        "nguyễn bá hoan",
    ],
)
def test_what_is_near_or_said_so_or_asked_exactly_is_not(things: TantivyEngine, text: str) -> None:
    assert "far" not in codes(things, SearchQuery(text))


def test_only_the_first_page_by_relevance_is_judged(things: TantivyEngine) -> None:
    text = "người ngoài hành tinh"
    assert codes(things, SearchQuery(text, sort="newest")) == []
    asked = analyse(SearchQuery(text))
    page = search(things, SearchQuery(text))
    assert list(far(page, asked))
    assert not list(far(page, replace(asked, sort="newest")))
    assert codes(things, SearchQuery(text, page=2)) == []


def test_that_an_act_is_not_here_is_told_once(things: TantivyEngine) -> None:
    assert codes(things, SearchQuery("điều 5 luật người ngoài hành tinh")) == ["no-act"]
