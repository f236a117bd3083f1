"""The engine port. Two adapters keep it: tantivy (embedded) and OpenSearch; one conformance suite runs on both."""

from collections.abc import Iterable
from typing import Protocol

from search_api.index.record import DocumentRecord
from search_api.index.tally import UNCOUNTED, Counter
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan


class SearchEngine(Protocol):
    """Stores records and answers plans. Raises `EngineUnavailableError` when the engine cannot be reached."""

    name: str

    def put(self, records: Iterable[DocumentRecord]) -> None:
        """Store or replace documents by id, checked item by item; they are searchable when this returns."""
        ...

    def delete(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are no error."""
        ...

    def rebuild(self, records: Iterable[DocumentRecord]) -> int:
        """Replace the whole index by `records` while searches go on (swap at the end); gives how many it holds."""
        ...

    def search(self, plan: SearchPlan) -> SearchPage:
        """Answer a plan."""
        ...

    def count(self) -> int:
        """How many documents are searchable."""
        ...

    def close(self) -> None:
        """Release files, threads and connections."""
        ...


class CountableEngine(SearchEngine, Protocol):
    """An engine that gives the words of what it writes to a counter as well, as `search_api.index.tally` does."""

    def put(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> None:
        """As above."""
        ...

    def rebuild(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> int:
        """As above."""
        ...
