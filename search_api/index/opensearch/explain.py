"""Why a row ranks where it does, out of Lucene's own explanation of its score."""

import re
from collections.abc import Iterator, Sequence

from search_api.index.opensearch.answer import FoundRow
from search_api.index.opensearch.definition import Dsl
from search_api.index.shown import exact_reason
from search_api.query.clauses import Clause
from search_api.query.hits import Contribution, Explanation
from search_api.query.plan import SearchPlan

NESTED_FIELDS = {
    "pairs": "text.pairs",
    "pairs_folded": "text_folded.pairs",
    "heading_pairs": "heading.pairs",
    "heading_pairs_folded": "heading_folded.pairs",
}
"""Fields of a plan that are subfields in the mapping."""

_LEAF = re.compile(r"(?:weight|ConstantScore)\(rows\.(?P<field>[\w.]+):(?P<what>\"[^\"]*\"|\S+?)(?: in \d+)?\)")
_FIELDS = {path: field for field, path in NESTED_FIELDS.items()}


def explanation(
    plan: SearchPlan, level: int | None, best: Sequence[FoundRow], reasons: Sequence[Contribution]
) -> Explanation:
    """The clause that names the document, where one does, what each adds to the best row, and further `reasons`."""
    told = [exact_reason(plan, level)] if level is not None else []
    added: dict[Clause, float] = {}
    for row in best:
        for field, what, value in _leaves(row.explained) if row.explained else ():
            clause = next((each for each in plan.scored if _asks(each, field, what)), None)
            if clause:
                added[clause] = added.get(clause, 0.0) + value
    scored = (Contribution(each.name, each.field, value) for each, value in added.items())
    return Explanation((*told, *scored, *reasons))


def _leaves(node: Dsl) -> Iterator[tuple[str, str, float]]:
    """Field, term or phrase, and value of each part of a sum."""
    match = _LEAF.search(node["description"])
    if match:
        yield _FIELDS.get(match["field"], match["field"]), match["what"], float(node["value"])
        return
    for below in node.get("details", ()):
        yield from _leaves(below)


def _asks(clause: Clause, field: str, what: str) -> bool:
    if clause.field != field:
        return False
    return what.strip('"') == " ".join(clause.tokens) if clause.kind == "phrase" else what in clause.tokens
