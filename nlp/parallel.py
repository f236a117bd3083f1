"""Tagging in several processes: spaCy and the rules hold the interpreter, so threads would take turns."""

import multiprocessing
import os
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from types import TracebackType
from typing import Self

import msgspec

from ingest.document import Issue, LegalDocument
from nlp.annotation import TaggedDocument
from nlp.pipeline import Tagger

_WATCH_SECONDS = 1.0

_document_in: msgspec.json.Decoder[tuple[LegalDocument, Issue | None]] = msgspec.json.Decoder(
    tuple[LegalDocument, Issue | None]
)
_tagged_in: msgspec.json.Decoder[TaggedDocument] = msgspec.json.Decoder(TaggedDocument)


class ParallelTagger:
    """A tagger with `jobs` processes; with one job it tags in this process. Threads may share it.

    The processes end with this one, also when it is killed.
    """

    def __init__(self, jobs: int) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._own: Tagger | None = None
        self._turn = threading.Lock()
        if jobs > 1:
            context = multiprocessing.get_context("spawn")  # a fork would share spaCy's and the database's locks
            self._pool = ProcessPoolExecutor(jobs, context, initializer=_watch, initargs=(os.getpid(),))
        else:
            self._own = Tagger()

    def tag(self, document: LegalDocument, issue: Issue | None) -> TaggedDocument:
        """As `nlp.pipeline.Tagger.tag`."""
        if self._own is not None:
            with self._turn:
                return self._own.tag(document, issue)
        if self._pool is None:
            raise RuntimeError("closed")
        return _tagged_in.decode(self._pool.submit(_tag, msgspec.json.encode((document, issue))).result())

    def close(self) -> None:
        """End the processes; what waits is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@cache
def _tagger() -> Tagger:
    return Tagger()


def _tag(packed: bytes) -> bytes:
    """In a process of the pool: from a packed document and its issue to the packed tags."""
    document, issue = _document_in.decode(packed)
    return msgspec.json.encode(_tagger().tag(document, issue))


def _watch(parent: int) -> None:
    """End this process when its parent is gone: the pool's queue alone would let it wait for ever."""

    def look() -> None:
        """Look once a second."""
        while os.getppid() == parent:
            time.sleep(_WATCH_SECONDS)
        os._exit(1)

    threading.Thread(target=look, daemon=True).start()
