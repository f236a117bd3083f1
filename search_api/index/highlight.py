"""Marks the matched words in the accented source, whatever way they were typed; the same for both engines.

Marks are private-use characters that no stored text holds; pages escape the text first and only then turn marks into
elements (promise P16). Nothing here makes HTML.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from search_api.query.clauses import Marked
from search_api.query.hits import MARK_END, MARK_START
from search_api.query.syllables import fold_in_place, fold_words, lower_in_place, lower_words, spellings

ELLIPSIS = "…"
CELL_ENDS = " | "
"""What stands between the cells of a table's row in a text (records.py); a row is a line."""

Match = tuple[int, int, str]
"""A matched word of a text: start, end, and the word that it is. A plain tuple: a search makes a thousand."""

# What is looked at of one text. Provisions are indexed in pieces of 4,000 characters (records.py): only records made
# otherwise are longer.
_MOST_CHARACTERS = 6000
_FIRST_FEW = 8
_RARE = 2
_SAID = re.compile(r"\S")
_ROW_ENDS = re.compile(r"(?<=[^\s:;])\n(?=[^\n]* \| )")
"""Where a row of a table follows another line: on one line a reader could not tell rows apart."""


class _Spelling(NamedTuple):
    """How a word may be written: looked for with a space before it, and a space for each of its signs.

    `step` is its length with that space. What begins with a figure or holds a sign is looked at closely where it
    stands: `close` has it as it is written, '' for words of letters alone.
    """

    sought: str
    step: int
    word: str
    close: str


class _Reading(NamedTuple):
    """What is looked for in a text read with its marks, or folded."""

    in_place: Callable[[str], str]
    apart: Callable[[str], str]
    spellings: tuple[_Spelling, ...]
    phrases: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]


class _Often(NamedTuple):
    """Spellings of which a text holds more than the first few; the text as `_search` is given it."""

    reading: _Reading
    padded: str
    apart: str


class Looked(NamedTuple):
    """A text that was looked through for the words that a search marks.

    `matches` are the first few of each spelling in what is looked at of the text, in order, `often` has the spellings
    of which there are more.
    """

    text: str
    readings: tuple[_Reading, ...]
    matches: list[Match]
    often: list[_Often]

    def snippet(self, length: int) -> str:
        """About `length` characters around the densest matches, cut between words, marked, on one line."""
        # A word that stands everywhere does not tell places apart and costs the most to find: its first few will do.
        text = self.text
        start, end = _window(text, self.matches, length)
        body = _marked_line(text, start, end, self._inside(start, end))
        before = ELLIPSIS if start and _SAID.search(text, 0, start) else ""
        return before + body + (ELLIPSIS if _SAID.search(text, end) else "")

    def _inside(self, start: int, end: int) -> list[Match]:
        """All matches between two places that part words."""
        if end >= _MOST_CHARACTERS:  # what was not looked at
            return _moved(_found(self.text[start:end], self.readings, end)[0], start)
        first = bisect_left(self.matches, (start, 0, ""))
        found = [match for match in self.matches[first : bisect_left(self.matches, (end, 0, ""))] if match[1] <= end]
        if not self.often:
            return found
        all_found = set(found)
        for reading, padded, apart in self.often:
            more, _ = _search(reading, padded[start : end + 2], apart[start : end + 2], end)
            all_found.update(_moved(more, start))
        return sorted(all_found)


def _moved(found: Iterable[Match], by: int) -> list[Match]:
    return [(start + by, end + by, word) for start, end, word in found]


def mark(text: str, marked: Marked) -> str:
    """The whole `text` on one line, matched words between marks."""
    return _marked_line(text, 0, len(text), matches(text, marked))


def matches(text: str, marked: Marked) -> list[Match]:
    """The words of `text` that a search marks, in order."""
    return _found(text, _readings(marked), len(text))[0]


def look(text: str, marked: Marked) -> Looked:
    """Look through a text once, for what it holds and for its snippet."""
    readings = _readings(marked)
    return Looked(text, readings, *_found(text[:_MOST_CHARACTERS], readings, _FIRST_FEW))


