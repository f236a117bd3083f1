"""Relations that change a status, for the clerks who confirm or reject them."""

from collections.abc import Iterable
from dataclasses import dataclass

from nlp.status.types import ActState
from search_api.archive.edges import KeptEdge
from search_api.archive.related import decision
from search_api.errors import RelationGone
from search_api.standing.entries import STATUS_KINDS, RelationView
from search_api.standing.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Proposals:
    """One page of proposals and how many there are in each state."""

    shown: tuple[RelationView, ...]
    total: int
    counts: dict[ActState, int]


def proposals_of(
    knowledge: Knowledge, state: ActState | None, document_id: str | None, offset: int, limit: int
) -> Proposals:
    """Proposals in a state (None: all), of one document or about it, or of all; the newest documents first."""
    views = list(_views(knowledge, document_id))
    counts: dict[ActState, int] = {"proposed": 0, "confirmed": 0, "rejected": 0}
    for view in views:
        counts[view.state] += 1
    chosen = [view for view in views if state in (None, view.state)]
    chosen.sort(
        key=lambda view: (view.source.issued_on is not None, view.source.issued_on, view.source.id), reverse=True
    )
    return Proposals(tuple(chosen[offset : offset + limit]), len(chosen), counts)


def _views(knowledge: Knowledge, document_id: str | None) -> Iterable[RelationView]:
    related = knowledge.archive.related
    if document_id is None:
        return knowledge.views(related.of_kinds(STATUS_KINDS))
    own = knowledge.views(related.outgoing(document_id, STATUS_KINDS))
    node = related.node(document_id)
    return [*own, *(knowledge.incoming(node, STATUS_KINDS) if node else ())]


def decide(knowledge: Knowledge, source_id: str, mark: str, state: ActState, actor: str) -> RelationView:
    """Keep a clerk's decision about a document's claim, and mark the documents whose status it changes.

    Raises:
        RelationGone: the document makes no such claim.
    """
    related = knowledge.archive.related
    kept = _claim(related.outgoing(source_id), mark)
    if kept is None:
        raise RelationGone(f"{source_id} {mark}")
    related.decide(decision(source_id, mark, state, actor, kept.edge.spots[0].text if kept.edge.spots else ""))
    (view,) = knowledge.views([kept])
    related.restate(one.id for one in view.target.documents)
    return view


def _claim(edges: Iterable[KeptEdge], mark: str) -> KeptEdge | None:
    return next((kept for kept in edges if mark and kept.edge.mark == mark), None)
