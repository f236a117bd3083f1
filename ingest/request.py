"""What one reading is asked for, and what goes on while it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ingest.document import Page, Progress

Way = Literal["judged", "ocr", "text"]
"""Each page as it deserves; every page by OCR alone; every page by its text layer alone."""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What one reading is asked for; by default the whole file, each page as it deserves.

    `pages` are those to be read (from 1), None: all. The others are taken as they are from the folder `earlier`
    (ingest.kept), so that documents are found in the whole file; without it only `pages` are given, and no documents.
    `dpi` is the resolution for OCR, None: that of the limits. `kept` is the folder where pages lie that OCR read before
    an earlier run was cut off.
    """

    way: Way = "judged"
    pages: tuple[int, ...] | None = None
    dpi: int | None = None
    kept: str | None = None
    earlier: str | None = None

    def wants(self, number: int) -> bool:
        """Whether page `number` is to be read."""
        return self.pages is None or number in self.pages


@dataclass(frozen=True, slots=True)
class Watch:
    """What is called while a file is read, in the caller's thread.

    `progress` with each step, `keep` with each page that OCR has read, `alive` several times a second: what it raises
    ends the reading at once, in the middle of a page too.
    """

    progress: Callable[[Progress], None] = lambda _: None
    keep: Callable[[Page], None] = lambda _: None
    alive: Callable[[], None] = lambda: None


WHOLE_FILE = ReadRequest()
UNWATCHED = Watch()
