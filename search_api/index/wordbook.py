"""The words of the collection beside its index: counted as their rows are made, kept in one small file.

The table is derived like the index: a rebuild counts anew. Whatever happens to the file, searches go on without it.
"""

import io
import logging
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from search_api.index.gateway import CountableEngine
from search_api.index.record import DocumentRecord
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.word_table import NO_WORDS, WordCounter, WordTable

_log = logging.getLogger(__name__)


class WordBook:
    """The table in a file; any number of processes read it, each sees what another wrote."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._table = NO_WORDS

    def table(self) -> WordTable:
        """The newest table; an empty one where there is none or it cannot be read."""
        try:
            state = self._path.stat()
        except OSError:
            return self._table
        seen = (state.st_mtime_ns, state.st_ino)
        if seen != self._seen:
            self._table, self._seen = _read(self._path), seen
        return self._table

    def keep(self, table: WordTable) -> None:
        """Put the table into the file, in one step."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        held = io.BytesIO()
        np.savez(
            held,
            words=np.frombuffer("\n".join(table.words).encode(), dtype=np.uint8),
            counts=table.counts,
            pairs=table.pairs,
            pair_counts=table.pair_counts,
        )
        handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(held.getbuffer())
        Path(name).replace(self._path)


def _read(path: Path) -> WordTable:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            words = tuple(held["words"].tobytes().decode().split("\n"))
            return WordTable(words, held["counts"], held["pairs"], held["pair_counts"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        _log.warning("the table of words %s cannot be read and is left out: %s", path, error)
        return NO_WORDS


class CountingEngine:
    """An engine whose words are counted as it is filled, and kept; everything else is the inner engine's."""

    def __init__(self, inner: CountableEngine, book: WordBook) -> None:
        self.name = inner.name
        self._inner = inner
        self._book = book

    def put(self, records: Iterable[DocumentRecord]) -> None:
        """Store or replace documents, and count their words on."""
        counter = WordCounter(self._book.table())
        self._inner.put(records, counter)
        self._book.keep(counter.table())

    def delete(self, ids: Iterable[str]) -> None:
        """Forget documents; their words stay counted until the next rebuild, which does no harm."""
        self._inner.delete(ids)

    def rebuild(self, records: Iterable[DocumentRecord]) -> int:
        """Replace the whole index, and count anew."""
        counter = WordCounter()
        held = self._inner.rebuild(records, counter)
        self._book.keep(counter.table())
        return held

    def search(self, plan: SearchPlan) -> SearchPage:
        """Answer a plan."""
        return self._inner.search(plan)

    def words(self) -> WordTable:
        """The words of the collection."""
        return self._book.table()

    def count(self) -> int:
        """How many documents are searchable."""
        return self._inner.count()

    def close(self) -> None:
        """Release the inner engine."""
        self._inner.close()
