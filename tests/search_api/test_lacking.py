"""A khoản or điểm that the asked article does not have is told; what may be there is not."""

import pytest

from search_api.index.tantivy_engine import TantivyEngine
from search_api.query.cited import read_clause
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold_in_place
from search_api.search import search
from tests.search_api.engines import engine_of
from tests.search_api.index.records_made import record

ARTICLE = "1. Người lao động.\n2. Cơ quan, gồm:\na) Bộ;\nb) Sở trong 30 ngày.\n3. Tổ chức theo khoản 5 Điều này."
OTHER = "9. Khoản của văn bản khác ban hành cùng ngày, có điểm e, điểm đ. Căn cứ Nghị định số 145/2020/NĐ-CP."
CORPUS = (
    record("wage", "38/2022/NĐ-CP", "Mức lương", "Phạm vi.", ARTICLE),
    record("other", "39/2022/NĐ-CP", "Phí", "Phạm vi.", OTHER),
    record("circular", "38/2022/TT-BTC", "Phí", "Phạm vi."),
)

engine = engine_of(CORPUS)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("khoản 9 điều 2 nghị định 38/2022/NĐ-CP", "Không thấy khoản 9 trong Điều 2 của 38/2022/NĐ-CP."),
        ("khoan 9 dieu 2 nghi dinh 38/2022/ND-CP", "Không thấy khoản 9 trong Điều 2 của 38/2022/NĐ-CP."),
        ("điều 2 khoản 9 38/2022/NĐ-CP", "Không thấy khoản 9 trong Điều 2 của 38/2022/NĐ-CP."),
        ("k9 đ2 38/2022/NĐ-CP", "Không thấy khoản 9 trong Điều 2 của 38/2022/NĐ-CP."),
        ("điểm đ khoản 2 điều 2 38/2022/NĐ-CP", "Không thấy điểm đ khoản 2 trong Điều 2 của 38/2022/NĐ-CP."),
        ("điểm b khoản 9 điều 2 38/2022/NĐ-CP", "Không thấy khoản 9 trong Điều 2 của 38/2022/NĐ-CP."),
        ("khoản 9 điều 7 38/2022/NĐ-CP", "Không thấy Điều 7 trong 38/2022/NĐ-CP."),
        ("khoản 3 điều 2 38/2022/NĐ-CP", None),
        ("khoản 03 điều 02 38/2022/NĐ-CP", None),
        ("khoản 9 điều 2 39/2022/NĐ-CP", None),
        ("điểm b khoản 2 điều 2 38/2022/NĐ-CP", None),
        ("khoản 5 điều 2 38/2022/NĐ-CP", None),  # the figure stands there: nobody can tell of what
        ("điều 2 38/2022/NĐ-CP", None),
        ("khoản 9 điều 2", None),  # of no document
    ],
)
def test_what_the_asked_article_lacks_is_told(engine: TantivyEngine, text: str, told: str | None) -> None:
    assert next((note.message for note in search(engine, SearchQuery(text)).notes), None) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("145/2020/NĐ-CP", "Kho không có văn bản số “145/2020/NĐ-CP”; đang hiện văn bản nhắc tới số đó."),
        ("điều 5 nghị định 145/2020/NĐ-CP", "Kho không có văn bản số “145/2020/NĐ-CP”; đang hiện văn bản"),
        ("38/2022/NĐ-CP", None),
        ("38/2022/NĐ-CP OR 145/2020/NĐ-CP", None),
    ],
)
def test_a_number_that_is_only_cited_is_told(engine: TantivyEngine, text: str, told: str | None) -> None:
    notes = [note.message for note in search(engine, SearchQuery(text)).notes]
    assert notes[0].startswith(told) if told else not notes, notes
    newest = search(engine, SearchQuery(text, sort="newest"))
    assert "no-number" not in [note.code for note in newest.notes]


def test_by_articles_the_same_is_told(engine: TantivyEngine) -> None:
    page = search(engine, SearchQuery("khoản 9 điều 2 38/2022/NĐ-CP", unit="provision"))
    assert [note.code for note in page.notes] == ["no-clause"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("điểm d khoản 12 Điều 3 Nghị định 1/2020/NĐ-CP", ("12", "d")),
        ("Điểm Đ, khoản 1a, điều 3a luật", ("1a", "đ")),
        ("khoản 02 điều 02 luật 69", ("2", None)),
        ("khoản 9 và khoản 2 điều 2 luật 69", (None, None)),  # which of them is lacking could not be told
        ("điểm a và điểm z khoản 2 điều 2 luật 69", (None, None)),
        ("điểm a, b khoản 2 điều 2 luật 69", (None, None)),
        ("khoản 4 luật 69", (None, None)),
        ("điều 4 về khoản 3", (None, None)),
    ],
)
def test_khoan_and_diem_beside_an_article(text: str, read: tuple[str | None, str | None]) -> None:
    assert read_clause(text, fold_in_place(text)) == read
