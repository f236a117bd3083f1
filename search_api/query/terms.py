"""Terms of a query: its syllables, how each was typed, and what each was read as."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from search_api.query.syllables import Syllable, Typed, lacks_tone, typed

Accents = Literal["toned", "mixed", "bare"]
"""toned: as written in a book; mixed: some syllables lack their marks; bare: no marks at all."""

# Written in full, three syllables of four carry a tone mark (codification: 0.75). Where fewer than half do, marks may
# be missing: measured on alqac-dev with half of them stripped, recall@10 is 0.945 so, and 0.926 where a third is asked.
# A few words say less about the whole: 'luật thanh niên' is complete.
_TONED_SHARE = 0.5
_TONED_SHARE_OF_FEW = 1 / 3
_FEW = 5


@dataclass(frozen=True, slots=True)
class Term:
    """One syllable of the query and how it was typed.

    `restored` is the form with the marks that the collection's words suggest, '' where the syllable is taken as typed.
    `capital` tells that it was typed in capitals, as abbreviations are.
    `others` are further forms that it may stand for: words that a half-typed one begins.
    """

    accented: str
    folded: str
    typed: Typed
    restored: str = ""
    capital: bool = False
    others: tuple[str, ...] = ()

    @property
    def likely(self) -> str:
        """The accented form that is probably meant."""
        return self.restored or self.accented


def term_of(text: str, syllable: Syllable) -> Term:
    """The term of a syllable of `text`."""
    word = text[syllable.start : syllable.end]
    return Term(syllable.accented, syllable.folded, typed(word), capital=len(word) > 1 and word.isupper())


def accents_of(terms: Sequence[Term]) -> Accents:
    """How a query was typed, from its words; figures and codes say nothing."""
    words = [term for term in terms if term.accented.isalpha()]
    if all(term.typed == "bare" for term in words):
        return "bare"
    toned = sum(term.typed == "toned" for term in words)
    share = _TONED_SHARE_OF_FEW if len(words) <= _FEW else _TONED_SHARE
    if toned < len(words) * share or any(lacks_tone(term.accented) for term in words):
        return "mixed"
    return "toned"
