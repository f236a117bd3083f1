"""Handbook domain.md 3.3: the document's own number on its own line."""

import pytest

from ingest.structure.numbers import OwnNumber, own_number, tidy_number


def number(
    text: str, year: int | None, kind: str | None, codes: tuple[str, ...], *, complete: bool = True
) -> OwnNumber:
    return OwnNumber(text, year, kind, codes, complete)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Số: 15/2023/NĐ-CP", number("15/2023/NĐ-CP", 2023, "NĐ", ("CP",))),
        ("Số:01/2023/TT-BTC.", number("01/2023/TT-BTC", 2023, "TT", ("BTC",))),
        ("Số: 10/2022/TTLT-BTC-BCA", number("10/2022/TTLT-BTC-BCA", 2022, "TTLT", ("BTC", "BCA"))),
        ("Số: 85/2005/TTLT/BTC-BCA", number("85/2005/TTLT/BTC-BCA", 2005, "TTLT", ("BTC", "BCA"))),
        ("Luật số: 45/2019/QH14", number("45/2019/QH14", 2019, None, ("QH14",))),
        ("Nghị quyết số 43/2022/QH15", number("43/2022/QH15", 2022, None, ("QH15",))),
        ("Số: 15/2004/PL-UBTVQH11", number("15/2004/PL-UBTVQH11", 2004, "PL", ("UBTVQH11",))),
        ("Số: 125/TB-VPCP", number("125/TB-VPCP", None, "TB", ("VPCP",))),
        ("Số: 66.18/2026/NQ-CP", number("66.18/2026/NQ-CP", 2026, "NQ", ("CP",))),
        ("Số: 6050/2026/VBHN-NĐ-BTP", number("6050/2026/VBHN-NĐ-BTP", 2026, "VBHN", ("NĐ", "BTP"))),
        ("67/VBHN-VPQH", number("67/VBHN-VPQH", None, "VBHN", ("VPQH",))),
        ("Số: 41/2018/TT-BGD&ĐT", number("41/2018/TT-BGD&ĐT", 2018, "TT", ("BGD&ĐT",))),
        ("Số: 19-2016/NQ-CP", number("19-2016/NQ-CP", 2016, "NQ", ("CP",))),
        ("Số: 3954/UBND-VX", number("3954/UBND-VX", None, "UBND", ("VX",))),
        ("Số: 27/CP", number("27/CP", None, None, ("CP",))),
        ("Số: 115-TTg", number("115-TTg", None, None, ("TTg",))),
        ("Số: 41-LCT/HĐNN8", number("41-LCT/HĐNN8", None, "LCT", ("HĐNN8",))),
        ("Số: 01 /2018/TT-VPCP", number("01/2018/TT-VPCP", 2018, "TT", ("VPCP",))),
        ("Số: 5/2026/NQ- HĐND", number("5/2026/NQ-HĐND", 2026, "NQ", ("HĐND",))),
        ("Số: 05/2000/QĐ--BVHTT", number("05/2000/QĐ-BVHTT", 2000, "QĐ", ("BVHTT",))),
        ("Số:        /2025/TT-BTC", number("/2025/TT-BTC", None, "TT", ("BTC",), complete=False)),
        ("Số: …/…/TT-BTC", number("…/…/TT-BTC", None, "TT", ("BTC",), complete=False)),
        ("Số: /QĐ-UBND", number("/QĐ-UBND", None, "QĐ", ("UBND",), complete=False)),
    ],
)
def test_own_number(line: str, expected: OwnNumber) -> None:
    assert own_number(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Số: 15",
        "Số ngày làm việc/tháng",
        "Căn cứ Nghị định số 15/2020/NĐ-CP ngày 3 tháng 2 năm 2020;",
        "Số 15/2020/NĐ-CP ngày 3 tháng 2 năm 2020",
        "Số: 24/7/2020",
        "Hà Nội, ngày 12 tháng 6 năm 2022",
        "",
    ],
)
def test_other_lines_hold_no_number(line: str) -> None:
    assert own_number(line) is None


def test_tidy_number() -> None:
    assert tidy_number(" 12 /2020/QĐ–TTg; ") == "12/2020/QĐ-TTg"
