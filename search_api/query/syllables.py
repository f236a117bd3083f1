"""One reading of Vietnamese text for index and query: syllables, accented and folded, and pairs of them.

Handbook domain.md 7.1 to 7.3 and 7.6. Index and query use the same functions, so a word is found however its marks
are composed (NFC, NFD), its tone is placed (hoà, hòa), its i is written (kỹ, kĩ) or its Đ was typed (Ð, Đ). Spans point
into the text as given: nothing has to be mapped back to highlight the source.
"""

import re
import sys
import unicodedata
from codecs import utf_16_le_decode, utf_16_le_encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from ingest.syllables import is_syllable, may_be_syllable

PAIR = "_"
"""Joins the two syllables of a pair; no syllable holds it."""

LONGEST_WORD = 64
"""Characters of a word that count; engines refuse or split very long terms, and only broken text layers hold them."""

Typed = Literal["toned", "marked", "bare"]
"""How a syllable was typed: with a tone mark (thuế), only with đ or a vowel mark (thuê, đât), with none (thue)."""

# Letters that look like Vietnamese ones (handbook 7.1): Icelandic and African D, Cyrillic and Greek in numbers.
_LOOK_ALIKES = str.maketrans(
    "ÐðƉɖАВСЕНКМОРТХІаеорсхіΑΒΕΗΙΚΜΝΟΡΤΧ",
    "ĐđĐđABCEHKMOPTXIaeopcxiABEHIKMNOPTX",
)
_IGNORED = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_DELETE_IGNORED = str.maketrans("", "", _IGNORED)
_COMBINING = "\u0300-\u036f"
_LETTER = rf"[^\W\d_][{_COMBINING}]*"
_WORD = re.compile(
    # A document number stays whole: 15/2020/NĐ-CP, 125/TB-VPCP, 41/2018/TT-BGD&ĐT.
    rf"\d{{1,6}}(?:\.\d{{1,3}})?[A-Za-zĐđ]?(?:[/-]\d{{4}})?/{_LETTER}(?:[^\W_]|[&{_COMBINING}]|[-/–](?=[^\W_]))*"
    # A figure keeps its separators and its letter: 1.500.000, 0,5, 9a.
    rf"|\d+(?:[.,]\d+)*(?:{_LETTER})*"
    rf"|{_LETTER}(?:[^\W_]|[{_COMBINING}{_IGNORED}])*"
)

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_VOWEL_MARKS = frozenset("\u0302\u0306\u031b")
_ONSET = re.compile(r"(?:ngh|ng|gh|gi(?=[aăâeêioôơuưy])|qu|nh|kh|ph|th|tr|ch|[bcdđghklmnprstvxfjwz])?")
_RHYME = re.compile(r"([aăâeêioôơuưy]+)([^aăâeêioôơuưy]*)$")
_MARKED_VOWELS = frozenset("ăâêôơư")
_TRIPHTHONG = 3
_SHORT_Y = re.compile(r"^(h|k|l|m|s|t|v|qu)([yỳýỷỹỵ])$")
_Y_TO_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_I_TO_Y = str.maketrans("iìíỉĩị", "yỳýỷỹỵ")
_LONG_Y = re.compile("(h|k|l|m|t|qu)([iìíỉĩị])")  # 30 gazettes print tỷ 1,270 times, tỉ 6
_OLD_STYLE = re.compile("(.*(?<!q)[ou])([\u0300\u0301\u0303\u0309\u0323])([aey])$")
_DASHES = re.compile(r"[-/–]+")
_NO_WORD = re.compile(r"[\W_]+")
_SHORT = 1 << 16
REMEMBERED = 1 << 17
"""Words that are remembered; a gazette's vocabulary: 46,922 articles hold 28,000 different ones."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """One syllable of a text: where it stands, its accented and its folded form."""

    start: int
    end: int
    accented: str
    folded: str


def syllables(text: str) -> Iterator[Syllable]:
    """Each syllable, figure and document number of `text` in order, with offsets into `text`."""
    for match in _WORD.finditer(text):
        accented, folded = forms(match.group())
        if accented:
            yield Syllable(match.start(), match.end(), accented, folded)


def words_of(text: str) -> list[str]:
    """The syllables, figures and numbers of `text` as printed; `forms` gives what is searched of each."""
    return _WORD.findall(text)


def key_of(text: str) -> str:
    """A whole text as one folded token: 'Điều 5.' gives 'dieu-5'."""
    return "-".join(syllable.folded for syllable in syllables(text))


def forms(word: str) -> tuple[str, str]:
    """The accented and the folded form of one word, '' where nothing of it can be searched; idempotent."""
    return _KNOWN[word]


class _Known(dict[str, tuple[str, str]]):
    """Words that were met, with their forms: looked up in 0.06 us each, where a cached function takes 0.25."""

    def __missing__(self, word: str) -> tuple[str, str]:
        """The forms of a word that is met for the first time."""
        if len(word) > LONGEST_WORD:
            return self[word[:LONGEST_WORD]]
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[word] = _forms(word)
        return found


_KNOWN = _Known()


def _forms(word: str) -> tuple[str, str]:
    plain = unicodedata.normalize("NFKC", word.translate(_DELETE_IGNORED).translate(_LOOK_ALIKES)).lower()
    accented = "".join(_canonical(part) for part in re.split(r"([^\w\u0300-\u036f]+)", plain))
    accented = _DASHES.sub("-", accented) if plain[:1].isdigit() else accented
    accented = "".join(accented.split())
    return accented, fold(accented)


def spellings(form: str) -> tuple[str, ...]:
    """The ways in which a form is written: hòa also as hoà, kĩ also as kỹ; the same for folded forms."""
    with_y = re.sub(r"^(h|k|l|m|s|t|v|qu)([iìíỉĩị])$", lambda m: m[1] + m[2].translate(_I_TO_Y), form)
    found = [form, with_y]
    open_rhyme = _OLD_STYLE.match(unicodedata.normalize("NFD", form))
    if open_rhyme:
        found.append(unicodedata.normalize("NFC", open_rhyme[1] + open_rhyme[3] + open_rhyme[2]))
    return tuple(dict.fromkeys(found))


def fold(text: str) -> str:
    """`text` in lower case without marks; đ becomes d (handbook 7.3). Keeps the length of NFC text."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(_LOOK_ALIKES).lower().replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def fold_in_place(text: str) -> str:
    """`text` folded letter by letter: whatever the text, offsets stay the same. Marks that stand alone are kept."""
    return _swapped(text, _folding())


