"""Handbook domain.md 3.2: dates in words; a wrong one is worse than none."""

import datetime as dt

import pytest

from ingest.structure.dates import as_date, dateline_date, find_date, is_dateline


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("ngày 12 tháng 6 năm 2022", dt.date(2022, 6, 12)),
        ("có hiệu lực từ ngày 01/7/2025, trừ", dt.date(2025, 7, 1)),
        ("ngày 5-3-2024 và ngày 6 tháng 3 năm 2024", dt.date(2024, 3, 5)),
        ("ngày 31 tháng 02 năm 2022, sửa ngày 1/3/2022", dt.date(2022, 3, 1)),
        ("số 24/7/2020/NĐ", None),
        ("ngày 5/3-2024", None),
        ("ngày … tháng 6 năm 2022", None),
        ("tháng 6 năm 2022", None),
        ("", None),
    ],
)
def test_find_date(text: str, date: dt.date | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Hà Nội, ngày 12 tháng 6 năm 2022", dt.date(2022, 6, 12)),
        ("TP. Hồ Chí Minh, ngày 03 tháng 02 năm 2020", dt.date(2020, 2, 3)),
        ("Bà Rịa - Vũng Tàu, ngày 1 tháng 1 năm 2021", dt.date(2021, 1, 1)),
        ("Hà Nội, ngày      tháng 6 năm 2022", None),
        ("Hà Nội, ngày … tháng … năm 2022", None),
        ("Hà Nội, ngày 31 tháng 6 năm 2022", None),
    ],
)
def test_datelines(line: str, date: dt.date | None) -> None:
    assert is_dateline(line)
    assert dateline_date(line) == date


@pytest.mark.parametrize("line", ["ngày 12 tháng 6 năm 2022 của Chính phủ", "Hà Nội", "CHÍNH PHỦ"])
def test_other_lines_are_no_dateline(line: str) -> None:
    assert not is_dateline(line)
    assert dateline_date(line) is None


def test_as_date() -> None:
    assert as_date("2022", "6", "12") == dt.date(2022, 6, 12)
    assert as_date("2022", "13", "12") is None
    assert as_date("2022", "", "12") is None
