"""What the OpenSearch engine does to its cluster besides searching: aliases, templates, checked bulk writes."""

import math
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, OpenSearchException, TransportError
from opensearchpy.exceptions import RequestError as BadRequest

from search_api.errors import DocumentRefused, EngineBusy, EngineUnavailableError, IndexBroken, SearchApiError
from search_api.index.opensearch import definition as definitions
from search_api.index.opensearch.answer import Answers, Json
from search_api.index.opensearch.bulk import TOO_MANY, Write, send
from search_api.index.opensearch.circuit import Circuit
from search_api.index.opensearch.compile import ALIVE, GONE
from search_api.index.opensearch.definition import Layout

_WRITE_SECONDS = 120
_ROWS_KNOWN = 300.0  # seconds
_PARTS = 2  # of a shard: as many are searched at once
_PART_BYTES = 4 << 30  # OpenSearch itself merges none beyond 5 GiB: such a part keeps what is deleted from it
_SERVER_FAULT = 500
BAD, MISSING, CONFLICT = 400, 404, 409

Given = TypeVar("Given")


class IndexMoved(Exception):  # noqa: N818 - a situation, seen by nobody outside of the adapter
    """The alias that was written to leads nowhere: a rebuild has just ended."""


class Cluster:
    """The indices of one alias on a cluster."""

    def __init__(self, url: str, alias: str, seconds_to_wait: float, layout: Layout) -> None:
        self.client: Any = OpenSearch(url, timeout=seconds_to_wait, max_retries=0, serializer=Json())
        self.searching: Any = OpenSearch(url, timeout=seconds_to_wait, max_retries=0, serializer=Answers())
        self.alias = alias
        self.pending = f"{alias}-next"
        self._layout = layout
        self._circuit = Circuit()
        self._rows, self._counted = 0, -math.inf

    def close(self) -> None:
        """Release the connections."""
        self.client.close()
        self.searching.close()

    def asked(self, ask: Callable[[], Given], where_nothing_is: Callable[[], Given] | None = None) -> Given:
        """What `ask` gives; errors of the client become this floor's. Before the first write there is nothing to ask.

        Raises:
            EngineUnavailableError: the cluster does not answer, in time or at all.
            IndexBroken: it refuses the request.
        """
        with self._circuit.guarding(), _translated():
            try:
                return ask()
            except NotFoundError:
                if where_nothing_is is None or self.carrying(self.alias):
                    raise
        return where_nothing_is()

    def carrying(self, alias: str) -> list[str]:
        """The indices behind an alias."""
        try:
            return sorted(self.client.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def put_template(self) -> None:
        """Tell the cluster how indices of this alias are made, so that one made by anybody is made right."""
        self.client.indices.put_index_template(name=self.alias, body=definitions.template(self.alias, self._layout))

    def create(self, index: str, body: dict[str, Any]) -> None:
        """Make an index by the template; `body` adds to it. One that is there already stays as it is."""
        self.put_template()
        try:
            self.client.indices.create(index=index, body=body)
        except BadRequest as error:
            if error.error != "resource_already_exists_exception":
                raise

    def check(self) -> None:
        """That the indices in use were made by this version.

        Raises:
            IndexBroken: one was not.
        """
        for index, found in self.client.indices.get_mapping(index=self.alias).items():
            if found["mappings"].get("_meta") != definitions.mappings()["_meta"]:
                raise IndexBroken(f"{index} is of another version")

    def bulk(self, writes: Iterable[Write], tolerated: int | None = None) -> Iterator[str]:
        """Send writes, each checked: one that fails raises, unless with the status `tolerated`; gives those ids.

        Raises:
            IndexMoved: an alias leads nowhere any more.
            EngineBusy: the cluster is too busy or full, after several tries.
            EngineUnavailableError: it is at fault.
            DocumentRefused: it does not take a document.
            IndexBroken: it takes none.
        """
        with closing(send(self.client, writes)) as refused:
            for item in refused:
                if item.status == MISSING and item.error["type"] == "index_not_found_exception":
                    raise IndexMoved(item.alias)
                if item.status == tolerated:
                    yield item.id
                    continue
                detail = f"{item.id}: {item.status} {item.error}"
                if item.status == TOO_MANY:
                    raise EngineBusy(detail)
                if item.status >= _SERVER_FAULT:
                    raise EngineUnavailableError(detail)
                if item.status == BAD:
                    raise DocumentRefused(detail, item.id)
                raise IndexBroken(detail)

    def refresh(self, names: list[str]) -> None:
        """Make what was written to these indices or aliases searchable."""
        if names:
            self.client.indices.refresh(index=",".join(names), request_timeout=_WRITE_SECONDS)

    def rows(self) -> int:
        """About how many rows the index in use holds: counted anew every few minutes.

        It only makes searches faster: where the cluster does not tell, what was last known counts, 0 at first.
        """
        if time.monotonic() - self._counted > _ROWS_KNOWN:
            self._counted = time.monotonic()
            with suppress(OpenSearchException, KeyError):
                told = self.client.indices.stats(index=self.alias, metric="docs")
                self._rows = int(told["_all"]["primaries"]["docs"]["count"])
        return self._rows

    def forget_rows(self) -> None:
        """Count the rows anew with the next search: another index is in use."""
        self._counted = -math.inf

    def count(self, index: str) -> int:
        """How many documents an index holds."""
        return int(self.client.count(index=index, body={"query": ALIVE})["count"])

    def drop(self, indices: list[str]) -> None:
        """Delete indices; those that are gone are no error."""
        if indices:
            self.client.indices.delete(index=",".join(indices), ignore_unavailable=True)

    def settle(self, index: str) -> None:
        """Have an index that was just filled merged into few parts, while searches go on.

        It only makes searches faster (20 parts of 600,000 articles: twice the p99 of two); what hinders it is no error.
        """
        with suppress(OpenSearchException, KeyError):
            told = self.client.indices.stats(index=index, metric="store")
            held = int(told["_all"]["primaries"]["store"]["size_in_bytes"])
            parts = max(_PARTS, math.ceil(held / self._layout.shards / _PART_BYTES))
            self.client.indices.forcemerge(index=index, max_num_segments=parts, wait_for_completion=False)

    def bury(self, index: str) -> None:
        """Delete what stands for documents that were deleted during a rebuild."""
        self.client.delete_by_query(
            index=index, body={"query": GONE}, conflicts="proceed", refresh=True, request_timeout=_WRITE_SECONDS
        )


@contextmanager
def _translated() -> Iterator[None]:
    """Around a use of the client: its errors become this floor's."""
    try:
        yield
    except SearchApiError:
        raise
    except BadRequest as error:
        raise IndexBroken(str(error)) from error
    except (TransportError, OpenSearchException, IndexMoved) as error:
        is_full = isinstance(error, TransportError) and error.status_code == TOO_MANY
        raise (EngineBusy if is_full else EngineUnavailableError)(str(error)) from error
