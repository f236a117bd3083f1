"""OpenSearch: the conformance suite on a real node, and a cluster that fails in every way (promises P19, P21)."""

import json
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import msgspec
import pytest
from opensearchpy import OpenSearch
from opensearchpy.exceptions import TransportError

from search_api.errors import EngineUnavailableError, IndexBroken
from search_api.index import likely_rows, opensearch_engine
from search_api.index.circuit import FAILURES as FAILURES_THAT_OPEN
from search_api.index.gateway import SearchEngine
from search_api.index.opensearch_answer import Answer
from search_api.index.opensearch_engine import OpenSearchEngine
from search_api.index.record import DocumentRecord
from search_api.index.sample import head_of
from search_api.query.request import SearchQuery
from search_api.search import search
from tests.search_api.index.conformance import ReadingConformance, WritingConformance, ask, counts, ids
from tests.search_api.index.conformance_lists import RECORDS, FacetConformance, ListWritingConformance, listed
from tests.search_api.index.conformance_syntax import SyntaxConformance
from tests.search_api.index.records_made import CORPUS, record

pytestmark = pytest.mark.opensearch


@contextmanager
def made(url: str) -> Iterator[tuple[OpenSearchEngine, str]]:
    """An engine on an index of its own, with its name; everything under that name is deleted at the end."""
    name = f"test-{secrets.token_hex(6)}"
    engine = OpenSearchEngine(url, name)
    try:
        yield engine, name
    finally:
        engine.remove()
        engine.close()


@pytest.fixture(scope="module")
def full(opensearch_url: str) -> Iterator[SearchEngine]:
    with made(opensearch_url) as (engine, _):
        engine.rebuild(CORPUS)
        yield engine


@pytest.fixture(scope="module")
def faceted(opensearch_url: str) -> Iterator[SearchEngine]:
    with made(opensearch_url) as (engine, _):
        engine.rebuild(RECORDS)
        yield engine


@pytest.fixture
def named(opensearch_url: str) -> Iterator[tuple[OpenSearchEngine, str]]:
    with made(opensearch_url) as pair:
        yield pair


@pytest.fixture
def empty(named: tuple[OpenSearchEngine, str]) -> SearchEngine:
    return named[0]


class TestReading(ReadingConformance, SyntaxConformance):
    """Handbook domain.md 3.3, 7; promises P15, P16, P23."""


class TestNarrowed(ReadingConformance):
    """The same where only the likeliest rows are scored and counts are asked apart, as in large collections."""

    @pytest.fixture(autouse=True)
    def large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(opensearch_engine, "LARGE", 0)
        monkeypatch.setattr(likely_rows, "FEW", -1)
        monkeypatch.setattr(likely_rows, "AFFORDED", 1)
        monkeypatch.setattr(likely_rows, "SHARE", 0.0)


class TestFacets(FacetConformance):
    """Issue 7, facets, cursors, provisions and explanations."""

    def a_snapshot_that_is_gone(self, engine: SearchEngine) -> str:
        assert isinstance(engine, OpenSearchEngine)
        client, name = engine._cluster.client, engine._cluster.alias
        gone = client.create_pit(index=name, params={"keep_alive": "1m"})["pit_id"]
        client.delete_pit(body={"pit_id": [gone]})
        return str(gone)


class TestWriting(WritingConformance, ListWritingConformance):
    """Promises P19."""


# ------------------------------------------------------------------------------------------------- only on a cluster


def indices(url: str, name: str) -> list[str]:
    return sorted(OpenSearch(url).indices.get(index=f"{name}-*"))


def test_what_is_put_and_deleted_during_a_rebuild_is_not_lost(
    named: tuple[OpenSearchEngine, str], opensearch_url: str
) -> None:
    engine, name = named
    other = OpenSearchEngine(opensearch_url, name)
    engine.put(CORPUS)

    def slowly() -> Iterator[DocumentRecord]:
        yield from CORPUS[:3]
        other.put(
            [record("late", None, "Đến sau", "đến sau"), record("nd15", "15/2020/NĐ-CP", "Bản mới hơn", "mới hơn")]
        )
        yield from CORPUS[3:]

    engine.rebuild(slowly())
    assert ids(ask(engine, "đến sau")) == ["late"]
    assert ids(ask(engine, "bản mới hơn")) == ["nd15"]
    assert engine.count() == len(CORPUS) + 1
    assert len(indices(opensearch_url, name)) == 1
    other.close()


