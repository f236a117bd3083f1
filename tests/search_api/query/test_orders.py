"""When words of an order are one, and when they are words."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from search_api.answering.search import search
from search_api.index.embedded.engine import TantivyEngine
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import Filters, SearchQuery
from search_api.query.syllables import fold_in_place
from tests.search_api.index.records_made import record
from tests.search_api.query.test_kinds import words


@pytest.mark.parametrize(
    ("text", "types", "issuers", "rest"),
    [
        ("nghị định mới nhất về đất đai", ("Nghị định",), (), "đất đai"),
        ("nghị định mới nhất hiện nay", ("Nghị định",), (), ""),
        ("thông tư mới nhất hiện nay của Bộ Tài chính", ("Thông tư",), ("Bộ Tài chính",), ""),
        ("nghị định về đất đai mới nhất hiện nay", ("Nghị định",), (), "đất đai"),
        ("thông tư mới nhất hướng dẫn thuế tncn", ("Thông tư",), (), "hướng dẫn thuế tncn"),
        ("luật mới nhất về đất đai", ("Luật",), (), "đất đai"),
        ("văn bản mới ban hành về đất đai", (), (), "đất đai"),
        ("thông tư mới nhất của Bộ Y tế về khám bệnh", ("Thông tư",), ("Bộ Y tế",), "khám bệnh"),
        ("các nghị định, thông tư mới nhất về bảo hiểm", ("Nghị định", "Thông tư"), (), "bảo hiểm"),
        ("nghị định mới nhất năm 2026 về phí", ("Nghị định",), (), "về phí"),
        ("nghị định mới nhất về đất đai còn hiệu lực", ("Nghị định",), (), "đất đai"),
    ],
)
def test_the_newest_of_a_kind_with_words(
    text: str, types: tuple[str, ...], issuers: tuple[str, ...], rest: str
) -> None:
    found = analyse(SearchQuery(text))
    assert (found.filters.types, found.filters.issuers, words(found)) == (types, issuers, rest)
    assert plan(found).sort == "newest"
    assert plan(found).question is None
    assert analyse(SearchQuery(fold_in_place(text))).sort == "newest"
    (chip,) = (chip for chip in found.chips if chip.kind == "order")
    assert chip.without
    assert analyse(SearchQuery(chip.without)).sort is None


@pytest.mark.parametrize(
    "text",
    [
        "nghị định mới nhất",
        "luật đất đai mới nhất",
        "nghị định nào mới nhất về đất đai",
        "quyết định mới nhất về giá đất",
        "mức lương cơ sở mới nhất",
        "bảng giá đất mới nhất",
        "nghị định 15/2020/NĐ-CP mới nhất",
        "nghị định 15 mới nhất về đất đai",
    ],
)
def test_where_it_is_no_order(text: str) -> None:
    assert analyse(SearchQuery(text)).sort is None


def test_a_chosen_order_counts_before_it_and_the_words_stand_in_headings() -> None:
    found = analyse(SearchQuery("nghị định mới nhất về đất đai VAT", sort="oldest"))
    held = plan(found)
    assert held.sort == "oldest"
    fields = {(clause.field, clause.tokens) for need in held.required for clause in need.any_of}
    assert fields >= {
        ("heading", ("đất",)),
        ("heading", ("vat",)),
        ("heading_pairs", ("giá_trị", "trị_gia", "gia_tăng")),
    }
    bare = plan(replace(found, accents="bare"))
    assert any(clause.field == "heading_folded" for need in bare.required for clause in need.any_of)


def test_what_has_the_words_in_its_title_comes_by_date_else_what_has_them_in_its_text_by_relevance(
    tmp_path: Path,
) -> None:
    engine = TantivyEngine(tmp_path)
    engine.rebuild(
        [
            record(
                "old", "1/2020/NĐ-CP", "Quy định về đất đai", "Giá đất.", kind="Nghị định", issued=dt.date(2020, 1, 1)
            ),
            record("new", "2/2021/NĐ-CP", "Quy định về đất đai", "Giá.", kind="Nghị định", issued=dt.date(2021, 1, 1)),
            record(
                "other", "3/2022/NĐ-CP", "Về thuế", "Đất đai. Phí cầu.", kind="Nghị định", issued=dt.date(2022, 1, 1)
            ),
            record("kind", "4/2023/TT-BTC", "Quy định về đất đai", "Giá.", kind="Thông tư", issued=dt.date(2023, 1, 1)),
        ]
    )
    found = search(engine, SearchQuery("nghị định mới nhất về đất đai"))
    assert [hit.id for hit in found.hits] == ["new", "old"]
    loose = search(engine, SearchQuery("nghị định mới nhất về phí cầu"))
    assert [hit.id for hit in loose.hits] == ["other"]
    assert [note.code for note in loose.notes] == ["order-as-relevance"]
    assert [chip.kind for chip in loose.understood] == ["type"]
    chosen = search(engine, SearchQuery("nghị định mới nhất về đất đai", Filters(types=("Thông tư",))))
    assert (chosen.total, [note.code for note in chosen.notes]) == (0, ["contradiction"])
    engine.close()
