"""References to documents: handbook domain.md 9.4, the documents of each example."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.citations.documents import DocumentReference, find_documents
from nlp.citations.find import small
from nlp.citations.keys import scan
from nlp.numbers import find, latin


def references(text: str) -> list[DocumentReference]:
    plain = latin(text)
    return find_documents(plain, scan(small(plain)), find(plain), 0, len(plain))


EXAMPLES = [
    (
        "điểm a khoản 2 Điều 12 Nghị định số 15/2020/NĐ-CP ngày 03 tháng 02 năm 2020 của Chính phủ",
        [("Nghị định", "15/2020/NĐ-CP", None)],
    ),
    ("Luật Đất đai năm 2013", [("Luật", None, "Luật Đất đai")]),
    (
        "Thông tư liên tịch số 10/2022/TTLT-BTC-BCA ngày 01 tháng 3 năm 2022 của Bộ Tài chính và Bộ Công an",
        [("Thông tư liên tịch", "10/2022/TTLT-BTC-BCA", None)],
    ),
    ("các điểm a, b khoản 1, khoản 3 Điều 20 Luật số 45/2019/QH14", [("Luật", "45/2019/QH14", None)]),
    ("Bộ luật Lao động số 45/2019/QH14", [("Bộ luật", "45/2019/QH14", "Bộ luật Lao động")]),
    ("Bộ luật Dân sự năm 2015", [("Bộ luật", None, "Bộ luật Dân sự")]),
    ("Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015", [("Luật", None, "Luật Tổ chức Chính phủ")]),
    ("Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;", [("Luật", "63/2025/QH15", "Luật Tổ chức Chính phủ")]),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công số 58/2024/QH15",
        [("Luật", "58/2024/QH15", "Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công")],
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của 11 Luật có liên quan đến quy hoạch số 28/2018/QH14",
        [("Luật", "28/2018/QH14", "Luật sửa đổi, bổ sung một số điều của 11 Luật có liên quan đến quy hoạch")],
    ),
    ("Nghị quyết số 43/2022/QH15 ngày 11 tháng 01 năm 2022 của Quốc hội", [("Nghị quyết", "43/2022/QH15", None)]),
    ("Nghị quyết số 66.18/2026/NQ-CP", [("Nghị quyết", "66.18/2026/NQ-CP", None)]),
    ("Quyết định 1234/QĐ-TTg ngày 05/10/2023 của Thủ tướng Chính phủ", [("Quyết định", "1234/QĐ-TTg", None)]),
    ("Văn bản hợp nhất số 67/VBHN-VPQH", [("Văn bản hợp nhất", "67/VBHN-VPQH", None)]),
    (
        "Công điện số 09/CĐ-TTg ngày 10 tháng 01 năm 2024 của Thủ tướng Chính phủ",
        [("Công điện", "09/CĐ-TTg", None)],
    ),
    ("Thông báo số 125/TB-VPCP ngày 26 tháng 5 năm 2021", [("Thông báo", "125/TB-VPCP", None)]),
    (
        "Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14",
        [("Pháp lệnh", "02/2020/UBTVQH14", "Pháp lệnh Ưu đãi người có công với cách mạng")],
    ),
    (
        "Nghị định số 34/2016/NĐ-CP (được sửa đổi theo Nghị định số 154/2020/NĐ-CP và Nghị định số 59/2024/NĐ-CP)",
        [("Nghị định", f"{number}/NĐ-CP", None) for number in ("34/2016", "154/2020", "59/2024")],
    ),
    (
        "Thông tư số 41/2018/TT-BGD&ĐT; Thông tư liên tịch 85/2005/TTLT/BTC-BCA; Nghị định số 27/CP; Chỉ thị 115-TTg",
        [
            ("Thông tư", "41/2018/TT-BGD&ĐT", None),
            ("Thông tư liên tịch", "85/2005/TTLT/BTC-BCA", None),
            ("Nghị định", "27/CP", None),
            ("Chỉ thị", "115-TTg", None),
        ],
    ),
    ("Điều 5 Hiến pháp năm 2013", [("Hiến pháp", None, "Hiến pháp")]),
    ("Chương II Luật Các tổ chức tín dụng năm 2024", [("Luật", None, "Luật Các tổ chức tín dụng")]),
    ("Nghị quyết số 57-NQ/TW ngày 22 tháng 12 năm 2024 của Bộ Chính trị", [("Nghị quyết", "57-NQ/TW", None)]),
    ("Nghị định 15 năm 2020", [("Nghị định", "15/2020", None)]),
    # beyond the handbook
    (
        "Nghị định số 34/2010/NĐ-CP và số 71/2012/NĐ-CP",
        [("Nghị định", "34/2010/NĐ-CP", None), ("Nghị định", "71/2012/NĐ-CP", None)],
    ),
    (
        "Luật Ban hành văn bản quy phạm pháp luật số 64/2025/QH15",
        [("Luật", "64/2025/QH15", "Luật Ban hành văn bản quy phạm pháp luật")],
    ),
    ("Luật Dân số số 113/2025/QH15", [("Luật", "113/2025/QH15", "Luật Dân số")]),
    ("Quyết định của Thủ tướng Chính phủ số 41/2009/QĐ-TTg", [("Quyết định", "41/2009/QĐ-TTg", None)]),
    ("hướng dẫn tại Thông tư 108) với Kho bạc", [("Thông tư", None, "Thông tư 108")]),
    (
        "theo Luật Phòng, chống tác hại của rượu, bia và các văn bản hướng dẫn",
        [("Luật", None, "Luật Phòng, chống tác hại của rượu, bia")],
    ),
    ("theo Luật Hoà giải ở cơ sở thì", [("Luật", None, "Luật Hoà giải ở cơ sở")]),
    ("Luật Thiết kế vũ trụ và các quy định khác", [("Luật", None, "Luật Thiết kế vũ trụ")]),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức ngày 25 tháng 11 năm 2019",
        [("Luật", None, "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_examples(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(r.type, r.number, r.name) for r in references(text)] == expected


def test_a_law_that_amends_many_is_one_reference() -> None:
    text = (
        "Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu, Luật Hải quan, Luật Thuế giá trị gia tăng, Luật Thuế "
        "xuất khẩu, thuế nhập khẩu, Luật Đầu tư, Luật Đầu tư công, Luật Quản lý, sử dụng tài sản công số 90/2025/QH15"
    )
    (reference,) = references(text)
    assert (reference.number, reference.name) == ("90/2025/QH15", text.removesuffix(" số 90/2025/QH15"))


@pytest.mark.parametrize(
    "text",
    [
        "theo quy định của pháp luật về đất đai",
        "dự thảo Luật Đất đai",
        "luật sư, luật gia, kỷ luật lao động",
        "NGHỊ ĐỊNH 1",
        "quyết định 5 người",
        "ban hành Nghị định quy định về tổ chức",
    ],
)
def test_no_references(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize("text", ["Nghị định này", "Luật này", "Quy chế này", "Thông tư liên tịch này"])
def test_the_document_itself(text: str) -> None:
    (reference,) = references(f"theo {text} và")
    assert reference.own
    assert reference.end == 5 + len(text)


def test_date_issuer_and_title_follow_the_number() -> None:
    text = (
        "Nghị định số 90/2019/NĐ-CP ngày 15 tháng 11 năm 2019 của Chính phủ quy định mức lương tối thiểu vùng "
        "hết hiệu lực kể từ ngày Nghị định này có hiệu lực"
    )
    first, own = references(text)
    assert text[first.start : first.core_end] == "Nghị định số 90/2019/NĐ-CP"
    assert text[first.start : first.end].endswith("của Chính phủ")
    assert first.date == dt.date(2019, 11, 15)
    assert first.name == "Nghị định quy định mức lương tối thiểu vùng"
    assert own.own


def test_an_issuer_with_and_in_its_name_is_read_whole() -> None:
    text = "Thông tư số 32/2014/TT-BLĐTBXH ngày 1/12/2014 của Bộ trưởng Bộ Lao động - Thương binh và Xã hội hướng dẫn"
    (reference,) = references(text)
    assert text[: reference.end].endswith("Thương binh và Xã hội")


@given(st.text(alphabet="LuậtĐấđaNghịịnhsố0123456789/-QHCP.,; \n“”thiếpánàkoảbwI()", max_size=80))
def test_finding_is_total(text: str) -> None:
    place = 0
    for reference in references(text):
        assert place <= reference.start < reference.core_end <= reference.end <= len(text)
        place = reference.core_end
