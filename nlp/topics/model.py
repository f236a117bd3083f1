"""The trained model of topics: how much each run of syllables speaks for each subject, and how sure that makes one.

Written by script/train_topics.py; it holds hashes of runs, no word of any text. Scores are those of a linear classifier
over runs weighted by (1 + log of the count) times the logarithm of their rarity, each row of length 1.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from nlp.topics.grams import SIZES, Keys, Rows, Stretch, runs, syllables

MODEL = "topics.npz"
RARITY_STEP = 0.05
"""Rarities (natural logarithms, up to 12) are kept in steps of this size, in one byte."""
FORMAT = 1
_SIEVE = np.uint64((1 << 21) - 1)

Floats = NDArray[np.float32]

Known = Literal[
    "article", "article-title", "article-document", "article-document-title", "title", "document-title", "document"
]
"""What a probability rests on: an article alone, with its document's title, with all articles of its document …"""

KNOWN: tuple[Known, ...] = (
    "article",
    "article-title",
    "article-document",
    "article-document-title",
    "title",
    "document-title",
    "document",
)


@dataclass(frozen=True, slots=True)
class Found:
    """The known runs of some rows: for each its row, its place in the model, and how often it counts."""

    rows: Rows
    places: Rows
    counts: Floats


@dataclass(frozen=True, slots=True)
class Trust:
    """How scores become a probability: their weights, `many` per logarithm to base 2 of the number of articles.

    `doubt` is the share of cases in which the scores say nothing: however high they are, a probability is never above
    1 - `doubt`.
    """

    article: float
    document: float
    title: float
    many: float
    doubt: float = 0.0


@dataclass(frozen=True, slots=True)
class Model:
    """Keys of the known runs in rising order, their rarity, their weights [run, class], and the classes' numbers."""

    keys: Keys
    rarity: Floats
    weights: NDArray[np.int8]
    scale: float
    bias: Floats
    classes: tuple[int, ...]
    trust: Mapping[Known, Trust]
    sieve: NDArray[np.bool_]
    """By the last 21 bits of a key whether one that ends so is known: most unknown runs need no search."""

    def scores(self, stretches: Sequence[Stretch], rows: int) -> Floats:
        """The score of each class for each of `rows` rows; 0 everywhere for a row without a known run."""
        return score(find(self.keys, self.sieve, stretches), self.rarity, self.weights, rows) * self.scale + self.bias

    def probabilities(self, article: Floats, document: Floats, title: Floats, known: Known, articles: int) -> Floats:
        """Calibrated probabilities of each class, rows as in `article`; scores that are not known are not looked at."""
        trust = self.trust[known]
        many = trust.document + trust.many * float(np.log2(max(articles, 1)))
        return doubted(softmax(trust.article * article + many * document + trust.title * title), trust.doubt)


def find(keys: Keys, sieve: NDArray[np.bool_], stretches: Sequence[Stretch]) -> Found:
    """The runs of the stretches that are among `keys`, each row's once with its count."""
    read = syllables(stretches)
    places, rows, weights = [], [], []
    for size in SIZES:
        wanted, starts = runs(read, size)
        likely = sieve[wanted & _SIEVE]
        wanted, starts = wanted[likely], starts[likely]
        at = np.searchsorted(keys, wanted)
        at[at == len(keys)] = 0
        hit = keys[at] == wanted if len(keys) else np.zeros(len(wanted), np.bool_)
        places.append(at[hit])
        rows.append(read.rows[starts[hit]])
        weights.append(read.weights[starts[hit]])
    return counted(np.concatenate(rows), np.concatenate(places), np.concatenate(weights), max(len(keys), 1))


def counted(rows: Rows, places: Rows, weights: Floats, width: int) -> Found:
    """Each place once a row, in rising order, with the sum of its weights."""
    cells, inverse = np.unique(rows * width + places, return_inverse=True)
    counts = np.bincount(inverse, weights, len(cells)).astype(np.float32)
    return Found(cells // width, cells % width, counts)


def values(found: Found, rarity: Floats, rows: int) -> Floats:
    """What each run counts: (1 + log of its count) times its rarity, over the length of its row."""
    counted_ = (1 + np.log(found.counts)) * rarity[found.places]
    lengths = np.sqrt(np.bincount(found.rows, counted_**2, rows))
    lengths[lengths == 0] = 1
    return (counted_ / lengths[found.rows]).astype(np.float32)


def score(found: Found, rarity: Floats, weights: NDArray[np.int8], rows: int) -> Floats:
    """The sum of the runs' weights for each row."""
    result = np.zeros((rows, weights.shape[1]), np.float32)
    if len(found.rows):
        present, starts = np.unique(found.rows, return_index=True)
        parts = weights[found.places] * values(found, rarity, rows)[:, None]
        result[present] = np.add.reduceat(parts, starts)
    return result


def softmax(scores: Floats) -> Floats:
    """Each row as probabilities."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True), np.float32)


def doubted(chances: Floats, doubt: float) -> Floats:
    """Probabilities that leave room for cases in which the scores say nothing."""
    return np.asarray((1 - doubt) * chances + doubt / chances.shape[1], np.float32)


@cache
def load_model() -> Model:
    """The model of the package, loaded once (a tenth of a second).

    Raises:
        FileNotFoundError, ValueError: the package is damaged.
    """
    return read_model(files("nlp.topics").joinpath(MODEL).read_bytes())


def read_model(content: bytes) -> Model:
    """A model as `script/train_topics.py` writes it; raises ValueError for one of another format."""
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        if int(parts["format"]) != FORMAT:
            raise ValueError(f"format {int(parts['format'])} of {MODEL}, {FORMAT} is needed")
        trust = {name: Trust(*map(float, row)) for name, row in zip(KNOWN, parts["trust"], strict=True)}
        keys = np.cumsum(parts["steps"], dtype=np.uint64)
        sieve = np.zeros(int(_SIEVE) + 1, np.bool_)
        sieve[keys & _SIEVE] = True
        return Model(
            keys,
            parts["rarity"].astype(np.float32) * np.float32(RARITY_STEP),
            parts["weights"],
            float(parts["scale"]),
            parts["bias"],
            tuple(int(number) for number in parts["classes"]),
            trust,
            sieve,
        )
