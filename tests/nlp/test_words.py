from itertools import pairwise

import pytest
import underthesea
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nlp.words import find_words

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạếềểễệốồổỗộ ABCĐ .,;:()/-“”\"'’…0123456789%&+°\u0301\u0300\u00a0\t\n"


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in find_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chính phủ ban hành Nghị định", ["Chính phủ", "ban hành", "Nghị định"]),
        ("xử phạt  vi phạm\u00a0hành chính", ["xử phạt", "vi phạm", "hành chính"]),
        ("hoà bình thế giới", ["hoà bình", "thế giới"]),
        ("hòa bình thế giới", ["hòa bình", "thế giới"]),
        ("ủy quyền lập hóa đơn", ["ủy quyền", "lập", "hóa đơn"]),
        ("uỷ quyền lập hoá đơn", ["uỷ quyền", "lập", "hoá đơn"]),
        ("hoàn thành quý I", ["hoàn thành", "quý", "I"]),
        ("bảo\nhiểm", ["bảo", "hiểm"]),
        ("“bảo hiểm”", ["“", "bảo hiểm", "”"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_words_are_places_in_the_text_as_given(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=80), st.text(alphabet=VIETNAMESE, max_size=120)))
@example("hoà\u0309 thuâ\u0323n quốc tê\u0301")
@example("a" * 50 + "\u0301\u0301")
@example("\x1c \x85\u2028x")
def test_every_character_but_white_space_is_in_one_word(text: str) -> None:
    places = find_words(text)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert "".join("".join(text[start:end].split()) for start, end in places) == "".join(text.split())
    assert not any(text[start:end] != text[start:end].strip() for start, end in places)


def test_a_text_without_ends_of_lines_is_cut_into_pieces() -> None:
    text = "bảo hiểm xã hội " * 4_000
    assert "".join(words(text)).replace(" ", "") == text.replace(" ", "")
    assert len(words("x" * 50_000)) == 3


def test_where_underthesea_fails_each_run_of_letters_is_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(line: str, **_: bool) -> list[str]:
        raise IndexError(line)

    monkeypatch.setattr(underthesea, "word_tokenize", fail)
    assert words("bảo hiểm y tế") == ["bảo", "hiểm", "y", "tế"]


def test_words_that_are_not_those_of_the_line_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(underthesea, "word_tokenize", lambda line, **_: ["something else", line])
    assert words("bảo hiểm") == ["bảo", "hiểm"]
