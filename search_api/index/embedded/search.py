"""Answering a plan over one state of an embedded index."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from tantivy import Index

from search_api.errors import BadCursor
from search_api.index.embedded.columns import Choice, Keys, beyond, order_of
from search_api.index.embedded.compile import documents_query, exact_queries, provisions_query
from search_api.index.embedded.facets import Flags, Numbers
from search_api.index.embedded.folder import Signature
from search_api.index.embedded.found import NOT_EXACT, Found, Scores
from search_api.index.embedded.hits import hits_of
from search_api.index.embedded.ranking import look
from search_api.index.embedded.row_chunk import Answering
from search_api.index.embedded.rows import Best, Table
from search_api.index.facet_values import chosen_values
from search_api.index.shown import facet
from search_api.query.hits import Facet, SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.request import Cursor
from search_api.ranking.second_stage import model

_FIRST_ROWS = 512
"""Rows asked for at first: of 40 documents the best few rows are nearly always among them."""

_MORE_ROWS = 16
"""So many times as many where they were not."""

_FEW_DOCUMENTS = 2_000
_BEST_ROWS = 2_048
"""Of so few documents so many rows are scored, and all of them only where that is too few for a page. Where documents
have hundreds of rows (60,000 articles grown from gazettes) p99 is 23 instead of 42 ms so; of 300 pages none had another
order, and 4 showed another article of a hit."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the index, for as long as a search needs it."""

    signature: Signature
    index: Index
    table: Table

    @property
    def name(self) -> str:
        """How a cursor calls it."""
        return ":".join(map(str, self.signature))


def answer(snapshot: Snapshot, plan: SearchPlan) -> SearchPage:
    """The page of results.

    Raises:
        BadCursor: the cursor was made by another engine.
    """
    started, table = time.perf_counter(), snapshot.table
    found = _provisions_found(table, plan) if plan.unit == "provision" else _documents_found(table, plan)
    documents, places = found.entries, None
    if plan.unit == "provision":
        documents, places = np.unique(found.entries, return_inverse=True)
    choice = table.columns.choose(documents, plan.filters, plan.as_of)
    kept = np.flatnonzero(choice.kept() if places is None else choice.kept()[places])
    if (plan.sort == "relevance" or plan.explain) and not plan.is_empty:
        found = _valued(table, plan, _ranked(table, plan, found, kept), kept)
    front = _front(plan, found, kept)
    page, following = _page(snapshot, plan, front, _keys(table, found, front, plan))
    return SearchPage(
        total=len(kept),
        hits=tuple(hits_of(table, plan, found, page)),
        facets=_facets(choice, plan),
        took_ms=(time.perf_counter() - started) * 1000,
        next=following,
    )


def _facets(choice: Choice, plan: SearchPlan) -> tuple[Facet, ...]:
    return tuple(
        facet(name, choice.counts(name, plan.facet_values, chosen_values(name, plan.filters)), plan)
        for name in plan.facets
    )


def _front(plan: SearchPlan, found: Found, kept: Numbers) -> Numbers:
    """The kept hits that may come onto the page: by relevance all that were not scored stand behind those that were."""
    if plan.sort != "relevance" or plan.cursor is not None:
        return kept
    scored = kept[(found.levels[kept] != NOT_EXACT) | (found.scores[kept] > 0)]
    return scored if len(scored) >= plan.offset + plan.limit else kept


def _keys(table: Table, found: Found, kept: Numbers, plan: SearchPlan) -> Keys:
    entries = found.entries[kept]
    keys = table.columns.keys(entries, plan.sort, found.scores[kept], found.levels[kept])
    if plan.unit == "provision":
        return (*keys, found.rows[kept] - table.rows.bases[entries])
    return keys


