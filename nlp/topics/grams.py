"""Stretches of text as counted runs of one to three syllables, each known by a hash: no word is kept anywhere.

Case, the way a tone is placed and figures make no difference; no run reaches over a mark or a figure.
"""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.ocr.language import syllable

SIZES = (1, 2, 3)
"""Runs of so many syllables."""

_TOKEN = re.compile(r"[^\W\d_]+|[^\w\s]+|[\d_\n]+")
_BREAK = 0
_SEEDS = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
_UPPER_HALF = np.uint64(32)
_MEMORY = 1 << 16  # distinct spellings that are remembered: a large archive has some 20,000 syllables

Keys = NDArray[np.uint64]
Rows = NDArray[np.int64]


class _Numbers(dict[str, int]):
    """The number of each token, found once; forgets all when a stream of rubbish has filled it."""

    def __missing__(self, token: str) -> int:
        if len(self) >= _MEMORY:
            self.clear()
        number = zlib.crc32(syllable(token).encode()) or 1 if token[0].isalpha() else _BREAK
        self[token] = number
        return number


_numbers = _Numbers()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text that belongs to row `row` and counts `weight` times."""

    row: int
    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Syllables:
    """The syllables of stretches in their order as numbers, 0 where a run breaks, with their rows and weights."""

    numbers: Keys
    rows: Rows
    weights: NDArray[np.float32]


def syllables(stretches: Sequence[Stretch]) -> Syllables:
    """All syllables of the stretches; between two stretches runs break."""
    tokens = [[*map(_numbers.__getitem__, _TOKEN.findall(stretch.text)), _BREAK] for stretch in stretches]
    lengths = [len(each) for each in tokens]
    flat = [number for each in tokens for number in each]
    return Syllables(
        np.array(flat, np.uint64),
        np.repeat(np.array([stretch.row for stretch in stretches], np.int64), lengths),
        np.repeat(np.array([stretch.weight for stretch in stretches], np.float32), lengths),
    )


def runs(read: Syllables, size: int) -> tuple[Keys, NDArray[np.intp]]:
    """The keys (below 2**32) of all runs of `size` syllables, and at which syllable each begins."""
    numbers, count = read.numbers, len(read.numbers) - size + 1
    if count <= 0:
        return np.zeros(0, np.uint64), np.zeros(0, np.intp)
    whole = np.ones(count, np.bool_)
    mixed = np.zeros(count, np.uint64)
    for place in range(size):
        part = numbers[place : place + count]
        whole &= part != _BREAK
        if size > 1:
            mixed = (mixed ^ part) * _SEEDS[place]
            mixed ^= mixed >> _UPPER_HALF
    starts = np.flatnonzero(whole)
    keys = numbers[:count][starts] if size == 1 else mixed[starts] & np.uint64(0xFFFFFFFF)
    return keys, starts
