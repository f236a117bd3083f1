"""Words that only class what the next words name, by classes.toml: 'xe' in 'xe ô tô' need not stand in a text."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec

from search_api.query.syllables import syllables
from search_api.query.terms import Term


def classed(runs: Iterable[Sequence[Term]]) -> dict[str, tuple[Term, ...]]:
    """For each word that classes a name behind it, the words of that name: they alone say as much."""
    found: dict[str, tuple[Term, ...]] = {}
    for run in runs:
        for place, term in enumerate(run):
            for name in _names().get(term.likely, ()):
                behind = tuple(run[place + 1 : place + 1 + len(name)])
                if len(behind) == len(name) and all(map(_is, behind, name)):
                    found[term.accented] = behind
    return found


def _is(term: Term, word: tuple[str, str]) -> bool:
    accented, folded = word
    return term.likely == accented or (term.typed == "bare" and term.folded == folded)


@cache
def _names() -> Mapping[str, tuple[tuple[tuple[str, str], ...], ...]]:
    """For each class word the names behind it, each word with its marks and without."""
    text = files("search_api.query").joinpath("classes.toml").read_text(encoding="utf-8")
    held = msgspec.convert(tomllib.loads(text), dict[str, tuple[str, ...]])
    return {
        word: tuple(tuple((each.accented, each.folded) for each in syllables(name)) for name in names)
        for word, names in held.items()
    }
