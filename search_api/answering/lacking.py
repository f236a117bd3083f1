"""Telling that no document has an asked number or is of the asked kind, or that it lacks the asked article or khoản."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.numbers import QueryNumber, index_keys
from search_api.answering.bearing import types_meant
from search_api.index.gateway import SearchEngine
from search_api.index.rows import full_title
from search_api.query.analyse import QueryAnalysis
from search_api.query.clauses import Clause, Need
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.plan import plan
from search_api.query.provisions import CitedArticle
from search_api.query.request import Filters
from search_api.query.syllables import key_of, syllables
from search_api.query.understood import Note

_TYPE_ALONE = 2
"""Signs of a number with its year and type and no issuer: 45/2019/TT."""

_OF_A_DAY = 100
"""Documents of one type and one day that hold the same article with the same figure; of more nothing is told."""


def lacking(engine: SearchEngine, page: SearchPage, analysis: QueryAnalysis) -> Iterator[Note]:
    """Notes where no document has the asked number, or none of its kind, or lacks an asked article or khoản of it.

    Raises:
        EngineUnavailableError: the engine cannot be reached.
    """
    named = [hit for hit in page.hits if _is_named(hit, analysis)]
    if page.hits and _would_be_first(analysis):
        yield from _without_number(analysis, named)
    if analysis.places.labels and named:
        yield from _without_parts(engine, page, analysis, named)


def _is_named(hit: SearchHit, analysis: QueryAnalysis) -> bool:
    """Whether a hit bears an asked number or name."""
    keys = {key for number in analysis.numbers for key in (*number.keys, *number.alike)}
    if keys and hit.number and not keys.isdisjoint(index_keys(hit.number)):
        return True
    return any(key_of(full_title(hit)) in titles for titles in analysis.titles_named)


def _without_number(analysis: QueryAnalysis, named: Sequence[SearchHit]) -> Iterator[Note]:
    if not named:
        typed = ", ".join(analysis.text[number.start : number.end].strip() for number in analysis.numbers)
        yield Note("no-number", f"Kho không có văn bản số “{typed}”; đang hiện văn bản nhắc tới số đó.")
        return
    for number in analysis.numbers:
        same = [hit for hit in named if hit.number and not set(number.keys).isdisjoint(index_keys(hit.number))]
        if same and not any(_is_meant(hit, number) for hit in same):
            typed, short = analysis.text[number.start : number.end].strip(), number.keys[-1]
            yield Note("no-number", f"Kho không có “{typed}”; đang hiện văn bản khác mang số {short}.")


def _is_meant(hit: SearchHit, number: QueryNumber) -> bool:
    """Whether a document is of the type, or of the issuer, that was said of its number."""
    keys = index_keys(hit.number or "")
    asked = {number.keys[0], *number.alike}
    if not asked.isdisjoint(keys) and (number.type is None or number.keys[0] != number.keys[-1]):
        return True
    fewer = number.keys[1:]
    if any(number.keys[0].startswith(f"{key}/") for key in fewer) and number.keys[0].count("/") > _TYPE_ALONE:
        return keys[0].startswith(f"{number.keys[0]}/")  # of several issuers one was said
    return number.type is None or hit.type in types_meant(number)


def _without_parts(
    engine: SearchEngine, page: SearchPage, analysis: QueryAnalysis, named: Sequence[SearchHit]
) -> Iterator[Note]:
    held = {key_of(provision.label) for hit in named for provision in hit.provisions}
    unseen = [part for part in analysis.places.labels if key_of(part) not in held]
    missing = [part for part in unseen if _lack_it(engine, page, named, part, analysis)]
    documents = {hit.id for hit in named}  # as provisions one document is found several times
    shown = named[0].number or full_title(named[0])
    if missing:
        several = "các văn bản " + ("cùng tên" if analysis.titles_named else "mang số này")
        yield Note("no-article", f"Không thấy {', '.join(missing)} trong {shown if len(documents) == 1 else several}.")
    if len(documents) > 1:
        return
    for article, part in zip(analysis.places.articles, analysis.places.labels, strict=False):
        lost = _lost(engine, named[0], article, analysis) if part not in unseen else ""
        if lost:
            yield Note("no-clause", f"Không thấy {lost} trong {part} của {shown}.")


def _would_be_first(analysis: QueryAnalysis) -> bool:
    """Whether a document of an asked number would stand at the top of this page, had the collection one."""
    is_open = analysis.filters == Filters() and not analysis.relations and analysis.demand != "relaxed"
    sure = bool(analysis.numbers) and not any(number.is_guess for number in analysis.numbers)
    return _is_first(analysis) and is_open and sure and analysis.numbers_are != "wishes"


def _is_first(analysis: QueryAnalysis) -> bool:
    """Whether this page shows the best."""
    query = analysis.query
    return analysis.order == "relevance" and query.page == 1 and query.cursor is None


def _lack_it(
    engine: SearchEngine, page: SearchPage, named: Sequence[SearchHit], article: str, analysis: QueryAnalysis
) -> bool:
    """Whether the documents of an asked number surely lack an article of which this page shows nothing.

    The best page shows it first; but of many documents of a number the one that has it may stand on the next. By other
    orders, and on other pages, one document is asked for it; of several nothing is told.
    """
    if _is_first(analysis):
        asked = {key_of(part) for part in analysis.places.labels}
        labels = {key_of(provision.label) for hit in page.hits for provision in hit.provisions}
        others = not labels <= asked if analysis.query.unit == "provision" else len(named) < len(page.hits)
        return others or len(page.hits) == page.total
    return len({hit.id for hit in named}) == 1 and not _holds(engine, named[0], article, "", analysis)


def _lost(engine: SearchEngine, hit: SearchHit, asked: CitedArticle, analysis: QueryAnalysis) -> str:
    """The asked khoản or điểm whose figure or letter stands nowhere in an asked article; '' where all may be there.

    A figure that stands there may be another thing ('khoản 5 Điều 7'), and a letter that of another khoản: then nothing
    is told. Rows do not hold which are khoản.
    """
    label = f"Điều {asked.article}"
    lost = [each for each in asked.clauses if not _holds(engine, hit, label, each, analysis)]
    if lost:
        return f"khoản {', '.join(lost)}"
    points = [each for each in asked.points if not _holds(engine, hit, label, each, analysis)]
    clause = f" khoản {asked.clauses[0]}" if len(asked.clauses) == 1 else ""
    return f"điểm {', '.join(points)}{clause}" if points else ""


def _holds(engine: SearchEngine, hit: SearchHit, article: str, token: str, analysis: QueryAnalysis) -> bool:
    """Whether any piece of the asked article of a document may hold a figure or a letter; of '' if there is one."""
    label = Clause("article", "label", (key_of(article),), kind="fixed")
    words = tuple(each.accented for each in syllables(token))
    needs = (Need((label,)), *((Need((Clause("clause", "text", words),)),) if words else ()))
    only = Filters(types=(hit.type,) if hit.type else (), issued_from=hit.issued_on, issued_to=hit.issued_on)
    query = replace(analysis.query, text="", filters=only, page=1, cursor=None)
    asked = plan(replace(analysis, query=query, filters=only)).counting()
    asked = replace(asked, exact=(), needs=(), least=0, required=needs, limit=_OF_A_DAY)
    found = engine.search(replace(asked, excluded=()))
    return found.total > _OF_A_DAY or any(each.id == hit.id for each in found.hits)
