"""The way of one received file: read in a child, tag, store, index. Each stage can be done again without harm."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from ingest.document import Issue, LegalDocument, ParsedFile, Progress
from ingest.errors import IngestError, ReaderCrashed, ReaderFailed, TimedOut
from ingest.joining import join
from ingest.kept import PageStore
from ingest.limits import Limits
from ingest.request import WHOLE_FILE, ReadRequest, Watch
from ingest.vault import Vault
from nlp.annotation import TaggedDocument
from search_api.archive.entries import FileEntry, StoredDocument
from search_api.archive.store import Archive
from search_api.errors import ArchiveBusy, DocumentRefused, IndexBroken, SearchApiError, StoringFailed, WorkStopped
from search_api.jobs.checkpoint import checkpoint
from search_api.jobs.claims import Claims
from search_api.jobs.indexing import Rebuilt
from search_api.jobs.rebuilding import is_lost, rebuild
from search_api.jobs.restating import Restating
from search_api.jobs.throttle import Throttle
from search_api.standing.extract import MADE_BY
from search_api.standing.graph import count_ranks
from search_api.standing.settling import settle

MAX_CRASHES = 3
"""Readings of one file that end with a dead child, before it is refused (promise P5)."""

MAX_CLOCKS = 3
"""Readings of one scan that the file's clock ends, each of them pages further, before it is refused: a file of 1,000
pages may take longer than the half hour of one reading, and none may go on for ever."""

MAX_STARTS = 10
"""Readings of one file that are begun in all. More than crashes: the server may be stopped while a child reads, but a
file that takes the whole machine down each time must not do so for ever."""

RANK_SECONDS = 600
"""Least time between two counts of citations while files come in; a run of `congbao ingest` ends with one."""

log = logging.getLogger(__name__)

FINISHED = ("read", "partial", "refused")

Reader = Callable[[Path, ReadRequest, Watch], ParsedFile]
"""Reads one file in a process of its own; raises `ingest.errors`, and what the watch raises."""


@dataclass(slots=True)
class Ranked:
    """When documents were last ranked (monotonic seconds); whoever ranks them holds the lock."""

    at: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)


class DocumentTagger(Protocol):
    """Floor 2: says what the text of a document says."""

    def tag(self, document: LegalDocument, issue: Issue | None) -> TaggedDocument:
        """The document with its tags."""
        ...


class Index(Protocol):
    """What the stages need of the search index."""

    def put(self, ids: Collection[str]) -> frozenset[str]:
        """Store or replace these documents as they are now, forget those that are gone; gives what it refuses."""
        ...

    def rebuild(self, documents: Callable[[], Iterable[StoredDocument]]) -> Rebuilt:
        """Build the index anew from what `documents` gives each time; tells how many it holds and what it refused."""
        ...

    def count(self) -> int:
        """How many documents are searchable; raises IndexBroken when the index cannot be used."""
        ...


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages over their tools. `tagger` is made when the first document is tagged: its models take seconds.

    `store_of_pages` keeps the pages that OCR has read until a file's reading is complete, so that one that is cut off
    goes on at its next page.
    """

    archive: Archive
    vault: Vault
    reader: Reader
    tagger: Callable[[], DocumentTagger]
    index: Index
    claims: Claims
    store_of_pages: PageStore
    limits: Limits = field(default_factory=Limits)
    _tagging: threading.Lock = field(default_factory=threading.Lock)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _ranked: Ranked = field(default_factory=Ranked)
    _restating: Restating = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_restating", Restating(self.archive.related, self.index, self._stopping.is_set))

    def run(self, sha256: str) -> FileEntry:
        """Bring one received file to its end, from wherever an earlier run left it.

        Raises:
            EngineUnavailableError: the documents are stored, but not searchable yet.
            ArchiveBusy: the database is out of reach.
        """
        with self.claim(sha256):
            entry = self.entry(sha256)
            if entry.indexed and entry.state in FINISHED:  # another worker was here while this one waited
                return entry
            if self.read(sha256):
                self.store(sha256)
            self.put(sha256)
        if time.monotonic() - self._ranked.at > RANK_SECONDS:
            self.rank()
        return self.entry(sha256)

    def stop(self) -> None:
        """End all readings at once with WorkStopped; the files are taken up again by a later run."""
        self._stopping.set()

    def pause(self, seconds: float) -> None:
        """Wait, as for an engine that is away; raises WorkStopped where the process ends meanwhile."""
        if self._stopping.wait(seconds):
            raise WorkStopped("while waiting")

    def claim(self, sha256: str) -> AbstractContextManager[None]:
        """Keep other workers from this file."""
        return self.claims.hold(sha256)

    def entry(self, sha256: str) -> FileEntry:
        """The file as it now stands."""
        entry = self.archive.files.get(sha256)
        if entry is None:
            raise LookupError(sha256)
        return entry

    def read(self, sha256: str) -> bool:
        """Read the file, unless that was done; False when it is refused or already stored."""
        files = self.archive.files
        if self.entry(sha256).state in FINISHED:
            return False
        if files.kept_reading(sha256) is not None:
            return True
        try:
            parsed = self._read(sha256)
        except IngestError as error:
            self._refuse(sha256, error)
            return False
        checkpoint("read")
        files.keep_reading(parsed)
        self.store_of_pages.drop(sha256)
        checkpoint("kept")
        return True

    def store(self, sha256: str) -> None:
        """Tag what was read and store it in one transaction; nothing to do when that was done."""
        parsed = self.archive.files.kept_reading(sha256)
        if parsed is None:
            return
        self.archive.files.stage(sha256, "tagging")
        try:
            tagged = self.tag(parsed)
            checkpoint("tagged")
            self.archive.documents.store(parsed, tagged)
        except ArchiveBusy:
            raise
        except Exception:  # the named boundary of promise P5: a fault of ours in one file must not stop the line
            log.exception("storing %s", sha256)
            self._refuse(sha256, StoringFailed(sha256))
        checkpoint("stored")

    def join(self, sha256: str) -> None:
        """Join the file's documents with their parts in other files, in whatever order they came."""
        for group in self.archive.parts.groups(sha256):
            try:
                whole = join(group.parts)
                with self._tagging:
                    tagged = self.tagger().tag(whole, whole.parts[0].issue)
            except Exception:  # as in `store`: the parts stay as they are, each under its own address
                log.exception("joining %s", group.ids)
                continue
            self.archive.parts.keep(group, tagged)

    def put(self, sha256: str) -> None:
        """Make the file's documents searchable; nothing to do for a refused file.

        Raises:
            EngineUnavailableError, IndexBusy, ArchiveBusy: it is to be done again later.
            IndexBroken: the index takes nothing at all.
            DocumentRefused: it does not take a document of this file; all others are in.
        """
        if self.entry(sha256).state == "refused":
            return
        self.join(sha256)
        for other in self.archive.parts.loosened():
            self._apart(self._put, other)
        refused = self._put(sha256)
        checkpoint("indexed")
        self.spread()
        if refused:
            raise DocumentRefused(", ".join(sorted(refused)))

    def put_waiting(self) -> None:
        """Make searchable what earlier runs stored and did not bring to the index.

        An engine or a database that is away leaves it to the next time.
        """
        try:
            for sha256 in self.archive.files.unindexed():
                with self.claim(sha256):
                    if not self.entry(sha256).indexed:
                        self._apart(self.put, sha256)
        except SearchApiError:
            log.warning("files wait for the index", exc_info=True)

    def _apart(self, put: Callable[[str], object], sha256: str) -> None:
        """Put a file that stops no other if the index refuses all of it; raises IndexBroken where that is broken."""
        try:
            put(sha256)
        except IndexBroken as error:
            log.info("%s is not searchable: %s", sha256, error)
            self.index.count()

    def _put(self, sha256: str) -> frozenset[str]:
        """Keep what the file's documents say of others, then put them: their records tell what others say of them.

        Gives the ids of what the index refuses.
        """
        changed = self.archive.files.changed(sha256)
        found, gone = self.archive.documents.searchable(sha256), self.archive.documents.withdrawn(sha256)
        self._settle(sha256, found, gone)
        checkpoint("related")
        ids = (*(one.id for one in found), *gone)
        try:
            refused = self.index.put(ids)
        except SearchApiError:
            raise
        except Exception:  # as in `store`: a fault of ours in one file must not stop the line
            log.exception("putting %s", sha256)
            refused = frozenset(ids)
        checkpoint("put")
        if refused:
            self.archive.files.refused_by_index(sha256, refused, changed)
        else:
            self.archive.files.indexed(sha256, changed)
        return refused

    def _settle(self, sha256: str, found: Sequence[StoredDocument], gone: Sequence[str]) -> None:
        try:
            settle(self.archive, sha256, found, gone)
        except ArchiveBusy:
            raise
        except Exception:  # as in `store`: the documents are found and read all the same, the next start tries again
            log.exception("relating %s", sha256)

    def catch_up(self) -> None:
        """Make the edges of files that have none, and bring into the index what a crash left undone.

        A database that is out of reach leaves both to the next put or start.
        """
        try:
            self.relate()
        except ArchiveBusy:
            log.warning("files wait for their edges", exc_info=True)
        self.spread(again=True)

    def relate(self) -> None:
        """Make the edges of files that have none, as after an upgrade."""
        for sha256 in self.archive.related.unrelated(MADE_BY):
            if self._stopping.is_set():
                return
            self._settle(sha256, self.archive.documents.searchable(sha256), self.archive.documents.withdrawn(sha256))

    def rank(self) -> None:
        """Count anew who is cited how often, unless another thread does; no file waits for it.

        Documents whose count has grown much are brought into the index again.
        """
        if not self._ranked.lock.acquire(blocking=False):
            return
        try:
            self._ranked.at = time.monotonic()
            self.archive.related.restate(count_ranks(self.archive))
            self.spread()
        except Exception:  # ranks are derived: a fault in counting them must not fail the file that came last
            log.exception("ranks of documents")
        finally:
            self._ranked.lock.release()

    def spread(self, *, again: bool = False) -> None:
        """Bring the documents whose standing others have changed into the index again.

        What was marked stays marked until it is there: nothing is lost when the process dies or the engine is away.
        `again`: also those that the index has refused since the start.
        """
        try:
            self._restating.run(again=again)
        except SearchApiError:
            log.warning("documents whose standing has changed wait for the index", exc_info=True)
        except Exception:  # as in `store`: what came first is in the index, whatever is the matter with these
            log.exception("documents whose standing has changed wait for the index")

    def store_again(self, parsed: ParsedFile) -> None:
        """Tag and store a changed reading of a read file and make it searchable; the caller holds the file's claim.

        An engine that is out of reach does not undo it: the documents wait for the index like those of a new file.

        Raises:
            ArchiveBusy: the database is out of reach, and nothing was changed.
        """
        self.archive.documents.store(parsed, self.tag(parsed))
        try:
            self.put(parsed.sha256)
        except SearchApiError:
            log.warning("%s is stored, but not searchable yet", parsed.sha256, exc_info=True)

    def rebuild(self, progress: Callable[[int], None]) -> int:
        """Build the whole index anew from the archive, calling `progress` with the count so far; gives the total.

        Searches go on in the old index until the new one is whole (promise P19).

        Raises:
            EngineUnavailableError, IndexBusy: the old index stays.
        """
        for sha256 in self.archive.files.unindexed():  # of those that are not joined only parts would be found
            with self.claim(sha256):
                self.join(sha256)
        self.relate()
        return rebuild(self.archive, self.index, progress)

    def mend(self) -> bool:
        """Build the index anew if it was lost, or is of an older version of the product; says whether it was.

        An engine that cannot be reached is left alone: what is put into it later says so.
        """
        lost = is_lost(self.archive, self.index)
        if lost:
            log.warning("the search index is lost or of another version: building it anew")
            self.rebuild(lambda _: None)
        return lost

    def read_pages(self, sha256: str, request: ReadRequest, progress: Callable[[Progress], None]) -> ParsedFile:
        """The file as `request` asks, read once; pages that OCR read before the last attempt was cut off are taken.

        Raises:
            IngestError: the file, or this attempt, came to nothing.
            WorkStopped: the process is ending.
        """
        kept = self.store_of_pages.of(sha256, self.limits, request.dpi)
        asked = replace(request, kept=str(kept.folder))
        return self.reader(self.vault.path(sha256), asked, Watch(progress, kept.keep, lambda: self._alive(sha256)))

    def _alive(self, sha256: str) -> None:
        if self._stopping.is_set():
            raise WorkStopped(sha256)

    def _read(self, sha256: str) -> ParsedFile:
        crashes, clocks, kept = 0, 0, self.store_of_pages.of(sha256, self.limits)
        while self.archive.files.begin(sha256) <= MAX_STARTS:
            before = kept.count()
            try:
                return self.read_pages(sha256, WHOLE_FILE, Throttle(partial(self.archive.files.progress, sha256)))
            except ReaderCrashed:
                crashes += 1
                if crashes == MAX_CRASHES:
                    raise
            except TimedOut:
                clocks += 1
                if clocks == MAX_CLOCKS or kept.count() == before:  # a long scan goes on, a stuck file does not
                    raise
        raise ReaderCrashed(f"begun {MAX_STARTS} times")

    def tag(self, parsed: ParsedFile) -> Sequence[TaggedDocument]:
        """The file's documents with their tags."""
        with self._tagging:  # spaCy's vocabulary is shared, and the interpreter runs one thread at a time anyway
            tagger = self.tagger()
            return tuple(tagger.tag(document, parsed.issue) for document in parsed.documents)

    def _refuse(self, sha256: str, error: IngestError | StoringFailed) -> None:
        ours = isinstance(error, ReaderFailed | StoringFailed)  # a fault of this program, not of the file
        log.log(logging.ERROR if ours else logging.WARNING, "refused %s: %s", sha256, error)
        if not error.retryable:
            self.store_of_pages.drop(sha256)
        self.archive.files.refuse(sha256, error.reason, error.remedy, retryable=error.retryable)
