"""Answering a plan over one state of an embedded index."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

import msgspec
import numpy as np
import numpy.typing as npt
from tantivy import DocAddress, Index, Query, Searcher

from search_api.errors import BadCursor
from search_api.index.compile_tantivy import clause_query, exact_queries, provisions_query, rows_query
from search_api.index.facet_values import chosen_values
from search_api.index.facets_tantivy import Flags, Numbers
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.shown import best_provisions, exact_reason, facet, hit, provision_hit
from search_api.index.tantivy_columns import Choice, Columns, Keys, beyond, order_of
from search_api.index.tantivy_folder import Signature
from search_api.index.tantivy_ranking import first_of_each, look
from search_api.query.hits import Contribution, Explanation, Facet, SearchHit, SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.request import Cursor
from search_api.ranking.second_stage import model

Scores = npt.NDArray[np.float64]

# Pieces of one long article share an eid: so many rows are looked at for each provision that is shown.
_ROWS_A_PROVISION = 3
_NOT_EXACT = 1 << 16


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the index, for as long as a search needs it."""

    signature: Signature
    index: Index
    searcher: Searcher
    columns: Columns

    @property
    def name(self) -> str:
        """How a cursor calls it."""
        return ":".join(map(str, self.signature))


@dataclass(frozen=True, slots=True)
class Found:
    """What answers, one entry a hit: its document's place in the columns, its score, its exactness (0 first).

    `ordinals` counts the hits of one document; `rows` are rows by falling score with the entries of their documents,
    and where a hit is a provision, `own` are the hits' own rows. `reasons` say of hits that the second stage valued why
    they stand where they do.
    """

    entries: Numbers
    scores: Scores
    levels: Numbers
    ordinals: Numbers
    rows: tuple[list[DocAddress], Numbers] = field(default_factory=lambda: ([], np.zeros(0, dtype=np.int64)))
    row_scores: Scores = field(default_factory=lambda: np.zeros(0))
    own: tuple[DocAddress, ...] = ()
    reasons: Mapping[int, tuple[Contribution, ...]] = field(default_factory=dict)


def answer(snapshot: Snapshot, plan: SearchPlan) -> SearchPage:
    """The page of results.

    Raises:
        BadCursor: the cursor was made by another engine.
    """
    started = time.perf_counter()
    found = _provisions_found(snapshot, plan) if plan.unit == "provision" else _documents_found(snapshot, plan)
    found = _without(snapshot, plan, found)
    documents, places = np.unique(found.entries, return_inverse=True)
    choice = snapshot.columns.choose(documents, plan.filters, plan.as_of)
    kept = np.flatnonzero(choice.kept()[places])
    found = _valued(snapshot, plan, found, kept)
    keys = _keys(snapshot.columns, found, kept, plan)
    page, following = _page(snapshot, plan, kept, keys)
    return SearchPage(
        total=len(kept),
        hits=tuple(_hits(snapshot, plan, found, page)),
        facets=_facets(choice, plan),
        took_ms=(time.perf_counter() - started) * 1000,
        next=following,
    )


def _without(snapshot: Snapshot, plan: SearchPlan, found: Found) -> Found:
    """What is found but for the documents that hold anything of what is excluded, in whichever row."""
    if not plan.excluded:
        return found
    codes = [_search(snapshot.searcher, clause_query(clause))[1] for clause in plan.excluded]
    entries = snapshot.columns.entries_of(np.concatenate(codes))
    left = np.flatnonzero(~np.isin(found.entries, entries))
    return replace(
        found,
        entries=found.entries[left],
        scores=found.scores[left],
        levels=found.levels[left],
        ordinals=found.ordinals[left],
        own=tuple(found.own[place] for place in left) if found.own else (),
    )


def _facets(choice: Choice, plan: SearchPlan) -> tuple[Facet, ...]:
    return tuple(
        facet(name, choice.counts(name, plan.facet_values, chosen_values(name, plan.filters)), plan)
        for name in plan.facets
    )


def _keys(columns: Columns, found: Found, kept: Numbers, plan: SearchPlan) -> Keys:
    keys = columns.keys(found.entries[kept], plan.sort, found.scores[kept], found.levels[kept])
    return (*keys, found.ordinals[kept])


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


