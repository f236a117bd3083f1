"""Bulk writes, to a cluster that keeps a list of what it is sent: order, bounds, what is refused, early ends."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from opensearchpy.exceptions import TransportError

from search_api.index.opensearch import bulk as opensearch_bulk
from search_api.index.opensearch.bulk import Refused, Write, send

WHY = {"type": "made_exception"}
Answer = Callable[[str], int]


class Listing:
    """Takes requests as the client of a cluster does; `status` says what becomes of a document.

    No request ends before `together` of them have been under way at once.
    """

    def __init__(self, status: Answer = lambda _: 200, seconds: float = 0.0, together: int = 1) -> None:
        self.requests: list[list[str]] = []
        self.steps: list[tuple[str, list[str]]] = []
        self.most = self.under_way = 0
        self._status, self._seconds, self._together = status, seconds, together
        self._lock = threading.Condition()

    def bulk(self, body: bytes, params: dict[str, int]) -> dict[str, Any]:
        assert params["request_timeout"]
        heads = [line for line in map(msgspec.json.decode, body.splitlines()) if "_id" in next(iter(line.values()), {})]
        wanted = [next(iter(head.values()))["_id"] for head in heads]
        with self._lock:
            self.steps.append(("begun", wanted))
            self.under_way += 1
            self.most = max(self.most, self.under_way)
            self._lock.notify_all()
            assert self._lock.wait_for(lambda: self.most >= self._together, 60)
        time.sleep(self._seconds)
        with self._lock:
            self.steps.append(("ended", wanted))
            self.under_way -= 1
            self.requests.append(wanted)
            told = [(next(iter(head)), each, self._status(each)) for head, each in zip(heads, wanted, strict=True)]
        items = [{op: {"status": status, **({"error": WHY} if status >= 400 else {})}} for op, _, status in told]
        return {"errors": any(status >= 400 for _, _, status in told), "items": items}


def writes(many: int, body: bytes = b'{"text":{}}') -> list[Write]:
    return [Write("create", "x", str(number), body) for number in range(many)]


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opensearch_bulk, "_PAUSE", 0)


def test_an_item_is_lines_of_a_request() -> None:
    assert Write("index", "x", "a", b'{"b":1}').lines == b'{"index":{"_index":"x","_id":"a"}}\n{"b":1}\n'
    assert Write("delete", "x", "a").lines == b'{"delete":{"_index":"x","_id":"a"}}\n'


def test_everything_is_sent_once_in_requests_of_bounded_size(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Listing(seconds=0.01, together=2)
    assert list(send(client, writes(1_001))) == []
    assert sorted(len(request) for request in client.requests) == [1, *[200] * 5]
    assert sorted(int(wanted) for request in client.requests for wanted in request) == list(range(1_001))
    assert client.most == 2
    monkeypatch.setattr(opensearch_bulk, "_MOST_BYTES", 25)
    assert list(send(bounded := Listing(), writes(5))) == []
    assert sorted(map(len, bounded.requests)) == [1, 2, 2]
    assert list(send(nothing := Listing(), ())) == []
    assert not nothing.requests


def test_writes_of_one_document_keep_their_order() -> None:
    client = Listing(seconds=0.02)
    twice = [*writes(200), Write("index", "x", "7", b"{}"), *writes(900)[201:], Write("delete", "x", "7")]
    assert list(send(client, twice)) == []
    assert [step for step, request in client.steps if "7" in request] == ["begun", "ended"] * 3
    assert [request for request in client.requests if "7" in request] == [
        [str(number) for number in range(200)],
        ["7", *(str(number) for number in range(201, 400))],
        [*(str(number) for number in range(800, 900)), "7"],
    ]


def test_what_is_refused_is_told() -> None:
    client = Listing(lambda wanted: 409 if wanted in ("3", "250") else 201)
    assert list(send(client, writes(300))) == [Refused("x", each, 409, WHY) for each in ("3", "250")]
    assert len(client.requests) == 2


def test_what_a_busy_cluster_refuses_is_sent_again_alone() -> None:
    tries: list[str] = []

    def busy(wanted: str) -> int:
        tries.append(wanted)
        return 429 if wanted == "1" and tries.count("1") < 3 else 200

    client = Listing(busy)
    assert list(send(client, writes(3))) == []
    assert client.requests == [["0", "1", "2"], ["1"], ["1"]]
    always = Listing(lambda wanted: 429 if wanted == "1" else 200)
    assert [each.id for each in send(always, writes(3))] == ["1"]
    assert len(always.requests) == 4


@pytest.mark.parametrize(("status", "tries"), [(429, 4), (503, 1)])
def test_a_request_that_fails_as_a_whole_is_an_error(status: int, tries: int) -> None:
    tried: list[bytes] = []

    class Failing:
        def bulk(self, body: bytes, params: dict[str, int]) -> dict[str, Any]:
            tried.append(body)
            raise TransportError(status, "away", {})

    with pytest.raises(TransportError):
        list(send(Failing(), writes(3)))
    assert len(tried) == tries


def test_an_error_of_what_makes_the_writes_comes_out_when_nothing_is_under_way() -> None:
    client = Listing(seconds=0.1)

    def some() -> Iterator[Write]:
        yield from writes(450)
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        list(send(client, some()))
    assert client.under_way == 0
    assert len(client.requests) <= 2


def test_who_ends_early_leaves_nothing_under_way() -> None:
    client = Listing(lambda _: 409, seconds=0.05)
    refused = send(client, writes(2_000))
    next(refused)
    refused.close()
    sent = len(client.requests)
    assert client.under_way == 0
    assert sent < 6
    assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("bulk")]
