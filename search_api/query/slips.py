"""Typing slips: words that the collection does not hold, and the words of it that were probably meant.

Remains of Telex and VNI typing (ddaats, thue61), one letter too many, too few, wrong or exchanged (thueé, quyt dinh),
lost spaces (datdai). So is mended only what stands nowhere in the collection, so that no real word is changed. What it
does hold is mended where the right word is a hundred times as frequent: a mark too few (nguời), hỏi for ngã (sữa chữa).
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from ingest.syllables import may_be_syllable
from search_api.query.profile import profile
from search_api.query.readings import is_said
from search_api.query.restoring import WELL_KNOWN
from search_api.query.syllables import fold, forms, has_wrong_marks, typed
from search_api.query.word_table import WordTable

_SHORTEST = 4
"""Letters of a word that is ever mended; of shorter ones too many are alike, and most are codes."""

_SEEN = 3
_RARER = 100
_SHARE = 0.01
"""Of a word's places those beside one neighbour, where both are known for it: 'cửa hàng', but not 'bảo làm'."""

_LONGEST_SYLLABLE = 7
_MOST_PARTS = 4
_LETTERS = "abcdeghiklmnopqrstuvxy"
_TELEX_MARKS = {"aa": "â", "ee": "ê", "oo": "ô", "aw": "ă", "ow": "ơ", "uw": "ư", "dd": "đ"}
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_MARKS = {"a6": "â", "e6": "ê", "o6": "ô", "a8": "ă", "o7": "ơ", "u7": "ư", "d9": "đ"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_OTHER_SPELLING = re.compile("[fjwz]|[bdklqv]$|^[bcdghkpsv][lr]|^s[ckpt]")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = "aeiouy"
_VOWEL = re.compile(f"[{_VOWELS}]")
_HOOK_AND_TILDE = {0x309: 0x303, 0x303: 0x309}
_NUCLEUS = re.compile(r"[aăâeêioôơuưy](?=[^aăâeêioôơuưy]*$)")


def meant(word: str, before: str, after: str, table: WordTable) -> tuple[str, ...]:
    """The accented words that were probably meant by a word the collection lacks; () where none is likely.

    A syllable that the collection lacks (rung: rừng), a word of another tongue, what has no vowel (hs, vnx) and what is
    shorter than most syllables (qr, bot) are no slips: nothing else is meant.
    """
    if len(word) < _SHORTEST or not _VOWEL.search(fold(word)):
        return ()
    for keyed in chain(_keyed(word), _keyed(fold(word))):
        if table.count(keyed):
            return (keyed,)
    word = fold(word)
    if not word.isalpha() or may_be_syllable(word):
        return ()
    parts = _parted(word, table)
    if parts:
        return parts
    if _is_foreign(word):
        return ()
    near = {form: key for key in _one_off(word) for form in _forms_of(key, table)}
    likely = (form for form, key in near.items() if _is_likely(form, key, word, (before, after), table))
    best = max(likely, key=lambda form: (_fit(form, before, after, table), form), default=None)
    return (best,) if best else ()


def misspelt(word: str, before: str, after: str, table: WordTable) -> str:
    """The word that was meant by one with its tone but lacking a mark, which is no syllable: nguời, đuợc; else ''.

    Texts read from scans may hold such a word: it is one where the right one is no hundred times as frequent.
    """
    if typed(word) != "toned" or not has_wrong_marks(word):
        return ""
    likely = [form for form in _forms_of(fold(word), table) if _has_marks_of(form, word)]
    best = max(likely, key=lambda form: (_fit(form, before, after, table), form), default="")
    return best if table.count(best) > _RARER * table.count(word) else ""


def other_tone(word: str, before: str, after: str, table: WordTable) -> str:
    """The word that was meant by one with hỏi for ngã or ngã for hỏi, which sound alike in the South; else ''.

    The other word is well known beside one neighbour, of which no line is full ('được cải' is no reason to read 'được
    cãi' so), and beside each a hundred times as frequent as the typed one: texts hold such slips too ('sữa chữa').
    """
    other = _with_other_tone(word)
    if not other or other in profile().shown.unmarked:
        return ""
    counts = [
        (before, table.pair_count(before, word), table.pair_count(before, other)),
        (after, table.pair_count(word, after), table.pair_count(other, after)),
    ]
    least = max(WELL_KNOWN, table.count(other) * _SHARE)
    is_known = any(count >= least and neighbour not in profile().shown.unmarked for neighbour, _, count in counts)
    return other if is_known and all(so * _RARER <= otherwise for _, so, otherwise in counts) else ""


def _with_other_tone(word: str) -> str:
    """The word with hỏi for ngã or ngã for hỏi, '' where it has neither."""
    exchanged = unicodedata.normalize("NFD", word).translate(_HOOK_AND_TILDE)
    other = unicodedata.normalize("NFC", exchanged)
    return other if other != word else ""


def _has_marks_of(form: str, word: str) -> bool:
    """Whether a form has every mark of a word of the same letters."""
    return len(form) == len(word) and all(
        _marks(mark) <= _marks(letter) for letter, mark in zip(form, word, strict=True)
    )


def _marks(letter: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFD", letter.replace("đ", "d\u0335"))[1:])


def _is_foreign(word: str) -> bool:
    """Whether a word reads as several syllables (ta-xi, ca-me-ra) or is spelt as no syllable is (film, bank)."""
    return _OTHER_SPELLING.search(word) is not None or _reads_on(word)


@lru_cache(maxsize=1 << 12)
def _reads_on(word: str) -> bool:
    cuts = (at for at in range(1, len(word)) if word[at] not in _VOWELS and may_be_syllable(word[:at]))
    return any(may_be_syllable(word[at:]) or _reads_on(word[at:]) for at in cuts)


def _is_likely(form: str, key: str, word: str, beside: tuple[str, str], table: WordTable) -> bool:
    """Whether a word was meant by one that is a slip away.

    It must be known beside its neighbours. A letter typed twice and letters exchanged are slips even so, but not where
    the word stands in every line (tại, đã, trong): it is near to much and known beside everything.
    """
    if form in profile().shown.unmarked:
        return False
    counts = [table.pair_count(*pair) for pair in ((beside[0], form), (form, beside[1])) if all(pair)]
    known = bool(counts) and min(counts) > 0 and max(counts) >= _SEEN
    return known or sorted(key) == sorted(word) or _DOUBLE.sub(r"\1", word) == _DOUBLE.sub(r"\1", key)


def _keyed(word: str) -> Iterator[str]:
    """What the keys of a word give under VNI and under Telex; keys that typing methods take in any order."""
    for marks, tones in ((_VNI_MARKS, _VNI_TONES), (_TELEX_MARKS, _TELEX_TONES)):
        left = word
        found = [tones[letter] for letter in left[1:] if letter in tones]
        if len(found) > 1:
            continue
        if found:
            at = max(left.rfind(key) for key, tone in tones.items() if tone == found[0])
            left = left[:at] + left[at + 1 :]
        for keys, letter in marks.items():
            left = left.replace(keys, letter)
            if keys[1].isdigit() and keys[1] in left and keys[0] in left:  # VNI: the mark's key at the end, 'thue61'
                left = left.replace(keys[1], "", 1)
                at = left.rfind(keys[0])
                left = left[:at] + letter + left[at + 1 :]
        if left == word or not left.isalpha():
            continue
        nucleus = _NUCLEUS.search(left)
        if found and nucleus:
            left = left[: nucleus.end()] + found[0] + left[nucleus.end() :]
        yield forms(unicodedata.normalize("NFC", left))[0]


def _one_off(word: str) -> set[str]:
    """Words that one slip parts from `word`."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    dropped = {left + right[1:] for left, right in cuts if right}
    turned = {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in cuts if right for letter in _LETTERS}
    added = {left + letter + right for left, right in cuts for letter in _LETTERS}
    return (dropped | turned | changed | added) - {word}


def _forms_of(folded: str, table: WordTable) -> Iterator[str]:
    yield from (table.words[place] for place in table.by_folded.get(folded, ()) if table.counts[place] >= _SEEN)


def _fit(form: str, before: str, after: str, table: WordTable) -> float:
    """How well a word stands between its neighbours."""
    beside = table.pair_count(before, form) + table.pair_count(form, after)
    return math.log1p(table.count(form)) + 4 * math.log1p(beside)


def _parted(word: str, table: WordTable) -> tuple[str, ...]:
    """A word as several of the collection that follow one another in it: datdai gives đất đai."""
    best: tuple[float, tuple[str, ...]] = (0.0, ())
    for parts in _splits(word, table, _MOST_PARTS):
        if len(parts) < 2:  # noqa: PLR2004 - a word that is one part is no word parted
            continue
        line, weight = _likeliest(parts, table)
        if weight > best[0]:
            best = (weight, line)
    return best[1]


def _splits(word: str, table: WordTable, most: int) -> Iterator[tuple[str, ...]]:
    if not word:
        yield ()
        return
    for end in range(2, min(len(word), _LONGEST_SYLLABLE) + 1):
        if most and word[:end] in table.by_folded:
            for rest in _splits(word[end:], table, most - 1):
                yield (word[:end], *rest)


def _likeliest(parts: Sequence[str], table: WordTable) -> tuple[tuple[str, ...], float]:
    """The forms whose pairs are most frequent, one after the other, and how frequent the rarest pair is."""
    line: tuple[str, ...] = ()
    weight = math.inf
    for left, right in pairwise(parts):
        lefts = [line[-1]] if line else list(_forms_of(left, table))
        pairs = [(table.pair_count(one, two), one, two) for one in lefts for two in _forms_of(right, table)]
        count, one, two = max(pairs, default=(0, "", ""))
        if count < _SEEN:
            return (), 0.0
        line = (*line, two) if line else (one, two)
        weight = min(weight, count)
    return line, weight / len(parts) ** 2


def is_unknown(folded: str, table: WordTable) -> bool:
    """Whether a word stands nowhere in the collection, with whatever marks, and is none that people or the law use."""
    key = fold(folded)
    return not table.knows(key) and not (may_be_syllable(key) and is_said(key))
