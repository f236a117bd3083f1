"""The surroundings of a document: nearest first, bounded, the strongest relation of each pair."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_api.archive.edges import Node
from search_api.standing.graph import DAMPING, MOST_NODES, _links, _ranks
from tests.search_api.standing.shelf import Shelf, act, article
from tests.search_api.standing.test_relations import AMENDER, NEW, OLD


def _named(identity: str) -> Node:
    return Node(identity, "", None, None, None, None, None, None, None, None, None, None)


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


@given(st.integers(1, 9).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_authority_is_pagerank(made: tuple[int, set[tuple[int, int]]]) -> None:
    """The same as the solution of its equations: a step follows a link, or leads anywhere."""
    count, links = made
    steps = np.zeros((count, count))
    for source, target in links:
        steps[target, source] = 1
    cited = steps.sum(axis=1)
    steps[:, steps.sum(axis=0) == 0] = 1
    steps /= steps.sum(axis=0)
    right = np.linalg.solve(np.eye(count) - DAMPING * steps, np.full(count, (1 - DAMPING) / count))
    right = (right - right.min()) / (np.ptp(right) if np.ptp(right) > 1e-9 else 1.0)
    found = _ranks([_named(str(place)) for place in range(count)], {(str(a), str(b)) for a, b in links})
    assert [found[str(place)].cited_by for place in range(count)] == cited.tolist()
    assert [found[str(place)].authority for place in range(count)] == pytest.approx(right.tolist(), abs=1e-6)


def test_authority_is_the_same_to_the_last_figure_in_whatever_order_links_come() -> None:
    nodes, chance = [_named(f"n{place}") for place in range(60)], random.Random(7)
    links = list({(chance.choice(nodes).id, chance.choice(nodes).id) for _ in range(400)})
    expected = _ranks(nodes, links)
    for _ in range(20):
        chance.shuffle(links)
        assert _ranks(nodes, links) == expected


def test_links_are_what_each_source_means(shelf: Shelf) -> None:
    """Sources that mean different documents by one reference: each its own province's, none what is issued later."""
    for place in ("Sơn La", "Hà Giang"):
        issuer = f"Ủy ban nhân dân tỉnh {place}"
        shelf.add(act("7/2020/QĐ-UBND", [article("1", "Giá đất.")], kind="Quyết định", issuer=issuer), name=f"a{place}")
    citing = {
        place: shelf.add(
            act(
                "9/2024/QĐ-UBND",
                [article("1", "Theo Quyết định số 7/2020/QĐ-UBND và Nghị định số 30/2030/NĐ-CP.")],
                kind="Quyết định",
                issuer=f"Ủy ban nhân dân tỉnh {place}",
            ),
            name=f"b{place}",
        )
        for place in ("Sơn La", "Hà Giang")
    }
    shelf.add(act("30/2030/NĐ-CP", [article("1", "Bến thuyền.")], issued="1/2/2030"))
    nodes = shelf.archive.related.everybody()
    issuers = {node.id: node.issuer for node in nodes}
    found = {(source, issuers[target]) for source, target in _links(shelf.archive, nodes)}
    assert found == {(document.id, f"Ủy ban nhân dân tỉnh {place}") for place, document in citing.items()}
