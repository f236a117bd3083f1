"""Handbook domain.md 3.8, 3.9: headings over several lines, tiết and inserted points, quotes closed early."""

from ingest.structure.tree import build_tree
from tests.ingest.structure.test_tree import codes, labels, outline, tree
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


def test_a_quote_whose_clauses_are_each_closed() -> None:
    """Seen: 'bổ sung khoản 7, khoản 8 vào Điều 12': only the first clause has an opening mark, each a closing one."""
    built = tree(
        "**Điều 1. Sửa đổi, bổ sung một số điều",
        "1. Bổ sung khoản 7, khoản 8 vào Điều 12 như sau:",
        "“4. Hồ sơ.",
        "7. Thời hạn.”",
        "8. Trường hợp khác.",
        "Ví dụ: Bà A nộp hồ sơ.”",
        "9. Trường hợp khác nữa.”",
        "2. Bãi bỏ khoản 2 Điều 10.",
        "**Điều 2. Hiệu lực",
    )
    assert labels(built) == ["Điều 1", "  1", "    quote", "  2", "Điều 2"]
    assert codes(built) == []


def test_a_clause_behind_a_quote_is_the_next_or_follows_a_gap() -> None:
    """Without a closing mark of its own, or without the awaited clause behind it, it is the amender's."""
    head = ("**Điều 1. Sửa đổi", "1. Sửa đổi khoản 4 như sau:", "“4. Hồ sơ.”")
    assert labels(tree(*head, "3. Bãi bỏ khoản 5."))[-1] == "  3"
    assert labels(tree(*head, "3. Bỏ cụm từ “hồ sơ”.", "4. Bãi bỏ khoản 5."))[-2:] == ["  3", "  4"]
