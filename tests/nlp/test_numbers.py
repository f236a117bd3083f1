"""The so_hieu grammar on every example of handbook domain.md 3.3, its traps and its query forms."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp import numbers
from nlp.numbers import find, find_in_query, index_keys, issuers_of_number, normal_key, type_of_number

NUMBERS = [
    # number, key, type, issuers
    ("15/2020/NĐ-CP", "15/2020/ND/CP", "Nghị định", ("Chính phủ",)),
    ("01/2023/TT-BTC", "1/2023/TT/BTC", "Thông tư", ("Bộ Tài chính",)),
    ("10/2022/TTLT-BTC-BCA", "10/2022/TTLT/BTC/BCA", "Thông tư liên tịch", ("Bộ Tài chính", "Bộ Công an")),
    (
        "02/2019/TTLT-TANDTC-VKSNDTC-BCA-BQP",
        "2/2019/TTLT/TANDTC/VKSNDTC/BCA/BQP",
        "Thông tư liên tịch",
        ("Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao", "Bộ Công an", "Bộ Quốc phòng"),
    ),
    ("45/2019/QH14", "45/2019/QH14", None, ("Quốc hội",)),
    ("11/2016/UBTVQH13", "11/2016/UBTVQH13", None, ("Ủy ban Thường vụ Quốc hội",)),
    ("1686/NQ-UBTVQH15", "1686/NQ/UBTVQH15", "Nghị quyết", ("Ủy ban Thường vụ Quốc hội",)),
    ("15/2004/PL-UBTVQH11", "15/2004/PL/UBTVQH11", "Pháp lệnh", ("Ủy ban Thường vụ Quốc hội",)),
    ("21/2015/L-CTN", "21/2015/L/CTN", "Lệnh", ("Chủ tịch nước",)),
    ("125/TB-VPCP", "125/TB/VPCP", "Thông báo", ("Văn phòng Chính phủ",)),
    ("56/CT-TTg", "56/CT/TTG", "Chỉ thị", ("Thủ tướng Chính phủ",)),
    ("09/CĐ-TTg", "9/CD/TTG", "Công điện", ("Thủ tướng Chính phủ",)),
    ("3954/UBND-VX", "3954/UBND/VX", "Công văn", ("Ủy ban nhân dân",)),
    ("5678/VPCP-KTTH", "5678/VPCP/KTTH", "Công văn", ("Văn phòng Chính phủ",)),
    ("66.18/2026/NQ-CP", "66.18/2026/NQ/CP", "Nghị quyết", ("Chính phủ",)),
    ("6050/2026/VBHN-NĐ-BTP", "6050/2026/VBHN/ND/BTP", "Văn bản hợp nhất", ("Bộ Tư pháp",)),
    ("67/VBHN-VPQH", "67/VBHN/VPQH", "Văn bản hợp nhất", ("Văn phòng Quốc hội",)),
    ("93/QĐ-BCĐPTCNBD", "93/QD/BCDPTCNBD", "Quyết định", ()),
    ("41/2018/TT-BGD&ĐT", "41/2018/TT/BGDDT", "Thông tư", ("Bộ Giáo dục và Đào tạo",)),
    ("85/2005/TTLT/BTC-BCA", "85/2005/TTLT/BTC/BCA", "Thông tư liên tịch", ("Bộ Tài chính", "Bộ Công an")),
    ("19-2016/NQ-CP", "19/2016/NQ/CP", "Nghị quyết", ("Chính phủ",)),
    ("37/LCT-HĐNN8", "37/LCT/HDNN8", "Luật", ("Hội đồng Nhà nước",)),
    ("15/2020/NĐCP", "15/2020/NDCP", "Nghị định", ("Chính phủ",)),
    ("1895/1997/BYT-QĐ", "1895/1997/BYT/QD", "Quyết định", ("Bộ Y tế",)),
    ("12/2023/QĐ-UBND", "12/2023/QD/UBND", "Quyết định", ("Ủy ban nhân dân",)),
    ("1234/QĐ-UBND", "1234/QD/UBND", "Quyết định", ("Ủy ban nhân dân",)),
    ("1234/QĐ-TTg", "1234/QD/TTG", "Quyết định", ("Thủ tướng Chính phủ",)),
    ("1234/BTC-CST", "1234/BTC/CST", "Công văn", ("Bộ Tài chính",)),
    ("43/2022/QH15", "43/2022/QH15", None, ("Quốc hội",)),
    ("15/2023/NĐ-CP", "15/2023/ND/CP", "Nghị định", ("Chính phủ",)),
    ("08.a/2010/TT-BTP", "8.A/2010/TT/BTP", "Thông tư", ("Bộ Tư pháp",)),
    ("1005/2019/QĐ-CTN", "1005/2019/QD/CTN", "Quyết định", ("Chủ tịch nước",)),
    (
        "525/2012/NQLT/UBTVQH13-CP",
        "525/2012/NQLT/UBTVQH13/CP",
        "Nghị quyết liên tịch",
        ("Ủy ban Thường vụ Quốc hội", "Chính phủ"),
    ),
]

OLD_NUMBERS = [
    ("27/CP", "27/CP", None),
    ("45/LCT", "45/LCT", "Luật"),
    ("06/TC-TCDN", "6/TC/TCDN", None),
    ("105/TCĐT", "105/TCDT", None),
    ("115-TTg", "115/TTG", None),
    ("206-CP", "206/CP", None),
    ("111-HĐBT", "111/HDBT", None),
    ("26-NQ", "26/NQ", "Nghị quyết"),
    ("89-TC/TCT", "89/TC/TCT", None),
    ("41-LCT/HĐNN8", "41/LCT/HDNN8", "Luật"),
    ("3-LCT/HĐNN7", "3/LCT/HDNN7", "Luật"),
    ("270B-NQ/HĐNN8", "270B/NQ/HDNN8", "Nghị quyết"),
    ("216-NQ/QHK4", "216/NQ/QHK4", "Nghị quyết"),
    ("101-SL/L", "101/SL/L", "Sắc lệnh"),
    ("57-NQ/TW", "57/NQ/TW", "Nghị quyết"),
    ("131-QĐ/TW", "131/QD/TW", "Quyết định"),
    ("16/2009-L-CTN", "16/2009/L/CTN", "Lệnh"),
    ("202/TCCP-VC", "202/TCCP/VC", None),
    ("1357TC/QĐ-TCT", "1357TC/QD/TCT", "Quyết định"),
    ("210a-TC/VP", "210A/TC/VP", None),
]


@pytest.mark.parametrize(("number", "key", "type_", "issuers"), NUMBERS)
def test_a_number_is_found_and_read(number: str, key: str, type_: str | None, issuers: tuple[str, ...]) -> None:
    (found,) = find(f"theo {number} ngày 03 tháng 02 năm 2020")
    assert (found.number, found.start, found.end, found.key) == (number, 5, 5 + len(number), key)
    assert normal_key(number) == key
    assert type_of_number(number) == type_
    assert issuers_of_number(number) == issuers


@pytest.mark.parametrize(("number", "key", "type_"), OLD_NUMBERS)
def test_an_old_number_counts_after_a_type_word(number: str, key: str, type_: str | None) -> None:
    (found,) = find(f"Quyết định số {number} của Chính phủ")
    assert (found.number, found.key) == (number, key)
    assert type_of_number(number) == type_


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số: 01 /2018/TT-VPCP", "01/2018/TT-VPCP"),
        ("Số: 12/2024/NQ- HĐND", "12/2024/NQ-HĐND"),
        ("Tờ trình 4017/TTr-\nBNNMT ngày", "4017/TTr-BNNMT"),
        ("Nghị định số111/2008/NĐ-CP", "111/2008/NĐ-CP"),
        ("thực hiện Quyết định72/2002/QĐ-TTg", "72/2002/QĐ-TTg"),
        ("Quyết định số 05/2000/QĐ--BVHTT", "05/2000/QĐ-BVHTT"),
        ("Thông tư số số 41/2018/TT-BGD&ĐT", "41/2018/TT-BGD&ĐT"),
        ("Thông tư số 06/2022/TT-BТС", "06/2022/TT-BTC"),  # Cyrillic Т and С, as in 372/QĐ-BTC
        ("Nghị định số 15/2020/NÐ–CP", "15/2020/NĐ-CP"),  # U+00D0 and an en dash
        ("139/2025/TT - BTC - Bộ Tài chính", "139/2025/TT-BTC"),
        ("Nghị định số 15/2020/NĐ-CP1 của", "15/2020/NĐ-CP"),  # the mark of a footnote
        ("Quyết định số 28/QĐHĐ ngày", "28/QĐHĐ"),
        ("Thông tư số 32/2016/TT-BLĐTBXH¹ ngày", "32/2016/TT-BLĐTBXH"),
        ("Luật Người lao động Việt Nam đi làm việc ở nước ngoài theo hợp đồng số 72/2006/QH11", "72/2006/QH11"),
    ],
)
def test_irregular_print_is_repaired(text: str, number: str) -> None:
    assert [found.number for found in find(text)] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "ngày 24/7/2020",
        "Covid-19",
        "từ 100-200 km/h, 1.500 đồng/m2, 1/3 số phiếu, 24/24H",
        "thửa số 12, tờ bản đồ số 5",
        "Hợp đồng số 12/2020/HĐ-XD",
        "ký 12/2020/HĐ-XD",
        "QCVN 01:2021/BXD, TCVN 6909:2001, QCVN 102:2016/BTTTT, QCVN 41-2019/BGTVT",
        "Mẫu số 01/TB-TĐT, theomẫu số 02/BC-UBND, Biểu số 03/KH-BTC",
        "Mẫu số 14-HBQP, biểu mẫu 02/DVDT",
        "mẫu số 09A/PL-UBTVQH, 09B/PL-UBTVQH và 09C/PL-UBTVQH kèm theo",
        "Công báo/Số 332/Ngày 16-06-2026",
        "khoản 5 - Thanh tra",
        "điểm 27/CP",
    ],
)
def test_traps_are_no_numbers(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("number", "keys"),
    [
        ("15/2020/NĐ-CP", ("15/2020/ND/CP", "15/ND/CP", "15/2020/ND", "15/2020", "152020NDCP")),
        ("45/2019/QH14", ("45/2019/QH14", "45/QH14", "45/2019", "452019QH14")),
        ("125/TB-VPCP", ("125/TB/VPCP", "125/TB", "125TBVPCP")),
        ("", ()),
    ],
)
def test_index_keys(number: str, keys: tuple[str, ...]) -> None:
    assert index_keys(number) == keys


@pytest.mark.parametrize(
    "query",
    [
        "15/2020/NĐ-CP",
        "15/2020/nđ-cp",
        "15/2020/ND-CP",
        "nd 15/2020",
        "nghị định 15/2020",
        "nghi dinh 15 nam 2020",
        "nghị định số 15 năm 2020",
        "15-2020-ND-CP",
        "NĐ15/2020",
        "15/2020",
        "15/2020/NĐCP",
    ],
)
def test_every_query_form_leads_to_the_decree(query: str) -> None:
    (number,) = find_in_query(query)
    assert query[number.start : number.end] == query
    assert number.keys[0] in index_keys("15/2020/NĐ-CP") or number.keys[1] in index_keys("15/2020/NĐ-CP")
    assert number.type == (None if query == "15/2020" else "Nghị định")


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("luật 45/2019 về lao động", [("45/2019",)]),
        ("thông báo 125/tb-vpcp", [("125/TB/VPCP", "125TBVPCP")]),
        ("văn bản tháng 7/2023", []),
        ("ngày 24/7/2020", []),
        ("01/07/2023", []),
        ("thuế đất", []),
    ],
)
def test_numbers_in_queries(query: str, keys: list[tuple[str, ...]]) -> None:
    assert [number.keys for number in find_in_query(query)] == keys


@given(st.text())
@example("ŉ/İ-ẞ")
@example("ἀ")
def test_the_key_is_idempotent(number: str) -> None:
    assert normal_key(normal_key(number)) == normal_key(number)


@given(st.text(alphabet="0123456789/-. \nNĐCPQHTsốSố:mẫuđ"))
def test_finding_is_total_and_spans_lie_in_the_text(text: str) -> None:
    for number in find(text):
        assert 0 <= number.start < number.end <= len(text)
        assert number.key == normal_key(number.number)
        assert normal_key(text[number.start : number.end]) == number.key
    for query in find_in_query(text):
        assert 0 <= query.start < query.end <= len(text)
        assert query.keys


@given(st.text(alphabet="019số: ABĐQn./-\n", max_size=24))
def test_no_text_that_holds_a_number_is_passed_over(text: str) -> None:
    for match in numbers._NUMBER.finditer(text):
        assert numbers._HINT.search(match.group())
