"""Handbook domain.md 3.10: annexes, forms and attached regulations behind the signature."""

import pytest

from ingest.structure.attachments import Attached, find_headings, read_attachments
from ingest.structure.blocks import Block
from tests.ingest.typeset import paragraph, paragraphs

ISSUED = "(Ban hành kèm theo Nghị định số 15/2022/NĐ-CP ngày 12 tháng 6 năm 2022 của Chính phủ)"


def labels(texts: list[str]) -> list[tuple[str, str]]:
    return [(heading.label, heading.title) for heading in find_headings(paragraphs(texts), 0)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["^**PHỤ LỤC", "^**DANH MỤC HỒ SƠ"], [("Phụ lục", "")]),
        (["^**PHỤ LỤC I", "^**DANH MỤC HỒ SƠ"], [("Phụ lục I", "")]),
        (["^**Phụ lục số 02", "^**DANH MỤC"], [("Phụ lục 02", "")]),
        (["^**Phụ lục IIa. DANH MỤC"], [("Phụ lục IIa", "DANH MỤC")]),
        (["^**PHỤ BIỂU 1: Mức thu"], [("Phụ biểu 1", "Mức thu")]),
        (["**PHỤ LỤC II"], [("Phụ lục II", "")]),
        (["^PHỤ LỤC", ISSUED], [("Phụ lục", "")]),
        (["Mẫu số 01: Đơn đề nghị"], [("Mẫu số 01", "Đơn đề nghị")]),
        (["Biểu số 2a"], [("Biểu số 2a", "")]),
        (["^**QUY CHẾ", "^**Làm việc của hội đồng", ISSUED], [("Quy chế", "")]),
        (["^**DANH MỤC HỒ SƠ", ISSUED], [("Danh mục", "DANH MỤC HỒ SƠ")]),
    ],
)
def test_headings(texts: list[str], expected: list[tuple[str, str]]) -> None:
    assert labels(texts) == expected


@pytest.mark.parametrize(
    "texts",
    [
        ["Phụ lục này quy định danh mục hồ sơ."],
        ["Phụ lục I ban hành kèm theo Nghị định này."],
        ["^**QUY CHẾ", "^**Làm việc"],  # not issued with anything: a heading inside a text
        ["Mẫu số 01 được thay thế bằng mẫu ban hành kèm theo Thông tư này và áp dụng kể từ ngày ký ban hành."],
        ["Nội dung."],
    ],
)
def test_what_is_no_heading(texts: list[str]) -> None:
    assert labels(texts) == []


def test_a_list_below_an_annex_label_is_its_title() -> None:
    assert labels(["^**PHỤ LỤC I", "^**DANH MỤC HỒ SƠ", ISSUED]) == [("Phụ lục I", "")]


def on_page(number: int, texts: list[str], row: int) -> tuple[Block, ...]:
    return tuple(
        paragraph(block.text, row + at, bold=block.bold, align=block.align, page=number)
        for at, block in enumerate(paragraphs(texts))
    )


def labels_by_page(*contents: list[str]) -> list[str]:
    blocks = [block for number, texts in enumerate(contents, 1) for block in on_page(number, texts, 0)]
    return [heading.label for heading in find_headings(blocks, 0)]


def test_a_running_head_of_the_same_annex_opens_nothing() -> None:
    annex = ["^**PHỤ LỤC I", *(f"{n}. Nội dung" for n in range(1, 10))]
    assert labels_by_page(annex, annex, ["^**PHỤ LỤC II"]) == ["Phụ lục I", "Phụ lục II"]


def test_forms_inside_an_annex_belong_to_it() -> None:
    rest = [f"{n}. Nội dung" for n in range(1, 10)]
    assert labels_by_page(["^**PHỤ LỤC I", *rest], ["Mẫu số 01", *rest], ["Mẫu số 02"]) == ["Phụ lục I"]
    assert labels_by_page(["Mẫu số 01", *rest], ["Mẫu số 02", *rest]) == ["Mẫu số 01", "Mẫu số 02"]


