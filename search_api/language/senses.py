"""What texts are about, as vectors: a question and the article that answers it may share no word.

Each word and each pair of neighbours that is common in texts of law or in everyday questions has a vector (senses.npz);
that of a text is their sum, at length 1. The nearer two vectors, the likelier one text answers the other. The vectors
were learnt from the codification and from everyday questions about its articles (script/train_senses.py; StarSpace,
arXiv:1709.03856, is such a model); they belong to the language, as rarity.npz does, and not to a collection.

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

_LONGEST = 127
"""The greatest number in a packed vector."""


@dataclass(frozen=True, slots=True, eq=False)
class Senses:
    """Rising codes of words and of pairs; `vectors` of the words, then of the pairs; the directions of the areas."""

    words: Codes
    pairs: Codes
    vectors: Vectors
    areas: Vectors

    def sum(self, codes: Codes, heading: int = 0) -> Vectors:
        """The sum over the words and pairs of a text; those of the first `heading` words count `HEADING` times."""
        words = among(self.words, codes)
        pairs = among(self.pairs, pair_codes(codes[:-1], codes[1:]))
        pairs[pairs >= 0] += len(self.words)
        above = (words[:heading], pairs[: max(heading - 1, 0)]) * (HEADING - 1)
        places = np.concatenate([words, pairs, *above])
        summed: Vectors = self.vectors.take(places[places >= 0], axis=0).sum(axis=0)
        return summed


def sense_of_row(codes: Codes, heading: int) -> Vectors:
    """The vector of a row by its words, the first `heading` of which are title and heading; zeros if none is known."""
    return _of_length_one(senses().sum(codes[: heading + TEXT], heading))


def sense_of_question(runs: Iterable[Codes]) -> Vectors:
    """The vector of a question by its words as runs of neighbours; zeros if none is known. It is not to be changed."""
    return _of_runs(tuple(codes.tobytes() for codes in runs))


@lru_cache(maxsize=16)  # both stages of a search ask for it; several are answered at the same time
def _of_runs(runs: tuple[bytes, ...]) -> Vectors:
    every = (senses().sum(np.frombuffer(codes, dtype=np.uint32)) for codes in runs)
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


@cache
def senses() -> Senses:
    """The vectors that ship with the product."""
    with files("search_api.language").joinpath("senses.npz").open("rb") as file:
        return read_senses(file)


def read_senses(file: IO[bytes]) -> Senses:
    """The vectors in a file that script/train_senses.py wrote."""
    with np.load(file) as held:
        return Senses(
            np.cumsum(held["word_steps"], dtype=np.uint32),
            np.cumsum(held["pair_steps"], dtype=np.uint32),
            held["vectors"].astype(np.float32) * held["scales"].astype(np.float32)[:, None],
            held["areas"].astype(np.float32),
        )


def _of_length_one(vector: Vectors) -> Vectors:
    length = float(np.sqrt(vector @ vector))
    return vector / length if length else vector
