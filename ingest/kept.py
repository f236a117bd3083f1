"""Pages that OCR has read, kept from the moment they are there: a reading that is cut off goes on at its next page.

Only OCR is worth it: a page takes seconds by Tesseract and 5 ms by its text layer. Each page is a file of its own,
written beside its place, synced and renamed, so that a power cut leaves whole pages or none; what cannot be decoded
counts as not read. Layout: `ROOT/SHA256/READER/NUMBER.json`, where READER is a digest of all that decides what OCR
gives: other settings, or another version of the recognition, begin anew.
"""

import contextlib
import hashlib
import logging
import os
import shutil
import time
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import msgspec

import ingest
from ingest.document import Page
from ingest.limits import MEGABYTE, Limits

log = logging.getLogger(__name__)

_PAGE_BYTES = 8 * MEGABYTE  # the densest of ../shared takes 60 kB; more is no page
_ABANDONED_SECONDS = 7 * 24 * 3_600.0
_RECOGNITION = ("*.py", "*.toml", "ocr/**/*.py", "ocr/**/*.toml", "ocr/*.npz")
_pages: msgspec.json.Decoder[Page] = msgspec.json.Decoder(Page)


class KeptPages:
    """The kept pages of one file and one way of reading it. `most_bytes` bounds them together."""

    def __init__(self, folder: Path, most_bytes: int = 256 * MEGABYTE) -> None:
        self.folder = folder
        self._left = most_bytes

    def keep(self, page: Page) -> None:
        """Write a page; on return it survives a crash. A disk that refuses costs the page, never the reading."""
        written = msgspec.json.encode(page)
        if len(written) > min(_PAGE_BYTES, self._left):
            log.warning("page %d is too large to be kept: %d bytes", page.number, len(written))
            return
        self._left -= len(written)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(self.folder / f"{page.number}.json", written)
        except OSError as error:
            log.warning("page %d cannot be kept: %s", page.number, error)

    def count(self) -> int:
        """How many pages are kept."""
        return sum(1 for _ in self.folder.glob("*.json"))

    def pages(self, numbers: Iterable[int]) -> dict[int, Page]:
        """Those of the pages `numbers` that are there and whole."""
        return pages_in(self.folder, numbers)


class PageStore:
    """All kept pages under one folder. What nobody touched for a week is removed when the store is opened."""

    def __init__(self, root: Path) -> None:
        self._root = root
        before = time.time() - _ABANDONED_SECONDS
        for folder in root.glob("*/"):
            with contextlib.suppress(OSError):  # another process opens the store at the same time
                if max(place.stat().st_mtime for place in (folder, *folder.iterdir())) < before:
                    shutil.rmtree(folder, ignore_errors=True)

    def of(self, sha256: str, limits: Limits, dpi: int | None = None) -> KeptPages:
        """The pages of this file as read by the present version at `dpi` (None: that of `limits`)."""
        return KeptPages(self._root / sha256 / _reader(limits, dpi or limits.dpi), limits.answer_bytes)

    def drop(self, sha256: str) -> None:
        """Remove all pages of a file: its reading is complete, or will never be."""
        shutil.rmtree(self._root / sha256, ignore_errors=True)


def pages_in(folder: Path, numbers: Iterable[int]) -> dict[int, Page]:
    """Those of the pages `numbers` that lie whole in a folder of kept pages."""
    found: dict[int, Page] = {}
    for number in numbers:
        with contextlib.suppress(OSError, ValueError):  # not there, or cut off by a power failure: not read
            page = _pages.decode((folder / f"{number}.json").read_bytes())
            if page.number == number:
                found[number] = page
    return found


def put_pages(folder: Path, pages: Iterable[Page]) -> None:
    """Write pages into a folder for `pages_in`; they need not survive a crash."""
    for page in pages:
        (folder / f"{page.number}.json").write_bytes(msgspec.json.encode(page))


def _reader(limits: Limits, dpi: int) -> str:
    settings = f"{_recognition()} {dpi} {limits.page_pixels} {limits.lowest_dpi} {limits.page_seconds}"
    return hashlib.sha256(settings.encode()).hexdigest()[:16]


@cache
def _recognition() -> str:
    """What reads: the product's version and the sources of this floor's modules that decide what OCR gives."""
    digest = hashlib.sha256(version("congbao-search").encode())
    root = Path(ingest.__path__[0])
    for path in sorted(path for pattern in _RECOGNITION for path in root.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _write(place: Path, content: bytes) -> None:
    temporary = place.with_suffix(f".{os.getpid()}.part")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(place)
