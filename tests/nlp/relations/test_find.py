"""Proposed relations and the noise rules of handbook domain.md 4.2."""

import datetime as dt
from typing import Any

import pytest

from tests.nlp.documents import article, attachment, clause, point, quote
from tests.nlp.relations.made import A, B, Brief, C, brief, relations, stated


def brief_of(*body: Any, **fields: Any) -> list[Brief]:
    return brief(relations(*body, **fields))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Thông tư số {A} hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành.", [("repeals", A, "whole")]),
        (
            f"Thông tư số {A} ngày 1/1/2020 của Bộ Tài chính quy định X khi Y hết hiệu lực từ ngày 01/7/2026.",
            [("repeals", A, "whole")],
        ),
        (f"Kể từ ngày Thông tư này có hiệu lực thi hành, Thông tư số {A} hết hiệu lực.", [("repeals", A, "whole")]),
        (f"Thông tư này có hiệu lực từ ngày ký và thay thế Thông tư số {A}.", [("replaces", A, "whole")]),
        (f"Bãi bỏ Thông tư số {A} và Thông tư số {B}.", [("repeals", A, "whole"), ("repeals", B, "whole")]),
        (f"Bãi bỏ Điều 12 Thông tư số {A}.", [("repeals", A, "part")]),
        (f"Bãi bỏ một số quy định tại Thông tư số {A}.", [("repeals", A, "part")]),
        (f"Bãi bỏ các quy định liên quan đến thôn quy định tại Thông tư số {A}.", [("repeals", A, "part")]),
        (f"Bãi bỏ cụm từ “X” tại khoản 2 Điều 8 Thông tư số {A}.", [("amends", A, "part")]),
        (f"Thay thế Mẫu số 01 ban hành kèm theo Thông tư số {A} bằng Mẫu số 01 mới.", [("amends", A, "part")]),
        (f"Hủy bỏ Thông tư số {A}.", [("annuls", A, "whole")]),
        (f"Sửa đổi, bổ sung khoản 2 Điều 5 Thông tư số {A} như sau:", [("amends", A, "part")]),
        (f"Đính chính lỗi kỹ thuật tại Thông tư số {A} như sau:", [("corrects", A, "part")]),
        (
            f"Thông tư số {A} sửa đổi, bổ sung một số điều của Thông tư số {B} hết hiệu lực từ ngày ký.",
            [("repeals", A, "whole")],
        ),
        (
            f"Thông tư số {A} đã được sửa đổi theo Thông tư số {B} và Thông tư số {C} hết hiệu lực kể từ ngày ký.",
            [("repeals", A, "whole")],
        ),
        (f"Điều 5 Thông tư số {A} hết hiệu lực kể từ ngày Thông tư này có hiệu lực.", [("repeals", A, "part")]),
        (
            f"Thông tư này có hiệu lực từ ngày ký. Thông tư số {A} quy định quy trình; tổ chức thẩm định hết hiệu lực.",
            [("repeals", A, "whole")],
        ),
        (
            f"Thông tư số {A} hướng dẫn Luật Đất đai; Thông tư số {B} hướng dẫn việc khác hết hiệu lực.",
            [("repeals", A, "whole"), ("repeals", B, "whole")],
        ),
        (
            f"Thông tư số {A} hướng dẫn Luật Đất đai và Thông tư số {B} hướng dẫn việc khác hết hiệu lực.",
            [("repeals", A, "whole"), ("repeals", B, "whole")],
        ),
        (
            f"Nghị định số 4/2020/NĐ-CP hướng dẫn Luật Đất đai; Thông tư số {B} về việc khác hết hiệu lực.",
            [("repeals", B, "whole")],
        ),
        (
            f"Thông tư số {A} tiếp tục có hiệu lực; Thông tư số {B} hết hiệu lực.",
            [("extends", A, "whole"), ("repeals", B, "whole")],
        ),
        (f"Chấm dứt hiệu lực của Thông tư số {A}.", [("repeals", A, "whole")]),
        (f"Thông tư số {A} không còn hiệu lực từ ngày 01/7/2026.", [("repeals", A, "whole")]),
        (f"Thông tư số {A} sẽ hết hiệu lực khi Thông tư này có hiệu lực.", [("repeals", A, "whole")]),
        (f"Từ ngày Thông tư này có hiệu lực thì Thông tư số {A} hết hiệu lực.", [("repeals", A, "whole")]),
        (f"Bãi bỏ tiêu chuẩn nghiệp vụ ban hành kèm theo Thông tư số {A}.", [("repeals", A, "part")]),
        (f"Huỷ bỏ khoản 2 Điều 3 Thông tư số {A}.", [("annuls", A, "part")]),
        (f"Thay thế Điều 3 Thông tư số {A} bằng Điều 4 Thông tư này.", [("amends", A, "part")]),
        (f"Thu hồi Thông tư số {A} và Thông tư số {B}.", [("repeals", A, "whole"), ("repeals", B, "whole")]),
        (f"Thông tư này được ban hành thay cho Thông tư số {A}.", [("replaces", A, "whole")]),
        (f"Thông tư số {A} sẽ bị bãi bỏ kể từ ngày Thông tư này có hiệu lực.", [("repeals", A, "whole")]),
        (f"QCVN 55:2013/BTC ban hành kèm theo Thông tư số {A} hết hiệu lực từ ngày ký.", [("repeals", A, "part")]),
        (f"Bãi bỏ số thứ tự 15 quy định tại khoản 1 Điều 1 Thông tư số {A}.", [("repeals", A, "part")]),
        # noise
        (f"Thu hồi đất, thu hồi giấy phép theo Thông tư số {A}.", []),
        (f"Quyết định thu hồi giấy phép tại Điều 5 Thông tư số {A}.", []),
        (f"Hủy bỏ quy chuẩn theo quy định tại Điều 11 Thông tư số {A}.", []),
        (f"Công bố Danh mục văn bản hết hiệu lực theo Thông tư số {A}.", []),
        (f"Đề nghị bãi bỏ Thông tư số {A}.", []),
        (f"Trường hợp sửa đổi, bổ sung, bãi bỏ các khoản phí ban hành kèm theo Thông tư số {A} thì báo cáo.", []),
        (f"Sửa đổi, bổ sung, bãi bỏ một số điều của Thông tư số {A}.", [("amends", A, "part")]),
        (
            f"Thay thế Thông tư số {A} của Bộ Tài chính sửa đổi, bổ sung, bãi bỏ một số điều của Thông tư số {B}.",
            [("replaces", A, "whole")],
        ),
        (
            f"Thay thế Thông tư số {A} của Bộ trưởng Bộ Tài chính bãi bỏ Điều 6 Thông tư số {B}.",
            [("replaces", A, "whole")],
        ),
        (
            f"Thay thế Thông tư số {A} của Bộ trưởng Bộ Tài chính và bãi bỏ Điều 6 Thông tư số {B}.",
            [("replaces", A, "whole"), ("repeals", B, "part")],
        ),
        (f"Thực hiện Thông tư số {A} và các văn bản sửa đổi, bổ sung, thay thế (nếu có).", []),
        (f"Thực hiện theo quy định tại Thông tư số {A}.", []),
        (f"Thông tư số {A} được sửa đổi, bổ sung bởi Thông tư số {B}.", []),
        (f"Trường hợp Thông tư số {A} bị thay thế thì áp dụng văn bản mới.", []),
        (f"Đến khi Thông tư số {A} hết hiệu lực thì báo cáo.", []),
        (f"Thu hồi đất, bãi bỏ thủ tục, thay thế thiết bị theo Thông tư số {A}.", []),
        (f"Chuyển đổi hình thức theo Thông tư số {A}.", []),
        (f"Bổ sung kinh phí theo Thông tư số {A}.", []),
        ("Bãi bỏ Điều 3 Thông tư này.", []),
        # a circular cannot change a decree
        ("Bãi bỏ Nghị định số 15/2020/NĐ-CP.", []),
    ],
)
def test_a_unit_of_the_body(text: str, expected: list[Brief]) -> None:
    assert brief(stated(text)) == expected


