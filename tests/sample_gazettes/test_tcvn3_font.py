import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_gazettes.tcvn3_font import CODES, LOWER, encode

TCVN3 = {chr(code): letter for letter, code in CODES.items()}


def decode(text: str) -> str:
    shown = ""
    for capitals, codes in encode(text):
        letters = "".join(TCVN3.get(c, c) for c in codes)
        shown += letters.upper() if capitals else letters
    return shown


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nghị định", "NghÞ ®Þnh"),
        ("thông tư", "th«ng t\xad"),
        ("Độc lập - Tự do", "§éc lËp - Tù do"),
        ("Điều 5. Ủỷ", None),
    ],
)
def test_known_words(text: str, codes: str | None) -> None:
    if codes is not None:
        assert encode(text) == ((False, codes),)
    assert decode(text) == text


def test_capitals_with_tones_go_to_their_own_font_with_the_words_beside_them() -> None:
    assert encode("VĂN BẢN QUY PHẠM") == ((True, "v¨n b¶n quy ph¹m"),)
    assert encode("CÔNG BÁO/Số 4") == ((True, "c«ng b¸o/"), (False, "Sè 4"))


def test_each_letter_has_one_code() -> None:
    assert len(LOWER) == 67
    assert len(set(CODES.values())) == len(CODES) == 74


@given(
    st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặấậệịọờủứỳ ABCDĐÊÔƠƯÁẢẾỊỤ0123456789.,;:()/-", max_size=60)
)
def test_encoding_loses_nothing(text: str) -> None:
    assert decode(text) == text


def test_a_letter_without_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="no code"):
        encode("5 €")
