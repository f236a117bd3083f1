"""Handbook domain.md 3.11: footnotes of consolidated texts leave the body and are kept by their number."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from ingest.document import Box, Line, Page, Table
from ingest.letters import note_marks, without_marks
from ingest.structure.notes import take_notes
from tests.ingest.typeset import FIRST, INDENT, LEADING, line, page

BODY = line("Điều 5.¹ Quyền và nghĩa vụ của người dân, tổ chức", 0)
MORE = line("khác có liên quan.² Nội dung còn lại của điều này.", 1)
PLAIN = ("Điều 5. Quyền và nghĩa vụ của người dân, tổ chức", "khác có liên quan. Nội dung còn lại của điều này.")


def note(text: str, row: float, size: float = 12.0) -> Line:
    return line(text, row, size=size)


def texts(pages: Sequence[Page], notes: Mapping[str, str]) -> list[list[str]]:
    """Lines of the pages without the marks of notes that there are."""
    return [[without_marks(item.text, notes) for item in own.lines] for own in pages]


def pointed(pages: Sequence[Page], notes: Mapping[str, str]) -> list[str]:
    """The notes that the lines point to, in their order."""
    marks = [mark for own in pages for item in own.lines for mark in note_marks(item.text)]
    return [notes[mark] for mark in marks if mark in notes]


def test_notes_at_the_foot_of_a_page() -> None:
    foot = (note("¹ Điều này được sửa đổi theo Luật số 1/2020/TT-", 30), note("QH14.", 31), note("² Bãi bỏ.", 32))
    kept, notes = take_notes([page(BODY, MORE, *foot)])
    assert texts(kept, notes) == [[*PLAIN]]
    assert pointed(kept, notes) == ["Điều này được sửa đổi theo Luật số 1/2020/TT-QH14.", "Bãi bỏ."]


@pytest.mark.parametrize(
    ("begun", "rest"),
    [
        ("Điều này được sửa đổi", "theo Luật số 1/2020/QH14."),
        ("Điều này có căn cứ như sau: “Căn cứ Luật A.", "Căn cứ Luật B.”."),
        ("Nghị định số 2/2018/NĐ-CP có căn cứ ban hành như sau:", "Căn cứ Luật A;"),
        ('Điều này có căn cứ như sau: "Căn cứ Luật A.', 'Căn cứ Luật B.".'),
    ],
)
def test_a_note_goes_on_over_the_page_break(begun: str, rest: str) -> None:
    first = page(BODY, note(f"¹ {begun}", 30))
    second = page(line("Điều 6. Phạm vi của Luật này là", 0), note(rest, 30), number=2)
    kept, notes = take_notes([first, second])
    assert texts(kept, notes) == [[PLAIN[0]], ["Điều 6. Phạm vi của Luật này là"]]
    assert pointed(kept, notes) == [f"{begun} {rest}"]


def test_small_lines_behind_a_finished_note_are_text() -> None:
    """A list of recipients or a table's last rows, on a later page."""
    first = page(BODY, MORE, note("¹ Điều này được sửa đổi.", 30), note("² Bãi bỏ.", 31))
    later = [page(line("Nội dung tiếp theo của Luật này", 0), note("Nơi nhận: như trên", 30), number=n) for n in (2, 3)]
    kept, notes = take_notes([first, *later])
    assert texts(kept, notes)[1:] == [["Nội dung tiếp theo của Luật này", "Nơi nhận: như trên"]] * 2
    assert list(notes.values()) == ["Điều này được sửa đổi.", "Bãi bỏ."]


def test_a_note_whose_number_is_not_raised_counts_where_the_text_points_to_it() -> None:
    kept, notes = take_notes([page(BODY, note("1 Điều này được sửa đổi.", 30), note("3 là số khác.", 31))])
    assert texts(kept, notes) == [[PLAIN[0]]]
    assert list(notes.values()) == ["Điều này được sửa đổi. 3 là số khác."]


def test_forms_that_count_their_notes_anew() -> None:
    """Each page's marks point to that page's notes (seen in 4 of 93 real files)."""
    forms = [
        page(line(f"Tên người làm đơn số {n}¹ trong mẫu", 0), note(f"¹ Ghi rõ họ tên {n}.", 30), number=n)
        for n in (1, 2, 3)
    ]
    kept, notes = take_notes(forms)
    assert pointed(kept, notes) == ["Ghi rõ họ tên 1.", "Ghi rõ họ tên 2.", "Ghi rõ họ tên 3."]


def test_small_forms_behind_the_text_do_not_hide_its_notes() -> None:
    """Most characters of the file may be as small as the notes: what stands above them on the page decides."""
    forms = [page(*(note(f"Nội dung của biểu mẫu số {row} kèm theo văn bản", row) for row in range(30)), number=2)]
    kept, notes = take_notes([page(BODY, MORE, note("¹ Điều này được sửa đổi.", 30)), *forms])
    assert len(kept[0].lines) == 2
    assert len(kept[1].lines) == 30
    assert list(notes.values()) == ["Điều này được sửa đổi."]


def test_notes_hardly_smaller_than_an_annex() -> None:
    """13 and 12 points: the mark that points to the first of them tells."""
    annex = line("Phụ lục số 14A¹ Mẫu báo cáo của công ty đại chúng", 0, size=13.0)
    kept, notes = take_notes([page(annex, note("¹ Phụ lục này được bổ sung.", 30))])
    assert pointed(kept, notes) == ["Phụ lục này được bổ sung."]
    unmarked = page(line("Phụ lục số 14A Mẫu báo cáo", 0, size=13.0), note("¹ không ai chỉ tới.", 30))
    assert take_notes([unmarked]) == ((unmarked,), {})


def test_raised_numbers_that_point_to_no_note_stay() -> None:
    power = line("công suất 10³ và x² của máy bơm trong nhà", 0)
    kept, notes = take_notes([page(BODY, power, note("¹ Điều này được sửa đổi.", 30))])
    assert texts(kept, notes) == [[PLAIN[0], "công suất 10³ và x² của máy bơm trong nhà"]]


def test_pages_without_notes_stay_as_they_are() -> None:
    pages = [page(BODY, MORE, note("Nơi nhận: như trên", 30)), page(number=2)]
    assert take_notes(pages) == (tuple(pages), {})
    assert take_notes([]) == ((), {})


def test_small_cells_are_no_notes_and_their_marks_point() -> None:
    lines = (
        *(line(f"Nội dung {row} của văn bản.", row, left=INDENT) for row in range(6)),
        line("Thuế suất¹", 7, size=11),
        line("10", 8, size=11),
        line("¹ Theo Luật số 66/2025/QH15.", 9.5, size=10),
    )
    table = Table(1, Box(80, FIRST + 6.2 * LEADING, 520, FIRST + 8.5 * LEADING), (("Thuế suất¹",), ("10",)))
    (own,), notes = take_notes([replace(page(*lines), tables=(table,))])
    assert [item.text for item in own.lines[-2:]] == ["Thuế suất¹⁰⁰⁰", "10"]
    assert own.tables[0].rows == (("Thuế suất¹⁰⁰⁰",), ("10",))
    assert list(notes.values()) == ["Theo Luật số 66/2025/QH15."]
