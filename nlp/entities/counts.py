"""Numbers in Vietnamese words: 'hai mươi lăm triệu', 'một trăm linh năm'; with nothing that can be read two ways."""

from nlp.knowledge import lexicon

_UNITS: dict[str, int] = lexicon("dates")["units"]
_GROUPS = (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3))
_SPELT = {"tỉ": "tỷ", "ngàn": "nghìn"}
WORDS = (*_UNITS, "mười", "mươi", "trăm", "linh", "lẻ", "nghìn", "ngàn", "triệu", "tỷ", "tỉ")
"""Every word that numbers are made of."""


def number_in_words(words: str) -> int | None:
    """The number that the words say, from 1; None where they are no whole number ('hai rưỡi', 'năm bảy', 'trăm')."""
    rest = [_SPELT.get(word, word) for word in words.lower().split()]
    total = 0
    for name, size in _GROUPS:
        if name in rest:
            cut = rest.index(name)
            count = _below_thousand(rest[:cut])
            if not count:
                return None
            total, rest = total + count * size, rest[cut + 1 :]
    if rest:
        count = _below_thousand(rest)
        if count is None:
            return None
        total += count
    return total or None


def _below_thousand(words: list[str]) -> int | None:
    """'hai trăm linh năm', 'ba mươi', 'mười lăm', 'bảy'."""
    if "trăm" in words:
        cut = words.index("trăm")
        if cut != 1 or words[0] not in _UNITS:
            return None
        hundreds, rest = 100 * _UNITS[words[0]], words[2:]
        if not rest:
            return hundreds
        if rest[0] in ("linh", "lẻ"):
            unit = " ".join(rest[1:])
            return hundreds + _UNITS[unit] if unit in _UNITS else None
        below = _below_hundred(rest) if len(rest) > 1 or rest[0] == "mười" else None  # 'một trăm hai' is said of 120
        return hundreds + below if below else None
    return _below_hundred(words)


def _below_hundred(words: list[str]) -> int | None:
    if not words:
        return None
    if words[0] == "mười":
        tens, rest = 10, words[1:]
    elif len(words) > 1 and words[1] == "mươi" and words[0] in _UNITS:
        tens, rest = 10 * _UNITS[words[0]], words[2:]
    else:
        tens, rest = 0, words
    if len(rest) > 1 or (not rest and not tens) or any(word not in _UNITS for word in rest):
        return None
    return tens + (_UNITS[rest[0]] if rest else 0)
