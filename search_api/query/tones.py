"""Which marks a word typed without them would carry, by the words and word pairs of the collection itself.

A `WordTable` counts accented syllables and their pairs. `restore` reads a line of syllables with it: the likeliest
accented line by pairs (Viterbi), in which every mark that the user typed stays. Handbook domain.md 7.3.
"""

import math
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from search_api.knowledge import knowledge
from search_api.query.syllables import Typed, fold, forms, lacks_marks, streams
from search_api.query.synonyms import thesaurus

Numbers = npt.NDArray[np.int64]

MOST_PAIRS = 400_000
"""Pairs that a table keeps, the most frequent: 5 MB."""

_OTHER, _END = "#", 0
"""What stands at the first place of a table for figures, codes and the ends of texts: no neighbours of each other."""

_LEFT = 32
_SMOOTHING = 3.0
_UNSEEN = 1e-9
_MOST_FORMS = 12
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_BUFFER = 1 << 20


class Typing(Protocol):
    """A syllable of a query: see `search_api.query.terms.Term`."""

    @property
    def accented(self) -> str:
        """As typed, in the index's form."""

    @property
    def folded(self) -> str:
        """Without marks."""

    @property
    def typed(self) -> Typed:
        """How many of its marks were typed."""

    @property
    def restored(self) -> str:
        """What it was read as already, '' where nothing is known."""


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

    def __post_init__(self) -> None:
        """Build what look-ups need: forms of one folded word by falling count."""
        groups: dict[str, list[int]] = {}
        for place in np.argsort(-self.counts, kind="stable"):
            groups.setdefault(fold(self.words[place]), []).append(int(place))
        object.__setattr__(self, "places", {word: place for place, word in enumerate(self.words)})
        object.__setattr__(self, "by_folded", {key: tuple(found) for key, found in groups.items()})
        object.__setattr__(self, "total", int(self.counts.sum()))

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
        if not all(places) or not len(self.pairs):
            return 0
        key = places[0] << _LEFT | places[1]
        at = int(np.searchsorted(self.pairs, key))
        return int(self.pair_counts[at]) if at < len(self.pairs) and self.pairs[at] == key else 0

    def knows(self, folded: str) -> bool:
        """Whether a folded word stands in the collection in any form."""
        return folded in self.by_folded


NO_WORDS = WordTable()
"""The table of an empty collection: nothing is restored."""


@dataclass(frozen=True, slots=True)
class Everyday:
    """Phrases that are counted `weight` times before any text."""

    weight: int
    phrases: tuple[str, ...]


@cache
def everyday() -> Everyday:
    """The phrases of everyday.toml."""
    return knowledge("search_api.query", "everyday", Everyday)


class WordCounter:
    """Counts texts into a table, begun with everyday turns; give it what was known before and it counts on."""

    def __init__(self, known: WordTable = NO_WORDS) -> None:
        known = known or _everyday_words()
        self._places = _Places(known.places)
        self._counts = known.counts
        self._pairs, self._pair_counts = known.pairs, known.pair_counts
        self._line = array("q", [_END])

    def add(self, text: str) -> None:
        """Count the words of a text."""
        self.add_words(streams(text).words)

    def add_words(self, *parts: Sequence[str]) -> None:
        """Count words in their accented form, the parts of one text one after the other."""
        for words in parts:
            self._line.extend(map(self._places.__getitem__, words))
        self._line.append(_END)
        if len(self._line) > _BUFFER:
            self._settle()

    def table(self) -> WordTable:
        """What was counted, with its most frequent pairs."""
        self._settle()
        pairs, pair_counts = self._pairs, self._pair_counts
        if len(pairs) > MOST_PAIRS:
            kept = np.sort(np.argsort(-pair_counts, kind="stable")[:MOST_PAIRS])
            pairs, pair_counts = pairs[kept], pair_counts[kept]
        return WordTable(tuple(self._places.words), self._counts, pairs, pair_counts)

    def _settle(self) -> None:
        line = np.array(self._line, dtype=np.int64)
        self._line = array("q", [_END])
        counts = np.bincount(line, minlength=len(self._places.words))
        counts[_END] = 0
        counts[: len(self._counts)] += self._counts
        self._counts = counts
        both = (line[:-1] > 0) & (line[1:] > 0)
        fresh, numbers = np.unique((line[:-1] << _LEFT | line[1:])[both], return_counts=True)
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
def _everyday_words() -> WordTable:
    """The table before any text: turns of everyday questions, and once each what people say and what the law says."""
    counter = WordCounter(WordTable((_OTHER,), np.zeros(1, dtype=np.int64)))
    for entries in thesaurus().fields.values():
        for phrase in chain.from_iterable((words, *meant) for words, meant in entries.items()):
            counter.add(phrase)
    said = counter.table()  # a word of many entries is no likelier for that
    once = WordTable(said.words, np.minimum(said.counts, 1), said.pairs, np.minimum(said.pair_counts, 1))
    counter = WordCounter(once)
    for phrase in everyday().phrases * everyday().weight:
        counter.add(phrase)
    return counter.table()


