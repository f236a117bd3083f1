"""Where the words of a query stand on a page picture.

A line has a box, its words have none: a word's place in it is told from the usual widths of its letters, which is right
to about a letter.
"""

from collections.abc import Iterator

from ingest.document import Box, Line, Page
from search_api.errors import SearchApiError
from search_api.index.highlight import Match, matches
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import SearchQuery

MOST_MARKS = 200
"""Places marked on one page; a word that stands everywhere says nothing."""

_NARROW, _WIDE = frozenset("iíìỉĩịltjfrIJ1.,;:'!|()[]/- "), frozenset("mwMWƯQOÔƠGĐD")


def word_boxes(page: Page, text: str) -> tuple[Box, ...]:
    """The boxes of the words of a query on a page; none where the query cannot be understood."""
    try:
        marked = plan(analyse(SearchQuery(text))).marked
    except SearchApiError:
        return ()
    found: list[Box] = []
    for line in page.lines:
        found += (_part(line, start, end) for start, end in _places(line, matches(line.text, marked)))
        if len(found) > MOST_MARKS:
            return tuple(found[:MOST_MARKS])
    return tuple(found)


def _places(line: Line, found: list[Match]) -> Iterator[tuple[int, int]]:
    """Neighbouring words as one place."""
    start, end = -1, -1
    for first, last, *_ in found:
        if start >= 0 and not line.text[end:first].strip():
            end = last
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


def _part(line: Line, start: int, end: int) -> Box:
    whole = _width(line.text) or 1.0
    wide = line.box.right - line.box.left
    left = line.box.left + wide * _width(line.text[:start]) / whole
    right = line.box.left + wide * _width(line.text[:end]) / whole
    return Box(left, line.box.top, right, line.box.bottom)


def _width(text: str) -> float:
    return sum(0.55 if letter in _NARROW else 1.4 if letter in _WIDE else 1.0 for letter in text)
