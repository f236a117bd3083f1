"""Handbook domain.md 7.4: TCVN3 text by the font's name."""

import pytest

from ingest.legacy_fonts import decode_legacy, is_legacy_font
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


@pytest.mark.parametrize("font", ["Times New Roman", "ABCDEF+TimesNewRomanPSMT", "VNI-Times", "Vnative", ""])
def test_other_fonts_are_left_alone(font: str) -> None:
    assert not is_legacy_font(font)
    assert decode_legacy("LuËt ®Þnh", font) == "LuËt ®Þnh"


def test_text_that_is_unicode_already_is_never_decoded() -> None:
    assert decode_legacy("Nghị định ã", ".VnTime") == "Nghị định ã"
