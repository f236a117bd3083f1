"""Text that amending units quote: its 'this' is the amended document, as far as that is known."""

import pytest

from ingest.document import Provision
from nlp.annotation import Citation
from tests.nlp.citations.test_find import cite
from tests.nlp.documents import article, clause, quote


def quoted_in(*body: Provision) -> list[Citation]:
    return [citation for citation in cite(*body, type="Thông tư", number="9/2031/TT-BTC") if citation.quoted]


QUOTING = "Sửa đổi, bổ sung một số điều của Thông tư số 44/2022/TT-BTC ngày 21 tháng 7 năm 2022"


@pytest.mark.parametrize(
    ("sentence", "quoted", "expected"),
    [
        ("Sửa đổi Điều 4 như sau:", "“Điều 4. Tên\n1. Theo khoản 2 Điều này.”", ["Điều 4 khoản 2"]),
        ("Sửa đổi Điều 4 như sau:", "“Điều 4. Tên\n1. a\n2. b:\na) Theo khoản này.”", ["Điều 4 khoản 2"]),
        ("Sửa đổi khoản 3 Điều 4 như sau:", "“3. Theo điểm a khoản này:”", ["Điều 4 khoản 3 điểm a"]),
        ("Bổ sung các khoản 5 và 6 Điều 4 như sau:", "“5. Theo khoản 1 Điều này.”", ["Điều 4 khoản 1"]),
        ("Bổ sung điểm d khoản 3 Điều 4 như sau:", "“d) Theo điểm a khoản này.”", ["Điều 4 khoản 3 điểm a"]),
        (
            "Sửa đổi Điều 4 như sau:",
            "“Theo Điều 9 Thông tư này và Phụ lục I kèm theo Thông tư này”",
            ["Điều 9", "Phụ lục I"],
        ),
        ("Sửa đổi Điều 4 như sau:", "“Theo Điều 9. Thông tư này có hiệu lực; Nghị định này”", ["Điều 9"]),
    ],
)
def test_this_in_a_quote_is_the_amended_document(sentence: str, quoted: str, expected: list[str]) -> None:
    cited = quoted_in(article("1", "", clause("1", sentence, quote(quoted)), heading=QUOTING))
    assert [provision for citation in cited for provision in citation.provisions] == expected
    assert all(citation.document == "44/2022/TT-BTC" and citation.inherited for citation in cited)


def test_a_quote_cites_what_it_names() -> None:
    found = quoted_in(
        article("1", "", quote("“Điều 5. Theo Luật Đất đai, Điều 2 Nghị định số 1/2020/NĐ-CP, khoản 2 Điều này”"))
    )
    assert [(c.document or c.document_name, c.provisions, c.quoted, c.inherited) for c in found] == [
        ("Luật Đất đai", (), True, False),
        ("1/2020/NĐ-CP", ("Điều 2",), True, False),
    ]


def test_this_of_an_unknown_document_is_not_cited() -> None:
    unknown = clause("1", "Nội dung như sau:", quote("“Theo khoản 2 Điều 4 Thông tư này và khoản 1 Điều này”"))
    assert quoted_in(article("1", "", unknown)) == []


def test_nothing_else_is_marked_as_quoted() -> None:
    found = cite(article("1", "Theo Điều 4 Luật Đất đai."))
    assert not any(citation.quoted for citation in found)
