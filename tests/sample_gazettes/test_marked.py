"""A document given as paragraphs with levels becomes a gazette file of its own."""

import datetime as dt

from sample_gazettes.blocks import TextOp
from sample_gazettes.marked import Marked, MarkedDocument, body_of, head_of, lay_out_marked

HEAD = (
    "BỘ XÂY DỰNG -------",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ---------------",
    "Số: 35/2025/TT-BXD",
    "Hà Nội, ngày 21 tháng 11 năm 2025",
    "THÔNG TƯ",
    "Quy định về giá dịch vụ đăng kiểm",
    "Căn cứ Luật Giá ngày 19 tháng 6 năm 2023;Căn cứ Nghị định số 85/2024/NĐ-CP;",
    "Bộ trưởng Bộ Xây dựng ban hành Thông tư quy định về giá dịch vụ đăng kiểm.",
)
DOCUMENT = MarkedDocument(
    "Thông tư số 35/2025/TT-BXD quy định về giá dịch vụ đăng kiểm",
    (
        *(Marked(None, text) for text in HEAD),
        Marked("chapter", "Chương IQUY ĐỊNH CHUNG"),
        Marked("article", "Điều 1. Phạm vi điều chỉnh"),
        Marked("clause", "1. Thông tư này quy định về giá."),
        Marked("item", "a) Giá tối đa;"),
        Marked("article", "Điều 2. Thông tư này có hiệu lực từ ngày ký."),
    ),
    (
        "Trong quá trình thực hiện, nếu có khó khăn, đề nghị phản ánh về Bộ Xây dựng để giải quyết./.",
        "KT. BỘ TRƯỞNG THỨ TRƯỞNG ( Đã ký ) Nguyễn Xuân Sang",
    ),
)


def test_the_head_is_told_from_the_paragraphs_before_the_body() -> None:
    head = head_of(DOCUMENT)
    assert (head.number, head.type, head.letterhead) == ("35/2025/TT-BXD", "Thông tư", ("BỘ XÂY DỰNG",))
    assert (head.title, head.issued_on) == ("Quy định về giá dịch vụ đăng kiểm", dt.date(2025, 11, 21))
    assert len(head.recitals) == 3
    assert (head.signers[0].name, head.signers[0].position) == ("Nguyễn Xuân Sang", "THỨ TRƯỞNG")


def test_what_a_head_lacks_is_made_up() -> None:
    bare = MarkedDocument("Nghị định về cư trú", (Marked("article", "Điều 1. Phạm vi"),), ())
    head = head_of(bare)
    assert (head.number, head.type, head.letterhead) == ("16/2025/NĐ-CP", "Nghị định", ("CHÍNH PHỦ",))
    assert head.signers[0].name


def test_the_body_ends_with_the_sentence_before_the_signature() -> None:
    levels = [paragraph.level for paragraph in body_of(DOCUMENT)]
    assert levels == ["chapter", "article", "clause", "item", "article", "content"]


def test_every_paragraph_is_drawn_and_headings_are_bold() -> None:
    issue = lay_out_marked(DOCUMENT, 3)
    ops = [op for sheet in issue.sheets for op in sheet.ops if isinstance(op, TextOp)]
    drawn = "".join(op.text for op in ops).replace(" ", "")
    for paragraph in body_of(DOCUMENT)[1:]:
        assert paragraph.text.replace(" ", "") in drawn
    bold = [op.text for op in ops if op.face == "bold"]
    assert {"Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh"} <= set(bold)
    assert any(text.startswith("Điều 2.") and "hiệu lực" not in text for text in bold)
    assert issue == lay_out_marked(DOCUMENT, 3)
