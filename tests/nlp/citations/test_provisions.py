"""The provision lists of handbook domain.md 9.2, all of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.citations.provisions import LEVELS, Group, group_units, read_unit, show

_LEVEL = re.compile("|".join(sorted((re.escape(level.lower()) for level in LEVELS), key=len, reverse=True)))


def groups(text: str) -> list[Group]:
    units = [read_unit(text, m.start(), m.end(), len(text)) for m in _LEVEL.finditer(text.lower())]
    return group_units(text, [unit for unit in units if unit])


LISTS = [
    ("điểm a khoản 2 Điều 12 Nghị định số 15/2020/NĐ-CP", ["Điều 12 khoản 2 điểm a"]),
    ("các khoản 1, 2 và 3 Điều 5", ["Điều 5 khoản 1", "Điều 5 khoản 2", "Điều 5 khoản 3"]),
    ("từ Điều 5 đến Điều 9", ["Điều 5", "Điều 6", "Điều 7", "Điều 8", "Điều 9"]),
    (
        "từ khoản 2 đến khoản 5 Điều 7 Thông tư số 78/2021/TT-BTC",
        ["Điều 7 khoản 2", "Điều 7 khoản 3", "Điều 7 khoản 4", "Điều 7 khoản 5"],
    ),
    ("điểm đ, điểm e khoản 1 Điều 8", ["Điều 8 khoản 1 điểm đ", "Điều 8 khoản 1 điểm e"]),
    (
        "các điểm a, b, c và d khoản 1, khoản 3 Điều 20",
        [*(f"Điều 20 khoản 1 điểm {letter}" for letter in "abcd"), "Điều 20 khoản 3"],
    ),
    ("từ điểm b đến điểm đ khoản 1 Điều 3", [f"Điều 3 khoản 1 điểm {letter}" for letter in "bcdđ"]),
    ("khoản 2 và điểm a khoản 3 Điều 5", ["Điều 5 khoản 2", "Điều 5 khoản 3 điểm a"]),
    ("điểm a1 khoản 8a Điều 9a", ["Điều 9a khoản 8a điểm a1"]),
    ("khoản 3, Điều 12, Chương II của Nghị định này", ["Điều 12 khoản 3"]),
    ("khoản 1 Điều 5 và Điều 6", ["Điều 5 khoản 1", "Điều 6"]),
    (
        "điểm a và điểm b khoản 2, các khoản 4 và 5 Điều 10; khoản 1 Điều 11",
        [
            "Điều 10 khoản 2 điểm a",
            "Điều 10 khoản 2 điểm b",
            "Điều 10 khoản 4",
            "Điều 10 khoản 5",
            "Điều 11 khoản 1",
        ],
    ),
    ("các điều 5, 6, 7 và 8", ["Điều 5", "Điều 6", "Điều 7", "Điều 8"]),
    (
        "điểm b khoản 1 Điều 5 và khoản 2 Điều 7 Thông tư 22/2023/TT-BTTTT",
        ["Điều 5 khoản 1 điểm b", "Điều 7 khoản 2"],
    ),
    ("Điều 15 và Điều 16 Mục 1 Chương II", ["Điều 15", "Điều 16"]),
    ("tiết 2.1 điểm b khoản 3 Điều 4", ["Điều 4 khoản 3 điểm b tiết 2.1"]),
    ("Điều 217 và 218", ["Điều 217", "Điều 218"]),
    # beyond the handbook, seen in gazettes
    ("Mục 2; Điều 9, Điều 13 Mục 3 và Mục 4 Thông tư", ["Mục 2", "Điều 9", "Điều 13", "Mục 4"]),
    ("các điểm từ a đến d khoản 1 Điều 2", [f"Điều 2 khoản 1 điểm {letter}" for letter in "abcd"]),
    ("điểm a), điểm b) khoản 3 Điều 8", ["Điều 8 khoản 3 điểm a", "Điều 8 khoản 3 điểm b"]),
    ("điểm b và c(ii) khoản 1 Điều 1", ["Điều 1 khoản 1 điểm b", "Điều 1 khoản 1 điểm c(ii)"]),
    ("điểm 12 Mục II Nghị quyết", ["Mục II điểm 12"]),
    ("Điều 5 khoản 2 điểm a", ["Điều 5 khoản 2 điểm a"]),
    ("đoạn 2 khoản 1 Điều 4", ["Điều 4 khoản 1 đoạn 2"]),
    ("gạch đầu dòng thứ nhất của điểm g khoản 2 Điều 7", ["Điều 7 khoản 2 điểm g"]),
    ("khoản 3 Phụ lục ban hành kèm theo", ["Phụ lục khoản 3"]),
    ("điểm c khoản 2 Điều 20 Phụ lục I ban hành kèm theo", ["Phụ lục I Điều 20 khoản 2 điểm c"]),
    ("Khoản C.XI mục 1 Phụ lục I.3", ["Phụ lục I.3 Mục 1 khoản C.XI"]),
    ("Khoản B.V.III, mục 1, Phụ lục I.3", ["Phụ lục I.3 Mục 1 khoản B.V.III"]),
    ("Điều 3 và các Phụ lục ban hành kèm theo", ["Điều 3", "Phụ lục"]),
    ("khoản 2 Điều 5 và Phụ lục II", ["Điều 5 khoản 2", "Phụ lục II"]),
    ("Điều 5, Điều 6 và Chương II của Nghị định", ["Điều 5", "Điều 6", "Chương II"]),
    ("khoản 1 và khoản 2 Phụ lục I", ["Phụ lục I khoản 1", "Phụ lục I khoản 2"]),
    ("Phụ lục I.3 và Phụ lục số 02", ["Phụ lục I.3", "Phụ lục 02"]),
]


@pytest.mark.parametrize(("text", "paths"), LISTS)
def test_lists_and_ranges(text: str, paths: list[str]) -> None:
    (group,) = groups(text)
    assert [show(path) for path in group.paths] == paths
    assert not group.ambiguous


def test_units_above_articles_stay_in_the_path() -> None:
    (group,) = groups("khoản 3, Điều 12, Chương II")
    assert [[LEVELS[level] for level, _ in path] for path in group.paths] == [["Chương", "Điều", "khoản"]]


def test_a_cross_product_is_flagged() -> None:
    (group,) = groups("khoản 1, 2 Điều 3, 4 và 5")
    assert group.ambiguous
    assert len(group.paths) == 6


@pytest.mark.parametrize(
    "text",
    [
        "giai đoạn 2021 - 2025",
        "thời điểm a",
        "danh mục 2",
        "mục tiêu, chương trình, điều kiện, tài khoản 123",
        "quan điểm b",
        "điểm thi, điểm số",
        "khoản 5%",
        "khoản 30 ngày",
    ],
)
def test_other_words_are_no_units(text: str) -> None:
    assert groups(text) == []


def test_what_follows_a_list_is_not_in_it() -> None:
    (group,) = groups("khoản 5 Điều 4, 30 ngày kể từ ngày nhận")
    assert [show(path) for path in group.paths] == ["Điều 4 khoản 5"]


WORDS = st.sampled_from(
    [
        "Điều",
        "khoản",
        "điểm",
        "Chương",
        "Phụ lục",
        "từ",
        "đến",
        "các",
        "và",
        ",",
        ";",
        "1",
        "2a",
        "a",
        "đ",
        "II",
        "này",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=16).map(" ".join))
def test_grouping_is_total(text: str) -> None:
    place = 0
    for group in groups(text):
        assert place <= group.start < group.end <= len(text)
        assert group.paths
        assert all(show(path) for path in group.paths)
        place = group.end
