"""The model over the features: what answers comes first, and parts add up to scores."""

import datetime as dt

import pytest

from search_api.ranking.features import FEATURES
from search_api.ranking.likeness import VALUES, likeness, rules
from search_api.ranking.second_stage import SECOND_STAGE, model, value
from search_api.ranking.signals import Standing
from tests.search_api.ranking.made import asked, row

TODAY = dt.date(2026, 1, 1)
ANSWER = row("Luật Cư trú", "Điều 3 Quyền tự do cư trú", "Công dân có quyền tự do cư trú theo quy định.")
OTHER = row("Luật Đất đai", "Điều 3 Người sử dụng đất", "Công dân có quyền sử dụng đất. Cư dân. Lưu trú tự túc.")


def test_what_answers_stands_above_what_only_shares_words() -> None:
    scores = value(asked("công dân có quyền tự do cư trú không"), [OTHER, ANSWER], [9.0, 8.0], TODAY).scores
    assert scores[1] > scores[0] >= 9.0


def test_parts_add_up_to_the_score() -> None:
    valued = value(asked("quyền tự do cư trú"), [OTHER, ANSWER], [9.0, 8.0], TODAY)
    for place, score in enumerate(valued.scores):
        told = valued.contributions(place)
        assert {each.field for each in told} == {SECOND_STAGE}
        assert sum(each.value for each in told) == pytest.approx(score)


def test_an_act_asked_by_its_whole_title_stands_above_all_that_speak_of_it() -> None:
    about = row("Nghị định về Luật Cư trú", "Luật Cư trú", "Luật Cư trú. Luật Cư trú quy định chi tiết Luật Cư trú.")
    scores = value(asked("luật cư trú"), [about, row("Luật Cư trú", "", "Quyền.")], [9.0, 1.0], TODAY).scores
    assert scores[1] > scores[0]


def test_of_two_alike_the_law_in_force_stands_first() -> None:
    gone = Standing(2, 0.0, dt.date(2000, 1, 1), dt.date(2010, 1, 1))
    rows = [row("Luật", "Cư trú", "x", gone), row("Luật", "Cư trú", "x", Standing(2, 0.0, dt.date(2020, 1, 1)))]
    scores = value(asked("cư trú"), rows, [1.0, 1.0], TODAY).scores
    assert scores[1] > scores[0]


def test_every_feature_has_a_weight() -> None:
    assert set(model().weights) == set(FEATURES)
    assert set(rules().values) == set(VALUES)


def test_an_article_is_like_one_whose_heading_it_names() -> None:
    article = likeness("Hồ sơ", "Việc cấp lại theo quy định về quyền tự do cư trú của công dân tại huyện.")
    scores = value(article, [OTHER, ANSWER], [5.0, 5.0], TODAY).scores
    assert scores[1] > scores[0]
