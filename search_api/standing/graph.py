"""The graph of who cites whom: ranks over the whole archive, and the surroundings of one document.

Authority is PageRank with a link from each document to each that it cites, whatever the kind: law that much rests on
stands high (CourtListener and PeachJam rank by it).
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from search_api.archive.edges import Node, Rank, Reference
from search_api.archive.store import Archive
from search_api.standing.entries import LABELS, Graph, GraphEdge, GraphNode
from search_api.standing.knowledge import Called, Knowledge
from search_api.standing.resolve import resolve

MOST_NODES = {1: 24, 2: 48}
"""Documents in a graph, by its depth: more cannot be told apart in a drawing."""

MOST_TIES = 300
"""Edges that lead to one document and are looked at for a graph; the others are only counted in its rank."""

DAMPING = 0.85
"""PageRank's usual share of steps that follow a citation."""

MOST_STEPS = 200
"""Each step leaves at most DAMPING of the distance: after 90 of them less than a millionth."""

SETTLED = 1e-9
"""Distance between two steps (of all scores, whose sum is 1) at which ranks stand still."""

_ORDER = {kind: place for place, kind in enumerate(LABELS)}


def count_ranks(archive: Archive) -> tuple[str, ...]:
    """Count citations and authority anew over the whole archive and keep them; gives whose citations grew or fell.

    Given are the documents whose count has passed a power of two, so that a growing archive brings each of them into
    the index again a few times only.
    """
    before = archive.related.ranks()
    nodes = archive.related.everybody()
    ranks = _ranks(nodes, set(_links(archive, nodes)))
    archive.related.keep_ranks(ranks)
    counts = ((one, before.get(one, Rank()).cited_by, rank.cited_by) for one, rank in ranks.items())
    return tuple(one for one, old, new in counts if old.bit_length() != new.bit_length())


def _links(archive: Archive, nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """Who cites whom. Sources to which the same documents are open mean the same by the same reference."""
    called, known = Called(nodes), {node.id: node for node in nodes}
    sources: dict[Reference, list[Node]] = {}
    for source_id, reference in archive.related.links():
        source = known.get(source_id)
        if source:
            sources.setdefault(reference, []).append(source)
    for reference, citing in sources.items():
        candidates = called.of(reference)
        meant: dict[tuple[object, ...], Node | None] = {}
        for source in citing:
            alike = (source.place, *(_is_open(one, source) for one in candidates))
            if alike not in meant:
                meant[alike] = resolve(reference, source, candidates).document
            document = meant[alike]
            if document:
                yield source.id, document.id


def _is_open(one: Node, source: Node) -> bool:
    """Whether a document can cite another one: it is not itself, and not older."""
    if one.id == source.id:
        return False
    return one.issued_on is None or source.issued_on is None or one.issued_on <= source.issued_on


def _ranks(nodes: Sequence[Node], links: Collection[tuple[str, str]]) -> dict[str, Rank]:
    import numpy as np  # noqa: PLC0415 - takes 0.1 s to load, and is needed after batches only

    if not nodes:
        return {}
    places = {node.id: place for place, node in enumerate(nodes)}
    pairs = np.array([(places[source], places[target]) for source, target in links], dtype=np.int64).reshape(-1, 2)
    pairs = pairs[np.lexsort(pairs.T)]  # a set has no order, and sums in another order differ in their last figures
    count = len(nodes)
    cited, citing = np.bincount(pairs[:, 1], minlength=count), np.bincount(pairs[:, 0], minlength=count)
    scores = np.full(count, 1 / count)
    for _ in range(MOST_STEPS):
        given = scores / np.maximum(citing, 1)
        # What cites nothing hands its share to all alike.
        alike = (DAMPING * scores[citing == 0].sum() + 1 - DAMPING) / count
        new = DAMPING * np.bincount(pairs[:, 1], weights=given[pairs[:, 0]], minlength=count) + alike
        moved = np.abs(new - scores).sum()
        scores = new
        if moved < SETTLED:
            break
    authority = (scores - scores.min()) / (float(np.ptp(scores)) or 1.0)
    return {node.id: Rank(int(cited[place]), float(authority[place])) for place, node in enumerate(nodes)}


_Tie = tuple[Node, Node, GraphEdge]


def graph_of(knowledge: Knowledge, node: Node, depth: int) -> Graph:
    """The documents that a document names or that name it, and at depth 2 theirs; the strongest ties come first."""
    steps: dict[str, int] = {node.id: 0}
    nodes: dict[str, Node] = {node.id: node}
    edges: dict[tuple[str, str], GraphEdge] = {}
    left_out: set[str] = set()
    front = [node]
    for step in range(1, depth + 1):
        ties = [tie for one in front for tie in _ties(knowledge, one)]
        new = [one for one in _strongest(ties) if one.id not in nodes]
        room = MOST_NODES[depth] - len(nodes)
        front = new[:room]
        left_out |= {one.id for one in new[room:]}
        nodes |= {one.id: one for one in front}
        steps |= {one.id: step for one in front}
        for tie in ties:
            _add(edges, tie)
    inside = tuple(edge for edge in edges.values() if edge.source in nodes and edge.target in nodes)
    rank = knowledge.archive.related.rank
    shown = tuple(GraphNode(one, steps[one.id], rank(one.id).cited_by) for one in nodes.values())
    return Graph(shown, inside, len(left_out - set(nodes)))


def _strongest(ties: Iterable[_Tie]) -> list[Node]:
    """The documents of the ties, those with the strongest first, the newest of them first."""
    best: dict[str, tuple[int, int, Node]] = {}
    for source, target, edge in ties:
        for one in (source, target):
            issued = one.issued_on.toordinal() if one.issued_on else 0
            place = (_ORDER[edge.kind], -issued, one)
            best[one.id] = min(best.get(one.id, place), place, key=lambda each: each[:2])
    return [one for _, _, one in sorted(best.values(), key=lambda each: (*each[:2], each[2].id))]


def _ties(knowledge: Knowledge, node: Node) -> Iterator[_Tie]:
    outgoing = knowledge.archive.related.outgoing(node.id)
    for view in knowledge.views(outgoing):
        if view.target.document:
            document = view.target.document
            yield node, document, GraphEdge(node.id, document.id, view.kind)
    for edge in knowledge.meaning(node, knowledge.archive.related.incoming(node, limit=MOST_TIES)):
        yield edge.source, node, GraphEdge(edge.source.id, node.id, edge.kind)


def _add(edges: dict[tuple[str, str], GraphEdge], tie: _Tie) -> None:
    """Keep the strongest relation of each document to each other one."""
    source, target, edge = tie
    known = edges.get((source.id, target.id))
    if known is None or _ORDER[edge.kind] < _ORDER[known.kind]:
        edges[source.id, target.id] = edge
