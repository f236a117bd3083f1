"""Records as rows of tokens, and their rank."""

from dataclasses import replace

import pytest

from search_api.index.rows import clean, full_title, key_of, rows
from search_api.index.tiers import LAST, tier
from search_api.query.hits import MARK_END, MARK_START
from tests.search_api.index.records_made import record

DECREE = record(
    "a",
    "15/2020/NĐ-CP",
    "Quy định về hóa đơn",
    "Bãi bỏ Nghị định số 51/2010/NĐ-CP.",
    headings=("Hiệu lực",),
    gazette=(7, 8),
)


def test_the_head_and_each_provision_are_rows() -> None:
    head, first = rows(DECREE)
    assert head.provision is None
    assert head.text.accented.startswith("nghị định qui định về hóa đơn 15-2020-nđ-cp chính phủ")
    assert head.text.folded.endswith("15 2020 nd cp")
    assert head.numbers == DECREE.number_keys
    assert first.provision == DECREE.provisions[0]
    assert first.heading.accented == "nghị định qui định về hóa đơn điều 1 hiệu lực"
    assert first.text.accented.startswith(first.heading.accented)
    assert first.label == "dieu-1"
    assert "51/2010/ND/CP" in first.mentions
    assert (first.numbers, head.mentions) == ((), ())


def test_an_issue_is_found_by_each_of_its_numbers() -> None:
    assert [row.issues for row in rows(DECREE)] == [("7", "8")] * 2
    dated = replace(DECREE, gazette_date=DECREE.issued_on)
    assert next(rows(dated)).issues == ("7", "7/2020", "8", "8/2020")


def test_the_type_is_said_once() -> None:
    assert full_title(record("a", None, "Đất đai", kind="Luật")) == "Luật Đất đai"
    assert full_title(record("a", None, "Luật Đất đai", kind="Luật")) == "Luật Đất đai"
    assert full_title(record("a", None, "Đất đai")) == "Đất đai"


def test_keys_of_whole_texts() -> None:
    assert key_of("Điều 5a.") == key_of("ĐIỀU 5A") == "dieu-5a"
    assert key_of("…") == ""


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
