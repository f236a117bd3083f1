"""Handbook domain.md 3.1, 3.2 and 3.4: letterhead, number, dateline, type and title."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from ingest.document import Line
from ingest.structure.heads import cut_columns, is_motto, read_head
from tests.ingest.made import MOTTO, MOTTO_BELOW, PLACE_AND_DATE, letterhead
from tests.ingest.typeset import INDENT, centred, full, left_column, line, right_column

JUNE = dt.date(2022, 6, 12)


@pytest.mark.parametrize(
    "text",
    [
        MOTTO,
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "C Ộ N G  H Ò A  X Ã  H Ộ I  C H Ủ  N G H Ĩ A  V I Ệ T  N A M",
        "VIỆT NAM DÂN CHỦ CỘNG HÒA",
    ],
)
def test_mottos(text: str) -> None:
    assert is_motto(text)


@pytest.mark.parametrize("text", ["Cộng hòa xã hội chủ nghĩa Việt Nam", "CỘNG HÒA", "BỘ TÀI CHÍNH", ""])
def test_other_lines_are_no_motto(text: str) -> None:
    assert not is_motto(text)


def test_a_head_in_two_columns() -> None:
    lines = letterhead()
    head = read_head(lines)
    assert head.number is not None
    assert (head.number.text, head.type, head.issuers) == ("15/2022/NĐ-CP", "Nghị định", ("Chính phủ",))
    assert (head.issued_on, head.title, head.has_dateline) == (JUNE, "Quy định về công tác lưu trữ", True)
    assert lines[head.rest].text.startswith("Căn cứ")


def test_each_field_has_its_evidence() -> None:
    lines = letterhead()
    evidence = {item.field: item.evidence for item in read_head(lines).evidence}
    assert list(evidence) == ["number", "type", "issuers", "issued_on", "title"]
    assert evidence["number"].text == "Số: 15/2022/NĐ-CP"
    assert evidence["number"].box == lines[3].box
    assert {(item.page, item.source, item.confidence) for item in evidence.values()} == {(1, "text", 1.0)}


def test_evidence_of_a_scan_tells_its_least_confidence() -> None:
    lines = [
        Line(item.text, 1, item.box, item.size, item.bold, source="ocr", confidence=0.9 - 0.1 * place)
        for place, item in enumerate(letterhead(title=("Quy định về công tác lưu trữ", "trong ngành thuế")))
    ]
    title = next(item.evidence for item in read_head(lines).evidence if item.field == "title")
    assert title.source == "ocr"
    assert title.confidence == pytest.approx(0.2)


def test_a_letterhead_whose_columns_run_together() -> None:
    lines = [
        line("CHÍNH PHỦ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0),
        line("Độc lập - Tự do - Hạnh phúc", 1, left=280),
        line(f"Số: 15/2022/NĐ-CP {PLACE_AND_DATE}", 3),
        *letterhead()[-3:],
    ]
    head = read_head(lines)
    assert head.number is not None
    assert (head.number.text, head.issuers, head.issued_on) == ("15/2022/NĐ-CP", ("Chính phủ",), JUNE)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("BỘ TÀI CHÍNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", ["BỘ TÀI CHÍNH", MOTTO]),
        ("_____ Độc lập - Tự do - Hạnh phúc", ["_____", MOTTO_BELOW]),
        (
            "Số: 1/QĐ-UBND Bà Rịa - Vũng Tàu, ngày 1 tháng 2 năm 2020",
            ["Số: 1/QĐ-UBND", "Bà Rịa - Vũng Tàu, ngày 1 tháng 2 năm 2020"],
        ),
        ("Số: 1/QĐ-UBND Huế, ngày 1 tháng 2 năm 2020", ["Số: 1/QĐ-UBND", "Huế, ngày 1 tháng 2 năm 2020"]),
        ("Số: 1/TB-VPCP Hà Nội, ngày 1 tháng 2 năm 2020", ["Số: 1/TB-VPCP", "Hà Nội, ngày 1 tháng 2 năm 2020"]),
        (MOTTO, [MOTTO]),
        (PLACE_AND_DATE, [PLACE_AND_DATE]),
        ("Bà Rịa - Vũng Tàu, ngày 1 tháng 2 năm 2020", ["Bà Rịa - Vũng Tàu, ngày 1 tháng 2 năm 2020"]),
        ("Thành phố Hồ Chí Minh, ngày 1 tháng 2 năm 2020", ["Thành phố Hồ Chí Minh, ngày 1 tháng 2 năm 2020"]),
    ],
)
def test_cut_columns(text: str, columns: list[str]) -> None:
    parts = cut_columns(line(text))
    assert [part.text for part in parts] == columns
    assert parts[0].box.left == line(text).box.left
    assert all(before.box.right <= after.box.left for before, after in pairwise(parts))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (("Quy định về công tác", "lưu trữ"), "Quy định về công tác lưu trữ"),
        (("Sửa đổi Thông tư số 1/2020/TT-", "BTC về thuế"), "Sửa đổi Thông tư số 1/2020/TT-BTC về thuế"),
        (("TỔ CHỨC CHÍNH PHỦ¹",), "TỔ CHỨC CHÍNH PHỦ"),
    ],
)
def test_titles_over_lines(title: tuple[str, ...], expected: str) -> None:
    assert read_head(letterhead(title=title)).title == expected


@pytest.mark.parametrize(
    "below",
    [
        centred("CHÍNH PHỦ", 8, bold=True),
        centred("BỘ TRƯỞNG BỘ TÀI CHÍNH", 8, bold=True),
        centred("ỦY BAN NHÂN DÂN TỈNH SƠN LA", 8, bold=True),
        centred("Chương I", 8, bold=True),
        full("Thực hiện Nghị quyết số 5/2020/QH14 về ngân sách", 8, left=INDENT),
        full("Để tăng cường công tác lưu trữ, Thủ tướng Chính phủ", 8, left=INDENT),
    ],
    ids=lambda item: item.text,
)
def test_where_a_title_ends(below: Line) -> None:
    lines = (*letterhead()[:-1], below, full("Nội dung tiếp theo của văn bản này", 9))
    head = read_head(lines)
    assert head.title == "Quy định về công tác lưu trữ"
    assert lines[head.rest] is below


def test_laws_have_no_dateline() -> None:
    head = read_head(letterhead("QUỐC HỘI", "Luật số: 45/2019/QH14", None, "BỘ LUẬT", ("LAO ĐỘNG",)))
    assert (head.type, head.issuers, head.issued_on, head.has_dateline) == ("Bộ luật", ("Quốc hội",), None, False)
    assert head.title == "LAO ĐỘNG"


@pytest.mark.parametrize("date", ["Hà Nội, ngày … tháng 6 năm 2022", "Hà Nội, ngày     tháng     năm 2022"])
def test_a_blank_date_is_none(date: str) -> None:
    head = read_head(letterhead(date=date))
    assert (head.issued_on, head.has_dateline) == (None, True)


def test_a_blank_number_is_known_to_be_incomplete() -> None:
    number = read_head(letterhead(number="Số:      /2022/NĐ-CP")).number
    assert number is not None
    assert not number.complete


def test_joint_documents() -> None:
    lines = letterhead("BỘ TÀI CHÍNH - BỘ CÔNG AN", "Số: 10/2022/TTLT-BTC-BCA", kind="THÔNG TƯ LIÊN TỊCH")
    assert read_head(lines).issuers == ("Bộ Tài chính", "Bộ Công an")
    merged = letterhead("CÁC CƠ QUAN LIÊN TỊCH", "Số: 10/2022/TTLT-BTC-BCA", kind="THÔNG TƯ LIÊN TỊCH")
    assert read_head(merged).issuers == ("Bộ Tài chính", "Bộ Công an")


def test_the_issuer_may_take_several_lines() -> None:
    _, *rest = letterhead("", "Số: 5/2026/NQ-HĐND", kind="NGHỊ QUYẾT")
    head = read_head([left_column("HỘI ĐỒNG NHÂN DÂN", 0), left_column("TỈNH SƠN LA", 1), *rest])
    assert head.issuers == ("Hội đồng nhân dân tỉnh Sơn La",)


def scan(lines: Sequence[Line]) -> list[Line]:
    return [replace(line, source="ocr", confidence=0.9) for line in lines]


def test_a_superior_body_above_the_issuer_is_left_out() -> None:
    _, *rest = letterhead("", "Số: /QĐ-BCĐ138", kind="QUYẾT ĐỊNH")
    head = read_head(scan([left_column("UBND TỈNH QUẢNG NGÃI", 0), left_column("BAN CHỈ ĐẠO 138", 1), *rest]))
    assert head.issuers == ("Ban Chỉ đạo 138",)


def test_a_number_that_went_under_in_handwriting_is_no_issuer() -> None:
    _, *rest = letterhead("", "S641 /CT-UBND", "Quảng Ngãi, ngàW{ tháng 5 năm 2021", "CHỈ THỊ")
    head = read_head(scan([left_column("ỦY BAN NHÂN DÂN", 0), left_column("TỈNH QUANG NGAI", 1), *rest]))
    assert head.issuers == ("Ủy ban nhân dân tỉnh Quảng Ngãi",)
    assert head.number is not None
    assert (head.number.complete, head.number.type_code, head.number.codes) == (False, "CT", ("UBND",))


def test_dust_before_a_title_is_no_part_of_it() -> None:
    head = read_head(scan(letterhead(title=(", Về công tác lưu trữ",))))
    assert head.title == "Về công tác lưu trữ"


def test_section_banners_are_kept_apart() -> None:
    banners = [centred("PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT", -3), centred("CHÍNH PHỦ", -2)]
    head = read_head([*banners, *letterhead()])
    assert (head.section, head.issuers) == ("PHẦN VĂN BẢN QUY PHẠM PHÁP LUẬT", ("Chính phủ",))


def test_a_letter_has_its_subject_below_the_number() -> None:
    lines = [
        *letterhead("BỘ TÀI CHÍNH", "Số: 1234/BTC-CST", kind=None, title=())[:-1],
        left_column("V/v thu phí thẩm định", 4),
        left_column("hồ sơ đất đai", 5),
        centred("Kính gửi: Cục Thuế các tỉnh", 6.5),
        full("Bộ Tài chính nhận được công văn của các Cục Thuế về", 8, left=INDENT),
    ]
    head = read_head(lines)
    assert head.number is not None
    assert (head.number.text, head.type, head.issuers) == ("1234/BTC-CST", "Công văn", ("Bộ Tài chính",))
    assert (head.title, head.issued_on) == ("thu phí thẩm định hồ sơ đất đai", JUNE)
    assert lines[head.rest].text == "Kính gửi: Cục Thuế các tỉnh"


def test_lines_without_a_head() -> None:
    head = read_head([full("Nội dung của trang này không có tiêu đề nào cả", 0, left=INDENT)])
    assert (head.number, head.type, head.issuers, head.title, head.rest) == (None, None, (), None, 0)
    assert read_head([]).evidence == ()


def test_the_right_column_is_never_the_issuer() -> None:
    lines = [right_column(MOTTO, 0), right_column(MOTTO_BELOW, 1), *letterhead()[3:]]
    assert read_head(lines).issuers == ("Chính phủ",)  # by the number's code


def test_a_title_typed_like_running_text_ends_at_the_first_recital() -> None:
    """Word files have neither bold print nor centred lines, where their writers used none."""
    above = letterhead(kind=None, title=())
    typed = [line("NGHỊ ĐỊNH", 5, left=INDENT), line("Quy định về", 6, left=INDENT), full("công tác lưu trữ", 7)]
    recital = line("Căn cứ Luật Lưu trữ ngày 11 tháng 11 năm 2011;", 8, left=INDENT)
    lines = [one for one in above if not one.text.startswith("Căn cứ")]
    head = read_head([*lines, *typed, recital])
    assert (head.title, head.rest) == ("Quy định về công tác lưu trữ", len(lines) + 3)
    centred_type = [*lines, centred("NGHỊ ĐỊNH", 5), *typed[1:], recital]
    assert read_head(centred_type).title is None  # set as a gazette sets it: what stands at the margin is no title
