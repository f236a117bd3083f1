"""Handbook domain.md 2.3, 2.4, 2.9 and 2.13: running headers, stamps of both eras, imprint, printed pages."""

import datetime as dt
from dataclasses import replace

import pytest

from ingest.document import Box, Issue, Line, Page
from ingest.furniture import NATIONAL, Header, issue_of, read_header, strip_furniture
from tests.ingest.typeset import centred, line, page

HEADER = "CÔNG BÁO/Số 713 + 714/Ngày 24-7-2020"
BODY = tuple(line(f"Nội dung của dòng thứ {row}", row) for row in range(4))
JULY = dt.date(2020, 7, 24)


def header(text: str, **style: float) -> Line:
    return line(text, -3, size=style.get("size", 11.0))


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [item.text for item in lines]


@pytest.mark.parametrize(
    ("text", "numbers", "date", "printed", "place"),
    [
        ("CÔNG BÁO/Số 713 + 714/Ngày 24-7-2020 3", (713, 714), JULY, 3, None),
        ("4 CÔNG BÁO/Số 713 + 714/Ngày 24-7-2020", (713, 714), JULY, 4, None),
        ("CÔNG BÁO/Số 18/Ngày 18-01-2026", (18,), dt.date(2026, 1, 18), None, None),
        ("CÔNG BÁO / Số 01+02+03+04 / Ngày 05-02-2013", (1, 2, 3, 4), dt.date(2013, 2, 5), None, None),
        ("CÔNG BÁO TỈNH SƠN LA/Số 47/Ngày 25-7-2026 12", (47,), dt.date(2026, 7, 25), 12, "TỈNH SƠN LA"),
        ("CÔNG BÁO THÀNH PHỐ HÀ NỘI/Số 5/Ngày 1-3-2024", (5,), dt.date(2024, 3, 1), None, "THÀNH PHỐ HÀ NỘI"),
        ("ÔNG BÁO/Số 18/Ngày 18-01-2026", (18,), dt.date(2026, 1, 18), None, None),
        ("CÔNG BÁOISố 869 + 870INgày 30-9-2015", (869, 870), dt.date(2015, 9, 30), None, None),
        ("CÔNG BÁO/SỐ 869 ? 870/Ngày 30-9-2015 15", (869, 870), dt.date(2015, 9, 30), 15, None),
        ("CÔNG BÁO TỈNH SƠN LAISố 47/Ngày 25-7-2026", (47,), dt.date(2026, 7, 25), None, "TỈNH SƠN LA"),
        ("CÔNG BÁO/Số 18/Ngày 31-02-2026", (18,), None, None, None),
    ],
)
def test_forms_of_the_running_header(
    text: str, numbers: tuple[int, ...], date: dt.date | None, printed: int | None, place: str | None
) -> None:
    assert read_header(text) == Header(numbers, date, printed, place)


@pytest.mark.parametrize(
    "text",
    ["Công báo số 713 + 714 ngày 24 tháng 7 năm 2020", "(Tiếp theo Công báo số 713 + 714)", "CÔNG BÁO", "Số 18", ""],
)
def test_other_lines_are_no_header(text: str) -> None:
    assert read_header(text) is None


def test_the_header_is_used_and_taken_out() -> None:
    (stripped,), headers, _ = strip_furniture([page(header(f"4 {HEADER}"), *BODY)])
    assert stripped.lines == BODY
    assert texts(stripped.furniture) == [f"4 {HEADER}"]
    assert stripped.printed_page == 4
    assert headers == (Header((713, 714), JULY, 4, None),)


def test_a_number_on_its_own_line_beside_the_header_is_the_printed_page() -> None:
    (stripped,), _, _ = strip_furniture([page(line("- 7 -", -3, left=280), header(HEADER), *BODY)])
    assert (stripped.printed_page, stripped.lines) == (7, BODY)


def test_the_same_words_inside_the_text_stay() -> None:
    inside = line(HEADER, 5)
    (stripped,), headers, _ = strip_furniture([page(*BODY, inside)])
    assert stripped.lines == (*BODY, inside)
    assert headers == ()


def test_a_number_alone_goes_from_the_margins_only() -> None:
    number_in_table, number_at_foot = line("12", 10, left=300), line("12", 36, left=300)
    (stripped,), _, _ = strip_furniture([page(*BODY, number_in_table, number_at_foot)])
    assert stripped.lines == (*BODY, number_in_table)


STAMP_2015 = (
    "Ký bởi: Cổng Thông tin điện tử Chính phủ",
    "Email: thongtinchinhphu@chinhphu.vn",
    "Cơ quan: Văn phòng Chính phủ",
    "Thời gian ký: 19.01.2015 08:56:24 +07:00",
)
STAMP_2026 = (
    "Ký bởi: CÔNG BÁO NƯỚC CỘNG HÒA",
    "XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Cơ quan: VĂN PHÒNG CHÍNH PHỦ",
    "Ngày ký: 2026-01-17 14:12:26 +07:00",
)
ONE_LINE = ("Người ký: Cổng TTĐT Chính phủ Email: a@chinhphu.vn Thời gian ký: 19.01.2015 08:56:24 +07:00",)


