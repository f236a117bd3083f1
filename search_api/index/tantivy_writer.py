"""Writing to an embedded index: documents to tantivy, their rows to the chunks beside it."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tantivy import IndexWriter

from search_api.index.chunk_builder import ChunkBuilder
from search_api.index.compile_tantivy import document_query, documents
from search_api.index.record import DocumentRecord
from search_api.index.rows import clean
from search_api.index.sample import head_of
from search_api.index.tally import UNCOUNTED, Counter, counted_rows
from search_api.index.tantivy_columns import read_columns
from search_api.index.tantivy_folder import CHUNKS, open_index

_STAMP_BITS = 62


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes documents to an index and their rows to its chunks."""

    index: IndexWriter
    chunks: ChunkBuilder
    counter: Counter

    def put(self, record: DocumentRecord) -> DocumentRecord:
        """Replace a document; gives the record as it is stored."""
        self.delete(record.id)
        return self.add(record)

    def add(self, record: DocumentRecord) -> DocumentRecord:
        """Add a document of which the index holds nothing."""
        cleaned, stamp = clean(record), secrets.randbits(_STAMP_BITS)
        held = counted_rows(cleaned, self.counter)
        for document in documents(cleaned, held, stamp):
            self.index.add_document(document)
        self.chunks.add(stamp, head_of(cleaned), held)
        return cleaned

    def delete(self, wanted: str) -> None:
        """Delete a document; its rows in the chunks are recognised by their stamp."""
        self.index.delete_documents_by_query(document_query(wanted))


def commit(folder: Path, memory: int, write: Callable[[Writer], None], counter: Counter = UNCOUNTED) -> None:
    """Open a writer, let `write` fill it, commit. Whatever `write` raises leaves the index as it was."""
    writer = open_index(folder).writer(memory, 1)
    try:
        chunks = ChunkBuilder(folder / CHUNKS)
        write(Writer(writer, chunks, counter))
        chunks.flush()  # what the index tells of must be there before
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()


def stamps(folder: Path) -> list[int]:
    """The stamps of all documents of an index."""
    held: list[int] = read_columns(open_index(folder).searcher()).stamps.tolist()
    return held
