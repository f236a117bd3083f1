"""Which documents bear a number that was typed with its type alone: 'luật 69', 'thông tư 06 hướng dẫn hóa đơn'."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from nlp.numbers import QueryNumber, normal_key, termed
from search_api.index.gateway import SearchEngine
from search_api.query.analyse import QueryAnalysis
from search_api.query.asking import telling
from search_api.query.clauses import Need
from search_api.query.plan import plan
from search_api.query.request import Filters
from search_api.query.scoring import distinct, is_strict, silent_words
from search_api.query.spans import without
from search_api.query.syllables import syllables
from search_api.query.terms import Term
from search_api.query.understood import Chip

_SAME_NUMBER = 20
"""Documents of one type that may bear a number without its year: one of each term of the Quốc hội."""

_SAME_FIGURE = 200
"""Documents of one type and number that are looked through for the words of a title, the latest first."""

_MOST = 0.6
"""Share of the words that a title must hold: of 'hướng dẫn hóa đơn' not 'hướng dẫn' alone."""

_MEANT_AT_ONCE = 5
"""Documents that a figure may stand for: where the words fit more titles, they say too little."""

_RESOLUTION = "Nghị quyết"
_TYPES_OF = {"Luật": ("Luật", "Bộ luật")}
"""What may be meant by a type: people say 'luật 45' of the Bộ luật Lao động."""


def of_its_type(engine: SearchEngine, analysis: QueryAnalysis) -> QueryAnalysis:
    """The analysis with 'luật 69', 'nghị quyết 43/2022' as the numbers of the stored documents of that very type.

    The numbers of the Quốc hội do not tell it.
    """
    for place, number in enumerate(analysis.numbers):
        if number.type is None or not (number.is_guess or _may_be_of_assembly(number)):
            continue
        borne = tuple(key for key, _ in _bearing(engine, analysis, number, _SAME_NUMBER))
        if borne:
            alike = number.alike if number.type == _RESOLUTION else ()
            meant = replace(number, alike=tuple(dict.fromkeys((*alike, *borne))))
            return replace(analysis, numbers=(*analysis.numbers[:place], meant, *analysis.numbers[place + 1 :]))
    return analysis


def _may_be_of_assembly(number: QueryNumber) -> bool:
    """Whether a resolution was typed with its year and without its issuer."""
    return number.type == _RESOLUTION and number.keys[0].endswith("/NQ")


def of_its_title(engine: SearchEngine, analysis: QueryAnalysis) -> QueryAnalysis:
    """The analysis with 'thông tư 06 hướng dẫn hóa đơn' as the numbers of stored documents whose titles say the rest.

    They stand first, and all that holds the words answers behind them. A figure that no such document bears stays a
    word.
    """
    number = analysis.beside
    said = _said_beside(analysis, number) if number else ()
    if number is None or not said:
        return analysis
    bearing = _bearing(engine, analysis, number, _SAME_FIGURE)
    shares = [(_share(title, said, analysis), borne) for borne, title in bearing]
    most = max((share for share, _ in shares), default=0.0)
    borne = tuple(dict.fromkeys(each for share, each in shares if share == most))
    if most < _MOST or len(borne) > _MEANT_AT_ONCE:
        return analysis
    meant = replace(number, keys=borne[:1], alike=borne[1:])
    span = (number.start, number.end)
    chip = Chip("number", analysis.text[slice(*span)], without(analysis.text, span))
    return replace(analysis, numbers=(meant,), numbers_are="wishes", chips=(chip, *analysis.chips))


def _bearing(
    engine: SearchEngine, analysis: QueryAnalysis, number: QueryNumber, most: int
) -> Iterator[tuple[str, str]]:
    """The keys and titles of the stored documents of a number's type that bear it in any year, the latest first."""
    query = replace(analysis.query, unit="document", page=1)
    only = replace(analysis, query=query, numbers=(_of_any_term(number),), filters=Filters(types=types_meant(number)))
    # Titles alone are looked at: to choose the provisions of 60 documents takes seven times as long as to find them.
    named = replace(plan(only).counting(), required=(Need(()),), scored=(), provisions=1, limit=most)
    return ((normal_key(hit.number), hit.title) for hit in engine.search(named).hits if hit.number)


def types_meant(number: QueryNumber) -> tuple[str, ...]:
    """The types of documents that a number with its type may mean; () where its code tells them."""
    return _TYPES_OF.get(number.type, (number.type,)) if number.type else ()


def _of_any_term(number: QueryNumber) -> QueryNumber:
    """The number also as those of the Quốc hội, which do not tell a law from a resolution."""
    if number.type is None:
        return number
    stem = number.keys[0].removesuffix("/NQ") if _may_be_of_assembly(number) else number.keys[0].partition("/")[0]
    return replace(
        number, alike=tuple(dict.fromkeys((*number.alike, *termed(f"{stem}/QH"), *termed(f"{stem}/UBTVQH"))))
    )


def _said_beside(analysis: QueryAnalysis, number: QueryNumber) -> tuple[Term, ...]:
    """The words that say something, without those of the number."""
    own = [each.folded for each in syllables(analysis.text[number.start : number.end])]
    words = []
    for term in chain.from_iterable(telling(analysis.runs, said_more=True)):
        if term.folded in own:
            own.remove(term.folded)
        elif term.likely not in silent_words():
            words.append(term)
    return distinct([words])


def _share(title: str, said: Sequence[Term], analysis: QueryAnalysis) -> float:
    """The share of these words that a title holds."""
    held = list(syllables(title))
    accented, bare = {each.accented for each in held}, {each.folded for each in held}
    found = [(term.likely in accented) if is_strict(term, analysis) else (term.folded in bare) for term in said]
    return sum(found) / len(found)
