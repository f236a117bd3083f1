"""The index stage over the engine port: one writer at a time among threads and processes."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from search_api.archive.entries import StoredDocument
from search_api.errors import DocumentRefused, IndexBroken, SearchApiError
from search_api.index.gateway import SearchEngine
from search_api.index.record import DocumentRecord
from search_api.index.records import to_record
from search_api.jobs.claims import Claims
from search_api.standing.recorded import Recorded

WRITER = "index-writer"
"""The claim's name. tantivy allows one writer an index: `congbao ingest` and a running server take turns."""

REBUILDER = "index-rebuild"
"""Rebuilds take turns with each other, not with writers: what is put meanwhile goes into the new index as well."""

MOST_LEFT_OUT = 10
"""Documents that the engine refuses in a rebuild, which is begun anew without each: more are no matter of documents."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many documents the new index holds, and the ids of those that it refused."""

    count: int
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EngineIndex:
    """Brings the engine to what the archive holds, while holding the writer's claim.

    A document that no record can be made of, or that the engine refuses, is left out: it stops no other.
    """

    engine: SearchEngine
    claims: Claims
    stored: Callable[[str], StoredDocument | None]
    """The document of an id as the archive holds it now, None where it holds none."""
    standing: Callable[[StoredDocument], Recorded | None] = lambda _: None
    """What other documents make of one, when its record is written."""

    def put(self, ids: Collection[str]) -> frozenset[str]:
        """Store or replace the documents of these ids as they are now, forget those that are gone; gives the refused.

        They are read while the claim is held: whoever writes last has read last, so no older state comes after a newer.

        Raises:
            EngineUnavailableError, IndexBusy, ArchiveBusy: the same is to be put again later.
            IndexBroken: the index takes no document at all.
        """
        with self.claims.hold(WRITER):
            records, refused, gone = list[DocumentRecord](), set[str](), list[str]()
            for wanted in ids:
                document = self.stored(wanted)
                if document is None or document.id != wanted:  # the id of a part leads to the whole
                    gone.append(wanted)
                elif record := self._record(document):
                    records.append(record)
                else:
                    refused.add(wanted)
            left_out = self._put(records)
            if len(records) > 1 and len(left_out) == len(records):
                raise IndexBroken(f"each of {len(records)} documents was refused")
            refused |= left_out
            if gone:
                self.engine.delete(gone)
        return frozenset(refused)

    def rebuild(self, documents: Callable[[], Iterable[StoredDocument]]) -> Rebuilt:
        """Build the index anew from what `documents` gives each time it is called.

        Raises:
            EngineUnavailableError, IndexBusy, ArchiveBusy: the old index stays.
            IndexBroken: it cannot be built, or refuses more than ten documents; the old index stays.
        """
        refused: set[str] = set()
        with self.claims.hold(REBUILDER):
            while True:
                try:
                    held = self.engine.rebuild(self._records(documents(), refused))
                    return Rebuilt(held, frozenset(refused))
                except DocumentRefused as error:
                    if error.document in refused or len(refused) >= MOST_LEFT_OUT:
                        raise
                    log.exception("the index is built anew without %s", error.document)
                    refused.add(error.document)

    def count(self) -> int:
        """How many documents are searchable."""
        return self.engine.count()

    def _records(self, documents: Iterable[StoredDocument], refused: set[str]) -> Iterator[DocumentRecord]:
        for document in documents:
            if document.id in refused:
                continue
            if record := self._record(document):
                yield record
            else:
                refused.add(document.id)

    def _record(self, document: StoredDocument) -> DocumentRecord | None:
        try:
            return to_record(document, self.standing(document))
        except SearchApiError:
            raise
        except Exception:  # the named boundary of promise P5: a fault of ours in one document must not stop the line
            log.exception("the record of %s", document.id)
            return None

    def _put(self, records: Sequence[DocumentRecord]) -> frozenset[str]:
        """Put what the engine takes; gives the ids of what it refuses, found by halves where it does not name it."""
        if not records:
            return frozenset()
        try:
            self.engine.put(records)
        except DocumentRefused as error:
            rest = [record for record in records if record.id != error.document]
            if len(rest) == len(records):
                raise
            log.exception("the index refuses %s", error.document)
            return self._put(rest) | {error.document}
        except IndexBroken:
            self.engine.count()  # an index that cannot be used at all says so
            if len(records) > 1:
                middle = len(records) // 2
                return self._put(records[:middle]) | self._put(records[middle:])
            log.exception("the index refuses %s", records[0].id)
            return frozenset({records[0].id})
        return frozenset()
