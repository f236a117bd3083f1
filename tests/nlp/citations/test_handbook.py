"""The 34 examples of handbook domain.md 9.4, each as the product cites it: document, name, provisions."""

import datetime as dt

import pytest

from tests.nlp.citations.test_find import cite
from tests.nlp.documents import article, clause

Row = tuple[str | None, str | None, tuple[str, ...]]
"""Document (its number, 'this' or None), its printed name, the provisions."""


def points(letters: str, above: str) -> tuple[str, ...]:
    return tuple(f"{above} điểm {letter}" for letter in letters)


EXAMPLES: list[tuple[int, str, list[Row]]] = [
    (
        1,
        "điểm a khoản 2 Điều 12 Nghị định số 15/2020/NĐ-CP ngày 03 tháng 02 năm 2020 của Chính phủ",
        [("15/2020/NĐ-CP", None, ("Điều 12 khoản 2 điểm a",))],
    ),
    (2, "các khoản 1, 2 và 3 Điều 5", [("this", None, ("Điều 5 khoản 1", "Điều 5 khoản 2", "Điều 5 khoản 3"))]),
    (3, "Điều 3 của Luật này", [("this", None, ("Điều 3",))]),
    (4, "Luật Đất đai năm 2013", [(None, "Luật Đất đai", ())]),
    (
        5,
        "Thông tư liên tịch số 10/2022/TTLT-BTC-BCA ngày 01 tháng 3 năm 2022 của Bộ Tài chính và Bộ Công an",
        [("10/2022/TTLT-BTC-BCA", None, ())],
    ),
    (6, "từ Điều 5 đến Điều 9", [("this", None, tuple(f"Điều {n}" for n in range(5, 10)))]),
    (
        7,
        "từ khoản 2 đến khoản 5 Điều 7 Thông tư số 78/2021/TT-BTC",
        [("78/2021/TT-BTC", None, tuple(f"Điều 7 khoản {n}" for n in range(2, 6)))],
    ),
    (8, "điểm đ, điểm e khoản 1 Điều 8", [("this", None, points("đe", "Điều 8 khoản 1"))]),
    (
        9,
        "các điểm a, b, c và d khoản 1, khoản 3 Điều 20 Luật số 45/2019/QH14",
        [("45/2019/QH14", None, (*points("abcd", "Điều 20 khoản 1"), "Điều 20 khoản 3"))],
    ),
    (10, "Bộ luật Lao động số 45/2019/QH14", [("45/2019/QH14", "Bộ luật Lao động", ())]),
    (11, "Bộ luật Dân sự năm 2015", [(None, "Bộ luật Dân sự", ())]),
    (12, "Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015", [(None, "Luật Tổ chức Chính phủ", ())]),
    (13, "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;", [("63/2025/QH15", "Luật Tổ chức Chính phủ", ())]),
    (
        14,
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;",
        [("72/2025/QH15", "Luật Tổ chức chính quyền địa phương", ())],
    ),
    (
        15,
        "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công số 58/2024/QH15",
        [("58/2024/QH15", "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công", ())],
    ),
    (
        16,
        "Nghị quyết số 43/2022/QH15 ngày 11 tháng 01 năm 2022 của Quốc hội",
        [("43/2022/QH15", None, ())],
    ),
    (17, "Nghị quyết số 66.18/2026/NQ-CP", [("66.18/2026/NQ-CP", None, ())]),
    (18, "Quyết định 1234/QĐ-TTg ngày 05/10/2023 của Thủ tướng Chính phủ", [("1234/QĐ-TTg", None, ())]),
    (19, "Văn bản hợp nhất số 67/VBHN-VPQH", [("67/VBHN-VPQH", None, ())]),
    (
        20,
        "Phụ lục I ban hành kèm theo Nghị định số 08/2022/NĐ-CP",
        [("08/2022/NĐ-CP", None, ("Phụ lục I",))],
    ),
    (
        21,
        (
            "Điều 1, Điều 2 và Điều 3 Quyết định số 12/2023/QĐ-UBND ngày 02 tháng 3 năm 2023 của "
            "Ủy ban nhân dân tỉnh Sơn La"
        ),
        [("12/2023/QĐ-UBND", None, ("Điều 1", "Điều 2", "Điều 3"))],
    ),
    (
        22,
        "Công điện số 09/CĐ-TTg ngày 10 tháng 01 năm 2024 của Thủ tướng Chính phủ",
        [("09/CĐ-TTg", None, ())],
    ),
    (
        23,
        "Thông báo số 125/TB-VPCP ngày 26 tháng 5 năm 2021 của Văn phòng Chính phủ",
        [("125/TB-VPCP", None, ())],
    ),
    (
        24,
        "Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14",
        [("02/2020/UBTVQH14", "Pháp lệnh Ưu đãi người có công với cách mạng", ())],
    ),
    (25, "đoạn 2 khoản 1 Điều 4", [("this", None, ("Điều 4 khoản 1 đoạn 2",))]),
    (26, "khoản 1 Điều này", [("this", None, ("Điều 33 khoản 1",))]),
    (
        27,
        "Điều 9a (được bổ sung theo khoản 3 Điều 1 Nghị định số 123/2021/NĐ-CP)",
        [("this", None, ("Điều 9a",)), ("123/2021/NĐ-CP", None, ("Điều 1 khoản 3",))],
    ),
    (
        28,
        (
            "Nghị định số 34/2016/NĐ-CP (được sửa đổi, bổ sung một số điều theo Nghị định số 154/2020/NĐ-CP và "
            "Nghị định số 59/2024/NĐ-CP)"
        ),
        [(f"{number}/NĐ-CP", None, ()) for number in ("34/2016", "154/2020", "59/2024")],
    ),
    (29, "Quy chế ban hành kèm theo Quyết định số 05/2000/QĐ-BVHTT", [("05/2000/QĐ-BVHTT", None, ())]),
    (
        30,
        (
            "Thông tư số 41/2018/TT-BGD&ĐT; Thông tư liên tịch số 85/2005/TTLT/BTC-BCA; Nghị định số 27/CP; "
            "Chỉ thị số 115-TTg"
        ),
        [(n, None, ()) for n in ("41/2018/TT-BGD&ĐT", "85/2005/TTLT/BTC-BCA", "27/CP", "115-TTg")],
    ),
    (31, "Điều 5 Hiến pháp năm 2013", [(None, "Hiến pháp", ("Điều 5",))]),
    (
        32,
        "Điều 15 và Điều 16 Mục 1 Chương II Luật Các tổ chức tín dụng năm 2024",
        [(None, "Luật Các tổ chức tín dụng", ("Điều 15", "Điều 16"))],
    ),
    (
        33,
        "Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị",
        [("57-NQ/TW", None, ())],
    ),
    (34, "Nghị định 15 năm 2020", [("15/2020", None, ())]),
]


