"""Handbook domain.md 3.8: labels of units and their order."""

import pytest

from ingest.document import Level
from ingest.structure.markers import (
    POINT_LETTERS,
    REFERENCE_AFTER,
    point_key,
    read_marker,
    roman_heading,
    roman_value,
    sort_key,
)


@pytest.mark.parametrize(
    ("text", "level", "number", "label", "rest"),
    [
        ("Phần thứ nhất", "part", "thứ nhất", "Phần thứ nhất", ""),
        ("PHẦN THỨ MƯỜI MỘT: TỐ TỤNG", "part", "thứ mười một", "Phần thứ mười một", "TỐ TỤNG"),
        ("PHẦN I. QUY ĐỊNH CHUNG", "part", "I", "Phần I", "QUY ĐỊNH CHUNG"),
        ("Chương IV", "chapter", "IV", "Chương IV", ""),
        ("CHƯƠNG IIa - BỔ SUNG", "chapter", "IIa", "Chương IIa", "BỔ SUNG"),
        ("Mục 2. TRÌNH TỰ", "section", "2", "Mục 2", "TRÌNH TỰ"),
        ("MỤC 8¹⁰ (được bãi bỏ)", "section", "8", "Mục 8", "¹⁰ (được bãi bỏ)"),
        ("Chương II²: TÊN", "chapter", "II", "Chương II", "² TÊN"),
        ("Tiểu mục 3. Hồ sơ", "subsection", "3", "Tiểu mục 3", "Hồ sơ"),
        ("Điều 5. Phạm vi", "article", "5", "Điều 5", "Phạm vi"),
        ("ĐIỀU 5a: Phạm vi", "article", "5a", "Điều 5a", "Phạm vi"),
        ("Điều 5⁹. (được bãi bỏ)", "article", "5", "Điều 5", "⁹ (được bãi bỏ)"),
        ("Điều 5.Phạm vi", "article", "5", "Điều 5", "Phạm vi"),
        ("Điều 9đ", "article", "9đ", "Điều 9đ", ""),
        ("1. Tổ chức", "clause", "1", "1", "Tổ chức"),
        ("8a) Tổ chức", "clause", "8a", "8a", "Tổ chức"),
        ("1.⁴ Cho vay", "clause", "1", "1", "⁴ Cho vay"),
        ("đ) Hồ sơ", "point", "đ", "đ", "Hồ sơ"),
        ("a1) Hồ sơ", "point", "a1", "a1", "Hồ sơ"),
        ("2¹⁸. (được bãi bỏ)", "clause", "2", "2", "¹⁸ (được bãi bỏ)"),
        ("b³) (được bãi bỏ)", "point", "b", "b", "³ (được bãi bỏ)"),
        ("aa) Hồ sơ", "point", "aa", "aa", "Hồ sơ"),
    ],
)
def test_labels(text: str, level: Level, number: str, label: str, rest: str) -> None:
    marker = read_marker(text)
    assert marker is not None
    assert (marker.level, marker.number, marker.label, marker.text) == (level, number, label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "MỤC LỤC",
        "Phần mềm quản lý",
        "Phần Lan",
        "Chương trình khung",
        "Điều này quy định",
        "104.042 đồng",
        "15.000 đồng",
        "1.4 Cho vay",
        "- gạch đầu dòng",
        "",
    ],
)
def test_running_text_has_no_label(text: str) -> None:
    assert read_marker(text) is None


def test_how_a_number_is_closed() -> None:
    article, plain = read_marker("Điều 5. Phạm vi"), read_marker("Điều 5 Phạm vi")
    assert article is not None
    assert plain is not None
    assert (article.separated, plain.separated) == (True, False)
    clause, bracketed = read_marker("1. Hồ sơ"), read_marker("1) Hồ sơ")
    assert clause is not None
    assert bracketed is not None
    assert (clause.bracket, bracketed.bracket) == (False, True)


@pytest.mark.parametrize("rest", ["của Luật này", "và Điều 6", ", Điều 6", "Luật Đất đai", "này", "được sửa đổi"])
def test_words_that_make_a_label_a_reference(rest: str) -> None:
    assert REFERENCE_AFTER.match(rest)


@pytest.mark.parametrize("rest", ["Quyền của người dân", "Theodore", "Nguyên tắc", "Đến bù"])
def test_headings_are_no_reference(rest: str) -> None:
    assert not REFERENCE_AFTER.match(rest)


@pytest.mark.parametrize(
    ("text", "number"), [("I. MỤC TIÊU", "I"), ("IV - Tổ chức", "IV"), ("A. QUAN ĐIỂM", "A"), ("Đ. Khác", "Đ")]
)
def test_roman_headings(text: str, number: str) -> None:
    marker = roman_heading(text)
    assert marker is not None
    assert (marker.level, marker.number) == ("paragraph", number)


@pytest.mark.parametrize("text", ["I", "Việt Nam", "X Y", "AB. Khác", "1. Khác"])
def test_no_roman_headings(text: str) -> None:
    assert roman_heading(text) is None


@pytest.mark.parametrize(("number", "value"), [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("A", 0)])
def test_roman_value(number: str, value: int) -> None:
    assert roman_value(number) == value


def test_order_of_articles_and_clauses() -> None:
    order = ["1", "9", "9a", "9b", "9đ", "9e", "10", "100"]
    assert sorted(set(order), key=sort_key) == order
    assert len({sort_key(number) for number in order}) == len(order)
    assert sort_key("IX") == (0, 0)


def test_order_of_points() -> None:
    order = ["a", "b", "c", "d", "d1", "d2", "đ", "e", "g", "y", "aa", "ab", "ba"]
    assert sorted(set(order), key=point_key) == order
    assert len({point_key(number) for number in order}) == len(order)
    assert [point_key(letter)[0] for letter in POINT_LETTERS] == list(range(len(POINT_LETTERS)))
    assert point_key("1") == (-1, 0)


def test_letters_that_the_rules_do_not_have_stand_behind_the_one_before_them() -> None:
    order = ["e", "e1", "f", "g", "i", "j", "k", "v", "w", "x", "y", "z", "aa"]
    assert sorted(set(order), key=point_key) == order
