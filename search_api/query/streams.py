"""Whole texts as an index is given them: words in both forms, pairs of them, and their numbers.

Few words make up most texts, so each is read once and numbered. A text is then a line of numbers, and what is known of
its words (how they are written, their codes) is taken from tables, all words at once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from threading import Lock

import numpy as np
import numpy.typing as npt

from search_api.language.codes import Codes, word_code
from search_api.query.syllables import LONGEST_WORD, PAIR, REMEMBERED, forms, words_of

Numbers = npt.NDArray[np.int32]

_FIRST = 1 << 10


class Lexicon:
    """Words that were met, numbered as they were met; grows, and forgets nothing."""

    def __init__(self) -> None:
        self.pieces = _Pieces(self)
        self._known: dict[str, int] = {}
        self._tables = (np.empty(_FIRST, object), np.empty(_FIRST, object), np.zeros(_FIRST, np.uint32))
        self._lock = Lock()

    def __len__(self) -> int:
        """How many words were met."""
        return len(self._known)

    def number(self, accented: str, folded: str) -> int:
        """The number of a word."""
        found = self._known.get(accented)
        return self._add(accented, folded) if found is None else found

    def numbers(self, accented: Iterable[str], folded: Iterable[str]) -> Numbers:
        """The numbers of words."""
        return np.fromiter(map(self.number, accented, folded), dtype=np.int32)

    def words(self, numbers: Numbers) -> list[str]:
        """The accented forms of words."""
        found: list[str] = self._tables[0].take(numbers).tolist()
        return found

    def folded(self, numbers: Numbers) -> list[str]:
        """The folded forms of words."""
        found: list[str] = self._tables[1].take(numbers).tolist()
        return found

    def codes(self, numbers: Numbers) -> Codes:
        """The codes of words."""
        return self._tables[2].take(numbers)

    def _add(self, accented: str, folded: str) -> int:
        with self._lock:
            number = self._known.get(accented, len(self._known))  # another thread may have been faster
            if number == len(self._tables[0]):
                words, bare, codes = (np.concatenate([each, np.empty_like(each)]) for each in self._tables)
                self._tables = words, bare, codes
            for table, value in zip(self._tables, (accented, folded, word_code(accented, folded)), strict=True):
                table[number] = value
            self._known[accented] = number
            return number


class _Pieces(dict[str, tuple[int, ...]]):
    """What was met between two blanks ('(thuế,'), with the numbers of its words."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon

    def __missing__(self, piece: str) -> tuple[int, ...]:
        """The words of a piece that is met for the first time; of a long one, seldom met again, nothing is kept."""
        read = map(forms, words_of(piece))
        found = tuple([self._lexicon.number(accented, folded) for accented, folded in read if accented])
        if len(piece) > LONGEST_WORD:
            return found
        if len(self) >= REMEMBERED:
            self.clear()
        self[piece] = found
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Streams:
    """The words of a text, as numbers of a lexicon; told as an engine that splits at spaces is given them."""

    numbers: Numbers
    lexicon: Lexicon = field(repr=False)

    def __len__(self) -> int:
        """How many words it has."""
        return len(self.numbers)

    def __eq__(self, other: object) -> bool:
        """Whether it has the same words."""
        return isinstance(other, Streams) and self.words == other.words

    def __hash__(self) -> int:
        """By its words."""
        return hash(self.words)

    def __add__(self, other: "Streams") -> "Streams":
        """One text behind the other."""
        return self.followed_by(other)

    def followed_by(self, *others: "Streams") -> "Streams":
        """One text behind the other."""
        own = self.lexicon
        behind = (
            each.numbers if each.lexicon is own else own.numbers(each.words, each.folded_words) for each in others
        )
        return Streams(np.concatenate([self.numbers, *behind]), own)

    def first(self, most: int) -> "Streams":
        """Its beginning."""
        return Streams(self.numbers[:most], self.lexicon)

    @property
    def words(self) -> tuple[str, ...]:
        """The words in their accented form."""
        return tuple(self.lexicon.words(self.numbers))

    @property
    def folded_words(self) -> tuple[str, ...]:
        """The same without marks."""
        return tuple(self.lexicon.folded(self.numbers))

    @property
    def codes(self) -> Codes:
        """The codes of the words."""
        return self.lexicon.codes(self.numbers)

    @property
    def accented(self) -> str:
        """The words parted by spaces."""
        return " ".join(self.lexicon.words(self.numbers))

    @property
    def folded(self) -> str:
        """The same without marks."""
        return " ".join(self.lexicon.folded(self.numbers))

    @property
    def accented_pairs(self) -> str:
        """Each word with its neighbour."""
        return " ".join(_pairs(self.lexicon.words(self.numbers)))

    @property
    def folded_pairs(self) -> str:
        """The same without marks."""
        return " ".join(_pairs(self.lexicon.folded(self.numbers)))


def streams(text: str) -> Streams:
    """The token streams of `text`."""
    lexicon = _current()
    # No word reaches over a blank, so what stands between two is looked up whole: in 0.35 of the time of looking for
    # words in the text again.
    numbers = chain.from_iterable(map(lexicon.pieces.__getitem__, text.split()))
    return Streams(np.fromiter(numbers, dtype=np.int32), lexicon)


_LEXICONS = [Lexicon()]


def _current() -> Lexicon:
    """The lexicon for texts that are read now; where it has become large, another is begun."""
    lexicon = _LEXICONS[-1]
    if len(lexicon) >= REMEMBERED:
        _LEXICONS[:] = [lexicon] = [Lexicon()]
    return lexicon


def _pairs(words: Sequence[str]) -> Iterator[str]:
    """Each word with its neighbour: thuế thu nhập gives thuế_thu, thu_nhập."""
    return map(PAIR.join, pairwise(words))
