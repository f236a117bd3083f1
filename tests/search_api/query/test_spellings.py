"""Numbers in the spellings that people use; what is none; and any number in any of them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.numbers import index_keys
from search_api.query.plan import plan
from search_api.query.spellings import spelt_numbers, year_of
from search_api.query.syllables import fold
from tests.search_api.query.test_forms import understood, words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("145.2020.nđ-cp", "145/2020/NĐ-CP"),
        ("145/2020NĐ-CP", "145/2020/NĐ-CP"),
        ("145/20/NĐ-CP", "145/2020/NĐ-CP"),
        ("145/20/NĐ-CP", "145/20/NĐ-CP"),
        ("05/98/tt-btc", "05/1998/TT-BTC"),
        (r"145\2020\NĐ-CP", "145/2020/NĐ-CP"),
        ("145-2020-nđ-cp", "145/2020/NĐ-CP"),
        ("145–2020–NĐ–CP", "145/2020/NĐ-CP"),
        ("145_2020_NĐ-CP.pdf", "145/2020/NĐ-CP"),
        ("58-2026-ND-CP_13022026.pdf", "58/2026/NĐ-CP"),
        ("145/2020/NĐ-CP.signed.pdf", "145/2020/NĐ-CP"),
        ("145／2020／NĐ－CP", "145/2020/NĐ-CP"),
        ("145∕2020∕NĐ-CP", "145/2020/NĐ-CP"),
        ("145/2020 NĐ-CP", "145/2020/NĐ-CP"),
        ("145/2020.NĐ.CP", "145/2020/NĐ-CP"),
        ("nđ-cp 145/2020", "145/2020/NĐ-CP"),
        ("nđ cp 145 2020", "145/2020/NĐ-CP"),
        ("145/NĐ-CP/2020", "145/2020/NĐ-CP"),
        ("nghị định 145 (2020)", "145/2020/NĐ-CP"),
        ("nghị định 145, năm 2020", "145/2020/NĐ-CP"),
        ("nghi dinh so 145 ban hanh nam 2020", "145/2020/NĐ-CP"),
        ("nghị định 145 ngày 14/12/2020", "145/2020/NĐ-CP"),
        ("nghị định 145.2020", "145/2020/NĐ-CP"),
        ("nđ_145_2020", "145/2020/NĐ-CP"),
        ("nđ145-2020", "145/2020/NĐ-CP"),
        ("nd1452020cp", "145/2020/NĐ-CP"),
        ("nđ 145/20", "145/2020/NĐ-CP"),
        ("27/2015 ttlt byt bnv", "27/2015/TTLT-BYT-BNV"),
        ("ttlt byt bnv 27/2015", "27/2015/TTLT-BYT-BNV"),
        ("TT-BTC số 78 năm 2021", "78/2021/TT-BTC"),
        ("thông tư 78/2021/BTC", "78/2021/TT-BTC"),
        ("tt 78/2021 btc", "78/2021/TT-BTC"),
        ("tt78/2021/tt-btc", "78/2021/TT-BTC"),
        ("78 2021 tt bcđptcnbd", "78/2021/TT-BCĐPTCNBD"),
        ("892.qđ-ttg", "892/QĐ-TTg"),
        ("892 qđ ttg", "892/QĐ-TTg"),
        ("qđ-ttg 892", "892/QĐ-TTg"),
        ("qh14 45/2019", "45/2019/QH14"),
        ("45 2019 qh 14", "45/2019/QH14"),
        ("luật 45/2019/qh-14", "45/2019/QH14"),
        ("66.18.2026.nq-cp", "66.18/2026/NQ-CP"),
        ("số 5/2020", "05/2020/NĐ-CP"),
    ],
)
def test_spellings(text: str, number: str) -> None:
    found = understood(text)
    keys = {key for clause in plan(found).exact for key in clause.tokens}
    assert not keys.isdisjoint(index_keys(number))
    assert (words(found), len(found.numbers)) == ("", 1)


def test_an_article_before_a_number_is_no_part_of_it() -> None:
    found = understood("điều 17 2021/VBHN-BLĐTBXH")
    assert ([number.keys[0] for number in found.numbers], found.places.article) == (["2021/VBHN/BLDTBXH"], "17")


@pytest.mark.parametrize(
    "text",
    [
        *("tháng 5.2020", "5.2020", "điều 5 2020 đã ban hành", "thửa 145/20", "1.500.000 đồng", "12/5/2020 tt btc"),
        *("điều 17 2021", "nhà CT5", "QCVN 01:2021/BXD", "từ 15 2020 đến", "30 ngày kể từ", "7/8 tt"),
        *("mẫu số 05/2020", "mã số 10/2020", "dân số 10 năm 2020", "chuyển đổi số 5 năm 2021 - 2025"),
        *("dân tộc thiểu số 5 năm 2021", "chiến lược số 5 năm 2021 đến 2025"),
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert not list(spelt_numbers(fold(text)))


@pytest.mark.parametrize(("figures", "year"), [("20", 2020), ("00", 2000), ("98", 1998), ("93", 1993), ("60", None)])
def test_two_figures_of_a_year(figures: str, year: int | None) -> None:
    assert year_of(figures) == year


_SIGN = st.sampled_from(["/", "-", ".", "\\", "_", " ", " / ", " - "])


@given(
    st.integers(1, 99_999),
    st.integers(1993, 2030),
    st.sampled_from(["NĐ-CP", "TT-BTC", "QĐ-TTg", "QĐ-UBND", "NQ-HĐND", "TTLT-BYT-BNV", "VBHN-VPQH", "QH14"]),
    st.lists(_SIGN, min_size=4, max_size=4),
    st.sampled_from([str, str.lower, str.upper]),
)
def test_any_separators(no: int, year: int, codes: str, signs: list[str], cased: type[str]) -> None:
    parts = [str(no), str(year), *codes.split("-")]
    text = "".join(f"{part}{sign}" for part, sign in zip(parts, [*signs[: len(parts) - 1], ""], strict=True))
    (number,) = understood(cased(text)).numbers
    assert set(number.keys) & set(index_keys(f"{no}/{year}/{codes}"))


@given(st.text(alphabet=f"{string.digits}/-._\\ ()đndcpttbcqhuso,:", max_size=60))
def test_any_text_is_read(text: str) -> None:
    for number in spelt_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assert all(number.keys)
