"""The words and pairs of a collection, counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.query.syllables import syllables
from search_api.query.terms import Term, term_of
from search_api.query.word_table import WordCounter, completions
from tests.search_api.query.words_counted import counted

TEXTS = (
    "Thuế thu nhập cá nhân tính trên thu nhập chịu thuế của cá nhân cư trú.",
    "Hợp đồng thuê nhà ở. Người thuê nhà trả tiền thuê đúng hạn.",
    "Người bán đất nộp lệ phí trước bạ. Văn bản đạt yêu cầu.",
    "Ủy ban nhân dân tỉnh ban hành bảng giá đất ở tại đô thị.",
)
TABLE = counted(TEXTS * 20)


def run(text: str) -> tuple[Term, ...]:
    return tuple(term_of(text, syllable) for syllable in syllables(text))


def test_counting_goes_on() -> None:
    first = counted(TEXTS[:1])
    both = counted(TEXTS[1:2], first)
    assert both.count("thuế") == first.count("thuế")
    assert both.count("thuê") == first.count("thuê") + 3
    assert list(both.pairs) == sorted(both.pairs)


def test_only_the_most_frequent_pairs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.query.word_table.MOST_PAIRS", 5)
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


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_texts_are_counted(texts: list[str]) -> None:
    counter = WordCounter()
    for text in texts:
        counter.add(text)
    table = counter.table()
    assert len(table.words) == len(table.counts)
    assert len(table.pairs) == len(table.pair_counts)
