"""The embedded engine: tantivy in this process, on a folder."""

import logging
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from search_api.errors import CursorExpired, IndexBroken
from search_api.index.coding import code
from search_api.index.embedded import search as tantivy_search
from search_api.index.embedded.chunk_merger import tidy
from search_api.index.embedded.columns import read_columns
from search_api.index.embedded.folder import CHUNKS, Change, IndexFolder, live_rows, open_index, rows_with_deleted
from search_api.index.embedded.rows import Table, open_chunks, read_rows
from search_api.index.embedded.search import Snapshot
from search_api.index.embedded.writer import Writer, commit, stamps
from search_api.index.record import DocumentRecord
from search_api.index.sample import Sample
from search_api.index.shown import facet
from search_api.index.tally import UNCOUNTED, Counter
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan

_log = logging.getLogger(__name__)

_PUT_MEMORY = 50_000_000
_REBUILD_MEMORY = 200_000_000
_ATTEMPTS = 3
_LISTED_SECONDS = 120
"""How long a state of the index is kept for cursors after the last page."""

_LISTED = 4
"""States kept for cursors at most: of 60,000 articles each takes 10 MB."""


class TantivyEngine:
    """A `SearchEngine` on a folder; any number of threads and processes read it, one writes at a time.

    A rebuild writes beside the index in use; what is put and deleted meanwhile is noted and done again at its end.
    Raises, besides what each method says: IndexBroken where the index cannot be read (`rebuild` mends it),
    IndexNotWritten where the disk does not let it be written.

    What is written is read by the thread that wrote it, while searches go on in the state before. Of what other
    processes write one search reads the new state, and those beside it go on in the old one.
    """

    name = "tantivy"

    def __init__(self, path: Path, seconds_to_wait: float = 30.0) -> None:
        self._folder = IndexFolder(path)
        self._seconds = seconds_to_wait
        self._loading = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._counting = threading.Lock()
        self._written = self._seen = self._owed = 0  # times by this engine, those the snapshot shows, and has to show
        self._is_used = False  # whether a search was answered from the snapshot
        self._listed: dict[str, tuple[float, Snapshot]] = {}

    def put(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> None:
        """Store or replace documents: all of them or, when anything fails, none.

        Raises:
            IndexBusy: another process writes.
        """
        changes: list[Change] = []

        def write(writer: Writer) -> None:
            """Replace each record's rows."""
            for record in records:
                writer.put(record)
                changes.append(Change(record.id, record))

        with self._folder.writing(self._seconds):
            folder = self._folder.current()
            if folder is None:
                folder = self._folder.make()
                self._folder.swap(folder)
            commit(folder, _PUT_MEMORY, write, counter)
            written = self._written = self._written + 1
            self._folder.note(changes)
            _tidy(folder)
        self._show(written)

    def delete(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are no error.

        Raises:
            IndexBusy: another process writes.
        """
        gone = list(ids)

        def write(writer: Writer) -> None:
            """Delete the documents' rows."""
            for wanted in gone:
                writer.delete(wanted)

        with self._folder.writing(self._seconds):
            folder = self._folder.current()
            if folder:
                commit(folder, _PUT_MEMORY, write)
            written = self._written = self._written + 1
            self._folder.note(Change(wanted, None) for wanted in gone)
        self._show(written)

    def rebuild(self, records: Iterable[DocumentRecord], counter: Counter = UNCOUNTED) -> int:
        """Write a new index and swap it in; until then searches use the old one, and so do writers.

        Raises:
            IndexBusy: another process rebuilds, or writes at the end.
            IndexBroken: the new index does not hold what was written; the old one stays.
        """
        filled = _Filled()
        with self._folder.rebuilding(self._seconds) as folder:
            commit(folder, _REBUILD_MEMORY, lambda writer: filled.write(writer, records), counter)
            with self._folder.writing(self._seconds):
                if self._folder.has_changes():
                    commit(
                        folder, _REBUILD_MEMORY, lambda writer: filled.again(writer, self._folder.changes()), counter
                    )
                held = filled.verified(_read(self._folder, folder))
                self._folder.finish(folder)
                written = self._written = self._written + 1
        self._show(written)
        return held

    def search(self, plan: SearchPlan) -> SearchPage:
        """Answer a plan.

        Raises:
            CursorExpired: the cursor leads through relevance in a state that is no longer kept.
            BadCursor: it was made by another engine.
        """
        snapshot = self._of_cursor(plan) or self._current()
        if snapshot is None:
            return SearchPage(0, (), tuple(facet(name, {}, plan) for name in plan.facets), 0.0)
        page = tantivy_search.answer(snapshot, plan)
        if page.next and plan.cursor and not plan.cursor.anywhere:
            self._keep(snapshot)
        return page

    def count(self) -> int:
        """How many documents are searchable."""
        snapshot = self._current()
        return len(snapshot.table.columns.places) if snapshot else 0

    def close(self) -> None:
        """Let go of the index; its files close with the last search that uses them."""
        self._snapshot = None
        self._listed = {}

    def _of_cursor(self, plan: SearchPlan) -> Snapshot | None:
        """The state that the cursor leads through. Orders by date are the same in any; scores shift with each write."""
        wanted = plan.cursor.snapshot if plan.cursor else ""
        if not wanted:
            return None
        _, snapshot = self._listed.get(wanted, (0.0, None))
        current = snapshot or self._current()
        if plan.sort == "relevance" and (current is None or current.name != wanted):
            raise CursorExpired(wanted)
        return current

    def _keep(self, snapshot: Snapshot) -> None:
        """Keep a state for the next page of a list, and let go of those that nobody reads on."""
        now = time.monotonic()
        kept = {name: (until, held) for name, (until, held) in self._listed.items() if until > now}
        kept.pop(snapshot.name, None)
        kept[snapshot.name] = (now + _LISTED_SECONDS, snapshot)
        self._listed = dict(list(kept.items())[-_LISTED:])  # replaced whole: other threads read the old one

    def _show(self, written: int) -> None:
        """Let all searches that begin from now on see so many writings.

        They are read here, while searches go on in the state before; where none came since the last, by the next.
        """
        if self._is_used:
            with suppress(IndexBroken):  # it was written: the next search tells what is wrong with reading it
                self._newest(written)
        with self._counting:
            self._owed = max(self._owed, written)

    def _current(self) -> Snapshot | None:
        """The state to answer from; None before the first write."""
        found = self._newest(self._owed)
        self._is_used = True
        return found

    def _newest(self, least: int) -> Snapshot | None:
        """The newest state, whichever process wrote it, None before the first write.

        While another thread reads it, the one before, where that shows the first `least` writings of this engine.
        """
        # A rebuild may remove the folder meanwhile, a writer may merge rows of documents that are gone.
        for attempt in range(_ATTEMPTS):
            try:
                folder = self._folder.current()
                if folder is None:
                    return None
                known = self._snapshot
                if known and known.signature == self._folder.signature(folder):
                    return known
                if not self._loading.acquire(blocking=known is None or self._seen < least):
                    return self._snapshot or known
                try:
                    return self._load(folder)
                finally:
                    self._loading.release()
            except IndexBroken:
                if attempt == _ATTEMPTS - 1:
                    raise
        return None

    def _load(self, folder: Path) -> Snapshot:
        """Read the state of the index, unless another thread has just done so."""
        written, self._is_used = self._written, False
        self._snapshot = _read(self._folder, folder, self._snapshot)
        self._seen = written
        return self._snapshot


class _Filled:
    """What a new index holds: ids by their codes, and a sample to compare."""

    def __init__(self) -> None:
        self.ids: set[str] = set()
        self.sample = Sample()

    def write(self, writer: Writer, records: Iterable[DocumentRecord]) -> None:
        """Write every record once; of two of one id the later counts."""
        for record in records:
            if record.id in self.ids:
                writer.delete(record.id)
            self.ids.add(record.id)
            self.sample.note(writer.add(record))

    def again(self, writer: Writer, changes: Iterator[Change]) -> None:
        """Do what was put and deleted while the records were written."""
        for change in changes:
            if change.record:
                self.ids.add(change.id)
                self.sample.note(writer.put(change.record))
            else:
                self.ids.discard(change.id)
                self.sample.forget(change.id)
                writer.delete(change.id)

    def verified(self, snapshot: Snapshot) -> int:
        """How many documents the new index holds; raises IndexBroken where these are not those that were written."""
        columns, rows = snapshot.table.columns, snapshot.table.rows
        if len(columns.places) != len(self.ids):
            raise IndexBroken(f"{len(self.ids)} documents were written, {len(columns.places)} can be read")
        self.sample.compare({wanted: rows.head(columns.places[code(wanted)]) for wanted in self.sample.held})
        return len(self.ids)


def _tidy(folder: Path) -> None:
    """Merge chunks that have become many; what was put is there whether or not that can be done now."""
    try:
        tidy(folder / CHUNKS, live_rows(folder), partial(stamps, folder))
    except (OSError, ValueError, IndexBroken) as error:
        _log.warning("rows of %s were not merged: %s", folder.name, error)


def _read(folders: IndexFolder, folder: Path, known: Snapshot | None = None) -> Snapshot:
    """The state of the index in `folder`; `known` lends its open index."""
    signature = folders.signature(folder)
    if known and known.signature == signature:
        return known
    same = known is not None and known.signature[0] == signature[0]
    index = known.index if known and same else open_index(folder)
    try:
        index.reload()
        searcher = index.searcher()
        chunks = open_chunks(folder / CHUNKS)
        columns = read_columns(searcher)
        rows = read_rows(chunks, columns)
        return Snapshot(signature, index, Table(searcher, columns, rows, rows_with_deleted(folder)))
    except (ValueError, OSError, KeyError) as error:
        raise IndexBroken(f"{folder}: {error}") from error
