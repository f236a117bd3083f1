"""The words of the collection beside its index: counted as their rows are made, kept in one small file.

The words of a document count once, those of its first put: what is retagged, ranked or corrected is put again, and each
count on top would make a slip of one document a well known word. So the file also holds the codes of the documents that
were counted, 8 bytes each. What a correction changes is counted by the next rebuild, which counts anew.

The table is derived like the index. Whatever happens to the file, searches go on without it.
"""

import io
import logging
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from search_api.index.coding import code
from search_api.index.gateway import CountableEngine
from search_api.index.record import DocumentRecord
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.streams import Streams
from search_api.query.word_table import NO_WORDS, Numbers, WordCounter, WordTable

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """A table, and the codes of the documents whose words it counts, rising."""

    table: WordTable = NO_WORDS
    documents: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


NOTHING = Counted()


class WordBook:
    """The table in a file; any number of processes read it, each sees what another wrote."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int] | None = None
        self._counted = NOTHING

    def counted(self) -> Counted:
        """What was counted last; nothing where there is no file or it cannot be read."""
        try:
            state = self.path.stat()
        except OSError:
            return self._counted
        seen = (state.st_mtime_ns, state.st_ino)
        if seen != self._seen:
            self._counted, self._seen = _read(self.path), seen
        return self._counted

    def table(self) -> WordTable:
        """The newest table; an empty one where there is none or it cannot be read."""
        return self.counted().table

    def keep(self, counted: Counted) -> None:
        """Put what was counted into the file, in one step.

        Raises:
            OSError: it cannot be written; the file stays as it was.
        """
        table = counted.table
        self.path.parent.mkdir(parents=True, exist_ok=True)
        held = io.BytesIO()
        np.savez(
            held,
            words=np.frombuffer("\n".join(table.words).encode(), dtype=np.uint8),
            counts=table.counts,
            pairs=table.pairs,
            pair_counts=table.pair_counts,
            documents=counted.documents,
        )
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        pending = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(held.getbuffer())
                file.flush()
                state = os.fstat(file.fileno())
            pending.replace(self.path)
            self._counted, self._seen = counted, (state.st_mtime_ns, state.st_ino)
        finally:
            pending.unlink(missing_ok=True)  # where the disk is full


def _read(path: Path) -> Counted:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
            words = tuple(held["words"].tobytes().decode().split("\n"))
            table = WordTable(words, held["counts"], held["pairs"], held["pair_counts"])
            # Files of earlier versions do not tell: there a document counts once more.
            return Counted(table, held["documents"] if "documents" in held.files else NOTHING.documents)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        _log.warning("the table of words %s cannot be read and is left out: %s", path, error)
        return NOTHING


class _OnceEach:
    """A `Counter` that counts on from what is known, each document once."""

    def __init__(self, known: Counted = NOTHING) -> None:
        self._known = known.documents
        self._new: set[int] = set()
        self._words = WordCounter(known.table)

    def wants(self, document: str) -> bool:
        """Whether a document was not counted yet; from now on it is."""
        number = code(document)
        place = int(self._known.searchsorted(number))
        if number in self._new or (place < len(self._known) and self._known[place] == number):
            return False
        self._new.add(number)
        return True

    def add_words(self, words: Streams) -> None:
        """Count the words of a text."""
        self._words.add_words(words)

    def __bool__(self) -> bool:
        """Whether any document was new."""
        return bool(self._new)

    def counted(self) -> Counted:
        """What was counted, with what was known before."""
        documents = np.sort(np.concatenate([self._known, np.fromiter(self._new, dtype=np.int64)]))
        return Counted(self._words.table(), documents)


class CountingEngine:
    """An engine whose words are counted as it is filled, and kept; everything else is the inner engine's."""

    def __init__(self, inner: CountableEngine, book: WordBook) -> None:
        self.name = inner.name
        self._inner = inner
        self._book = book

    def put(self, records: Iterable[DocumentRecord]) -> None:
        """Store or replace documents, and count the words of those that were not counted yet."""
        counter = _OnceEach(self._book.counted())
        self._inner.put(records, counter)
        if counter:
            self._keep(counter.counted())

    def delete(self, ids: Iterable[str]) -> None:
        """Forget documents; their words stay counted until the next rebuild, also where they are put again."""
        self._inner.delete(ids)

    def rebuild(self, records: Iterable[DocumentRecord]) -> int:
        """Replace the whole index, and count anew."""
        counter = _OnceEach()
        held = self._inner.rebuild(records, counter)
        self._keep(counter.counted())
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

    def _keep(self, counted: Counted) -> None:
        """Keep what was counted; what cannot be kept is counted with the next put of its documents."""
        try:
            self._book.keep(counted)
        except OSError as error:
            _log.warning("the words of what was put are not counted: %s", error)
