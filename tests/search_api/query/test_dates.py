import datetime as dt

import pytest

from search_api.query.analyse import analyse
from search_api.query.request import Filters, SearchQuery
from search_api.query.syllables import fold_in_place


def filters(text: str) -> Filters:
    return analyse(SearchQuery(text)).filters


@pytest.mark.parametrize(
    "text",
    ["Luật Đầu tư năm 2020", "luật đầu tư 2020", "kỳ họp thứ sáu năm 2023", "bản án số tư năm 2020"],
)
@pytest.mark.parametrize("bare", [False, True])
def test_words_that_end_as_from_and_after_do_open_no_range(text: str, bare: bool) -> None:  # noqa: FBT001 - a parameter
    found = filters(fold_in_place(text) if bare else text)
    assert found.issued_from is None or found.issued_to is not None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("thuế tháng tư năm 2021", dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
        ("vốn đầu tư năm 2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("nhà đầu tư quý I/2026", dt.date(2026, 1, 1), dt.date(2026, 3, 31)),
        ("thuế từ năm 2020", dt.date(2020, 1, 1), None),
        ("thue tu nam 2020", dt.date(2020, 1, 1), None),
        ("đầu tư từ năm 2020", dt.date(2020, 1, 1), None),
        ("thuế sau năm 2020", dt.date(2021, 1, 1), None),
        ("thuế kể từ năm 2020", dt.date(2020, 1, 1), None),
        ("thuế giữa 2020 và 2022", dt.date(2020, 1, 1), dt.date(2022, 12, 31)),
        ("2022-2020", dt.date(2020, 1, 1), dt.date(2022, 12, 31)),
    ],
)
def test_from_after_and_between_are_read(text: str, first: dt.date, last: dt.date | None) -> None:
    assert (filters(text).issued_from, filters(text).issued_to) == (first, last)


@pytest.mark.parametrize("text", ["31/02/2020", "từ 31/02/2020", "trước ngày 30/2/2020", "sau tháng 13/2020 thuế"])
def test_a_day_that_does_not_exist_is_told_once(text: str) -> None:
    assert [note.code for note in analyse(SearchQuery(text)).notes] == ["impossible-date"]


@pytest.mark.parametrize("text", ["điều 5 - 2020", "khoản 7/2020 đất", "mục 5-2020 thuế", "mẫu số 5/2020 thuế"])
def test_the_figure_of_a_part_is_no_month(text: str) -> None:
    assert analyse(SearchQuery(text)).filters == Filters()
