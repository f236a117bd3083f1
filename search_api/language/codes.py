"""Words and pairs of words as numbers: what the second stage stores of a row, and compares.

A word is 32 bits: 20 of its folded form, then 12 of its accented form, so that one number tells both. Two of the 4,100
folded syllables of legal Vietnamese share their 20 bits with a chance of one in 250 for a given word; with 12 more bits
hardly any. 0 is no word.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.uint32]

ACCENT_BITS = 12
FOLDED_SIZE = 1 << 20
WORD_BYTES = 4

_ACCENT_MASK = (1 << ACCENT_BITS) - 1
_LEFT, _RIGHT = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_HALF = np.uint64(32)


_REMEMBERED = 1 << 17  # as many as search_api.query.syllables does
_CODES: dict[str, int] = {}
"""Words that were met by their accented form, which tells the folded one: in a third of the time of `word_code`."""


@lru_cache(maxsize=_REMEMBERED)
def word_code(accented: str, folded: str) -> int:
    """The number of a word, never 0."""
    upper = _bits(folded) % (FOLDED_SIZE - 1) + 1
    return upper << ACCENT_BITS | (_bits(accented) & _ACCENT_MASK)


def folded_code(code: int) -> int:
    """What stands for all words of one folded form, where there is a place for single words as well."""
    return code >> ACCENT_BITS << ACCENT_BITS


def codes_of(accented: Sequence[str], folded: Iterable[str]) -> Codes:
    """The numbers of words given in both forms."""
    try:
        return np.fromiter(map(_CODES.__getitem__, accented), dtype=np.uint32)
    except KeyError:
        if len(_CODES) > _REMEMBERED:
            _CODES.clear()
        met = dict(zip(accented, map(word_code, accented, folded), strict=True))
        _CODES.update(met)
        return np.fromiter(map(met.__getitem__, accented), dtype=np.uint32)


def folded_line(folded: Iterable[str]) -> bytes:
    """The folded parts of words one after the other, four bytes each."""
    return np.fromiter((word_code("", word) >> ACCENT_BITS for word in folded), dtype=np.uint32).tobytes()


def pair_codes(left: Codes, right: Codes) -> Codes:
    """The numbers of pairs: 32 bits, mixed from both words."""
    mixed = left.astype(np.uint64) * _LEFT ^ (right.astype(np.uint64) + _HALF) * _RIGHT
    codes: Codes = (mixed >> _HALF).astype(np.uint32)
    return codes


def among(known: npt.NDArray[np.integer], wanted: npt.NDArray[np.integer]) -> npt.NDArray[np.int64]:
    """Where numbers stand among those known, which rise; -1 for others. A new array."""
    if not len(known):
        return np.full(len(wanted), -1, dtype=np.int64)
    found = known.searchsorted(wanted)
    return np.where(known.take(found, mode="clip") == wanted, found, -1)


def _bits(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest())