def restore(run: Sequence[Typing], table: WordTable) -> tuple[str, ...]:
    """The likeliest accented form of each syllable of a run, in the order of the run; what was typed stays."""
    if not table or not run:
        return tuple(term.accented for term in run)
    choices = [_choices(term, table) for term in run]
    if all(len(options) == 1 for options in choices):
        return tuple(options[0].word for options in choices)
    pairs = iter(_pair_counts(choices, table))
    best: list[list[int]] = []
    likely = [math.log(form.share) for form in choices[0]]
    for left, right in pairwise(choices):
        counts = [[next(pairs) for _ in right] for _ in left]
        steps = [
            max(
                (reached + math.log((row[at] + _SMOOTHING * form.share) / (before.count + _SMOOTHING)), place)
                for place, (reached, before, row) in enumerate(zip(likely, left, counts, strict=True))
            )
            for at, form in enumerate(right)
        ]
        likely = [step[0] for step in steps]
        best.append([step[1] for step in steps])
    at = likely.index(max(likely))
    line = [choices[-1][at].word]
    for options, came in zip(reversed(choices[:-1]), reversed(best), strict=True):
        at = came[at]
        line.append(options[at].word)
    return tuple(reversed(line))


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that a syllable may have; `place` is -1 where it is not in the table."""

    word: str
    place: int
    count: int
    share: float


def _choices(term: Typing, table: WordTable) -> list[_Form]:
    if term.restored:
        return [_form(term.restored, table.places.get(term.restored, -1), table)]
    places: Sequence[int] = ()
    if term.typed != "toned" and term.accented.isalpha():
        places = table.by_folded.get(term.folded, ())
        if term.typed == "marked":
            places = _of_marks(term.accented, places, table)
    if not places:
        place = table.places.get(term.accented, -1)
        return [_form(term.accented, place, table)]
    return [_form(table.words[place], place, table) for place in places[:_MOST_FORMS]]


def _of_marks(typed: str, places: Sequence[int], table: WordTable) -> Sequence[int]:
    """Those of some words that may be meant by one without its tone; where đ is its only mark, vowels say nothing."""
    toned = [(place, toneless(table.words[place])) for place in places]
    kept = [place for place, word in toned if word == typed]
    is_open = lacks_marks(typed) and (not kept or typed.replace("đ", "d") == fold(typed))
    return [place for place, word in toned if _holds(word, typed)] if is_open else kept


def _holds(word: str, typed: str) -> bool:
    """Whether a word without its tone has every mark that was typed, and others where none was: 'đuong' of đương."""
    if len(word) != len(typed):
        return False
    return all(mark in (letter, fold(letter)) for letter, mark in zip(word, typed, strict=True))


def _form(word: str, place: int, table: WordTable) -> _Form:
    count = 0 if place < 0 else int(table.counts[place])
    return _Form(word, place, count, max(count / max(1, table.total), _UNSEEN))


def _pair_counts(choices: Sequence[Sequence[_Form]], table: WordTable) -> list[int]:
    """How often each form stands before each of the next syllable: all in one look-up, row by row."""
    wanted = [
        left.place << _LEFT | right.place if left.place >= 0 and right.place >= 0 else 0
        for some, next_some in pairwise(choices)
        for left in some
        for right in next_some
    ]
    if not len(table.pairs):
        return [0] * len(wanted)
    keys = np.array(wanted, dtype=np.int64)
    at = np.minimum(np.searchsorted(table.pairs, keys), len(table.pairs) - 1)
    counts: list[int] = np.where(table.pairs[at] == keys, table.pair_counts[at], 0).tolist()
    return counts


@lru_cache(maxsize=1 << 15)
def toneless(word: str) -> str:
    """The word without its tone: its other marks stay."""
    decomposed = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(letter for letter in decomposed if letter not in _TONES))


def counted(texts: Iterable[str], known: WordTable = NO_WORDS) -> WordTable:
    """The table of these texts, counted on from `known`."""
    counter = WordCounter(known)
    for text in texts:
        counter.add(text)
    return counter.table()


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