def test_lists_below_an_announcement_count_one_by_one() -> None:
    announced = clause(
        "2",
        "Các văn bản sau đây hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành:",
        point("a", f"Thông tư số {A} quy định chi tiết Thông tư số {C};"),
        point("b", f"Điều 2 Thông tư số {B}."),
    )
    assert brief_of(article("5", "", announced)) == [("repeals", A, "whole"), ("repeals", B, "part")]


def test_lists_in_an_annex_count_one_by_one() -> None:
    body = article("1", "", clause("1", "Bãi bỏ toàn bộ các Thông tư tại Phụ lục I ban hành kèm theo Thông tư này."))
    items = clause("1", f"Thông tư số {A} hướng dẫn Thông tư số {C}."), clause("2", f"Thông tư số {B}.")
    annex = attachment("Phụ lục I", *items)
    other = attachment("Phụ lục II", clause("1", f"Thông tư số {C}."))
    assert brief_of(body, attachments=(annex, other)) == [("repeals", A, "whole"), ("repeals", B, "whole")]


def test_an_amending_article_gives_one_relation_a_kind() -> None:
    body = article(
        "1",
        "",
        clause("1", "Sửa đổi khoản 1 Điều 2 như sau:", quote(f"“1. Bãi bỏ Thông tư số {B}.”")),
        clause("2", "Bãi bỏ Điều 3."),
        heading=f"Sửa đổi, bổ sung một số điều của Thông tư số {A}",
    )
    assert brief_of(body) == [("amends", A, "part")]


