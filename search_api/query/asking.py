"""Which words of a query only ask, and which say what it is about, by asking.toml."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from search_api.knowledge import knowledge
from search_api.query.syllables import Syllable, syllables
from search_api.query.terms import Term, begin_with

_Phrase = tuple[Syllable, ...]

_A_SENTENCE = 6


def telling(runs: Iterable[Sequence[Term]], *, said_more: bool = False) -> tuple[tuple[Term, ...], ...]:
    """The runs without the words that only ask; as they are, where nothing else was said, in them or beside them."""
    every = tuple(tuple(run) for run in runs)
    kept = tuple(tuple(term for term, asks in zip(run, only_asking(run), strict=True) if not asks) for run in every)
    return kept if said_more or any(kept) else every


def is_sentence(runs: Iterable[Sequence[Term]]) -> bool:
    """Whether so much is said in words that a document number among them is a part of the question, no condition.

    'thông tư 15/2020/TT-BTC phí thẩm định' is none: it asks for what cites that number.
    """
    return len({term.accented for run in telling(runs) for term in run}) >= _A_SENTENCE


def only_asking(run: Sequence[Term]) -> list[bool]:
    """For each word whether it belongs to a phrase that only asks."""
    return _found(run, _phrases("asking"))


def asks_for_meaning(runs: Iterable[Sequence[Term]]) -> bool:
    """Whether the meaning of a word is asked for."""
    return any(any(_found(run, _phrases("defining"))) for run in runs)


def asks_for_effect(runs: Iterable[Sequence[Term]]) -> bool:
    """Whether effect, repeal or the carrying out of an act is asked for."""
    return any(any(_found(run, _phrases("effect"))) for run in runs)


def _found(run: Sequence[Term], phrases: Mapping[str, Sequence[_Phrase]]) -> list[bool]:
    """Which words belong to one of the phrases, the longest first; a phrase typed without marks counts as well."""
    found = [False] * len(run)
    at = 0
    while at < len(run):
        here = phrases.get(run[at].folded, ())
        length = next((len(phrase) for phrase in here if begin_with(run[at:], phrase)), 0)
        found[at : at + length] = [True] * length
        at += length or 1
    return found


@cache
def _phrases(name: str) -> Mapping[str, Sequence[_Phrase]]:
    """The phrases by their first word without marks, of each the longest first."""
    held = knowledge("search_api.query", "asking", dict[str, tuple[str, ...]])[name]
    phrases: dict[str, list[_Phrase]] = {}
    for phrase in sorted((tuple(syllables(each)) for each in held), key=len, reverse=True):
        phrases.setdefault(phrase[0].folded, []).append(phrase)
    return phrases
