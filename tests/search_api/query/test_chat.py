"""Short spellings as in chats: read as what they mean, told, and left alone where they may be something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.syllables import is_syllable
from search_api.knowledge import knowledge
from search_api.query.analyse import analyse
from search_api.query.chat import may_mean
from search_api.query.mending import meant_text, mend
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold
from tests.search_api.query.test_forms import understood, words
from tests.search_api.query.test_word_table import TABLE

HELD = knowledge("search_api.query", "chat", dict[str, dict[str, str | list[str]]])


@pytest.mark.parametrize(
    ("text", "read", "told"),
    [
        ("ko co bang lai", "không co bang lai", ["ko → không"]),
        ("k đội mũ phạt bnhiu", "không đội mũ phạt bao nhiêu", ["k → không", "bnhiu → bao nhiêu"]),
        ("K đội mũ", "không đội mũ", ["k → không"]),
        ("dki kinh doanh", "đăng kí kinh doanh", ["dki → đăng ký"]),
        ("nghỉ việc có dc trả lương ko", "nghỉ việc có được trả lương không", ["dc → được", "ko → không"]),
        ("mua đất vs ng nước ngoài", "mua đất với người nước ngoài", ["vs → với", "ng → người"]),
        ("lương 5 tr đóng thuế ntn", "lương 5 triệu đóng thuế như thế nào", ["tr → triệu", "ntn → như thế nào"]),
        ("cần giấy tờ j", "cần giấy tờ gì", ["j → gì"]),
    ],
)
def test_what_is_read(text: str, read: str, told: list[str]) -> None:
    found = understood(text)
    assert words(found) == read
    assert [chip.shown for chip in found.chips if chip.kind == "corrected"] == told
    assert words(analyse(SearchQuery(text, verbatim=True))) != read


def test_each_of_them_can_be_refused_by_itself() -> None:
    first, second = (chip for chip in understood("k đội mũ phạt bnhiu").chips if chip.kind == "corrected")
    assert (first.without, second.without) == ("=k đội mũ phạt bnhiu", "k đội mũ phạt =bnhiu")
    assert words(understood("=k đội mũ phạt bnhiu")) == "k đội mũ phạt bao nhiêu"
    assert words(understood("k đội mũ phạt =bnhiu")) == "không đội mũ phạt bnhiu"
    assert not understood("=k đội mũ phạt =bnhiu").chips


def test_a_word_as_typed_is_read_as_nothing_else() -> None:
    for text in ("=vat là gì", "=nguời bán", "=thue dat", "(=ddaats)"):
        (word, *_), *_ = mend(understood(text), TABLE).runs
        assert (word.exact, word.typed, word.likely) == (True, "toned", word.accented)
        told = [chip for chip in mend(understood(text), TABLE).chips if chip.kind in ("corrected", "meaning")]
        assert not [chip for chip in told if chip.shown.startswith(word.accented)]
        assert meant_text(mend(understood(text), TABLE), TABLE) is None
    (slip,) = [chip for chip in mend(understood("ddaats nông nghiệp"), TABLE).chips if chip.kind == "corrected"]
    assert slip.without == "=ddaats nông nghiệp"
    (meaning,) = [chip for chip in understood("thuế VAT").chips if chip.kind == "meaning"]
    assert meaning.without == "thuế =VAT"
    assert not understood("thuế =VAT").meanings
    assert [term.exact for run in understood("a=b = c").runs for term in run] == [False] * 3
    assert understood(" ".join(["=ko"] * 170)).text


@pytest.mark.parametrize(
    "text",
    [
        "500 k",
        "vitamin k",
        "hạng k",
        "k 12 đất",
        "k",
        "bố tôi đi chiến trường K, đã mất",
        "tr em",
        "DC 2020 mạng",
        "kế hoạch",
        "công suất 5 kw",
    ],
)
def test_what_may_be_something_else_is_left_alone(text: str) -> None:
    assert not [chip for chip in understood(text).chips if chip.kind == "corrected"]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("nv nghỉ việc", {("nhân", "viên")}),
        ("dk kết hôn", {("đăng", "kí"), ("điều", "kiện")}),
        ("giáo viên mn", {("mọi", "người"), ("mầm", "non")}),
        ("thuế rượu bia ngk", {("người", "khác"), ("nước", "giải", "khát")}),
        ("bhyt", {("bảo", "hiểm", "y", "tế")}),
    ],
)
def test_what_may_mean_several_things_is_a_weaker_clause(text: str, phrases: set[tuple[str, ...]]) -> None:
    assert {phrase for meaning in understood(text).meanings for phrase in meaning.phrases} >= phrases
    assert words(understood(text)) == text


def test_marks_are_put_back_beside_them_and_nothing_half_read_is_offered() -> None:
    found = mend(understood("ko xyzt"), TABLE)
    assert meant_text(found, TABLE) is None
    assert understood("ko co bang lai").accents == "bare"


def test_no_entry_is_a_word_of_the_language_or_an_abbreviation_of_the_law() -> None:
    legal = {
        fold(short)
        for short in knowledge("search_api.query", "synonyms", dict[str, dict[str, list[str]]])["abbreviations"]
    }
    short = {*HELD["words"], *may_mean()}
    assert not [each for each in short if is_syllable(each)]
    assert not [each for each in HELD["words"] if fold(each) in legal]


@given(st.lists(st.sampled_from([*HELD["words"], *may_mean(), "5", "xe", "k", ",", "Vitamin"]), max_size=12))
def test_any_of_them_are_read(parts: list[str]) -> None:
    understood(" ".join(parts))
