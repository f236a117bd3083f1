"""Relations that change a status, for the clerks who confirm or reject them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nlp.status.types import ActState
from search_api.archive.edges import KeptEdge, Node
from search_api.archive.related import decision
from search_api.errors import RelationGone
from search_api.standing.entries import STATUS_KINDS, RelationView
from search_api.standing.knowledge import Knowledge

STATES: tuple[ActState, ...] = ("proposed", "confirmed", "rejected")


@dataclass(frozen=True, slots=True)
class Proposals:
    """One page of proposals and how many there are in each state."""

    shown: tuple[RelationView, ...]
    total: int
    counts: dict[ActState, int]


def proposals_of(
    knowledge: Knowledge,
    state: ActState | None,
    document_id: str | None,
    offset: int,
    limit: int,
    *,
    in_archive: bool = False,
) -> Proposals:
    """Relations in a state (None: all), of one document or about it, or of all; the newest documents first.

    With `in_archive` only those of which the other document may be there.
    """
    if document_id is not None:
        return _of_document(knowledge, state, document_id, (offset, limit), in_archive=in_archive)
    edges, found = knowledge.archive.related.claims(STATUS_KINDS, state, offset, limit, in_archive=in_archive)
    counts = _counts(found)
    total = counts[state] if state else sum(counts.values())
    return Proposals(tuple(knowledge.views(edges)), total, counts)


def _of_document(
    knowledge: Knowledge, state: ActState | None, document_id: str, part: tuple[int, int], *, in_archive: bool
) -> Proposals:
    offset, limit = part
    related = knowledge.archive.related
    node = related.node(document_id)
    views = knowledge.views(related.outgoing(document_id, STATUS_KINDS))
    views += knowledge.incoming(node, STATUS_KINDS) if node else []
    views = [view for view in views if view.target.documents or not in_archive]
    counts = _counts(Counter(view.state for view in views))
    chosen = [view for view in views if state in (None, view.state)]
    return Proposals(tuple(chosen[offset : offset + limit]), len(chosen), counts)


def _counts(found: Mapping[str, int]) -> dict[ActState, int]:
    return {state: found.get(state, 0) for state in STATES}


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


def concerned(knowledge: Knowledge, source_id: str, mark: str) -> tuple[Node, ...]:
    """The documents that a claim is about for certain; none where it is not made, or they are not in the archive."""
    kept = _claim(knowledge.archive.related.outgoing(source_id), mark)
    if kept is None:
        return ()
    (view,) = knowledge.views([kept])
    return view.target.documents if view.target.found == "resolved" else ()


def _claim(edges: Iterable[KeptEdge], mark: str) -> KeptEdge | None:
    return next((kept for kept in edges if mark and kept.edge.mark == mark), None)
