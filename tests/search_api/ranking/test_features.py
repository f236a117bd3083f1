"""What rows say of a question."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_api.query.analyse import analyse
from search_api.query.question import question
from search_api.query.request import SearchQuery
from search_api.ranking.features import FEATURES, features
from search_api.ranking.signals import Standing
from tests.search_api.ranking.made import asked, row

TODAY = dt.date(2026, 1, 1)
DAY = 366


def told(text: str, rows: list[bytes], name: str) -> list[float]:
    found = features(asked(text), rows, [1.0] * len(rows), TODAY)
    return [float(value) for value in found[:, FEATURES.index(name)]]


def test_words_count_by_their_rarity_and_words_that_ask_do_not() -> None:
    rows = [row("Luật", "", "đất trồng lúa của ai"), row("Luật", "", "của đất"), row("Luật", "", "bao nhiêu")]
    whole, part, none = told("đất trồng lúa bao nhiêu", rows, "words")
    assert whole == 1
    assert 0 < part < 1 / 3
    assert none == 0


def test_neighbours_in_order_and_near() -> None:
    rows = [row("", "", "thuế thu nhập"), row("", "", "thuế suất thu của nhập"), row("", "", "nhập thu thuế")]
    assert told("thuế thu nhập", rows, "pairs") == [1, 0, 0]
    assert told("thuế thu nhập", rows, "triples") == [1, 0, 0]
    assert told("thuế thu nhập", rows, "near_pairs") == [1, 1, 0]


def test_a_row_with_all_that_was_copied_from_it_is_told_from_one_that_lacks_a_pair() -> None:
    rows = [row("", "", "nộp thuế thu nhập cá nhân"), row("", "", "thuế thu nhập của cá nhân"), row("", "", "thuế")]
    assert told("thuế thu nhập cá nhân", rows, "whole") == [1, 0, 0]
    assert told("thuế", rows, "whole") == [0, 0, 0]


def test_rows_are_not_neighbours_of_each_other() -> None:
    assert told("thuế thu nhập", [row("", "", "thuế"), row("", "", "thu nhập")], "near_pairs")[0] == 0


def test_a_tone_that_was_typed_must_stand_and_one_that_was_not_need_not() -> None:
    rows = [row("", "", "tiền thuê đất"), row("", "", "tiền thuế đất")]
    assert told("tiền thuê đất", rows, "words")[1] < 1
    assert told("tien thue dat", rows, "words") == [1, 1]


def test_words_that_differ_by_marks_alone_are_told_apart() -> None:
    rows = [row("", "", "thuế"), row("", "", "thuê"), row("", "", "thuế thuê")]
    first, second, both = told("thuế thuê", rows, "words")
    assert both == 1
    assert first + second == 1


def test_how_much_of_a_heading_is_asked_for() -> None:
    rows = [row("", "Đất chuyên trồng lúa nước", "x"), row("", "Đất chuyên trồng lúa nước và đất rừng phòng hộ", "x")]
    exact, wider = told("đất chuyên trồng lúa nước", rows, "heading_asked")
    assert exact == pytest.approx(1, abs=1e-3)
    assert wider < exact
    assert told("đất chuyên trồng lúa nước", rows, "heading")[0] > told("đất chuyên trồng lúa nước", rows, "heading")[1]


def test_a_heading_of_one_or_two_words_is_never_wholly_asked_for() -> None:
    rows = [row("", "Đất", "x"), row("", "Đất lúa", "x"), row("", "Đất trồng lúa", "x")]
    found = told("đất trồng lúa", rows, "heading_asked")
    assert found == sorted(found)
    assert 0 < found[0] < found[-1] < 1


def test_definitions_answer_what_a_word_means() -> None:
    rows = [row("Luật", "Giải thích từ ngữ", "Cư trú là …"), row("Luật", "Phạm vi", "Cư trú")]
    assert told("cư trú là gì", rows, "defines") == [1, 0]
    assert told("quyền cư trú", rows, "defines") == [0, 0]


def test_the_act_its_whole_title_and_the_article_are_told() -> None:
    rows = [row("Luật Cư trú", "Điều 5 Quyền", "x"), row("Luật Đất đai", "Điều 5 Quyền", "x")]
    assert told("theo Luật Cư trú thì ai có quyền", rows, "act") == [1, 0]
    assert told("luat cu tru 2020", rows, "title") == [1, 0]
    assert told("điều 5 luật cư trú", rows, "article") == [1, 1]
    assert told("điều 6 luật cư trú", rows, "article") == [0, 0]


def test_standing_is_neutral_where_nothing_is_known() -> None:
    known = Standing(2, 0.5, TODAY - dt.timedelta(days=10 * DAY), TODAY)
    rows = [row("Luật", "", "lúa", known), row("Luật", "", "lúa")]
    assert told("lúa", rows, "expired") == [1, 0]
    assert told("lúa", rows, "authority") == [0.5, 0]
    rank, age = told("lúa", rows, "rank"), told("lúa", rows, "age")
    assert rank[0] > rank[1] == 0
    assert 0.4 < age[0] < 0.6
    assert age[1] == 0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.lists(st.tuples(st.text(max_size=30), st.text(max_size=80)), min_size=1, max_size=4))
def test_whatever_is_asked_of_whatever_rows_features_are_finite(text: str, texts: list[tuple[str, str]]) -> None:
    found = question(analyse(SearchQuery(text)))
    if found is not None:
        told = features(found, [row("", *each) for each in texts], [0.0] * len(texts), TODAY)
        assert told.shape == (len(texts), len(FEATURES))
        assert np.isfinite(told).all()
