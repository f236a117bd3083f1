"""Bulk writes to a cluster: several requests under way at once, each item checked, what is refused sent again."""

import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
from opensearchpy.exceptions import TransportError

_WRITE_SECONDS = 120

_AT_ONCE = 2
"""Requests that the cluster works on at once: a shard takes one processor for each. Filling 23,000 rows of ready
documents took two cores 10.1 s with two, 15.7 s with one."""

# A decree with its annexes is up to 3 MB of tokens: requests are bounded in bytes, and small enough to be retried.
_MOST_ITEMS, _MOST_BYTES = 200, 8 << 20
# An item that a busy or full cluster refuses (429) is sent again three times, a second apart.
_RETRIES, _PAUSE = 3, 1
TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Write:
    """One item of a bulk request: what is done with a document. `body` is JSON, b'' for `delete`.

    It goes to an alias, never to an index by its name: a cluster makes an index that is written to and has just gone
    (`action.auto_create_index`, on by default), and what was written would be lost in it.
    """

    op: Literal["index", "create", "delete"]
    alias: str
    id: str
    body: bytes = b""

    @property
    def lines(self) -> bytes:
        """The item as lines of a request."""
        head = msgspec.json.encode({self.op: {"_index": self.alias, "_id": self.id}})
        return b"%b\n%b\n" % (head, self.body) if self.body else head + b"\n"


@dataclass(frozen=True, slots=True)
class Refused:
    """An item that was not done, with the cluster's reason."""

    alias: str
    id: str
    status: int
    error: dict[str, Any]


def send(client: Any, writes: Iterable[Write]) -> Generator[Refused, None, None]:
    """Send writes; gives those that are not done after several tries.

    Writes are taken in this thread while earlier ones are under way. Those of one document keep their order. When this
    ends, also early or by an error, nothing is under way any more.

    Raises:
        TransportError: a whole request failed.
    """
    sent: deque[tuple[frozenset[tuple[str, str]], Future[list[Refused]]]] = deque()
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="bulk") as pool:
        try:
            for request in _requests(writes):
                whose = frozenset((write.alias, write.id) for write in request)
                # One more than the cluster works on lies ready, so that it never waits.
                while len(sent) > _AT_ONCE or any(not whose.isdisjoint(earlier) for earlier, _ in sent):
                    yield from sent.popleft()[1].result()
                sent.append((whose, pool.submit(_done, client, request)))
            while sent:
                yield from sent.popleft()[1].result()
        finally:
            for _, each in sent:
                each.cancel()


def _requests(writes: Iterable[Write]) -> Iterator[list[Write]]:
    request: list[Write] = []
    held = 0
    for write in writes:
        if request and (len(request) == _MOST_ITEMS or held + len(write.body) > _MOST_BYTES):
            yield request
            request, held = [], 0
        request.append(write)
        held += len(write.body)
    if request:
        yield request


def _done(client: Any, request: list[Write]) -> list[Refused]:
    """Send one request until all of it is done or refused for good; gives what is refused."""
    refused: list[Refused] = []
    for attempt in range(_RETRIES + 1):
        if attempt:
            time.sleep(_PAUSE)
        is_last = attempt == _RETRIES
        try:
            answer = client.bulk(
                body=b"".join([write.lines for write in request]),
                params={"request_timeout": _WRITE_SECONDS, "require_alias": "true"},
            )
        except TransportError as error:
            if error.status_code != TOO_MANY or is_last:
                raise
            continue
        if not answer["errors"]:
            break
        results = [next(iter(item.values())) for item in answer["items"]]
        failed = [(write, told) for write, told in zip(request, results, strict=True) if "error" in told]
        again = [write for write, told in failed if told["status"] == TOO_MANY and not is_last]
        refused += [
            Refused(write.alias, write.id, told["status"], told["error"])
            for write, told in failed
            if told["status"] != TOO_MANY or is_last
        ]
        if not again:
            break
        request = again
    return refused
