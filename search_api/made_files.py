"""Files that are made when somebody asks and kept on disk; their folder is a cache and may be deleted."""

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from search_api.turns import Turns

TRIM_TO = 0.8
"""Share of the limit that is left after the oldest files are removed, so that this happens rarely."""

Found = TypeVar("Found")


class MadeFiles:
    """The files of a folder that match `pattern`, of at most `limit` bytes together: the least recently seen go first.

    Each process counts what it adds, and measures the folder when that may be too much.
    """

    def __init__(self, folder: Path, pattern: str, limit: int, turns: Turns) -> None:
        self.folder = folder
        self._pattern = pattern
        self._limit = limit
        self._turns = turns
        self._size: int | None = None
        self._lock = threading.Lock()

    def found(self, place: Path, read: Callable[[Path], Found], make: Callable[[Path], Found]) -> Found:
        """What `read` gives of the file at this place; where there is none, what `make` gives, which writes it whole.

        Raises:
            DrawingBusy: too many files are being made.
            Whatever `make` raises.
        """
        found = _seen(place, read)
        if found is None:
            with self._turns.of(place):
                found = _seen(place, read)  # another request may have made it meanwhile
                if found is None:
                    found = make(place)
                    self._count(place)
        return found

    def _count(self, newest: Path) -> None:
        with self._lock, contextlib.suppress(FileNotFoundError):  # another process has trimmed it already
            size = self._measured() if self._size is None else self._size + newest.stat().st_size
            self._size = self._trimmed(newest) if size > self._limit else size

    def _files(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self.folder.glob(self._pattern):
            with contextlib.suppress(FileNotFoundError):  # another process trims at the same time
                facts = path.stat()
                found.append((facts.st_mtime, facts.st_size, path))
        return sorted(found)

    def _measured(self) -> int:
        return sum(size for _, size, _ in self._files())

    def _trimmed(self, newest: Path) -> int:
        """The bytes that are left when the oldest are removed, but for the one that was just made."""
        files = self._files()
        total = sum(size for _, size, _ in files)
        for _, size, path in files:
            if total <= self._limit * TRIM_TO:
                break
            if path != newest:
                path.unlink(missing_ok=True)
                total -= size
        return total


def _seen(place: Path, read: Callable[[Path], Found]) -> Found | None:
    """What is read of a file that is there, which is marked as seen."""
    with contextlib.suppress(FileNotFoundError):
        found = read(place)
        os.utime(place)
        return found
    return None
