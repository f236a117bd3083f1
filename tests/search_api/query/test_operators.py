"""Operators of a query: exclusions, alternatives, phrases near each other."""

import pytest

from search_api.query.operators import unquoted
from search_api.query.plan import plan
from tests.search_api.query.test_forms import said, understood, words


@pytest.mark.parametrize(
    ("text", "excluded", "rest"),
    [
        ("thuế -phí", ["phí"], "thuế"),
        ('thuế -"thu nhập cá nhân"', ["thu nhập cá nhân"], "thuế"),
        ("thuế −phí", ["phí"], "thuế"),
        ("thuế NOT phí", ["phí"], "thuế"),
        ('thuế NOT "lệ phí"', ["lệ phí"], "thuế"),
        ("-phí", ["phí"], ""),
        ("thuế -phí -lệ", ["phí", "lệ"], "thuế"),
        ("lương - thưởng", [], "lương thưởng"),
        ("Bà Rịa-Vũng Tàu", [], "bà rịa vũng tàu"),
        ("không có giấy phép", [], "không có giấy phép"),
        ("nhiệt độ -5", [], "nhiệt độ 5"),
        ('"thuế -phí"', [], ""),
    ],
)
def test_exclusions(text: str, excluded: list[str], rest: str) -> None:
    found = understood(text)
    assert [said(terms) for terms in found.excluded] == excluded
    assert words(found) == rest
    assert len(plan(found).excluded) == len(excluded)


@pytest.mark.parametrize(
    ("text", "sides", "rest"),
    [
        ("thuế OR phí", [["thuế", "phí"]], ""),
        ("thuế | phí", [["thuế", "phí"]], ""),
        ("thuế|phí", [["thuế", "phí"]], ""),
        ("nhà ở OR chung cư", [["nhà ở", "chung cư"]], ""),
        ('"nhà ở xã hội" OR "nhà ở công vụ"', [["nhà ở xã hội", "nhà ở công vụ"]], ""),
        ("thuế OR phí OR lệ phí", [["thuế", "phí", "lệ phí"]], ""),
        ("giá (đất | nhà) tỉnh", [["đất", "nhà"]], "giá tỉnh"),
        ("thuế hoặc phí", [], "thuế hoặc phí"),
        ("thuế or phí", [], "thuế or phí"),
        ('"thuế OR phí"', [], ""),
    ],
)
def test_alternatives(text: str, sides: list[list[str]], rest: str) -> None:
    found = understood(text)
    assert [[said(side.terms) for side in choice] for choice in found.choices] == sides
    assert words(found) == rest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lương -tối thiểu", 'Đã bỏ văn bản có “tối”; “thiểu” vẫn được tìm. Để bỏ cả cụm, hãy viết -"tối thiểu".'),
        (
            "lương NOT tối thiểu vùng",
            'Đã bỏ văn bản có “tối”; “thiểu” vẫn được tìm. Để bỏ cả cụm, hãy viết -"tối thiểu".',
        ),
        ('lương -"tối thiểu"', None),
        ("lương -thuế", None),
        ("lương -thuế -phí", None),
        ("lương -thuế OR phí", None),
        ("lương -thuế loại: luật", None),
        ("lương -thuế 15/2020/NĐ-CP", None),
    ],
)
def test_a_word_excluded_out_of_several_is_told(text: str, told: str | None) -> None:
    notes = [note.message for note in understood(text).notes if note.code == "one-word-excluded"]
    assert notes == ([told] if told else [])


def test_a_quoted_side_is_a_phrase_and_words_need_only_stand_together() -> None:
    (need,) = plan(understood('"nhà ở xã hội" OR chung cư')).required
    assert [(clause.kind, clause.tokens) for clause in need.any_of] == [
        ("phrase", ("nhà", "ở", "xã", "hội")),
        ("all", ("chung", "cư")),
    ]


def test_one_of_two_numbers_will_do() -> None:
    found = understood("15/2020/NĐ-CP OR 38/2022/NĐ-CP")
    assert len(found.numbers) == 2
    assert found.numbers_are == "alternatives"
    assert not found.notes
    (need,) = plan(found).required
    assert len(need.any_of) == 2


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ('"giấy phép" gần "thu hồi"', 10),
        ('"giay phep" gan "thu hoi"', 10),
        ('"giấy phép" gần/5 "thu hồi"', 5),
        ('"giấy phép" gần 3 "thu hồi"', 3),
        ('"giấy phép" ~5 "thu hồi"', 5),
        ('"giấy phép" GẦN/99 "thu hồi"', 50),
    ],
)
def test_near_phrases(text: str, distance: int) -> None:
    (near,) = understood(text).nears
    assert (len(near.left), len(near.right), near.distance) == (2, 2, distance)
    (need,) = plan(understood(text)).required
    (clause,) = need.any_of
    assert (clause.kind, clause.split, clause.slop, len(clause.tokens)) == ("near", 2, distance, 4)


def test_near_without_phrases_is_a_word() -> None:
    assert words(understood("nhà gần đường")) == "nhà gần đường"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("lương AND hưu", "lương hưu"),
        ('"lương tối thiểu" AND vùng', "vùng"),
        ("thuế and phí", "thuế and phí"),
        ("AND thuế", "and thuế"),
        ("thuế AND", "thuế and"),
    ],
)
def test_and_joins_what_is_joined_anyhow(text: str, rest: str) -> None:
    found = understood(text)
    assert words(found) == rest
    assert not found.notes


def test_and_within_a_phrase_is_a_word() -> None:
    (phrase,) = understood('"research AND development"').phrases
    assert said(phrase) == "research and development"


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ('mất "sổ đỏ"', "mất sổ đỏ"),
        ("mất “sổ đỏ”, «làm lại»", "mất sổ đỏ , làm lại"),
        ('"sổ đỏ" -"đất nông nghiệp"', 'sổ đỏ -"đất nông nghiệp"'),
        ('"sổ đỏ" NOT "đất nông nghiệp"', 'sổ đỏ NOT "đất nông nghiệp"'),
        ('tên: "đất đai" "sổ đỏ"', 'tên: "đất đai" sổ đỏ'),
        ("sổ đỏ", "sổ đỏ"),
    ],
)
def test_without_quotes_an_exclusion_and_a_field_keep_theirs(text: str, loose: str) -> None:
    assert unquoted(text) == loose
    assert [understood(loose).excluded, understood(loose).titles] == [
        understood(text).excluded,
        understood(text).titles,
    ]
