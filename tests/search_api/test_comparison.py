"""What a new reading would change, told page by page, field by field, article by article, word by word."""

import datetime as dt
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Attachment, Line, Page, ParsedFile, Signer
from search_api.comparison import MOST_PAGES, Comparison, Run, compare, text_change
from tests.search_api.made import article, document, page, parsed

SHA = "aa" * 32
OLD = parsed(SHA)


def changes(new: ParsedFile, old: ParsedFile = OLD) -> Comparison:
    return compare(old, [f"id{one.ordinal}" for one in old.documents], new)


def reworded(number: int, text: str) -> Page:
    before = page(number)
    return replace(before, lines=(replace(before.lines[0], text=text),))


def test_the_same_reading_changes_nothing() -> None:
    assert changes(OLD).is_same


def test_a_page_is_shown_with_its_words_marked() -> None:
    found = changes(replace(OLD, pages=(page(1), reworded(2, "Dòng chũ của trang 2"))))
    (change,) = found.pages
    assert (change.number, change.old_source, change.new_source) == (2, "text", "text")
    assert change.text.old == (
        Run("Dòng ", changed=False),
        Run("chữ ", changed=True),
        Run("của trang 2", changed=False),
    )
    assert change.text.new[1] == Run("chũ ", changed=True)
    assert not found.is_same


def test_a_page_read_another_way_is_shown_although_its_text_is_the_same() -> None:
    (change,) = changes(replace(OLD, pages=(replace(page(1), source="ocr"), page(2)))).pages
    assert (change.number, change.new_source) == (1, "ocr")
    assert not any(run.changed for run in change.text.new)


def test_fields_of_the_head_are_compared() -> None:
    new = replace(
        document(),
        number="83/2022/NĐ-CP",
        issued_on=dt.date(2022, 6, 13),
        signers=(Signer("Lê Văn A", "CHỦ TỊCH"),),
    )
    (change,) = changes(replace(OLD, documents=(new,))).documents
    assert (change.kind, change.id, change.units) == ("changed", "id1", ())
    assert [(field.field, field.old, field.new) for field in change.fields] == [
        ("number", "38/2022/NĐ-CP", "83/2022/NĐ-CP"),
        ("issued_on", "2022-06-12", "2022-06-13"),
        ("signers", None, "Lê Văn A, CHỦ TỊCH"),
    ]


def test_articles_are_added_removed_and_changed() -> None:
    new = replace(
        document(),
        body=(article(1, "Nghị định này quy định mức lương tối đa."), article(3)),
        attachments=(Attachment("Phụ lục I", "Biểu mẫu", 2, (article(9),), "att_1"),),
    )
    (change,) = changes(replace(OLD, documents=(new,))).documents
    assert [(unit.kind, unit.eid, unit.label) for unit in change.units] == [
        ("changed", "art_1", "Điều 1"),
        ("added", "art_3", "Điều 3"),
        ("added", "att_1", "Phụ lục I"),
        ("added", "art_9", "Phụ lục I, Điều 9"),
        ("removed", "art_2", "Điều 2"),
    ]
    assert [run.text.strip() for run in change.units[0].text.new if run.changed] == ["đa."]


def test_documents_come_and_go() -> None:
    two = replace(OLD, documents=(document(1), document(2, "39/2022/NĐ-CP", 2)))
    (gone,) = changes(OLD, two).documents
    assert (gone.kind, gone.id, gone.name) == ("removed", "id2", "Nghị định 39/2022/NĐ-CP")
    (come,) = changes(two, OLD).documents
    assert (come.kind, come.id) == ("added", None)


def test_many_differences_are_counted() -> None:
    count = MOST_PAGES + 7
    old = replace(OLD, pages=tuple(page(number) for number in range(1, count + 1)))
    new = replace(OLD, pages=tuple(reworded(number, "Khác") for number in range(1, count + 1)))
    found = changes(new, old)
    assert (len(found.pages), found.more_pages) == (MOST_PAGES, 7)


def test_a_large_changed_paragraph_is_marked_whole_and_soon() -> None:
    old, new = " ".join(f"a{n}" for n in range(3_000)), " ".join(f"b{n}" for n in range(3_000))
    change = text_change(f"giữ\n{old}", f"giữ\n{new}")
    assert [run.changed for run in change.old] == [False, True]
    assert change.new[1].text == new


TEXT = st.text(alphabet="aăđ \n.", max_size=60)


@given(TEXT, TEXT)
def test_each_side_holds_its_whole_text(old: str, new: str) -> None:
    change = text_change(old, new)
    assert "".join(run.text for run in change.old) == old
    assert "".join(run.text for run in change.new) == new
    assert [run.text for run in change.old if not run.changed] or not (old and old == new)
    same = re.sub(" +", "", old) == re.sub(" +", "", new)  # where only spaces differ nothing need be marked
    assert same or any(run.changed for run in (*change.old, *change.new))
    assert old != new or not any(run.changed for run in (*change.old, *change.new))


def test_a_word_that_is_no_longer_the_last_is_the_same_word() -> None:
    change = text_change("Vùng I: 4.680.000", "Vùng I: 4.680.000 đồng")
    assert [(run.text, run.changed) for run in change.new] == [("Vùng I: 4.680.000 ", False), ("đồng", True)]
    assert not any(run.changed for run in change.old)


def test_lines_that_moved_into_furniture_are_shown_as_gone() -> None:
    line = Line("CÔNG BÁO", 1, page(1).lines[0].box, 13)
    old = replace(OLD, pages=(replace(page(1), lines=(line, *page(1).lines)), page(2)))
    (change,) = changes(OLD, old).pages
    assert [run.text for run in change.text.old if run.changed] == ["CÔNG BÁO\n"]
