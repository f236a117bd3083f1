"""A number with its type alone is the number of the stored document of that very type."""

from pathlib import Path

import pytest

from search_api.index.tantivy_engine import TantivyEngine
from search_api.query.request import SearchQuery
from search_api.search import search
from tests.search_api.index.records_made import record

CORPUS = (
    record("law", "69/2020/QH14", "Người lao động đi làm việc ở nước ngoài", "Luật này.", kind="Luật"),
    record("code", "45/2019/QH14", "Lao động", "Bộ luật này.", kind="Bộ luật"),
    record("resolution", "69/2022/QH15", "Dự toán ngân sách", "Nghị quyết này.", kind="Nghị quyết"),
    record("committee", "89/2025/UBTVQH15", "Mức chi bảo hiểm", "Nghị quyết này.", kind="Nghị quyết"),
    record("government", "69/NQ-CP", "Phiên họp", "Nghị quyết này.", kind="Nghị quyết"),
    record("citing", "1/2026/TT-BNV", "Hướng dẫn", "Theo Luật số 69/2020/QH14 và điều 69 của luật khác."),
)


@pytest.mark.parametrize(
    ("text", "bearing", "beside"),
    [
        ("luật 69", {"law"}, {"citing"}),
        ("luật 45", {"code"}, set()),
        ("nghị quyết 69", {"resolution", "government"}, set()),
        ("nghị quyết 89", {"committee"}, set()),
        ("nq89", {"committee"}, set()),
    ],
)
def test_a_number_of_the_quoc_hoi_is_of_the_typed_kind(
    tmp_path: Path, text: str, bearing: set[str], beside: set[str]
) -> None:
    engine = TantivyEngine(tmp_path)
    engine.rebuild(CORPUS)
    page = search(engine, SearchQuery(text))
    first = [hit.id for hit in page.hits]
    assert (set(first[: len(bearing)]), set(first[len(bearing) :])) == (bearing, beside)
    assert ([chip.kind for chip in page.understood], page.notes) == (["number"], ())
    engine.close()


def test_what_no_document_of_that_kind_bears_is_words_and_told(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path)
    engine.rebuild(CORPUS)
    page = search(engine, SearchQuery("pháp lệnh 69"))
    assert page.hits == ()
    page = search(engine, SearchQuery("thông tư 69"))
    assert "law" not in [hit.id for hit in page.hits]
    engine.close()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("điều 1 luật 69", ()),
        ("điều 9 luật 69", ("Không thấy Điều 9 trong 69/2020/QH14.",)),
        ("phụ lục II 69/2020/QH14", ("Không thấy phụ lục II trong 69/2020/QH14.",)),
    ],
)
def test_a_missing_article_or_appendix_is_told(tmp_path: Path, text: str, told: tuple[str, ...]) -> None:
    engine = TantivyEngine(tmp_path)
    engine.rebuild(CORPUS)
    assert tuple(note.message for note in search(engine, SearchQuery(text)).notes) == told
    engine.close()
