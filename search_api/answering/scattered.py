"""Telling that a word of two syllables stands nowhere, and that what is found has its syllables in other words."""

from collections.abc import Iterator
from dataclasses import replace

from search_api.index.gateway import SearchEngine
from search_api.query.analyse import QueryAnalysis
from search_api.query.hits import SearchPage
from search_api.query.plan import plan
from search_api.query.restoring import WELL_KNOWN
from search_api.query.scoring import is_strict
from search_api.query.syllables import printed
from search_api.query.together import compound
from search_api.query.understood import Note
from search_api.query.word_table import WordTable


def scattered(engine: SearchEngine, page: SearchPage, analysis: QueryAnalysis, table: WordTable) -> Iterator[Note]:
    """A note where a query is one word of two syllables, and what is found holds both but never that word.

    The engine is only asked again where the words of the collection do not tell that the two follow one another.

    Raises:
        EngineUnavailableError: the engine cannot be reached.
    """
    if page.total == 0 or not table or len(analysis.runs) != 1 or analysis.meanings or analysis.more_than_words:
        return
    (run,) = analysis.runs
    need = compound(run, folded=not all(is_strict(term, analysis) for term in run))
    if need is None or table.pair_count(*(term.likely for term in run)) >= WELL_KNOWN:
        return
    asked = plan(replace(analysis, query=replace(analysis.query, page=1, cursor=None))).counting()
    if engine.search(replace(asked, required=(*asked.required, need))).total == 0:
        word = " ".join(printed(term.accented) for term in run)
        yield Note("words-scattered", f"Không có cụm “{word}”; đang hiện văn bản có các từ rời.")
