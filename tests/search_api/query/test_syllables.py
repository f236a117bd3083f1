"""One reading of Vietnamese text: handbook domain.md 7.1 to 7.3, 7.9; promise P23."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.query.syllables import (
    LONGEST_WORD,
    fold,
    fold_in_place,
    fold_words,
    forms,
    key_of,
    lacks_marks,
    lower_in_place,
    lower_words,
    spellings,
    syllables,
    typed,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
words = st.text(alphabet=LETTERS + LETTERS.upper() + "0123456789/-.&", max_size=20)


def test_keys_of_whole_texts() -> None:
    assert key_of("Điều 5a.") == key_of("ĐIỀU 5A") == "dieu-5a"
    assert key_of("…") == ""


def accented(text: str) -> list[str]:
    return [syllable.accented for syllable in syllables(text)]


@pytest.mark.parametrize(
    ("new", "old"),
    [
        *(("hoà", "hòa"), ("thuý", "thúy"), ("uỷ", "ủy"), ("khoẻ", "khỏe"), ("toà", "tòa"), ("thuỷ", "thủy")),
        *(("huỷ", "hủy"), ("luỹ", "lũy"), ("Thuỵ", "Thụy"), ("HOÀ", "HÒA"), ("xoá", "xóa"), ("qúy", "quý")),
    ],
)
def test_tone_placement_does_not_matter(new: str, old: str) -> None:
    assert forms(new) == forms(old)


@pytest.mark.parametrize(
    "word",
    [
        *("giá", "giữa", "gì", "thuế", "người", "được", "nghĩa", "của", "mùa", "ngoài", "khuỷu", "quyền", "yếu"),
        *("hoàn", "hoặc", "huýt", "thuở", "rượu", "giếng", "quốc", "khuya"),
    ],
)
def test_word_table_that_stand_right_stay(word: str) -> None:
    assert forms(word)[0] == word


@pytest.mark.parametrize(
    ("one", "other"),
    [("kỹ", "kĩ"), ("công ty", "công ti"), ("tỷ lệ", "tỉ lệ"), ("quý", "quí"), ("lý", "lí"), ("mỹ", "mĩ")],
)
def test_short_i_may_be_written_y(one: str, other: str) -> None:
    assert accented(one) == accented(other)


@pytest.mark.parametrize("kept", ["thúy", "ủy", "say", "mấy", "yêu", "quyền"])
def test_other_y_stays(kept: str) -> None:
    assert "y" in fold(forms(kept)[0])


@pytest.mark.parametrize("wrong", ["Ðiều", "ĐIỀU", "điều", "Ɖiều", "đi\u00adều", unicodedata.normalize("NFD", "Điều")])
def test_however_typed_it_is_one_word(wrong: str) -> None:
    assert accented(wrong) == ["điều"]


def test_marks_in_the_wrong_order_are_repaired() -> None:
    # u, then tone, then circumflex on e: canonical ordering alone does not bring ế back.
    assert accented("thue\u0302\u0301") == ["thuế"]


def test_cyrillic_capitals_in_a_number() -> None:
    assert accented("15/2020/TT-ВТС") == accented("15/2020/TT-BTC")


def test_numbers_figures_and_codes_stay_whole() -> None:
    text = "Điều 9a Nghị định số 15/2020/NĐ-CP phạt 1.500.000 đồng, 0,5% (85/2005/TTLT/BTC-BCA; 41/2018/TT-BGD&ĐT)"
    assert accented(text) == [
        *("điều", "9a", "nghị", "định", "số", "15-2020-nđ-cp", "phạt", "1.500.000", "đồng", "0,5"),
        *("85-2005-ttlt-btc-bca", "41-2018-tt-bgd&đt"),
    ]


def test_dates_and_dashes_part_words() -> None:
    assert accented("24/7/2020 Covid-19 NĐ-CP công_ty") == ["24", "7", "2020", "covid", "19", "nđ", "cp", "công", "ti"]


def test_folding_keeps_length_and_drops_every_mark() -> None:
    assert fold("ĐẤT ĐAI Quyền Ðặc") == "dat dai quyen dac"


def test_how_a_word_was_typed() -> None:
    assert [typed(word) for word in ("thuế", "thuê", "đai", "thue", "2020")] == [
        *("toned", "marked", "marked", "bare", "bare"),
    ]


def test_a_stopped_syllable_without_tone_is_incomplete() -> None:
    assert lacks_marks("nhap")
    assert lacks_marks("đât")
    assert not lacks_marks("nhập")
    assert not lacks_marks("thu")
    assert not lacks_marks("internet")


def test_a_word_without_end_is_cut() -> None:
    (only,) = syllables("a" * 100_000)
    assert len(only.accented) == LONGEST_WORD
    assert only.end == 100_000


@given(words)
def test_forms_are_idempotent_and_blind_to_composition(word: str) -> None:
    for syllable in syllables(word):
        assert forms(syllable.accented) == (syllable.accented, syllable.folded)
        assert forms(syllable.folded)[1] == syllable.folded
    assert accented(word) == accented(unicodedata.normalize("NFD", word))


@given(st.text())
def test_any_text_gives_tokens_without_spaces_at_true_offsets(text: str) -> None:
    end = 0
    for syllable in syllables(text):
        assert end <= syllable.start < syllable.end <= len(text)
        assert syllable.accented
        assert not any(c.isspace() for c in syllable.accented + syllable.folded)
        end = syllable.end


@given(st.text(alphabet=st.characters()) | st.text(alphabet="\ud800\udc00🙂𝐀_ệ Ð²\u0301"))
def test_changing_in_place_moves_nothing(text: str) -> None:
    folded, lower = fold_in_place(text), lower_in_place(text)
    assert len(folded) == len(lower) == len(text)
    assert fold_words(text) == "".join(c if c.isalnum() else " " for c in folded)
    assert lower_words(text) == "".join(c if c.isalnum() else " " for c in lower)


@given(words)
def test_changing_in_place_says_the_same(word: str) -> None:
    composed = unicodedata.normalize("NFC", word)
    assert fold_in_place(composed) == fold(composed)
    assert lower_in_place(composed) == composed.lower()


@pytest.mark.parametrize("word", ["hòa", "thúy", "khỏe", "kĩ", "ti", "quí", "đất", "người"])
def test_spellings_are_read_as_the_word(word: str) -> None:
    assert {forms(spelling)[0] for spelling in spellings(word)} == {word}


def test_each_word_has_its_spellings() -> None:
    assert spellings("hòa") == ("hòa", "hoà")
    assert spellings("kĩ") == ("kĩ", "kỹ")
    assert spellings("đất") == ("đất",)


@given(words)
def test_folding_what_is_folded_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)
