"""A cluster that fails in every way, and one that has no time or room for a request (promise P21)."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import msgspec
import pytest
from opensearchpy.exceptions import TransportError

from search_api.errors import EngineBusy, EngineUnavailableError
from search_api.index.opensearch.answer import Answer
from search_api.index.opensearch.circuit import FAILURES as FAILURES_THAT_OPEN
from search_api.index.opensearch.engine import OpenSearchEngine
from tests.search_api.index.conformance import ask, ids
from tests.search_api.index.on_a_node import made
from tests.search_api.index.records_made import CORPUS

pytestmark = pytest.mark.opensearch


@pytest.fixture
def named(opensearch_url: str) -> Iterator[tuple[OpenSearchEngine, str]]:
    with made(opensearch_url) as pair:
        yield pair


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


def test_heavy_searches_do_not_shut_out_the_others(
    named: tuple[OpenSearchEngine, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, _ = named
    engine.put(CORPUS)
    send = engine._cluster.searching.search

    def full(**_: object) -> None:
        raise TransportError(429, "rejected_execution_exception", {})

    monkeypatch.setattr(engine._cluster.searching, "search", full)
    for _ in range(FAILURES_THAT_OPEN + 1):
        with pytest.raises(EngineBusy):
            ask(engine, "thuế")
    monkeypatch.setattr(engine._cluster.searching, "search", send)
    assert ids(ask(engine, "15/2020"))[0] == "nd15"


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
                with connection, suppress(OSError):  # who asked may have gone meanwhile
                    connection.settimeout(60)
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
        engine = OpenSearchEngine(url, "congbao", seconds_to_wait=60)
        for _ in range(10):
            with pytest.raises(EngineUnavailableError):
                ask(engine, "thuế")
        engine.close()
    assert len(asked) == FAILURES_THAT_OPEN


def test_a_cluster_that_comes_back_is_used_again(opensearch_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with made(opensearch_url) as (engine, _):
        engine.put(CORPUS)
        send = engine._cluster.searching.search

        asked: list[object] = []

        def away(**how: object) -> None:
            asked.append(how)
            raise TransportError(503, "away", {})

        monkeypatch.setattr(engine._cluster.searching, "search", away)
        for _ in range(5):
            with pytest.raises(EngineUnavailableError):
                ask(engine, "thuế")
        assert len(asked) == FAILURES_THAT_OPEN
        monkeypatch.setattr(engine._cluster.searching, "search", send)
        monkeypatch.setattr(engine._cluster._circuit, "seconds", 0.0)
        engine._cluster._circuit._until = 0.0
        for _ in range(5):
            assert ids(ask(engine, "15/2020"))[0] == "nd15"