@pytest.mark.parametrize(
    ("text", "rows"), [(text, rows) for _, text, rows in EXAMPLES], ids=lambda value: str(value)[:40]
)
def test_an_example_is_cited_as_the_handbook_says(text: str, rows: list[Row]) -> None:
    found = cite(article("33", "", clause("7", f"Thực hiện theo {text} và quy định khác")), number="9/2031/NĐ-CP")
    assert [(c.document, c.document_name, c.provisions) for c in found] == rows
    assert not any(c.ambiguous or c.inherited for c in found)


def test_all_examples_are_there() -> None:
    assert [number for number, _, _ in EXAMPLES] == list(range(1, 35))


@pytest.mark.parametrize(
    ("text", "year", "date"),
    [
        ("Luật Đất đai năm 2013", 2013, None),
        ("Hiến pháp năm 2013", 2013, None),
        ("Nghị định 15 năm 2020", 2020, None),
        ("Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015", 2015, dt.date(2015, 6, 19)),
        ("Quyết định 1234/QĐ-TTg ngày 05/10/2023 của Thủ tướng Chính phủ", 2023, dt.date(2023, 10, 5)),
    ],
)
def test_years_and_dates_go_with_them(text: str, year: int, date: dt.date | None) -> None:
    (found,) = cite(article("33", f"Theo {text}."), number="9/2031/NĐ-CP")
    assert (found.year, found.date) == (year, date)
