"""Which rows are closing clauses of an act: effect, repeal, transition, carrying out (closing.toml)."""

from functools import cache

import msgspec
import numpy as np
import numpy.typing as npt

from search_api.knowledge import knowledge
from search_api.language.codes import ACCENT_BITS, Codes, among, codes_of, pair_codes
from search_api.language.rarity import Floats
from search_api.query.syllables import fold
from search_api.ranking.places import Line


class _Rules(msgspec.Struct, frozen=True):
    """closing.toml as a value."""

    beginning: int
    neighbours: tuple[tuple[str, str], ...]


def closing(line: Line) -> Floats:
    """1 for each row that says in its heading or its beginning that it closes an act, else 0."""
    rules, begins, pairs = _rules()
    lengths = np.minimum(line.headings + rules.beginning, line.lengths)
    rows = np.repeat(np.arange(len(line)), lengths)
    at = np.arange(len(rows)) + np.repeat(line.starts - np.cumsum(lengths) + lengths, lengths)
    likely = begins[(line.codes[at] >> ACCENT_BITS).astype(np.uint16)]  # few words, by 16 bits of each
    left = np.flatnonzero(likely[:-1] & (rows[1:] == rows[:-1]))
    told = np.zeros(len(line))
    told[rows[left[among(pairs, pair_codes(line.codes[at[left]], line.codes[at[left] + 1])) >= 0]]] = 1
    return told


@cache
def _rules() -> tuple[_Rules, npt.NDArray[np.bool_], Codes]:
    """The rules, which words by 16 bits of their folded forms begin one of the pairs, and the pairs, rising."""
    rules = knowledge("search_api.ranking", "closing", _Rules)
    left, right = (codes_of(side, map(fold, side)) for side in zip(*rules.neighbours, strict=True))
    begins = np.zeros(1 << 16, dtype=np.bool_)
    begins[(left >> ACCENT_BITS).astype(np.uint16)] = True
    return rules, begins, np.unique(pair_codes(left, right))
