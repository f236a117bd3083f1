"""Clauses that close an act are told by their headings and beginnings, unless they are asked for."""

import datetime as dt

from search_api.ranking.closing import closing
from search_api.ranking.features import FEATURES, features
from search_api.ranking.places import line_of
from tests.search_api.ranking.made import asked, row

TODAY = dt.date(2026, 1, 1)
CLOSING = row(
    "Nghị định quy định mức lương tối thiểu vùng", "Điều 7 Hiệu lực thi hành", "Nghị định số 90 hết hiệu lực."
)
BARE = row("Nghị định quy định mức lương", "Điều 7", "1. Nghị định này có hiệu lực kể từ ngày 01 tháng 7 năm 2024.")
WAGES = row("Nghị định quy định mức lương tối thiểu vùng", "Điều 3 Mức lương tối thiểu", "Mức lương tối thiểu tháng.")
LATER = row("Luật Thi hành án dân sự", "Điều 2 Bản án", f"Bản án. {'Phần nội dung. ' * 20} Bãi bỏ. Hiệu lực thi hành.")


def test_headings_and_beginnings_tell() -> None:
    assert closing(line_of([WAGES, CLOSING, LATER, BARE])).tolist() == [0, 1, 0, 1]


def test_a_row_without_words_closes_nothing() -> None:
    assert closing(line_of([row("", "", ""), CLOSING])).tolist() == [0, 1]


def test_they_do_not_count_where_they_are_asked_for() -> None:
    for text, told in (("lương tối thiểu vùng", 1), ("lương tối thiểu vùng có hiệu lực từ ngày nào", 0)):
        found = features(asked(text), [WAGES, CLOSING], [1.0, 1.0], TODAY)
        assert found[:, FEATURES.index("closing")].tolist() == [0, told]
