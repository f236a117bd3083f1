"""One Aho-Corasick pass over a text finds the words at which the citation grammar is tried (eyecite's way)."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol, TypeVar

import ahocorasick

from nlp.citations.provisions import LEVELS
from nlp.knowledge import lexicon


class _Placed(Protocol):
    @property
    def start(self) -> int:
        """Where it begins."""


_Found = TypeVar("_Found", bound=_Placed)
Kind = Literal["law", "act", "paper", "self", "level"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A key word at [start, end). `name` is the word as the lexicon writes it: Nghị định, khoản."""

    start: int
    end: int
    kind: Kind
    name: str


@cache
def _words() -> dict[str, tuple[Kind, str]]:
    """Key words in small letters. A word for the document itself ('Quy chế này') is no type of citable document."""
    types = lexicon("types")
    words: dict[str, tuple[Kind, str]] = {word.lower(): ("self", word) for word in types["self"]}
    words |= {word.lower(): ("paper", word) for word in types["paper"]}
    words |= {word.lower(): ("act", word) for word in types["act"]}
    words |= {word.lower(): ("law", word) for word in types["law"]}
    words |= {level.lower(): ("level", level) for level in LEVELS}
    return words


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word in _words():
        automaton.add_word(word, word)
    automaton.make_automaton()
    return automaton


@cache
def _spaced() -> re.Pattern[str]:
    """The same keys for texts with runs of spaces, where the automaton would miss words of two syllables."""
    words = sorted(_words(), key=len, reverse=True)
    return re.compile("|".join(word.replace(" ", r"\s+") for word in words))


def scan(lower: str) -> list[Hit]:
    """The key words of a text in small letters, whole words only, the longest at each place, in order."""
    words = _words()
    if "  " in lower or "\n " in lower or " \n" in lower:
        raw = [(m.end() - 1, " ".join(m[0].split()), m.start()) for m in _spaced().finditer(lower)]
    else:
        raw = [(end, word, end - len(word) + 1) for end, word in _automaton().iter_long(lower)]
    length = len(lower)
    hits = []
    for last, word, start in raw:
        end = last + 1
        if (start and lower[start - 1].isalpha()) or (end < length and lower[end].isalpha()):
            continue
        kind, name = words[word]
        hits.append(Hit(start, end, kind, name))
    return hits


def within(found: Sequence[_Found], start: int, end: int) -> Sequence[_Found]:
    """Those of an ordered row of finds that begin in [start, end)."""
    first = bisect_left(found, start, key=lambda item: item.start)
    return found[first : bisect_left(found, end, first, key=lambda item: item.start)]
