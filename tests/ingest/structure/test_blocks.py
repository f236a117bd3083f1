"""Lines to paragraphs (handbook domain.md 3.8): by indent, line length and leading."""

from dataclasses import replace

import pytest

from ingest.document import Box, Line, Page, Table
from ingest.letters import join_text
from ingest.structure.blocks import blocks_of
from tests.ingest.typeset import INDENT, LEFT, RIGHT, centred, full, line, page, right_column

# enough full lines that a page shows its margins
RUNNING = tuple(
    full(f"Dòng đầy của đoạn văn chạy suốt bề rộng trang giấy, số {row}", 20 + row, left=INDENT if row == 0 else LEFT)
    for row in range(6)
)

WRAPPED = (
    "Thông tư này quy định về công tác lưu trữ của các cơ",
    "quan, tổ chức và về trách nhiệm của Chính phủ trong",
)


def texts(*lines: Line) -> list[str]:
    """Paragraphs of the lines; the running text below them is left out."""
    return [block.text for block in blocks_of([page(*lines, *RUNNING)])][:-1]


def test_wrapped_lines_are_one_paragraph() -> None:
    assert texts(
        full(WRAPPED[0], 0, left=INDENT),
        full(WRAPPED[1], 1),
        line("công tác này.", 2),
        full("Cơ quan, tổ chức khác áp dụng theo quy định này khi", 3, left=INDENT),
        line("có yêu cầu.", 4),
    ) == [
        f"{WRAPPED[0]} {WRAPPED[1]} công tác này.",
        "Cơ quan, tổ chức khác áp dụng theo quy định này khi có yêu cầu.",
    ]


@pytest.mark.parametrize(
    "reference",
    ["Điều 5 của Luật này và các quy định khác.", "khoản 2.", "Chương II của Luật này.", "1. Điều này không áp dụng"],
)
def test_a_wrapped_reference_at_the_margin_is_no_paragraph(reference: str) -> None:
    first = "Việc lưu trữ được thực hiện theo quy định tại các"
    assert texts(full(first, 0, left=INDENT), line(reference, 1)) == [f"{first} {reference}"]


@pytest.mark.parametrize(
    "label", ["Điều 6. Quyền", "2. Quyền của tổ chức.", "a) Quyền", "- Quyền", "I. QUYỀN", "Căn cứ Luật Đất đai;"]
)
def test_a_label_at_the_indent_opens_a_paragraph(label: str) -> None:
    first = "Việc lưu trữ được thực hiện theo quy định tại các"
    assert texts(full(first, 0, left=INDENT), line(label, 1, left=INDENT)) == [first, label]


def test_a_label_at_the_margin_opens_a_paragraph_behind_the_end_of_a_sentence() -> None:
    """Some files set no indent at all."""
    assert texts(full("1. Việc lưu trữ được thực hiện theo quy định chung;", 0), full("2. Việc khác", 1)) == [
        "1. Việc lưu trữ được thực hiện theo quy định chung;",
        "2. Việc khác",
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("theo Thông tư số 12/2022/TT-", "BTC ngày 5", "theo Thông tư số 12/2022/TT-BTC ngày 5"),
        ("kinh tế -", "xã hội", "kinh tế - xã hội"),
        ("gạch --", "nối", "gạch -- nối"),
        ("Luật Đất", "đai", "Luật Đất đai"),
        ("mục a-", "(b)", "mục a- (b)"),
    ],
)
def test_join_text(first: str, second: str, joined: str) -> None:
    assert join_text(first, second) == joined


def test_a_number_broken_at_its_hyphen_is_one_word_in_its_paragraph() -> None:
    (only,) = texts(full("Bãi bỏ Thông tư số 12/2022/TT-", 0, left=INDENT), line("BTC ngày 5 tháng 6 năm 2022.", 1))
    assert only == "Bãi bỏ Thông tư số 12/2022/TT-BTC ngày 5 tháng 6 năm 2022."


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    last = full("Việc lưu trữ được thực hiện theo quy định tại các", 30, left=INDENT)
    first = line("văn bản khác có liên quan.", 0)
    new = line("Cơ quan khác cũng vậy.", 1, left=INDENT)
    blocks = blocks_of([page(*RUNNING, last), page(first, new, *RUNNING, number=2)])
    (broken,) = [block for block in blocks if block.text.startswith("Việc")]
    assert broken.text == "Việc lưu trữ được thực hiện theo quy định tại các văn bản khác có liên quan."
    assert (broken.page, broken.last_page) == (1, 2)
    assert "Cơ quan khác cũng vậy." in [block.text for block in blocks]


def test_a_sentence_that_ended_its_page_is_not_continued() -> None:
    last = line("Việc lưu trữ được thực hiện ngay.", 30, left=INDENT)
    first = full("Cơ quan khác thực hiện theo quy định riêng về việc", 0)
    blocks = blocks_of([page(*RUNNING, last), page(first, *RUNNING, number=2)])
    assert "Việc lưu trữ được thực hiện ngay." in [block.text for block in blocks]


def test_a_wide_gap_parts_paragraphs() -> None:
    above, below = full("Dòng trên chạy suốt cả bề rộng của trang giấy này", 0), line("dòng dưới cách xa.", 3)
    assert texts(above, below) == [above.text, below.text]


def test_another_size_parts_paragraphs() -> None:
    above = full("Dòng trên chạy suốt cả bề rộng của trang giấy này", 0, left=INDENT)
    small = line("chú thích cỡ nhỏ", 1, size=10.0)
    assert texts(above, small) == [above.text, small.text]


