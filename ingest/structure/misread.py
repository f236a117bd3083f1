"""Labels that OCR gets wrong, put right by their sequence: a point's letter is known from the one before it.

Source: handbook domain.md 7.5, last line of the table, and its principle: identifiers are repaired from closed lists
and sequences, running text never. Only for lines read by OCR.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.issuers import codes_of_issuer
from ingest.letters import fold
from ingest.structure.blocks import Block
from ingest.structure.markers import POINT_LETTERS, Marker, read_marker, roman_value, sort_key
from ingest.structure.numbers import OwnNumber
from ingest.structure.types import codes_of_type

_STRAY = r"[-–—_.,:;'‘’`*·~|ˆ^\s]"  # what specks of dust and rims of stamps are read as, before or behind a label
_POINT_LIKE = re.compile(rf"^{_STRAY}{{0,3}}(?P<n>[a-zđ©€¢®]|[àáảâãåđ])\s?[)\]}}|]\s*(?P<t>\S.*)$", re.DOTALL)
_BARE_SIGN = re.compile(r"^[©€¢®]\s?\)?\s*(?P<t>[A-ZĐÀ-Ỹ].*)$", re.DOTALL)
_CLAUSE_LIKE = re.compile(
    rf"^{_STRAY}{{0,3}}(?P<n>\d{{1,3}})(?:\s?{_STRAY}{{1,2}}|[^\W\d]?[.,:;])\s*(?P<t>[A-ZĐÀ-Ỹ“].*)$", re.DOTALL
)
_FIRST_LIKE = re.compile(r"^(?:[lI|!í]|l[^\W\d]|1\S)\s?[.,:;]?\s+(?P<t>[A-ZĐÀ-Ỹ].*)$", re.DOTALL)
_ARTICLE_LIKE = re.compile(
    rf"^{_STRAY}{{0,3}}[ĐDÐ]i[ềêếéèe]u\s+(?P<n>[\dIlOoSZ]{{1,3}})\s?(?P<sep>[.:,])\s*(?P<t>.*)$", re.DOTALL
)
_CHAPTER_LIKE = re.compile(r"^C[hH][ưuƯU]?[ơoƠO]?[nN][gG]\s+(?P<n>[IVXLl1]{1,6})\s*(?P<t>.*)$", re.DOTALL)
_DIGITS = str.maketrans("IlOoSZ", "110052")
_ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
)
# what the model makes of a letter, seen on scans of ../shared and on drawn pages
_LOOKS_LIKE = {"c": "©€¢e", "d": "đ", "đ": "dä", "e": "c©€", "g": "q", "l": "i1", "a": "àáảâãå", "o": "ö®", "i": "í"}


def mend_point(text: str, last: str | None) -> Marker | None:
    """The point that must come after `last`, where the paragraph begins with something that looks like its label."""
    expected = _next_letter(last)
    if expected is None:
        return None
    match = _POINT_LIKE.match(text)
    letter = match["n"] if match else text[:1]
    match = match or (_BARE_SIGN.match(text) if last is not None else None)
    if match is None or (letter != expected and letter not in _LOOKS_LIKE.get(expected, "")):
        return None
    return Marker("point", expected, expected, match["t"].strip())


def mend_clause(text: str, last: str | None) -> Marker | None:
    """The clause that must come after `last`, where the paragraph begins with its number between stray signs.

    '- 3, Có năng suất' is clause 3 after clause 2. The first clause (`last` is None) may also be 'l. Phạm vi'.
    """
    match = _CLAUSE_LIKE.match(text)
    expected = str(sort_key(last)[0] + 1) if last else "1"
    if (match is None or match["n"] != expected) and last is None:
        match = _FIRST_LIKE.match(text)
    elif match and match["n"] != expected:
        match = None
    return Marker("clause", expected, expected, match["t"].strip()) if match else None


def mend_labels(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The paragraphs with labels of articles and chapters put right where only their sequence tells the number.

    'Điều I.' before 'Điều 2.' is Điều 1; a second 'Chương II' is Chương III. Other paragraphs stay as they are.
    """
    article, chapter = 0, 0
    mended: list[Block] = []
    for block in blocks:
        text = block.text
        if block.source == "ocr" and (match := _ARTICLE_LIKE.match(text)):
            digits = match["n"].translate(_DIGITS)
            if digits == str(article + 1):
                text = f"Điều {digits}{match['sep']} {match['t']}".rstrip()
        elif block.source == "ocr" and (match := _CHAPTER_LIKE.match(text)) and chapter:
            value = roman_value(match["n"].replace("l", "I").replace("1", "I"))
            if value in {chapter, chapter - 1, 0} and chapter < len(_ROMAN):
                text = f"Chương {_ROMAN[chapter]} {match['t']}".rstrip()
        marker = read_marker(text)
        if marker is not None and marker.level == "article" and marker.separated:
            article = int(re.sub(r"\D", "", marker.number))
        elif marker is not None and marker.level == "chapter":
            chapter = roman_value(marker.number) or chapter + 1
        mended.append(block if text == block.text else replace(block, text=text))
    return tuple(mended)


def mend_number(number: OwnNumber, kind: str | None, issuers: Sequence[str]) -> OwnNumber:
    """A number read by OCR with its codes from the closed lists: those of the type line and of the letterhead.

    Only a code that differs by at most one letter, accents apart, is replaced ('TT-BTTTI' of Bộ Thông tin và Truyền
    thông); digits are never touched.
    """
    type_code = _nearest(number.type_code, codes_of_type(kind)) if number.type_code else None
    known = [code for name in issuers for code in codes_of_issuer(name)]
    codes = tuple(_nearest(code, known) for code in number.codes)
    head = number.text[
        : len(number.text) - sum(map(len, number.codes)) - len(number.codes) - len(number.type_code or "")
    ]
    if number.type_code is None or "-".join((number.type_code, *number.codes)) != number.text[len(head) :]:
        return number
    return replace(number, text=head + "-".join((type_code or "", *codes)), type_code=type_code, codes=codes)


def _nearest(code: str, known: Iterable[str]) -> str:
    """The one known code at a distance of at most one letter, the code itself where there is none or several."""
    near = {other for other in known if _within_one(fold(code), fold(other))}
    return code if code in near or len(near) != 1 else near.pop()


def _within_one(first: str, second: str) -> bool:
    """Whether one letter changed, added or left out makes the one the other."""
    if abs(len(first) - len(second)) > 1:
        return False
    same = next(
        (at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second))
    )
    shorter, longer = sorted((first[same:], second[same:]), key=len)
    return shorter[1:] == longer[1:] if len(shorter) == len(longer) else shorter == longer[1:]


def _next_letter(last: str | None) -> str | None:
    if last is None:
        return POINT_LETTERS[0]
    place = POINT_LETTERS.find(last)
    return POINT_LETTERS[place + 1] if 0 <= place < len(POINT_LETTERS) - 1 else None