def lower_in_place(text: str) -> str:
    """`text` in lower case letter by letter, Ð as đ: whatever the text, offsets stay the same."""
    return _swapped(text, _lowering())


def lower_words(text: str) -> str:
    """`text` as `lower_in_place` gives it, with a space for whatever is no letter or digit: words stand apart."""
    return _swapped(text, _lowering_words())


def fold_words(text: str) -> str:
    """`text` as `fold_in_place` gives it, with a space for whatever is no letter or digit: words stand apart."""
    return _swapped(text, _folding_words())


class _Table(NamedTuple):
    """What each code point becomes: those of two bytes, and all."""

    short: npt.NDArray[np.uint16]
    whole: npt.NDArray[np.uint32]


def _swapped(text: str, table: _Table) -> str:
    """Each letter replaced by that of the table: 60 times as fast as str.translate (1.5 us for 1,100 characters)."""
    # "clip" leaves out the look whether each place is in the table: it has one for each code point. The codecs by their
    # own names: str.encode looks theirs up and goes through Python, which takes as long as all the rest.
    short = np.frombuffer(utf_16_le_encode(text, "surrogatepass")[0], dtype="<u2")
    taken = table.short.take(short, mode="clip").data
    swapped, _ = utf_16_le_decode(taken, "surrogatepass", True)  # noqa: FBT003 - the last has no name
    if len(swapped) == len(text):
        return swapped
    whole = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")  # emoji and the like
    return str(table.whole.take(whole, mode="clip").data, "utf-32-le", "surrogatepass")


@cache
def _folding() -> _Table:
    return _table(fold)


