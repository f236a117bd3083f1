import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.dates import DATE, parse_count, parse_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("01 tháng 7 năm 2023", dt.date(2023, 7, 1)),
        ("1 tháng 07 năm 2023", dt.date(2023, 7, 1)),
        ("01/7/2023", dt.date(2023, 7, 1)),
        ("1-7-2023", dt.date(2023, 7, 1)),
        ("01.07.2023", dt.date(2023, 7, 1)),
        ("31/12 năm 2020", dt.date(2020, 12, 31)),
        ("31/02/2020", None),
        ("12/13/2020", None),
        ("hôm nay", None),
    ],
)
def test_printed_dates(text: str, date: dt.date | None) -> None:
    assert parse_date(text) == date
    assert not date or re.fullmatch(DATE, text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("45", 45),
        ("10 (mười)", 10),
        ("mười", 10),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("ba mươi", 30),
        ("bốn mươi lăm", 45),
        ("Sáu mươi", 60),
        ("chín mươi", 90),
        ("bảy", 7),
        ("", None),
        ("nhiều", None),
        ("hai mươi mấy", None),
        ("mười lăm sáu", None),
    ],
)
def test_counts_in_figures_and_words(text: str, count: int | None) -> None:
    assert parse_count(text) == count


@given(st.text())
def test_parsing_is_total(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), dt.date)
    count = parse_count(text)
    assert count is None or count >= 0
