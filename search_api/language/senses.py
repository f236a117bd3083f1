"""What texts are about, as vectors: a question and the article that answers it may share no word.

Each word and each pair of neighbours that is common in texts of law or in everyday questions has a vector (senses.npz);
that of a text is their sum, at length 1. The nearer two vectors, the likelier one text answers the other. So it is of
words and pairs ('units') alone: a row is told by those that say the most. The vectors were learnt from the codification
and from everyday questions about its articles (script/train_senses.py; StarSpace, arXiv:1709.03856, is such a model);
they belong to the language, as rarity.npz does, and not to a collection.

All vectors lie about some of `AREAS` fixed directions. A row is filed under those nearest to it, so that an engine that
knows words alone finds what lies near a question.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import IO

import numpy as np
import numpy.typing as npt

from search_api.language.codes import Codes, among, pair_codes

Vectors = npt.NDArray[np.float32]
Small = npt.NDArray[np.int8]
Units = npt.NDArray[np.uint16]

SIZE = 128
"""Numbers of a vector."""

PACKED = SIZE // 4
"""Numbers of 32 bits that hold a packed vector."""

AREAS = 1024
AREAS_OF_A_ROW, AREAS_OF_A_QUESTION = 8, 16

TEXT = 200
"""Words of a text that count: of 150 and of 300 as many questions found their article."""

HEADING = 2
"""How often a heading counts."""

TELLING = 64
"""Units that tell a row: 96 do as well, 48 a little worse (docs/relevance.md)."""

NO_UNIT = 65_535
"""Stands for none; script/train_senses.py keeps fewer."""

_SHORTEST = 1e-6
_LONGEST = 127
"""The greatest number in a packed vector."""


@dataclass(frozen=True, slots=True, eq=False)
class Senses:
    """Rising codes of words and of pairs; `vectors` of the words, then of the pairs; the directions of the areas.

    `lengths` are those of the vectors: what says more of a text is longer.
    """

    words: Codes
    pairs: Codes
    vectors: Vectors
    lengths: Vectors
    areas: Vectors

    def units(self, codes: Codes, heading: int = 0) -> npt.NDArray[np.int64]:
        """Places of the words and pairs of a text among the vectors; those of a heading `HEADING` times."""
        words = among(self.words, codes)
        pairs = among(self.pairs, pair_codes(codes[:-1], codes[1:]))
        pairs[pairs >= 0] += len(self.words)
        above = (words[:heading], pairs[: max(heading - 1, 0)]) * (HEADING - 1)
        places = np.concatenate([words, pairs, *above])
        known: npt.NDArray[np.int64] = places[places >= 0]
        return known

    def sum(self, units: npt.NDArray[np.int64]) -> Vectors:
        """The sum of their vectors."""
        summed: Vectors = self.vectors.take(units, axis=0).sum(axis=0)
        return summed

    def telling(self, units: npt.NDArray[np.int64], many: int) -> Units:
        """The longest of them, each once, `many` at most, in no order."""
        distinct = np.unique(units)
        if len(distinct) > many:
            distinct = distinct[np.argpartition(-self.lengths[distinct], many)[:many]]
        return distinct.astype(np.uint16)


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """What a row is about: its vector, zeros where no word is known, and the units that tell it."""

    vector: Vectors
    units: Units


def sense_of_row(codes: Codes, heading: int) -> Sense:
    """What a row is about by its words, the first `heading` of which are title and heading."""
    units = senses().units(codes[: heading + TEXT], heading)
    return Sense(_of_length_one(senses().sum(units)), senses().telling(units, TELLING))


def units_of_question(runs: Iterable[Codes], many: int) -> Units:
    """The units that tell a question, `many` at most."""
    return senses().telling(np.concatenate([np.zeros(0, np.int64), *map(senses().units, runs)]), many)


def sense_of_question(runs: Iterable[Codes]) -> Vectors:
    """The vector of a question by its words as runs of neighbours; zeros if none is known. It is not to be changed."""
    return _of_runs(tuple(codes.tobytes() for codes in runs))


@lru_cache(maxsize=16)  # both stages of a search ask for it; several are answered at the same time
def _of_runs(runs: tuple[bytes, ...]) -> Vectors:
    every = (senses().sum(senses().units(np.frombuffer(codes, dtype=np.uint32))) for codes in runs)
    vector = _of_length_one(sum(every, start=np.zeros(SIZE, dtype=np.float32)))
    vector.setflags(write=False)
    return vector


def areas(vector: Vectors, many: int) -> tuple[str, ...]:
    """The names of the areas that a vector is nearest to, in no order; none of a text of which no word is known."""
    if not vector.any():
        return ()
    near = senses().areas @ vector
    return tuple(map(str, np.argpartition(-near, many)[:many].tolist()))


def packed(vector: Vectors) -> Codes:
    """A vector as `PACKED` numbers: a byte for each of its own, the greatest of which becomes 127."""
    greatest = float(np.abs(vector).max()) or 1.0
    small: Small = np.round(vector * (_LONGEST / greatest)).astype(np.int8)
    return small.view("<u4")


def nearness(rows: Codes, vector: Vectors) -> Vectors:
    """How near packed vectors, one a line, lie to a vector: the cosine, 0 where either is zeros."""
    unpacked = np.ascontiguousarray(rows, dtype="<u4").view(np.int8).astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", unpacked, unpacked))
    near: Vectors = unpacked @ vector / np.maximum(lengths, 1.0)
    return near


def lengths(units: Units) -> npt.NDArray[np.float64]:
    """How much each unit says of a text: the lengths of their vectors."""
    return senses().lengths[units].astype(np.float64)


def likest(rows: Units, asked: Units) -> Vectors:
    """For each row of units and each asked one the greatest cosine with a unit of the row; 0 at least.

    `NO_UNIT` in a row is none. Each unit is multiplied once, however many rows hold it: 120 rows take 0.9 ms.

    Raises:
        IndexError: a unit is none of these vectors; versions of indices see to it that none is.
    """
    held, seen = senses(), np.zeros(NO_UNIT + 1, dtype=np.bool_)
    seen[rows] = True
    seen[NO_UNIT] = False
    met = np.flatnonzero(seen)
    number = np.zeros(NO_UNIT + 1, dtype=np.int32)  # 0 is none
    number[met] = np.arange(1, len(met) + 1)
    near = np.zeros((len(met) + 1, len(asked)), dtype=np.float32)
    sides = held.vectors.take(asked, axis=0) / held.lengths[asked, None]
    near[1:] = (held.vectors.take(met, axis=0) @ sides.T) / held.lengths[met, None]
    best: Vectors = near.take(number[rows], axis=0).max(axis=1, initial=0.0)
    return best


@cache
def senses() -> Senses:
    """The vectors that ship with the product."""
    with files("search_api.language").joinpath("senses.npz").open("rb") as file:
        return read_senses(file)


def read_senses(file: IO[bytes]) -> Senses:
    """The vectors in a file that script/train_senses.py wrote."""
    with np.load(file) as held:
        vectors = held["vectors"].astype(np.float32) * held["scales"].astype(np.float32)[:, None]
        return Senses(
            np.cumsum(held["word_steps"], dtype=np.uint32),
            np.cumsum(held["pair_steps"], dtype=np.uint32),
            vectors,
            np.maximum(np.linalg.norm(vectors, axis=1), _SHORTEST).astype(np.float32),
            held["areas"].astype(np.float32),
        )


def _of_length_one(vector: Vectors) -> Vectors:
    length = float(np.sqrt(vector @ vector))
    return vector / length if length else vector
