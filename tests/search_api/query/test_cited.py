"""Numbers and gazette issues as people shorten them, and days that are no days of issue."""

import datetime as dt

import pytest

from nlp.numbers import find_in_query, index_keys, shorter_keys
from search_api.query.analyse import analyse
from search_api.query.cited import spaced_codes
from search_api.query.plan import plan
from search_api.query.request import Filters, SearchQuery
from search_api.query.understood import ChipKind
from tests.search_api.query.test_forms import understood, words


@pytest.mark.parametrize(
    ("text", "number", "article"),
    [
        ("NĐ162", "162/2026/NĐ-CP", None),
        ("nd38", "38/2022/NĐ-CP", None),
        ("Điều 3 NĐ38", "38/2022/NĐ-CP", "3"),
        ("đ3 nđ38", "38/2022/NĐ-CP", "3"),
        ("tt06", "06/2021/TT-BLĐTBXH", None),
        ("thông tư 6", "06/2021/TT-BLĐTBXH", None),
        ("thong tu so 06", "06/2021/TT-BLĐTBXH", None),
        ("khoản 1 điều 2 tt06", "06/2021/TT-BLĐTBXH", "2"),
        ("ct21", "21/CT-TTg", None),
        ("chỉ thị 21", "21/CT-TTg", None),
        ("NQ99", "99/NQ-CP", None),
        ("quyết định 892", "892/QĐ-TTg", None),
        ("qđ333", "333/QĐ-BTC", None),
        ("vbhn 28", "28/VBHN-VPQH", None),
        ("nghị quyết 89", "89/2025/UBTVQH15", None),
        ("nq89", "89/2025/UBTVQH15", None),
        ("luật 69", "69/2020/QH14", None),
        ("điều 5 bộ luật số 45", "45/2019/QH14", "5"),
        ("phap lenh 02", "02/2020/UBTVQH14", None),
    ],
)
def test_a_type_and_a_number_alone(text: str, number: str, article: str | None) -> None:
    found = understood(text)
    (first, *_) = plan(found).exact
    assert not {*first.tokens}.isdisjoint(index_keys(number))
    assert (found.places.article, words(found)) == (article, "")


@pytest.mark.parametrize(
    ("text", "appendix", "label", "rest"),
    [
        ("phụ lục I nghị định 117/2022", "Phụ lục I", "phu-luc-i", ""),
        ("phu luc 2 kem theo 38/2022/ND-CP", "Phu luc 2", "phu-luc-2", ""),
        ("mẫu số 01 của thông tư 28/2015/TT-BLĐTBXH thôi việc", "Mẫu số 01", "mau-so-01", "thôi việc"),
    ],
)
def test_an_appendix_beside_a_number(text: str, appendix: str, label: str, rest: str) -> None:
    found = understood(text)
    assert ([chip.shown for chip in found.chips if chip.kind == "article"], words(found)) == ([appendix], rest)
    (clause,) = (clause for clause in plan(found).scored if clause.name == "cited_article")
    assert clause.tokens == (label,)
    assert understood("phụ lục I thuế").places.appendix is None


@pytest.mark.parametrize(
    "text", ["tt06 bảo hiểm xã hội", "quyết định 2022", "thông tư", "bao nhiêu tt", "covid19", "kế hoạch 5", "A4 tt"]
)
def test_what_is_no_number_alone(text: str) -> None:
    assert not understood(text).numbers


def test_a_glued_code_beside_words_stands_apart() -> None:
    assert words(understood("tt06 bảo hiểm")) == "tt 06 bảo hiểm"
    assert words(analyse(SearchQuery("tt06 bảo hiểm", verbatim=True))) == "tt06 bảo hiểm"


