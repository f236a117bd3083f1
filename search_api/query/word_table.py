"""The words of a collection: how often each accented syllable stands in it, and each pair of neighbours.

A `WordTable` tells which marks were left out (`search_api.query.readings`), which words are slips, what a beginning may
become.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from search_api.language.follows import LEFT, Pairs
from search_api.query.streams import Lexicon, Streams, streams
from search_api.query.syllables import fold, forms
from search_api.query.synonyms import thesaurus

Numbers = npt.NDArray[np.int64]

MOST_PAIRS = 400_000
"""Pairs that a table keeps, the most frequent: 5 MB."""

_OTHER, _END = "#", 0
"""What stands at the first place of a table for figures, codes and the ends of texts: no neighbours of each other."""

_BUFFER = 1 << 20

_UNKNOWN = -1
_NONE, _APART = np.zeros(0, dtype=np.int64), np.array([_END])


@dataclass(frozen=True, slots=True, eq=False)
class WordTable:
    """Words with counts, and pairs of words (left << 32 | right, ascending) with counts."""

    words: tuple[str, ...] = ()
    counts: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    pairs: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    pair_counts: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    places: Mapping[str, int] = field(init=False)
    by_folded: Mapping[str, tuple[int, ...]] = field(init=False)
    total: int = field(init=False)
    follows: Pairs = field(init=False)

    def __post_init__(self) -> None:
        """Build what look-ups need: forms of one folded word by falling count."""
        groups: dict[str, list[int]] = {}
        for place in np.argsort(-self.counts, kind="stable"):
            groups.setdefault(fold(self.words[place]), []).append(int(place))
        object.__setattr__(self, "places", {word: place for place, word in enumerate(self.words)})
        object.__setattr__(self, "by_folded", {key: tuple(found) for key, found in groups.items()})
        object.__setattr__(self, "total", int(self.counts.sum()))
        object.__setattr__(self, "follows", Pairs(self.pairs, self.pair_counts, len(self.words)))

    def __bool__(self) -> bool:
        """Whether anything was counted."""
        return bool(self.words)

    def count(self, word: str) -> int:
        """How often an accented word stands in the collection."""
        place = self.places.get(word)
        return 0 if place is None else int(self.counts[place])

    def pair_count(self, left: str, right: str) -> int:
        """How often two accented words follow one another in the collection."""
        places = self.places.get(left, 0), self.places.get(right, 0)
        return self.follows.count(*places) if all(places) else 0

    def any_pair_count(self, lefts: Sequence[str], rights: Sequence[str]) -> int:
        """How often any of some accented words is followed by any of others in the collection."""
        left, right = ([place for word in words if (place := self.places.get(word))] for words in (lefts, rights))
        return self.follows.count_any(left, right)

    def knows(self, folded: str) -> bool:
        """Whether a folded word stands in the collection in any form."""
        return folded in self.by_folded


NO_WORDS = WordTable()
"""The table of an empty collection: nothing is restored."""


class WordCounter:
    """Counts texts into a table, begun with words of meanings; give it what was known before and it counts on."""

    def __init__(self, known: WordTable = NO_WORDS) -> None:
        known = known or _words_of_meanings()
        self._places = _Places(known.places)
        self._placed: dict[Lexicon, Numbers] = {}
        self._counts = known.counts
        self._pairs, self._pair_counts = known.pairs, known.pair_counts
        self._lines = [_APART]
        self._held = 0

    def add(self, text: str) -> None:
        """Count the words of a text."""
        self.add_words(streams(text))

    def add_words(self, words: Streams) -> None:
        """Count the words of a text in their accented form."""
        self._lines += (self._places_of(words), _APART)
        self._held += len(words) + 1
        if self._held > _BUFFER:
            self._settle()

    def table(self) -> WordTable:
        """What was counted, with its most frequent pairs."""
        self._settle()
        pairs, pair_counts = self._pairs, self._pair_counts
        if len(pairs) > MOST_PAIRS:
            kept = np.sort(np.argsort(-pair_counts, kind="stable")[:MOST_PAIRS])
            pairs, pair_counts = pairs[kept], pair_counts[kept]
        return WordTable(tuple(self._places.words), self._counts, pairs, pair_counts)

    def _places_of(self, words: Streams) -> Numbers:
        """Where words stand in the table, which each new one is put into; remembered by their numbers."""
        placed = self._placed.get(words.lexicon, _NONE)
        if len(placed) < len(words.lexicon):
            more = np.full(2 * len(words.lexicon) - len(placed), _UNKNOWN)
            placed = self._placed[words.lexicon] = np.concatenate([placed, more])
        places = placed.take(words.numbers)
        if places.min(initial=0) == _UNKNOWN:
            for number, word in zip(words.numbers.tolist(), words.words, strict=True):
                placed[number] = self._places[word]
            places = placed.take(words.numbers)
        return places

    def _settle(self) -> None:
        line = np.concatenate(self._lines)
        self._lines, self._held = [_APART], 0
        counts = np.bincount(line, minlength=len(self._places.words))
        counts[_END] = 0
        counts[: len(self._counts)] += self._counts
        self._counts = counts
        both = (line[:-1] > 0) & (line[1:] > 0)
        fresh, numbers = np.unique((line[:-1] << LEFT | line[1:])[both], return_counts=True)
        if len(fresh):
            keys = np.concatenate([self._pairs, fresh])
            weights = np.concatenate([self._pair_counts, numbers])
            self._pairs, places = np.unique(keys, return_inverse=True)
            self._pair_counts = np.bincount(places, weights=weights).astype(np.int64)


class _Places(dict[str, int]):
    """The places of words in a table that grows; figures and codes have that of no word."""

    def __init__(self, known: Mapping[str, int]) -> None:
        super().__init__(known)
        self.words = list(known)

    def __missing__(self, word: str) -> int:
        """The place of a word that is met for the first time."""
        place = _END
        if word.isalpha():
            place = len(self.words)
            self.words.append(word)
        self[word] = place
        return place


@cache
def _words_of_meanings() -> WordTable:
    """The table before any text: what people say and what the law says for it, each word and pair once."""
    counter = WordCounter(WordTable((_OTHER,), np.zeros(1, dtype=np.int64)))
    for entries in thesaurus().fields.values():
        for phrase in chain.from_iterable((words, *meant) for words, meant in entries.items()):
            counter.add(phrase)
    said = counter.table()  # a word of many entries is no likelier for that
    return WordTable(said.words, np.minimum(said.counts, 1), said.pairs, np.minimum(said.pair_counts, 1))


def completions(prefix: str, table: WordTable, most: int) -> Iterator[str]:
    """Words of the collection that begin with `prefix` (accented as typed), the most frequent first."""
    folded = forms(prefix)[1]
    typed_so = unicodedata.normalize("NFC", prefix.lower())
    found = [
        place
        for key, places in table.by_folded.items()
        if key.startswith(folded) and key != folded
        for place in places
        if typed_so == folded or table.words[place].startswith(typed_so)
    ]
    found.sort(key=lambda place: -int(table.counts[place]))
    yield from (table.words[place] for place in found[:most])
