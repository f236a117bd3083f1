"""Legacy Vietnamese fonts: TCVN3 (ABC) text decoded by the font's name.

Fonts named `.Vn…` draw Vietnamese glyphs at Latin-1 places; `.Vn…H` are capitals fonts, typed in lower case.
Source: handbook domain.md 7.4. Text that already holds letters of U+1EA0–U+1EF9 is left alone.
"""

import re

_TCVN3 = (
    "µ¸¶·¹ ¨ »¾¼½Æ © ÇÊÈÉË ® ÌÐÎÏÑ ª ÒÕÓÔÖ ×ÝØÜÞ ßãáâä « åèæçé ¬ êíëìî ïóñòô \u00ad õøö÷ù úýûüþ ¡¢§£¤¥¦",
    "àáảãạ ă ằắẳẵặ â ầấẩẫậ đ èéẻẽẹ ê ềếểễệ ìíỉĩị òóỏõọ ô ồốổỗộ ơ ờớởỡợ ùúủũụ ư ừứửữự ỳýỷỹỵ ĂÂĐÊÔƠƯ",
)
# extraction artefacts: Greek mu for micro, minus sign for the soft hyphen (handbook 7.4)
_TABLE = str.maketrans(_TCVN3[0] + "\u03bc\u2212", _TCVN3[1] + "àư")
_TCVN3_FONT = re.compile(r"(?:^|\+)\.?Vn[A-Z]")
_CAPITALS_FONT = re.compile(r"(?:^|\+)\.?Vn[A-Za-z0-9 ]*?H(?:\b|[-,_]|$)")
_UNICODE_VIETNAMESE = re.compile("[\u1ea0-\u1ef9]")


def is_legacy_font(font: str) -> bool:
    """Whether the font's name (with or without a subset prefix) says TCVN3."""
    return bool(_TCVN3_FONT.search(font))


def decode_legacy(text: str, font: str) -> str:
    """The text in Unicode where `font` is a TCVN3 font, upper-cased for capitals fonts; else the text itself.

    One pass of a table: successive replacing would corrupt it, since ß, ã and á are both keys and values.
    """
    if not is_legacy_font(font) or _UNICODE_VIETNAMESE.search(text):
        return text
    decoded = text.translate(_TABLE)
    return decoded.upper() if _CAPITALS_FONT.search(font) else decoded
