"""The embedded engine: tantivy in this process, on a folder."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import msgspec
import numpy as np
import numpy.typing as npt
from tantivy import DocAddress, Index, IndexWriter, Query, Searcher

from search_api.errors import IndexBroken
from search_api.index.compile_tantivy import document_query, documents, exact_queries, provisions_query, rows_query
from search_api.index.facets_tantivy import Numbers
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.rows import clean
from search_api.index.shown import facet, hit
from search_api.index.tantivy_columns import Columns, order_of, read_columns
from search_api.index.tantivy_folder import IndexFolder, Signature, open_index
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.plan import SearchPlan

_PUT_MEMORY = 50_000_000
_REBUILD_MEMORY = 200_000_000
# Pieces of one long article share an eid: so many rows are looked at for each provision that is shown.
_ROWS_A_PROVISION = 3
_NOT_EXACT = 1 << 16


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """One state of the index, for as long as a search needs it."""

    signature: Signature
    index: Index
    searcher: Searcher
    columns: Columns


@dataclass(frozen=True, slots=True)
class _Found:
    """The documents that answer: entries of the columns with score and exactness (0 first), and their rows by rank."""

    entries: Numbers
    scores: npt.NDArray[np.float64]
    levels: Numbers
    rows: tuple[list[DocAddress], list[int]] = ([], [])


class TantivyEngine:
    """A `SearchEngine` on a folder; any number of threads and processes read it, one writes at a time.

    Raises, besides what each method says: IndexBroken where the index cannot be read; `rebuild` mends it.
    """

    name = "tantivy"

    def __init__(self, path: Path, seconds_to_wait: float = 30.0) -> None:
        self._folder = IndexFolder(path)
        self._seconds = seconds_to_wait
        self._loading = threading.Lock()
        self._snapshot: _Snapshot | None = None

    def put(self, records: Iterable[DocumentRecord]) -> None:
        """Store or replace documents: all of them or, when anything fails, none.

        Raises:
            IndexBusy: another process writes.
        """

        def write(writer: IndexWriter) -> None:
            """Replace each record's rows."""
            for record in records:
                writer.delete_documents_by_query(document_query(record.id))
                _add(writer, record)

        with self._folder.writing(self._seconds):
            folder = self._folder.current()
            if folder is None:
                folder = self._folder.make()
                self._folder.swap(folder)
            _commit(open_index(folder), _PUT_MEMORY, write)

    def delete(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are no error.

        Raises:
            IndexBusy: another process writes.
        """

        def write(writer: IndexWriter) -> None:
            """Delete the documents' rows."""
            for wanted in ids:
                writer.delete_documents_by_query(document_query(wanted))

        with self._folder.writing(self._seconds):
            folder = self._folder.current()
            if folder:
                _commit(open_index(folder), _PUT_MEMORY, write)

    def rebuild(self, records: Iterable[DocumentRecord]) -> int:
        """Write a new index and swap it in; searches use the old one until then, writers wait.

        Raises:
            IndexBusy: another process writes.
            IndexBroken: the new index does not hold what was written; the old one stays.
        """
        written: set[str] = set()

        def write(writer: IndexWriter) -> None:
            """Write every record once."""
            for record in records:
                if record.id in written:
                    writer.delete_documents_by_query(document_query(record.id))
                written.add(record.id)
                _add(writer, record)

        with self._folder.writing(self._seconds):
            folder = self._folder.make()
            _commit(open_index(folder), _REBUILD_MEMORY, write)
            held = len(_read(self._folder, folder).columns.places)
            if held != len(written):
                raise IndexBroken(f"{len(written)} documents were written, {held} can be read")
            self._folder.swap(folder)
        return held

    def search(self, plan: SearchPlan) -> SearchPage:
        """Answer a plan."""
        started = time.perf_counter()
        snapshot = self._current()
        if snapshot is None:
            return SearchPage(0, (), tuple(facet(name, {}, plan) for name in plan.facets), _milliseconds(started))
        found = _find(snapshot, plan)
        choice = snapshot.columns.choose(found.entries, plan.filters, plan.as_of)
        kept = np.flatnonzero(choice.kept())
        keys = snapshot.columns.keys(found.entries[kept], plan.sort, found.scores[kept], found.levels[kept])
        page = kept[order_of(keys)][plan.offset : plan.offset + plan.limit]
        return SearchPage(
            total=len(kept),
            hits=tuple(_hits(snapshot, plan, found, page)),
            facets=tuple(facet(name, choice.counts(name), plan) for name in plan.facets),
            took_ms=_milliseconds(started),
        )

    def count(self) -> int:
        """How many documents are searchable."""
        snapshot = self._current()
        return len(snapshot.columns.places) if snapshot else 0

    def close(self) -> None:
        """Let go of the index; its files close with the last search that uses them."""
        self._snapshot = None

    def _current(self) -> _Snapshot | None:
        """The newest state, whichever process wrote it; None before the first write."""
        for attempt in range(3):  # a rebuild may remove the folder between finding and opening it
            try:
                folder = self._folder.current()
                if folder is None:
                    return None
                known = self._snapshot
                if known and known.signature == self._folder.signature(folder):
                    return known
                with self._loading:
                    self._snapshot = _read(self._folder, folder, self._snapshot)
                    return self._snapshot
            except IndexBroken:
                if attempt:
                    raise
        return None


def _add(writer: IndexWriter, record: DocumentRecord) -> None:
    for document in documents(clean(record)):
        writer.add_document(document)


def _commit(index: Index, memory: int, write: Callable[[IndexWriter], None]) -> None:
    """Open a writer, let `write` fill it, commit. Whatever `write` raises leaves the index as it was."""
    writer = index.writer(memory, 1)
    try:
        write(writer)
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


def _read(folders: IndexFolder, folder: Path, known: _Snapshot | None = None) -> _Snapshot:
    """The state of the index in `folder`; `known` lends its open index."""
    signature = folders.signature(folder)
    if known and known.signature == signature:
        return known
    same = known is not None and known.signature[0] == signature[0]
    index = known.index if known and same else open_index(folder)
    try:
        index.reload()
        searcher = index.searcher()
        return _Snapshot(signature, index, searcher, read_columns(searcher))
    except (ValueError, OSError, KeyError) as error:
        raise IndexBroken(f"{folder}: {error}") from error


def _find(snapshot: _Snapshot, plan: SearchPlan) -> _Found:
    """All documents that answer. Every matching row is fetched: 38,000 of 55,000 take 6 ms, and counts are exact."""
    columns = snapshot.columns
    if plan.is_empty:
        everything = np.arange(len(columns.heads), dtype=np.int64)
        return _Found(everything, np.zeros(len(everything)), np.zeros_like(everything))
    scores, codes, addresses = _search(snapshot.searcher, rows_query(plan))
    # Rows come by falling score: written backwards, each document keeps its best.
    best = dict(zip(reversed(codes), reversed(scores), strict=True))
    levels: dict[int, int] = {}
    for level, query in enumerate(exact_queries(plan)):
        for document in _search(snapshot.searcher, query)[1]:
            levels.setdefault(document, level)
    for document in levels:
        best[document] = 0.0  # exact documents stand by level, tier and date alone
    entries = np.array([columns.places[document] for document in best], dtype=np.int64)
    level_of = np.array([levels.get(document, _NOT_EXACT) for document in best], dtype=np.int64)
    return _Found(entries, np.array(list(best.values())), level_of, (addresses, codes))


def _search(searcher: Searcher, query: Query) -> tuple[Sequence[float], list[int], list[DocAddress]]:
    """All rows of a query by falling score: scores, document codes, addresses."""
    found = searcher.search(query, max(1, searcher.num_docs), count=False).hits
    scores, addresses = zip(*found, strict=True) if found else ((), ())
    # Each row holds the code of its document, a whole number: tantivy's type allows for fields that are not there.
    codes = cast("list[int]", searcher.fast_field_values("document", list(addresses)))
    return scores, codes, list(addresses)


def _hits(snapshot: _Snapshot, plan: SearchPlan, found: _Found, page: Numbers) -> list[SearchHit]:
    columns = snapshot.columns
    entries = [int(found.entries[place]) for place in page]
    codes = [int(columns.codes[entry]) for entry in entries]
    rows = _best_rows(snapshot, plan, found, dict(zip(codes, (int(found.levels[p]) for p in page), strict=True)))
    return [
        hit(
            msgspec.json.decode(_stored(snapshot.searcher, columns.heads[entry], "head"), type=DocumentRecord),
            _provisions(snapshot.searcher, rows[document]),
            float(found.scores[place]),
            plan,
        )
        for entry, document, place in zip(entries, codes, page, strict=True)
    ]


def _best_rows(
    snapshot: _Snapshot, plan: SearchPlan, found: _Found, levels: dict[int, int]
) -> dict[int, list[DocAddress]]:
    """The best provisions of each document on the page, the best first."""
    most = plan.provisions * _ROWS_A_PROVISION
    best: dict[int, list[DocAddress]] = {document: [] for document in levels}
    if plan.is_empty:
        return best
    for document, level in levels.items():
        if level != _NOT_EXACT:
            query = provisions_query(plan, document)
            best[document] = [address for _, address in snapshot.searcher.search(query, most, count=False).hits]
    open_documents = {document for document, level in levels.items() if level == _NOT_EXACT}
    for address, document in zip(*found.rows, strict=True):
        if document in open_documents:
            best[document].append(address)
            if len(best[document]) > most:
                open_documents.discard(document)
                if not open_documents:
                    break
    return best


def _provisions(searcher: Searcher, addresses: Iterable[DocAddress]) -> Iterator[ProvisionRecord]:
    for address in addresses:
        stored = _stored(searcher, address, "provision")
        if stored:
            yield msgspec.json.decode(stored, type=ProvisionRecord)


def _stored(searcher: Searcher, address: DocAddress, field: str) -> bytes:
    return bytes(searcher.doc(address).get_first(field) or b"")


def _milliseconds(started: float) -> float:
    return (time.perf_counter() - started) * 1000
