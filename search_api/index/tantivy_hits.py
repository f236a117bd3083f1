"""From what answers on the embedded engine to what a page shows."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np
from tantivy import DocAddress, Query, Searcher

from search_api.index.compile_tantivy import clause_query, documents_query, provisions_query
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.row_chunk import Numbers
from search_api.index.shown import best_provisions, exact_reason, hit, provision_hit
from search_api.index.tantivy_found import NOT_EXACT, Found
from search_api.index.tantivy_ranking import first_of_each
from search_api.index.tantivy_rows import Table
from search_api.query.hits import Contribution, Explanation, SearchHit
from search_api.query.plan import SearchPlan
from search_api.ranking.second_stage import model

# Pieces of one long article share an eid: so many rows are looked at for each provision that is shown.
_ROWS_A_PROVISION = 3


def hits_of(table: Table, plan: SearchPlan, found: Found, page: Numbers) -> Iterator[SearchHit]:
    """The hits at these places."""
    searcher = table.searcher
    best = _own_rows(table, found, page) if plan.unit == "provision" else _best_rows(table, plan, found, page)
    for place, rows in zip(page.tolist(), best, strict=True):
        head = stored(searcher, table.columns.heads[int(found.entries[place])], "head")
        provisions = _provisions(searcher, rows)
        shown = (
            [provision_hit(next(provisions), plan)] if plan.unit == "provision" else best_provisions(provisions, plan)
        )
        level = int(found.levels[place])
        why = _explanation(searcher, plan, level, rows, found.reasons.get(place, ())) if plan.explain else None
        yield hit(_HEAD.decode(head), shown, float(found.scores[place]), plan, why)


def _own_rows(table: Table, found: Found, page: Numbers) -> list[list[DocAddress]]:
    known = dict(zip(found.best.rows.tolist(), found.best.addresses, strict=True))
    return [[known.get(row) or table.address(row)] for row in found.rows[page].tolist()]


def _best_rows(table: Table, plan: SearchPlan, found: Found, page: Numbers) -> list[list[DocAddress]]:
    """The best provisions of each document on the page, the best first."""
    most = plan.provisions * _ROWS_A_PROVISION
    if plan.is_empty:
        return [[] for _ in page]
    best: dict[int, list[DocAddress]] = {place: [] for place in page.tolist()}
    loose = page[found.levels[page] == NOT_EXACT]
    for place in page[found.levels[page] != NOT_EXACT].tolist():
        query = provisions_query(plan, int(table.columns.codes[found.entries[place]]))
        best[place] = [address for _, address in table.searcher.search(query, most, count=False).hits]
    seen: dict[int, set[int]] = {place: set() for place in best}
    for at in first_of_each(found.owners, loose, most + model().rows).tolist():  # the second stage's come twice
        place, row = int(found.owners[at]), int(found.best.rows[at])
        if row not in seen[place] and len(seen[place]) < most:
            seen[place].add(row)
            best[place].append(found.best.addresses[at])
    held = np.array([len(seen[place]) for place in loose.tolist()], dtype=np.int64)
    answering = np.bincount(found.of_rows[found.of_rows >= 0], minlength=len(table.columns.heads))
    lacking = loose[held < np.minimum(answering[found.entries[loose]], most)]
    others = _others(table, plan, found, lacking) if len(lacking) else ()
    for place, row, address in others:
        if row not in seen[place] and len(best[place]) < most:
            best[place].append(address)
    return list(best.values())


def _others(table: Table, plan: SearchPlan, found: Found, lacking: Numbers) -> Iterator[tuple[int, int, DocAddress]]:
    """All rows of some documents that answer, by falling score: each with the place of its document."""
    places = dict(zip(found.entries[lacking].tolist(), lacking.tolist(), strict=True))
    rows = table.found(documents_query(plan, table.columns.codes[list(places)].tolist()))
    for address, row in zip(rows.addresses, rows.rows.tolist(), strict=True):
        if found.of_rows[row] >= 0:
            yield places[int(found.of_rows[row])], row, address


def _provisions(searcher: Searcher, addresses: Iterable[DocAddress]) -> Iterator[ProvisionRecord]:
    for address in addresses:
        held = stored(searcher, address, "provision")
        if held:
            yield _PROVISION.decode(held)


def stored(searcher: Searcher, address: DocAddress, field: str) -> bytes:
    """What a row stores in a field."""
    return bytes(searcher.doc(address).get_first(field) or b"")


def _explanation(
    searcher: Searcher, plan: SearchPlan, level: int, rows: Sequence[DocAddress], reasons: tuple[Contribution, ...]
) -> Explanation:
    """What each clause adds to the best row, then each rule of the ranking; or the clause that names the document."""
    told = [exact_reason(plan, level)] if level != NOT_EXACT else []
    for clause in plan.scored if rows else ():
        try:
            tree = Query.explain(clause_query(clause), searcher, rows[0]).to_json()
        except ValueError:  # the row does not hold the clause
            continue
        told.append(Contribution(clause.name, clause.field, msgspec.json.decode(tree)["value"]))
    return Explanation((*told, *reasons))


_HEAD = msgspec.json.Decoder(DocumentRecord)
_PROVISION = msgspec.json.Decoder(ProvisionRecord)
