"""Numbers beside which it is said who issued them."""

import pytest

from nlp.numbers import index_keys
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import SearchQuery
from tests.search_api.query.test_forms import understood, words


@pytest.mark.parametrize(
    ("text", "number", "rest"),
    [
        ("thông tư 78/2021 của bộ tài chính", "78/2021/TT-BTC", ""),
        ("thong tu so 78 nam 2021 bo tai chinh hoa don", "78/2021/TT-BTC", "hoa don"),
        ("thông tư bộ tài chính số 78/2021", "78/2021/TT-BTC", ""),
        ("số 145 năm 2020 của chính phủ", "145/2020/NĐ-CP", ""),
        ("số 12/2021 của bộ công an", "12/2021/TT-BCA", ""),
        ("nghị định 145 của chính phủ năm 2020", "145/2020/NĐ-CP", ""),
        ("thông tư 39 của ngân hàng nhà nước", "39/2016/TT-NHNN", ""),
        ("luật 45/2019 của quốc hội", "45/2019/QH14", ""),
        ("nghị quyết 42 của quốc hội", "42/2017/QH14", ""),
        ("Nghị định số 145/2020/NĐ-CP ngày 14/12/2020 của Chính phủ", "145/2020/NĐ-CP", ""),
        ("145/2020/NĐ-CP (ngày 14 tháng 12 năm 2020)", "145/2020/NĐ-CP", ""),
        ("99/NQ-CP ngày 1/7/2024", "99/NQ-CP", ""),
        ("15/2020 bộ công an", "15/2020/TT-BTC", "bộ công an"),  # what cites it, too
    ],
)
def test_the_body_tells_the_code(text: str, number: str, rest: str) -> None:
    found = understood(text)
    (first, *_) = plan(found).exact
    assert not {*first.tokens}.isdisjoint(index_keys(number))
    assert words(found) == rest


def test_the_number_of_another_body_stands_behind() -> None:
    (number,) = understood("thông tư 78/2021 của bộ tài chính").numbers
    assert number.keys == ("78/2021/TT/BTC", "78/2021/TT", "78/2021")


def test_the_day_of_a_number_without_its_year_filters() -> None:
    assert understood("99/NQ-CP ngày 1/7/2024").filters.issued_from
    assert not understood("145/2020/NĐ-CP ngày 14/12/2020").filters.issued_from


def test_a_body_of_a_province_is_a_filter() -> None:
    text = "quyết định 15/2023 của ubnd tỉnh bình dương"
    found = understood(text)
    assert found.filters.issuers == ("Ủy ban nhân dân tỉnh Bình Dương",)
    assert next((chip.kind, chip.without) for chip in found.chips) == ("issuer", "quyết định 15/2023")
    assert not analyse(SearchQuery(text, verbatim=True)).filters.issuers


@pytest.mark.parametrize("law", ["luật 58", "pháp lệnh 10", "bộ luật 45"])
def test_no_ministry_issues_laws(law: str) -> None:
    assert not understood(f"thông tư hướng dẫn {law} của bộ tài chính").numbers
