"""The way in: a stream or a path becomes a stored original, a file row and a job (handbook reliability.md, P1-P5)."""

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from ingest.aside import Aside
from ingest.errors import EmptyFile, FileTooLarge, IngestError, RefusedFile, StorageFailed
from ingest.limits import Limits
from ingest.vault import Vault, clean_name
from search_api.archive.entries import FileEntry
from search_api.archive.store import Archive
from search_api.errors import SearchApiError
from search_api.jobs.checkpoint import checkpoint
from search_api.jobs.stages import FINISHED, Stages

log = logging.getLogger(__name__)

TICK_SECONDS = 0.5

Outcome = Literal["read", "duplicate", "partial", "refused"]


class Queue(Protocol):
    """Where received files wait for a worker."""

    def submit(self, sha256: str, round_: int) -> None:
        """Have the file worked on; the same file and round twice is one job."""
        ...


@dataclass(frozen=True, slots=True)
class FileResult:
    """How one path ended. `reason` and `remedy` say why it was refused, or is not searchable yet.

    `unavailable`: the file is not at fault, but a service that was out of reach; the next run finishes it.
    """

    path: Path
    outcome: Outcome
    entry: FileEntry | None
    reason: str | None = None
    remedy: str | None = None
    unavailable: bool = False


class Intake:
    """Receives files. The server hands them to the job queue; the command line works on them itself."""

    def __init__(
        self, archive: Archive, vault: Vault, stages: Stages, limits: Limits, workers: int, aside: Aside
    ) -> None:
        self._archive = archive
        self._vault = vault
        self._stages = stages
        self._limits = limits
        self._workers = workers
        self._aside = aside
        self._queue: Queue | None = None

    def start(self, queue: Queue) -> None:
        """Hand files to `queue` from now on, first those that an earlier run left unfinished."""
        self._queue = queue
        self._stages.mend()
        for sha256 in (*self._archive.files.unfinished(), *self._archive.files.unindexed()):
            self._submit(sha256)

    def receive(self, stream: BinaryIO, name: str, received_from: str | None = None) -> FileEntry:
        """Keep the bytes of `stream` and have them worked on; blocks only while it copies.

        Args:
            stream: an open binary stream, read once.
            name: the file's name as its sender calls it; it is only shown.
            received_from: who sent it (a clerk's name).

        Returns:
            The file's entry; `duplicate` is set when the same bytes were received before.

        Raises:
            EmptyFile, NotAPdf, FileTooLarge: refused at the door, and entered as such.
            StorageFailed, StorageFull: the disk refused, nothing is kept.
        """
        entry = self._keep(stream, name, received_from)
        if self._archive.files.may_try_again(entry.sha256):
            return replace(self.read_again(entry.sha256, received_from), duplicate=True)
        if entry.state not in FINISHED:
            self._submit(entry.sha256)
        return entry

    def read_again(self, sha256: str, received_from: str | None = None) -> FileEntry:
        """Have a file read once more, as after a refusal for a passing reason; its documents keep their ids.

        A file that waits or is being read is left to that.

        Raises:
            FileNotKnown: no such file was received.
        """
        if self._archive.files.known(sha256).state in FINISHED:
            self._archive.files.reopen(sha256, received_from)
        self._submit(sha256)
        return self._stages.entry(sha256)

    def reindex(self, progress: Callable[[int], None] = lambda _: None) -> int:
        """Build the search index anew from the archive, calling `progress` with the count so far; gives the total.

        Raises:
            EngineUnavailableError, IndexBusy: the old index stays in use.
        """
        return self._stages.rebuild(progress)

    def ingest_paths(
        self,
        paths: Iterable[Path],
        progress: Callable[[FileResult], None] = lambda _: None,
        tick: Callable[[], None] = lambda: None,
        *,
        again: bool = False,
    ) -> tuple[FileResult, ...]:
        """Bring files to their end in this process, `workers` at a time; gives one result a path, in their order.

        Doing it again changes nothing: known bytes are duplicates, refused ones keep their reason, and what an
        earlier run left unfinished is finished; what was stored and could not be made searchable is, also of others.

        Args:
            paths: PDF files; folders are the caller's to walk (`pdf_files`).
            progress: called with each result as it comes, from this thread.
            tick: called at least twice a second, from this thread, to show how far the files are.
            again: read known files once more.
        """
        wanted = list(paths)
        self._stages.mend()
        self._stages.catch_up()
        with ThreadPoolExecutor(self._workers, thread_name_prefix="ingest") as pool:
            jobs = [pool.submit(self._ingest, path, again=again) for path in wanted]
            try:
                waiting = set(jobs)
                while waiting:
                    done, waiting = wait(waiting, TICK_SECONDS, FIRST_COMPLETED)
                    for job in done:
                        progress(job.result())
                    tick()
            except BaseException:  # Ctrl-C above all: end what runs, drop what waits, and let it through
                self._stages.stop()
                pool.shutdown(cancel_futures=True)
                raise
        if any(job.result().outcome in ("read", "partial") for job in jobs):
            self._stages.rank()
        self._stages.put_waiting()
        return tuple(self._as_it_ended(job.result()) for job in jobs)

    def _as_it_ended(self, result: FileResult) -> FileResult:
        """The result with what later files of the run changed: a missing part that came with one of them."""
        if result.outcome != "partial" or result.entry is None or result.unavailable:
            return result
        entry = self._stages.entry(result.entry.sha256)
        return replace(result, entry=entry, outcome="read" if entry.state == "read" else "partial")

    def _ingest(self, path: Path, *, again: bool) -> FileResult:
        try:
            return self._taken(path, again=again)
        except IngestError as error:
            return FileResult(path, "refused", None, error.reason, error.remedy)
        except SearchApiError as error:
            log.warning("ingesting %s: %s", path, error)
            return FileResult(path, "refused", None, error.reason, error.remedy, unavailable=True)
        except Exception:  # the named boundary of promise P5: one file's fault must not stop the rest of the run
            log.exception("ingesting %s", path)
            return FileResult(path, "refused", None, SearchApiError.reason, SearchApiError.remedy, unavailable=True)

    def _taken(self, path: Path, *, again: bool) -> FileResult:
        try:
            stream = path.open("rb")
        except OSError:
            return FileResult(path, "refused", None, StorageFailed.reason, "Không mở được tệp. Hãy kiểm tra đường dẫn.")
        with stream:
            entry = self._keep(stream, path.name, None)
        if entry.state in FINISHED and (again or self._archive.files.may_try_again(entry.sha256)):
            self._archive.files.reopen(entry.sha256)
        elif entry.state == "refused":
            return FileResult(path, "refused", entry, entry.reason, entry.remedy)
        elif entry.state in FINISHED and entry.indexed:
            return FileResult(path, "duplicate", entry)
        return self._finished(path, entry.sha256)

    def _finished(self, path: Path, sha256: str) -> FileResult:
        try:
            entry = self._stages.run(sha256)
        except SearchApiError as error:
            entry = self._stages.entry(sha256)
            if entry.state not in ("read", "partial"):
                raise
            log.warning("indexing %s: %s", path, error)
            return FileResult(path, "partial", entry, error.reason, error.remedy, unavailable=True)
        outcome: Outcome = "read" if entry.state == "read" else "refused" if entry.state == "refused" else "partial"
        return FileResult(path, outcome, entry, entry.reason, entry.remedy)

    def _keep(self, stream: BinaryIO, name: str, received_from: str | None) -> FileEntry:
        try:
            stored = self._vault.store(stream, self._limits.file_bytes)
        except RefusedFile as error:
            self._note_refusal(stream, name, received_from, error)
            raise
        checkpoint("vaulted")
        new = self._archive.files.add(stored.sha256, clean_name(name), stored.size, received_from)
        checkpoint("entered")
        return replace(self._stages.entry(stored.sha256), duplicate=not new)

    def _note_refusal(self, stream: BinaryIO, name: str, received_from: str | None, error: RefusedFile) -> None:
        """Enter what was refused at the door, with its bytes where they are of a sane size; never hides the refusal."""
        sha256, size = None, None
        try:
            if not isinstance(error, EmptyFile | FileTooLarge) and stream.seekable():
                stream.seek(0)
                sha256, size = self._aside.keep(stream, self._limits.file_bytes)
        except (IngestError, OSError) as trouble:
            log.warning("the bytes of %s are not kept: %s", name, trouble)
        try:
            self._archive.refusals.add(
                clean_name(name), error.reason, error.remedy, received_from=received_from, sha256=sha256, size=size
            )
        except SearchApiError as trouble:
            log.warning("the refusal of %s is not entered: %s", name, trouble)

    def _submit(self, sha256: str) -> None:
        if self._queue is not None:
            self._queue.submit(sha256, self._archive.files.round(sha256))


def pdf_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to ingest: files as named, folders searched for *.pdf in name order; links are not followed (P9)."""
    for path in paths:
        if path.is_dir():
            yield from (
                each
                for each in sorted(path.rglob("*"))
                if each.suffix.lower() == ".pdf" and each.is_file() and not each.is_symlink()
            )
        else:
            yield path