def _found(text: str, readings: tuple[_Reading, ...], few: int) -> tuple[list[Match], list[_Often]]:
    """The first few matches of each spelling, in order, and the spellings of which there are more."""
    found: list[Match] = []
    often: list[_Often] = []
    padded = f" {text} "  # so that every place has a neighbour on both sides
    for reading in readings:
        apart = reading.apart(padded)
        matches, more = _search(reading, padded, apart, few)
        found += matches
        if more:
            often.append(_Often(reading._replace(spellings=tuple(more)), padded, apart))
        if reading.phrases:
            found += _phrases(reading, apart)
    if len(readings) > 1 or (readings and readings[0].phrases):  # the same word at the same place
        found = list(set(found))
    found.sort()
    return found, often


def _search(reading: _Reading, padded: str, apart: str, few: int) -> tuple[list[Match], list[_Spelling]]:
    """The first few matches of each spelling, and the spellings of which there are more.

    `padded` is the text between two spaces, `apart` the same read, with a space for each sign.
    """
    found: list[Match] = []
    often: list[_Spelling] = []
    find, add = apart.find, found.append
    for spelling in reading.spellings:
        sought, step, word, close = spelling
        left = few
        place = find(sought)
        while place >= 0:
            end = place + step
            if apart[end] == " " and (not close or _stands(reading, padded, place + 1, close)):
                if not left:
                    often.append(spelling)
                    break
                left -= 1
                add((place, end - 1, word))
                place = find(sought, end)
            else:
                place = find(sought, place + 1)
    return found, often


def _phrases(reading: _Reading, apart: str) -> Iterator[Match]:
    """The words of phrases, where they stand one after the other."""
    for pattern, words in reading.phrases:
        for match in pattern.finditer(apart):
            yield from ((match.start(n) - 1, match.end(n) - 1, word) for n, word in enumerate(words, 1))


def _stands(reading: _Reading, padded: str, start: int, close: str) -> bool:
    """Whether what stands here is written so, and is no part of a figure."""
    end = start + len(close)
    written = reading.in_place(padded[start:end]) == close
    return written and not (close[0].isdigit() and _inside_figure(padded, start, end))


def _inside_figure(text: str, start: int, end: int) -> bool:
    """Whether a separator ties the digits at start or end to more digits: 5 in 0,5 or 1.500."""
    before = text[start - 1] in ".," and text[max(0, start - 2)].isdigit()
    return before or (text[end] in ".," and text[end + 1 : end + 2].isdigit())


@lru_cache(maxsize=512)
def _readings(marked: Marked) -> tuple[_Reading, ...]:
    """What is looked for, by how the text has to be read for it."""
    kinds = (
        (marked.accented, marked.phrases, lower_in_place, lower_words),
        (marked.folded, marked.folded_phrases, fold_in_place, fold_words),
    )
    return tuple(
        _Reading(in_place, apart, tuple(_spellings(words)), tuple((_pattern(each), each) for each in sorted(phrases)))
        for words, phrases, in_place, apart in kinds
        if words or phrases
    )


def _pattern(phrase: tuple[str, ...]) -> re.Pattern[str]:
    """A phrase in a text whose words stand apart; signs between its words count as spaces, a few at most."""
    written = ("|".join(map(re.escape, spellings(word))) for word in phrase)
    return re.compile(" " + " {1,3}".join(f"({each})" for each in written) + "(?= )")


def _spellings(words: frozenset[str]) -> Iterator[_Spelling]:
    for word in sorted(words):
        for spelling in spellings(_printed(word)):
            is_word = spelling.isalnum() and not spelling[0].isdigit()
            sought = "".join(letter if letter.isalnum() else " " for letter in f" {spelling}")
            yield _Spelling(sought, len(sought), word, "" if is_word else spelling)


def _printed(word: str) -> str:
    """A token as it is printed: 15-2020-nđ-cp is 15/2020/nđ-cp, 125-tb-vpcp is 125/tb-vpcp."""
    number, *rest = word.split("-")
    if not rest:
        return word
    has_year = len(rest) > 1 and rest[0].isdigit()
    front = [number, rest.pop(0)] if has_year else [number]
    return "/".join([*front, "-".join(rest)])


