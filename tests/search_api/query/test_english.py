"""What is cited in English is read as in Vietnamese; of other English words the user is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.syllables import may_be_syllable
from nlp.knowledge import lexicon
from search_api.knowledge import knowledge
from search_api.query.analyse import analyse
from search_api.query.english import in_vietnamese
from search_api.query.names import issuer_at
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold
from tests.search_api.query.test_forms import understood

HELD = knowledge("search_api.query", "english", dict[str, dict[str, str | list[str]]])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("decree 15/2020", "nghị định 15/2020"),
        ("Decree No. 15/2020/ND-CP", "nghị định số 15/2020/ND-CP"),
        ("circular 39/2016/TT-NHNN", "thông tư 39/2016/TT-NHNN"),
        ("law on land", "luật đất đai"),
        ("the Land Law 2024", "luật đất đai 2024"),
        ("article 5 law on enterprises", "điều 5 luật doanh nghiệp"),
        ("clause 2 article 5 of the Labor Code", "khoản 2 điều 5 của bộ luật lao động"),
        ("point a clause 1 art. 5 decree 15/2020", "điểm a khoản 1 điều 5 nghị định 15/2020"),
        ("circulars of the Ministry of Finance", "thông tư của Bộ Tài chính"),
        ("official gazette no. 1244", "công báo số 1244"),
        ("latest decree on social insurance", "nghị định mới nhất về bảo hiểm xã hội"),
        ("law on fisheries", "luật fisheries"),
        ("law 45/2019", "luật 45/2019"),
        ("article 5 of the law", "điều 5 của luật"),
        ('decree 5 of "rule of law"', 'nghị định 5 của "rule of law"'),
        ("decree 5 =law", "nghị định 5 =law"),
    ],
)
def test_names_are_those_of_the_gazette(text: str, meant: str) -> None:
    assert in_vietnamese(text) == meant
    found = understood(text)
    assert found.text == meant
    assert (found.numbers, found.act, found.filters) == (
        understood(meant).numbers,
        understood(meant).act,
        understood(meant).filters,
    )


@pytest.mark.parametrize(
    "text",
    [
        "nghi dinh 15/2020",
        "qr code",
        "luat dat dai",
        "visa",
        "hop dong no.1",
        "and",
        "no xau",
        "section",
        "",
        '"rule of law"',
        "=law",
        "law firm",
        "dong vat thuc vat",
        "do vat tang vat",
        "vat nuoi vat",
        "thue vat on dinh",
    ],
)
def test_other_texts_stay(text: str) -> None:
    assert in_vietnamese(text) == text
    assert not understood(text).notes


def test_what_would_be_too_long_stays() -> None:
    text = "decree 5 " + "vat " * 50
    assert in_vietnamese(text) == text
    assert in_vietnamese("decree 5 vat") == "nghị định 5 thuế giá trị gia tăng"


def test_as_typed_is_as_typed() -> None:
    assert analyse(SearchQuery("decree 15/2020", verbatim=True)).text == "decree 15/2020"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("labor contract termination", True),
        ("work permit for foreigners", True),
        ("how to register a company in vietnam", True),
        ("decree 15/2020", False),
        ("visa", False),
        ("visa cho nguoi nuoc ngoai", False),
        ("facebook zalo", False),
        ("visa visa", False),
        ("hợp đồng real estate", True),
        ("thuế thu nhập cá nhân real estate", False),
    ],
)
def test_english_words_are_told(text: str, told: bool) -> None:  # noqa: FBT001 - a parameter of the table
    assert [note.code for note in understood(text).notes] == ["english-words"] * told


def test_what_is_written_instead_is_known_and_no_english_word_is_vietnamese() -> None:
    words = lexicon("types")
    types = {fold(name) for kind in ("law", "act", "paper") for name in words[kind]}
    assert {fold(str(name)) for name in HELD["types"].values()} <= types
    assert all(issuer_at(fold(str(name))) for name in HELD["issuers"].values())
    assert not [word for word in HELD["words"]["english"] if may_be_syllable(word)]
    for name in (*HELD["types"], *HELD["parts"], *HELD["issuers"]):
        assert not all(map(may_be_syllable, name.split())), name


@given(st.lists(st.sampled_from([*HELD["types"], *HELD["parts"], *HELD["subjects"], "on", "5", "15/2020", "a", "and"])))
def test_any_of_it_is_read(parts: list[str]) -> None:
    understood(" ".join(parts)[:500])
    read = in_vietnamese(" ".join(parts))
    assert in_vietnamese(read) == read or read.isascii()
