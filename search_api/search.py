"""Answering a search: understand, plan, ask the engine; ask for less when nothing was found."""

from collections.abc import Callable
from dataclasses import replace

from search_api.index.gateway import SearchEngine
from search_api.query.analyse import QueryAnalysis, analyse, relax
from search_api.query.hits import SearchPage
from search_api.query.mending import mend
from search_api.query.plan import plan
from search_api.query.request import Filters, SearchQuery
from search_api.query.tones import NO_WORDS, WordTable


def search(engine: SearchEngine, query: SearchQuery, words: Callable[[], WordTable] = lambda: NO_WORDS) -> SearchPage:
    """One page of results for `query`. `words` gives the words of the collection, by which missing marks are put back.

    Where no document answers the query as typed, marks are ignored and document numbers become wishes: a wrong tone
    then still finds something. Filters never cause that.

    Raises:
        QueryTooLong: the text has more than 512 characters.
        PageTooDeep: the page ends beyond result 10,000.
        EngineUnavailableError: the engine cannot be reached.
    """
    analysis = mend(analyse(query), words())
    page = engine.search(plan(analysis))
    if page.total == 0 and analysis.can_relax and _finds_nothing(engine, analysis):
        return engine.search(plan(relax(analysis)))
    return page


def _finds_nothing(engine: SearchEngine, analysis: QueryAnalysis) -> bool:
    """Whether there is no answer even without the filters."""
    query = analysis.query
    if query.filters == Filters():
        return True
    free = replace(analysis, query=replace(query, filters=Filters(), page=1, size=1))
    return engine.search(plan(free)).total == 0
