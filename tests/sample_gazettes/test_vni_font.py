import unicodedata

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_gazettes.samples import draw_samples
from sample_gazettes.vni_font import MARKS, SINGLE, encode

LETTERS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = "".join(unicodedata.normalize("NFC", letter + tone) for letter in LETTERS for tone in TONES) + "đĐ"


def decode(codes: str) -> str:
    """VNI read from left to right by the table, the longest spelling first."""
    spelt = {SINGLE.get(base, base) + code: base + marks for base in "aeouyơư" for marks, code in MARKS.items()}
    single = {code: letter for letter, code in SINGLE.items()}
    shown, rest = "", codes
    while rest:
        pair, one = rest[:2].lower(), rest[0].lower()
        letter = unicodedata.normalize("NFC", spelt[pair] if pair in spelt else single.get(one, one))
        shown += letter.upper() if rest[0].isupper() else letter
        rest = rest[2:] if pair in spelt else rest[1:]
    return shown


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"),
        ("NGHỊ ĐỊNH", "NGHÒ ÑÒNH"),
        ("thừa ưỡn kỵ", "thöøa öôõn kî"),
        ("Ắ ầ", "AÉ aà"),
    ],
)
def test_known_words(text: str, codes: str) -> None:
    assert encode(text) == codes


@given(st.text(alphabet=VIETNAMESE + " bcdghklmnpqrstvx0123456789.,;:()/-", max_size=60))
def test_encoding_loses_nothing(text: str) -> None:
    assert decode(encode(text)) == text


def test_every_letter_has_a_spelling_of_its_own() -> None:
    assert len({encode(letter) for letter in VIETNAMESE}) == len(VIETNAMESE) == 146


def test_a_letter_without_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="no code"):
        encode("5 €")


def test_marks_are_drawn_over_the_letter_before_them() -> None:
    sample = next(sample for sample in draw_samples(11, scans=False) if "vni" in sample.name)
    document = pdfium.PdfDocument(sample.pdf)
    try:
        text = document[0].get_textpage()
        whole = text.get_text_range()
        assert "NGHÒ ÑÒNH" in whole
        place = whole.index("Vieät") if "Vieät" in whole else whole.index("VIEÄT")
        letter, mark = (text.get_charbox(place + i) for i in (2, 3))
    finally:
        document.close()
    assert letter[0] - 2 < (mark[0] + mark[2]) / 2 < letter[2] + 2
