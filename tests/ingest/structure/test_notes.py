"""Handbook domain.md 3.11: footnotes of consolidated texts leave the body and are kept by their number."""

from ingest.document import Line, Page
from ingest.structure.notes import take_notes
from tests.ingest.typeset import line, page

BODY = line("Điều 5.¹ Quyền và nghĩa vụ của người dân, tổ chức", 0)
MORE = line("khác có liên quan.² Nội dung còn lại của điều này.", 1)


def note(text: str, row: float, size: float = 12.0) -> Line:
    return line(text, row, size=size)


def texts(pages: tuple[Page, ...]) -> list[list[str]]:
    return [[item.text for item in own.lines] for own in pages]


def test_notes_at_the_foot_of_a_page() -> None:
    foot = (
        note("¹ Điều này được sửa đổi theo Luật số 1/2020/TT-", 30),
        note("QH14.", 31),
        note("² Khoản này bãi bỏ.", 32),
    )
    kept, notes = take_notes([page(BODY, MORE, *foot)])
    assert texts(kept) == [[BODY.text, MORE.text]]
    assert notes == {"1": "Điều này được sửa đổi theo Luật số 1/2020/TT-QH14.", "2": "Khoản này bãi bỏ."}


def test_a_note_goes_on_over_the_page_break() -> None:
    first = page(BODY, MORE, note("¹ Điều này được sửa đổi", 30))
    second = page(line("Điều 6. Phạm vi của Luật này là", 0), note("theo Luật số 1/2020/QH14.", 30), number=2)
    kept, notes = take_notes([first, second])
    assert texts(kept) == [[BODY.text, MORE.text], ["Điều 6. Phạm vi của Luật này là"]]
    assert notes == {"1": "Điều này được sửa đổi theo Luật số 1/2020/QH14."}


def test_a_note_whose_number_is_not_raised_counts_where_the_text_points_to_it() -> None:
    kept, notes = take_notes([page(BODY, MORE, note("1 Điều này được sửa đổi.", 30), note("3 là số khác.", 31))])
    assert texts(kept) == [[BODY.text, MORE.text]]
    assert notes == {"1": "Điều này được sửa đổi. 3 là số khác."}


def test_small_forms_behind_the_text_do_not_hide_its_notes() -> None:
    """Most characters of the file may be as small as the notes: what stands above them on the page decides."""
    forms = [page(*(note(f"Nội dung của biểu mẫu số {row} kèm theo văn bản", row) for row in range(30)), number=2)]
    kept, notes = take_notes([page(BODY, MORE, note("¹ Điều này được sửa đổi.", 30)), *forms])
    assert texts(kept)[0] == [BODY.text, MORE.text]
    assert len(kept[1].lines) == 30
    assert notes == {"1": "Điều này được sửa đổi."}


def test_pages_without_notes_stay_as_they_are() -> None:
    small_end = note("Nơi nhận: như trên", 30)
    pages = [page(BODY, MORE, small_end), page(number=2)]
    kept, notes = take_notes(pages)
    assert (list(kept), notes) == (pages, {})
    assert take_notes([]) == ((), {})
