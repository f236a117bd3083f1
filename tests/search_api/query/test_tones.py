"""Marks put back by the words and pairs of a collection."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.query.syllables import fold, syllables
from search_api.query.terms import Term, term_of
from search_api.query.tones import NO_WORDS, WordCounter, WordTable, completions, counted, restore, toneless

TEXTS = (
    "Thuế thu nhập cá nhân tính trên thu nhập chịu thuế của cá nhân cư trú.",
    "Hợp đồng thuê nhà ở. Người thuê nhà trả tiền thuê đúng hạn.",
    "Người bán đất nộp lệ phí trước bạ. Văn bản đạt yêu cầu.",
    "Ủy ban nhân dân tỉnh ban hành bảng giá đất ở tại đô thị.",
)
TABLE = counted(TEXTS * 20)


def run(text: str) -> tuple[Term, ...]:
    return tuple(term_of(text, syllable) for syllable in syllables(text))


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


def test_counting_goes_on() -> None:
    first = counted(TEXTS[:1])
    both = counted(TEXTS[1:2], first)
    assert both.count("thuế") == first.count("thuế")
    assert both.count("thuê") == first.count("thuê") + 3
    assert list(both.pairs) == sorted(both.pairs)


def test_only_the_most_frequent_pairs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.query.tones.MOST_PAIRS", 5)
    kept = counted(TEXTS * 3)
    assert len(kept.pairs) == len(kept.pair_counts) == 5
    assert np.all(np.diff(kept.pairs) > 0)


def test_pairs_do_not_reach_over_figures() -> None:
    table = counted(["nhà 12 thuế"])
    left, right = table.places["nhà"], table.places["thuế"]
    assert left << 32 | right not in set(table.pairs.tolist())


@pytest.mark.parametrize(
    ("begun", "first"), [("thu", "thuê"), ("thuê", None), ("da", "đất"), ("đấ", "đất"), ("zz", None)]
)
def test_words_that_a_beginning_may_become(begun: str, first: str | None) -> None:
    assert next(completions(begun, TABLE, 5), None) == first


@pytest.mark.parametrize(("word", "bare"), [("thuế", "thuê"), ("đất", "đât"), ("được", "đươc"), ("nhà", "nha")])
def test_toneless(word: str, bare: str) -> None:
    assert toneless(word) == bare


@given(st.text(max_size=120))
def test_any_text_is_restored_to_as_many_syllables_of_the_same_letters(text: str) -> None:
    typed = run(text)
    found = restore(typed, TABLE)
    assert [fold(form) for form in found] == [term.folded for term in typed]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_texts_are_counted(texts: list[str]) -> None:
    counter = WordCounter()
    for text in texts:
        counter.add(text)
    table = counter.table()
    assert len(table.words) == len(table.counts)
    assert len(table.pairs) == len(table.pair_counts)
