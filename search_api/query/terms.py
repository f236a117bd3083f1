"""Terms of a query: its syllables, how each was typed, and what each was read as."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from search_api.query.syllables import Syllable, Typed, lacks_marks, syllables, typed

_PLAIN = re.compile("[1-9][0-9]{4,17}")
"""From five figures on: four are a year, and are printed without a dot."""

_EXACT = re.compile(r"(?<!\w)=$")
"""Stands before a word that is to be taken as typed."""

_BORDERS, _DASHES = frozenset(",;:?!()[]…"), frozenset("-–—")

Accents = Literal["toned", "mixed", "bare"]
"""toned: as written in a book; mixed: some syllables lack their marks; bare: no marks at all."""


@dataclass(frozen=True, slots=True)
class Term:
    """One syllable of the query and how it was typed.

    `restored` is the form with the marks that the collection's words suggest, '' where the syllable is taken as typed;
    `chance` is how likely what it is read as is among all that it may be.
    `capital` tells that it was typed in capitals, as abbreviations are.
    `others` are further forms that it may stand for: words that a half-typed one begins. `sure` are the pairs with a
    neighbour, without marks, that tell for sure which marks it lacks.
    `parted` tells that a comma, a bracket or the end of a sentence stands before it. `exact` words ('=ko') are taken as
    typed: they mean nothing else, and no mark is put back.
    """

    accented: str
    folded: str
    typed: Typed
    restored: str = ""
    chance: float = 1.0
    capital: bool = False
    others: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    parted: bool = False
    exact: bool = False

    @property
    def likely(self) -> str:
        """The accented form that is probably meant."""
        return self.restored or self.accented

    def may_be(self, word: Syllable) -> bool:
        """Whether the term is read as this word, or was typed without marks and may be it."""
        return self.likely == word.accented or (self.typed == "bare" and self.folded == word.folded)

    @property
    def figures(self) -> tuple[str, ...]:
        """The same amount with the dots that a text has, or without those that were typed: 4680000, 4.680.000."""
        plain = self.accented.replace(".", "")
        if not _PLAIN.fullmatch(plain):
            return ()
        dotted = f"{int(plain):,}".replace(",", ".")
        return tuple({plain, dotted} - {self.accented}) if self.accented in (plain, dotted) else ()


def begin_with(terms: Sequence[Term], phrase: Sequence[Syllable]) -> bool:
    """Whether the first of some terms may be the words of a phrase."""
    return len(terms) >= len(phrase) and all(map(Term.may_be, terms, phrase))


def term_of(text: str, syllable: Syllable) -> Term:
    """The term of a syllable of `text`."""
    word = text[syllable.start : syllable.end]
    is_capital = len(word) > 1 and word.isupper()
    parted = _is_parted(text[: syllable.start])
    exact = bool(_EXACT.search(text, 0, syllable.start))
    kind = "toned" if exact else typed(word)
    return Term(syllable.accented, syllable.folded, kind, capital=is_capital, parted=parted, exact=exact)


def taken_as_typed(text: str, word: str) -> str:
    """The text in which each place of an accented word is marked to be taken as typed: 'ko có' gives '=ko có'."""
    for syllable in reversed(list(syllables(text))):
        if syllable.accented == word:
            text = f"{text[: syllable.start]}={text[syllable.start :]}"
    return text


def _is_parted(before: str) -> bool:
    """Whether a text ends with what parts words: 'TP.HCM' and 'vay-mượn' are not parted."""
    said = before.rstrip()
    last, is_spaced = said[-1:], len(said) < len(before)
    return last in _BORDERS or (is_spaced and (last == "." or (last in _DASHES and said[-2:-1].isspace())))


def accents_of(terms: Sequence[Term]) -> Accents:
    """How a query was typed, from its words; figures and codes say nothing.

    One word that is no syllable without more marks tells that marks are missing: of 365 questions of alqac-dev, and of
    1,095 stretches of 2 to 12 of their words, none holds one; with half of the marks taken off 97 % of the questions
    do, of stretches of 4 words 52 %. How few tones there are tells less: that under half of the words have one misleads
    in 0.8 to 5 % of them. Words that may be complete are judged by what stands beside them (`restoring.evident`); a
    lone one that has a mark but no tone is left open: 'thuê' comes first, thuế behind.
    """
    words = [term for term in terms if term.accented.isalpha() and not term.exact]
    if not words and any(term.exact for term in terms):
        return "toned"
    if all(term.typed == "bare" for term in words):
        return "bare"
    all_capital = all(term.capital for term in words)
    lacking = any(lacks_marks(term.accented) and (all_capital or not term.capital) for term in words)
    is_open = len(words) == 1 and words[0].typed == "marked"
    return "mixed" if lacking or is_open else "toned"
