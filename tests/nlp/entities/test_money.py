import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.entities.money import find_money
from tests.nlp.entities.documents import assert_in_bounds, bare, layout

MILLION = 1_000_000


@pytest.mark.parametrize(
    ("text", "amount", "low", "high"),
    [
        ("mức 20 triệu đồng", "20 triệu đồng", 20 * MILLION, 20 * MILLION),
        ("là 1,5 tỷ đồng", "1,5 tỷ đồng", 1500 * MILLION, 1500 * MILLION),
        ("1 tỷ 500 triệu đồng", "1 tỷ 500 triệu đồng", 1500 * MILLION, 1500 * MILLION),
        ("từ 05 đến 10 triệu đồng", "từ 05 đến 10 triệu đồng", 5 * MILLION, 10 * MILLION),
        ("từ 2.000.000 đến 3.000.000 đồng", "từ 2.000.000 đến 3.000.000 đồng", 2 * MILLION, 3 * MILLION),
        ("từ 500.000 đến 2 triệu đồng", "từ 500.000 đến 2 triệu đồng", 500_000, 2 * MILLION),
        ("từ trên 1 đến dưới 2 triệu đồng", "từ trên 1 đến dưới 2 triệu đồng", MILLION, 2 * MILLION),
        ("5.000.000 - 7.000.000 đồng", "5.000.000 - 7.000.000 đồng", 5 * MILLION, 7 * MILLION),
        ("2.000.000 (hai triệu) đồng", "2.000.000 (hai triệu) đồng", 2 * MILLION, 2 * MILLION),
        ("2.000.000 đồng (hai triệu đồng)", "2.000.000 đồng", 2 * MILLION, 2 * MILLION),
        ("2,000,000 VNĐ", "2,000,000 VNĐ", 2 * MILLION, 2 * MILLION),
        ("2 000 000 đồng", "2 000 000 đồng", 2 * MILLION, 2 * MILLION),
        ("500.000đ/người", "500.000đ", 500_000, 500_000),
        ("10.000.000 đồng Việt Nam", "10.000.000 đồng Việt Nam", 10 * MILLION, 10 * MILLION),
        ("hai mươi lăm triệu đồng", "hai mươi lăm triệu đồng", 25 * MILLION, 25 * MILLION),
        ("là một trăm nghìn (100.000) đồng", "một trăm nghìn (100.000) đồng", 100_000, 100_000),
        ("mỗi năm hai triệu đồng", "hai triệu đồng", 2 * MILLION, 2 * MILLION),
        ("từ năm triệu đồng đến mười triệu đồng", "từ năm triệu đồng đến mười triệu đồng", 5 * MILLION, 10 * MILLION),
        ("không quá 50.000.000 đồng/dự án", "50.000.000 đồng", None, 50 * MILLION),
        ("tối đa 50 triệu đồng", "50 triệu đồng", None, 50 * MILLION),
        ("dưới 5.000.000 đồng", "5.000.000 đồng", None, 5 * MILLION),
        ("không dưới 5 triệu đồng", "5 triệu đồng", 5 * MILLION, None),
        ("ít hơn 5 triệu đồng", "5 triệu đồng", None, 5 * MILLION),
        ("từ 5 triệu đồng trở lên", "5 triệu đồng", 5 * MILLION, None),
        ("5 triệu đồng trở xuống", "5 triệu đồng", None, 5 * MILLION),
        ("tối thiểu 1.000 tỷ đồng", "1.000 tỷ đồng", 1_000_000 * MILLION, None),
    ],
)  # fmt: skip
def test_amounts(text: str, amount: str, low: int | None, high: int | None) -> None:
    (found,) = find_money(bare(text))
    assert (found.kind, found.text, found.low, found.high) == ("money", amount, low, high)


@pytest.mark.parametrize(
    "text",
    ["hợp đồng số 12", "12 đồng chí", "0 đồng", "Hội đồng 5", "5% đồng", "1,234567 đồng", "15/2020 đồng thời", ""],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert find_money(bare(text)) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Phạt tiền từ 2.000.000 đồng đến 3.000.000 đồng đối với hành vi", ["fine"]),
        ("Phạt cảnh cáo hoặc phạt tiền từ 500.000 đồng đến 1.000.000 đồng", ["fine"]),
        ("phạt tiền đến 30.000.000 đồng", ["fine"]),
        ("Phạt tiền từ hai mươi triệu đồng đến ba mươi triệu đồng", ["fine"]),
        ("Phạt tiền từ 1 triệu đồng đến 2 triệu đồng nếu tang vật trị giá dưới 5.000.000 đồng", ["fine", "money"]),
        ("Mức phạt tiền tối đa của cá nhân là 50.000.000 đồng, của tổ chức là 100.000.000 đồng", ["fine", "fine"]),
        ("mức phạt khi hàng hóa có giá trị từ 5.000.000 đồng", ["money"]),
        ("Mức phạt tiền theo khoản 1; mức thu là 5.000.000 đồng", ["money"]),
        ("mức lương 5.000.000 đồng", ["money"]),
    ],
)  # fmt: skip
def test_fines_are_told_from_other_amounts(text: str, kinds: list[str]) -> None:
    assert [entity.kind for entity in find_money(bare(text))] == kinds


def test_a_fine_names_its_provision() -> None:
    (found,) = find_money(layout("Một.", "Phạt tiền từ 1 triệu đồng đến 2 triệu đồng.", heading="Vi phạm"))
    assert (found.kind, found.eid) == ("fine", "art_3__cl_2")


@given(st.text(alphabet="0123456789., ()-đồngtriệutừtỷến năm hai mươi\n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    assert_in_bounds(find_money, text)


@pytest.mark.parametrize("piece", ["1.000 ", "hai mươi ", "(1) ", "phạt tiền từ 1 triệu đồng đến ", "1 đồng - "])
def test_texts_made_to_explode_are_read_in_time(piece: str) -> None:
    start = time.process_time()
    find_money(bare(piece * (60_000 // len(piece)) + "đồng"))
    assert time.process_time() - start < 5