@cache
def _lowering() -> _Table:
    return _table(lambda letter: letter.translate(_LOOK_ALIKES).lower())


@cache
def _folding_words() -> _Table:
    return _only_words(_folding())


@cache
def _lowering_words() -> _Table:
    return _only_words(_lowering())


def _table(change: Callable[[str], str]) -> _Table:
    """What each code point becomes; only where that is one character."""
    table = np.arange(sys.maxunicode + 1, dtype="<u4")
    for letter in map(chr, (*range(0x600), *range(0x1E00, 0x2000))):  # Latin, Greek, Cyrillic
        changed = change(letter)
        if len(changed) == 1:
            table[ord(letter)] = ord(changed)
    return _Table(table[:_SHORT].astype("<u2"), table)


def _only_words(table: _Table) -> _Table:
    """The table with a space for what becomes no letter or digit."""
    every = str(np.arange(sys.maxunicode + 1, dtype="<u4").data, "utf-32-le", "surrogatepass")
    gaps = np.zeros(sys.maxunicode + 1, dtype=np.bool_)
    for gap in _NO_WORD.finditer(every):
        gaps[gap.start() : gap.end()] = True
    words = np.where(gaps[table.whole], np.uint32(ord(" ")), table.whole)
    return _Table(words[:_SHORT].astype("<u2"), words)


@lru_cache(maxsize=1 << 15)
def typed(word: str) -> Typed:
    """How much of its marks a word of a query carries."""
    decomposed = unicodedata.normalize("NFD", word.translate(_LOOK_ALIKES).lower())
    if any(c in _TONES for c in decomposed):
        return "toned"
    return "marked" if any(c in _VOWEL_MARKS or c == "đ" for c in decomposed) else "bare"


def has_wrong_marks(accented: str) -> bool:
    """Whether a word is no syllable as it stands, but may be one of other marks: 'nguời', 'đươc', 'thue'."""
    return may_be_syllable(fold(accented)) and not is_syllable(accented)


@lru_cache(maxsize=1 << 15)
def lacks_marks(accented: str) -> bool:
    """Whether a word is no syllable as it stands, but may be one of more marks: thue, nhap, đươc (handbook 7.8).

    'ba', 'quê' and 'phao' are complete; 'taxi' is no syllable of any marks.
    """
    return typed(accented) != "toned" and has_wrong_marks(accented)


def printed(form: str) -> str:
    """A form as texts of law write it: ký, quỹ, tỷ, but bác sĩ and vi phạm; the form itself of all other words."""
    short = _LONG_Y.fullmatch(form)
    return short[1] + short[2].translate(_I_TO_Y) if short else form


def _canonical(part: str) -> str:
    """One lower-case run of letters with its tone in the old place (hòa) and its short y as i (kĩ)."""
    decomposed = unicodedata.normalize("NFD", part)
    tones = [c for c in decomposed if c in _TONES]
    if len(tones) == 1:
        toneless = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
        part = _place(toneless, tones[0]) or unicodedata.normalize("NFC", decomposed)
    else:
        part = unicodedata.normalize("NFC", decomposed)
    short = _SHORT_Y.match(part)
    return short[1] + short[2].translate(_Y_TO_I) if short else part


def _place(toneless: str, tone: str) -> str | None:
    """`toneless` with `tone` where handbook 7.2 has it, None where it is no syllable.

    On ă â ê ô ơ ư if there is one, else before a coda on the last vowel, of three on the middle one, else on the first.
    """
    onset = _ONSET.match(toneless)
    start = onset.end() if onset else 0
    rhyme = _RHYME.match(toneless, start)
    if rhyme is None:
        return None
    vowels, coda = rhyme[1], rhyme[2]
    marked = [i for i, c in enumerate(vowels) if c in _MARKED_VOWELS]
    if marked:
        at = marked[-1]
    elif coda:
        at = len(vowels) - 1
    else:
        at = 1 if len(vowels) == _TRIPHTHONG else 0
    return _mark(toneless, start + at, tone)


def _mark(text: str, at: int, tone: str) -> str:
    return unicodedata.normalize("NFC", text[: at + 1] + tone + text[at + 1 :])
