"""The folder of an embedded index: which of its indices is current, one writer at a time, safe swaps.

PATH/current         names the folder that searches use, replaced atomically
PATH/v1-3f2a…/       a tantivy index; the number is the schema's version
PATH/writer.lock     held by whoever writes, in any process
"""

import fcntl
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tantivy import Index

from search_api.errors import IndexBroken, IndexBusy
from search_api.index.compile_tantivy import SCHEMA_VERSION, schema

_POINTER = "current"
_LOCK = "writer.lock"
_POLL = 0.02  # seconds between two tries for the lock

Signature = tuple[str, int, int]


class IndexFolder:
    """Finds, makes and swaps the indices of one folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current(self) -> Path | None:
        """The folder of the index in use, None before the first write.

        Raises:
            IndexBroken: what is named is not there, or is of another version of the schema.
        """
        try:
            name = (self.path / _POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexBroken(f"{self.path / _POINTER}: {error}") from error
        if not name.startswith(f"v{SCHEMA_VERSION}-") or "/" in name:
            raise IndexBroken(f"{name!r} is no index of version {SCHEMA_VERSION}")
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

    def make(self) -> Path:
        """A new folder with an empty index, not yet current."""
        folder = self.path / f"v{SCHEMA_VERSION}-{secrets.token_hex(6)}"
        folder.mkdir(parents=True)
        Index(schema(), str(folder))
        return folder

    def swap(self, folder: Path) -> None:
        """Make `folder` the current index, atomically and lastingly, and remove every other."""
        pending = self.path / f"{_POINTER}.new"
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
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / _LOCK).open("a") as file:
            until = time.monotonic() + seconds
            while not _lock(file.fileno()):
                if time.monotonic() >= until:
                    raise IndexBusy(f"{self.path} was locked for {seconds:g} s")
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


def _lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
