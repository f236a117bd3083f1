"""The second stage of ranking on the embedded engine: which rows it looks at."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tantivy import DocAddress, Searcher

from search_api.query.plan import SearchPlan
from search_api.ranking.second_stage import Valued, model, value


@dataclass(frozen=True, slots=True)
class Looked:
    """The places of the rows looked at, among the rows given, and what they are worth in the same order."""

    places: tuple[int, ...]
    valued: Valued


def look(
    searcher: Searcher,
    plan: SearchPlan,
    rows: tuple[Sequence[DocAddress], Sequence[int], Sequence[float]],
    chosen: Collection[int],
) -> Looked | None:
    """Value the best rows of the `chosen` documents; rows come by falling score, with their documents' codes."""
    if plan.question is None or not chosen:
        return None
    addresses, codes, scores = rows
    places = _best(codes, chosen)
    held = [bytes(searcher.doc(addresses[place]).get_first("ranking") or b"") for place in places]
    return Looked(tuple(places), value(plan.question, held, [scores[place] for place in places], plan.as_of))


def _best(codes: Sequence[int], chosen: Collection[int]) -> list[int]:
    """Where the first few rows of each of the chosen documents stand."""
    left = dict.fromkeys(chosen, model().rows)
    places = []
    for place, code in enumerate(codes):
        if left.get(code, 0):
            places.append(place)
            left[code] -= 1
            if not left[code]:
                del left[code]
                if not left:
                    break
    return places
