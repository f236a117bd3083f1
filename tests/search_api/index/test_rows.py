"""Records as rows of tokens, and their rank."""

from dataclasses import replace

import pytest

from search_api.index.rows import clean, full_title, rows
from search_api.index.tiers import LAST, tier
from search_api.query.hits import MARK_END, MARK_START
from tests.search_api.index.records_made import record

DECREE = record(
    "a",
    "15/2020/NĐ-CP",
    "Quy định về hóa đơn",
    "Bãi bỏ Nghị định số 51/2010/NĐ-CP.",
    "Bộ Tài chính thực hiện.",
    headings=("Hiệu lực", "Tổ chức"),
    gazette=(7, 8),
)


def test_each_provision_is_a_row_with_its_title_and_issuer() -> None:
    first, second = rows(DECREE)
    assert (first.provision, second.provision) == DECREE.provisions
    assert second.heading.accented == "nghị định qui định về hóa đơn điều 2 tổ chức"
    assert second.text.accented == f"{second.heading.accented} bộ tài chính thực hiện chính phủ"
    assert second.label == "dieu-2"
    assert "51/2010/ND/CP" in first.mentions
    assert second.mentions == ()


def test_the_first_row_also_holds_what_is_the_documents_alone() -> None:
    first, second = rows(replace(DECREE, signers=("Lê Văn Thành",)))
    assert first.text.accented.endswith("chính phủ 15-2020-nđ-cp 15 2020 nđ cp lê văn thành")
    assert (first.numbers, second.numbers) == (DECREE.number_keys, ())
    assert "thành" not in second.text.accented


def test_a_document_without_provisions_is_found_by_its_title() -> None:
    (only,) = rows(replace(DECREE, provisions=()))
    assert only.provision is None
    assert only.heading.accented == "nghị định qui định về hóa đơn"
    assert only.numbers == DECREE.number_keys
    assert only.label == ""


def test_an_issue_is_found_by_each_of_its_numbers() -> None:
    assert [row.issues for row in rows(DECREE)] == [("7", "8")] * 2
    dated = replace(DECREE, gazette_date=DECREE.issued_on)
    assert next(rows(dated)).issues == ("7", "7/2020", "8", "8/2020")


def test_the_type_is_said_once() -> None:
    assert full_title(record("a", None, "Đất đai", kind="Luật")) == "Luật Đất đai"
    assert full_title(record("a", None, "Luật Đất đai", kind="Luật")) == "Luật Đất đai"
    assert full_title(record("a", None, "Đất đai")) == "Đất đai"


def test_stored_text_holds_no_mark_and_nothing_invisible() -> None:
    dirty = record("a", None, f"Tên{MARK_START} lạ{MARK_END}", "nghi\u00adệm\u202e thu\x00ế")
    cleaned = clean(dirty)
    assert cleaned.title == "Tên lạ"
    assert cleaned.provisions[0].text == "nghiệm thuế"
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    ("kind", "issuer", "rank"),
    [
        ("Luật", "Quốc hội", 2),
        ("Nghị quyết", "Ủy ban Thường vụ Quốc hội", 3),
        ("Nghị quyết", "Quốc hội", 2),
        ("Nghị quyết", "Hội đồng nhân dân tỉnh Sơn La", 9),
        ("Nghị định", "Chính phủ", 5),
        ("Quyết định", "Thủ tướng Chính phủ", 6),
        ("Quyết định", "Uỷ ban nhân dân tỉnh Sơn La", 10),
        ("Quyết định", "Bộ Tài chính", 11),
        ("THÔNG TƯ", "Bộ Tài chính", 8),
        ("Thông báo", "Văn phòng Chính phủ", LAST),
        (None, "Chính phủ", LAST),
    ],
)
def test_ranks(kind: str | None, issuer: str, rank: int) -> None:
    assert tier(replace(DECREE, type=kind, issuers=(issuer,))) == rank
