"""A query read with the collection's own words: marks that are missing are put back where the words suggest them."""

from dataclasses import replace

from search_api.query.analyse import QueryAnalysis
from search_api.query.terms import Term
from search_api.query.tones import WordTable, restore


def mend(analysis: QueryAnalysis, words: WordTable) -> QueryAnalysis:
    """The analysis with `restored` forms; a query that carries its marks is left as it is."""
    if not words or analysis.is_mute or analysis.query.verbatim:
        return analysis
    accents = analysis.accents
    if accents == "toned":
        if not any(_lacks_marks(term, words) for run in analysis.runs for term in run):
            return analysis
        accents = "mixed"
    return replace(
        analysis,
        accents=accents,
        restored=True,
        runs=tuple(_restored(run, words) for run in analysis.runs),
        phrases=tuple(_restored(phrase, words) for phrase in analysis.phrases),
    )


def _lacks_marks(term: Term, words: WordTable) -> bool:
    """Whether a word was typed without a tone that is a word of the collection only with one: 'dieu'."""
    return (
        term.typed != "toned"
        and term.accented.isalpha()
        and not words.count(term.accented)
        and words.knows(term.folded)
    )


def _restored(run: tuple[Term, ...], words: WordTable) -> tuple[Term, ...]:
    return tuple(
        replace(term, restored=form) if form != term.accented else term
        for term, form in zip(run, restore(run, words), strict=True)
    )
