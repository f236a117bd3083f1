"""The second stage of ranking on the embedded engine: which rows it looks at."""

from dataclasses import dataclass

import numpy as np

from search_api.index.embedded.row_chunk import Numbers
from search_api.index.embedded.rows import Best, Table
from search_api.query.plan import SearchPlan
from search_api.ranking.second_stage import Valued, model, value


@dataclass(frozen=True, slots=True)
class Looked:
    """The places of the rows looked at, among the rows given, and what they are worth in the same order."""

    places: Numbers
    valued: Valued


def look(table: Table, plan: SearchPlan, best: Best, owners: Numbers, chosen: Numbers) -> Looked | None:
    """Value the best rows of the `chosen` hits; `owners` says to which hit each of the rows belongs."""
    if plan.question is None or not len(chosen):
        return None
    places = first_of_each(owners, chosen, 1 if plan.unit == "provision" else model().rows)
    if not len(places):
        return None
    held = [row.tobytes() for row in table.rows.ranking(best.rows[places])]
    return Looked(places, value(plan.question, held, best.scores[places].tolist(), plan.as_of))


def first_of_each(owners: Numbers, chosen: Numbers, most: int) -> Numbers:
    """The places of the first few of each of the chosen among `owners`, in order."""
    among = np.zeros(max(owners.max(initial=-1), chosen.max(initial=-1)) + 1, dtype=np.bool_)
    among[chosen] = True
    places = np.flatnonzero(among[owners])  # np.isin takes ten times as long
    own = owners[places]
    order = np.argsort(own, kind="stable")
    sorted_own = own[order]
    ranks = np.arange(len(own))
    ranks -= np.searchsorted(sorted_own, sorted_own)
    return np.sort(places[order[ranks < most]])
