"""Keeps what a file's documents say of others, and marks the documents whose standing that changes."""

from collections.abc import Iterable, Sequence

from search_api.archive.edges import Decision, KeptEdge, Node
from search_api.archive.entries import StoredDocument
from search_api.archive.store import Archive
from search_api.standing.entries import STATUS_KINDS
from search_api.standing.extract import MADE_BY, edges_of, node_of
from search_api.standing.knowledge import Knowledge


def settle(archive: Archive, sha256: str, documents: Sequence[StoredDocument], gone: Sequence[str]) -> None:
    """Keep the edges of a file's documents as they now stand; the ids `gone` have none any more.

    Doing it again changes nothing. Other documents that the index then holds with an older standing are marked, in
    `related.restated`, before anything is put: whoever comes next sees to them.
    """
    ids = [one.id for one in documents]
    before = touched(archive, [*ids, *gone])
    archive.related.keep(sha256, [(node_of(one), edges_of(one)) for one in documents], gone, MADE_BY)
    archive.related.restate((before | touched(archive, ids)) - set(ids))


def touched(archive: Archive, ids: Iterable[str]) -> set[str]:
    """Documents whose standing these documents decide: by confirmed acts, or by bearing the same number or name."""
    related, found = archive.related, set()
    for node in related.nodes(ids).values():
        found |= _changed_by(archive, node, related.outgoing(node.id, STATUS_KINDS))
        found |= {one.id for one in _namesakes(archive, node) if _is_acted_upon(archive, one)}
    return found


def _changed_by(archive: Archive, source: Node, edges: Sequence[KeptEdge]) -> set[str]:
    decisions = archive.related.decisions([source.id])
    confirmed = [kept.edge.target for kept in edges if _is_confirmed(source, kept.edge.mark, decisions)]
    resolved = Knowledge(archive).resolved(source, confirmed) if confirmed else ()
    return {one.id for resolution in resolved for one in resolution.documents}


def _is_confirmed(source: Node, mark: str, decisions: dict[tuple[str, str], Decision]) -> bool:
    decision = decisions.get((source.id, mark))
    return decision is not None and decision.state == "confirmed"


def _namesakes(archive: Archive, node: Node) -> list[Node]:
    numbers, names = [node.number_key] if node.number_key else [], [node.name_key] if node.name_key else []
    return [one for one in archive.related.called(numbers, names) if one.id != node.id]


def _is_acted_upon(archive: Archive, node: Node) -> bool:
    edges = archive.related.incoming(node, STATUS_KINDS)
    decisions = archive.related.decisions({edge.source.id for edge in edges})
    return any(_is_confirmed(edge.source, edge.mark, decisions) for edge in edges)
