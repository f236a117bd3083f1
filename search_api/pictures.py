"""Pictures of pages, drawn in a child process and kept on disk; the folder is a cache and may be deleted."""

import contextlib
import os
import secrets
import threading
from collections.abc import Callable
from pathlib import Path

from ingest.document import Box
from search_api.turns import Turns

Renderer = Callable[[Path, int, int], bytes]
"""Draws page `number` of a PDF `width` pixels wide, as PNG."""

Cutter = Callable[[Path, int, Box, int], bytes]
"""Draws a part of page `number` of a PDF, its print upright, as PNG: see ingest.sandbox.crop_in_child."""

WIDTHS = (240, 480, 720, 960, 1_280, 1_920)
"""Widths that are drawn: a wish is rounded up to one of them, so that a visitor cannot fill the disk with widths."""

DRAWN_AT_ONCE = 2
"""Children that draw at the same time; each takes up to 2 GB by its limits and a core."""

WAITING = 12
WAITING_SECONDS = 10.0
"""Requests that wait for a child, and how long: a browser asks for six at a time, a page takes half a second."""

TRIM_TO = 0.8
"""Share of the limit that is left after the oldest pictures are removed, so that this happens rarely."""


class Pictures:
    """A cache of page pictures in a folder of at most `limit` bytes."""

    def __init__(self, folder: Path, render: Renderer, cut: Cutter, limit: int) -> None:
        self._folder = folder
        self._render = render
        self._cut = cut
        self._limit = limit
        self._size: int | None = None
        self._lock = threading.Lock()
        self._turns = Turns(DRAWN_AT_ONCE, WAITING, WAITING_SECONDS)

    def page(self, original: Path, sha256: str, number: int, width: int) -> bytes:
        """The picture of a page, from the cache or drawn now.

        Raises:
            IngestError: the page is not there, or cannot be drawn.
            DrawingBusy: too many pages are being drawn.
        """
        drawn_width = next((each for each in WIDTHS if each >= width), WIDTHS[-1])
        place = self._place(sha256, number, str(drawn_width))
        return self._kept(place, lambda: self._render(original, number, drawn_width))

    def part(self, original: Path, sha256: str, number: int, area: Box, turn: int) -> bytes:
        """The picture of a part of a page, from the cache or drawn now; `area` in points of the page as displayed.

        Raises:
            IngestError: the page is not there, the area is not on it, or it cannot be drawn.
            DrawingBusy: too many pages are being drawn.
        """
        sides = "_".join(f"{side:.1f}" for side in (area.left, area.top, area.right, area.bottom))
        place = self._place(sha256, number, f"{sides}-{turn}")
        return self._kept(place, lambda: self._cut(original, number, area, turn))

    def _place(self, sha256: str, number: int, what: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}-{number}-{what}.png"

    def _kept(self, place: Path, draw: Callable[[], bytes]) -> bytes:
        picture = _seen(place)
        if picture is None:
            with self._turns.of(place):
                picture = _seen(place)  # another request may have drawn it meanwhile
                if picture is None:
                    picture = draw()
                    self._keep(place, picture)
        return picture

    def _keep(self, place: Path, picture: bytes) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        temporary = place.with_name(f"{secrets.token_hex(8)}.part")
        temporary.write_bytes(picture)
        temporary.replace(place)
        with self._lock:
            size = self._measured() if self._size is None else self._size + len(picture)
            self._size = self._trimmed() if size > self._limit else size

    def _files(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self._folder.rglob("*.png"):
            with contextlib.suppress(FileNotFoundError):  # another process trims at the same time
                facts = path.stat()
                found.append((facts.st_mtime, facts.st_size, path))
        return sorted(found)

    def _measured(self) -> int:
        return sum(size for _, size, _ in self._files())

    def _trimmed(self) -> int:
        files = self._files()
        total = sum(size for _, size, _ in files)
        for _, size, path in files:
            if total <= self._limit * TRIM_TO:
                break
            path.unlink(missing_ok=True)
            total -= size
        return total


def _seen(place: Path) -> bytes | None:
    """A kept picture; the least recently seen goes first."""
    with contextlib.suppress(FileNotFoundError):
        picture = place.read_bytes()
        os.utime(place)
        return picture
    return None
