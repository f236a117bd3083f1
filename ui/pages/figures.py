"""Page pictures: what a template needs to show one with places marked on it, and the pictures themselves."""

import math
import re
from dataclasses import dataclass
from typing import Protocol

from ingest.document import Box, Page
from ingest.errors import PageNotFound
from ingest.geometry import displayed_size, is_turned, turning
from search_api.archive.entries import PageText
from search_api.errors import NotFound

_NUMBERS = re.compile(r"-?[0-9]{1,5}(?:\.[0-9]{1,3})?(?:,-?[0-9]{1,5}(?:\.[0-9]{1,3})?){3}")


class PageTexts(Protocol):
    """Where read pages come from (the library)."""

    def page_text(self, sha256: str, number: int) -> PageText:
        """Give one page; raises when there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page picture: a box, and the SVG transform that lays it on the print of a scan that is turned."""

    box: Box
    transform: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A page picture of a file; lengths in points, of the page as displayed; `marks` are places to show on it."""

    sha256: str
    number: int
    pages: int
    width: float
    height: float
    marks: tuple[Mark, ...]


def figure(texts: PageTexts, sha256: str, number: int, mark: Box | None = None) -> Figure | None:
    """Give the picture of a page, or None where the page is not in the archive; a document is shown all the same."""
    try:
        text = texts.page_text(sha256, number)
    except (PageNotFound, NotFound):
        return None
    return figure_of(text, (mark,) if mark else ())


def figure_of(text: PageText, marks: tuple[Box, ...]) -> Figure:
    """Give the picture of a page that was already read."""
    page = text.page
    return Figure(
        text.sha256, page.number, text.pages, *displayed_size(page), tuple(mark_on(page, box) for box in marks)
    )


def mark_on(page: Page, box: Box) -> Mark:
    """Give a box of a page's lines as a place on its picture."""
    turn = turning(page) if is_turned(page, box) else None
    if turn is None:
        return Mark(box)
    moved = f"translate({turn.across:.2f} {turn.down:.2f}) " if turn.across or turn.down else ""
    return Mark(box, f"{moved}rotate({turn.degrees:.2f} {turn.x:.2f} {turn.y:.2f})")


def read_box(text: str) -> Box | None:
    """Give the box of an address ('left,top,right,bottom' in points), or None when it is none."""
    if not _NUMBERS.fullmatch(text):
        return None
    left, top, right, bottom = (float(number) for number in text.split(","))
    return Box(left, top, right, bottom) if left < right and top < bottom and math.isfinite(right + bottom) else None
