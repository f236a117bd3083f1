"""Writing to an embedded index: documents to tantivy, their rows to the chunks beside it."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tantivy import IndexWriter

from search_api.errors import DocumentRefused, SearchApiError
from search_api.index.embedded.chunk_builder import ChunkBuilder
from search_api.index.embedded.columns import read_stamps
from search_api.index.embedded.compile import document_query, documents
from search_api.index.embedded.folder import CHUNKS, open_index, writes
from search_api.index.embedded.row_chunk import read
from search_api.index.record import DocumentRecord
from search_api.index.rows import clean
from search_api.index.sample import head_of
from search_api.index.tally import UNCOUNTED, Counter, counted_rows

_STAMP_BITS = 62


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes documents to an index and their rows to its chunks.

    Raises, whatever it is asked: IndexNotWritten where the disk does not let it.
    """

    index: IndexWriter
    chunks: ChunkBuilder
    counter: Counter

    def put(self, record: DocumentRecord) -> DocumentRecord:
        """Replace a document; gives the record as it is stored."""
        self.delete(record.id)
        return self.add(record)

    def add(self, record: DocumentRecord) -> DocumentRecord:
        """Add a document of which the index holds nothing.

        Raises:
            DocumentRefused: nothing that can be indexed can be made of it.
        """
        cleaned, stamp = clean(record), secrets.randbits(_STAMP_BITS)
        try:
            held = counted_rows(cleaned, self.counter)
            with writes(self.chunks.folder):
                for document in documents(cleaned, held, stamp):
                    self.index.add_document(document)
                self.chunks.add(stamp, head_of(cleaned), held)
        except (UnicodeError, OverflowError) as error:  # half a letter of UTF-16, a moment before 1970
            raise DocumentRefused(f"{record.id}: {error}", record.id) from error
        return cleaned

    def delete(self, wanted: str) -> None:
        """Delete a document; its rows in the chunks are recognised by their stamp."""
        with writes(self.chunks.folder):
            self.index.delete_documents_by_query(document_query(wanted))


def commit(folder: Path, memory: int, write: Callable[[Writer], None], counter: Counter = UNCOUNTED) -> None:
    """Open a writer, let `write` fill it, commit. Whatever `write` raises leaves the index as it was.

    Raises:
        IndexBroken: the index cannot be opened.
        IndexNotWritten: the disk does not let it be written.
    """
    index = open_index(folder)
    with writes(folder):
        writer = index.writer(memory, 1)
    chunks = ChunkBuilder(folder / CHUNKS)
    try:
        write(Writer(writer, chunks, counter))
        with writes(folder):
            chunks.flush()  # what the index tells of must be there before
            writer.commit()
    except BaseException:
        for undo in (writer.rollback, writer.wait_merging_threads):  # the second lets go of tantivy's lock
            with suppress(OSError, ValueError):  # of a writer that the disk has stopped
                undo()
        _drop(folder, chunks.files)
        raise
    with writes(folder):
        writer.wait_merging_threads()


def stamps(folder: Path) -> list[int]:
    """The stamps of all documents of an index.

    Raises:
        IndexBroken: the index cannot be opened.
    """
    held: list[int] = read_stamps(open_index(folder).searcher()).tolist()
    return held


def _drop(folder: Path, files: list[Path]) -> None:
    """Remove the chunks of a commit that failed, but not where the index tells of them: it may have failed at its end.

    What cannot be removed now is a chunk without living rows, which goes later (chunk_merger.py).
    """
    with suppress(SearchApiError, OSError, ValueError):
        held = set(stamps(folder)) if files else set()
        for path in files:
            if held.isdisjoint(read(path).stamps.tolist()):
                path.unlink()
