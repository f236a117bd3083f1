"""Labels that OCR gets wrong, put right by their sequence: a point's letter is known from the one before it.

Source: handbook domain.md 7.5, last line of the table, and its principle: identifiers are repaired from closed lists
and sequences, running text never. Only for lines read by OCR.
"""

import re

from ingest.structure.markers import POINT_LETTERS, Marker

_POINT_LIKE = re.compile(r"^[.,'‘’`*·\s]{0,2}(?P<n>[a-zđ©€¢®]|[àáảâãåđ])\s?[)\]}|]\s*(?P<t>\S.*)$", re.DOTALL)
_BARE_SIGN = re.compile(r"^[©€¢®]\s?\)?\s*(?P<t>[A-ZĐÀ-Ỹ].*)$", re.DOTALL)
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


def _next_letter(last: str | None) -> str | None:
    if last is None:
        return POINT_LETTERS[0]
    place = POINT_LETTERS.find(last)
    return POINT_LETTERS[place + 1] if 0 <= place < len(POINT_LETTERS) - 1 else None
