"""Names of laws without a number: where 'Luật Phòng, chống tác hại của rượu, bia và …' ends (handbook 9.3, NAME)."""

import re
from functools import cache

from nlp.knowledge import lexicon

_LEXICON = lexicon("laws")
_STOP = frozenset(_LEXICON["stop"]["words"])
_AFTER_AND = frozenset(_LEXICON["stop"]["after_and"])
_NOT_FIRST = frozenset(_LEXICON["stop"]["not_first"])
_AMENDING = sorted(_LEXICON["stop"]["amending"], key=len, reverse=True)
# A name in no list and written small is one only where an act must follow: 'theo quy định của Luật bầu cử'.
_CUE = re.compile(r"(?:của|theo|tại|trong|Căn\s+cứ|Điều\s+\d{1,3}|,)\s+(?:Bộ\s+luật|Luật|Pháp\s+lệnh)\s+$")
_CUE_REACH = 30
_LONGEST = 200
_LONGEST_UNLISTED = 14
"""Syllables of a name that is in no list: the longest act names without a list of acts have about fourteen."""

# The new tone placement (hoà, thuý) and the old one (hòa, thúy) of open syllables; one to one (handbook 7.2).
_NEW_TONES = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_OLD_TONES = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_TONES = dict(zip(_NEW_TONES, _OLD_TONES, strict=True))
_TONE = re.compile(rf"(?<!q)(?:{'|'.join(_TONES)})(?!\w)")
_SYLLABLE = re.compile(r"\s*(?P<comma>,)?\s*(?P<word>[^\W\d_]+(?:[-/][^\W\d_]+)*)")
_FIRST_LAW = re.compile(r"\s+(?:bộ\s+luật|luật|pháp\s+lệnh)\s+", re.IGNORECASE)
_SEVERAL = re.compile(r"\s+(?:các|\d{1,2})\s+luật\s+(?:(?:có\s+)?liên\s+quan\s+(?:đến|tới)|về)\s+", re.IGNORECASE)
_NEXT_LAW = re.compile(r"(?:\s*,\s*|\s+và\s+)(?:bộ\s+luật|luật|pháp\s+lệnh)\s+(?!này\b|số\b)", re.IGNORECASE)


def old_tones(lower: str) -> str:
    """Small letters with the old tone placement, of the same length."""
    return _TONE.sub(lambda match: _TONES[match[0]], lower)


@cache
def _listed() -> dict[str, list[re.Pattern[str]]]:
    """Patterns of the listed names by their first syllable, the longest first."""
    names = {old_tones(name.lower()) for kind in ("codes", "laws", "ordinances") for name in _LEXICON[kind]}
    patterns: dict[str, list[re.Pattern[str]]] = {}
    for name in sorted(names, key=len, reverse=True):
        parts = [re.escape(part) for part in name.replace(",", " ,").split()]
        pattern = re.compile(r"\s*".join(parts).replace(r"\s*,", r"\s*[,-]?") + r"(?!\w)")
        patterns.setdefault(name.replace(",", " ").split()[0], []).append(pattern)
    return patterns


def read_name(plain: str, start: int, stop: int, *, listed: bool = False) -> int | None:
    """The end of the law's name that begins at `start` (just after 'Luật '), or None where no name stands there.

    With `listed` only names of the lists count, as after 'luật' written small ('kỷ luật Trưởng phòng').

    A listed name wins; else the name runs on to the first word that no name holds. The name of an act that amends
    others is followed through the list of those: 'sửa đổi, bổ sung một số điều của Luật A và Luật B'.
    """
    window = old_tones(plain[start : min(stop, start + _LONGEST)].lower())
    for phrase in _AMENDING:
        if window.startswith(phrase):
            return _read_amended(plain, start + len(phrase), stop)
    if window.startswith("về "):
        return read_name(plain, start + 3, stop)
    first = re.match(r"[^\W\d_]+", window)
    if not first:
        return None
    for pattern in _listed().get(first[0], ()):
        if match := pattern.match(window):
            return start + match.end()
    if listed:
        return None
    if plain[start].isupper():
        return _read_unlisted(plain, start, stop)
    if first[0] not in _NOT_FIRST and _CUE.search(plain, max(0, start - _CUE_REACH), start):
        end = _read_unlisted(plain, start, stop)
        return end if end and " " in plain[start:end] else None
    return None


def _read_amended(plain: str, start: int, stop: int) -> int | None:
    """The end of the last law in a list of amended ones."""
    end = None
    if several := _SEVERAL.match(plain, start, stop):
        return _read_unlisted(plain, several.end(), stop, first_free=True)
    match = _FIRST_LAW.match(plain, start, stop)
    while match:
        named = read_name(plain, match.end(), stop)
        if named is None:
            break
        end = named
        match = _NEXT_LAW.match(plain, end, stop)
    return end


def _read_unlisted(plain: str, start: int, stop: int, *, first_free: bool = False) -> int | None:
    """The end of a name by its words: up to a word of `stop`, a figure, or punctuation. `first_free`: not the first."""
    end, place = None, start
    for _ in range(_LONGEST_UNLISTED):
        match = _SYLLABLE.match(plain, place, stop)
        if not match:
            break
        word = match["word"].lower()
        stops = word in _STOP and (end or not (first_free or match["word"] == "Các"))
        if stops or (match["comma"] and (word in _AFTER_AND or word == "và")):
            break
        if word in ("và", "của"):
            follower = _SYLLABLE.match(plain, match.end(), stop)
            if not follower or follower["comma"] or follower["word"].lower() in _AFTER_AND | _STOP:
                break
        else:
            end = match.end()
        place = match.end()
    return end
