"""Provisions with days of their own (handbook domain.md 3.14)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Provision
from nlp.citations.find import find_citations
from nlp.effect import read_effect
from nlp.text import flatten
from tests.nlp.documents import article, clause, document, point, quote

Brief = tuple[tuple[str, ...], dt.date | None, dt.date | None]
DAY = dt.date(2027, 1, 1)


def dates(*body: Provision) -> list[Brief]:
    made = document(*body, type="Luật", number="1/2026/QH16")
    text = flatten(made)
    found = read_effect(made, text, None, find_citations(made, text)).provisions
    for one in found:
        for value in (one.effective, one.until):
            if value:
                assert text.text[value.start : value.end] == value.sentence
                assert (value.date is None) == (value.kind == "unknown")
    return [(p.provisions, p.effective.date if p.effective else None, p.until.date if p.until else None) for p in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Điều 5 có hiệu lực từ ngày 01 tháng 01 năm 2027.", [(("Điều 5",), DAY, None)]),
        (
            "Điều 5, khoản 2 Điều 7 có hiệu lực từ ngày 01/01/2027.",
            [(("Điều 5", "Điều 7 khoản 2"), DAY, None)],
        ),
        (
            "Quy định tại điểm b, điểm c khoản 1 Điều 3 Luật này, Điều 10 và Điều 12 có hiệu lực từ ngày 01/01/2027.",
            [(("Điều 3 khoản 1 điểm b", "Điều 3 khoản 1 điểm c", "Điều 10", "Điều 12"), DAY, None)],
        ),
        ("Các quy định tại Điều 5 của Luật này có hiệu lực kể từ ngày 01/01/2027.", [(("Điều 5",), DAY, None)]),
        (
            "Luật này có hiệu lực từ ngày 01/7/2026, trừ Điều 5 có hiệu lực từ ngày 01/01/2027.",
            [(("Điều 5",), DAY, None)],
        ),
        (
            "Luật này có hiệu lực từ ngày 01/7/2026; riêng quy định tại khoản 1 Điều 5 có hiệu lực từ ngày 01/01/2027.",
            [(("Điều 5 khoản 1",), DAY, None)],
        ),
        (
            "Quy định tại Điều 5 được áp dụng từ ngày 01/01/2027 đến hết ngày 31/12/2028.",
            [(("Điều 5",), DAY, dt.date(2028, 12, 31))],
        ),
        ("Điều 5 có hiệu lực đến hết ngày 31/12/2028.", [(("Điều 5",), None, dt.date(2028, 12, 31))]),
        ("Điều 5 hết hiệu lực kể từ ngày 01/01/2029.", [(("Điều 5",), None, dt.date(2028, 12, 31))]),
        ("Điều 5 có hiệu lực kể từ ngày ký ban hành.", [(("Điều 5",), dt.date(2020, 2, 3), None)]),
        ("Điều 5 có hiệu lực từ năm ngân sách 2027.", [(("Điều 5",), None, None)]),
        # noise
        ("Luật này có hiệu lực từ ngày 01/01/2027, trừ trường hợp quy định tại khoản 2 Điều này.", []),
        ("Giấy phép quy định tại Điều 5 có hiệu lực từ ngày 01/01/2027.", []),
        ("Giấy phép quy định tại Điều 4, Điều 5 có hiệu lực từ ngày 01/01/2027.", []),
        ("Hồ sơ theo quy định tại Điều 5 được thực hiện từ ngày 01/01/2027.", []),
        ("Mức phí quy định tại khoản 1 Điều 5 áp dụng từ ngày 01/01/2027.", []),
        ("Điều 5 Nghị định số 15/2020/NĐ-CP có hiệu lực từ ngày 01/01/2027.", []),
        ("Theo Điều 5, quyết định có hiệu lực từ ngày 01/01/2027.", []),
        ("Tổ chức quy định tại Điều 5 thực hiện báo cáo từ ngày 01/01/2027.", []),
    ],
)
def test_a_sentence(sentence: str, expected: list[Brief]) -> None:
    assert dates(article("9", "", clause("2", sentence), heading="Hiệu lực thi hành")) == expected


def test_a_list_below_its_announcement() -> None:
    listed = clause(
        "2",
        "Các quy định sau đây có hiệu lực thi hành từ ngày 01/01/2027:",
        point("a", "Quy định tại Điều 5;"),
        point("b", "Khoản 2 Điều 7 của Luật này."),
    )
    assert dates(article("9", "", listed)) == [(("Điều 5", "Điều 7 khoản 2"), DAY, None)]


def test_the_provisions_meant_are_linked_where_they_exist() -> None:
    made = document(article("5", "Nội dung."), article("9", "Điều 5 có hiệu lực từ ngày 01/01/2027."))
    text = flatten(made)
    (found,) = read_effect(made, text, None, find_citations(made, text)).provisions
    assert found.eids == ("art_5",)


def test_quoted_text_does_not_count() -> None:
    assert dates(article("1", "Sửa đổi Điều 9 như sau:", quote("“Điều 5 có hiệu lực từ ngày 01/01/2027.”"))) == []


PIECES = st.sampled_from(
    ["Điều 5", "khoản 2 Điều 7", ",", "và", "của Luật này", "có hiệu lực", "từ ngày", "01/01/2027", "đến hết năm 2028",
     "Quy định tại", "áp dụng", "sau đây", ":", "riêng", ".", "hết hiệu lực"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_reading_is_total(sentence: str) -> None:
    dates(article("9", sentence))
