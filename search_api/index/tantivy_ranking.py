"""The second stage of ranking on the embedded engine: which rows it looks at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tantivy import DocAddress, Searcher

from search_api.index.facets_tantivy import Numbers
from search_api.query.plan import SearchPlan
from search_api.ranking.second_stage import Valued, model, value

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Looked:
    """The places of the rows looked at, among the rows given, and what they are worth in the same order."""

    places: Numbers
    valued: Valued


def look(
    searcher: Searcher,
    plan: SearchPlan,
    rows: tuple[Sequence[DocAddress], Numbers, Scores],
    chosen: Numbers,
) -> Looked | None:
    """Value the best rows of the `chosen` documents; rows come by falling score, with what they belong to."""
    if plan.question is None or not len(chosen):
        return None
    addresses, owners, scores = rows
    places = first_of_each(owners, chosen, model().rows)
    held = [bytes(searcher.doc(addresses[place]).get_first("ranking") or b"") for place in places]
    return Looked(places, value(plan.question, held, scores[places].tolist(), plan.as_of))


def first_of_each(owners: Numbers, chosen: Numbers, most: int) -> Numbers:
    """The places of the first few of each of the chosen among `owners`, in order."""
    places = np.flatnonzero(np.isin(owners, chosen))
    order = np.argsort(owners[places], kind="stable")
    own = owners[places[order]]
    starts = np.flatnonzero(np.r_[True, own[1:] != own[:-1]]) if len(own) else own
    ranks = np.arange(len(own)) - np.repeat(starts, np.diff(np.r_[starts, len(own)]))
    return np.sort(places[order[ranks < most]])
