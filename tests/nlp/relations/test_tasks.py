"""What a document was issued for: details, guides, promulgates, interprets (handbook domain.md 4.1, 4.2)."""

import pytest

from ingest.document import LegalBasis
from tests.nlp.documents import article, clause
from tests.nlp.relations.made import DECREE, A, Brief, brief, relations


@pytest.mark.parametrize(
    ("kind", "number", "title", "expected"),
    [
        (
            "Nghị định",
            "6/2026/NĐ-CP",
            "Quy định chi tiết một số điều của Luật Việc làm",
            [("details", "Luật Việc làm", "part")],
        ),
        (
            "Nghị định",
            "6/2026/NĐ-CP",
            "Quy định chi tiết và hướng dẫn thi hành Luật Việc làm",
            [("details", "Luật Việc làm", "part")],
        ),
        ("Thông tư", "1/2026/TT-BTC", f"Hướng dẫn thực hiện Nghị định số {DECREE}", [("guides", DECREE, "part")]),
        (
            "Thông tư",
            "1/2026/TT-BTC",
            f"Hướng dẫn Điều 23 của Nghị định số {DECREE} quy định chi tiết Luật Việc làm",
            [("guides", DECREE, "part")],
        ),
        (
            "Thông tư",
            "1/2026/TT-BTC",
            f"Hướng dẫn thực hiện Điều 52 của Luật Việc làm và một số điều của Nghị định số {DECREE}",
            [("guides", "Luật Việc làm", "part"), ("guides", DECREE, "part")],
        ),
        ("Lệnh", "7/2026/L-CTN", "Về việc công bố Luật Việc làm", [("promulgates", "Luật Việc làm", "whole")]),
        (
            "Nghị quyết",
            "8/2026/UBTVQH16",
            "Giải thích khoản 2 Điều 6 của Luật Thương mại",
            [("interprets", "Luật Thương mại", "part")],
        ),
        # an amender details nothing; nor does a decree detail a circular
        (
            "Thông tư",
            "1/2026/TT-BTC",
            f"Sửa đổi Thông tư số {A} quy định chi tiết Luật Việc làm",
            [("amends", A, "part")],
        ),
        ("Nghị định", "6/2026/NĐ-CP", f"Quy định chi tiết Thông tư số {A}", []),
        ("Thông tư", "1/2026/TT-BTC", "Quy định chi tiết mẫu hồ sơ yêu cầu", []),
    ],
)
def test_by_the_title(kind: str, number: str, title: str, expected: list[Brief]) -> None:
    assert brief(relations(article("1", "Nội dung."), type=kind, number=number, title=title)) == expected


def test_the_recitals_give_the_number_and_the_first_article_the_provisions() -> None:
    body = article(
        "1",
        "",
        clause("1", "Nghị định này quy định chi tiết khoản 2 Điều 14, Điều 18 Luật Việc làm."),
        heading="Phạm vi điều chỉnh",
    )
    (found,) = relations(
        body,
        type="Nghị định",
        number="6/2026/NĐ-CP",
        title="Quy định chi tiết một số điều của Luật Việc làm",
        legal_basis=(LegalBasis("Luật Việc làm", "74/2025/QH15", None),),
    )
    assert (found.kind, found.target, found.eid) == ("details", "74/2025/QH15", "art_1__cl_1")
    assert found.provisions == ("Điều 14 khoản 2", "Điều 18")


def test_the_first_article_alone() -> None:
    scope = article("1", "Thông tư này hướng dẫn thi hành khoản 2 Điều 5 Luật Việc làm số 74/2025/QH15.")
    later = article("9", "Thông tư này hướng dẫn thi hành Luật Giá số 16/2023/QH15.")
    assert brief(relations(scope, later, title="Về lệ phí")) == [("guides", "74/2025/QH15", "part")]
