"""Text layer of drawn pages: lines, reading order, marks of notes, legacy fonts."""

from typing import Literal

import pypdfium2 as pdfium
import pytest

from ingest.document import Box, Line
from ingest.textlayer import in_reading_order, read_layer
from tests.ingest.drawn import Text, drawn, read


def texts(*drawn: Text) -> list[str]:
    return [line.text for line in read(*drawn)]


def test_a_line_has_its_box_size_and_style() -> None:
    bold, plain = read(Text("Điều 1. Phạm vi", 110, 200, face="bold"), Text("nghiêng", 85, 219, 13, face="italic"))
    assert (bold.text, bold.page, bold.bold, bold.italic, bold.source) == ("Điều 1. Phạm vi", 1, True, False, "text")
    assert (round(bold.size), round(bold.box.bottom - bold.box.top)) == (14, 14)
    assert bold.box.left == pytest.approx(110, abs=1)
    assert bold.box.bottom == pytest.approx(200 + 0.2 * 14, abs=0.1)
    assert (plain.bold, plain.italic, round(plain.size)) == (False, True, 13)


def test_only_the_first_word_in_bold() -> None:
    (line,) = read(Text("Điều 3.", face="bold"), Text("Chánh Văn phòng và các Vụ trưởng", x=151))
    assert (line.text, line.bold, line.lead_bold) == ("Điều 3. Chánh Văn phòng và các Vụ trưởng", False, True)


def test_columns_of_one_baseline_are_lines_of_their_own() -> None:
    assert texts(Text("CHÍNH PHỦ", x=110), Text("CỘNG HÒA XÃ HỘI", x=300)) == ["CHÍNH PHỦ", "CỘNG HÒA XÃ HỘI"]


def test_pieces_of_one_printed_line_are_joined() -> None:
    assert texts(Text("Căn cứ Luật", x=100), Text("số 63/2025/QH15;", x=172)) == ["Căn cứ Luật số 63/2025/QH15;"]


def test_a_hyphen_at_the_line_end_is_kept() -> None:
    assert texts(Text("Thông tư số 12/2022/TT-"), Text("BTC ngày 5", y=119)) == [
        "Thông tư số 12/2022/TT-",
        "BTC ngày 5",
    ]


def test_text_drawn_later_above_is_put_in_its_place() -> None:
    lines = texts(Text("dòng thứ hai", y=119), Text("dòng thứ ba", y=138), Text("dòng thứ nhất", y=100))
    assert lines == ["dòng thứ nhất", "dòng thứ hai", "dòng thứ ba"]


@pytest.mark.parametrize("rows", [2, 12, 45])
def test_narrow_columns_far_apart_are_no_vertical_writing(rows: int) -> None:
    """Pdfium takes them for it: nearly all of the page's height is print, but little of its breadth."""
    numbers = [Text(str(row % 9 + 1), x=60, y=90 + 13 * row, size=12) for row in range(rows)]
    sums = [Text("1.000", x=500, y=90 + 13 * row, size=12) for row in range(rows)]
    assert sorted(texts(*numbers, *sums)) == sorted(each.text for each in (*numbers, *sums))