def test_a_guessed_number_may_be_given_up() -> None:
    query = SearchQuery("thông tư 38")
    assert analyse(query).guessed
    assert words(analyse(query, guessing=False)) == "thông tư 38"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("nghị quyết 89/2025/UBTVQH", "89/2025/UBTVQH15"),
        ("NQ 89/2025/UBTVQH", "89/2025/UBTVQH15"),
        ("luật 69/2020/QH", "69/2020/QH14"),
        ("45/2019/qh", "45/2019/QH14"),
        ("15/2004/PL-UBTVQH", "15/2004/PL-UBTVQH11"),
    ],
)
def test_the_term_of_the_assembly_may_be_left_out(text: str, number: str) -> None:
    (first, *_) = plan(understood(text)).exact
    assert not {*first.tokens}.isdisjoint(index_keys(number))
    assert words(understood(text)) == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("mức lương hưu hằng tháng 58/2014/QH13", "58/2014/QH13"),
        ("tháng 58/2014/TT-BTC", "58/2014/TT-BTC"),
        ("tháng 5/2014", None),
        ("tháng 13/2014", None),
    ],
)
def test_a_month_has_no_code_behind_it(text: str, number: str | None) -> None:
    keys = {key for each in understood(text).numbers for key in each.keys}
    assert bool(keys.intersection(index_keys(number))) if number else not keys


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("Điều 20.4.TT.13.1. 16/2022/TT-BLĐTBXH", None),
        ("Điều 23.5.LQ.13", None),
        ("dieu 25.6.nd.1.5", None),
        ("Điều 5.2 nghị định 15/2020/NĐ-CP", "5"),
        ("Điều 5. Hồ sơ 15/2020/NĐ-CP", "5"),
    ],
)
def test_a_code_of_the_codification_is_no_article_of_an_act(text: str, article: str | None) -> None:
    assert understood(text).places.article == article


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("162/2026/TT-BCA", ("162/TT/BCA", "162/2026/TT", "162/2026")),
        ("thông tư 06/2021", ("6/TT",)),
        ("21/CT-BCA", ("21/CT",)),
        ("15/2020", ()),
    ],
)
def test_shorter_keys_of_a_number(text: str, keys: tuple[str, ...]) -> None:
    (number,) = find_in_query(text)
    assert shorter_keys(number) == keys


@pytest.mark.parametrize(
    ("text", "issue", "provinces"),
    [
        ("công báo 302", (302, None), ()),
        ("cong bao 1244", (1244, None), ()),
        ("công báo Hà Nội số 51", (51, None), ("Hà Nội",)),
        ("cong bao tinh son la so 3 nam 2025", (3, 2025), ("Sơn La",)),
        ("công báo thành phố Cần Thơ số 7/2024", (7, 2024), ("Cần Thơ",)),
    ],
)
def test_gazette_issues_by_number_and_place(
    text: str, issue: tuple[int, int | None], provinces: tuple[str, ...]
) -> None:
    found = understood(text)
    assert [(each.number, each.year) for each in found.issues] == [issue]
    assert (found.filters.provinces, words(found)) == (provinces, "")


@pytest.mark.parametrize("text", ["công báo 302 thuế", "công báo điện tử số 7", "đăng công báo"])
def test_gazettes_that_are_words(text: str) -> None:
    found = understood(text)
    assert found.issues == () or found.filters == Filters()
    assert words(found)


