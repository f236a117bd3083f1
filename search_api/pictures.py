"""Pictures of pages, drawn in a child process and kept on disk (made_files.py)."""

import secrets
from collections.abc import Callable
from pathlib import Path

from ingest.document import Box
from search_api.made_files import MadeFiles
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


class Pictures:
    """A cache of page pictures in a folder of at most `limit` bytes."""

    def __init__(self, folder: Path, render: Renderer, cut: Cutter, limit: int) -> None:
        self._files = MadeFiles(folder, "*/*.png", limit, Turns(DRAWN_AT_ONCE, WAITING, WAITING_SECONDS))
        self._render = render
        self._cut = cut

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
        return self._files.folder / sha256[:2] / f"{sha256}-{number}-{what}.png"

    def _kept(self, place: Path, draw: Callable[[], bytes]) -> bytes:
        def _drawn(place: Path) -> bytes:
            picture = draw()
            place.parent.mkdir(parents=True, exist_ok=True)
            temporary = place.with_name(f"{secrets.token_hex(8)}.part")
            temporary.write_bytes(picture)
            temporary.replace(place)
            return picture

        return self._files.found(place, Path.read_bytes, _drawn)
