"""The surroundings of a document: nearest first, bounded, the strongest relation of each pair."""

from search_api.standing.graph import MOST_NODES
from tests.search_api.standing.shelf import Shelf, act, article
from tests.search_api.standing.test_relations import AMENDER, NEW, OLD


def test_surroundings_are_those_it_names_and_those_that_name_it(shelf: Shelf) -> None:
    old, new, amender = shelf.add(OLD), shelf.add(NEW), shelf.add(AMENDER)
    far = shelf.add(act("50/2024/NĐ-CP", [article("1", "Theo Nghị định số 30/2024/NĐ-CP.")]))
    near = shelf.standing.graph(old)
    assert {one.node.id: one.step for one in near.nodes} == {old.id: 0, new.id: 1, amender.id: 1}
    assert {(edge.source, edge.target, edge.kind) for edge in near.edges} == {
        (new.id, old.id, "repeals"),
        (amender.id, old.id, "amends"),
    }
    wide = shelf.standing.graph(old, 2)
    assert {one.node.id: one.step for one in wide.nodes}[far.id] == 2
    assert (far.id, new.id, "cites") in {(edge.source, edge.target, edge.kind) for edge in wide.edges}
    assert wide.left_out == 0


def test_a_document_alone_is_its_own_graph(shelf: Shelf) -> None:
    old = shelf.add(OLD)
    graph = shelf.standing.graph(old)
    assert ([one.node.id for one in graph.nodes], graph.edges, graph.left_out) == ([old.id], (), 0)


def test_a_graph_is_bounded(shelf: Shelf) -> None:
    old = shelf.add(OLD)
    for number in range(MOST_NODES[1] + 6):
        shelf.add(act(f"{number + 100}/2024/NĐ-CP", [article("1", "Theo Nghị định số 10/2020/NĐ-CP.")]))
    graph = shelf.standing.graph(old)
    assert len(graph.nodes) == MOST_NODES[1]
    assert graph.left_out == 7
    relations = shelf.standing.relations(old, limit=10)
    assert len(relations.incoming) == 10
    assert relations.more == (("cites", MOST_NODES[1] + 6 - 10),)
