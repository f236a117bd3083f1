"""Related articles: an article's own words as a search, and what makes another article related to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from search_api.knowledge import knowledge
from search_api.language.codes import Codes, codes_of, pair_codes
from search_api.language.rarity import Floats, pair_rarities, rarities
from search_api.query.clauses import Clause
from search_api.query.question import Likeness
from search_api.query.streams import streams
from search_api.query.syllables import PAIR, fold
from search_api.ranking import signals

VALUES = ("first", "heading_in_text", "text_in_heading", "shared")
"""Names of the columns of `values`, as in likeness.toml."""


@dataclass(frozen=True, slots=True)
class Rules:
    """likeness.toml as a value."""

    words: int
    pairs: int
    least: int
    weights: dict[str, float]
    values: dict[str, float]


def likeness(heading: str, text: str) -> Likeness:
    """An article with its heading."""
    above = streams(heading)
    return Likeness((above + streams(text)).words, len(above.words))


def telling_words(article: Likeness) -> tuple[str, ...]:
    """Its words that say the most; figures say nothing of what it is about."""
    counted = Counter(word for word in article.words if word.isalpha())
    words = list(counted)
    worth = rarities(codes_of(words, map(fold, words))) * (1 + np.log(list(counted.values()))) if words else np.zeros(0)
    return tuple(words[place] for place in np.argsort(-worth, kind="stable")[: rules().words])


def telling_pairs(article: Likeness) -> tuple[str, ...]:
    """Its pairs of neighbours that say the most."""
    counted = Counter(pair for pair in pairwise(article.words) if pair[0].isalpha() and pair[1].isalpha())
    pairs = list(counted)
    if not pairs:
        return ()
    left, right = (codes_of(side, map(fold, side)) for side in zip(*pairs, strict=True))
    worth = pair_rarities(left, right) * (1 + np.log(list(counted.values())))
    return tuple(PAIR.join(pairs[place]) for place in np.argsort(-worth, kind="stable")[: rules().pairs])


def clauses(article: Likeness) -> tuple[Clause, ...]:
    """What finds articles like it."""
    words, pairs, weights = telling_words(article), telling_pairs(article), rules().weights
    return tuple(
        clause
        for clause in (
            Clause("like_text", "text", words, weights["text"]),
            Clause("like_pairs", "pairs", pairs, weights["pairs"]),
            Clause("like_heading", "heading", words, weights["heading"]),
            Clause("like_heading_pairs", "heading_pairs", pairs, weights["heading_pairs"]),
        )
        if clause.tokens
    )


def values(article: Likeness, rows: Sequence[bytes], first: Sequence[float]) -> Floats:
    """What makes each row related: a row of `VALUES` each, from 0 to 1."""
    own = codes_of(article.words, map(fold, article.words))
    mine, my_heading = _pairs(own), _pairs(own[: article.heading])
    columns = np.zeros((len(rows), len(VALUES)))
    columns[:, 0] = np.asarray(first) / (max(first) or 1.0)
    for place, row in enumerate(map(signals.unpack, rows)):
        words = row[signals.HEAD :]
        title, heading = int(row[signals.TITLE]), int(row[signals.HEADING])
        theirs, their_heading = _pairs(words), _pairs(words[title:heading])
        columns[place, 1] = _held(their_heading, mine)
        columns[place, 2] = _held(my_heading, theirs)
        columns[place, 3] = _cosine(mine, theirs)
    return columns


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """The distinct pairs of a text with their rarities."""

    codes: Codes
    rarity: Floats


def _pairs(words: Codes) -> _Pairs:
    codes, places = np.unique(pair_codes(words[:-1], words[1:]), return_index=True)
    return _Pairs(codes, pair_rarities(words[:-1][places], words[1:][places]))


def _held(part: _Pairs, whole: _Pairs) -> float:
    """How much of the pairs of a part the whole holds."""
    if not len(part.codes):
        return 0.0
    inside: npt.NDArray[np.bool_] = np.isin(part.codes, whole.codes)
    return float(part.rarity[inside].sum() / part.rarity.sum())


def _cosine(one: _Pairs, other: _Pairs) -> float:
    shared = one.rarity[np.isin(one.codes, other.codes)]
    norm = float(np.linalg.norm(one.rarity) * np.linalg.norm(other.rarity))
    return float((shared**2).sum()) / norm if norm else 0.0


@cache
def rules() -> Rules:
    """The rules that ship with the product."""
    return knowledge("search_api.ranking", "likeness", Rules)
