"""A text as the citation grammar reads it, with the way back: spans found in it are given in the text as it came.

Letters are composed (NFC, marks in either order), look-alikes and full-width forms are Latin, odd spaces plain, marks
without width gone (handbook 7.1). Nearly all texts come so already: then no map is made and places are the same.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp.annotation import Segment
from nlp.numbers import latin

# Characters for which the length changes: marks, ligatures, characters without width; full-width forms go with them.
_MARKS = "\u0300-\u036f"
_NO_WIDTH = "\u00ad\u200b-\u200d\u2060\ufeff"
_COMPATIBLE = "\ufb00-\ufb06\uff01-\uff5e"
_ODD = re.compile(f"[{_MARKS}{_NO_WIDTH}{_COMPATIBLE}]")
_CLUSTER = re.compile(rf"[{_NO_WIDTH}]|[^{_MARKS}{_NO_WIDTH}][{_MARKS}]+|[{_COMPATIBLE}{_MARKS}]")
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000"
_FIRST_MARKS = "\u0302\u0306\u031b"
"""Circumflex, breve and horn belong to the letter; texts that set the tone before them are mended."""


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` to read, `lower` the same in small letters at the same places; `starts` and `ends` lead back if needed."""

    text: str
    lower: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the given text that [start, end) of the plain text was read from; it must not be empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def segments(self, given: Sequence[Segment]) -> Sequence[Segment]:
        """Segments of the given text as segments of the plain one."""
        if self.starts is None:
            return given
        starts = self.starts
        return [replace(s, start=bisect_left(starts, s.start), end=bisect_left(starts, s.end)) for s in given]


def plain_of(text: str) -> Plain:
    """The plain form of any text."""
    starts: list[int] | None = None
    ends: list[int] | None = None
    if _ODD.search(text):
        text, starts, ends = _composed(text)
    for space in _SPACES:
        if space in text:
            text = text.replace(space, " ")
    text = latin(text)
    return Plain(text, small(text), starts, ends)


def small(text: str) -> str:
    """Small letters, always of the same length ('İ'.lower() has two characters)."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _composed(text: str) -> tuple[str, list[int], list[int]]:
    """The text with its odd clusters mended, and for each character where the cluster began and ended."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for match in _CLUSTER.finditer(text):
        pieces.append(text[place : match.start()])
        starts.extend(range(place, match.start()))
        ends.extend(range(place + 1, match.start() + 1))
        mended = _mended(match[0])
        pieces.append(mended)
        starts.extend([match.start()] * len(mended))
        ends.extend([match.end()] * len(mended))
        place = match.end()
    pieces.append(text[place:])
    starts.extend(range(place, len(text)))
    ends.extend(range(place + 1, len(text) + 1))
    return "".join(pieces), starts, ends


def _mended(cluster: str) -> str:
    """A letter with its marks as one; '' for a character without width."""
    if len(cluster) == 1:
        return "" if re.match(f"[{_NO_WIDTH}]", cluster) else unicodedata.normalize("NFKC", cluster)
    letters = unicodedata.normalize("NFD", cluster)
    marks = sorted(letters[1:], key=lambda mark: mark not in _FIRST_MARKS)
    return unicodedata.normalize("NFC", letters[0] + "".join(marks))