@pytest.mark.parametrize(
    ("stamp", "time"),
    [
        (STAMP_2015, "19.01.2015 08:56:24 +07:00"),
        (STAMP_2026, "2026-01-17 14:12:26 +07:00"),
        (ONE_LINE, "19.01.2015 08:56:24 +07:00"),
    ],
    ids=["2015", "2026", "in one line"],
)
def test_signature_stamps(stamp: tuple[str, ...], time: str) -> None:
    small = [line(text, -2 + 0.3 * row, left=400, size=5.0) for row, text in enumerate(stamp)]
    (stripped,), _, signed_at = strip_furniture([page(*small, *BODY)])
    assert stripped.lines == BODY
    assert texts(stripped.furniture) == list(stamp)
    assert signed_at == time


@pytest.mark.parametrize("text", ["Email: ………", "Cơ quan: ......", "Tổ chức thực hiện Nghị định này", "Người ký: …………"])
def test_fields_of_forms_and_running_text_are_no_stamp(text: str) -> None:
    stamp = [line(shown, -2 + 0.3 * row, left=400, size=5.0) for row, shown in enumerate(STAMP_2015)]
    field = line(text)
    (stripped,), _, _ = strip_furniture([page(*stamp, field)])
    assert stripped.lines == (field,)


def test_labels_without_a_stamp_are_content() -> None:
    field = line("Cơ quan: Bộ Tài chính")
    (stripped,), _, signed_at = strip_furniture([page(field)])
    assert (stripped.lines, signed_at) == ((field,), None)


def test_the_imprint_goes_down_to_the_end_of_the_page() -> None:
    imprint = (
        centred("VĂN PHÒNG CHÍNH PHỦ XUẤT BẢN", 20),
        line("Địa chỉ: Số 1, Hoàng Hoa Thám, Ba Đình, Hà Nội", 21),
        line("Giá: 10.000 đồng", 22),
    )
    (stripped,), _, _ = strip_furniture([page(*BODY, *imprint)])
    assert (stripped.lines, stripped.furniture) == (BODY, imprint)


def test_drawn_rules_and_small_print_at_the_foot_go() -> None:
    rules = [line(text, 6 + row) for row, text in enumerate(("_______", "* * *", "-----", "––––"))]
    small = line("Ghi chú của nhà in", 36, size=7)
    dotted = line("Tên tổ chức: ……………", 11)
    (stripped,), _, _ = strip_furniture([page(*BODY, *rules, dotted, small)])
    assert stripped.lines == (*BODY, dotted)


def test_texts_repeated_in_the_margins_go() -> None:
    def numbered(number: int) -> Page:
        return page(line(f"Bản mẫu, trang {number}", -3, size=10), line("Chương I", 0), number=number)

    stripped, _, _ = strip_furniture([numbered(number) for number in range(1, 5)])
    assert [texts(item.lines) for item in stripped] == [["Chương I"]] * 4
    alone, _, _ = strip_furniture([numbered(1)])
    assert texts(alone[0].lines) == ["Bản mẫu, trang 1", "Chương I"]


def pages(*printed: int | None) -> list[Page]:
    return [
        page(header(HEADER if at is None else f"{HEADER} {at}"), *BODY, number=number)
        for number, at in enumerate(printed, 1)
    ]


@pytest.mark.parametrize(
    ("printed", "filled"),
    [
        ((45, None, 47), (45, 46, 47)),
        ((45, None, 48), (45, None, 48)),
        ((None, 46, 47), (None, 46, 47)),
        ((45, None, None), (45, None, None)),
    ],
)
def test_a_single_gap_of_printed_pages_is_filled(
    printed: tuple[int | None, ...], filled: tuple[int | None, ...]
) -> None:
    stripped, _, _ = strip_furniture(pages(*printed))
    assert tuple(item.printed_page for item in stripped) == filled


def test_the_issue_is_what_most_headers_say() -> None:
    right, wrong = Header((713, 714), JULY, 3, None), Header((73, 714), JULY, 4, None)
    misread = Header((713, 714), dt.date(2020, 7, 4), 5, None)
    assert issue_of([wrong, right, misread, right]) == Issue(NATIONAL, (713, 714), JULY)
    assert issue_of([Header((18,), None, None, None)]) == Issue(NATIONAL, (18,), None)
    assert issue_of([]) is None


@pytest.mark.parametrize(
    ("place", "gazette"),
    [
        ("TỈNH SƠN LA", "Công báo tỉnh Sơn La"),
        ("THÀNH PHỐ HỒ CHÍ MINH", "Công báo thành phố Hồ Chí Minh"),
        ("TP. HÀ NỘI", "Công báo thành phố Hà Nội"),
        ("tỉnh Bà Rịa - Vũng Tàu", "Công báo tỉnh Bà Rịa - Vũng Tàu"),
    ],
)
def test_provincial_gazettes_are_named(place: str, gazette: str) -> None:
    assert issue_of([Header((47,), JULY, 1, place)]) == Issue(gazette, (47,), JULY)


def test_a_header_across_a_landscape_page_is_taken_out() -> None:
    """A page that is shown as its table stands has the running header along its right or left edge."""
    turned = Line(HEADER, 1, Box(775, 171, 789, 425), 14.0)
    number = Line("11", 1, Box(775, 519, 789, 530), 14.0)
    inside = Line("Đơn vị", 1, Box(400, 171, 414, 425), 14.0)
    landscape = replace(page(turned, number, inside, *BODY), width=842.0, height=595.0)
    (stripped,), headers, _ = strip_furniture([landscape])
    assert texts(stripped.furniture) == [HEADER, "11"]
    assert stripped.lines == (inside, *BODY)
    assert (stripped.printed_page, len(headers)) == (11, 1)