def _page(snapshot: Snapshot, plan: SearchPlan, kept: Numbers, keys: Keys) -> tuple[Numbers, Cursor | None]:
    """The places of the page's hits, and the cursor that goes on after them."""
    if plan.cursor is None:
        return kept[order_of(keys)][plan.offset : plan.offset + plan.limit], None
    after = plan.cursor.after
    later: Flags = np.ones(len(kept), dtype=np.bool_)
    if after:
        if len(after) != len(keys) or any(isinstance(value, str) for value in after):
            raise BadCursor("of another engine")
        later = beyond(keys, cast("tuple[float, ...]", after))
    order = order_of(keys)
    order = order[later[order]]
    shown = order[: plan.limit]
    if len(order) <= plan.limit:
        return kept[shown], None
    last = tuple(key[shown[-1]].item() for key in keys)
    return kept[shown], Cursor(last, snapshot.name)


def _documents_found(table: Table, plan: SearchPlan) -> Found:
    """All documents that answer, not yet ranked."""
    columns, rows = table.columns, table.rows
    if plan.is_empty:
        everything = np.flatnonzero(~_excluded(table, plan))
        none = np.zeros_like(everything)
        return Found(everything, none, everything, rows.entries, rows.entries < 0, np.zeros(len(none)), none)
    gone, answering = _excluded(table, plan), table.answering(plan)
    if plan.excluded:
        answering &= ~np.append(gone, True)[rows.entries]  # rows without a document have the entry -1
    levels = np.full(len(columns.codes), NOT_EXACT, dtype=np.int64)
    for code, level in _levels(table, plan).items():
        levels[columns.places[code]] = level
    held = levels != NOT_EXACT
    held[rows.entries.take(np.flatnonzero(answering))] = True  # a mask of rows would take three times as long
    entries = np.flatnonzero(held & ~gone)
    none = np.zeros_like(entries)
    return Found(entries, levels[entries], entries, rows.entries, answering, np.zeros(len(entries)), none)


def _provisions_found(table: Table, plan: SearchPlan) -> Found:
    """All provisions that answer, each once, those alone ranked that a document named by a clause has.

    Of such a document these are its provisions that hold anything of what was asked, and its first.
    """
    rows, levels = table.rows, _levels(table, plan)
    gone = _excluded(table, plan)
    named = np.zeros(len(table.columns.codes) + 1, dtype=np.bool_)  # rows without a document have the entry -1
    named[[table.columns.places[code] for code in levels]] = True
    answering = (rows.entries >= 0) if plan.is_empty else table.answering(plan)
    answering &= ~named[rows.entries] & ~np.append(gone, True)[rows.entries]
    answering &= rows.units >= 0
    parts = [(NOT_EXACT, np.flatnonzero(answering), np.zeros(0))]
    for code, level in levels.items():
        if not gone[table.columns.places[code]]:
            own = table.found(provisions_query(plan, code, with_first=True))
            parts.append((level, own.rows, own.scores))
    return _first_of_units(table, parts, answering)


def _first_of_units(table: Table, parts: Sequence[tuple[int, Numbers, Scores]], answering: Answering) -> Found:
    """Of rows with their level the first of each provision; no scores are zeros."""
    rows = np.concatenate([each for _, each, _ in parts])
    levels = np.repeat([level for level, _, _ in parts], [len(each) for _, each, _ in parts])
    scores = np.concatenate([given if len(given) else np.zeros(len(each)) for _, each, given in parts])
    units = table.rows.units[rows]
    first = np.full(int(units.max(initial=-1)) + 2, -1, dtype=np.int64)  # the last for rows without a provision
    first[units[::-1]] = np.arange(len(rows) - 1, -1, -1)
    places = np.sort(first[:-1][first[:-1] >= 0])
    chosen = rows[places]
    entries, of_rows = table.rows.entries[chosen], table.rows.units
    return Found(entries, levels[places], units[places], of_rows, answering, scores[places], chosen)