def test_a_heading_in_bold_ends_before_plain_text() -> None:
    heading = full("Điều 5. Trách nhiệm của các cơ quan, tổ chức, cá nhân", 0, left=INDENT, bold=True)
    assert texts(heading, line("Cơ quan có trách nhiệm.", 1)) == [heading.text, "Cơ quan có trách nhiệm."]
    wrapped = line("có liên quan trong lưu trữ", 1, bold=True)
    assert texts(heading, wrapped) == [f"{heading.text} {wrapped.text}"]


def test_alignment() -> None:
    blocks = blocks_of(
        [page(centred("Chương I", 0), right_column("TM. CHÍNH PHỦ", 2), line("Nội dung.", 4, left=INDENT), *RUNNING)]
    )
    assert [(block.align, block.indented) for block in blocks[:3]] == [
        ("center", True),
        ("right", True),
        ("left", True),
    ]
    assert not blocks_of([page(full("Dòng đầy suốt cả trang giấy", 0), *RUNNING)])[0].indented


def test_a_full_line_is_never_centred() -> None:
    filled = line("Dòng thụt đầu và đầy đến lề phải của trang", 0, left=INDENT, right=RIGHT)
    assert blocks_of([page(filled, *RUNNING)])[0].align == "left"


def test_a_block_tells_where_and_how_its_first_line_stands() -> None:
    first, second = full("**", 0, left=INDENT, bold=True, size=13.0), line("tiếp", 1, bold=True, size=13.0)
    (block, *_) = blocks_of([page(first, second, *RUNNING)])
    assert (block.page, block.last_page, block.bold, block.size, block.source) == (1, 1, True, 13.0, "text")
    assert block.box == first.box


def test_a_page_of_short_paragraphs_takes_its_margin_from_the_others() -> None:
    """Seen alone, the indent of its one-line paragraphs would look like the margin."""
    lists = tuple(line(f"{row + 1}. Nội dung khoản thứ {row + 1}", row, left=INDENT, right=400) for row in range(8))
    blocks = blocks_of([page(*RUNNING), page(*lists, number=2), page(*RUNNING, number=3)])
    listed = [block for block in blocks if block.page == 2]
    assert len(listed) == 8
    assert all(block.indented for block in listed)


def test_no_pages() -> None:
    assert blocks_of([]) == ()
    assert blocks_of([page()]) == ()


EDGES = (85.0, 200.0, 510.0)


def with_table(own: Page, first: float, last: float, *rows: tuple[str, ...], head_rows: int = 0) -> Page:
    box = Box(85, 120 + (first - 1) * 19, 510, 124 + last * 19)
    return replace(own, tables=(Table(own.number, box, rows, head_rows, edges=EDGES),))


def test_lines_of_a_table_are_one_block_without_text() -> None:
    own = page(full("1. Mức thu như sau:", 0), line("Điều 5", 1), line("10.000", 1, left=220), full("Hết bảng.", 2))
    blocks = blocks_of([with_table(own, 1, 1, ("Điều 5", "10.000"))])
    assert [block.text for block in blocks] == ["1. Mức thu như sau:", "", "Hết bảng."]
    assert blocks[1].words == "Điều 5 10.000"
    assert [item.text for item in blocks[1].lines] == ["Điều 5", "10.000"]


def test_a_table_goes_on_over_the_page_break() -> None:
    head, first, second = ("TT", "Mức"), ("1", "10"), ("2", "20")
    upper = with_table(page(line("TT", 0), line("1", 1)), 0, 1, head, first, head_rows=1)
    lower = with_table(page(line("TT", 0), line("2", 1), number=2), 0, 1, head, second, head_rows=1)
    (block,) = blocks_of([upper, lower])
    assert block.table is not None
    assert block.table.rows == (head, first, second)
    assert (block.page, block.last_page) == (1, 2)


def test_text_between_parts_two_tables() -> None:
    upper = with_table(page(line("1", 0), full("Bảng 2 như sau:", 1)), 0, 0, ("1", "10"))
    lower = with_table(page(line("2", 0), number=2), 0, 0, ("2", "20"))
    assert [block.words for block in blocks_of([upper, lower])] == ["1 10", "Bảng 2 như sau:", "2 20"]


def test_a_long_heading_of_an_article_is_not_centred() -> None:
    """It begins at the indent and leaves as much room at the right; its second line goes on at the margin."""
    first = "Điều 9. Nội dung chi và mức chi của Dự án 2 – Ứng dụng khoa"
    heading = line(first, 0, left=INDENT, right=RIGHT - 17, bold=True)
    assert texts(heading, line("học và công nghệ", 1, bold=True)) == [f"{first} học và công nghệ"]


def test_a_bold_label_at_the_margin_does_not_go_on_plain_text() -> None:
    last = full("Người học phải nộp đủ bài thi theo quy định của các cơ sở", 0, left=INDENT)
    assert texts(last, line("Chương 2: Mẫu chương trình", 1, bold=True)) == [last.text, "Chương 2: Mẫu chương trình"]


def test_a_form_at_the_top_of_a_page_opens_a_paragraph() -> None:
    """The sentence above it fills its line to the margin."""
    last = full("Quyết định này được gửi cho các cơ quan, tổ chức có liên quan.", 39, left=INDENT)
    form = full("Mẫu số 05: Ban hành kèm theo Thông tư số 3/2023/TT-BTC ngày 29", 0)
    blocks = blocks_of([page(*RUNNING, last), page(form, line("tháng 12 năm 2023", 1), *RUNNING, number=2)])
    assert [block.text for block in blocks if block.text.startswith("Mẫu")] == [f"{form.text} tháng 12 năm 2023"]
