"""Handbook domain.md 7.8: which words can be Vietnamese, and the share of them in a text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.lexicon import load
from ingest.syllables import WordCount, count_words, is_syllable, is_word, may_be_syllable

PROSE = (
    "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015; Chủ tịch Ủy ban nhân dân tỉnh Quảng Ngãi quyết định giám "
    "sát những người nghèo khuyết tật, hoà giải ở cơ sở, quỳnh giao, khuỷu tay, nghiêng, quốc gia, giếng nước, gìn giữ"
)


def test_prose_is_made_of_syllables() -> None:
    found = count_words(PROSE)
    assert (found.checked, found.share) == (found.valid, 1.0)


@pytest.mark.parametrize("word", ["hòa", "hoà", "thúy", "thuý", "quý", "giữa", "ngoài", "khuỷu", "NGHIỆP", "yếu"])
def test_both_styles_of_tone_and_capitals(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("bare", ["thue", "duoc", "rung", "nghiep", "quyt", "giet", "y", "ba", "RUNG", "vat", "quoc"])
def test_what_may_be_a_syllable_once_it_has_its_marks(bare: str) -> None:
    assert may_be_syllable(bare)


@pytest.mark.parametrize("bare", ["bhyt", "ubnd", "taxi", "camera", "web", "thuue", "", "nghx", "thuế", "sme", "n"])
def test_what_is_no_syllable_with_any_marks(bare: str) -> None:
    assert not may_be_syllable(bare)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "ngh",
        "ệc",
        "th",
        "hồsơ",
        "quyêt",
        "hoc",
        "họccc",
        "đưởc",
        "kả",
        "cế",
        "nge",
        "thủê",
        "ngiêm",
        "KH¡C",
        "Viet",
    ],
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", ["km", "TTg", "Đắk", "III", "website"])
def test_the_accept_list(word: str) -> None:
    assert is_word(word)


@pytest.mark.parametrize(
    ("text", "count", "share"),
    [
        ("15/2020/NĐ-CP, 12.5 (UBND) a) đ) 100m2", WordCount(0, 0, 0), None),
        ("thông tư, hồsơ; vi ệc", WordCount(5, 3, 0), 0.6),
        ("Nghị định và/hoặc KH¡C", WordCount(5, 4, 0), 0.8),
        ("thuật toán Levenshtein", WordCount(3, 2, 1), 1.0),
    ],
)
def test_share_of_syllables(text: str, count: WordCount, share: float | None) -> None:
    assert count_words(text) == count
    assert count_words(text).share == share


def test_the_lexicon_is_written_as_it_is_looked_up() -> None:
    table = load("syllables")
    for name in ("onsets", "before_front", "before_back", "before_qu", "extra", "rhymes", "accepted"):
        for entry in table[name]:
            assert entry == unicodedata.normalize("NFC", entry.lower())
        assert len(table[name]) == len(set(table[name])), name


@given(st.text(max_size=60))
def test_any_text_can_be_counted(text: str) -> None:
    found = count_words(text)
    assert 0 <= found.valid + found.foreign <= found.checked
