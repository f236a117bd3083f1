"""Words that only class what the next words name, by classes.toml: 'xe' in 'xe ô tô' need not stand in a text."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from search_api.knowledge import knowledge
from search_api.query.syllables import Syllable, syllables
from search_api.query.terms import Term, begin_with


def classed(runs: Iterable[Sequence[Term]]) -> dict[str, tuple[Term, ...]]:
    """For each word that classes a name behind it, the words of that name: they alone say as much."""
    found: dict[str, tuple[Term, ...]] = {}
    for run in runs:
        for place, term in enumerate(run):
            for name in _names().get(term.likely, ()):
                behind = tuple(run[place + 1 : place + 1 + len(name)])
                if begin_with(behind, name):
                    found[term.accented] = behind
    return found


@cache
def _names() -> Mapping[str, tuple[tuple[Syllable, ...], ...]]:
    """For each class word the names behind it."""
    held = knowledge("search_api.query", "classes", dict[str, tuple[str, ...]])
    return {word: tuple(tuple(syllables(name)) for name in names) for word, names in held.items()}