@pytest.mark.parametrize(
    ("text", "kind", "first", "last", "rest"),
    [
        ("có hiệu lực từ 1/7/2026", "effect", dt.date(2026, 7, 1), dt.date(2026, 7, 1), ""),
        ("co hieu luc ke tu ngay 1/7/2026", "effect", dt.date(2026, 7, 1), dt.date(2026, 7, 1), ""),
        ("hiệu lực 01/07/2026", "effect", dt.date(2026, 7, 1), dt.date(2026, 7, 1), ""),
        ("có hiệu lực thi hành từ tháng 7/2026", "effect", dt.date(2026, 7, 1), dt.date(2026, 7, 31), ""),
        ("có hiệu lực từ 1/7/2026 trở đi", "effect", dt.date(2026, 7, 1), None, ""),
        ("văn bản có hiệu lực sau ngày 1/7/2026", "effect", dt.date(2026, 7, 2), None, ""),
        ("luật đất đai có hiệu lực năm 2024", "effect", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "luật đất đai"),
        ("bắt đầu có hiệu lực trước 2025", "effect", None, dt.date(2024, 12, 31), ""),
        ("hiệu lực: 1/7/2026", "effect", dt.date(2026, 7, 1), dt.date(2026, 7, 1), ""),
        ("ngay co hieu luc: thang 7/2026", "effect", dt.date(2026, 7, 1), dt.date(2026, 7, 31), ""),
        ("công báo ngày 2/6/2026", "gazetted", dt.date(2026, 6, 2), dt.date(2026, 6, 2), ""),
        ("thông tư đăng công báo tháng 6/2026", "gazetted", dt.date(2026, 6, 1), dt.date(2026, 6, 30), ""),
        ("văn bản tháng 5 2026", "date", dt.date(2026, 5, 1), dt.date(2026, 5, 31), ""),
        ("văn bản ký ngày 20/5/2026", "date", dt.date(2026, 5, 20), dt.date(2026, 5, 20), ""),
        ("thong tu da ky ban hanh thang 5/2026", "date", dt.date(2026, 5, 1), dt.date(2026, 5, 31), ""),
        ("hợp đồng ký năm 2024", "date", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "hợp đồng kí"),
        ("đăng ký năm 2024", "date", dt.date(2024, 1, 1), dt.date(2024, 12, 31), "đăng kí"),
        ("ngày 5 tháng 6 2026", "date", dt.date(2026, 6, 5), dt.date(2026, 6, 5), ""),
        ("nghị định quý 1 2026", "date", dt.date(2026, 1, 1), dt.date(2026, 3, 31), ""),
    ],
)
def test_days_of_effect_and_of_the_gazette(
    text: str, kind: ChipKind, first: dt.date | None, last: dt.date | None, rest: str
) -> None:
    found = understood(text)
    filters = found.filters
    asked = {
        "date": (filters.issued_from, filters.issued_to),
        "effect": (filters.effective_from, filters.effective_to),
        "gazetted": (filters.gazetted_from, filters.gazetted_to),
    }
    assert {name for name, days in asked.items() if any(days)} == {kind}
    assert asked[kind] == (first, last)
    assert kind in {chip.kind for chip in found.chips}
    assert words(found) == rest


@pytest.mark.parametrize("text", ["hết hiệu lực từ 1/7/2026", "còn hiệu lực ngày 1/7/2026", "nghị định 5 2026 đồng"])
def test_days_that_no_filter_knows_are_words(text: str) -> None:
    found = understood(text).filters
    assert (found.issued_from, found.issued_to, found.effective_from) == (None, None, None)


def test_a_chosen_range_and_a_typed_one_narrow_each_other() -> None:
    chosen = Filters(effective_from=dt.date(2026, 6, 1), effective_to=dt.date(2026, 6, 30))
    found = analyse(SearchQuery("có hiệu lực từ ngày 15/6/2026 trở đi", chosen)).filters
    assert (found.effective_from, found.effective_to) == (dt.date(2026, 6, 15), dt.date(2026, 6, 30))


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("NĐ162", "NĐ 162"),
        ("Điều 3 NĐ38", "Điều 3 NĐ 38"),
        ("khoản 2 điều 5 tt06", "khoản 2 điều 5 tt 06"),
        ("NĐ100 nồng độ cồn", "NĐ 100 nồng độ cồn"),
        ("tòa nhà CT5", "tòa nhà CT5"),
        ("TT1 khu đô thị", "TT1 khu đô thị"),
        ('"CT5"', '"CT5"'),
        ('"NĐ5 cũ"', '"NĐ5 cũ"'),
        ('"giấy phép" NĐ38', '"giấy phép" NĐ 38'),
    ],
)
def test_glued_codes_are_parted_where_a_number_is_meant(text: str, spaced: str) -> None:
    assert spaced_codes(text) == spaced
