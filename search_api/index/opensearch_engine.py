"""The engine for every real installation: an OpenSearch cluster, reached by opensearch-py."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import NotFoundError, OpenSearchException, TransportError
from opensearchpy.exceptions import RequestError as BadRequest
from opensearchpy.helpers import streaming_bulk

from search_api.errors import EngineUnavailableError, IndexBroken
from search_api.index import compile_opensearch as dsl
from search_api.index.record import DocumentRecord
from search_api.index.rows import clean
from search_api.index.shown import facet
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan

_SEARCH_SECONDS = 10
_WRITE_SECONDS = 120
# A decree with its annexes is up to 3 MB of tokens: chunks are bounded in bytes, and small enough to be retried.
_CHUNK_DOCUMENTS = 200
_CHUNK_BYTES = 8 << 20
_CONFLICT = 409
_MISSING = 404
_TOO_MANY = 429
_SERVER_FAULT = 500

Answer = TypeVar("Answer")


class OpenSearchEngine:
    """A `SearchEngine` on the alias `index` of the cluster at `url`.

    The alias leads to one index; `rebuild` fills another and moves the alias. While it does, the other carries the
    alias `<index>-next`, and puts and deletes of any process go to both.

    Raises, besides what each method says: EngineUnavailableError where the cluster does not answer, in time or at all;
    IndexBroken where its index is of another version (`rebuild` mends it) or refuses a document.
    """

    name = "opensearch"

    def __init__(self, url: str, index: str = "congbao", seconds_to_wait: float = _SEARCH_SECONDS) -> None:
        self._client: Any = OpenSearch(url, timeout=seconds_to_wait, max_retries=0)
        self._alias = index
        self._next = f"{index}-next"
        self._checked = False

    def put(self, records: Iterable[DocumentRecord]) -> None:
        """Store or replace documents, checked one by one; each is replaced with all its provisions at once."""

        def write() -> None:
            """Put the records into every index of the alias."""
            indices = self._indices() or [self._make_first()]
            self._bulk(_index(index, record) for record in records for index in indices)
            self._refresh(indices)

        _asked(write)

    def delete(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are no error."""

        def write() -> None:
            """Delete the documents from every index of the alias."""
            indices = self._indices()
            actions = [{"_op_type": "delete", "_index": index, "_id": wanted} for wanted in ids for index in indices]
            self._bulk(actions, tolerated=_MISSING)
            self._refresh(indices)

        _asked(write)

    def rebuild(self, records: Iterable[DocumentRecord]) -> int:
        """Fill a new index and move the alias to it in one step; on any error the new one goes, the old one stays."""
        return _asked(lambda: self._rebuild(records))

    def search(self, plan: SearchPlan) -> SearchPage:
        """Answer a plan."""

        def ask() -> SearchPage:
            """Send the request and read its answer."""
            self._check()
            answer = self._client.search(index=self._alias, body=dsl.request(plan))
            if answer["timed_out"]:
                raise EngineUnavailableError("the search took too long on the cluster")
            return dsl.page(answer, plan)

        return _asked(ask, lambda: SearchPage(0, (), tuple(facet(name, {}, plan) for name in plan.facets), 0.0))

    def count(self) -> int:
        """How many documents are searchable."""
        return _asked(lambda: int(self._client.count(index=self._alias)["count"]), lambda: 0)

    def close(self) -> None:
        """Release the connections."""
        self._client.close()

    def _rebuild(self, records: Iterable[DocumentRecord]) -> int:
        old = self._carrying(self._alias)
        self._drop(self._carrying(self._next))  # left behind by a rebuild that was killed
        new = f"{self._alias}-{secrets.token_hex(6)}"
        definition = dsl.definition()
        body = definition | {"settings": definition["settings"] | dsl.filling(), "aliases": {self._next: {}}}
        self._client.indices.create(index=new, body=body)
        try:
            held = self._fill(new, records)
            self._client.indices.put_settings(index=new, body=dsl.filled())
            self._client.indices.update_aliases(body=dsl.swapped(self._alias, self._next, new, old))
        except BaseException:
            self._drop([new])
            raise
        self._drop(old)
        self._checked = True
        return held

    def _fill(self, new: str, records: Iterable[DocumentRecord]) -> int:
        """Write all records into an index that nobody searches yet; gives how many it holds.

        Raises:
            IndexBroken: it holds fewer than were sent.
        """
        written: set[str] = set()
        # A document that was put meanwhile is newer than the one read for the rebuild: it is not overwritten.
        self._bulk(_once(new, records, written), tolerated=_CONFLICT)
        self._refresh([new])
        held = int(self._client.count(index=new)["count"])
        if held < len(written):
            raise IndexBroken(f"{len(written)} documents were sent, {held} can be found")
        return held

    def _check(self) -> None:
        """Once: that the index was made by this version.

        Raises:
            IndexBroken: it was not.
        """
        if self._checked:
            return
        for index, found in self._client.indices.get_mapping(index=self._alias).items():
            if found["mappings"].get("_meta") != dsl.definition()["mappings"]["_meta"]:
                raise IndexBroken(f"{index} is of another version")
        self._checked = True

    def _indices(self) -> list[str]:
        """Where documents are written: the index in use, and during a rebuild the new one as well."""
        current = self._carrying(self._alias)
        if current:
            self._check()
        return [*current, *self._carrying(self._next)]

    def _carrying(self, alias: str) -> list[str]:
        try:
            return sorted(self._client.indices.get_alias(name=alias))
        except NotFoundError:
            return []

    def _make_first(self) -> str:
        """The first index; its name is fixed, so that two processes that start together make the same one."""
        first = f"{self._alias}-first"
        try:
            self._client.indices.create(index=first, body=dsl.definition() | {"aliases": {self._alias: {}}})
        except BadRequest as error:
            if error.error != "resource_already_exists_exception":
                raise
        return first

    def _bulk(self, actions: Iterable[dict[str, Any]], tolerated: int | None = None) -> None:
        """Send actions, each checked: one that fails raises, unless with the status `tolerated`."""
        sent = streaming_bulk(
            self._client,
            actions,
            chunk_size=_CHUNK_DOCUMENTS,
            max_chunk_bytes=_CHUNK_BYTES,
            raise_on_error=False,
            request_timeout=_WRITE_SECONDS,
        )
        for done, item in sent:
            result = next(iter(item.values()))
            if done or result["status"] == tolerated:
                continue
            detail = f"{result['_id']}: {result['status']} {result.get('error')}"
            if result["status"] == _TOO_MANY or result["status"] >= _SERVER_FAULT:
                raise EngineUnavailableError(detail)
            raise IndexBroken(detail)

    def _refresh(self, indices: list[str]) -> None:
        if indices:
            self._client.indices.refresh(index=",".join(indices), request_timeout=_WRITE_SECONDS)

    def _drop(self, indices: list[str]) -> None:
        if indices:
            self._client.indices.delete(index=",".join(indices), ignore_unavailable=True)


def _asked(ask: Callable[[], Answer], where_nothing_is: Callable[[], Answer] | None = None) -> Answer:
    """What `ask` gives; errors of the client become this floor's. Before the first write there is no index to ask."""
    try:
        return ask()
    except NotFoundError as error:
        if where_nothing_is:
            return where_nothing_is()
        raise EngineUnavailableError(str(error)) from error
    except BadRequest as error:
        raise IndexBroken(str(error)) from error
    except (TransportError, OpenSearchException) as error:
        raise EngineUnavailableError(str(error)) from error


def _index(index: str, record: DocumentRecord) -> dict[str, Any]:
    return {"_op_type": "index", "_index": index, "_id": record.id, "_source": dsl.document(clean(record))}


def _once(index: str, records: Iterable[DocumentRecord], written: set[str]) -> Iterator[dict[str, Any]]:
    """Create actions for records, noting their ids in `written`; of two of one id the later counts."""
    for record in records:
        action = "index" if record.id in written else "create"
        written.add(record.id)
        yield _index(index, record) | {"_op_type": action}
