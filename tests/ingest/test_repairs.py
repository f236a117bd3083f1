"""Handbook domain.md 2.11 and 7.5: shifted code points and text drawn twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from ingest.document import Box, Line
from ingest.repairs import once, unshifted, without_repeats
from sample_gazettes.fonts import runs
from tests.ingest.drawn import Text, read

CAPITALS = ("KHÁC", "NHÀ", "THÀNH", "PHÍ", "ÁP", "CÔNG", "BÃI", "HÈ", "QUÝ")


def shifted(text: str) -> str:
    return "".join(chr(ord(c) - 0x20) if "À" <= c <= "Ý" else c for c in text)


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        ("KH¡C", "KHÁC"),
        ("TH\u00a0NH PH\u00ad", "THÀNH PHÍ"),
        ("(C¡C B£I)", "(CÁC BÃI)"),
    ],
)
def test_shifted_code_points_are_put_right_where_syllables_come_of_it(raw: str, right: str) -> None:
    assert unshifted(raw)[0] == right


@given(st.lists(st.sampled_from(CAPITALS), min_size=1))
def test_what_was_shifted_comes_back(words: list[str]) -> None:
    assert unshifted(shifted(" ".join(words)))[0] == " ".join(words)


@pytest.mark.parametrize("text", ["100\u00a0km", "Việt\u00a0Nam", "§1, ±5, £7", "LU¡T ¡ ½", "Điều 1. Phạm vi"])
def test_what_is_no_shift_stays(text: str) -> None:
    assert unshifted(text) == (text, 0)


def test_a_page_with_shifted_capitals_is_read_right() -> None:
    whole, partly = read(Text("C¡C B£I C´NG TRÌNH"), Text("C¡C LUËT", y=130))
    assert (whole.text, whole.raw) == ("CÁC BÃI CÔNG TRÌNH", "C¡C B£I C´NG TRÌNH")
    assert (partly.text, partly.raw) == ("C¡C LUËT", None)  # another fault: for OCR


def test_letters_drawn_twice_are_read_once() -> None:
    boxes = [Box(x, 0, x + 5, 10) for x in (0, 0.3, 6, 6.3, 12, 18)]
    assert once("ddieu", boxes[:5]) == [0, 2, 3, 4]
    assert once("ttoo", [Box(x, 0, x + 5, 10) for x in (0, 6, 12, 18)]) == [0, 1, 2, 3]


def test_a_page_drawn_twice_is_read_once() -> None:
    rows = [Text(f"Khoản {row} của Điều này quy định", 100, 100 + 20 * row) for row in range(12)]
    again = [Text(row.text, 100.3, row.y) for row in rows]
    assert [line.text for line in read(*rows, *again)] == [row.text for row in rows]


def test_the_same_words_elsewhere_stay() -> None:
    lines = [Line("Đơn vị", 1, Box(85, 100, 120, 114), 14), Line("Đơn vị", 1, Box(300, 100, 335, 114), 14)]
    assert without_repeats([*lines, lines[0]]) == lines


def test_a_word_whose_letters_are_each_drawn_twice() -> None:
    drawn, x = [], 100.0
    for letter in "QUYẾT":
        ((font, _),) = runs(letter, "regular", "unicode")
        drawn += [Text(letter, x), Text(letter, x + 0.3)]
        x += stringWidth(letter, font, 14)
    assert [line.text for line in read(*drawn)] == ["QUYẾT"]
