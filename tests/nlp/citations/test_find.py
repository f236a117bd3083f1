"""Citations: the references of handbook domain.md 9.4 in documents, and whose provisions they name."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Provision
from nlp.annotation import Citation
from nlp.citations.find import find_citations
from nlp.text import flatten
from tests.nlp.documents import article, attachment, clause, document, point, provision, quote

Expected = tuple[str | None, tuple[str, ...]]


def cite(*body: Provision, **fields: Any) -> list[Citation]:
    made = document(*body, **fields)
    text = flatten(made)
    found = list(find_citations(made, text))
    for citation in found:
        assert citation.text == " ".join(text.text[citation.start : citation.end].split())
    return found


def brief(found: list[Citation]) -> list[Expected]:
    return [(citation.document, citation.provisions) for citation in found if not citation.quoted]


def in_article(text: str) -> list[Citation]:
    return cite(article("3", "", clause("2", text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "điểm a khoản 2 Điều 12 Nghị định số 90/2020/NĐ-CP ngày 03 tháng 02 năm 2020 của Chính phủ",
            [("90/2020/NĐ-CP", ("Điều 12 khoản 2 điểm a",))],
        ),
        ("Điều 3 của Luật này", [("this", ("Điều 3",))]),
        ("khoản 1 Điều này", [("this", ("Điều 3 khoản 1",))]),
        ("khoản 1, 2 và 3 điều này", [("this", ("Điều 3 khoản 1", "Điều 3 khoản 2", "Điều 3 khoản 3"))]),
        ("điểm a khoản này và khoản này", [("this", ("Điều 3 khoản 2 điểm a",)), ("this", ("Điều 3 khoản 2",))]),
        ("tại điểm đ nêu trên", [("this", ("Điều 3 khoản 2 điểm đ",))]),
        ("Chính phủ quy định chi tiết Điều này; Nghị định này có hiệu lực", []),
        ("quy định tại khoản 1 Điều 4, khoản 5", [("this", ("Điều 4 khoản 1",))]),
        ("Điều 1 và Điều 3 Quyết định số 12/2023/QĐ-UBND", [("12/2023/QĐ-UBND", ("Điều 1", "Điều 3"))]),
        ("Phụ lục I ban hành kèm theo Nghị định số 08/2022/NĐ-CP", [("08/2022/NĐ-CP", ("Phụ lục I",))]),
        ("khoản 3 Phụ lục ban hành kèm theo Nghị định này", [("this", ("Phụ lục khoản 3",))]),
        ("Phụ lục II kèm theo Nghị định này", [("this", ("Phụ lục II",))]),
        (
            "Điều 9a (được bổ sung theo khoản 3 Điều 1 Nghị định số 123/2021/NĐ-CP)",
            [("this", ("Điều 9a",)), ("123/2021/NĐ-CP", ("Điều 1 khoản 3",))],
        ),
        ("Quy chế ban hành kèm theo Quyết định số 05/2000/QĐ-BVHTT", [("05/2000/QĐ-BVHTT", ())]),
        (
            "Điều 3 Quy chế làm việc ban hành kèm theo Quyết định số 05/2000/QĐ-BVHTT",
            [("05/2000/QĐ-BVHTT", ("Quy chế Điều 3",))],
        ),
        ("Điều 15 Mục 1 Chương II Luật Các tổ chức tín dụng năm 2024", [(None, ("Điều 15",))]),
        (
            "khoản 2 Điều 5 (đã được sửa đổi) của Nghị định số 1/2020/NĐ-CP",
            [("1/2020/NĐ-CP", ("Điều 5 khoản 2",))],
        ),
        (
            "khoản 1 Điều 5 Luật Đất đai, khoản 2 Điều 6 Luật Nhà ở",
            [(None, ("Điều 5 khoản 1",)), (None, ("Điều 6 khoản 2",))],
        ),
        ("Điều 6 hợp đồng này; Điều 5 Hiệp định; Điều 33 của Nghị định:", []),
        ("thay cụm từ “khoản 1 Điều 8 Luật Đất đai” bằng cụm từ khác", []),
        (
            "Luật Đất đai, bao gồm: Điều 2; Điều 3 về giá; khoản 1 Điều 4. Theo Điều 5",
            [(None, ()), (None, ("Điều 2", "Điều 3")), (None, ("Điều 4 khoản 1",)), ("this", ("Điều 5",))],
        ),
        ("(Mẫu số 01/TB-ABC); Bảng 2 dưới đây", []),
        ("Thỏa thuận bằng phụ lục hợp đồng theo khoản 1 Điều 4 Nghị định này", [("this", ("Điều 4 khoản 1",))]),
    ],
)
def test_references_in_an_article(text: str, expected: list[Expected]) -> None:
    found = in_article(text)
    assert brief(found) == expected
    assert all(citation.where == "Điều 3 khoản 2" for citation in found)


def test_a_name_printed_once_goes_with_each_mention_of_the_number() -> None:
    found = cite(article("1", "Luật Đất đai số 31/2024/QH15. Theo Điều 2 Luật số 31/2024/QH15."))
    assert [citation.document_name for citation in found] == ["Luật Đất đai", "Luật Đất đai"]


def test_year_and_date_are_kept() -> None:
    by_year, by_date = cite(article("1", "Luật Đất đai năm 2013; Luật Nhà ở ngày 27 tháng 11 năm 2023"))
    assert (by_year.document_name, by_year.year, by_year.date) == ("Luật Đất đai", 2013, None)
    assert by_date.date is not None
    assert by_date.year == 2023


def test_an_amending_article_hands_its_document_down() -> None:
    amending = article(
        "1",
        "",
        clause(
            "1", "Sửa đổi, bổ sung khoản 2 Điều 7 như sau:", point("a", "Sửa đổi điểm đ như sau:", quote("“đ) Luật X”"))
        ),
        clause("2", "Bổ sung điểm d vào sau điểm c khoản 2 Điều 9 như sau:"),
        clause("3", "Bãi bỏ Điều 12 và Điều 13."),
        clause("4", "Thay thế Phụ lục I bằng Phụ lục I ban hành kèm theo Thông tư này."),
        clause("5", "Sửa đổi điểm c và bổ sung điểm g khoản 3 Điều 8; thay thế một số phụ lục, mẫu biểu."),
        clause("6", "Thay thế Phụ lục II bằng Phụ lục II, Mẫu số 02 Phụ lục IV ban hành kèm theo Thông tư này."),
        heading="Sửa đổi, bổ sung một số điều của Thông tư số 44/2022/TT-BTC ngày 21 tháng 7 năm 2022",
    )
    other = article("2", "Theo quy định tại Điều 1 Thông tư này và khoản 3 Điều 4.")
    found = cite(amending, other, type="Thông tư", number="95/2025/TT-BTC")
    assert brief(found) == [
        ("44/2022/TT-BTC", ()),
        ("44/2022/TT-BTC", ("Điều 7 khoản 2",)),
        ("44/2022/TT-BTC", ("Điều 7 khoản 2 điểm đ",)),
        ("44/2022/TT-BTC", ("Điều 9 khoản 2 điểm d",)),
        ("44/2022/TT-BTC", ("Điều 9 khoản 2 điểm c",)),
        ("44/2022/TT-BTC", ("Điều 12", "Điều 13")),
        ("44/2022/TT-BTC", ("Phụ lục I",)),
        ("this", ("Phụ lục I",)),
        ("44/2022/TT-BTC", ("Điều 8 khoản 3 điểm c",)),
        ("44/2022/TT-BTC", ("Điều 8 khoản 3 điểm g",)),
        ("44/2022/TT-BTC", ("Phụ lục II",)),
        ("this", ("Phụ lục II",)),
        ("this", ("Phụ lục IV",)),
        ("this", ("Điều 1",)),
        ("this", ("Điều 4 khoản 3",)),
    ]
    assert [citation.inherited for citation in found if not citation.quoted] == [
        False,
        *[True] * 6,
        False,
        *[True] * 3,
        *[False] * 4,
    ]


def test_the_title_names_the_amended_document_where_the_article_does_not() -> None:
    body = article("1", "Sửa đổi, bổ sung điểm c khoản 5 Điều 8 như sau:")
    found = cite(body, title="Sửa đổi, bổ sung một số điều của Nghị định số 10/2022/NĐ-CP")
    assert brief(found)[1:] == [("10/2022/NĐ-CP", ("Điều 8 khoản 5 điểm c",))]


def test_a_detailing_article_hands_its_law_down() -> None:
    body = article(
        "1",
        "Nghị định này quy định chi tiết một số điều của Luật Việc làm về:",
        clause("1", "Hỗ trợ theo khoản 2 Điều 8."),
    )
    assert [(c.document_name, c.provisions) for c in cite(body)] == [
        ("Luật Việc làm", ()),
        ("Luật Việc làm", ("Điều 8 khoản 2",)),
    ]


def test_attachments_have_articles_of_their_own() -> None:
    regulation = attachment(
        "Quy chế",
        article(
            "5", "Theo khoản 1 Điều 4 Quy chế này và Điều 2 Nghị định này.", clause("1", "Như Điều 3 và Điều 6 đã nêu.")
        ),
        provision("paragraph", "", "Điều 1. Giao cho ông …"),
        title="Ban hành kèm theo Nghị định số 15/2020/NĐ-CP",
    )
    assert brief(cite(article("1", "Ban hành Quy chế."), attachments=(regulation,))) == [
        ("this", ("Quy chế Điều 4 khoản 1",)),
        ("this", ("Điều 2",)),
        ("this", ("Quy chế Điều 3", "Quy chế Điều 6")),
    ]


def test_provisions_in_a_row_of_a_table_are_of_the_document_in_the_cell_before() -> None:
    rows = (
        ("1", "Nghị định số 1/2020/NĐ-CP về phí", "Điều 9; Điều 10. Bãi bỏ khoản 1 Điều 12", "Bộ Tài chính, Điều 4"),
        ("", "", "Sửa đổi khoản 2 Điều 13", ""),
        ("2", "Luật Đất đai", "Điều 5", ""),
        ("3", "Việc khác", "Điều 6", ""),
    )
    table = replace(provision("table", "", ""), rows=rows)
    assert [
        (c.document or c.document_name, c.provisions) for c in cite(attachments=(attachment("Phụ lục I", table),))
    ] == [
        ("1/2020/NĐ-CP", ()),
        ("1/2020/NĐ-CP", ("Điều 9", "Điều 10")),
        ("1/2020/NĐ-CP", ("Điều 12 khoản 1",)),
        ("this", ("Điều 4",)),
        ("1/2020/NĐ-CP", ("Điều 13 khoản 2",)),
        ("Luật Đất đai", ()),
        ("Luật Đất đai", ("Điều 5",)),
        ("this", ("Điều 6",)),
    ]


def test_recitals_and_title_are_cited_too() -> None:
    found = cite(preamble=("Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;",), title="Thi hành Luật Đất đai")
    assert [(c.where, c.document_name) for c in found] == [("", "Luật Đất đai"), ("", "Luật Tổ chức Chính phủ")]


WORDS = st.sampled_from(
    [
        "Điều 5",
        "khoản 2",
        "điểm a",
        "này",
        "của",
        "và",
        ",",
        "Nghị định số 1/2020/NĐ-CP",
        "Luật Đất đai",
        "Luật",
        "năm 2013",
        "Sửa đổi, bổ sung",
        "vào sau",
        "“",
        "”",
        "Phụ lục",
        "I",
        "ban hành kèm theo",
        "nêu trên",
        ":",
        "\n",
        "bao gồm",
        "số",
        "(",
        ")",
    ]
)


@given(st.lists(WORDS, max_size=20).map(" ".join), st.text(max_size=60))
def test_finding_is_total_and_spans_lie_in_the_text(words: str, noise: str) -> None:
    made = document(article("1", words, clause("1", noise), clause("2", words)), title=words, preamble=(noise,))
    text = flatten(made)
    for citation in find_citations(made, text):
        assert 0 <= citation.start < citation.end <= len(text.text)
        assert citation.document or citation.document_name
        assert all(citation.provisions)
