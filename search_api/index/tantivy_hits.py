"""From what answers on the embedded engine to what a page shows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

import msgspec
from tantivy import DocAddress, Query, Searcher

from search_api.index.compile_tantivy import further_query, provisions_query, ranking_clause_query
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.row_chunk import Numbers
from search_api.index.shown import best_provisions, exact_reason, hit, provision_hit
from search_api.index.tantivy_found import NOT_EXACT, Found
from search_api.index.tantivy_ranking import first_of_each
from search_api.index.tantivy_rows import Best, Table
from search_api.query.hits import Contribution, Explanation, SearchHit
from search_api.query.plan import SearchPlan
from search_api.ranking.second_stage import model

# Pieces of one long article share an eid: so many rows are looked at for each provision that is shown.
_ROWS_A_PROVISION = 3


def hits_of(table: Table, plan: SearchPlan, found: Found, page: Numbers) -> Iterator[SearchHit]:
    """The hits at these places."""
    searcher = table.searcher
    best = _own_rows(table, found, page) if plan.unit == "provision" else _best_rows(table, plan, found, page)
    for place, addresses in zip(page.tolist(), best, strict=True):
        head = stored(searcher, table.columns.heads[int(found.entries[place])], "head")
        first = next(addresses, None)
        provisions = _provisions(searcher, chain(() if first is None else (first,), addresses))
        shown = (
            [provision_hit(next(provisions), plan)] if plan.unit == "provision" else best_provisions(provisions, plan)
        )
        level, reasons = int(found.levels[place]), found.reasons.get(place, ())
        why = _explanation(searcher, plan, level, first, reasons) if plan.explain else None
        yield hit(_HEAD.decode(head), shown, float(found.scores[place]), plan, why)


def _own_rows(table: Table, found: Found, page: Numbers) -> Iterator[Iterator[DocAddress]]:
    known = dict(zip(found.best.rows.tolist(), found.best.addresses, strict=True))
    return (iter((known.get(row) or table.address(row),)) for row in found.rows[page].tolist())


def _best_rows(table: Table, plan: SearchPlan, found: Found, page: Numbers) -> Iterator[Iterator[DocAddress]]:
    """The best provisions of each document on the page, the best first."""
    if plan.is_empty:
        return (iter(()) for _ in page)
    most = plan.provisions * _ROWS_A_PROVISION
    loose = page[found.levels[page] == NOT_EXACT]
    ranked: dict[int, dict[int, DocAddress]] = {place: {} for place in loose.tolist()}
    for at in first_of_each(found.owners, loose, most + model().rows).tolist():  # the second stage's come twice
        ranked[int(found.owners[at])].setdefault(int(found.best.rows[at]), found.best.addresses[at])
    others = _Others(table, plan, found, ranked)
    return (
        islice(chain(ranked[place].values(), others.of(place)), most)
        if place in ranked
        else iter(_named(table, plan, int(found.entries[place]), most))
        for place in page.tolist()
    )


def _named(table: Table, plan: SearchPlan, entry: int, most: int) -> list[DocAddress]:
    """The best rows of a document that a clause names."""
    query = provisions_query(plan, int(table.columns.codes[entry]))
    return [address for _, address in table.searcher.search(query, most, count=False).hits]


@dataclass(slots=True)
class _Others:
    """Further rows of documents of which fewer were ranked than a page shows; looked for all at once, when asked."""

    table: Table
    plan: SearchPlan
    found: Found
    ranked: Mapping[int, Mapping[int, DocAddress]]
    _rows: dict[int, list[DocAddress]] | None = None

    def of(self, place: int) -> Iterator[DocAddress]:
        """The further rows of one document that answer, by falling score."""
        if self._rows is None:
            self._rows = self._look()
        yield from self._rows.get(place, ())

    def _look(self) -> dict[int, list[DocAddress]]:
        found, table = self.found, self.table
        places = {int(found.entries[place]): place for place in self.ranked}
        answering = {entry: int(found.answering[table.rows.of(entry)].sum()) for entry in places}
        most = self.plan.provisions
        lacking = [entry for entry, place in places.items() if len(self.ranked[place]) < min(most, answering[entry])]
        rows: dict[int, list[DocAddress]] = {}
        best = table.found(further_query(self.plan, table.columns.codes[lacking].tolist())) if lacking else Best()
        for address, row in zip(best.addresses, best.rows.tolist(), strict=True):
            place = places[int(found.of_rows[row])]
            if found.answering[row] and row not in self.ranked[place]:
                rows.setdefault(place, []).append(address)
        return rows


def _provisions(searcher: Searcher, addresses: Iterable[DocAddress]) -> Iterator[ProvisionRecord]:
    for address in addresses:
        held = stored(searcher, address, "provision")
        if held:
            yield _PROVISION.decode(held)


def stored(searcher: Searcher, address: DocAddress, field: str) -> bytes:
    """What a row stores in a field."""
    return bytes(searcher.doc(address).get_first(field) or b"")


def _explanation(
    searcher: Searcher, plan: SearchPlan, level: int, row: DocAddress | None, reasons: tuple[Contribution, ...]
) -> Explanation:
    """What each clause adds to the best row, then each rule of the ranking; or the clause that names the document."""
    told = [exact_reason(plan, level)] if plan.exact and level != NOT_EXACT else []
    for clause, address in ((clause, row) for clause in plan.scored if row is not None):
        try:
            tree = Query.explain(ranking_clause_query(clause), searcher, address).to_json()
        except ValueError:  # the row does not hold the clause
            continue
        told.append(Contribution(clause.name, clause.field, msgspec.json.decode(tree)["value"]))
    return Explanation((*told, *reasons))


_HEAD = msgspec.json.Decoder(DocumentRecord)
_PROVISION = msgspec.json.Decoder(ProvisionRecord)
