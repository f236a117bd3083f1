"""Handbook domain.md 7.4: TCVN3 and VNI text by the font's name and by its syllables; what is not read is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.legacy_fonts import Recognised, decode, decode_legacy, is_legacy_font, may_be_legacy, recognise
from ingest.lexicon import load
from sample_gazettes.tcvn3_font import CODES


@pytest.mark.parametrize(
    ("drawn", "meant"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("NghÞ ®Þnh", "Nghị định"),
        ("QuyÕt ®Þnh", "Quyết định"),
        ("§iÒu 1", "Điều 1"),
        ("LuËt", "Luật"),
        ("Th«ng t\u00ad", "Thông tư"),
        ("Th«ng t\u2212, tê \u03bc", "Thông tư, tờ à"),  # as extraction garbles them
        ("15/2020 TT-BTC (a).", "15/2020 TT-BTC (a)."),
    ],
)
def test_decoded_in_one_pass(drawn: str, meant: str) -> None:
    assert decode_legacy(drawn, ".VnTime") == meant


def test_every_code_has_its_letter() -> None:
    for letter, code in CODES.items():
        assert decode_legacy(chr(code), "ABCDEF+.VnTime-Bold") == letter


@pytest.mark.parametrize("font", [".VnTimeH", "ABCDEF+.VnTimeH-Bold", ".VnArialH,Bold", "VnTimeH"])
def test_capitals_fonts_are_typed_in_lower_case(font: str) -> None:
    assert decode_legacy("v¨n b¶n", font) == "VĂN BẢN"


@pytest.mark.parametrize("font", ["Times New Roman", "ABCDEF+TimesNewRomanPSMT", "Vnative", "SVNI-Times", ""])
def test_other_fonts_are_left_alone(font: str) -> None:
    assert not is_legacy_font(font)
    assert decode_legacy("LuËt ®Þnh", font) == "LuËt ®Þnh"


def test_text_that_is_unicode_already_is_never_decoded() -> None:
    assert decode_legacy("Nghị định ã", ".VnTime") == "Nghị định ã"


PROSE = "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập tự do hạnh phúc; quyết định của Bộ trưởng Bộ Nội vụ"
LOWER = "abcdefghijklmnopqrstuvwxyzàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
VNI_TONES = {"\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï", "": ""}
VNI_HATS = {"": "â", "\u0301": "á", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
VNI_BOWS = {"": "ê", "\u0301": "é", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
VNI_ALONE = {"đ": "ñ", "ơ": "ô", "ư": "ö", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def vni(letter: str) -> str:
    """The letter as VNI's keyboard spells it, written apart from the decoder's table."""
    if letter in VNI_ALONE:
        return VNI_ALONE[letter]
    apart = unicodedata.normalize("NFD", letter)
    base, marks = apart[0], apart[1:]
    tone = next((mark for mark in marks if mark in VNI_TONES), "")
    if "\u0302" in marks:
        return base + VNI_HATS[tone]
    if "\u0306" in marks:
        return base + VNI_BOWS[tone]
    return {"o": "ô", "u": "ö"}.get(base, base) + VNI_TONES[tone] if "\u031b" in marks else base + VNI_TONES[tone]


def in_vni(text: str) -> str:
    return "".join(vni(c) if c == c.lower() else vni(c.lower()).upper() for c in text)


def in_tcvn3(text: str) -> str:
    return "".join(chr(CODES[c]) if c in CODES else c for c in text)


@given(st.text(st.sampled_from(LOWER + " 0123456789,.;")))
def test_tcvn3_there_and_back(text: str) -> None:
    assert decode(in_tcvn3(text), "tcvn3") == text


@given(st.text(st.sampled_from(LOWER + LOWER.upper() + " 0123456789,.;")))
def test_vni_there_and_back(text: str) -> None:
    assert decode(in_vni(text), "vni") == text


def test_vni_as_the_handbook_shows_it() -> None:
    assert (
        decode_legacy("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "ABCDEF+VNI-Times")
        == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    )


def test_without_a_name_the_syllables_tell() -> None:
    assert recognise("TimesNewRoman", in_tcvn3(PROSE).split()) == Recognised("tcvn3")
    assert recognise("TimesNewRoman", in_vni(PROSE).split()) == Recognised("vni")
    assert may_be_legacy(in_tcvn3(PROSE))
    assert may_be_legacy(in_vni(PROSE))


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Vay 5 triệu, góc 45°, 25ºC ± 2, «trích», 3×4 µm",
        "the quick brown fox: café, naïve, façade, Zürich",
        "x ¡ y ¡ z",
        "N 2đÞ D þ O!N þ O R1 6.90 1013 Fell et al. N4Sđ Þ þ O2 O þ NO".replace("đ", "ð"),
        "",
    ],
)
@pytest.mark.parametrize("font", ["TimesNewRoman", ".VnTime", "VNI-Times"])
def test_other_text_is_left_alone(text: str, font: str) -> None:
    found = recognise(font, text.split())
    assert found.refused is None
    assert found.encoding is None or font != "TimesNewRoman"
    if any(c in text for c in "ạệợ"):
        assert found == Recognised()


@pytest.mark.parametrize("name", ["vps", "viscii"])
def test_what_is_not_read_is_named(name: str) -> None:
    entry = load("legacy")["refused"][name]
    codes = dict(zip(entry["letters"], bytes.fromhex(entry["bytes"]), strict=True))
    typed = bytes(codes.get(c, ord("?") if ord(c) > 127 else ord(c)) for c in PROSE).decode("cp1252", "replace")
    assert recognise("SomeFont", typed.split()) == Recognised(refused=entry["name"])


def test_viqr_is_named() -> None:
    typed = "Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam, ddo^.c la^.p tu+. do ha.nh phu'c"
    assert may_be_legacy(typed)
    assert recognise("Courier", typed.split()) == Recognised(refused="VIQR")


def test_plain_text_costs_no_question_about_fonts() -> None:
    assert not may_be_legacy(PROSE + " 25 °C, 100 m², 3 × 4, “trích” – và… 0,5%")
