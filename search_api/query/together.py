"""What words must show where their marks are ignored: that they stand together.

Without marks a syllable is many words: 'ly hôn' is lý and hơn, 'tiền ảo' tiên and ao. Scattered over an article they
say nothing; one after the other they were probably meant.
"""

from collections.abc import Iterator
from itertools import pairwise

from search_api.query.asking import only_asking
from search_api.query.clauses import Clause, Need
from search_api.query.profile import profile
from search_api.query.syllables import PAIR
from search_api.query.terms import Term

_FEW = 3
"""Words that must all stand together; of more, of which most must stand in a row anyway, any two."""


COMPOUND = 2
"""Words of a query that are probably one: of more it is not said that they stand nowhere together."""


def compound(run: tuple[Term, ...], *, folded: bool) -> Need | None:
    """That the two words which a run is stand one after the other; None where they may be anything else ('về rượu').

    Most Vietnamese words are two syllables: 'tử hình' scattered over 'điện tử' and 'hình ảnh' is another thing.
    """
    silent = profile().shown.unmarked
    if len(run) != COMPOUND or any(term.likely in silent for term in run):
        return None
    if any(term.others or term.capital or not term.accented.isalpha() for term in run):
        return None
    pair = PAIR.join(term.folded if folded else term.likely for term in run)
    return Need((Clause("together", "pairs_folded" if folded else "pairs", (pair,)),))


def together(runs: tuple[tuple[Term, ...], ...]) -> Iterator[Need]:
    """What a row must hold of the words of each run, in pairs without marks; nothing of a lone word."""
    for run in runs:
        pairs = _pairs(run)
        if len(pairs) < _FEW:
            yield from (Need((_clause((pair,)),)) for pair in pairs)
        else:
            yield Need((_clause(pairs),))


def _pairs(run: tuple[Term, ...]) -> tuple[str, ...]:
    """The pairs of neighbours of which both say something; all pairs, where there is none."""
    silent = profile().shown.unmarked
    says = [not asks and term.likely not in silent for term, asks in zip(run, only_asking(run), strict=True)]
    every = [f"{left.folded}{PAIR}{right.folded}" for left, right in pairwise(run)]
    both = [pair for pair, (left, right) in zip(every, pairwise(says), strict=True) if left and right]
    return tuple(dict.fromkeys(both or every))


def _clause(pairs: tuple[str, ...]) -> Clause:
    return Clause("together", "pairs_folded", pairs)
