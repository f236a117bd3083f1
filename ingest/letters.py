"""Characters: NFC, look-alikes and invisible marks, at the edge where text enters."""

import re
import unicodedata
from collections.abc import Container, Mapping
from functools import lru_cache

_ALIKE = str.maketrans(
    {"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ", "\u00a0": " ", "\u2011": "-"}
    | {"\u01a2": "Ư", "\u01a3": "ư"}  # the letter oi of Turkic alphabets, as some fonts' maps give ư: 'trƣờng'
)
# Cyrillic and Greek letters that keyboards and fonts put into Vietnamese words: 'TT-BТС' (handbook 3.3, 7.1)
_STRANGE = str.maketrans(
    "АВЕЅІЈКМНОРСТХУасеіјорѕху" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABESIJKMHOPCTXYaceijopsxy" + "ABEZHIKMNOPTYXo"
)
_HAS_STRANGE = re.compile("[\u0370-\u04ff]")
_MIXED_WORD = re.compile("\\S*[A-Za-z0-9\u00c0-\u024f\u1e00-\u1eff]\\S*")
INVISIBLE = re.compile(
    "[\u00ad\u0000-\u0008\u000e-\u001b\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]"
)
# a tone typed before the circumflex or breve of its letter, which NFC leaves as two signs (handbook 7.1)
_SHAPES = "\u0302\u0306"
_LEFT_SHAPE = re.compile(f"[{_SHAPES}]")
_SIGNS = re.compile(f"[{_SHAPES}\u0300\u0301\u0303\u0309]{{2,}}")
_GAPS = re.compile(r"\s+")
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_USUAL = f"[!-~{_LETTERS}{_LETTERS.upper()}“”‘’–—…§²°]+"
_CLEAN = re.compile(f"{_USUAL}(?: {_USUAL})*")  # most lines hold nothing else: one look in place of five


def clean_text(text: str) -> str:
    """NFC text on one line: đ look-alikes unified, invisible marks dropped, runs of white space made one space.

    Source: handbook domain.md 7.1, reliability.md P23. Idempotent.
    """
    if _CLEAN.fullmatch(text):
        return text
    text = INVISIBLE.sub("", text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.translate(_ALIKE))
        if _HAS_STRANGE.search(text):
            text = unicodedata.normalize("NFC", _MIXED_WORD.sub(lambda word: word[0].translate(_STRANGE), text))
        if _LEFT_SHAPE.search(text):
            text = _in_order(text)
    return _GAPS.sub(" ", text).strip()


def _in_order(text: str) -> str:
    """Shape before tone in every letter: 'a' with acute and circumflex is 'ấ', whichever was typed first."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize(
        "NFC", _SIGNS.sub(lambda signs: "".join(sorted(signs[0], key=lambda sign: sign not in _SHAPES)), apart)
    )


def _bases() -> dict[int, str]:
    """Every Latin letter with marks, as one table to the letter without; đ by hand, since it does not decompose."""
    table = {code: unicodedata.normalize("NFD", chr(code))[0] for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))}
    return table | {ord("đ"): "d", ord("ð"): "d"}


_BASES = _bases()
_NO_KEY = re.compile(r"[\W_⁰¹²³⁴-⁹]+")


def fold(text: str) -> str:
    """Lower-case text without tones and marks, đ as d; the same length as NFC text (handbook 7.3)."""
    if text.isascii():
        return text.lower()
    # dotted capital I is the one letter that grows in lower case
    return unicodedata.normalize("NFC", text).replace("\u0130", "I").lower().translate(_BASES)


def join_text(first: str, second: str) -> str:
    """Two printed lines as running text: a number or word broken at its hyphen is joined without a space."""
    if first.endswith("-") and not first.endswith((" -", "--")) and second[:1].isalnum():
        return first + second
    return f"{first} {second}"


@lru_cache(maxsize=1 << 12)
def squeeze(text: str) -> str:
    """Folded capitals without anything but letters and digits, note marks left out: how headings are compared."""
    return _NO_KEY.sub("", fold(text)).upper()


# not the power of a unit: 100 m², 5 km²; the sign stands first, so that the search leaps from one to the next
_NO_POWER = r"(?<!(?<![^\W\d_])m.)(?<!(?<![^\W\d_])[kcdm]m.)(?<!(?<![^\W\d_])ha.)"
_NOTE_MARKS = re.compile(rf"[⁰¹²³⁴-⁹]{_NO_POWER}[⁰¹²³⁴-⁹]*")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def without_marks(text: str, notes: Container[str] | None = None) -> str:
    """The text without the raised numbers that point to notes; with `notes` others (10³) stay."""
    if notes is None:
        text = _NOTE_MARKS.sub("", text)
    else:
        text = _NOTE_MARKS.sub(lambda mark: "" if mark[0].translate(_PLAIN_DIGITS) in notes else mark[0], text)
    return " ".join(text.split())


def renumbered(text: str, numbers: Mapping[str, str]) -> str:
    """The text with its note marks as `numbers` says; marks of which it says nothing stay."""
    return _NOTE_MARKS.sub(lambda mark: numbers.get(mark[0].translate(_PLAIN_DIGITS), mark[0]).translate(_RAISED), text)


def note_marks(text: str) -> tuple[str, ...]:
    """The numbers of the notes that the text points to, as plain digits."""
    return tuple(mark.translate(_PLAIN_DIGITS) for mark in _NOTE_MARKS.findall(text))