FORM_ISSUED = ": Ban hành kèm theo Thông tư số 31/2023/TT-BLĐTBXH ngày 29 tháng 12 năm 2023 của Bộ trưởng Bộ Lao động"


def test_a_form_headed_by_what_it_is_issued_with() -> None:
    """The heading runs over two lines and has no words of a title; the form's own annex is a part of it."""
    rest = [f"{n}. Nội dung" for n in range(1, 10)]
    pages = (
        [f"Mẫu số 05{FORM_ISSUED}", *rest],
        ["^**PHỤ LỤC", "^**THÔNG TIN VỀ VIỆC LÀM", "^(Ban hành kèm theo Quyết định số........ ngày..../....)", *rest],
        [f"Mẫu số 06{FORM_ISSUED}", *rest],
        ["Mẫu số 09 (được bãi bỏ)"],
    )
    assert labels_by_page(*pages) == ["Mẫu số 05", "Mẫu số 06", "Mẫu số 09"]
    assert labels([f"Mẫu số 05{FORM_ISSUED}"]) == [("Mẫu số 05", "")]


def test_a_form_issued_with_the_document_stands_beside_its_annexes() -> None:
    """Its own forms count from one again and are parts of it."""
    rest = [f"{n}. Nội dung" for n in range(1, 10)]
    issued = "^(Ban hành kèm theo Thông tư số: 33/2024/TT-BKHĐT ngày 31 tháng 12 năm 2024)"
    pages = (["^**Phụ lục 7", *rest], ["^**MẪU SỐ 1A", "^**HỒ SƠ YÊU CẦU", issued, *rest], ["Mẫu số 01", *rest])
    more = (["Mẫu số 02", *rest], ["^**MẪU SỐ 1B", issued, *rest])
    assert labels_by_page(*pages, *more) == ["Phụ lục 7", "Mẫu số 1A", "Mẫu số 1B"]


def test_a_form_that_has_its_number_below_its_title() -> None:
    issued = "^(Ban hành kèm theo Thông tư số 12/2023/TT-BKHĐT ngày 30 tháng 6 năm 2023 của Bộ trưởng"
    title = ["^**MẪU", "^**HỒ SƠ MỜI THẦU", "^**MỘT GIAI ĐOẠN"]
    assert labels([*title, "^(Mẫu số 01)", issued]) == [("Mẫu số 01", "")]
    assert labels(["^**MẪU HỒ SƠ MỜI THẦU", issued]) == [("Mẫu", "MẪU HỒ SƠ MỜI THẦU")]
    assert labels([*title, "^(Mẫu số 01)"]) == []


def test_an_annex_of_a_form_in_the_only_annex_is_part_of_it() -> None:
    rest = [f"{n}. Nội dung" for n in range(1, 10)]
    only = labels_by_page(["^**PHỤ LỤC", ISSUED, *rest], ["Mẫu số 05", *rest], ["^**Phụ lục I", *rest])
    several = labels_by_page(["^**PHỤ LỤC I", ISSUED, *rest], ["Mẫu số 05", *rest], ["^**Phụ lục II", *rest])
    assert only == ["Phụ lục"]
    assert several == ["Phụ lục I", "Phụ lục II"]


def test_forms_that_are_but_named_follow_one_another_closely() -> None:
    gone = [f"^**Mẫu số {number} (được bãi bỏ)" for number in ("1A", "1B", "02", "3A")]
    assert labels(gone) == [(f"Mẫu số {number}", "(được bãi bỏ)") for number in ("1A", "1B", "02", "3A")]
    assert labels(["Mẫu số 01: Đơn đề nghị", "Mẫu số 02: Biên bản"]) == [("Mẫu số 01", "Đơn đề nghị")]  # a list


