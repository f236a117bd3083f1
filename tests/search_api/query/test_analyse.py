"""Understanding a query: numbers in every spelling (handbook 3.3), accents (7.3), limits (promise P15)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.numbers import index_keys
from search_api.errors import QueryTooLong
from search_api.query.analyse import QueryAnalysis, analyse, relax
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold
from search_api.query.terms import Accents

SPELLINGS = (
    *("15/2020/NĐ-CP", "15/2020/nđ-cp", "15/2020/ND-CP", "nd 15/2020", "nghị định 15/2020", "nghi dinh 15 nam 2020"),
    *("nghị định số 15 năm 2020", "15-2020-ND-CP", "NĐ15/2020", "15/2020", "15/2020/NĐCP", "15/2020/NÐ-CP"),
    unicodedata.normalize("NFD", "Nghị định số 15/2020/NĐ-CP"),
)


def understood(text: str) -> QueryAnalysis:
    return analyse(SearchQuery(text))


def terms(analysis: QueryAnalysis) -> list[str]:
    return [term.accented for run in analysis.runs for term in run]


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_document_number_is_seen_in_every_spelling(text: str) -> None:
    (number,) = understood(text).numbers
    assert set(number.keys) & set(index_keys("15/2020/NĐ-CP"))


def test_words_beside_a_number_stay_words() -> None:
    found = understood("nghi dinh 15 nam 2020 hoa don dien tu")
    assert [number.keys[0] for number in found.numbers] == ["15/2020/ND"]
    assert terms(found) == ["hoa", "don", "dien", "tu"]


@pytest.mark.parametrize(
    "text", ["nghị định số 15/2020/NĐ-CP hóa đơn", "ND so: 15/2020/nd-cp hóa đơn", "hóa đơn số 15/2020/NĐ-CP"]
)
def test_words_that_only_announce_a_number_are_none(text: str) -> None:
    assert terms(understood(text))[-2:] == ["hóa", "đơn"]
    assert "số" not in terms(understood(text))
    assert "nghị" not in terms(understood(text))


def test_the_name_of_a_law_before_its_number_is_kept() -> None:
    assert terms(understood("Luật Đất đai số 31/2024/QH15")) == ["luật", "đất", "đai"]


def test_a_number_alone_is_no_month_but_beside_words_it_may_be() -> None:
    assert understood("5/2020").numbers[0].keys == ("5/2020",)
    assert not understood("tháng 5/2020").numbers


@pytest.mark.parametrize(
    "text",
    ["khoản 2 điều 5 nghị định 15/2020", "Điều 5, khoản 2 Nghị định số 15/2020/NĐ-CP", "dieu 5 15/2020/nd-cp"],
)
def test_a_citation_leads_to_its_article(text: str) -> None:
    found = understood(text)
    assert found.places.article == "5"
    assert len(found.numbers) == 1
    assert not {"khoản", "2", "5", "dieu", "điều"} & set(terms(found))


def test_an_article_of_a_named_law_stays_in_the_words() -> None:
    found = understood("điều 9a luật đất đai")
    assert found.places.article == "9a"
    assert terms(found) == ["điều", "9a", "luật", "đất", "đai"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("công báo số 1244 năm 2015", [(1244, 2015)]),
        ("cong bao so 1244/2015", [(1244, 2015)]),
        ("Công báo số 1243 + 1244 ngày 25-6-2015", [(1243, 2015), (1244, 2015)]),
        ("công báo số 7", [(7, None)]),
        ("công báo 1243+1244", [(1243, None), (1244, None)]),
        ("công báo 2015", []),
    ],
)
def test_gazette_issues(text: str, wanted: list[tuple[int, int | None]]) -> None:
    found = understood(text)
    assert [(issue.number, issue.year) for issue in found.issues] == wanted
    assert not found.numbers


@pytest.mark.parametrize("text", ['"hợp đồng lao động" thử việc', "“hợp đồng lao động” thử việc"])
def test_quoted_phrases(text: str) -> None:
    found = understood(text)
    assert [[term.accented for term in phrase] for phrase in found.phrases] == [["hợp", "đồng", "lao", "động"]]
    assert terms(found) == ["thử", "việc"]


def test_a_quoted_number_is_a_number() -> None:
    found = understood('"15/2020/NĐ-CP"')
    assert len(found.numbers) == 1
    assert not found.phrases


@pytest.mark.parametrize("text", ['"hợp đồng', 'hợp đồng"', '"" hợp đồng'])
def test_a_quote_without_its_twin_is_overlooked(text: str) -> None:
    assert terms(understood(text)) == ["hợp", "đồng"]


@pytest.mark.parametrize(
    ("text", "accents"),
    [
        ("thuế thu nhập cá nhân", "toned"),
        ("bảo hiểm xã hội bắt buộc", "toned"),
        ("luật thanh niên", "toned"),
        ("công ty cổ phần", "toned"),
        ("kinh doanh có điêu kiên trong linh vưc", "mixed"),
        ("thuế thu nhap ca nhan", "mixed"),
        ("luật đât đai", "mixed"),
        ("công ty", "toned"),
        ("thuê", "mixed"),
        ("ba gác cho thuê", "toned"),
        ("áo phao", "toned"),
        ("công ty cho thue xe", "mixed"),
        ("thủ tục ATM", "toned"),
        ("thue thu nhap", "bare"),
        ("15/2020/NĐ-CP", "bare"),
    ],
)
def test_how_much_of_its_marks_a_query_carries(text: str, accents: Accents) -> None:
    assert understood(text).accents == accents


def test_terms_over_the_limit_are_left_out_and_counted() -> None:
    found = understood(" ".join(f"x{number}" for number in range(40)))
    assert len(terms(found)) == 32
    assert found.dropped == 8


def test_a_word_without_its_marks_is_no_new_one() -> None:
    marked = [f"{first}{rest}" for first in ("b", "c", "l", "m") for rest in ("á", "ó", "ín", "ột")]
    found = understood(" ".join((*marked, *map(fold, marked), *(f"x{number}" for number in range(17)))))
    assert len(terms(found)) == 32 + 16
    assert found.dropped == 1


def test_forms_of_the_same_letters_are_bounded_too() -> None:
    marked = [f"{first}{vowel}n" for first in ("b", "c", "d", "m") for vowel in "aàảãáạăằẳẵắặâầẩẫấậ"]
    found = understood(" ".join(marked))
    assert (len(terms(found)), found.dropped) == (48, len(marked) - 48)


def test_length_is_counted_composed() -> None:
    text = "ệ" * 512
    assert understood(unicodedata.normalize("NFD", text)).text == text
    with pytest.raises(QueryTooLong):
        understood(text + "ệ")


@pytest.mark.parametrize("text", ["(" * 100_000, '"' * 100_000, "😀" * 100_000, "a" * 100_000])
def test_endless_queries_are_refused(text: str) -> None:
    with pytest.raises(QueryTooLong):
        understood(text)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_asked(text: str) -> None:
    found = understood(text)
    assert found.is_empty
    assert not found.is_mute


@pytest.mark.parametrize("text", ['"', "((([[", "😀", "…", "\ue000\ue001", "* ? ~"])
def test_nothing_that_can_be_looked_for(text: str) -> None:
    found = understood(text)
    assert found.is_mute or not found.text
    assert not found.runs


def test_only_what_asks_for_less_can_be_relaxed() -> None:
    assert understood("thuể").can_relax
    assert understood("15/2020/NĐ-CP hóa đơn").can_relax
    assert not understood("thue").can_relax
    assert not understood("15/2020/NĐ-CP").can_relax
    assert not relax(understood("thuể")).can_relax


@given(st.text(max_size=512))
def test_any_text_is_understood(text: str) -> None:
    found = understood(text)
    assert len(set(terms(found))) <= 48
    assert len(set(map(fold, terms(found)))) <= 32
    assert all(term for term in terms(found))


@given(st.text(alphabet='"“” /-+.,0123456789điềukhoảnsốnghịcôngbáo năm()', max_size=200))
def test_text_made_of_what_has_meaning_is_understood(text: str) -> None:
    found = understood(text)
    assert found.is_empty or found.is_mute or found.runs or found.phrases or found.numbers or found.issues


@pytest.mark.parametrize(
    ("text", "keys", "words"),
    [
        ("nghị định 38", ("38/ND/CP",), ""),
        ("NĐ số 08", ("8/ND/CP",), ""),
        ("nghi dinh 38 2022", ("38/2022/ND/CP",), ""),
        ("nghị định 100 nồng độ cồn", ("100/ND/CP",), "nồng độ cồn"),
        ("quyết định 2022", None, "quyết định 2022"),
        ("nghị định 1, 2 và 3", None, "nghị định 1 2 và 3"),
        ("thông tư 38 hải quan", None, "thông tư 38 hải quan"),
    ],
)
def test_a_decree_is_named_without_its_year(text: str, keys: tuple[str, ...] | None, words: str) -> None:
    found = analyse(SearchQuery(text))
    assert [number.keys for number in found.numbers] == ([keys] if keys else [])
    assert " ".join(term.accented for run in found.runs for term in run) == words
