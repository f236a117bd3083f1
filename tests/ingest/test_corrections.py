"""Words put right in their lines, heads filled by a clerk."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corrections import HeadCorrection, checked, documents_of, field_at, line_of, with_head, with_word
from ingest.document import Box, Doubt, Finding, Line, Page
from tests.ingest.made import document, letterhead, running_text
from tests.ingest.typeset import INDENT
from tests.ingest.typeset import line as typed

UPPER = Line("Điều 1. Thâm quyền của Ủy ban và thâm quyền của Hội đồng", 1, Box(85, 100, 505, 114), 13, source="ocr")
LOWER = Line("dân các cấp", 1, Box(85, 118, 200, 132), 13, source="ocr")
PAGE = Page(1, 595, 842, "ocr", (UPPER, LOWER), doubts=(Doubt("thâm", 1, Box(330, 100, 360, 114), "unsure", 0.5),))
FIRST, SECOND = Box(140, 100, 175, 114), Box(330, 100, 362, 114)


def text_of(page: Page | None) -> list[str]:
    assert page is not None
    return [line.text for line in page.lines]


def test_the_word_at_the_place_is_put_right_and_no_other() -> None:
    mended = with_word(PAGE, SECOND, "thâm", "thẩm")
    assert text_of(mended) == ["Điều 1. Thâm quyền của Ủy ban và thẩm quyền của Hội đồng", "dân các cấp"]
    of_two = with_word(PAGE, Box(240, 100, 265, 114), "của", "cho")
    assert text_of(of_two)[0].startswith("Điều 1. Thâm quyền cho Ủy ban và thâm quyền của")


def test_what_the_machine_read_stays_among_the_doubts() -> None:
    mended = with_word(PAGE, SECOND, "thâm", "thẩm")
    assert mended is not None
    assert mended.doubts == PAGE.doubts


def test_a_word_that_is_no_longer_there_is_not_put_right() -> None:
    assert with_word(PAGE, SECOND, "thảm", "thẩm") is None
    assert with_word(PAGE, Box(85, 600, 120, 614), "dân", "dẫn") is None
    assert with_word(PAGE, FIRST, "", "x") is None
    assert with_word(PAGE, FIRST, "hâm", "hầm") is None  # part of a word


def test_what_is_nothing_leaves_no_trace() -> None:
    assert text_of(with_word(PAGE, Box(85, 118, 110, 132), "dân", "")) == [UPPER.text, "các cấp"]
    speck = Page(1, 595, 842, "ocr", (UPPER, Line("~", 1, Box(85, 300, 90, 310), 13)))
    assert text_of(with_word(speck, Box(85, 300, 90, 310), "~", "")) == [UPPER.text]


def test_the_line_of_a_word_is_told_by_place_and_text() -> None:
    assert line_of(PAGE, Box(85, 112, 110, 130), "dân") == LOWER
    assert line_of(PAGE, FIRST, "dân") is None


@given(st.text(min_size=1, max_size=20), st.text(max_size=20), st.floats(80, 510), st.floats(90, 140))
def test_any_word_may_be_asked_for(old: str, new: str, left: float, top: float) -> None:
    mended = with_word(PAGE, Box(left, top, left + 20, top + 10), old, new)
    assert mended is None or len(mended.lines) in (1, 2)


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        ("138/QĐ-UBND", "138/QĐ-UBND"),
        ("  04 / 2023 / QĐ-UBND ", "04/2023/QĐ-UBND"),
        ("11/CT-UBND", "11/CT-UBND"),
        ("/QĐ-UBND", None),
        ("138", None),
        ("một trăm", None),
        ("", None),
    ],
)
def test_a_number_is_kept_as_the_grammar_has_it(entry: str, kept: str | None) -> None:
    assert checked("number", entry) == kept


@pytest.mark.parametrize(
    ("entry", "kept"),
    [
        ("5/1/2023", "2023-01-05"),
        (" 05 - 01 - 2023 ", "2023-01-05"),
        ("31/02/2023", None),
        ("1/2023", None),
        ("05/01/23", None),
        ("", None),
    ],
)
def test_a_day_is_kept_in_iso_form(entry: str, kept: str | None) -> None:
    assert checked("issued_on", entry) == kept


MISSING = document(
    type="Quyết định",
    pdf_pages=(3, 4),
    findings=(Finding("number-missing", "…", 3), Finding("date-missing", "…", 3), Finding("title-missing", "…", 3)),
)
INK = Box(140, 130, 165, 150)


def test_a_head_is_filled_with_a_clerk_as_witness() -> None:
    filled = with_head(MISSING, HeadCorrection("number", "138/QĐ-UBND", 3, INK))
    assert filled.number == "138/QĐ-UBND"
    (evidence,) = filled.evidence
    assert (evidence.field, evidence.evidence.source, evidence.evidence.page) == ("number", "clerk", 3)
    assert [finding.code for finding in filled.findings] == ["date-missing", "title-missing"]
    dated = with_head(filled, HeadCorrection("issued_on", "2023-01-05", 3, INK))
    assert dated.issued_on == dt.date(2023, 1, 5)
    assert [finding.code for finding in dated.findings] == ["title-missing"]
    again = with_head(dated, HeadCorrection("number", "139/QĐ-UBND", 3, INK))
    assert [one.field for one in again.evidence] == ["issued_on", "number"]


def test_what_contradicts_the_head_is_told() -> None:
    wrong = with_head(MISSING, HeadCorrection("number", "04/2022/CT-UBND", 3, INK))
    assert [finding.code for finding in wrong.findings][-1] == "number-type"
    both = with_head(wrong, HeadCorrection("issued_on", "2023-01-05", 3, INK))
    assert {finding.code for finding in both.findings} >= {"number-type", "number-year"}
    right = with_head(both, HeadCorrection("number", "04/2023/QĐ-UBND", 3, INK))
    assert {finding.code for finding in right.findings} == {"title-missing"}


def test_a_pen_is_led_to_its_field() -> None:
    number = Line("Số:      /QĐ-UBND", 1, Box(90, 132, 200, 146), 13)
    date = Line("Quảng Ngãi, ngày     tháng     năm 2023", 1, Box(290, 133, 520, 147), 13)
    page = Page(1, 595, 842, "ocr", (number, date, UPPER))
    assert field_at(page, Doubt("", 1, Box(115, 126, 140, 148), "pen")) == ("number", number)
    assert field_at(page, Doubt("", 1, Box(380, 128, 400, 150), "pen")) == ("issued_on", date)
    assert field_at(page, Doubt("", 1, Box(300, 700, 400, 760), "pen")) is None
    assert field_at(page, Doubt("", 1, Box(300, 99, 400, 112), "pen")) is None


def test_documents_are_built_anew_from_mended_pages() -> None:
    body = (typed("Diều 1. Phạm vi điều chỉnh", 12, left=INDENT), *running_text(3, 13))
    page = Page(1, 595, 842, "text", (*letterhead(), *body))
    (before,) = documents_of((page,))
    mended = with_word(page, body[0].box, "Diều", "Điều")
    assert mended is not None
    (after,) = documents_of((mended,))
    assert before.number == after.number == "15/2022/NĐ-CP"
    assert [unit.label for unit in after.body] == ["Điều 1"]
    assert documents_of(()) == ()
