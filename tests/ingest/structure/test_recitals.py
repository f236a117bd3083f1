"""Handbook domain.md 3.7: the documents that a document rests on."""

import datetime as dt

import pytest

from ingest.document import LegalBasis
from ingest.structure.recitals import read_basis

AMENDING = "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ"
SEVERAL = (
    "một số điều của Thông tư số 57/2021/TT-BTC về chứng khoán và Thông tư số 06/2022/TT-BTC được sửa đổi, bổ sung bởi"
    " Thông tư số 69/2023/TT-BTC"
)
ORGANISATION = LegalBasis("Luật Tổ chức Chính phủ", None, dt.date(2015, 6, 19))


@pytest.mark.parametrize(
    ("recital", "acts"),
    [
        ("Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;", [ORGANISATION]),
        (
            "Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;",
            [LegalBasis("Luật Tổ chức Chính phủ", "63/2025/QH15", None)],
        ),
        (
            f"Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015; {AMENDING} ngày 22 tháng 11 năm 2019;",
            [ORGANISATION, LegalBasis(AMENDING, None, dt.date(2019, 11, 22))],
        ),
        (
            f"Căn cứ Luật Tổ chức Chính phủ số 64/2025/QH15 và {AMENDING} số 87/2025/QH15;",
            [
                LegalBasis("Luật Tổ chức Chính phủ", "64/2025/QH15", None),
                LegalBasis(AMENDING, "87/2025/QH15", None),
            ],
        ),
        (
            "Căn cứ Luật Ngân sách nhà nước số 89/2025/QH15, 83/2015/QH13;",
            [LegalBasis("Luật Ngân sách nhà nước", "89/2025/QH15", None), LegalBasis("Luật", "83/2015/QH13", None)],
        ),
        (
            f"Căn cứ {AMENDING} và Luật Đất đai ngày 22 tháng 11 năm 2019;",
            [LegalBasis(f"{AMENDING} và Luật Đất đai", None, dt.date(2019, 11, 22))],
        ),
        (
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
            [LegalBasis("Nghị định về công tác văn thư", "30/2020/NĐ-CP", dt.date(2020, 3, 5))],
        ),
        (
            (
                "Căn cứ Luật Doanh nghiệp số 59/2020/QH14 được sửa đổi, bổ sung bởi Luật số 03/2022/QH15 và Luật số"
                " 76/2025/QH15;"
            ),
            [
                LegalBasis("Luật Doanh nghiệp", "59/2020/QH14", None),
                LegalBasis("Luật", "03/2022/QH15", None),
                LegalBasis("Luật", "76/2025/QH15", None),
            ],
        ),
        ("Căn cứ Hiến pháp năm 2013;", [LegalBasis("Hiến pháp", None, None)]),
        (
            f"Căn cứ Thông tư số 138/2025/TT-BTC ngày 30 tháng 12 năm 2025 của Bộ trưởng sửa đổi, bổ sung {SEVERAL};",
            [LegalBasis(f"Thông tư sửa đổi, bổ sung {SEVERAL}", "138/2025/TT-BTC", dt.date(2025, 12, 30))],
        ),
        (
            "Căn cứ Nghị định số 5/2020/NĐ-CP sửa đổi Nghị định số 4/2019/NĐ-CP; Nghị định số 6/2020/NĐ-CP;",
            [
                LegalBasis("Nghị định sửa đổi Nghị định số 4/2019/NĐ-CP", "5/2020/NĐ-CP", None),
                LegalBasis("Nghị định", "6/2020/NĐ-CP", None),
            ],
        ),
        ("Căn cứ Nghị định thư số 2/2020/X-Y;", [LegalBasis("Nghị định thư", "2/2020/X-Y", None)]),
        ("Căn cứ Thông báo số 28/TB-VPCP;", [LegalBasis("Thông báo", "28/TB-VPCP", None)]),
        ("Căn cứ Luật Đất đai ngày     tháng 6 năm 2025;", [LegalBasis("Luật Đất đai", None, None)]),
        (
            "Căn cứ Thông tư liên tịch số 85/2005/TTLT/BTC-BCA;",
            [LegalBasis("Thông tư liên tịch", "85/2005/TTLT/BTC-BCA", None)],
        ),
        ("Căn cứ vào Quyết định số 12/QĐ-TTg;", [LegalBasis("Quyết định", "12/QĐ-TTg", None)]),
        ("Căn cứ tình hình thực tế;", []),
        ("Theo đề nghị của Bộ trưởng Bộ Tài chính;", []),
        ("Xét Tờ trình số 5/TTr-UBND ngày 3 tháng 2 năm 2020 của Ủy ban nhân dân tỉnh;", []),
    ],
)
def test_acts_of_a_recital(recital: str, acts: list[LegalBasis]) -> None:
    assert list(read_basis([recital])) == acts


def test_an_act_counts_once_a_recital() -> None:
    recital = "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015"
    assert read_basis([f"{recital}; Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015;"]) == (ORGANISATION,)
    assert read_basis([recital, "Căn cứ tình hình;", recital]) == (ORGANISATION, ORGANISATION)


def test_a_date_far_behind_the_number_belongs_to_something_else() -> None:
    distant = "của Chính phủ về các nhiệm vụ được giao tại phiên họp thường kỳ vào ngày 5 tháng 3 năm 2020;"
    (act,) = read_basis([f"Căn cứ Nghị quyết số 99/NQ-CP {distant}"])
    assert (act.number, act.date) == ("99/NQ-CP", None)