def _window(text: str, found: list[Match], length: int) -> tuple[int, int]:
    """Where the snippet starts and ends: the densest stretch of matches with what stands around it."""
    first, last = _densest(found, length)
    room = max(0, length - (last - first))
    # Most of the room goes behind the matches: a sentence explains itself forward.
    start = _line_start(text, first, room // 3)
    end = min(len(text), max(last, start + length))
    if start > 0 and not text[start - 1].isspace():
        start = _next_space(text, start, first)
    table = text.find(CELL_ENDS, start, end if found else end + length // 2)
    if table >= 0:
        end = _end_of_rows(text, max(start, text.rfind("\n", start, table) + 1), end, length)
    if end < len(text) and not text[end].isspace():
        end = max(last, text.rfind(" ", last, end))
    return start, end


def _end_of_rows(text: str, table: int, end: int, length: int) -> int:
    """Where a snippet ends that holds a table's row from `table` on: what is asked for stands below its head.

    The table has a snippet's length of its own, of which whole rows are shown; where not even its next row fits in, it
    is cut as any text. Of 'điều 3 nghị định 38/2022' the four regions' wages are shown, not the head alone.
    """
    room = table + length
    if room >= len(text):
        return len(text)
    return max(end, text.rfind("\n", end, room + 1))


def _densest(found: list[Match], length: int) -> tuple[int, int]:
    """First and last offset of the stretch of at most `length` characters that holds the most of what was asked.

    Each word counts once, the more the rarer it is in the text, and each two of its neighbours once: a stretch with
    more different words goes before one that repeats some. What stands everywhere tells no places apart: it counts
    least, and its neighbours nothing.
    """
    weights = _weights(found)
    best, best_score, score, left, before, before_word = (0, 0), 0, 0, 0, -2, ""
    inside: dict[str | tuple[str, str], int] = dict.fromkeys(weights, 0)
    beside: list[tuple[str, str] | None] = []
    for start, end, word in found:
        pair = (before_word, word) if start - before == 1 and weights[word] > 1 and weights[before_word] > 1 else None
        beside.append(pair)
        if pair:
            held = inside.get(pair, 0)
            inside[pair] = held + 1
            if not held:
                score += 1
        if not inside[word]:
            score += weights[word]
        inside[word] += 1
        before, before_word = end, word
        while end - found[left][0] > length and end > found[left][1]:
            gone = found[left][2]
            inside[gone] -= 1
            if not inside[gone]:
                score -= weights[gone]
            left += 1
            tie = beside[left]  # with what is gone
            if tie:
                inside[tie] -= 1
                if not inside[tie]:
                    score -= 1
        if score > best_score:
            best, best_score = (found[left][0], end), score
    return best


def _weights(found: list[Match]) -> dict[str, int]:
    """What each word counts in a snippet: 4 where it stands once or twice, 1 where it stands everywhere."""
    counts: dict[str, int] = {}
    for _, _, word in found:
        counts[word] = counts.get(word, 0) + 1
    return {
        word: 4 if count <= _RARE else 3 if count <= 2 * _RARE else 2 if count < _FIRST_FEW else 1
        for word, count in counts.items()
    }


def _line_start(text: str, first: int, room: int) -> int:
    """Up to `room` characters before `first`, from the beginning of a line where one starts there."""
    start = max(0, first - room)
    line = text.rfind("\n", start, first)
    return line + 1 if line >= 0 else start


def _next_space(text: str, start: int, limit: int) -> int:
    space = text.find(" ", start, limit)
    return space + 1 if space >= 0 else limit


def _marked_line(text: str, start: int, end: int, found: list[Match]) -> str:
    """`text` from start to end on one line, with marks."""
    flat = text.replace("\n", " ")
    piece = flat[start:end]
    # Nearly all: single blanks are its only gaps, which takes a tenth of the time of parting and joining it to see.
    if piece.isprintable() and CELL_ENDS not in piece and "  " not in piece and piece == piece.strip():
        return _with_marks(flat, start, end, found)
    return _one_line(_with_marks(text, start, end, found))


def _with_marks(text: str, start: int, end: int, found: list[Match]) -> str:
    """`text` from start to end with marks; neighbours that only one space parts share one pair of marks.

    What is found twice (typed without its marks and meant with them, a figure of a number) is written once.
    """
    parts: list[str] = []
    at = start
    for begin, last, _ in found:
        if last <= at:
            continue
        first = max(begin, at)
        if parts and first == at:
            parts.pop()
        elif parts and first - at == 1 and text[at].isspace():
            parts[-1] = " "  # takes back the closing mark
        else:
            parts += (text[at:first], MARK_START)
        parts += (text[first:last], MARK_END)
        at = last
    parts.append(text[at:end])
    return "".join(parts)


def _one_line(text: str) -> str:
    if CELL_ENDS in text:
        text = _ROW_ENDS.sub("; ", text)
    return " ".join(text.split())
