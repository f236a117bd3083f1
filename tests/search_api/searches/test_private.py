"""What of a query may be kept: no address, telephone, identity or account number (search log without personal data)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.searches.private import LONGEST, MOST_DIGITS, kept_form


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Mức LƯƠNG\ttối thiểu ", "mức lương tối thiểu"),
        ("15/2020/NĐ-CP", "15/2020/nđ-cp"),
        ("nghị định 100/2019/NĐ-CP và 123/2021/NĐ-CP", "nghị định 100/2019/nđ-cp và 123/2021/nđ-cp"),
        ("công báo số 1243 + 1244 ngày 25/6/2022", "công báo số 1243 + 1244 ngày 25/6/2022"),
        ("từ 01/07/2024 đến 31/12/2025", "từ 01/07/2024 đến 31/12/2025"),
        ("phạt 1.500.000 đồng", "phạt 1.500.000 đồng"),
    ],
)
def test_words_are_kept_as_they_are_counted(text: str, kept: str) -> None:
    assert kept_form(text) == kept
    assert kept_form(kept) == kept


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "a" * (LONGEST + 1)),
        *("an.nguyen@example.com", "gửi an@ubnd.gov.vn", "AN @EXAMPLE.COM x@y"),
        *("0912345678", "0912 345 678", "gọi 0912.345.678 ngay", "+84 912-345-678", "(024) 3936 1234"),
        *("cccd 001088012345", "cmnd 012345678", "0 0 1 0 8 8 0 1 2 3 4 5", "stk 19034567890123"),
        *("٠٩١٢٣٤٥٦٧٨", "０９１２３４５６７８", "0912\u200b345\u200b678", "0912\u00a0345\u00a0678"),
        *("https://example.com/a?x=1", "www.example.com"),
    ],
)
def test_what_looks_like_somebodys_own_is_not_kept(text: str) -> None:
    assert kept_form(text) is None


@given(st.text(max_size=150), st.integers(10**MOST_DIGITS, 10**13), st.sampled_from(["", " ", ".", "-"]))
def test_a_long_number_is_never_kept_however_it_is_parted(words: str, number: int, parting: str) -> None:
    assert kept_form(f"{words} {parting.join(str(number))}") is None


@given(st.text(max_size=200))
def test_what_is_kept_is_short_single_spaced_and_stays_so(text: str) -> None:
    kept = kept_form(text)
    if kept is not None:
        assert 0 < len(kept) <= LONGEST
        assert not re.search(r"\s\s|^\s|\s$|\S@\S", kept)
        assert kept_form(kept) == kept
