"""Which stored acts a query names in words: 'điều 168 BLHS', 'luật đất đai 2013'."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nlp.numbers import QueryNumber, normal_key
from search_api.index.gateway import SearchEngine
from search_api.index.rows import full_title
from search_api.query.acts import Name, NamedAct
from search_api.query.analyse import QueryAnalysis
from search_api.query.clauses import Clause, Marked, Need
from search_api.query.hits import SearchHit
from search_api.query.plan import plan
from search_api.query.request import Filters, ShownStatus
from search_api.query.spans import without
from search_api.query.syllables import key_of
from search_api.query.understood import Chip, Note

_SAME_NAME = 50
"""Acts of one name, of different years, and their consolidated texts."""

_LATER: dict[ShownStatus, int] = {"not_yet": 1, "suspended": 2, "expired": 2}
"""What comes behind the acts in force; of which nothing is known may be in force."""


def of_its_name(engine: SearchEngine, analysis: QueryAnalysis) -> QueryAnalysis:
    """The analysis with an act that it names as the stored acts of that name, before all that has the words.

    Of several the year that was asked for is first, then what is in force, then the newer one; consolidated texts
    come behind. The longest name counts that the collection knows. What it does not hold is told.

    Raises:
        EngineUnavailableError: the engine cannot be reached.
    """
    act = analysis.act
    if act is None:
        return analysis
    stored = _stored(engine, analysis, act)
    for name in act.names:
        acts, consolidated = (list(_of(stored, titles)) for titles in (name.titles, name.consolidated))
        if acts or consolidated:
            return _named(analysis, act, name, acts, consolidated)
    is_kind = any(chip.kind in ("type", "issuer") for chip in analysis.chips)  # 'luật của Quốc hội năm 2020'
    if is_kind or not act.lacking:
        return analysis
    message = f"Kho không có văn bản mang tên “{act.lacking}”; đang tìm như từ thường."
    return replace(
        analysis, places=replace(analysis.places, articles=()), notes=(*analysis.notes, Note("no-act", message))
    )


def _stored(engine: SearchEngine, analysis: QueryAnalysis, act: NamedAct) -> Sequence[tuple[str, SearchHit]]:
    """The stored documents that may be meant, with the keys of their whole titles, the latest first."""
    titles = dict.fromkeys(title for name in act.names for title in (*name.titles, *name.consolidated))
    query = replace(analysis.query, text="", unit="document", filters=Filters(), page=1, cursor=None)
    every = plan(replace(analysis, query=query, filters=Filters())).counting()
    named = Need((Clause("named_act", "whole_title", tuple(titles), kind="fixed"),))
    only = replace(
        every, exact=(), required=(named,), needs=(), least=0, scored=(), excluded=(), marked=Marked(), provisions=1
    )
    return [(key_of(full_title(hit)), hit) for hit in engine.search(replace(only, limit=_SAME_NAME)).hits]


def _of(stored: Sequence[tuple[str, SearchHit]], titles: Sequence[str]) -> Iterator[tuple[str, SearchHit]]:
    """The stored documents of the first of these titles that any has."""
    held = {title for title, _ in stored}
    title = next((each for each in titles if each in held), None)
    return ((each, hit) for each, hit in stored if each == title)


def _named(
    analysis: QueryAnalysis,
    act: NamedAct,
    name: Name,
    acts: Sequence[tuple[str, SearchHit]],
    consolidated: Sequence[tuple[str, SearchHit]],
) -> QueryAnalysis:
    ranked = sorted((hit for _, hit in acts), key=lambda hit: _order(hit, name.year))
    ranked += sorted((hit for _, hit in consolidated), key=lambda hit: _order(hit, None))
    keys = tuple(dict.fromkeys(normal_key(hit.number) for hit in ranked if hit.number))
    chips = [Chip("number", _shown(ranked[0]), without(analysis.text, name.span))]
    if act.cited:
        chips.append(Chip("article", act.cited.shown, without(analysis.text, act.cited.span)))
    levels = (tuple(dict.fromkeys(title for title, _ in each)) for each in (acts, consolidated))
    return replace(
        analysis,
        act=replace(act, names=(name,)),
        numbers=(QueryNumber(*name.span, keys, None),) if keys else (),
        numbers_are="wishes" if keys else "conditions",
        titles_named=tuple(filter(None, levels)),
        places=replace(analysis.places, articles=act.cited.articles if act.cited else ()),
        chips=(*chips, *analysis.chips),
        notes=(*analysis.notes, *_told(analysis, name, acts, ranked)),
    )


def _order(hit: SearchHit, year: int | None) -> tuple[bool, int, int]:
    issued = hit.issued_on.toordinal() if hit.issued_on else 0
    return not _is_of(hit, year), _LATER.get(hit.status, 0), -issued


def _is_of(hit: SearchHit, year: int | None) -> bool:
    """Whether an act is of a year; where its day is not known, its number may tell: 91/2015/QH13."""
    if year is None:
        return True
    return hit.issued_on.year == year if hit.issued_on else f"/{year}/" in (hit.number or "")


def _told(
    analysis: QueryAnalysis, name: Name, acts: Sequence[tuple[str, SearchHit]], ranked: Sequence[SearchHit]
) -> Iterator[Note]:
    """That the act of the asked year is not here, or nothing but its consolidated text."""
    typed = analysis.text[slice(*name.span)]
    if not acts:
        yield Note("no-act", f"Kho không có “{typed}”, chỉ có văn bản hợp nhất.")
    elif not _is_of(ranked[0], name.year):
        yield Note("no-act", f"Kho không có “{typed}”, chỉ có văn bản cùng tên của năm khác.")


def _shown(hit: SearchHit) -> str:
    """Type, title and number of an act as people say them."""
    return f"{full_title(hit)} ({hit.number})" if hit.number else full_title(hit)
