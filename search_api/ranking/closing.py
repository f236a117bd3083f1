"""Which rows are closing clauses of an act: effect, repeal, transition, carrying out (closing.toml)."""

from functools import cache

import msgspec
import numpy as np

from search_api.knowledge import knowledge
from search_api.language.codes import Codes, codes_of, pair_codes
from search_api.language.rarity import Floats
from search_api.query.syllables import fold
from search_api.ranking.places import Line


class _Rules(msgspec.Struct, frozen=True):
    """closing.toml as a value."""

    beginning: int
    neighbours: tuple[tuple[str, str], ...]


def closing(line: Line) -> Floats:
    """1 for each row that says in its heading or its beginning that it closes an act, else 0."""
    rules, pairs = _rules()
    lengths = np.minimum(line.headings + rules.beginning, line.lengths)
    rows = np.repeat(np.arange(len(line)), lengths)
    at = np.arange(len(rows)) + np.repeat(line.starts - np.cumsum(lengths) + lengths, lengths)
    both = np.flatnonzero(rows[1:] == rows[:-1])
    told = np.zeros(len(line))
    told[rows[both[np.isin(pair_codes(line.codes[at[both]], line.codes[at[both] + 1]), pairs)]]] = 1
    return told


@cache
def _rules() -> tuple[_Rules, Codes]:
    rules = knowledge("search_api.ranking", "closing", _Rules)
    left, right = (codes_of(side, map(fold, side)) for side in zip(*rules.neighbours, strict=True))
    return rules, pair_codes(left, right)
