"""The folder of an embedded index: which of its indices is current, one writer at a time, safe swaps.

PATH/current         names the folder that searches use, replaced atomically
PATH/v1-3f2a…/       a tantivy index; the number is the schema's version
PATH/v1-3f2a…/rows/  its chunks of rows (row_chunk.py)
PATH/writer.lock     held by whoever writes, in any process
PATH/rebuild.lock    held by whoever rebuilds, for as long as that takes
PATH/new-v1-9c0d…/   the index that a rebuild fills
PATH/changes.jsonl   what was put and deleted meanwhile
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from tantivy import Index

from search_api.errors import IndexBroken, IndexBusy, IndexNotWritten
from search_api.index.embedded.compile import SCHEMA_VERSION, schema
from search_api.index.record import DocumentRecord

_POINTER = "current"
_WRITER = "writer.lock"
_REBUILDER = "rebuild.lock"
_CHANGES = "changes.jsonl"
_NEW = "new-"
CHUNKS = "rows"
"""The folder inside an index that holds its chunks (row_chunk.py)."""
_POLL = 0.02  # seconds between two tries for the lock

Signature = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """A document that was put, or with None deleted, while a rebuild was under way."""

    id: str
    record: DocumentRecord | None


@contextmanager
def writes(path: Path) -> Iterator[None]:
    """Around what writes below `path`: errors of the disk, and of tantivy, become this floor's.

    tantivy tells of a full disk by a ValueError ('An index writer was killed').

    Raises:
        IndexNotWritten: it could not be written.
    """
    try:
        yield
    except UnicodeError:  # a ValueError of what is to be written
        raise
    except (OSError, ValueError) as error:
        raise IndexNotWritten(f"{path}: {error}") from error


class IndexFolder:
    """Finds, makes and swaps the indices of one folder.

    Whatever writes raises IndexNotWritten where the disk does not let it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[int, int, Path] | None = None

    def current(self) -> Path | None:
        """The folder of the index in use, None before the first write.

        Raises:
            IndexBroken: what is named is not there, or is of another version of the schema.
        """
        pointer, known = self.path / _POINTER, self._known
        try:
            held = pointer.stat()
            if known and known[:2] == (held.st_ino, held.st_mtime_ns):  # it is replaced, never written again
                return known[2]
            name = pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexBroken(f"{pointer}: {error}") from error
        if not name.startswith(f"v{SCHEMA_VERSION}-") or "/" in name:
            raise IndexBroken(f"{name!r} is no index of version {SCHEMA_VERSION}")
        self._known = held.st_ino, held.st_mtime_ns, self.path / name
        return self.path / name

    def signature(self, folder: Path) -> Signature:
        """Changes with each commit to the index in `folder`, by whatever process.

        Raises:
            IndexBroken: there is no index.
        """
        try:
            meta = (folder / "meta.json").stat()
        except OSError as error:
            raise IndexBroken(f"{folder}: {error}") from error
        return folder.name, meta.st_ino, meta.st_mtime_ns

    def make(self, prefix: str = "") -> Path:
        """A new folder with an empty index, not yet current."""
        folder = self.path / f"{prefix}v{SCHEMA_VERSION}-{secrets.token_hex(6)}"
        try:
            with writes(folder):
                folder.mkdir(parents=True)
                Index(schema(), str(folder))
        except IndexNotWritten:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return folder

    def swap(self, folder: Path) -> None:
        """Make `folder` the current index, atomically and lastingly, and remove every other."""
        pending = self.path / f"{_POINTER}.new"
        with writes(pending):
            with pending.open("w", encoding="utf-8") as file:
                file.write(folder.name)
                file.flush()
                os.fsync(file.fileno())
            pending.replace(self.path / _POINTER)
            directory = os.open(self.path, os.O_RDONLY)
            try:
                os.fsync(directory)
            finally:
                os.close(directory)
        for other in self.path.glob("v*-*"):
            if other != folder:
                # Searches that still use it have its files open; what cannot be removed now goes with the next swap.
                shutil.rmtree(other, ignore_errors=True)

    @contextmanager
    def writing(self, seconds: float) -> Iterator[None]:
        """Hold the lock for writing, waiting up to `seconds` for another thread or process.

        Raises:
            IndexBusy: it was held all that time.
        """
        with self._holding(_WRITER, seconds):
            yield

    @contextmanager
    def rebuilding(self, seconds: float) -> Iterator[Path]:
        """A folder with a new index to fill; from now on changes are noted. What is not finished is removed.

        Raises:
            IndexBusy: another process rebuilds.
        """
        with self._holding(_REBUILDER, seconds):
            with self.writing(seconds):  # whoever writes now began before, and notes nothing
                self._forget_rebuild()
            folder = self.make(_NEW)
            try:
                yield folder
            finally:
                self._forget_rebuild()

    def finish(self, folder: Path) -> None:
        """Make the filled index current; the lock for writing must be held."""
        named = folder.with_name(folder.name.removeprefix(_NEW))
        with writes(named):
            folder.rename(named)
        self.swap(named)

    def note(self, changes: Iterable[Change]) -> None:
        """Note what was just written, where a rebuild is under way; the lock for writing must be held."""
        with writes(self.path / _CHANGES):
            with (self.path / _REBUILDER).open("a") as lock:
                if _lock(lock.fileno()):
                    return
            with (self.path / _CHANGES).open("ab") as file:
                for change in changes:
                    file.write(msgspec.json.encode(change) + b"\n")
                file.flush()
                os.fsync(file.fileno())

    def has_changes(self) -> bool:
        """Whether something was noted since the rebuild began."""
        return (self.path / _CHANGES).exists()

    def changes(self) -> Iterator[Change]:
        """What was noted, in its order.

        Raises:
            IndexNotWritten: a note was cut short when the disk was full.
        """
        with writes(self.path / _CHANGES), (self.path / _CHANGES).open("rb") as file:
            lines = file.readlines()
        for line in lines:
            try:
                yield msgspec.json.decode(line, type=Change)
            except msgspec.MsgspecError as error:
                raise IndexNotWritten(f"{self.path / _CHANGES}: {error}") from error

    def _forget_rebuild(self) -> None:
        """Remove what a rebuild has left."""
        for folder in self.path.glob(f"{_NEW}*"):
            shutil.rmtree(folder, ignore_errors=True)
        with writes(self.path / _CHANGES):
            (self.path / _CHANGES).unlink(missing_ok=True)

    @contextmanager
    def _holding(self, name: str, seconds: float) -> Iterator[None]:
        with writes(self.path / name):
            self.path.mkdir(parents=True, exist_ok=True)
            held = (self.path / name).open("a")
        with held as file:
            until = time.monotonic() + seconds
            while not _lock(file.fileno()):
                if time.monotonic() >= until:
                    raise IndexBusy(f"{self.path / name} was held for {seconds:g} s")
                time.sleep(_POLL)
            yield  # closing the file gives the lock back, as does the death of the process


