"""A question as tables of numbers, made once for all rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from search_api.language.codes import ACCENT_BITS, Codes, codes_of
from search_api.language.rarity import Floats, folded, pair_rarities, rarities
from search_api.language.senses import Units, Vectors, sense_of_question, units_of_question
from search_api.query.about import run_codes
from search_api.query.question import Question
from search_api.query.syllables import fold
from search_api.ranking.meanings import Meanings, meanings, words_beside

Numbers = npt.NDArray[np.int64]

MOST_WORDS, MOST_UNITS = 64, 48


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """A question as tables: distinct words, pairs of neighbours among them, runs of three; what some of them mean.

    `codes`, `strict` and `known` tell the typed words first (as many as `rarity`), then others that may stand for them.
    """

    codes: Codes
    strict: npt.NDArray[np.bool_]
    known: npt.NDArray[np.bool_]
    rarity: Floats
    pairs: Numbers
    pair_rarity: Floats
    triples: Numbers
    triple_rarity: Floats
    meanings: Meanings | None
    sense: Vectors
    units: Units
    line: bytes
    """All words in order as they stand in rows, folded, to look for an act's name in."""


def tables(question: Question) -> Tables:
    """The tables of a question; words that only ask are left out of all but `line`."""
    words = list({(w.accented, w.is_strict): w for run in question.runs for w in run if w.counts}.values())[:MOST_WORDS]
    places = {(word.accented, word.is_strict): place for place, word in enumerate(words)}
    codes = codes_of([w.accented for w in words], [w.folded for w in words])
    others = words_beside(words, question.meant)
    runs = [run_codes(run) for run in question.runs]
    every = np.concatenate([codes, codes_of(others, map(fold, others))])
    lines = [[places.get((w.accented, w.is_strict), -1) if w.counts else -1 for w in run] for run in question.runs]
    pairs = list(dict.fromkeys((a, b) for line in lines for a, b in pairwise(line) if a >= 0 and b >= 0))
    number_of = {pair: number for number, pair in enumerate(pairs)}
    triples = list(
        dict.fromkeys(
            (number_of[a, b], number_of[b, c])
            for line in lines
            for a, b, c in zip(line, line[1:], line[2:], strict=False)
            if min(a, b, c) >= 0
        )
    )
    sides = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    strict = np.array([w.is_strict for w in words], dtype=np.bool_)
    known = np.array([w.accented != w.folded for w in words], dtype=np.bool_)
    meant = np.where(strict | known, codes, folded(codes))  # 'luat' is as common as luật, not as a word without marks
    pair_rarity = pair_rarities(meant[sides[:, 0]], meant[sides[:, 1]])
    joined = np.array(triples, dtype=np.int64).reshape(-1, 2)
    return Tables(
        codes=every,
        strict=np.concatenate([strict, np.ones(len(others), dtype=np.bool_)]),
        known=np.concatenate([known, np.ones(len(others), dtype=np.bool_)]),
        rarity=rarities(meant),
        pairs=_table(sides, len(words)),
        pair_rarity=pair_rarity,
        triples=_table(joined, len(pairs)),
        triple_rarity=pair_rarity[joined].mean(axis=1) if triples else np.zeros(0),
        meanings=meanings(words, every, others, question.meant),
        sense=sense_of_question(runs),
        units=units_of_question(runs, MOST_UNITS),
        line=(_line(runs) >> ACCENT_BITS).tobytes(),
    )


def _line(runs: Sequence[Codes]) -> Codes:
    """All words in order, runs parted by no word."""
    return np.concatenate([np.append(run, np.uint32(0)) for run in runs])


def _table(entries: Numbers, size: int) -> Numbers:
    """A square that leads from two numbers to their entry, -1 where they have none."""
    table = np.full((size + 1, size + 1), -1, dtype=np.int64)  # so that -1 leads to no entry
    table[entries[:, 0], entries[:, 1]] = np.arange(len(entries))
    return table
