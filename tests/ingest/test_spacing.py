"""Handbook domain.md 2.11: spaces lost and invented by text layers, mended from the gaps that are printed."""

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from sample_gazettes.fonts import runs
from tests.ingest.drawn import Text, read


def text(*drawn: Text) -> str:
    (line,) = read(*drawn)
    return line.text


def letters(word: str, pitch: float, x: float = 100.0) -> list[Text]:
    return [Text(letter, x + place * pitch) for place, letter in enumerate(word)]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("nghi", "ệm", "nghiệm"), ("t", "heo", "theo"), ("ĐIỀ", "U", "ĐIỀU"), ("KHO", "ẢN", "KHOẢN")],
)
def test_a_syllable_torn_by_a_space_that_nobody_sees_is_whole_again(first: str, second: str, whole: str) -> None:
    torn = (Text(f"{first} ", 100), Text(second, 100 + width(first)), Text(" và tổ chức", None))
    assert text(*torn) == f"{whole} và tổ chức"
    assert [line.raw for line in read(*torn)] == [f"{first} {second} và tổ chức"]


def width(shown: str) -> float:
    """How far the next letter stands, without a space."""
    ((font, _),) = runs(shown, "regular", "unicode")
    return float(stringWidth(shown, font, 14))


@pytest.mark.parametrize("printed", ["nghi ệm", "cho ai", "thi ết kế", "cá c", "hà ng hoá"])
def test_a_space_that_is_printed_stays(printed: str) -> None:
    assert text(Text(f"{printed} của cơ quan")) == f"{printed} của cơ quan"


@pytest.mark.parametrize("words", [("hồ", "sơ"), ("thông", "tư", "này"), ("tổ", "chức"), ("sẽ", "được")])
def test_a_lost_space_that_is_printed_is_put_back(words: tuple[str, ...]) -> None:
    x, drawn = 100.0, []
    for word in words:
        drawn.append(Text(word, x))
        x += width(word) + 2.2  # less than pdfium takes for a space
    run = text(*drawn, Text(" của các cơ quan", None))
    assert run == f"{' '.join(words)} của các cơ quan"


@pytest.mark.parametrize("printed", ["hồsơ", "thôngtưnày", "Nitơ", "Giơnevơ", "giáđang", "Glôcôm"])
def test_what_is_printed_without_a_space_stays_so(printed: str) -> None:
    assert text(Text(f"{printed} của các cơ quan")) == f"{printed} của các cơ quan"


def test_spaced_letters_are_words() -> None:
    drawn = [*letters("BỘ", 16), *letters("XÂY", 16, 150), *letters("DỰNG", 16, 216)]
    assert text(*drawn) == "BỘ XÂY DỰNG"


def test_letters_of_a_list_are_no_word() -> None:
    assert text(*letters("ABCDE", 16)) == "A B C D E"