def test_a_rebuild_removes_what_a_killed_one_left(named: tuple[OpenSearchEngine, str], opensearch_url: str) -> None:
    engine, name = named
    engine.put(CORPUS[:1])
    OpenSearch(opensearch_url).indices.create(index=f"{name}-left", body={"aliases": {f"{name}-next": {}}})
    engine.rebuild(CORPUS)
    assert engine.count() == len(CORPUS)
    assert len(indices(opensearch_url, name)) == 1


def test_a_refused_item_is_no_success(named: tuple[OpenSearchEngine, str], opensearch_url: str) -> None:
    engine, name = named
    engine.put(CORPUS[:2])
    OpenSearch(opensearch_url).indices.put_settings(
        index=f"{name}-*", body={"index.blocks.read_only_allow_delete": True}
    )
    with pytest.raises(EngineUnavailableError):  # 429: the disk of the cluster is full
        engine.put(CORPUS[2:3])
    assert engine.count() == 2


def test_a_document_that_the_mapping_refuses_is_named(named: tuple[OpenSearchEngine, str]) -> None:
    engine, _ = named
    with pytest.raises(IndexBroken, match=r"x{600}"):  # _id holds at most 512 bytes
        engine.put([record("x" * 600, None, "Tên", "văn bản")])


def test_an_index_of_another_version_says_so_until_it_is_rebuilt(
    named: tuple[OpenSearchEngine, str], opensearch_url: str
) -> None:
    engine, name = named
    body = {"aliases": {name: {}}, "mappings": {"_meta": {"version": 0}}}
    OpenSearch(opensearch_url).indices.create(index=f"{name}-old", body=body)
    with pytest.raises(IndexBroken):
        ask(engine, "thuế")
    with pytest.raises(IndexBroken):
        engine.put(CORPUS)
    assert engine.rebuild(CORPUS) == len(CORPUS)
    assert ids(ask(engine, "15/2020"))[0] == "nd15"


def test_what_is_deleted_during_a_rebuild_does_not_come_back(
    named: tuple[OpenSearchEngine, str], opensearch_url: str
) -> None:
    engine, name = named
    other = OpenSearchEngine(opensearch_url, name)
    engine.put(CORPUS)

    def slowly() -> Iterator[DocumentRecord]:
        yield from CORPUS[:3]
        other.delete(["nd15", CORPUS[-1].id])  # one is written already, one is still to come
        yield from CORPUS[3:]

    assert engine.rebuild(slowly()) == len(CORPUS) - 2
    assert engine.count() == len(CORPUS) - 2
    assert not {"nd15", CORPUS[-1].id} & set(ids(ask(engine)))
    other.put(CORPUS[:1])
    assert ids(ask(engine, "giấy phép viễn thông")) == ["nd15"]
    other.close()


def test_what_stands_for_deleted_documents_is_never_seen(
    named: tuple[OpenSearchEngine, str], opensearch_url: str
) -> None:
    engine, name = named
    engine.put(CORPUS[:3])
    OpenSearch(opensearch_url).index(index=name, id="tomb", body={"gone": True}, refresh=True)
    assert engine.count() == 3
    assert len(ids(ask(engine))) == 3
    assert sum(counts(ask(engine), "type").values()) == 3


def test_a_refused_item_is_sent_again(named: tuple[OpenSearchEngine, str], opensearch_url: str) -> None:
    engine, name = named
    engine.put(CORPUS[:2])
    client = OpenSearch(opensearch_url)

    def block(setting: bool | None) -> None:  # noqa: FBT001 - the setting's own value
        client.indices.put_settings(index=f"{name}-*", body={"index.blocks.read_only_allow_delete": setting})

    block(setting=True)
    freed = threading.Timer(0.5, block, [None])
    freed.start()
    engine.put(CORPUS[2:3])
    freed.join()
    assert engine.count() == 3