def _excluded(table: Table, plan: SearchPlan) -> Flags:
    """Which documents hold anything of what is excluded, in whichever row."""
    gone = np.zeros(len(table.columns.codes), dtype=np.bool_)
    for clause in plan.excluded:
        entries = table.rows.entries[table.holding(clause).view(np.bool_)]
        gone[entries[entries >= 0]] = True
    return gone


def _levels(table: Table, plan: SearchPlan) -> dict[int, int]:
    """The documents that clauses name, each with the first of these."""
    levels: dict[int, int] = {}
    for level, query in enumerate(exact_queries(plan)):
        for row in table.found(query).rows:
            levels.setdefault(int(table.columns.codes[table.rows.entries[row]]), level)
    return levels


def _ranked(table: Table, plan: SearchPlan, found: Found, kept: Numbers) -> Found:
    """The same with the scores of as many kept hits as the page and the second stage need, the best."""
    loose = kept[found.levels[kept] == NOT_EXACT]
    keys = table.rows.provisions if plan.unit == "provision" else len(table.columns.codes)
    owner = np.full(keys + 1, -1, dtype=np.int64)  # the last for rows without a key
    owner[found.keys[loose]] = loose
    wanted = min(len(loose), max(model().documents, plan.offset + plan.limit))
    best, owners = Best(), loose[:0]
    for best in _widening(table, plan, found.entries[loose]) if len(loose) else ():
        owners = np.where(found.answering[best.rows], owner[found.of_rows[best.rows]], -1)
        if np.count_nonzero(np.bincount(owners[owners >= 0])) >= wanted:
            break
    places = np.flatnonzero(owners >= 0)
    owners, best = owners[places], best.at(places)
    scores, rows = found.scores.copy(), found.rows.copy()
    scores[owners[::-1]], rows[owners[::-1]] = best.scores[::-1], best.rows[::-1]  # the best of each comes first
    return replace(found, scores=scores, rows=rows, best=best, owners=owners)


def _widening(table: Table, plan: SearchPlan, entries: Numbers) -> Iterator[Best]:
    """The best rows, more of them each time; lists by cursor and in other orders may come to any."""
    most = _FIRST_ROWS if plan.cursor is None and plan.sort == "relevance" else 0
    while most and most < table.searcher.num_docs:
        best = table.best(plan, most)
        yield best
        if len(best.rows) < most:
            return
        documents = np.unique(entries)
        if len(documents) <= _FEW_DOCUMENTS:
            narrowed = documents_query(plan, table.columns.codes[documents].tolist())
            yield table.found(narrowed, _BEST_ROWS)
            yield table.found(narrowed)
            return
        most *= _MORE_ROWS
    yield table.best(plan)


def _valued(table: Table, plan: SearchPlan, found: Found, kept: Numbers) -> Found:
    """The same with the best of the hits that are kept valued by the second stage: they score above all others."""
    loose = kept[found.levels[kept] == NOT_EXACT]
    held = np.zeros(len(found.entries), dtype=np.bool_)
    held[found.owners] = True
    loose = loose[held[loose]]  # to sort all that answer would take a third of the second stage's time
    chosen = loose[np.argsort(-found.scores[loose], kind="stable")[: model().documents]]
    looked = look(table, plan, found.best, found.owners, chosen)
    if looked is None:
        return found
    values = np.array(looked.valued.scores)
    order = np.argsort(values, kind="stable")
    first = looked.places[order]
    owners = found.owners[first]
    scores, rows = found.scores.copy(), found.rows.copy()
    scores[owners], rows[owners] = values[order], found.best.rows[first]  # of a hit's rows the best comes last
    reasons = (
        {place: looked.valued.contributions(row) for place, row in zip(owners.tolist(), order.tolist(), strict=True)}
        if plan.explain
        else {}
    )
    everything = np.concatenate((first[::-1], np.arange(len(found.owners))))
    ranked = found.best.at(everything)
    return replace(found, scores=scores, rows=rows, best=ranked, owners=found.owners[everything], reasons=reasons)
