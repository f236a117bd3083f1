"""Whom a typed part of a signer's name may mean: 'quang', 'luong tam quang' of 'Lương Tam Quang'."""

from collections.abc import Iterable

from search_api.query.syllables import syllables
from search_api.query.terms import Term, term_of

Name = tuple[Term, ...]


def signers_named(typed: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that hold the typed words one after the other: with the marks that were typed, else with any.

    A word without marks stands for all of its letters: 'dung' is Dung and Dũng. A whole name is that one alone, though
    longer ones hold it.
    """
    wanted = _name(typed)
    if not wanted:
        return ()
    known = {name: _name(name) for name in dict.fromkeys(names)}
    for whole in (True, False):
        for marked in (True, False):
            found = tuple(name for name, held in known.items() if _holds(held, wanted, whole=whole, marked=marked))
            if found:
                return found
    return ()


def _name(text: str) -> Name:
    return tuple(term_of(text, syllable) for syllable in syllables(text))


def _holds(name: Name, wanted: Name, *, whole: bool, marked: bool) -> bool:
    if whole and len(name) != len(wanted):
        return False
    return any(
        all(_is(held, word, marked=marked) for held, word in zip(name[at : at + len(wanted)], wanted, strict=True))
        for at in range(len(name) - len(wanted) + 1)
    )


def _is(held: Term, word: Term, *, marked: bool) -> bool:
    if marked and word.typed != "bare":
        return held.accented == word.accented
    return held.folded == word.folded
