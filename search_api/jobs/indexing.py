"""The index stage over the engine port: one writer at a time among threads and processes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search_api.archive.entries import StoredDocument
from search_api.index.gateway import SearchEngine
from search_api.index.records import to_record
from search_api.jobs.claims import Claims
from search_api.standing.recorded import Recorded

WRITER = "index-writer"
"""The claim's name. tantivy allows one writer an index: `congbao ingest` and a running server take turns."""

REBUILDER = "index-rebuild"
"""Rebuilds take turns with each other, not with writers: what is put meanwhile goes into the new index as well."""


@dataclass(frozen=True, slots=True)
class EngineIndex:
    """Puts documents into the engine while holding the writer's claim."""

    engine: SearchEngine
    claims: Claims
    standing: Callable[[StoredDocument], Recorded | None] = lambda _: None
    """What other documents make of one, when its record is written."""

    def put(self, documents: Iterable[StoredDocument], gone: Iterable[str]) -> None:
        """Store or replace `documents` and forget the ids `gone`; raises EngineUnavailableError."""
        records = [to_record(document, self.standing(document)) for document in documents]
        dropped = list(gone)
        with self.claims.hold(WRITER):
            if records:
                self.engine.put(records)
            if dropped:
                self.engine.delete(dropped)

    def rebuild(self, documents: Iterable[StoredDocument]) -> int:
        """Build the index anew from `documents`; gives how many it holds."""
        with self.claims.hold(REBUILDER):
            return self.engine.rebuild(to_record(document, self.standing(document)) for document in documents)

    def count(self) -> int:
        """How many documents are searchable."""
        return self.engine.count()
