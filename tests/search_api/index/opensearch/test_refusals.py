"""What a cluster's refusal of one item means, without a cluster."""

from collections.abc import Generator, Iterable, Iterator

import pytest

from search_api.errors import DocumentRefused, EngineBusy, EngineUnavailableError, IndexBroken, SearchApiError
from search_api.index.opensearch import cluster as opensearch_cluster
from search_api.index.opensearch.bulk import Refused, Write
from search_api.index.opensearch.cluster import Cluster, IndexMoved
from search_api.index.opensearch.definition import Layout


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    made = Cluster("http://127.0.0.1:9", "congbao", 1.0, Layout())
    yield made
    made.close()


@pytest.mark.parametrize(
    ("status", "kind", "error"),
    [
        (400, "illegal_argument_exception", DocumentRefused),
        (403, "cluster_block_exception", IndexBroken),
        (404, "index_not_found_exception", IndexMoved),
        (429, "circuit_breaking_exception", EngineBusy),
        (500, "exception", EngineUnavailableError),
    ],
)
def test_a_refusal_is_of_the_document_or_of_the_cluster(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch, status: int, kind: str, error: type[Exception]
) -> None:
    def send(_client: object, _writes: Iterable[Write]) -> Generator[Refused, None, None]:
        yield Refused("congbao", "d1", status, {"type": kind, "reason": "made"})

    monkeypatch.setattr(opensearch_cluster, "send", send)
    with pytest.raises(error) as raised:
        list(cluster.bulk([]))
    assert type(raised.value) is error
    if isinstance(raised.value, DocumentRefused):
        assert raised.value.document == "d1"
    assert isinstance(raised.value, SearchApiError) or error is IndexMoved
