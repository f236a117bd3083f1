"""Reading a stored file, or pages of it, once more: asked for, shown beside what is stored, and then decided on."""

from dataclasses import dataclass
from typing import Protocol

from ingest.document import ParsedFile
from ingest.errors import PageNotFound
from ingest.request import ReadRequest
from search_api.archive.entries import FileEntry, Rereading, Version
from search_api.archive.store import Archive
from search_api.comparison import Comparison, compare
from search_api.errors import (
    NotReadYet,
    RereadingDecided,
    RereadingNotFound,
    RereadingNotReady,
    RereadingOutdated,
    VersionNotFound,
)
from search_api.jobs.rereading import fulfil
from search_api.jobs.stages import Stages

LOWEST_DPI, HIGHEST_DPI = 100, 600
"""Resolutions that OCR may be asked for: below it marks are lost, above it nothing is gained."""


class RereadingQueue(Protocol):
    """Where wishes wait for a worker, and where changed files wait for the index."""

    def submit(self, sha256: str, round_: int) -> None:
        """Have a file's documents brought to the index."""
        ...

    def submit_rereading(self, wanted: int) -> None:
        """Have a wish worked on; the same one twice is one job."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A wish with its file and, when it is ready, what it would change."""

    rereading: Rereading
    file: FileEntry
    comparison: Comparison | None


class Rereader:
    """Nothing that is stored changes before a person has seen the difference and said so."""

    def __init__(self, archive: Archive, stages: Stages) -> None:
        self._archive = archive
        self._stages = stages
        self._queue: RereadingQueue | None = None

    def start(self, queue: RereadingQueue) -> None:
        """Hand wishes to `queue` from now on, first those that an earlier run left unfinished."""
        self._queue = queue
        for wanted in self._archive.rereadings.unfinished():
            queue.submit_rereading(wanted)

    def ask(self, sha256: str, request: ReadRequest, actor: str | None = None) -> Rereading:
        """Have a file, or pages of it, read once more; what is stored stays until somebody decides.

        Raises:
            FileNotKnown: no such file was received.
            NotReadYet: there is no stored reading to compare with.
            PageNotFound: the file has no such page.
        """
        file = self._archive.files.known(sha256)
        if file.state not in ("read", "partial"):
            raise NotReadYet(sha256)
        missing = [number for number in request.pages or () if not 1 <= number <= (file.pages or 0)]
        if missing or request.pages == ():
            raise PageNotFound(f"{sha256} page {missing[:1]}")
        wanted = self._archive.rereadings.ask(sha256, request, actor)
        if self._queue is not None:
            self._queue.submit_rereading(wanted)
        return self.get(wanted)

    def run(self, wanted: int) -> Rereading:
        """Bring a wish to its end in this process."""
        fulfil(self._stages, wanted)
        return self.get(wanted)

    def get(self, wanted: int) -> Rereading:
        """The wish of this id; raises RereadingNotFound."""
        found = self._archive.rereadings.get(wanted)
        if found is None:
            raise RereadingNotFound(str(wanted))
        return found

    def show(self, wanted: int) -> Found:
        """The wish with what it would change; raises RereadingNotFound."""
        rereading = self.get(wanted)
        result = self._archive.rereadings.result(wanted)
        changes = None
        if result is not None:
            stored = self._archive.corrections.reading(rereading.file_sha256)
            ids = self._archive.files.known(rereading.file_sha256).document_ids
            changes = compare(stored, ids, result[0])
        return Found(rereading, self._archive.files.known(rereading.file_sha256), changes)

    def use(self, wanted: int, actor: str | None = None) -> Rereading:
        """Put the new reading in the place of the stored one, which is kept as a version; ids and addresses stay.

        Raises:
            RereadingNotFound, RereadingNotReady, RereadingDecided.
            RereadingOutdated: what is stored is no longer what was compared.
        """
        rereading = self._ready(wanted)
        if not self._archive.rereadings.use(wanted, actor):
            raise RereadingOutdated(str(wanted))
        if self._queue is not None:
            self._queue.submit(rereading.file_sha256, self._archive.files.round(rereading.file_sha256))
        else:
            with self._stages.claim(rereading.file_sha256):
                self._stages.put(rereading.file_sha256)
        return self.get(wanted)

    def keep(self, wanted: int, actor: str | None = None) -> Rereading:
        """Keep what is stored and forget the new reading.

        Raises:
            RereadingNotFound, RereadingNotReady, RereadingDecided.
        """
        self._ready(wanted)
        self._archive.rereadings.drop(wanted, actor)
        return self.get(wanted)

    def undecided(self) -> tuple[Rereading, ...]:
        """Wishes that are worked on or wait for a decision, the oldest first."""
        return self._archive.rereadings.undecided()

    def versions(self, sha256: str) -> tuple[Version, ...]:
        """The readings of a file that were replaced, the newest first; raises FileNotKnown."""
        return self._archive.rereadings.versions(self._archive.files.known(sha256).sha256)

    def version(self, sha256: str, number: int) -> ParsedFile:
        """A replaced reading as it was; raises FileNotKnown, VersionNotFound."""
        found = self._archive.rereadings.version(self._archive.files.known(sha256).sha256, number)
        if found is None:
            raise VersionNotFound(f"{sha256} version {number}")
        return found

    def pages_of(self, document_id: str) -> tuple[str, tuple[int, ...]]:
        """The file that a document stands in and its pages there; raises DocumentNotFound."""
        document = self._archive.documents.known(document_id)
        own = next(
            (one for one in self._archive.documents.of_file(document.file_sha256) if one.id == document.id), None
        )
        first, last = (own or document).tagged.document.pdf_pages
        return document.file_sha256, tuple(range(first, last + 1))

    def _ready(self, wanted: int) -> Rereading:
        rereading = self.get(wanted)
        if rereading.state in ("used", "dropped"):
            raise RereadingDecided(str(wanted))
        if rereading.state != "ready":
            raise RereadingNotReady(str(wanted))
        return rereading
