"""Marks the matched words in the accented source, whatever way they were typed; the same for both engines.

Marks are private-use characters that no stored text holds; pages escape the text first and only then turn marks into
elements (promise P16). Nothing here makes HTML.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from search_api.query.hits import MARK_END, MARK_START
from search_api.query.plan import Marked
from search_api.query.syllables import fold, fold_in_place, forms

ELLIPSIS = "…"

# What is looked at of one text. Provisions are indexed in pieces of 4,000 characters (records.py): only records made
# otherwise are longer.
_MOST_MATCHES = 200
_MOST_CHARACTERS = 6000
# Two words that follow one another speak for a place more than two far apart.
_NEIGHBOUR = 0.5
_SHORT_I = re.compile(r"(?:h|k|l|m|s|t|v|qu)i")


class Match(NamedTuple):
    """A matched word of a text."""

    start: int
    end: int
    word: str


def mark(text: str, marked: Marked) -> str:
    """The whole `text` on one line, matched words between marks."""
    return _one_line(_with_marks(text, matches(text, marked)))


def snippet(text: str, marked: Marked, length: int) -> str:
    """About `length` characters of `text` around its densest matches, cut between words, on one line."""
    found = matches(text, marked)
    start, end = _window(text, found, length)
    inside = [Match(m.start - start, m.end - start, m.word) for m in found if start <= m.start and m.end <= end]
    body = _one_line(_with_marks(text[start:end], inside))
    return (ELLIPSIS if text[:start].strip() else "") + body + (ELLIPSIS if text[end:].strip() else "")


def matches(text: str, marked: Marked) -> list[Match]:
    """The words of `text` that a search marks, in order."""
    pattern = _pattern(marked)
    return list(islice(_found(text[:_MOST_CHARACTERS], pattern, marked), _MOST_MATCHES)) if pattern else []


def _found(text: str, pattern: re.Pattern[str], marked: Marked) -> Iterator[Match]:
    for match in pattern.finditer(fold_in_place(text)):
        accented, folded = forms(text[match.start() : match.end()])
        if accented in marked.accented or folded in marked.folded:
            yield Match(match.start(), match.end(), folded)


@lru_cache(maxsize=256)
def _pattern(marked: Marked) -> re.Pattern[str] | None:
    """Finds candidates in folded text at the speed of one regular expression; `forms` then decides on marks."""
    words = {fold(word) for word in marked.accented} | marked.folded
    if not words:
        return None
    choice = "|".join(_spelled(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?<!\d[.,])(?:{choice})(?![^\W_])(?![.,]\d)")


def _spelled(word: str) -> str:
    """How a folded token may be spelled in folded text: kĩ is also kỹ, a document number has its own dashes."""
    if _SHORT_I.fullmatch(word):
        return word[:-1] + "[iy]"
    return r"[-/–]+".join(map(re.escape, word.split("-")))


def _window(text: str, found: list[Match], length: int) -> tuple[int, int]:
    """Where the snippet starts and ends: the densest stretch of matches with what stands around it."""
    first, last = _densest(found, length)
    room = max(0, length - (last - first))
    # Most of the room goes behind the matches: a sentence explains itself forward.
    start = _line_start(text, first, room // 3)
    end = min(len(text), max(last, start + length))
    if start > 0 and not text[start - 1].isspace():
        start = _next_space(text, start, first)
    if end < len(text) and not text[end].isspace():
        end = max(last, text.rfind(" ", last, end))
    return start, end


def _densest(found: list[Match], length: int) -> tuple[int, int]:
    """First and last offset of the stretch of at most `length` characters that holds the most of what was asked."""
    best, best_score, left = (0, 0), 0.0, 0
    inside: Counter[str] = Counter()
    neighbours = [b.start - a.end == 1 for a, b in pairwise(found)]
    for right, match in enumerate(found):
        inside[match.word] += 1
        while match.end - found[left].start > length and left < right:
            _take_out(inside, found[left].word)
            left += 1
        score = len(inside) + _NEIGHBOUR * sum(neighbours[left:right])
        if score > best_score:
            best, best_score = (found[left].start, match.end), score
    return best


def _take_out(inside: Counter[str], word: str) -> None:
    inside[word] -= 1
    if not inside[word]:
        del inside[word]


def _line_start(text: str, first: int, room: int) -> int:
    """Up to `room` characters before `first`, from the beginning of a line where one starts there."""
    start = max(0, first - room)
    line = text.rfind("\n", start, first)
    return line + 1 if line >= 0 else start


def _next_space(text: str, start: int, limit: int) -> int:
    space = text.find(" ", start, limit)
    return space + 1 if space >= 0 else limit


def _with_marks(text: str, found: list[Match]) -> str:
    """`text` with marks; neighbours that only a space parts share one pair of marks."""
    parts: list[str] = []
    at = 0
    for index, match in enumerate(found):
        joined = index > 0 and match.start - at == 1 and text[at] == " "
        if joined:
            parts[-1] = " "  # takes back the closing mark
        else:
            parts.append(text[at : match.start] + MARK_START)
        parts += [text[match.start : match.end], MARK_END]
        at = match.end
    return "".join([*parts, text[at:]])


def _one_line(text: str) -> str:
    return " ".join(text.split())
