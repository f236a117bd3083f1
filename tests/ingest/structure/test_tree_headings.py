"""Handbook domain.md 3.8: headings of chapters and sections over several lines."""

from ingest.structure.tree import build_tree
from tests.ingest.structure.test_tree import outline, tree
from tests.ingest.typeset import paragraph, paragraphs


def test_a_heading_of_many_wide_lines() -> None:
    """Lines in capitals that fill the column are no less the heading, nor are those that end in ';'."""
    built = tree(
        "^**Chương II",
        "**THÀNH LẬP, CHO PHÉP THÀNH LẬP, CHIA, TÁCH, SÁP NHẬP, GIẢI THỂ",
        "^**CƠ SỞ LƯU TRỮ, THƯ VIỆN;",
        "**CẤP, ĐỔI, CẤP LẠI, THU HỒI VÀ HỦY BỎ GIẤY CHỨNG NHẬN ĐĂNG KÝ",
        "^**HOẠT ĐỘNG LƯU TRỮ, HOẠT ĐỘNG THƯ VIỆN",
        "^**VÀ DỊCH VỤ KHÁC",
        "**Điều 3. Điều kiện",
        "Điều kiện gồm có:",
    )
    assert outline(built)[0] == (
        "chapter Chương II | THÀNH LẬP, CHO PHÉP THÀNH LẬP, CHIA, TÁCH, SÁP NHẬP, GIẢI THỂ CƠ SỞ LƯU TRỮ, THƯ VIỆN; "
        "CẤP, ĐỔI, CẤP LẠI, THU HỒI VÀ HỦY BỎ GIẤY CHỨNG NHẬN ĐĂNG KÝ HOẠT ĐỘNG LƯU TRỮ, HOẠT ĐỘNG THƯ VIỆN "
        "VÀ DỊCH VỤ KHÁC"
    )


def test_capitals_far_below_a_heading_are_no_part_of_it() -> None:
    head = paragraphs(["^**Chương II", "^**QUẢN LÝ"])
    built = build_tree((*head, paragraph("BẢNG KÊ", 6, bold=True), paragraph("Nội dung.", 7)))
    assert outline(built)[0].startswith("chapter Chương II | QUẢN LÝ: BẢNG KÊ")