def open_index(folder: Path) -> Index:
    """The index in `folder`.

    Raises:
        IndexBroken: it cannot be opened.
    """
    try:
        return Index.open(str(folder))
    except (ValueError, OSError) as error:
        raise IndexBroken(f"{folder}: {error}") from error


def rows_with_deleted(folder: Path) -> int:
    """How many rows the index holds, counting deleted ones that no merge has dropped yet, as tantivy's BM25 does.

    Raises:
        IndexBroken: its description cannot be read.
    """
    return sum(each.max_doc for each in _segments(folder))


def live_rows(folder: Path) -> int:
    """How many rows the index holds of documents that are not gone.

    Raises:
        IndexBroken: its description cannot be read.
    """
    return sum(each.max_doc - (each.deletes.num_deleted_docs if each.deletes else 0) for each in _segments(folder))


def _segments(folder: Path) -> tuple["_Segment", ...]:
    try:
        return msgspec.json.decode((folder / "meta.json").read_bytes(), type=_Meta).segments
    except (OSError, msgspec.MsgspecError) as error:
        raise IndexBroken(f"{folder}: {error}") from error


class _Deletes(msgspec.Struct):
    num_deleted_docs: int


class _Segment(msgspec.Struct):
    max_doc: int
    deletes: _Deletes | None


class _Meta(msgspec.Struct):
    segments: tuple[_Segment, ...]


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
