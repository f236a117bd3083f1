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
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from search_api.language.codes import Codes, pair_codes

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
    """Rising codes of words and of pairs; `vectors` of the words, then of the pairs, then zeros for all others."""

    words: Codes
    pairs: Codes
    vectors: Vectors
    areas: Vectors

    def places(self, codes: Codes) -> npt.NDArray[np.int64]:
        """The places in `vectors` of the words of a text and of their pairs."""
        other = len(self.vectors) - 1
        pairs = _places(self.pairs, pair_codes(codes[:-1], codes[1:]), other - len(self.words)) + len(self.words)
        return np.concatenate([_places(self.words, codes, other), pairs])


def sense_of_row(codes: Codes, heading: int) -> Vectors:
    """The vector of a row by its words, the first `heading` of which are title and heading; zeros if none is known."""
    known = senses()
    whole = known.vectors[known.places(codes[: heading + TEXT])].sum(axis=0)
    again = known.vectors[known.places(codes[:heading])].sum(axis=0)
    return _of_length_one(whole + (HEADING - 1) * again)


def sense_of_question(runs: Iterable[Codes]) -> Vectors:
    """The vector of a question by its words as runs of neighbours; zeros if none is known."""
    known = senses()
    whole = np.zeros(SIZE, dtype=np.float32)
    for codes in runs:
        whole += known.vectors[known.places(codes)].sum(axis=0)
    return _of_length_one(whole)


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
    with files("search_api.language").joinpath("senses.npz").open("rb") as file, np.load(file) as held:
        return Senses(
            np.cumsum(held["word_steps"], dtype=np.uint32),
            np.cumsum(held["pair_steps"], dtype=np.uint32),
            np.concatenate([unscaled(held["vectors"], held["scales"]), np.zeros((1, SIZE), dtype=np.float32)]),
            held["areas"].astype(np.float32),
        )


def unscaled(small: Small, scales: npt.NDArray[np.float16]) -> Vectors:
    """Vectors as they are kept: a byte a number, and a scale each."""
    vectors: Vectors = small.astype(np.float32) * scales.astype(np.float32)[:, None]
    return vectors


def _places(known: Codes, codes: Codes, other: int) -> npt.NDArray[np.int64]:
    places = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return np.where(known[places] == codes, places, other)


def _of_length_one(vector: Vectors) -> Vectors:
    length = float(np.sqrt(vector @ vector))
    return vector / length if length else vector