def test_columns_drawn_one_after_the_other_stay_together() -> None:
    """A table's cells are drawn cell by cell: going up beside the text is no jump back."""
    left = [Line(f"trái {n}", 1, Box(50, 100 + 20 * n, 150, 114 + 20 * n), 14) for n in range(3)]
    right = [Line(f"phải {n}", 1, Box(200, 100 + 20 * n, 300, 114 + 20 * n), 14) for n in range(3)]
    assert in_reading_order([*left, *right]) == [*left, *right]


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ((Text("Việt Nam"), Text("12", None, 94, 8), Text(" và", None)), "Việt Nam¹² và"),
        ((Text("MỤC 1"), Text("2", None, 94, 8)), "MỤC 1²"),
        ((Text("Mẫu LT1"), Text("19", None, 94, 8), Text(" (bãi bỏ)", None)), "Mẫu LT1¹⁹ (bãi bỏ)"),
        ((Text("V.09.02.01"), Text("4", None, 94, 8)), "V.09.02.01⁴"),
        ((Text("18", y=94, size=8), Text(" Phụ lục này", None)), "¹⁸ Phụ lục này"),
        ((Text("ngày 31/12 năm 2020,"),), "ngày 31/12 năm 2020,"),
        ((Text("khí CO"), Text("2", None, 102, 8), Text(" và", None)), "khí CO2 và"),
        ((Text("Việt Nam"), Text("12", None, 94, 1.0), Text(" và", None)), "Việt Nam và"),
        ((Text("Việt Nam"), Text("12", None, 94, 1.0)), "Việt Nam"),
        ((Text("rộng 100 m2"),), "rộng 100 m2"),
    ],
    ids=[
        "raised mark",
        "raised mark after a number",
        "raised mark after letter and number",
        "raised mark after a dotted number",
        "note's own number",
        "dates",
        "lowered digit of a formula",
        "hidden leavings",
        "hidden leavings at the end",
        "unit",
    ],
)
def test_small_digits(drawn: tuple[Text, ...], text: str) -> None:
    assert texts(*drawn) == [text]


def test_legacy_fonts_are_read_as_unicode() -> None:
    shown = [
        Text("NGHỊ ĐỊNH", y=100, face="bold", encoding="tcvn3"),
        Text("Căn cứ Luật và Thông tư", y=119, encoding="tcvn3"),
        Text("như sau: TT-", y=138, encoding="tcvn3"),
        Text("BTC", y=157, encoding="tcvn3"),
    ]
    assert texts(*shown) == ["NGHỊ ĐỊNH", "Căn cứ Luật và Thông tư", "như sau: TT-", "BTC"]
    raw = [line.raw for line in read(*shown)]
    assert all(one is not None and one != text for one, text in zip(raw[:3], texts(*shown), strict=False))
    assert [line.raw for line in read(Text("Căn cứ Luật"))] == [None]


def test_white_ink_on_white_paper_is_not_read() -> None:
    assert texts(Text("ngày 15 tháng 6 năm 2022"), Text("9", None, white=True)) == ["ngày 15 tháng 6 năm 2022"]
    assert texts(Text("37", y=60, white=True), Text("Điều 1. Phạm vi")) == ["Điều 1. Phạm vi"]


def test_a_white_line_on_a_dark_field_stays() -> None:
    assert texts(Text("Tên cột của bảng", white=True)) == ["Tên cột của bảng"]


LAW = (
    "Căn cứ Luật Tổ chức Chính phủ ngày 25 tháng 12 năm 2001;",
    "Điều 1. Phạm vi điều chỉnh và đối tượng áp dụng",
    "Nghị định này quy định về xử phạt vi phạm hành chính trong lĩnh vực thuỷ lợi,",
    "đê điều; phòng, chống lụt, bão; mức phạt tiền tối đa là 100.000.000 đồng;",
    "a) Người đứng đầu cơ quan, tổ chức và những người có liên quan; khuỷu, quỹ, ưỡn, ngoẵng",
)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("names", [(), (b".VnTime", b"VNI-Times")], ids=["named", "unnamed"])
def test_pages_in_legacy_fonts_are_read_without_a_wrong_letter(
    encoding: Literal["tcvn3", "vni"], names: tuple[bytes, ...]
) -> None:
    rows = [Text(text, 60, 100 + 20 * row, size=11, encoding=encoding) for row, text in enumerate(LAW)]
    content = drawn(rows)
    for name in names:
        content = content.replace(name, b"X" * len(name))
    assert bool(names) != any(name in content for name in (b".VnTime", b"VNI-Times"))
    pdf = pdfium.PdfDocument(content)
    page = pdf[0]
    try:
        layer = read_layer(page, 1)
    finally:
        page.close()
        pdf.close()
    assert [line.text for line in layer.lines] == list(LAW)
    assert layer.converted == sum(len(text.split()) for text in LAW)
    assert layer.refused is None
