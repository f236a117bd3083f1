"""A number with its type alone is the number of the stored document of that very type."""

import datetime as dt
from pathlib import Path

import pytest

from search_api.answering.bearing import of_its_title
from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.analyse import analyse
from search_api.query.request import SearchQuery
from tests.search_api.engines import engine_of, holding
from tests.search_api.index.records_made import record

CORPUS = (
    record("law", "69/2020/QH14", "Người lao động đi làm việc ở nước ngoài", "Luật này.", kind="Luật"),
    record("code", "45/2019/QH14", "Lao động", "Bộ luật này.", kind="Bộ luật"),
    record("resolution", "69/2022/QH15", "Dự toán ngân sách", "Nghị quyết này.", kind="Nghị quyết"),
    record("committee", "89/2025/UBTVQH15", "Mức chi bảo hiểm", "Nghị quyết này.", kind="Nghị quyết"),
    record("government", "69/NQ-CP", "Phiên họp", "Nghị quyết này.", kind="Nghị quyết"),
    record("citing", "1/2026/TT-BNV", "Hướng dẫn", "Theo Luật số 69/2020/QH14 và điều 69 của luật khác."),
)

bearers = engine_of(CORPUS)


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
    bearers: TantivyEngine, text: str, bearing: set[str], beside: set[str]
) -> None:
    page = search(bearers, SearchQuery(text))
    first = [hit.id for hit in page.hits]
    assert (set(first[: len(bearing)]), set(first[len(bearing) :])) == (bearing, beside)
    assert ([chip.kind for chip in page.understood], page.notes) == (["number"], ())


def test_of_articles_those_of_every_document_that_bears_it_are_found(tmp_path: Path) -> None:
    long = record(
        "long", "69/2024/QH15", "Căn cước", *["Luật số 69/2024/QH15 này."] * 25, kind="Luật", issued=dt.date(2024, 1, 1)
    )
    with holding(tmp_path, [*CORPUS, long]) as engine:
        page = search(engine, SearchQuery("luật 69", unit="provision", size=50))
    assert {hit.id for hit in page.hits} == {"law", "long", "citing"}


def test_what_no_document_of_that_kind_bears_is_words(bearers: TantivyEngine) -> None:
    assert search(bearers, SearchQuery("pháp lệnh 69")).hits == ()
    assert "law" not in [hit.id for hit in search(bearers, SearchQuery("thông tư 69")).hits]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("điều 1 luật 69", ()),
        ("điều 9 luật 69", ("Không thấy Điều 9 trong 69/2020/QH14.",)),
        ("phụ lục II 69/2020/QH14", ("Không thấy phụ lục II trong 69/2020/QH14.",)),
    ],
)
def test_a_missing_article_or_appendix_is_told(bearers: TantivyEngine, text: str, told: tuple[str, ...]) -> None:
    assert tuple(note.message for note in search(bearers, SearchQuery(text)).notes) == told


BESIDE = (
    record("invoice", "6/2023/TT-BTC", "Hướng dẫn hóa đơn, chứng từ", "Hóa đơn điện tử.", "Hiệu lực."),
    record("teachers", "06/2022/TT-BGDĐT", "Bồi dưỡng nghiệp vụ sư phạm", "Chương trình bồi dưỡng."),
    record("guide", "06/2021/TT-BYT", "Hướng dẫn khám bệnh", "Khám bệnh."),
    record("decision", "6/2024/QĐ-TTg", "Hóa đơn", "Hóa đơn."),
    record("words", "78/2021/TT-BTC", "Hướng dẫn hóa đơn điện tử", "Thông tư này hướng dẫn 06 loại hóa đơn. " * 9),
    record("law", "69/2020/QH14", "Người lao động đi làm việc ở nước ngoài", "Luật này.", kind="Luật"),
    record("abroad", "69/2022/QH15", "Kế hoạch làm việc ở nước ngoài", "Nghị quyết này.", kind="Nghị quyết"),
)

titled = engine_of(BESIDE)


@pytest.mark.parametrize(
    ("text", "first", "shown"),
    [
        ("thông tư 06 hướng dẫn hóa đơn", "invoice", "thông tư 06"),
        ("thong tu 06 huong dan hoa don", "invoice", "thong tu 06"),
        ("hóa đơn theo thông tư số 6", "invoice", "thông tư số 6"),
        ("thông tư số: 06 hóa đơn", "invoice", "thông tư số: 06"),
        ("luật 69 người lao động", "law", "luật 69"),
        ("tt 06 về bồi dưỡng sư phạm", "teachers", "tt 06"),
        ("luật 69 làm việc ở nước ngoài", "law", "luật 69"),
        ("nghị quyết 69 làm việc ở nước ngoài", "abroad", "nghị quyết 69"),
    ],
)
def test_beside_words_a_number_is_of_the_document_whose_title_says_them(
    titled: TantivyEngine, text: str, first: str, shown: str
) -> None:
    page = search(titled, SearchQuery(text))
    assert page.hits[0].id == first
    (chip,) = (chip for chip in page.understood if chip.kind == "number")
    assert chip.shown == shown
    assert page.notes == ()
    if "hóa đơn" in text:
        assert "words" in [hit.id for hit in page.hits]  # what holds the words answers as before


@pytest.mark.parametrize(
    "text",
    [
        "thông tư 06 hướng dẫn thi hành án",  # 'hướng dẫn' alone says too little
        "thông tư 07 hướng dẫn hóa đơn",  # nobody bears it
        "thông tư 06 ngày hóa đơn",
        "thông tư 2023 hóa đơn",
        '"thông tư 06" hóa đơn',
        "quy định 06 hóa đơn",
        "thông tư 06",  # all that bear it
    ],
)
def test_a_figure_that_may_be_anything_stays_a_word(titled: TantivyEngine, text: str) -> None:
    analysis = analyse(SearchQuery(text))
    assert of_its_title(titled, analysis) is analysis


def test_as_typed_no_figure_is_a_number() -> None:
    assert analyse(SearchQuery("thông tư 06 hướng dẫn hóa đơn", verbatim=True)).beside is None
