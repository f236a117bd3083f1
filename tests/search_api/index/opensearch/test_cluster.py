"""Indices of a real cluster: how they are made, and what is done to them besides searching."""

import time
from collections.abc import Iterator

import pytest
from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError

from search_api.index.opensearch.cluster import Cluster
from search_api.index.opensearch.definition import Layout
from tests.search_api.index.conformance import ask, ids
from tests.search_api.index.on_a_node import made
from tests.search_api.index.records_made import CORPUS

pytestmark = pytest.mark.opensearch


@pytest.fixture
def parted(opensearch_url: str) -> Iterator[tuple[Cluster, str]]:
    """An alias whose index has as many parts as it has documents, and its name."""
    with made(opensearch_url) as (engine, name):
        for record in CORPUS[:5]:
            engine.put([record])
        (index,) = engine._cluster.carrying(name)
        yield engine._cluster, index


def parts(cluster: Cluster, index: str) -> int:
    told = cluster.client.indices.segments(index=index)["indices"][index]["shards"]["0"][0]["segments"]
    return len([each for each in told.values() if each["search"]])


def test_a_filled_index_is_merged_by_and_by(parted: tuple[Cluster, str]) -> None:
    cluster, index = parted
    assert parts(cluster, index) > 2
    cluster.settle(index)
    by = time.monotonic() + 60
    while parts(cluster, index) > 2 and time.monotonic() < by:
        time.sleep(0.1)
    assert parts(cluster, index) <= 2
    assert cluster.count(index) == 5


def test_a_merge_that_is_refused_is_no_error(parted: tuple[Cluster, str], monkeypatch: pytest.MonkeyPatch) -> None:
    cluster, index = parted
    asked: list[object] = []

    def refused(**how: object) -> None:
        asked.append(how)
        raise TransportError(429, "too_many_requests", {})

    monkeypatch.setattr(cluster.client.indices, "forcemerge", refused)
    cluster.settle(index)
    assert asked == [{"index": index, "max_num_segments": 2, "wait_for_completion": False}]


def test_an_index_is_made_by_the_template_of_the_settings(opensearch_url: str) -> None:
    with made(opensearch_url, Layout(shards=2, replicas=0)) as (engine, name):
        engine.put(CORPUS[:5])
        engine.rebuild(CORPUS)
        client = OpenSearch(opensearch_url)
        (settings,) = client.indices.get_settings(index=name).values()
        index = settings["settings"]["index"]
        assert (index["number_of_shards"], index["number_of_replicas"]) == ("2", "0")
        assert index.get("refresh_interval", "1s") != "-1"
        assert set(ids(ask(engine, "thue"))) == {"thue", "tt15", "lt"}
        assert ids(ask(engine, "15/2020"))[:3] == ["nd15", "tt15", "qd15"]
        assert name in {each["name"] for each in client.indices.get_index_template(name=name)["index_templates"]}
