"""Handbook domain.md 2.7 and 2.8: where documents begin and end in a file."""

import pytest

from ingest.document import Line, Page
from ingest.split import continuation, find_documents
from tests.ingest.made import MOTTO, letterhead, running_text
from tests.ingest.typeset import centred, line, page

DECREE = letterhead()
CIRCULAR = letterhead("BỘ TÀI CHÍNH", "Số: 8/2022/TT-BTC", kind="THÔNG TƯ", title=("Hướng dẫn lưu trữ hồ sơ thuế",))
TEXT = running_text(5)


def spans(*contents: tuple[Line, ...]) -> list[tuple[int, int]]:
    pages = [page(*lines, number=number) for number, lines in enumerate(contents, 1)]
    return [(span.first, span.last) for span in find_documents(pages)]


def test_a_document_begins_at_a_page_with_its_letterhead() -> None:
    assert spans(DECREE, TEXT, CIRCULAR, TEXT) == [(1, 2), (3, 4)]


def test_a_type_line_on_the_next_page_still_counts() -> None:
    *head, kind, title, recital = CIRCULAR
    low = tuple(head)
    assert spans(DECREE, low, (kind, title, recital, *TEXT)) == [(1, 1), (2, 3)]


def test_contents_and_blank_pages_are_no_document() -> None:
    listed = tuple(line(f"0{at}-12-2015 - Thông tư số {at}/2015/TT-BTC về thuế.", at) for at in range(1, 5))
    assert spans(listed, DECREE, (), CIRCULAR, ()) == [(2, 2), (4, 4)]
    assert spans((), listed) == []


def test_a_file_without_any_letterhead_is_one_document() -> None:
    assert spans((), TEXT, TEXT) == [(2, 3)]


FORM = (line("Mẫu số 01", -2), *letterhead("TÊN CƠ QUAN", "Số: …/…", None, "GIẤY PHÉP"))
BLANKS = letterhead("BỘ TÀI CHÍNH", "Số: …./2022/GP-BTC", "Hà Nội, ngày … tháng … năm …", "QUYẾT ĐỊNH")
REGULATION = letterhead(
    "BỘ TÀI CHÍNH", None, None, "QUY CHẾ", ("Làm việc", "(Ban hành kèm theo Thông tư số 8/2022/TT-BTC)")
)
UNBRACKETED = letterhead("BỘ TÀI CHÍNH", None, None, "QUY CHẾ", ("Làm việc", "Kèm theo Thông tư số 8/2022/TT-BTC"))
REPEATED = letterhead("CHÍNH PHỦ", "Số: 15/2022/NĐ-CP")


@pytest.mark.parametrize(
    "inside", [FORM, BLANKS, REGULATION, UNBRACKETED, REPEATED], ids=["form", "blanks", "regulation", "plain", "same"]
)
def test_what_repeats_the_motto_inside_a_document_does_not_open_another(inside: tuple[Line, ...]) -> None:
    assert spans(DECREE, inside, TEXT) == [(1, 3)]


def test_a_title_may_wrap_before_kem_theo() -> None:
    """Amending decisions name what they amend: 'Quy chế … | kèm theo Quyết định số …' (handbook 3.9)."""
    amending = letterhead(
        "BỘ TÀI CHÍNH",
        "Số: 9/2022/QĐ-BTC",
        kind="QUYẾT ĐỊNH",
        title=("Sửa đổi, bổ sung Quy chế làm việc ban hành", "kèm theo Quyết định số 1/2020/QĐ-BTC"),
    )
    assert spans(DECREE, amending) == [(1, 1), (2, 2)]


def test_a_letter_is_a_document_though_it_has_no_type_line() -> None:
    letter = (
        *letterhead("BỘ TÀI CHÍNH", "Số: 1234/BTC-CST", kind=None, title=())[:-1],
        line("V/v thu phí thẩm định", 4, left=110),
        centred("Kính gửi: Cục Thuế các tỉnh", 6),
    )
    assert spans(DECREE, letter) == [(1, 1), (2, 2)]


def test_a_consolidated_text_opens_without_a_number() -> None:
    """Its number stands in the authentication block at its end (handbook 3.11)."""
    head = letterhead("QUỐC HỘI", None, None, "LUẬT", ("LƯU TRỮ",))[:-1]
    amended = line("Luật Lưu trữ số 1/2011/QH13 được sửa đổi, bổ sung bởi:", 10)
    assert spans(DECREE, (*head, amended, *running_text(3, 11))) == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        ("(Tiếp theo Công báo số 1243 + 1244)", "Tiếp theo", (1243, 1244)),
        ("(Xem tiếp Công báo số 715 + 716)", "Xem tiếp", (715, 716)),
        ("(Tiếp theo Công báo từ số 12, ngày 3/4/2020)", "Tiếp theo", (12,)),
        ("(TIẾP THEO CÔNG BÁO SỐ 12).", "Tiếp theo", (12,)),
        ("(Xem tiếp Công báo số 715)", "Tiếp theo", ()),
        ("Theo Công báo số 715 thì", "Xem tiếp", ()),
    ],
)
def test_continuation_lines(text: str, kind: str, numbers: tuple[int, ...]) -> None:
    assert continuation(text, kind) == numbers


def test_parts_of_a_document_continued_over_issues() -> None:
    later: Page = page(
        centred("Nghị định số 15/2022/NĐ-CP ngày 12 tháng 6 năm 2022", 0),
        centred("(Tiếp theo Công báo số 713 + 714)", 2),
        *running_text(3, 3),
        centred("(Xem tiếp Công báo số 717 + 718)", 8),
    )
    (span,) = find_documents([later])
    assert (span.continues_from, span.continued_in) == ((713, 714), (717, 718))


def test_the_motto_must_stand_at_the_top() -> None:
    low = (*running_text(20), centred(MOTTO, 21), *letterhead(row=22))
    assert spans(DECREE, low) == [(1, 2)]
