"""Which titles hold the words typed so far: words anywhere in them, in any order, each as a beginning.

Every word of the titles is held once with the places of its titles, newest first. A word typed without marks begins
words of any marks; one with marks only words of the same: 'thuê' is not 'thuế'.
"""

import heapq
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice

from ingest.syllables import is_syllable
from search_api.query.readings import toneless
from search_api.query.syllables import fold, forms, typed, words_of

_LOOKED_AT = 1000
"""Titles looked at for one query, the newest that hold its rarest word: a few milliseconds however many there are."""

_BEGINNING = 400
"""Titles looked at that begin with what was typed."""

_LAST = "\uffff"


class TitleWords:
    """Titles by the beginnings of their words."""

    def __init__(self, titles: Sequence[str]) -> None:
        self._folded: list[str] = []
        self._accented: list[str] = []
        held: dict[str, array[int]] = {}
        for place, title in enumerate(titles):
            pairs = [pair for pair in map(forms, words_of(title)) if pair[0]]
            self._folded.append(_padded(folded for _, folded in pairs))
            self._accented.append(_padded(accented for accented, _ in pairs))
            for accented in {accented for accented, _ in pairs}:
                held.setdefault(accented, array("L")).append(place)
        self._held = held
        self._words = sorted((fold(accented), accented) for accented in held)
        self._in_order = sorted(range(len(titles)), key=self._folded.__getitem__)

    def places(self, text: str) -> list[int]:
        """Titles with a word that begins so for each word of `text`, by place.

        First those that begin with the text, then those that hold it as it stands, then those with its words apart.
        """
        asked = [pair for pair in map(forms, words_of(text)) if pair[0]]
        if not asked:
            return []
        begun = _padded(folded for _, folded in asked)[:-1]
        found = {place: 0 for place in self._beginning(begun) if self._fits(place, asked)}
        for place in islice(self._holding(asked), _LOOKED_AT):
            if place not in found and self._fits(place, asked):
                found[place] = 1 if begun in self._folded[place] else 2
        return sorted(found, key=lambda place: (found[place], place))

    def _fits(self, place: int, asked: Sequence[tuple[str, str]]) -> bool:
        """Whether a word of the title begins so for each that was typed."""
        folded, accented = self._folded[place], self._accented[place]
        return all(f" {bare}" in folded and (word == bare or _stands(word, accented)) for word, bare in asked)

    def _beginning(self, begun: str) -> Iterator[int]:
        """Titles that begin so, in the order of the alphabet."""
        first = bisect_left(self._in_order, begun, key=self._folded.__getitem__)
        for place in self._in_order[first : first + _BEGINNING]:
            if not self._folded[place].startswith(begun):
                return
            yield place

    def _holding(self, asked: Sequence[tuple[str, str]]) -> Iterator[int]:
        """Titles with the rarest of the words, newest first, each once."""
        lists = min((self._lists(each) for each in asked), key=lambda each: sum(map(len, each)))
        return (place for place, _ in groupby(heapq.merge(*lists)))

    def _lists(self, asked: tuple[str, str]) -> list[Sequence[int]]:
        """The places of each word that begins so."""
        first = bisect_left(self._words, (asked[1], ""))
        last = bisect_left(self._words, (asked[1] + _LAST, ""))
        fits = _beginning_of(asked[0])
        return [self._held[word] for _, word in self._words[first:last] if fits(word)]


def _stands(asked: str, accented: str) -> bool:
    """Whether a word of the accented title begins as was typed with marks."""
    if f" {asked}" in accented:
        return True
    fits = _beginning_of(asked)
    return any(fits(word) for word in accented.split())


@lru_cache(maxsize=1 << 12)
def _beginning_of(word: str) -> Callable[[str], bool]:
    """What tells whether a word begins as this one.

    A tone is often typed last: 'đươc' and 'lươ' are no syllables without one, so they stand for those of any tone.
    """
    marks = typed(word)
    if marks == "bare":
        bare = fold(word)
        return lambda held: fold(held).startswith(bare)
    if marks == "marked" and not is_syllable(word):
        return lambda held: toneless(held).startswith(word)
    return lambda held: held.startswith(word)


def _padded(words: Iterator[str]) -> str:
    return f" {' '.join(words)} "
