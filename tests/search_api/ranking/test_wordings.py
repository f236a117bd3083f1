"""What the law writes for everyday words counts where these are missing, and nowhere else."""

import datetime as dt
from dataclasses import replace

import pytest

from search_api.query.question import Meant
from search_api.ranking.features import FEATURES, features
from search_api.ranking.second_stage import value
from tests.search_api.ranking.made import asked, row

TODAY = dt.date(2026, 1, 1)
LAW = row("Luật Giao thông", "Điều 60 Giấy phép lái xe", "Giấy phép lái xe bị thu hồi.")
PART = row("Luật Giao thông", "Điều 61 Xe", "Giấy phép của người khác.")
PLAIN = row("Luật Giao thông", "Điều 60 Bằng lái", "Bằng lái bị thu hồi.")
OTHER = row("Luật Cư trú", "Điều 3 Quyền", "Bị thu hồi.")


def told(text: str, rows: list[bytes], name: str) -> list[float]:
    return [float(v) for v in features(asked(text), rows, [1.0] * len(rows), TODAY)[:, FEATURES.index(name)]]


def test_a_row_gains_what_it_holds_of_the_phrase_and_lacks_of_the_words() -> None:
    whole, part, plain, none = told("bằng lái bị thu hồi", [LAW, PART, PLAIN, OTHER], "meant")
    assert whole > part > 0
    assert plain == none == 0
    assert whole < 1


def test_a_heading_gains_by_itself() -> None:
    assert told("bằng lái bị thu hồi", [LAW, PLAIN, OTHER], "meant_heading")[0] > 0
    in_text = row("Luật", "Điều 1 Quyền", "Giấy phép lái xe")
    assert told("bằng lái", [in_text], "meant_heading") == [0]
    assert told("bằng lái", [in_text], "meant") == [pytest.approx(1)]


def test_how_much_of_the_heading_it_is() -> None:
    exact, wider = (
        row("", "Giấy phép lái xe", "x"),
        row("", "Giấy phép lái xe và đăng ký phương tiện thủy nội địa", "x"),
    )
    first, second = told("bằng lái", [exact, wider], "meant_asked")
    assert first > 0.5  # a short heading is never wholly asked for
    assert 0 < second < first


def test_without_marks_too() -> None:
    rows = [LAW, row("Luật", "Điều 1 Bảo hiểm xã hội", "Mức nộp bảo hiểm xã hội")]
    for place, text in enumerate(("bang lai xe bi thu hoi", "muc nop BHXH")):
        gained = features(asked(text), rows, [1.0, 1.0], TODAY)[:, FEATURES.index("meant")]
        assert gained[place] > 0
        assert gained[1 - place] < gained[place]


def test_a_question_that_means_nothing_else_gains_nothing() -> None:
    assert told("thu hồi giấy phép", [LAW, OTHER], "meant") == [0, 0]


def test_the_typed_words_stand_above_what_may_stand_for_them() -> None:
    scores = value(asked("bằng lái"), [LAW, PLAIN], [5.0, 5.0], TODAY).scores
    assert scores[1] > scores[0]


def test_what_words_mean_that_only_ask_counts_nothing() -> None:
    question = replace(asked("thu hồi giấy phép"), meant=(Meant(("có", "phép"), (("bị", "lái", "xe"),)),))
    assert features(question, [LAW, OTHER], [1.0, 1.0], TODAY)[:, FEATURES.index("meant")].tolist() == [0, 0]
