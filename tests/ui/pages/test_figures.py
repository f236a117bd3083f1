"""Places on page pictures, of straight scans and of turned ones."""

from ingest.document import Box, Line, Page
from search_api.archive.entries import PageText
from ui.pages.figures import Mark, figure_of, mark_on, read_box

WORD = Box(60.0, 40.0, 110.0, 60.0)


def page(skew: float, *lines: Line) -> Page:
    return Page(1, 300.0, 400.0, "ocr", lines, skew=skew)


def test_a_mark_on_a_straight_page_is_its_box() -> None:
    assert mark_on(page(0.0), WORD) == Mark(WORD)


def test_a_mark_on_a_slanting_page_is_turned_about_its_middle() -> None:
    assert mark_on(page(1.25), WORD) == Mark(WORD, "rotate(1.25 150.00 200.00)")


def test_a_page_that_lay_on_its_side_is_shown_as_it_lies() -> None:
    shown = figure_of(PageText("ab", page(90.0), 3), (WORD,))
    assert (shown.width, shown.height) == (400.0, 300.0)
    assert shown.marks == (Mark(WORD, "translate(50.00 -50.00) rotate(90.00 150.00 200.00)"),)


def test_a_mark_on_a_line_of_the_text_layer_stays() -> None:
    assert mark_on(page(1.25, Line("Ký bởi", 1, WORD, 8.0)), WORD) == Mark(WORD)


def test_an_address_holds_a_box_or_none() -> None:
    assert read_box("60.0,40.0,110.0,60.0") == WORD
    assert read_box("110,40,60,60") is None
