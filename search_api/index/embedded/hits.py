"""From what answers on the embedded engine to what a page shows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice, product

import msgspec
import numpy as np
from tantivy import Query

from search_api.index.embedded.compile import provisions_query, ranking_clause_query
from search_api.index.embedded.found import NOT_EXACT, Found
from search_api.index.embedded.further import by_relevance
from search_api.index.embedded.ranking import first_of_each
from search_api.index.embedded.row_chunk import Numbers
from search_api.index.embedded.rows import Table
from search_api.index.record import ProvisionRecord
from search_api.index.shown import best_provisions, exact_reason, hit, provision_hit
from search_api.query.hits import Contribution, Explanation, SearchHit
from search_api.query.plan import SearchPlan
from search_api.ranking.second_stage import model

# Pieces of one long article share an eid: so many rows are looked at for each provision that is shown.
_ROWS_A_PROVISION = 3

_MOST_OTHERS = 64
"""Further rows of a document that are ranked: those of one of which more answer are mostly among the best already."""


def hits_of(table: Table, plan: SearchPlan, found: Found, page: Numbers) -> Iterator[SearchHit]:
    """The hits at these places."""
    if plan.unit == "provision":
        best: Iterable[Iterator[int]] = (iter((row,)) for row in found.rows[page].tolist())
    else:
        best = _best_rows(table, plan, found, page)
    for place, rows in zip(page.tolist(), best, strict=True):
        first = next(rows, None)
        provisions = _provisions(table, chain(() if first is None else (first,), rows))
        shown = (
            [provision_hit(next(provisions), plan)] if plan.unit == "provision" else best_provisions(provisions, plan)
        )
        level, reasons = int(found.levels[place]), found.reasons.get(place, ())
        why = _explanation(table, plan, level, first, reasons) if plan.explain else None
        yield hit(table.head(int(found.entries[place])), shown, float(found.scores[place]), plan, why)


def _best_rows(table: Table, plan: SearchPlan, found: Found, page: Numbers) -> Iterator[Iterator[int]]:
    """The best provisions of each document on the page, the best first."""
    if plan.is_empty:
        return (iter(()) for _ in page)
    most = plan.provisions * _ROWS_A_PROVISION
    loose = page[found.levels[page] == NOT_EXACT]
    ranked: dict[int, dict[int, None]] = {place: {} for place in loose.tolist()}
    places = first_of_each(found.owners, loose, most + model().rows)  # those of the second stage come twice
    for place, row in zip(found.owners[places].tolist(), found.best.rows[places].tolist(), strict=True):
        ranked[place][row] = None
    others = _Others(table, plan, found, ranked)
    return (
        islice(chain(ranked[place], others.of(place)), most)
        if place in ranked
        else iter(_named(table, plan, int(found.entries[place]), most))
        for place in page.tolist()
    )


def _named(table: Table, plan: SearchPlan, entry: int, most: int) -> list[int]:
    """The best rows of a document that a clause names."""
    rows: list[int] = table.found(provisions_query(plan, int(table.columns.codes[entry])), most).rows.tolist()
    return rows


@dataclass(slots=True)
class _Others:
    """Further rows of documents of which fewer were ranked than a page shows; looked for all at once, when asked."""

    table: Table
    plan: SearchPlan
    found: Found
    ranked: Mapping[int, Mapping[int, None]]
    _rows: dict[int, list[int]] | None = None

    def of(self, place: int) -> Iterator[int]:
        """The further rows of one document that answer, the best first."""
        if self._rows is None:
            self._rows = self._look()
        yield from self._rows.get(place, ())

    def _look(self) -> dict[int, list[int]]:
        rows: list[int] = []
        owners: list[int] = []
        for place, ranked in self.ranked.items():
            if len(ranked) >= self.plan.provisions:
                continue
            own = self.table.rows.of(int(self.found.entries[place]))
            answering = (np.flatnonzero(self.found.answering[own]) + own.start).tolist()
            others = [row for row in answering if row not in ranked][:_MOST_OTHERS]
            rows += others
            owners += [place] * len(others)
        further: dict[int, list[int]] = {}
        for at in by_relevance(self.table, self.plan, rows).tolist():
            further.setdefault(owners[at], []).append(rows[at])
        return further


def _provisions(table: Table, rows: Iterable[int]) -> Iterator[ProvisionRecord]:
    return (provision for row in rows if (provision := table.rows.provision(row)))


def _explanation(
    table: Table, plan: SearchPlan, level: int, row: int | None, reasons: tuple[Contribution, ...]
) -> Explanation:
    """What each clause adds to the best row, then each rule of the ranking; or the clause that names the document."""
    told = [exact_reason(plan, level)] if plan.exact and level != NOT_EXACT else []
    for clause, address in () if row is None else product(plan.scored, (table.address(row),)):
        try:
            tree = Query.explain(ranking_clause_query(clause), table.searcher, address).to_json()
        except ValueError:  # the row does not hold the clause
            continue
        told.append(Contribution(clause.name, clause.field, msgspec.json.decode(tree)["value"]))
    return Explanation((*told, *reasons))
