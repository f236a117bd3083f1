"""Boxes of straightened pages, on the pages as they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ingest.document import Box, Line, Page
from ingest.geometry import around, corners, displayed_size, line_at, on_print, quarter_turns, turning

UPRIGHT = (300.0, 400.0)
WORD = Box(60, 40, 110, 60)


def page(skew: float, *lines: Line, size: tuple[float, float] = UPRIGHT) -> Page:
    return Page(1, *size, "ocr", lines, skew=skew)


def test_a_straight_page_is_its_own_print() -> None:
    straight = page(0.0)
    assert on_print(straight, WORD) == WORD
    assert turning(straight) is None
    assert displayed_size(straight) == UPRIGHT


@pytest.mark.parametrize(
    ("skew", "turn", "size"),
    [
        (1.2, 0, (300, 400)),
        (-0.8, 0, (300, 400)),
        (90.4, 90, (400, 300)),
        (-179.5, 180, (300, 400)),
        (-90, 270, (400, 300)),
        (271.0, 270, (400, 300)),
    ],
)
def test_a_turn_is_told_from_a_slant(skew: float, turn: int, size: tuple[float, float]) -> None:
    assert quarter_turns(page(skew)) == turn
    assert displayed_size(page(skew)) == size


def drawn(skew: float) -> Image.Image:
    """The upright page with the word as a black rectangle, turned as the scanner turned it, four pixels a point."""
    upright = Image.new("L", (1200, 1600), 255)
    upright.paste(0, (240, 160, 440, 240))
    quarter = round(skew / 90) * 90
    return upright.rotate(-quarter, expand=True).rotate(-(skew - quarter), Image.Resampling.BICUBIC, fillcolor=255)


@pytest.mark.parametrize("skew", [1.5, -2.4, 90.0, 180.0, -90.0, 91.3, -181.0, 268.9])
def test_boxes_lie_on_the_print_of_a_page_turned_as_a_scanner_turns_it(skew: float) -> None:
    dark = drawn(skew).point(lambda grey: 255 if grey < 128 else 0).getbbox()
    assert dark is not None
    found = on_print(page(skew), WORD)
    assert [4 * side for side in (found.left, found.top, found.right, found.bottom)] == pytest.approx(dark, abs=3)


def test_lines_of_the_text_layer_lie_where_they_are() -> None:
    own = Line("Ký bởi: Cổng TTĐT", 1, WORD, 8.0)
    mixed = page(2.0, own)
    assert on_print(mixed, WORD) == WORD
    assert on_print(mixed, Box(60, 140, 110, 160)) != Box(60, 140, 110, 160)


@given(
    st.floats(-180, 180, allow_nan=False).filter(bool),
    st.floats(0, 300, allow_nan=False),
    st.floats(0, 400, allow_nan=False),
)
def test_distances_stay(skew: float, left: float, top: float) -> None:
    box = Box(left, top, left + 30, top + 40)
    first, _, third, _ = corners(page(skew), box)
    assert (third[0] - first[0]) ** 2 + (third[1] - first[1]) ** 2 == pytest.approx(2500)


def test_the_line_below_a_word_is_the_one_that_it_lies_on() -> None:
    upper, lower = Line("một", 1, Box(50, 40, 200, 55), 12), Line("hai", 1, Box(50, 54, 200, 70), 12)
    assert line_at(page(0, upper, lower), WORD) == upper
    assert line_at(page(0, upper, lower), Box(50, 56, 90, 70)) == lower
    assert line_at(page(0, upper), Box(50, 300, 60, 310)) is None
    assert line_at(page(0), WORD) is None


def test_around_holds_all() -> None:
    assert around([Box(1, 5, 3, 9), Box(0, 7, 2, 11)]) == Box(0, 5, 3, 11)