def test_a_heading_stands_at_the_top_of_its_page() -> None:
    filled = [f"{n}. Nội dung" for n in range(1, 20)]
    low = (*on_page(1, filled, 0), *on_page(1, ["^**PHỤ LỤC I"], 20))
    high = (*on_page(1, filled, 0), *on_page(2, ["^**PHỤ LỤC I"], 0))
    assert find_headings(low, 0) == ()
    assert [heading.place for heading in find_headings(high, 0)] == [len(filled)]
    assert [heading.label for heading in find_headings(low, 18)] == ["Phụ lục I"]  # right behind the signature


TEXTS = [
    "^**PHỤ LỤC I",
    "^**DANH MỤC HỒ SƠ",
    "^**PHẢI NỘP",
    "^(Kèm theo Nghị định số 15/2022/NĐ-CP",
    "^ngày 12 tháng 6 năm 2022)",
    "1. Đơn.",
    "2. Bản sao.",
    *[f"{number}. Hồ sơ." for number in range(3, 15)],
    "^**PHỤ LỤC I",
    "15. Hết.",
]
REGULATION = ["^**QUY CHẾ", "^**Làm việc", f"^{ISSUED}", "^**Chương I", "^**CHUNG", "**Điều 1. Phạm vi", "1. Một."]


def test_attachments_are_roots_of_their_own() -> None:
    blocks = (*on_page(3, TEXTS, 0), *on_page(4, REGULATION, 0))
    attached = read_attachments(blocks, find_headings(blocks, 0), {})
    annex, regulation = attached.attachments
    assert (annex.label, annex.title, annex.pdf_page, annex.eid) == ("Phụ lục I", "DANH MỤC HỒ SƠ PHẢI NỘP", 3, "att_1")
    assert [provision.label for provision in annex.body] == [str(number) for number in range(1, 16)]
    assert [provision.text for provision in annex.body][-1] == "Hết."
    assert (regulation.label, regulation.title, regulation.pdf_page) == ("Quy chế", "Làm việc", 4)
    ((chapter,), (article,)) = regulation.body, regulation.body[0].children
    assert (chapter.label, chapter.heading, article.label) == ("Chương I", "CHUNG", "Điều 1")
    assert article.children[0].eid == "att_2__chp_I__art_1__cl_1"
    assert attached.findings == ()
    assert (annex.printed, regulation.printed) == ("PHỤ LỤC I", "QUY CHẾ")
    assert annex.issued_with == "(Kèm theo Nghị định số 15/2022/NĐ-CP ngày 12 tháng 6 năm 2022)"
    assert regulation.issued_with == ISSUED
    assert [(piece.kind, piece.text) for piece in attached.furniture] == [("running-head", "PHỤ LỤC I")]


def test_findings_of_an_attachment_are_passed_on() -> None:
    blocks = paragraphs(["^**PHỤ LỤC I", "1. Sửa đổi khoản 2 như sau:", "“2. Mới."])
    attached = read_attachments(blocks, find_headings(blocks, 0), {})
    assert [finding.code for finding in attached.findings] == ["unclosed-quote"]


def test_an_attachment_without_title_or_body() -> None:
    blocks = paragraphs(["^**PHỤ LỤC I"])
    (annex,) = read_attachments(blocks, find_headings(blocks, 0), {}).attachments
    assert (annex.title, annex.body, annex.issued_with) == (None, (), None)
    assert read_attachments((), (), {}) == Attached()


def test_a_form_issued_on_its_own_line_keeps_that_line() -> None:
    text = "Mẫu số 02: Ban hành kèm theo Thông tư số 15/2023/TT-BTC ngày 29 tháng 12 năm 2023"
    blocks = paragraphs([f"^**{text}", "1. Một."])
    (form,) = read_attachments(blocks, find_headings(blocks, 0), {}).attachments
    assert (form.label, form.title, form.printed) == ("Mẫu số 02", None, "Mẫu số 02:")
    assert form.issued_with == text.partition(": ")[2]
