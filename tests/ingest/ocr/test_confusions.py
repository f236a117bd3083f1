import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.ocr.confusions import corrected


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("ngày l6 tháng § năm 2O22", "ngày 16 tháng 8 năm 2022"),
        ("Nghị quyết số I1/2O21/QH15", "Nghị quyết số 11/2021/QH15"),
        ("tại khoản I Điều 4", "tại khoản 1 Điều 4"),
        ("Khoản l.", "Khoản 1."),
        ("CÔNG BÁO/Só 271/Ngày 12-05-2026", "CÔNG BÁO/Số 271/Ngày 12-05-2026"),
        ("quy định tại điểm ¡ khoản 2", "quy định tại điểm i khoản 2"),
        ("†ao động", "tao động"),
        ("CÔNG BÁO/Số 271 §6", "CÔNG BÁO/Số 271 86"),
    ],
)
def test_a_digit_read_as_a_letter_is_put_right(read: str, meant: str) -> None:
    assert corrected(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Điều I. Phạm vi",
        "Chương I",
        "Phần II.1",
        "khóa XIII1",
        "QĐ-BCĐ138",
        "giai đoạn IIa",
        "Il, lO, o",
        "khoản Il",
        "5 Ol",
    ],
)
def test_letters_that_may_be_meant_are_left(text: str) -> None:
    assert corrected(text) == text


@given(st.text("0123456789lIOo|§ khoản.,-/", max_size=40))
def test_it_is_idempotent_and_keeps_the_length(text: str) -> None:
    once = corrected(text)
    assert corrected(once) == once
    assert len(once) == len(text)