def test_where_no_more_snapshots_are_kept_a_list_goes_on_without(
    named: tuple[OpenSearchEngine, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, _ = named
    engine.put(CORPUS)

    def refused(**_: object) -> None:
        raise TransportError(500, "rejected_execution_exception", {})

    monkeypatch.setattr(engine._cluster.client, "create_pit", refused)
    query = SearchQuery("quy dinh", sort="newest", size=2)
    assert [hit.id for hit in listed(engine, query)] == ids(search(engine, replace(query, size=50)))


def test_a_partial_answer_is_none(named: tuple[OpenSearchEngine, str], monkeypatch: pytest.MonkeyPatch) -> None:
    engine, _ = named
    engine.put(CORPUS)
    asked: list[dict[str, object]] = []
    send = engine._cluster.searching.search

    def late(**parameters: object) -> Answer:
        asked.append(parameters)
        answer: Answer = send(**parameters)
        return msgspec.structs.replace(answer, timed_out=True)

    monkeypatch.setattr(engine._cluster.searching, "search", late)
    with pytest.raises(EngineUnavailableError):
        ask(engine, "thuế")
    assert asked[0]["allow_partial_search_results"] is False
    assert asked[0]["cancel_after_time_interval"]


def test_a_rebuild_that_holds_something_else_is_not_taken(
    named: tuple[OpenSearchEngine, str], monkeypatch: pytest.MonkeyPatch, opensearch_url: str
) -> None:
    engine, name = named
    engine.put(CORPUS[:2])
    monkeypatch.setattr(
        "search_api.index.compile_opensearch.head_of", lambda record: head_of(replace(record, title="verdorben"))
    )
    with pytest.raises(IndexBroken):
        engine.rebuild(CORPUS)
    assert engine.count() == 2
    assert len(indices(opensearch_url, name)) == 1


# ---------------------------------------------------------------------------------- a cluster that fails (no node)


def hang_up(connection: socket.socket) -> None:
    connection.close()


def stay_silent(connection: socket.socket) -> None:
    time.sleep(1)


def stop_halfway(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{")


def speak_nonsense(connection: socket.socket) -> None:
    connection.sendall(b"SSH-2.0-OpenSSH\r\n")


def answer(status: str, body: object) -> Callable[[socket.socket], None]:
    content = json.dumps(body).encode()

    def send(connection: socket.socket) -> None:
        # Said to be the last, else the client may ask once more on a connection that is being closed.
        head = f"HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: application/json\r\n"
        connection.sendall(f"{head}content-length: {len(content)}\r\n\r\n".encode() + content)

    return send


@contextmanager
def cluster_that(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of something that accepts connections and then behaves so."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        stopped = threading.Event()

        def serve() -> None:
            while not stopped.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(1)
                    connection.recv(65_536)
                    behave(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            stopped.set()
            thread.join()


FAILURES = [
    *(hang_up, stay_silent, stop_halfway, speak_nonsense, answer("503 Service Unavailable", {"error": "no master"})),
    *(answer("429 Too Many Requests", {"error": "busy"}), answer("401 Unauthorized", {}), answer("500 Error", {})),
]


@pytest.mark.parametrize("behave", FAILURES)
def test_a_failing_cluster_is_one_error(behave: Callable[[socket.socket], None]) -> None:
    with cluster_that(behave) as url:
        engine = OpenSearchEngine(url, "congbao", seconds_to_wait=0.2)
        for use in (
            lambda: ask(engine, "thuế"),
            engine.count,
            lambda: engine.put(CORPUS),
            lambda: engine.rebuild(CORPUS),
        ):
            with pytest.raises(EngineUnavailableError):
                use()
        engine.close()


def test_no_cluster_at_all() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    engine = OpenSearchEngine(f"http://127.0.0.1:{port}", "congbao")
    with pytest.raises(EngineUnavailableError):
        ask(engine, "thuế")
    with pytest.raises(EngineUnavailableError):
        engine.delete(["a"])


def test_a_cluster_that_is_away_is_left_alone_for_a_while() -> None:
    asked: list[int] = []

    def refuse(connection: socket.socket) -> None:
        asked.append(1)
        answer("503 Service Unavailable", {"error": "no master"})(connection)

    with cluster_that(refuse) as url:
        engine = OpenSearchEngine(url, "congbao", seconds_to_wait=1)
        for _ in range(10):
            with pytest.raises(EngineUnavailableError):
                ask(engine, "thuế")
        engine.close()
    assert len(asked) == FAILURES_THAT_OPEN


def test_a_cluster_that_comes_back_is_used_again(opensearch_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with made(opensearch_url) as (engine, _):
        engine.put(CORPUS)
        send = engine._cluster.searching.search

        def away(**_: object) -> None:
            raise TransportError(503, "away", {})

        monkeypatch.setattr(engine._cluster.searching, "search", away)
        for _ in range(5):
            with pytest.raises(EngineUnavailableError):
                ask(engine, "thuế")
        assert engine._cluster._circuit.is_open
        monkeypatch.setattr(engine._cluster.searching, "search", send)
        monkeypatch.setattr(engine._cluster._circuit, "seconds", 0.0)
        engine._cluster._circuit._until = 0.0
        assert ids(ask(engine, "15/2020"))[0] == "nd15"
        assert not engine._cluster._circuit.is_open
