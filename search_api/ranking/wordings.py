"""How much of what is meant rows hold, beyond the words as typed."""

import numpy as np

from search_api.language.rarity import Floats
from search_api.ranking.meanings import Meanings
from search_api.ranking.places import Found
from search_api.ranking.tables import Tables


def gained(asked: Tables, found: Found, headings: Floats) -> tuple[Floats, Floats, Floats]:
    """What the law's phrases make up for in a row and in its heading, and how much of the heading they are.

    A phrase counts as far as the row holds more of it than of the typed words that it stands for, so a row that holds
    these gains nothing. The first two are shares of the whole question, the last of `headings`, their rarity.
    """
    held, count = asked.meanings, len(headings)
    if held is None:
        return np.zeros(count), np.zeros(count), np.zeros(count)
    text, heading = (_wordings(held, found, count, inside=inside) for inside in (False, True))
    more, more_in_heading = (_best(each, held) - each[:, held.firsts] for each in (text, heading))
    told = _best(heading * held.rarity, held) * (more_in_heading > 0)
    total = max(float(asked.rarity.sum()), 1e-9)
    return more @ held.worth / total, more_in_heading @ held.worth / total, np.minimum(told.sum(axis=1) / headings, 1.0)


def _best(values: Floats, held: Meanings) -> Floats:
    """Of each meaning the best wording."""
    best: Floats = np.maximum.reduceat(values, held.firsts, axis=1)
    return best


def _wordings(held: Meanings, found: Found, count: int, *, inside: bool) -> Floats:
    """How much of each wording each row holds, or its heading."""
    here = np.flatnonzero(found.in_heading) if inside else np.arange(len(found.at))
    words, at, rows = found.words[here], found.at[here], found.rows[here]
    pairs = np.where(np.diff(at) == 1, held.units[words[:-1], words[1:]], -1)
    alone = held.alone[words]
    has = np.zeros((count, len(held.shares)))
    has[rows[1:][pairs >= 0], pairs[pairs >= 0]] = 1
    has[rows[alone >= 0], alone[alone >= 0]] = 1
    shares: Floats = has @ held.shares
    return shares
