"""Handbook domain.md 3.8: headings of chapters over several lines, tiết told from inserted points."""

from ingest.structure.tree import build_tree
from tests.ingest.structure.test_tree import labels, outline, tree
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


def test_numbered_letters_one_behind_the_other_are_parts_of_their_point() -> None:
    """The point need not end in ':'; one alone, or one with the mark of a note, is an inserted point."""
    head = ("**Điều 7. Lỗ", "1. Gồm:", "a) Mức.", "b) Thời gian chuyển lỗ không quá 5 năm.")
    parts = tree(*head, "b1) Trường hợp thanh tra;", "Theo kết luận.", "b2) Trường hợp khác.", "c) Năm sau.")
    points = ["    a", "    b", "    c"]
    assert labels(parts) == ["Điều 7", "  1", *points[:2], "      b1", "      b2", points[2]]
    alone = tree(*head, "b1) Trường hợp thanh tra.", "c) Năm sau.")
    noted = tree(*head, "b1)¹⁵ Trường hợp thanh tra.", "b2)¹⁶ Trường hợp khác.", "c) Năm sau.")
    assert labels(alone) == ["Điều 7", "  1", *points[:2], "    b1", points[2]]
    assert labels(noted) == ["Điều 7", "  1", *points[:2], "    b1", "    b2", points[2]]
