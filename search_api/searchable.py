"""Searchable copies (PDF/A) of scanned files: made when somebody asks, kept on disk; the folder is a cache.

A copy belongs to one reading: a page that is read again or corrected gives a copy of its own, and the old one is no
longer asked for. The least recently asked for go first when the folder grows beyond its limit.
"""

import contextlib
import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from ingest.document import Page
from ingest.searchable.version import VERSION
from search_api.turns import Turns

Maker = Callable[[Path, Path, Sequence[Page], str], None]
"""Writes the searchable copy of an original to a place, with its pages' text and a title."""

MADE_AT_ONCE = 1
"""Children that make copies at the same time; each takes a core for half a second a page."""

WAITING = 4
WAITING_SECONDS = 20.0
"""Requests that wait for a copy, and how long: one of many pages takes minutes, and is there when asked for again."""


class SearchableCopies:
    """A cache of searchable copies in a folder of at most `limit` bytes."""

    def __init__(self, folder: Path, make: Maker, limit: int) -> None:
        self._folder = folder
        self._make = make
        self._limit = limit
        self._turns = Turns(MADE_AT_ONCE, WAITING, WAITING_SECONDS)

    def copy(self, original: Path, sha256: str, pages: Sequence[Page], title: str) -> Path:
        """Where the copy of this file with these pages lies; it is made now where it is not there.

        Raises:
            NotScanned: no page was read by OCR.
            IngestError: the original cannot be read.
            DrawingBusy: other copies are being made.
        """
        place = self._folder / f"{sha256}-{_reading(pages, title)}.pdf"
        if not _touched(place):
            with self._turns.of(place):
                if not _touched(place):  # another request may have made it meanwhile
                    self._folder.mkdir(parents=True, exist_ok=True)
                    self._make(original, place, pages, title)
                    self._trim(place)
        return place

    def _trim(self, newest: Path) -> None:
        found = []
        for path in self._folder.glob("*.pdf"):
            with contextlib.suppress(FileNotFoundError):  # another process trims at the same time
                facts = path.stat()
                found.append((facts.st_mtime, facts.st_size, path))
        total = sum(size for _, size, _ in found)
        for _, size, path in sorted(found):
            if total <= self._limit:
                break
            if path != newest:
                path.unlink(missing_ok=True)
                total -= size


def _touched(place: Path) -> bool:
    with contextlib.suppress(FileNotFoundError):
        os.utime(place)
        return True
    return False


def _reading(pages: Sequence[Page], title: str) -> str:
    digest = hashlib.sha256(f"{VERSION} {title}\n".encode())
    for page in pages:
        digest.update(msgspec.json.encode((page.number, page.source, page.skew, page.lines)))
    return digest.hexdigest()[:16]
