"""Suspended, stopped, extended, declared to go on (handbook domain.md 4.2)."""

import datetime as dt

import pytest

from tests.nlp.documents import article, clause
from tests.nlp.relations.made import A, B, Brief, brief, relations, stated


@pytest.mark.parametrize(
    ("sentence", "expected", "until"),
    [
        (
            f"Ngưng hiệu lực thi hành Thông tư số {A} đến hết ngày 31/12/2027.",
            [("suspends_effect", A, "whole")],
            dt.date(2027, 12, 31),
        ),
        (
            f"Tạm ngưng hiệu lực của khoản 2 Điều 5 Thông tư số {A} đến hết năm 2027.",
            [("suspends_effect", A, "part")],
            dt.date(2027, 12, 31),
        ),
        (f"Thông tư số {A} tạm ngưng hiệu lực từ ngày 01/7/2026.", [("suspends_effect", A, "whole")], None),
        (f"Tạm dừng áp dụng quy định tại Điều 5 Thông tư số {A}.", [("suspends_effect", A, "part")], None),
        (
            f"Ngưng hiệu lực thi hành quy định về kích thước tại Phụ lục V ban hành kèm theo Thông tư số {A}.",
            [("suspends_effect", A, "part")],
            None,
        ),
        (f"Đình chỉ việc thi hành Thông tư số {A}.", [("suspends_enforcement", A, "whole")], None),
        (
            f"Kéo dài thời gian thực hiện Thông tư số {A} đến hết ngày 31 tháng 12 năm 2028.",
            [("extends", A, "whole")],
            dt.date(2028, 12, 31),
        ),
        (
            f"Kéo dài thời hạn áp dụng Điều 5 Thông tư số {A} đến hết ngày 31/12/2028.",
            [("extends", A, "part")],
            dt.date(2028, 12, 31),
        ),
        (
            f"Kéo dài thời gian thí điểm chính sách ưu đãi tại Thông tư số {A} đến hết ngày 31/12/2028.",
            [("extends", A, "part")],
            dt.date(2028, 12, 31),
        ),
        (f"Thông tư số {A} tiếp tục có hiệu lực thi hành.", [("extends", A, "whole")], None),
        # noise
        (f"Quyết định đình chỉ thi hành án theo Thông tư số {A}.", [], None),
        (f"Trường hợp bị đình chỉ thi hành Thông tư số {A} thì báo cáo.", [], None),
        (f"Kéo dài thời gian nộp thuế theo Thông tư số {A}.", [], None),
        (f"Kéo dài thời gian thực hiện dự án theo quy định tại Thông tư số {A}.", [], None),
        (f"Hợp đồng đã ký tiếp tục thực hiện theo quy định tại Thông tư số {A}.", [], None),
        (
            f"Thông tư số {A} hết hiệu lực, trừ Điều 5 tiếp tục có hiệu lực đến hết ngày 31/12/2027.",
            [("repeals", A, "whole")],
            None,
        ),
    ],
)
def test_a_sentence(sentence: str, expected: list[Brief], until: dt.date | None) -> None:
    found = stated(sentence)
    assert brief(found) == expected
    assert [one.until for one in found] == [until for _ in expected]


def test_a_list_of_documents_that_go_on() -> None:
    body = article(
        "1",
        "Kể từ ngày Nghị định số 24/2025/NĐ-CP có hiệu lực, các thông tư sau đây tiếp tục có hiệu lực thi hành:",
        clause("1", f"Thông tư số {A} được sửa đổi, bổ sung bởi Thông tư số 9/2024/TT-BTC."),
        clause("2", f"Thông tư số {B}."),
    )
    assert brief(relations(body)) == [("extends", A, "whole"), ("extends", B, "whole")]
