"""Marks put back by what follows what in everyday questions and in the collection."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.query.readings import all_together, read, readings, reread, restore, together, toneless
from search_api.query.syllables import fold, fold_in_place
from search_api.query.word_table import NO_WORDS, WordTable
from tests.search_api.query.test_word_table import TABLE, TEXTS, run
from tests.search_api.query.words_counted import counted

WORDS = ("thuê", "nhà", "thuế", "đất", "bán", "là", "gì", "zzz", "#", "5")


def restored(text: str, table: WordTable = TABLE) -> str:
    return " ".join(restore(run(text), table))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thue thu nhap ca nhan", "thuế thu nhập cá nhân"),
        ("hop dong thue nha o", "hợp đồng thuê nhà ở"),
        ("thuế thu nhap ca nhân", "thuế thu nhập cá nhân"),
        ("ban dat", "bán đất"),
        ("bang gia dat", "bảng giá đất"),
        ("van ban dat yeu cau", "văn bản đạt yêu cầu"),
        ("uy ban nhan dan", "ủy ban nhân dân"),
        ("dúng hay sai", "dúng hay sai"),
        ("phat bao nhieu", "phạt bao nhiêu"),
    ],
)
def test_marks_are_put_back_by_neighbours(typed: str, meant: str) -> None:
    assert restored(typed) == meant


def test_what_was_typed_with_its_tone_stays() -> None:
    assert restored("thuế nha") == "thuế nhà"
    assert restored("thuệ nha o").startswith("thuệ")


def test_how_sure_a_word_is_told_by_all_that_the_line_may_be() -> None:
    told, alone = read(run("bao hiem xa hoi"), TABLE), read(run("dat"), TABLE)
    assert all(reading.chance > 0.99 for reading in told)
    assert 0 < alone[0].chance < 0.99
    assert [reading.chance for reading in read(run("thuế đất"), TABLE)] == [1.0, 1.0]
    chances = [reading.chance for reading in read(run("ban dat " * 12), TABLE)]  # chances too small for a number
    assert all(0 < chance <= 1 + 1e-9 for chance in chances)


def test_a_complete_word_is_read_otherwise_only_where_that_is_so_much_likelier() -> None:
    typed = run("bán nha")
    assert [reading.word for reading in read(typed, TABLE)] == ["bán", "nhà"]
    assert [reading.word for reading in read(typed, TABLE, doubt=30.0)] == ["bán", "nha"]
    assert reread(typed, {1: ("nhà",)}, [0.0, 0.0], TABLE) == ("bán", "nhà")
    assert reread(typed, {1: ("nhà",)}, [0.0, 30.0], TABLE) == ("bán", "nha")


def test_what_people_say_is_read_where_the_law_never_says_it() -> None:
    for line in ("tôi muốn hỏi", "giấy phép lái xe", "mẹ tôi bị mất sổ đỏ thì làm sao"):
        assert restored(fold_in_place(line)) == line


def test_a_piece_of_a_line_is_not_read_as_a_beginning() -> None:
    assert restored("cong an xa") == "công an xã"
    assert restored("bi phat tien") == "bị phạt tiền"


def test_the_collection_outweighs_everyday_speech_where_it_says_much() -> None:
    often = counted([*TEXTS, "Quặng đồng và lò cao."] * 300)
    assert restored("quang dong va lo cao", often) == "quặng đồng và lò cao"


def test_a_vowel_mark_without_a_tone_keeps_its_vowel() -> None:
    assert restored("thuê thu nhap") in {"thuế thu nhập", "thuê thu nhập"}
    assert restored("bán đât") == "bán đất"
    assert restored("văn bản đat yêu cầu") == "văn bản đạt yêu cầu"
    assert restored("giá đat ở") == "giá đất ở"  # where đ is the only mark, the vowel is as open as without any
    assert restored("bán đât ở") == "bán đất ở"
    assert restored("người thuê tra đung hạn") == "người thuê trả đúng hạn"
    assert restored("ngươi thuê") == "người thuê"


def test_unknown_words_and_figures_stay() -> None:
    assert restored("xyzt 2024 15/2020/nđ-cp thue nha") == "xyzt 2024 15-2020-nđ-cp thuê nhà"


def test_without_a_table_nothing_is_restored() -> None:
    assert restored("thue nha", NO_WORDS) == "thue nha"


@pytest.mark.parametrize(("word", "bare"), [("thuế", "thuê"), ("đất", "đât"), ("được", "đươc"), ("nhà", "nha")])
def test_toneless(word: str, bare: str) -> None:
    assert toneless(word) == bare


@given(st.text(max_size=120))
def test_any_text_is_restored_to_as_many_syllables_of_the_same_letters(text: str) -> None:
    typed = run(text)
    found = restore(typed, TABLE)
    assert [fold(form) for form in found] == [term.folded for term in typed]


def test_a_word_may_be_any_of_its_letters_that_law_or_people_write() -> None:
    (bare, toned) = run("muon mượn")
    assert {"muốn", "mượn"} <= set(readings(bare, TABLE))
    assert readings(toned, TABLE) == ("mượn",)


def test_words_stand_together_in_the_collection_and_in_questions() -> None:
    assert together("thuê", "nhà", TABLE) > TABLE.pair_count("thuê", "nhà") > 0
    assert together("zzz", "nhà", TABLE) == 0


@given(st.lists(st.sampled_from(WORDS)), st.lists(st.sampled_from(WORDS)))
def test_many_words_stand_together_as_often_as_each_two(lefts: list[str], rights: list[str]) -> None:
    each_two = sum(together(left, right, TABLE) for left in lefts for right in rights)
    assert all_together(lefts, rights, TABLE) == each_two


@pytest.mark.parametrize(
    "line", ["điều 9 luật bảo hiểm y tế", "điều 10 khoản 3", "mục 2 chương 3", "phần 1 bộ luật dân sự", "điều 5 của"]
)
def test_words_before_a_figure_are_read_as_such(line: str) -> None:
    assert restored(fold_in_place(line)) == line
