"""The second stage of ranking on OpenSearch: what it asks for beside the page, and what it makes of the answer.

The cluster sends the best documents of a question with what their best rows say of themselves; they are valued here,
as those of the embedded engine are.
"""

from binascii import a2b_base64
from collections.abc import Sequence

from search_api.index.opensearch.answer import FoundRow
from search_api.index.opensearch.definition import Dsl
from search_api.query.plan import SearchPlan
from search_api.ranking.second_stage import Valued, model, value

FIELD = "rows.ranking"


def is_wanted(plan: SearchPlan) -> bool:
    """Whether the page shows any of the hits that the second stage ranks."""
    return plan.question is not None and plan.cursor is None and plan.offset < model().documents


def most_documents() -> int:
    """How many documents are valued."""
    return model().documents


def most_rows() -> int:
    """How many rows of each."""
    return model().rows


def window(plan: SearchPlan) -> Dsl:
    """The hits to ask for: the page, and all that may come onto it."""
    return {"from": 0, "size": max(model().documents, plan.offset + plan.limit)}


def value_rows(rows: Sequence[FoundRow], first: Sequence[float], plan: SearchPlan) -> Valued | None:
    """Rows of an answer valued anew, with what they scored at first; None where there is nothing to do."""
    if plan.question is None or not rows:
        return None
    held = [bytes_of(row.fields.ranking[0]) for row in rows]
    return value(plan.question, held, first, plan.as_of)


def bytes_of(told: str) -> bytes:
    """What a binary column holds: OpenSearch tells it in the letters for addresses and without padding."""
    return a2b_base64(told.replace("-", "+").replace("_", "/") + "==")
