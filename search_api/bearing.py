"""Which documents bear a number that was typed with its type alone: 'luật 69', 'nghị quyết 89'."""

from dataclasses import replace

from nlp.numbers import index_keys, normal_key, termed
from search_api.index.gateway import SearchEngine
from search_api.query.analyse import QueryAnalysis
from search_api.query.plan import plan
from search_api.query.request import Filters

_SAME_NUMBER = 20
"""Documents of one type that may bear a number without its year: one of each term of the Quốc hội."""

_TYPES_OF = {"Luật": ("Luật", "Bộ luật")}
"""What may be meant by a type: people say 'luật 45' of the Bộ luật Lao động."""


def of_its_type(engine: SearchEngine, analysis: QueryAnalysis) -> QueryAnalysis:
    """The analysis with 'luật 69', 'nghị quyết 89' as the numbers of the stored documents of that very type.

    The numbers of the Quốc hội do not tell it.
    """
    guessed = next((number for number in analysis.numbers if number.is_guess and number.type), None)
    if guessed is None or guessed.type is None:
        return analysis
    no = guessed.keys[0].partition("/")[0]
    probe = replace(guessed, alike=tuple(dict.fromkeys((*guessed.alike, *termed(f"{no}/QH")))))
    only = replace(analysis, numbers=(probe,), filters=Filters(types=_TYPES_OF.get(guessed.type, (guessed.type,))))
    wanted = {*probe.keys, *probe.alike}
    hits = engine.search(replace(plan(only), offset=0, limit=_SAME_NUMBER, facets=())).hits
    borne = tuple(
        normal_key(hit.number) for hit in hits if hit.number and not wanted.isdisjoint(index_keys(hit.number))
    )
    if not borne:
        return analysis
    alike = guessed.alike if guessed.type == "Nghị quyết" else ()
    return replace(analysis, numbers=(replace(guessed, alike=tuple(dict.fromkeys((*alike, *borne)))),))
