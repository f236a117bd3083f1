import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.entities.periods import find_time_limits
from tests.nlp.entities.documents import assert_in_bounds, bare


@pytest.mark.parametrize(
    ("text", "limit", "low", "high", "unit", "event"),
    [
        (
            "trong thời hạn 15 ngày làm việc kể từ ngày nhận đủ hồ sơ, cơ quan",
            "trong thời hạn 15 ngày làm việc", None, 15, "working_day", "kể từ ngày nhận đủ hồ sơ",
        ),
        ("chậm nhất 05 ngày.", "chậm nhất 05 ngày", None, 5, "day", None),
        (
            "chậm nhất là 05 (năm) ngày làm việc trước ngày họp;",
            "chậm nhất là 05 (năm) ngày làm việc", None, 5, "working_day", "trước ngày họp",
        ),
        ("45 ngày kể từ ngày ký", "45 ngày", 45, 45, "day", "kể từ ngày ký"),
        ("60 (sáu mươi) ngày, kể từ ngày nhận", "60 (sáu mươi) ngày", 60, 60, "day", "kể từ ngày nhận"),
        ("tối đa ba (03) ngày làm việc", "tối đa ba (03) ngày làm việc", None, 3, "working_day", None),
        ("Trong vòng 06 tháng", "Trong vòng 06 tháng", None, 6, "month", None),
        ("trong thời hạn mười lăm ngày", "trong thời hạn mười lăm ngày", None, 15, "day", None),
        ("từ 03 đến 05 ngày làm việc", "từ 03 đến 05 ngày làm việc", 3, 5, "working_day", None),
        ("trong thời hạn từ 01 tháng đến 03 tháng", "trong thời hạn từ 01 tháng đến 03 tháng", 1, 3, "month", None),
        ("không quá 24 giờ kể từ khi bắt", "không quá 24 giờ", None, 24, "hour", "kể từ khi bắt"),
        ("ít nhất là 12 giờ, kể từ khi đủ", "ít nhất là 12 giờ", 12, None, "hour", "kể từ khi đủ"),
        ("chậm nhất sau bảy (07) ngày", "chậm nhất sau bảy (07) ngày", None, 7, "day", None),
        ("thời hạn từ đủ 12 tháng trở lên", "thời hạn từ đủ 12 tháng", 12, None, "month", None),
        ("nhưng không được quá 05 năm", "nhưng không được quá 05 năm", None, 5, "year", None),
        ("ít nhất 10 ngày trước khi mở", "ít nhất 10 ngày", 10, None, "day", "trước khi mở"),
        ("Thời hạn giải quyết: 03 (ba) ngày làm việc", "03 (ba) ngày làm việc", None, 3, "working_day", None),
        ("thời hạn của giấy phép là 05 năm", "là 05 năm", None, 5, "year", None),
    ],
)  # fmt: skip
def test_time_limits(text: str, limit: str, low: int | None, high: int | None, unit: str, event: str | None) -> None:
    (found,) = find_time_limits(bare(text))
    assert (found.text, found.low, found.high, found.unit, found.value) == (limit, low, high, unit, event)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 15 tháng 3 năm 2020",
        "từ ngày 01 tháng 01 năm 2020",
        "kế hoạch 5 năm 2021 - 2025",
        "phạt tù từ 03 năm đến 10 năm",
        "ít nhất 03 năm kinh nghiệm",
        "có ít nhất 05 năm công tác",
        "có tối thiểu 5 năm tổ chức đào tạo",
        "hình phạt cao nhất không quá 03 năm",
        "thời gian thu từ 16 ngày đến hết",
        "trước 17 giờ hằng ngày",
        "từ 22 giờ đến 06 giờ",
        "báo cáo 6 tháng đầu năm",
        "đủ 18 tuổi",
        "dịch vụ theo thời gian 24 giờ trong một ngày",
        "kế hoạch trung hạn 05 năm quốc gia",
        "cộng dồn 2 lần trong một năm",
        "hai năm một lần",
        "30 ngày",
        "từ 5 đến 3 ngày làm việc",
        "",
    ],
)
def test_what_is_no_time_limit(text: str) -> None:
    assert find_time_limits(bare(text)) == ()


@given(st.text(alphabet="0123456789 ()-ngàythánăgiờlmviệchkừuquáạ,.\n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert_in_bounds(find_time_limits, text)


@pytest.mark.parametrize("piece", ["1 ngày ", "trong thời hạn ", "năm ", "hai mươi ngày ", "không quá 1 - "])
def test_texts_made_to_explode_are_read_in_time(piece: str) -> None:
    start = time.process_time()
    find_time_limits(bare(piece * (60_000 // len(piece)) + "1 ngày"))
    assert time.process_time() - start < 5