def _valued(snapshot: Snapshot, plan: SearchPlan, found: Found, kept: Numbers) -> Found:
    """The same with the best of the hits that are kept valued by the second stage: they score above all others."""
    loose = kept[found.levels[kept] == _NOT_EXACT]
    best = loose[np.argsort(-found.scores[loose], kind="stable")[: model().documents]]
    if plan.unit == "provision":
        keys = best
        addresses, rows, row_scores = [found.own[key] for key in keys], keys, found.scores[best]
    else:
        keys = found.entries[best]
        (addresses, rows), row_scores = found.rows, found.row_scores
    looked = look(snapshot.searcher, plan, (addresses, rows, row_scores), keys)
    if looked is None:
        return found
    order = sorted(range(len(looked.places)), key=lambda each: looked.valued.scores[each])
    first = looked.places[order[::-1]]
    top = {int(rows[looked.places[each]]): each for each in order}  # of a document's rows the best, which comes last
    scores, reasons = found.scores.copy(), {}
    for place, key in zip(best.tolist(), keys.tolist(), strict=True):
        scores[place] = looked.valued.scores[top[key]]
        reasons[place] = looked.valued.contributions(top[key]) if plan.explain else ()
    ranked = ([addresses[each] for each in first] + addresses, np.concatenate((rows[first], rows)))
    return replace(found, scores=scores, rows=ranked, reasons=reasons)


def _documents_found(snapshot: Snapshot, plan: SearchPlan) -> Found:
    """All documents that answer. Every matching row is fetched, so that counts are exact."""
    columns = snapshot.columns
    if plan.is_empty:
        everything = np.arange(len(columns.heads), dtype=np.int64)
        none = np.zeros_like(everything)
        return Found(everything, np.zeros(len(everything)), none, none)
    scores, codes, addresses = _search(snapshot.searcher, rows_query(plan))
    rows = columns.entries_of(codes)
    best = np.full(len(columns.heads), -1, dtype=np.int64)
    best[rows[::-1]] = np.arange(len(rows) - 1, -1, -1)  # rows come by falling score: each document keeps its first
    levels = np.full(len(columns.heads), _NOT_EXACT, dtype=np.int64)
    for code, level in _levels(snapshot, plan).items():
        levels[columns.places[code]] = level
    entries = np.flatnonzero((best >= 0) | (levels != _NOT_EXACT))
    exact = levels[entries] != _NOT_EXACT
    found = np.zeros(len(entries))  # exact documents stand by level, tier and date alone
    found[~exact] = scores[best[entries[~exact]]]
    return Found(entries, found, levels[entries], np.zeros_like(entries), (addresses, rows), scores)


def _provisions_found(snapshot: Snapshot, plan: SearchPlan) -> Found:
    """All provisions that answer, each once.

    Of a document that a clause names these are its provisions that hold anything of what was asked, and its first.
    """
    searcher = snapshot.searcher
    scores, codes, addresses = _search(searcher, Query.all_query() if plan.is_empty else rows_query(plan))
    levels = _levels(snapshot, plan)
    rows = [
        (_NOT_EXACT, score, code, address)
        for score, code, address in zip(scores.tolist(), codes.tolist(), addresses, strict=True)
        if code not in levels
    ]
    for code, level in levels.items():
        query = provisions_query(plan, code, with_first=True)
        found = searcher.search(query, max(1, searcher.num_docs), count=False).hits
        rows += [(level, score, code, address) for score, address in found]
    kept = _best_pieces(searcher, rows)
    ordinals = searcher.fast_field_values("ordinal", [address for _, _, _, address in kept])
    return Found(
        entries=np.array([snapshot.columns.places[code] for _, _, code, _ in kept], dtype=np.int64),
        scores=np.array([0.0 if plan.is_empty else score for _, score, _, _ in kept]),
        levels=np.array([level for level, _, _, _ in kept], dtype=np.int64),
        ordinals=np.array(ordinals, dtype=np.int64),
        own=tuple(address for _, _, _, address in kept),
    )


_ScoredRow = tuple[int, float, int, DocAddress]


def _best_pieces(searcher: Searcher, rows: list[_ScoredRow]) -> list[_ScoredRow]:
    """Of the pieces of one provision the best, which comes first; rows without a provision are left out."""
    units = searcher.fast_field_values("unit", [address for _, _, _, address in rows])
    best: dict[tuple[int, int], _ScoredRow] = {}
    for unit, row in zip(units, rows, strict=True):
        if unit:
            best.setdefault((row[2], int(unit)), row)
    return list(best.values())


