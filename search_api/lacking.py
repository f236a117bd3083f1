"""Telling that no document has an asked number, or that those of it lack the article, khoản or điểm asked for."""

from collections.abc import Iterator
from dataclasses import replace

from nlp.numbers import index_keys
from search_api.index.gateway import SearchEngine
from search_api.query.analyse import QueryAnalysis
from search_api.query.clauses import Clause, Need
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.plan import plan
from search_api.query.request import Filters
from search_api.query.syllables import key_of, syllables
from search_api.query.understood import Note

_OF_A_DAY = 100
"""Documents of one type and one day that hold the same article with the same figure; of more nothing is told."""


def lacking(engine: SearchEngine, page: SearchPage, analysis: QueryAnalysis) -> Iterator[Note]:
    """A note where no document has the asked number, none of it the asked article, or the only one lacks the khoản.

    Raises:
        EngineUnavailableError: the engine cannot be reached.
    """
    keys = {key for number in analysis.numbers for key in (*number.keys, *number.alike)}
    named = [hit for hit in page.hits if hit.number and not keys.isdisjoint(index_keys(hit.number))]
    asked = analysis.part
    documents = {hit.id for hit in named}  # as provisions one document is found several times
    if page.hits and not named and _would_be_first(analysis):
        typed = ", ".join(analysis.text[number.start : number.end].strip() for number in analysis.numbers)
        yield Note("no-number", f"Kho không có văn bản số “{typed}”; đang hiện văn bản nhắc tới số đó.")
    if not asked or not named:
        return
    if not any(key_of(provision.label) == key_of(asked) for hit in named for provision in hit.provisions):
        shown = (
            named[0].number
            if len(documents) == 1
            else "các văn bản " + ("cùng tên" if analysis.titles_named else "mang số này")
        )
        yield Note("no-article", f"Không thấy {asked} trong {shown}.")
    elif len(documents) == 1 and analysis.article and (part := _missing_part(engine, named[0], asked, analysis)):
        yield Note("no-clause", f"Không thấy {part} trong {asked} của {named[0].number}.")


def _would_be_first(analysis: QueryAnalysis) -> bool:
    """Whether a document of an asked number would stand at the top of this page, had the collection one."""
    query = analysis.query
    is_first = query.sort == "relevance" and query.page == 1 and query.cursor is None
    is_open = analysis.filters == Filters() and not analysis.relations and not analysis.relaxed
    sure = bool(analysis.numbers) and not any(number.is_guess for number in analysis.numbers)
    return is_first and is_open and sure and not analysis.wished


def _missing_part(engine: SearchEngine, hit: SearchHit, article: str, analysis: QueryAnalysis) -> str:
    """The asked khoản or điểm whose figure or letter stands nowhere in the asked article; '' where both may be there.

    A figure that stands there may be another thing ('khoản 5 Điều 7'), and a letter that of another khoản: then nothing
    is told. Rows do not hold which are khoản.
    """
    if analysis.clause and not _holds(engine, hit, article, analysis.clause, analysis):
        return f"khoản {analysis.clause}"
    if analysis.point and not _holds(engine, hit, article, analysis.point, analysis):
        return f"điểm {analysis.point} khoản {analysis.clause}" if analysis.clause else f"điểm {analysis.point}"
    return ""


def _holds(engine: SearchEngine, hit: SearchHit, article: str, token: str, analysis: QueryAnalysis) -> bool:
    """Whether any piece of the asked article of a document may hold a figure or a letter."""
    label = Clause("article", "label", (key_of(article),), kind="fixed")
    word = Clause("clause", "text", tuple(each.accented for each in syllables(token)))
    only = Filters(types=(hit.type,) if hit.type else (), issued_from=hit.issued_on, issued_to=hit.issued_on)
    query = replace(analysis.query, text="", filters=only, page=1, cursor=None)
    asked = plan(replace(analysis, query=query, filters=only)).counting()
    asked = replace(asked, exact=(), needs=(), least=0, required=(Need((label,)), Need((word,))), limit=_OF_A_DAY)
    found = engine.search(replace(asked, excluded=()))
    return found.total > _OF_A_DAY or any(each.id == hit.id for each in found.hits)
