"""Which rows of a large collection are worth scoring: those that hold one of the rarest words or pairs of a query.

To score a row takes as long as the query has words, and half of all rows may hold enough of a long sentence to answer.
Its best rows hold some of what is rare in it. How rare that is tells the language's own table, not the collection.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from search_api.language.codes import Codes, codes_of
from search_api.language.rarity import Floats, folded, pair_rarities, rarities
from search_api.query.clauses import Clause, Field, Need
from search_api.query.plan import SearchPlan
from search_api.query.syllables import PAIR, fold

AFFORDED = 400_000
"""Words of queries that are looked up in rows, for one search. Over 60,000 articles a sentence of 24 words is so scored
in 4,000 rows instead of 30,000; of the best 40 documents 0.98 are the same, of the best 10 0.99."""

SHARE = 0.01
"""But at least this share of all rows: the rarest words of a question may be the asker's own."""

FEW = 200_000
"""Below so many it takes as long to look for likely rows as to score all that answer."""

Token = tuple[Field, str]
"""A word, pair or key, and where it stands."""


def telling(plan: SearchPlan, rows: int) -> tuple[Token, ...]:
    """Fields and tokens of which a row worth scoring holds one; none where all rows that answer are.

    `rows` is how many the collection holds.
    """
    if not plan.wishes_alone:
        return ()
    asked = rows * sum(len(clause.tokens) for clause in plan.scored)
    tokens = tuple(dict.fromkeys(_candidates(plan)))
    if not tokens or asked * _answering(plan) <= FEW:
        return ()
    shares = _shares(tokens)
    order = np.argsort(shares, kind="stable")
    held = int(np.searchsorted(np.cumsum(shares[order]), max(SHARE, AFFORDED / asked), side="right"))
    return () if held == len(tokens) else tuple(tokens[place] for place in order[: max(1, held)])


def _answering(plan: SearchPlan) -> float:
    """About which share of all rows holds as many words as are needed, as if each word stood by chance."""
    words = tuple((clause.field, clause.tokens[0]) for need in plan.needs for clause in need.any_of[:1])
    holding = np.zeros(len(words) + 1)
    holding[0] = 1.0
    for share in _shares(words):
        holding[1:] = holding[1:] * (1 - share) + holding[:-1] * share
        holding[0] *= 1 - share
    return float(holding[plan.least :].sum())


def _candidates(plan: SearchPlan) -> Iterator[Token]:
    """Words and pairs that rank, in the form without marks where that is asked; pairs of meanings; numbers."""
    loose = [clause for clause in plan.scored if clause.kind == "tokens"]
    fields: tuple[Field, Field] = ("text", "pairs")
    if any(clause.field == "text_folded" for clause in loose):
        fields = "text_folded", "pairs_folded"
    for clause in loose:
        if clause.field in fields or clause.field == "mentions":
            yield from ((clause.field, token) for token in clause.tokens)
    for clause in _meanings(plan.needs):
        yield from (("pairs", f"{left}{PAIR}{right}") for left, right in pairwise(clause.tokens))


def _meanings(needs: Iterable[Need]) -> Iterator[Clause]:
    return (clause for need in needs for clause in need.any_of if clause.kind == "phrase")


def _shares(tokens: tuple[Token, ...]) -> Floats:
    """In which share of articles each token stands."""
    left, right = _codes(tokens, 0), _codes(tokens, -1)
    pairs = np.array([field.startswith("pairs") for field, _ in tokens])
    shares: Floats = np.exp(-np.where(pairs, pair_rarities(left, right), rarities(left)))
    return shares


def _codes(tokens: tuple[Token, ...], place: int) -> Codes:
    """The numbers of the first or last words of tokens."""
    words = [token.split(PAIR)[place] for _, token in tokens]
    codes = codes_of(words, map(fold, words))
    bare = np.array([field.endswith("_folded") for field, _ in tokens])
    return np.where(bare, folded(codes), codes)
