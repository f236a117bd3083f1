from pathlib import Path

import pytest

from search_api.index.embedded.engine import TantivyEngine
from search_api.index.embedded.further import by_relevance
from search_api.index.embedded.rows import Table
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import SearchQuery
from tests.search_api.index.records_made import record

TEXTS = (
    "Nhà nước quản lý đất; người dùng đai lưng.",
    "Nhà nước quản lý đất đai.",
    "Nhà nước quản lý nhà ở.",
    "Nhà nước quản lý đất đai; thu hồi đất đai của người dùng đất đai.",
    "Nhà nước quản lý nhà ở.",
    "Đất đai " + "và mọi thứ khác mà luật này nói đến " * 30,
    "nha nuoc quan ly dat dai",
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    folder: Path = tmp_path_factory.mktemp("further")
    engine = TantivyEngine(folder)
    engine.rebuild([record("other", None, "Khác", "Không có gì"), record("land", None, "Luật", *TEXTS)])
    snapshot = engine._current()
    assert snapshot is not None
    return snapshot.table


def ranked(table: Table, text: str, rows: int = len(TEXTS)) -> list[int]:
    entry = int(table.rows.sizes.argmax())
    first = int(table.rows.bases[entry])
    order: list[int] = by_relevance(table, plan(analyse(SearchQuery(text))), range(first, first + rows)).tolist()
    return order


def test_rows_that_hold_words_as_neighbours_come_first(table: Table) -> None:
    order = ranked(table, "đất đai")
    assert order[:2] == [3, 1]
    assert order.index(1) < order.index(0)


def test_long_rows_come_behind_short_ones_and_equals_stay_in_their_order(table: Table) -> None:
    order = ranked(table, "đất đai")
    assert order.index(1) < order.index(5)
    assert order.index(2) < order.index(4)


def test_words_without_marks_rank_rows_with_them_too(table: Table) -> None:
    order = ranked(table, "dat dai")
    assert order[0] == 3
    assert set(order[-2:]) == {2, 4}


def test_where_nothing_ranks_a_text_rows_stay_as_they_are(table: Table) -> None:
    assert ranked(table, "15/2020/NĐ-CP") == list(range(len(TEXTS)))
    assert ranked(table, "đất đai", rows=0) == []
