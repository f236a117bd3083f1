"""Searchable copies (PDF/A) of scanned files: made when somebody asks, kept on disk (made_files.py).

A copy belongs to one reading: a page that is read again or corrected gives a copy of its own, and the old one is no
longer asked for.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from ingest.document import Page
from ingest.searchable.version import VERSION
from search_api.made_files import MadeFiles
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
        self._files = MadeFiles(folder, "*.pdf", limit, Turns(MADE_AT_ONCE, WAITING, WAITING_SECONDS))
        self._make = make

    def copy(self, original: Path, sha256: str, pages: Sequence[Page], title: str) -> Path:
        """Where the copy of this file with these pages lies; it is made now where it is not there.

        Raises:
            NotScanned: no page was read by OCR.
            IngestError: the original cannot be read.
            DrawingBusy: other copies are being made.
        """

        def _made(place: Path) -> Path:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._make(original, place, pages, title)
            return place

        place = self._files.folder / f"{sha256}-{_reading(pages, title)}.pdf"
        return self._files.found(place, lambda kept: kept, _made)


def _reading(pages: Sequence[Page], title: str) -> str:
    digest = hashlib.sha256(f"{VERSION} {title}\n".encode())
    for page in pages:
        digest.update(msgspec.json.encode((page.number, page.source, page.skew, page.lines)))
    return digest.hexdigest()[:16]
