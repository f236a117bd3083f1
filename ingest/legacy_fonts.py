"""Text typed in fonts of before Unicode: TCVN3 (ABC) and VNI decoded, VPS, VISCII and VIQR told by name.

Such fonts draw Vietnamese glyphs at Latin-1 places; `.Vn…H` are capitals fonts, typed in lower case. The font's name
tells, or else the share of syllables that decoding gains (handbook domain.md 7.4). Text that already holds letters that
Unicode alone has is left as it is, whatever its font is called.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from ingest.letters import clean_text
from ingest.lexicon import load
from ingest.syllables import count_words

Encoding = Literal["tcvn3", "tcvn3-capitals", "vni"]

_UNICODE = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
# signs and letters of Latin-1 and Windows-1252 that no Vietnamese word has, beside a letter
_SIGN = "¡-©«-¯´-¹»-¿ÄÅÆÇËÎÏÐÑÖ-ØÛÜÞßäåæçëîïðñö-øûüþÿ\u00adŒœŠšŽžŸƒˆ†‡‰‹›\u0080-\u009f"
_ODD = re.compile(f"[{_SIGN}](?:(?=[^\\W\\d_])|(?<=[^\\W\\d_].))")  # sign first: the search leaps to it
_HIGH = re.compile("[\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u2020-\u2030]")
_HIGH_WORD = re.compile("\\S*(?:[^\x00-\x7f]|[aeouAEOU][\\^(+?~'`]|dd)\\S*")
_VIQR = re.compile(r"(?i:[aeo]\^|a\(|[ou]\+)(?:['`?~.](?=[\s\w,;:]|$))?|(?i:[aeiouy])['`?~.](?=[a-z])|dd|DD|Dd")
_LEAST_HIGH = 3  # handbook 7.4
_SOUND = 0.7  # share of syllables that decoded text must have: a foreign page of formulas gains by chance
_LEAST_WORDS = 5  # with a sign beyond ASCII, or of VIQR
_GAIN = 0.30  # of the words: handbook 7.4


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a run of text turned out to be: an encoding to decode it by, or the name of one that is not read."""

    encoding: Encoding | None = None
    refused: str | None = None


_DECODED: tuple[Encoding, ...] = ("tcvn3", "vni")
NOTHING = Recognised()


def may_be_legacy(text: str) -> bool:
    """Whether a page's raw text has any sign of a legacy encoding: the cheap test before fonts are asked for."""
    return _ODD.search(text) is not None or ("^" in text and len(_VIQR.findall(text)) >= _LEAST_HIGH)


@lru_cache(maxsize=256)
def encoding_of_font(font: str) -> Encoding | None:
    """The encoding that a font's name (with or without a subset prefix) tells."""
    table = load("legacy")
    if re.search(table["tcvn3"]["font"], font):
        return "tcvn3-capitals" if re.search(table["tcvn3"]["capitals_font"], font) else "tcvn3"
    return "vni" if re.search(table["vni"]["font"], font) else None


def is_legacy_font(font: str) -> bool:
    """Whether the font's name says TCVN3 or VNI."""
    return encoding_of_font(font) is not None


def decode_legacy(text: str, font: str) -> str:
    """The text in Unicode where the font's name tells its encoding; else the text itself."""
    encoding = encoding_of_font(font)
    return decode(text, encoding) if encoding and not _UNICODE.search(text) else text


def decode(text: str, encoding: Encoding) -> str:
    """Text of that encoding in Unicode, NFC.

    One pass of a table: successive replacing would corrupt it, since ß, ã and á are both keys and values.
    """
    if encoding == "vni":
        return _vni_pattern().sub(_vni_letter, text)
    decoded = text.translate(_tcvn3())
    return decoded.upper() if encoding == "tcvn3-capitals" else decoded


def recognise(font: str, words: Iterable[str]) -> Recognised:
    """What the words of one font on one page are, by the font's name and by the syllables that decoding gives."""
    text = " ".join(words)
    if _UNICODE.search(text):
        return NOTHING
    plain = _share(clean_text(text))
    named = encoding_of_font(font)
    if named:
        return Recognised(named) if _share(decode(text, named)) >= plain else NOTHING
    if len(_HIGH.findall(text)) + len(_VIQR.findall(text)) < _LEAST_HIGH:
        return NOTHING
    table = load("legacy")
    refused = (entry["name"] for entry in table["refused"].values())
    found = [
        *((_share(decode(text, kind)), Recognised(kind)) for kind in _DECODED),
        *((_share(text.translate(_refused(name))), Recognised(refused=name)) for name in refused),
        (_share(_viqr(text)), Recognised(refused=table["viqr"]["name"])),
    ]
    share, best = max(found, key=lambda item: item[0])
    enough = len(_HIGH_WORD.findall(text)) >= _LEAST_WORDS
    return best if enough and share - plain > _GAIN and share >= _SOUND else NOTHING


def _share(text: str) -> float:
    """Share of syllables among the words, those that may be foreign counted as none."""
    count = count_words(text)
    return count.valid / count.checked if count.checked else 0.0


@cache
def _tcvn3() -> dict[int, str]:
    table = load("legacy")["tcvn3"]
    return str.maketrans(dict(zip(table["codes"], table["letters"], strict=True)) | table["garbled"])


@cache
def _vni() -> dict[str, str]:
    """Every letter that VNI spells with two characters or with one of its own, in lower case."""
    table = load("legacy")["vni"]
    single: dict[str, str] = table["single"]
    spelt = {
        base + mark: single.get(base, base) + tone for base in table["toned"] for mark, tone in table["tones"].items()
    }
    for shape, marks, bases in (("\u0302", "hats", "hatted"), ("\u0306", "bows", "bowed")):
        spelt |= {base + mark: base + shape + tone for base in table[bases] for mark, tone in table[marks].items()}
    return {codes: unicodedata.normalize("NFC", letter) for codes, letter in (spelt | single).items()}


@cache
def _vni_pattern() -> re.Pattern[str]:
    longest_first = sorted(_vni(), key=len, reverse=True)
    return re.compile("|".join(longest_first), re.IGNORECASE)


def _vni_letter(found: re.Match[str]) -> str:
    """One letter; its base tells the case, since marks are typed in either."""
    letter = _vni()[found[0].lower()]
    return letter.upper() if found[0][0].isupper() else letter


@cache
def _refused(name: str) -> dict[int, str]:
    entry = next(entry for entry in load("legacy")["refused"].values() if entry["name"] == name)
    codes = bytes.fromhex(entry["bytes"])
    latin = dict(zip(codes, entry["letters"], strict=True))
    windows = {ord(bytes([code]).decode("cp1252", "replace")): letter for code, letter in latin.items()}
    return {code: letter for code, letter in (latin | windows).items() if code != ord("\ufffd")}


def _viqr(text: str) -> str:
    """VIQR in Unicode, well enough to be told from other text."""
    table = load("legacy")["viqr"]
    marks: dict[str, str] = table["shapes"] | table["tones"]

    def letter(found: re.Match[str]) -> str:
        """One letter with its marks."""
        codes = found[0]
        if codes.lower() == "dd":
            return "đ"
        return unicodedata.normalize("NFC", codes[0] + "".join(marks[mark] for mark in codes[1:]))

    return _VIQR.sub(letter, text)
