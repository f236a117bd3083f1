"""Reads edges from the archive and finds what they mean now: nothing of it is kept, so nothing of it can be stale."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from nlp.annotation import Citation
from nlp.status.types import Act
from search_api.archive.edges import Decision, Edge, EdgeKind, KeptEdge, LightEdge, Node, Reference
from search_api.archive.entries import StoredDocument
from search_api.archive.store import Archive
from search_api.standing.entries import LABELS, STATUS_KINDS, Relations, RelationView, TargetPlace
from search_api.standing.extract import edges_of, keys_of, links_of, node_of
from search_api.standing.resolve import Resolution, resolve

MOST_INCOMING = 100
"""Incoming relations of one kind that are listed; a law may be cited by thousands."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the archive's documents say of each other."""

    archive: Archive

    def resolved(self, source: Node, references: Sequence[Reference]) -> tuple[Resolution, ...]:
        """What a document means by each reference, in their order."""
        called = Called(self.archive.related.called(*keys_of(references)))
        return tuple(resolve(one, source, called.of(one)) for one in references)

    def links(self, stored: StoredDocument) -> tuple[tuple[Citation, Resolution], ...]:
        """Each citation of another document with what was found of it."""
        found = links_of(stored.tagged)
        meant = self.resolved(node_of(stored), [reference for _, reference in found])
        return tuple((citation, resolution) for (citation, _), resolution in zip(found, meant, strict=True))

    def outgoing(self, stored: StoredDocument) -> tuple[RelationView, ...]:
        """What a document says of others, read from its text as it now stands."""
        source, edges = node_of(stored), edges_of(stored)
        decisions = self.archive.related.decisions([stored.id])
        meant = self.resolved(source, [edge.target for edge in edges])
        views = [
            _view(KeptEdge(source, edge), resolution, decisions, outgoing=True)
            for edge, resolution in zip(edges, meant, strict=True)
        ]
        return _in_order(_without_weaker(views))

    def incoming(self, node: Node, kinds: Collection[str] = ()) -> list[RelationView]:
        """What others say of a document; what may as well be said of another one of its name is left out."""
        return self._shown(node, self.meaning(node, self.archive.related.incoming(node, kinds)))

    def _shown(self, node: Node, found: Sequence[LightEdge]) -> list[RelationView]:
        decisions = self.archive.related.decisions({one.source.id for one in found if one.mark})
        edges = self.archive.related.edges(one.id for one in found)
        target = Resolution("resolved", (node,))
        kept = [KeptEdge(one.source, edges[one.id]) for one in found if one.id in edges]
        return [_view(one, target, decisions, outgoing=False) for one in kept]

    def views(self, edges: Sequence[KeptEdge]) -> list[RelationView]:
        """Edges of any documents as these see them."""
        decisions = self.archive.related.decisions({kept.source.id for kept in edges})
        called = Called(self.archive.related.called(*keys_of(kept.edge.target for kept in edges)))
        meant = [resolve(kept.edge.target, kept.source, called.of(kept.edge.target)) for kept in edges]
        return [_view(kept, one, decisions, outgoing=True) for kept, one in zip(edges, meant, strict=True)]

    def meaning(self, node: Node, edges: Iterable[LightEdge]) -> list[LightEdge]:
        """Those of the edges whose target is this document, for certain."""
        numbers, names = [node.number_key] if node.number_key else [], [node.name_key] if node.name_key else []
        twins = self.archive.related.called(numbers, names)
        found = []
        for edge in edges:
            resolution = resolve(edge.target, edge.source, twins)
            if resolution.found == "resolved" and any(one.id == node.id for one in resolution.documents):
                found.append(edge)
        return found

    def relations(self, stored: StoredDocument, limit: int = MOST_INCOMING) -> Relations:
        """Both directions; of each incoming kind at most `limit`, the newest documents first."""
        node = node_of(stored)
        found = self.meaning(node, self.archive.related.incoming(node))
        strong = {one.source.id for one in found if one.kind != "cites"}
        found = [one for one in found if one.kind != "cites" or one.source.id not in strong]
        found.sort(key=lambda one: one.source.issued_on or dt.date.min, reverse=True)
        chosen: list[LightEdge] = []
        more: list[tuple[EdgeKind, int]] = []
        for kind in LABELS:
            of_kind = [one for one in found if one.kind == kind]
            chosen += of_kind[:limit]
            more += [(of_kind[0].kind, len(of_kind) - limit)] if len(of_kind) > limit else []
        return Relations(self.outgoing(stored), tuple(self._shown(node, chosen)), tuple(more))

    def acts_upon(self, node: Node) -> tuple[Act, ...]:
        """What others did to a document, as its status asks for it."""
        return tuple(act for view in self.incoming(node, STATUS_KINDS) for act in act_of(view))


