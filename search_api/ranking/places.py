"""Rows as one line of numbers, and where words of a question stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search_api.language.codes import ACCENT_BITS, Codes
from search_api.language.rarity import Floats
from search_api.language.senses import PACKED, Units
from search_api.ranking import signals
from search_api.ranking.tables import Numbers, Tables

_SLOTS = 1 << 16
_WRONG_MARKS = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """All rows one after the other; the numbers in front of each are zeros, so that no neighbours meet across rows.

    `starts` are places of the first words, `lengths` how many words there are, `heads` what stood in front, `senses`
    what they are about, packed, `units` what tells them.
    """

    codes: Codes
    starts: Numbers
    lengths: Numbers
    heads: Numbers
    senses: Codes
    units: Units

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.starts)

    @property
    def headings(self) -> Numbers:
        """How many words the title and heading of each row have."""
        return self.heads[:, signals.HEADING]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Where words stand: row, word, place among all rows and in its row, how well the marks agree."""

    rows: Numbers
    words: Numbers
    at: Numbers
    places: Numbers
    worth: Floats
    in_heading: npt.NDArray[np.bool_]

    def only(self, kept: npt.NDArray[np.bool_]) -> "Found":
        """Those that are kept."""
        rows, words, at, places = (each[kept] for each in (self.rows, self.words, self.at, self.places))
        return Found(rows, words, at, places, self.worth[kept], self.in_heading[kept])


def line_of(rows: Sequence[bytes]) -> Line:
    """The rows, given as `signals.pack` made them, as one line."""
    codes = np.frombuffer(bytearray().join(rows), dtype="<u4")
    lengths = np.fromiter(map(len, rows), dtype=np.int64, count=len(rows)) // codes.itemsize
    starts = np.cumsum(lengths) - lengths
    fronts = starts[:, None] + np.arange(signals.HEAD)
    heads = codes[fronts]
    codes[fronts] = 0
    known, senses, units = np.split(heads, (signals.FIELDS, signals.FIELDS + PACKED), axis=1)
    told = np.ascontiguousarray(units).view("<u2")
    return Line(codes, starts + signals.HEAD, lengths - signals.HEAD, known.astype(np.int64), senses, told)


def find(asked: Tables, line: Line) -> Found:
    """All places of the question's words, and of the words that may stand for them, in one pass."""
    at, word = _places(asked, line.codes)
    bounds = np.append(np.searchsorted(at, line.starts), len(at))  # to look up each place takes four times as long
    rows = np.repeat(np.arange(len(line)), np.diff(bounds))
    places = at - line.starts[rows]
    same = line.codes[at] == asked.codes[word]
    worth = np.where(same | ~asked.known[word], 1.0, _WRONG_MARKS)
    return Found(rows, word, at, places, worth, places < line.headings[rows])


def _places(asked: Tables, words: Codes) -> tuple[Numbers, Numbers]:
    """Where words stand, and which: by a small table over some bits of their folded forms, then by all bits."""
    folded = asked.codes >> ACCENT_BITS
    slots = (folded % _SLOTS).astype(np.int64)
    table = np.zeros(_SLOTS, dtype=np.int16)
    table[slots[::-1]] = np.arange(len(slots), 0, -1)
    held = words >> ACCENT_BITS
    slot = held.astype(np.uint16)  # the lower 16 bits
    at = np.flatnonzero((table != 0)[slot])  # of flags: of numbers it takes four times as long
    word = table[slot[at]].astype(np.int64) - 1
    right = held[at] == folded[word]
    at, word = at[right], word[right]
    # Words that share a slot: mostly by marks alone, thuế beside thuê.
    for place in np.flatnonzero(table[slots] != np.arange(1, len(slots) + 1)).tolist():
        alike = (folded[:place] == folded[place]).any()
        here = np.flatnonzero(words == asked.codes[place] if alike else held == folded[place])
        at, word = _with_others(at, word, here, place)
    keep = ~asked.strict[word] | (words[at] == asked.codes[word])
    return at[keep], word[keep]


def _with_others(at: Numbers, word: Numbers, here: Numbers, place: int) -> tuple[Numbers, Numbers]:
    """Places of words where `here` another word stands."""
    keep = ~np.isin(at, here)
    both = np.concatenate([at[keep], here])
    order = np.argsort(both, kind="stable")
    return both[order], np.concatenate([word[keep], np.full(len(here), place)])[order]
