"""A khoản or điểm that the asked article does not have is told; what may be there is not."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.request import SearchQuery
from tests.search_api.engines import engine_of, holding
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
        ("khoản 1, 9 điều 2 38/2022/NĐ-CP", "Không thấy khoản 9 trong Điều 2 của 38/2022/NĐ-CP."),
        ("đ2 k2 đe 38/2022/NĐ-CP", "Không thấy điểm e khoản 2 trong Điều 2 của 38/2022/NĐ-CP."),
        ("điều 2, 7 và 8 38/2022/NĐ-CP", "Không thấy Điều 7, Điều 8 trong 38/2022/NĐ-CP."),
        ("điều 1 và điều 2 38/2022/NĐ-CP", None),
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


def test_a_number_that_nothing_cites_is_not_said_to_be_cited(engine: TantivyEngine) -> None:
    page = search(engine, SearchQuery("77/2019/NĐ-CP phí"))
    assert page.hits
    assert [note.code for note in page.notes] == ["marks-ignored"]
    (note,) = search(engine, SearchQuery("77/2019/ND-CP phi")).notes
    assert (note.code, "dấu" in note.message) == ("number-ignored", False)


@pytest.mark.parametrize("asked", [{"page": 2}, {"sort": "newest"}, {"sort": "oldest", "size": 1}])
def test_an_article_that_another_page_shows_is_not_lacking(tmp_path: Path, asked: dict[str, Any]) -> None:
    articles = [f"Quy định thứ {n} về thuế." for n in range(1, 41)]
    with holding(tmp_path, [record("long", "15/2020/NĐ-CP", "Quản lý thuế", *articles)]) as engine:
        for unit in ("document", "provision"):
            query = SearchQuery("điều 35 15/2020/NĐ-CP thuế", unit=unit, **asked)
            assert search(engine, query).notes == ()
            notes = search(engine, replace(query, text="điều 41 15/2020/NĐ-CP thuế")).notes
            told = [note.message for note in notes if note.code == "no-article"]
            assert told == (
                ["Không thấy Điều 41 trong 15/2020/NĐ-CP."] if unit == "provision" or "page" not in asked else []
            )


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_a_page_of_articles_that_ends_among_those_asked_for_says_nothing_of_the_rest(tmp_path: Path, size: int) -> None:
    articles = [f"Quy định thứ {n} về thuế." for n in range(1, 41)]
    with holding(tmp_path, [record("long", "15/2020/NĐ-CP", "Quản lý thuế", *articles)]) as engine:
        query = SearchQuery("điều 1, 2, 3 nghị định 15/2020/NĐ-CP", unit="provision", size=size)
        assert search(engine, query).notes == ()
        notes = search(engine, replace(query, text="điều 1, 2, 41 nghị định 15/2020/NĐ-CP")).notes
        told = ["Không thấy Điều 41 trong 15/2020/NĐ-CP."] if size > 1 else []
        assert [note.message for note in notes] == told


def test_of_many_documents_of_a_number_the_next_page_may_have_the_article(tmp_path: Path) -> None:
    many = [
        record(f"d{n}", f"15/2020/TT-B{n}", "Phí", "Một.", *["Hai."] * (n == 0), issued=dt.date(2020, 1, 1 + n))
        for n in range(12)
    ]
    with holding(tmp_path, many) as engine:
        query = SearchQuery("điều 2 15/2020")
        first = search(engine, query)
        assert (len(first.hits), first.total, first.notes) == (10, 12, ())
        assert search(engine, replace(query, page=2)).notes == ()
        assert [note.code for note in search(engine, replace(query, size=20, text="điều 3 15/2020")).notes] == [
            "no-article"
        ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("luật 38/2022", "luật 38/2022"),
        ("quyết định số 39/2022", "quyết định số 39/2022"),
        ("thông tư 38/2022 của Bộ Công an", "thông tư 38/2022 của Bộ Công an"),
        ("thông tư 38/2022 của Bộ Tài chính", None),
        ("thông tư 38/2022", None),
        ("nd1452020cp", None),
        ("38/2022", None),
    ],
)
def test_that_no_document_is_of_the_kind_asked_for_is_told(engine: TantivyEngine, text: str, asked: str | None) -> None:
    notes = [note.message for note in search(engine, SearchQuery(text)).notes if note.code == "no-number"]
    told = f"Kho không có “{asked}”; đang hiện văn bản khác mang số {text.partition('/')[0][-2:]}/2022."
    assert [note for note in notes if "khác" in note] == ([told] if asked else [])


def test_by_articles_the_same_is_told(engine: TantivyEngine) -> None:
    page = search(engine, SearchQuery("khoản 9 điều 2 38/2022/NĐ-CP", unit="provision"))
    assert [note.code for note in page.notes] == ["no-clause"]