def act_of(view: RelationView) -> tuple[Act, ...]:
    """A relation as the changed document sees it; nothing for a mere citation."""
    source, relation = view.source, view.relation
    if relation is None:
        return ()
    act = Act(
        kind=relation.kind,
        scope=relation.scope,
        source=source.id,
        label=called(source),
        where=view.where,
        evidence=view.evidence,
        state=view.state,
        effective_from=relation.effective_from or source.effective_on,
        until=relation.until,
        provisions=tuple(place.text for place in view.places),
        exceptions=relation.exceptions,
        confidence=relation.confidence,
        issued_on=source.issued_on,
        removed=relation.removed,
    )
    return (act,)


def called(node: Node) -> str:
    """How people call a document: 'Nghị định số 24/2026/NĐ-CP', a law without a number by its name."""
    kind = node.type or "Văn bản"
    if node.number:
        return f"{kind} số {node.number}"
    return f"{kind} {node.title}" if node.title else kind


def anchors_of(node: Node | None) -> dict[str, str]:
    """The eids of a document's provisions by their paths in small letters; none of no document."""
    return {where.casefold(): eid for where, eid in node.anchors} if node else {}


def eid_of(anchors: Mapping[str, str], provision: str) -> str | None:
    """The eid of a provision as people cite it, or of the closest unit above it that is there."""
    path = provision.casefold()
    while path:
        if path in anchors:
            return anchors[path]
        path = path.rpartition(" ")[0].rpartition(" ")[0]
    return None


def where_of(node: Node, eid: str) -> str:
    """A provision as the law cites it: 'Điều 9 khoản 2' in the order of its path; '' for the head."""
    return next((where for where, known in node.anchors if known == eid), "") if eid else ""


class Called:
    """Documents by the keys under which they are called."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._numbers: dict[str, list[Node]] = {}
        self._names: dict[str, list[Node]] = {}
        for node in nodes:
            if node.number_key:
                self._numbers.setdefault(node.number_key, []).append(node)
            if node.name_key:
                self._names.setdefault(node.name_key, []).append(node)

    def of(self, reference: Reference) -> Sequence[Node]:
        """Those that a reference may mean."""
        if reference.number_key:
            return self._numbers.get(reference.number_key, ())
        return self._names.get(reference.name_key or "", ())


def _view(
    kept: KeptEdge, target: Resolution, decisions: dict[tuple[str, str], Decision], *, outgoing: bool
) -> RelationView:
    edge = kept.edge
    spot = edge.spots[0] if edge.spots else None
    provisions = tuple(dict.fromkeys(one for spot in edge.spots for one in spot.provisions))
    anchors = anchors_of(target.document) if provisions else {}
    return RelationView(
        kind=edge.kind,
        direction="out" if outgoing else "in",
        source=kept.source,
        called=_called(edge),
        target=target,
        relation=edge.relation,
        places=tuple(TargetPlace(one, eid_of(anchors, one)) for one in provisions),
        spots=edge.spots,
        where=spot.where if spot else "",
        evidence=spot.text if spot else "",
        mark=edge.mark,
        decision=decisions.get((kept.source.id, edge.mark)) if edge.mark else None,
    )


def _called(edge: Edge) -> str:
    """How the text calls the target: type, number or name, day."""
    target = edge.target
    if target.number:
        front = target.name if target.name_key else target.type
        name = f"{front} số {target.number}" if front else target.number
    else:
        name = target.name or "Văn bản"
    if target.date:
        return f"{name} ngày {target.date:%d/%m/%Y}"
    return f"{name} năm {target.year}" if target.year and not target.number else name


def _without_weaker(views: Sequence[RelationView]) -> list[RelationView]:
    """The views without the mere citations of documents to which a stronger relation stands."""
    strong = {_parties(one) for one in views if one.kind != "cites"}
    return [one for one in views if one.kind != "cites" or _parties(one) not in strong]


def _parties(view: RelationView) -> tuple[str, str]:
    document = view.target.document
    return view.source.id, document.id if document else view.called


def _in_order(views: Iterable[RelationView]) -> tuple[RelationView, ...]:
    order = list(LABELS)
    return tuple(sorted(views, key=lambda one: order.index(one.kind)))