def test_provisions_of_all_units_stand_with_the_relation() -> None:
    body = article(
        "1",
        "",
        clause("1", "Sửa đổi, bổ sung khoản 2 và khoản 3 Điều 5 như sau:", quote("“2. Mới.”")),
        clause("2", "Bổ sung Điều 6a vào sau Điều 6 như sau:", quote("“Điều 6a. Mới.”")),
        clause("3", "Bổ sung vào cuối khoản 1 Điều 8 như sau:", quote("“Mới.”")),
        clause("4", "Bãi bỏ Điều 9 và khoản 1 Điều 10."),
        heading=f"Sửa đổi, bổ sung một số điều của Thông tư số {A} ngày 02 tháng 3 năm 2020",
    )
    (found,) = relations(body)
    assert found.provisions == (
        "Điều 5 khoản 2",
        "Điều 5 khoản 3",
        "Điều 6a",
        "Điều 8 khoản 1",
        "Điều 9",
        "Điều 10 khoản 1",
    )
    assert found.removed == ("Điều 9", "Điều 10 khoản 1")
    assert (found.target_type, found.target_date, found.eid) == ("Thông tư", dt.date(2020, 3, 2), "art_1")


def test_parts_of_a_repealing_unit_repeal() -> None:
    body = article(
        "5",
        "",
        clause("1", f"Bãi bỏ một số quy định tại Thông tư số {A}:", point("a", "Bãi bỏ khoản 1 Điều 3; Điều 4.")),
    )
    (found,) = relations(body)
    assert (found.kind, found.scope, found.provisions) == ("repeals", "part", ("Điều 3 khoản 1", "Điều 4"))


def test_one_unit_may_amend_two_documents() -> None:
    title = f"Sửa đổi, bổ sung một số điều của Thông tư số {A} quy định về thuế và Thông tư số {B} quy định về phí"
    found = relations(article("1", "Nội dung."), title=title)
    assert brief(found) == [("amends", A, "part"), ("amends", B, "part")]
    corrected = f"Đính chính lỗi tại Thông tư số {A} sửa đổi, bổ sung Thông tư số {B} và Thông tư số {C} như sau:"
    assert brief(stated(corrected)) == [("corrects", A, "part")]


def test_a_law_named_once_and_numbered_once_is_one_target() -> None:
    body = article(
        "9",
        "Sửa đổi Điều 4 của Luật Giáo dục số 38/2005/QH11 như sau:",
        quote("“Điều 4. Mới.”"),
        heading="Sửa đổi, bổ sung Luật Giáo dục",
    )
    assert brief(relations(body, type="Luật", number="1/2026/QH16")) == [("amends", "38/2005/QH11", "part")]


def test_consolidated_texts_name_their_sources_and_nothing_else() -> None:
    preamble = (
        "Luật X số 66/2025/QH15 ngày 14 tháng 6 năm 2025 của Quốc hội, có hiệu lực từ ngày 01/01/2026, sửa đổi bởi:",
        "1. Luật số 09/2026/QH16 ngày 24 tháng 4 năm 2026 của Quốc hội sửa đổi Luật số 1/2020/QH14.",
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;",
    )
    body = article("11", "Luật số 27/2008/QH12 hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành.")
    assert brief_of(body, type="Văn bản hợp nhất", number="111/VBHN-VPQH", preamble=preamble) == [
        ("consolidates", "66/2025/QH15", "whole"),
        ("consolidates", "09/2026/QH16", "part"),
    ]


def test_a_law_named_without_a_number_is_a_target_with_less_confidence() -> None:
    assert brief_of(article("1", "Bãi bỏ Điều 5 Luật Đất đai."), type="Luật", number="1/2026/QH16") == [
        ("repeals", "Luật Đất đai", "part")
    ]