def _levels(snapshot: Snapshot, plan: SearchPlan) -> dict[int, int]:
    """The documents that clauses name, each with the first of these."""
    levels: dict[int, int] = {}
    for level, query in enumerate(exact_queries(plan)):
        for document in _search(snapshot.searcher, query)[1].tolist():
            levels.setdefault(document, level)
    return levels


def _search(searcher: Searcher, query: Query) -> tuple[Scores, Numbers, list[DocAddress]]:
    """All rows of a query by falling score: scores, document codes, addresses."""
    found = searcher.search(query, max(1, searcher.num_docs), count=False).hits
    scores, addresses = zip(*found, strict=True) if found else ((), ())
    # Each row holds the code of its document, a whole number: tantivy's type allows for fields that are not there.
    places = list(addresses)
    codes = np.array(searcher.fast_field_values("document", places), dtype=np.int64)
    return np.array(scores, dtype=np.float64), codes, places


def _hits(snapshot: Snapshot, plan: SearchPlan, found: Found, page: Numbers) -> Iterator[SearchHit]:
    searcher, columns = snapshot.searcher, snapshot.columns
    best = _own_rows(found, page) if plan.unit == "provision" else _best_rows(snapshot, plan, found, page)
    for place, rows in zip(page, best, strict=True):
        record = msgspec.json.decode(
            stored(searcher, columns.heads[int(found.entries[place])], "head"), type=DocumentRecord
        )
        provisions = _provisions(searcher, rows)
        shown = (
            [provision_hit(next(provisions), plan)] if plan.unit == "provision" else best_provisions(provisions, plan)
        )
        level = int(found.levels[place])
        why = _explanation(searcher, plan, level, rows, found.reasons.get(int(place), ())) if plan.explain else None
        yield hit(record, shown, float(found.scores[place]), plan, why)


def _own_rows(found: Found, page: Numbers) -> list[list[DocAddress]]:
    return [[found.own[place]] for place in page]


def _best_rows(snapshot: Snapshot, plan: SearchPlan, found: Found, page: Numbers) -> list[list[DocAddress]]:
    """The best provisions of each document on the page, the best first."""
    most = plan.provisions * _ROWS_A_PROVISION
    levels = {int(found.entries[place]): int(found.levels[place]) for place in page}
    best: dict[int, list[DocAddress]] = {entry: [] for entry in levels}
    if plan.is_empty:
        return list(best.values())
    for entry, level in levels.items():
        if level != _NOT_EXACT:
            query = provisions_query(plan, int(snapshot.columns.codes[entry]))
            best[entry] = [address for _, address in snapshot.searcher.search(query, most, count=False).hits]
    addresses, rows = found.rows
    loose = [entry for entry, level in levels.items() if level == _NOT_EXACT]
    for place in first_of_each(rows, np.array(loose, dtype=np.int64), most + 1):
        best[int(rows[place])].append(addresses[place])
    return [best[int(found.entries[place])] for place in page]


def _provisions(searcher: Searcher, addresses: Iterable[DocAddress]) -> Iterator[ProvisionRecord]:
    for address in addresses:
        held = stored(searcher, address, "provision")
        if held:
            yield msgspec.json.decode(held, type=ProvisionRecord)


def stored(searcher: Searcher, address: DocAddress, field: str) -> bytes:
    """What a row stores in a field."""
    return bytes(searcher.doc(address).get_first(field) or b"")


def _explanation(
    searcher: Searcher, plan: SearchPlan, level: int, rows: Sequence[DocAddress], reasons: tuple[Contribution, ...]
) -> Explanation:
    """What each clause adds to the best row, then each rule of the ranking; or the clause that names the document."""
    told = [exact_reason(plan, level)] if level != _NOT_EXACT else []
    for clause in plan.scored if rows else ():
        try:
            tree = Query.explain(clause_query(clause), searcher, rows[0]).to_json()
        except ValueError:  # the row does not hold the clause
            continue
        told.append(Contribution(clause.name, clause.field, msgspec.json.decode(tree)["value"]))
    return Explanation((*told, *reasons))
