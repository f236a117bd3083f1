"""Handbook domain.md 2.5: the contents page and what it controls."""

import datetime as dt

import pytest

from ingest.contents import Entry, compare, is_contents, read_contents
from ingest.document import LegalDocument, Line, Page
from tests.ingest.made import document
from tests.ingest.typeset import RIGHT, centred, line, page


def at_right(number: int, row: float) -> Line:
    return line(str(number), row, left=RIGHT - 12, right=RIGHT)


CONTENTS = page(
    centred("MỤC LỤC", 0),
    centred("VĂN BẢN QUY PHẠM PHÁP LUẬT", 2),
    centred("CHỦ TỊCH NƯỚC - QUỐC HỘI", 3),
    line("08-12-2015 - Lệnh số 21/2015/L-CTN về việc công bố Luật.", 4),
    at_right(2, 4),
    line("25-11-2015 - Luật số 92/2015/QH13 Bộ luật tố tụng", 5),
    line("dân sự năm 2015 ........ 3", 6, right=RIGHT),
    centred("BỘ TÀI CHÍNH", 7),
    line("01-12-2015 - Thông tư số 195/2015/TT-", 8),
    line("BTC hướng dẫn thuế năm", 9),
    line("2016", 10),
    at_right(90, 10),
    line("02-12-2015 - Nghị quyết số 5/2015/NQ- HĐND về giá đất.", 11),
    at_right(95, 11),
    line("02-12-2015 - Điều ước quốc tế về hợp tác.", 12),
)
LAW = Entry(dt.date(2015, 11, 25), "Luật", "92/2015/QH13", "Bộ luật tố tụng dân sự năm 2015", 3)


def test_entries_with_wrapped_titles_leaders_and_pages_at_the_margin() -> None:
    assert read_contents([CONTENTS]) == (
        Entry(dt.date(2015, 12, 8), "Lệnh", "21/2015/L-CTN", "về việc công bố Luật", 2),
        LAW,
        Entry(dt.date(2015, 12, 1), "Thông tư", "195/2015/TT-BTC", "hướng dẫn thuế năm 2016", 90),
        Entry(dt.date(2015, 12, 2), "Nghị quyết", "5/2015/NQ-HĐND", "về giá đất", 95),
        Entry(dt.date(2015, 12, 2), None, None, "Điều ước quốc tế về hợp tác", None),
    )


def entries(count: int) -> Page:
    return page(*(line(f"0{at}-12-2015 - Thông tư số {at}/2015/TT-BTC về thuế.", at) for at in range(1, count + 1)))


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (CONTENTS, True),
        (entries(3), True),  # goes on without the heading
        (entries(2), False),
        (page(centred("MỤC LỤC", 0), line("Chương I. Quy định chung", 1)), False),  # a regulation's own contents
        (page(), False),
    ],
)
def test_is_contents(shown: Page, *, expected: bool) -> None:
    assert is_contents(shown) is expected


READ = document(number="92/2015/QH13", issued_on=dt.date(2015, 11, 25), pdf_pages=(2, 9))
PAGES = [Page(2, 595, 842, "text", (), printed_page=3)]


@pytest.mark.parametrize(
    ("listed", "read", "codes"),
    [
        ([LAW], [READ], []),
        ([], [READ], []),
        ([LAW], [document(number=None), READ], ["contents-count"]),
        ([LAW], [document(number="93/2015/QH13")], ["contents-missing"]),
        (
            [LAW],
            [document(number="92/2015/QH13", issued_on=dt.date(2015, 11, 26), pdf_pages=(2, 9))],
            ["contents-date"],
        ),
        ([Entry(LAW.date, "Luật", "92/2015/QH13", "x", 4)], [READ], ["contents-page"]),
        ([Entry(LAW.date, "Luật", "92/2015/qh13", "x", None)], [READ], []),
        ([Entry(None, None, None, "Điều ước", 5)], [READ], []),
    ],
)
def test_what_contents_and_documents_do_not_agree_on(
    listed: list[Entry], read: list[LegalDocument], codes: list[str]
) -> None:
    assert [finding.code for finding in compare(listed, read, PAGES)] == codes


def test_a_finding_says_what_to_look_at() -> None:
    (finding,) = compare([Entry(LAW.date, "Luật", "92/2015/QH13", "x", 4)], [READ], PAGES)
    assert finding.message == "Mục lục ghi 92/2015/QH13 ở trang 4 nhưng văn bản bắt đầu ở trang 3."
    assert finding.page == 2
