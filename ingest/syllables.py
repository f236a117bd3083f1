"""Vietnamese syllables: may a word be one, and what share of a text's words are.

Handbook domain.md 7.8: onset, rhyme and tone, both styles of placing the tone (7.2), and an accept-list of what is no
syllable and yet no fault. The share tells a sound text layer from a broken one; a word alone proves nothing.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.lexicon import load

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOP_TONES = "\u0301\u0323"
_STOPS = ("c", "p", "t", "ch")
_VOWELS = frozenset("aăâeêioôơuưy")
_SHAPED = frozenset("ăâêôơư")
_FRONT = frozenset("eêiy")
_OPEN_PAIRS = frozenset({"oa", "oe", "uy"})  # tone on either: hòa and hoà (handbook 7.2)
_TONE = re.compile(f"[{_TONES}]")
_THREE = 3
_LONGEST = 7  # nghiêng
_MEMORY = 1 << 15  # distinct words with their punctuation: a gazette of 100 pages has some 5,000

_EDGES = re.compile(r"^[^\w¡-¿]+|[^\w¡-¿]+$")
_SEAMS = re.compile(r"[/,.;:()\[\]…–—\-+&@=<>'’‘“”\"*?!%|•°²³⁰¹⁴-⁹_]+")
_CODE = re.compile(r"^(?:[A-ZĐƯÔ]{1,7}|[A-ZĐ][a-z])$")  # abbreviations: neither good nor bad
_LETTER = re.compile(r"^[A-Za-zĐđ]$")  # of points, neither
_FOREIGN = re.compile(r"^[A-Za-z]+$")


@dataclass(frozen=True, slots=True)
class WordCount:
    """Of a text's words: those that can be judged, the syllables among them, and plain Latin words of other tongues."""

    checked: int
    valid: int
    foreign: int

    @property
    def share(self) -> float | None:
        """Share of syllables among the words, those of other tongues left out; None where there is no word."""
        judged = self.checked - self.foreign
        return self.valid / judged if judged else None


@lru_cache(maxsize=_MEMORY)
def is_syllable(word: str) -> bool:
    """Whether the word, without punctuation and in either case, can be one Vietnamese syllable."""
    if not 0 < len(word) <= _LONGEST * 3:
        return False
    apart = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(apart)
    base = unicodedata.normalize("NFC", _TONE.sub("", apart)) if tones else unicodedata.normalize("NFC", apart)
    if len(base) > _LONGEST or len(tones) > 1 or base not in _bases():
        return False
    if not tones:
        return not base.endswith(_STOPS)
    if tones[0] not in _STOP_TONES and base.endswith(_STOPS):
        return False
    place = len(unicodedata.normalize("NFC", _TONE.sub("", apart[: apart.index(tones[0])]))) - 1
    return place in _tone_places(base)


@lru_cache(maxsize=_MEMORY)
def may_be_syllable(bare: str) -> bool:
    """Whether a word typed without its marks can be a syllable of some marks: 'thue', 'duoc', 'rung'; not 'bhyt'."""
    return bare.lower() in _bare_bases()


@lru_cache(maxsize=_MEMORY)
def is_word(word: str) -> bool:
    """Whether the word is a syllable or stands in the accept-list (units, codes, places, daily loan words)."""
    return is_syllable(word) or word.lower() in _accepted()


def count_words(text: str) -> WordCount:
    """The words of a text, judged. Numbers, abbreviations and single letters are no words here."""
    counts = [count for count in map(_count_in, text.split()) if count]
    return WordCount(
        sum([each for each, _, _ in counts]), sum([each for _, each, _ in counts]), sum([each for _, _, each in counts])
    )


@lru_cache(maxsize=_MEMORY)
def _count_in(token: str) -> tuple[int, int, int] | None:
    """Words, syllables and foreign words in what stands between two spaces; None where there is none."""
    kinds = [kind for piece in _SEAMS.split(_EDGES.sub("", token)) if (kind := _kind(piece)) is not None]
    return (len(kinds), kinds.count("valid"), kinds.count("foreign")) if kinds else None


def _kind(piece: str) -> str | None:
    if not piece or _LETTER.match(piece) or any(c.isdigit() for c in piece):
        return None
    if is_word(piece):
        return "valid"
    if _CODE.match(piece):
        return None
    return "foreign" if _FOREIGN.match(piece) else "invalid"


@cache
def _accepted() -> frozenset[str]:
    return frozenset(load("syllables")["accepted"])


@cache
def _bases() -> frozenset[str]:
    """Every onset with every rhyme that may follow it, without tones."""
    table = load("syllables")
    rhymes = table["rhymes"]
    bases = {onset + rhyme for onset in table["onsets"] for rhyme in rhymes}
    bases |= {onset + rhyme for onset in table["before_front"] for rhyme in rhymes if rhyme[0] in _FRONT}
    bases |= {onset + rhyme for onset in table["before_back"] for rhyme in rhymes if rhyme[0] not in _FRONT}
    bases |= {onset + rhyme for onset in table["before_qu"] for rhyme in rhymes if rhyme[0] not in "ouư"}
    return frozenset(bases | set(table["extra"]))


@cache
def _bare_bases() -> frozenset[str]:
    """The bases without their marks."""
    apart = (unicodedata.normalize("NFD", base.replace("đ", "d")) for base in _bases())
    return frozenset("".join(letter for letter in each if not unicodedata.combining(letter)) for each in apart)


@cache
def _tone_places(base: str) -> frozenset[int]:
    """Where the tone of a toneless syllable may stand."""
    first = 2 if base.startswith("qu") or (base.startswith("gi") and base[2:3] in _VOWELS) else 0
    places = [place for place, letter in enumerate(base) if place >= first and letter in _VOWELS]
    shaped = [place for place in places if base[place] in _SHAPED]
    if shaped:
        return frozenset(shaped[-1:])
    if len(places) == 1 or base[-1] not in _VOWELS:
        return frozenset(places[-1:])
    if len(places) == _THREE:
        return frozenset({places[1]})
    both = "".join(base[place] for place in places) in _OPEN_PAIRS
    return frozenset(places if both else places[:1])
