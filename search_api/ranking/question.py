"""What the second stage needs to know of a query: its words in order, how each was typed, which of them only ask."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from search_api.query.analyse import QueryAnalysis
from search_api.query.scoring import is_strict, title_words
from search_api.query.syllables import fold, syllables
from search_api.query.terms import Term


@dataclass(frozen=True, slots=True)
class Asked:
    """A word of the question. `is_strict` where it must stand with its very marks; `counts` unless it only asks."""

    accented: str
    folded: str
    is_strict: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Question:
    """The words as runs of neighbours; whether the meaning of a word is asked; an act's whole name; an article."""

    runs: tuple[tuple[Asked, ...], ...]
    defines: bool = False
    title: tuple[str, ...] = ()
    label: tuple[str, ...] = ()


def question(analysis: QueryAnalysis) -> Question | None:
    """The question in an analysed query; None where the first stage alone decides.

    It does where numbers or issues are asked for (exact things stand first), and where nothing is asked in words.
    """
    runs = [run for run in (*analysis.runs, *analysis.phrases) if run]
    if not runs or analysis.numbers or analysis.issues:
        return None
    asking = [_asking(run) for run in runs]
    if all(all(flags) for flags in asking):
        asking = [[False] * len(run) for run in runs]
    return Question(
        runs=tuple(tuple(_asked(run, flags, analysis)) for run, flags in zip(runs, asking, strict=True)),
        defines=any(any(_found(run, _phrases("defining"))) for run in runs),
        title=title_words(runs[0]) if len(runs) == 1 else (),
        label=("dieu", fold(analysis.article)) if analysis.article else (),
    )


def _asked(run: Sequence[Term], asking: Sequence[bool], analysis: QueryAnalysis) -> Iterator[Asked]:
    for term, only_asks in zip(run, asking, strict=True):
        yield Asked(term.likely, term.folded, is_strict(term, analysis), not only_asks)


def _asking(run: Sequence[Term]) -> list[bool]:
    """For each word whether it belongs to a phrase that only asks."""
    return _found(run, _phrases("asking"))


def _found(run: Sequence[Term], phrases: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]) -> list[bool]:
    """Which words belong to one of the phrases, the longest first; a phrase typed without marks counts as well."""
    found = [False] * len(run)
    at = 0
    while at < len(run):
        length = next((len(phrase[0]) for phrase in phrases if _stands(run, at, phrase)), 0)
        found[at : at + length] = [True] * length
        at += length or 1
    return found


def _stands(run: Sequence[Term], at: int, phrase: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    accented, folded = phrase
    here = run[at : at + len(accented)]
    if len(here) < len(accented):
        return False
    return all(
        term.likely == word or (term.typed == "bare" and term.folded == bare)
        for term, word, bare in zip(here, accented, folded, strict=True)
    )


@cache
def _phrases(name: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    text = files("search_api.ranking").joinpath("question.toml").read_text(encoding="utf-8")
    phrases = [tuple(syllables(phrase)) for phrase in tomllib.loads(text)[name]]
    phrases.sort(key=len, reverse=True)
    return tuple((tuple(s.accented for s in phrase), tuple(s.folded for s in phrase)) for phrase in phrases)
