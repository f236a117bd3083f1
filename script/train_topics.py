"""Trains the classifier of topics: nlp/topics/topics.npz, and measures it by cross-validation.

    script/train_topics.py ARTICLES [--out FILE] [--folds N] [--strict] [--plain] [--scores FILE] [--sample N]

ARTICLES  articles of the official codification, one JSON object a line, packed by gzip, with "topic", "act", "heading",
          "source", "text"
--folds   parts for cross-validation (default 5)
--strict  keep together, too, acts that amend each other: the codification puts their articles under one heading
--plain   measure a plain classifier on the same folds, too: TF-IDF of one and two syllables, the same linear loss
--scores  keep what cross-validation gave in FILE; if it is there, it is taken instead of measuring
--sample  take every n-th act only, to try the script out

No act is split between training and test. The articles themselves stay where they are; what is written holds hashes of
runs of syllables that occur in several acts, their rarity and their weights. Ten minutes on one core, 4 GB of memory.
"""

import argparse
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from bench.topics import Scored, accuracy, fit_trust, report
from nlp.citations.sources import read_source
from nlp.topics.classify import HEADING_WEIGHT
from nlp.topics.grams import SIZES, Stretch, runs, syllables
from nlp.topics.model import FORMAT, MODEL, RARITY_STEP

OUT = Path(__file__).parent.parent / "nlp" / "topics" / MODEL
LEAST_ACTS = {1: 3, 2: 3, 3: 5}
"""A run of so many syllables is known if it occurs in at least so many acts: what one act alone says tells nothing."""

TITLES, DOCUMENTS = 3.0, 4.0
"""How often titles, and whole acts with their title, count as examples beside articles."""
ROUNDS, BATCH, RATE = 5, 256, 1.0
STEP = 0.016
"""Weights are kept in whole steps of this size in one byte: most become 0 and take no room (accuracy of one part of
the articles with exact weights 0.8265, with these 0.8279, with steps half or twice as large 0.8272 and 0.8270)."""
_CODE = re.compile(r"\s*Điều\s+([^\s]+?)\.?(?:\s+(.*)|$)", re.DOTALL)

Matrix = Any  # scipy ships no types
Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Articles with the class of each and the act it belongs to, and the titles of the acts ('' where unknown).

    `together` numbers what stays on one side of the split: acts, or groups of acts.
    """

    texts: list[str]
    headings: list[str]
    labels: Ints
    acts: Ints
    together: Ints
    titles: list[str]
    classes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each run occurs in each article and each title; `sizes` says how many syllables a run has."""

    keys: NDArray[np.uint64]
    sizes: Ints
    articles: Matrix
    titles: Matrix


@dataclass(frozen=True, slots=True)
class Trained:
    """A linear classifier over the runs `chosen` of the counts."""

    chosen: Ints
    rarity: Floats
    weights: Floats
    bias: Floats


def read(path: Path, every: int, *, strict: bool) -> Corpus:
    """The articles; of the acts every n-th."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    headings, codes = zip(*(_heading(row["heading"] or "") for row in rows), strict=True)
    names = [row["act"] or "" for row in rows]
    acts = _acts(names, codes)
    together = _related(names, codes) if strict else acts
    sides = _numbered(together)
    kept = [place for place in range(len(rows)) if sides[place] % every == 0]
    numbers = _numbered([acts[place] for place in kept])
    titles = [""] * (max(numbers) + 1)
    for place, act in zip(kept, numbers, strict=True):
        source = read_source(rows[place]["source"][0]) if rows[place]["source"] else None
        if source and source.name and not titles[act]:
            titles[act] = source.name
    classes = tuple(sorted({int(rows[place]["topic"]) for place in kept}))
    return Corpus(
        [rows[place]["text"] or "" for place in kept],
        [headings[place] for place in kept],
        np.array([classes.index(int(rows[place]["topic"])) for place in kept]),
        np.array(numbers),
        np.array(_numbered([together[place] for place in kept])),
        titles,
        classes,
    )


def _numbered(names: Sequence[str]) -> list[int]:
    places: dict[str, int] = {}
    return [places.setdefault(name, len(places)) for name in names]


def _heading(text: str) -> tuple[str, str]:
    """The heading without the article's place in the codification (it names the topic), and the act in that place."""
    found = _CODE.match(text)
    return (found[2] or "", found[1].rsplit(".", 1)[0]) if found else (text, "")


def _acts(names: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Each article's act: an inserted one ('Điều 9a' without a number) belongs to the act at its place."""
    at_place: dict[str, Counter[str]] = defaultdict(Counter)
    for name, code in zip(names, codes, strict=True):
        if name and not name.startswith("Điều"):
            at_place[code][name] += 1
    hosts = {code: counts.most_common(1)[0][0] for code, counts in at_place.items()}
    return [
        name if name and not name.startswith("Điều") else hosts.get(code, code)
        for name, code in zip(names, codes, strict=True)
    ]


def _related(names: Sequence[str], codes: Sequence[str]) -> list[str]:
    """For each article a name that all acts have which share a place in the codification."""
    above: dict[str, str] = {}

    def root(name: str) -> str:
        """The first name that was found to be related."""
        while above.setdefault(name, name) != name:
            name = above[name]
        return name

    for name, code in zip(names, codes, strict=True):
        if name and not name.startswith("Điều"):
            above[root(code)] = root("act " + name)
    return [root(code) for code in codes]


def count(corpus: Corpus) -> Counts:
    """Count all runs that occur at least three times."""
    articles = [
        [Stretch(0, heading, HEADING_WEIGHT), Stretch(0, text)]
        for heading, text in zip(corpus.headings, corpus.texts, strict=True)
    ]
    rows = [_runs(stretches) for stretches in (*articles, *([Stretch(0, title)] for title in corpus.titles))]
    keys, times = np.unique(np.concatenate([keys for keys, _ in rows]), return_counts=True)
    keys = keys[times >= LEAST_ACTS[1]]
    matrix = _matrix(rows, keys)
    return Counts(
        keys & np.uint64(0xFFFFFFFF), (keys >> np.uint64(32)).astype(np.int64), *_split(matrix, len(corpus.texts))
    )


def _runs(stretches: list[Stretch]) -> tuple[NDArray[np.uint64], Floats]:
    read_ = syllables(stretches)
    found = [(runs(read_, size), size) for size in SIZES]
    keys = np.concatenate([keys | np.uint64(size << 32) for (keys, _), size in found])
    weights = np.concatenate([read_.weights[starts] for (_, starts), _ in found])
    single, inverse = np.unique(keys, return_inverse=True)
    return single, np.bincount(inverse, weights, len(single)).astype(np.float32)


def _matrix(rows: Sequence[tuple[NDArray[np.uint64], Floats]], keys: NDArray[np.uint64]) -> Matrix:
    starts, places, values = [0], [], []
    for wanted, counts in rows:
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        hit = keys[at] == wanted
        places.append(at[hit].astype(np.int32))
        values.append(counts[hit])
        starts.append(starts[-1] + int(hit.sum()))
    return sparse.csr_matrix((np.concatenate(values), np.concatenate(places), starts), shape=(len(rows), len(keys)))


def _split(matrix: Matrix, first: int) -> tuple[Matrix, Matrix]:
    return matrix[:first], matrix[first:]


def normal(matrix: Matrix) -> Matrix:
    """Each row of length 1."""
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    lengths[lengths == 0] = 1
    return (sparse.diags((1 / lengths).astype(np.float32)) @ matrix).tocsr()


def weighed(counts: Matrix, rarity: Floats) -> Matrix:
    """Counts as the model takes them: (1 + log) times rarity, each row of length 1."""
    copy = counts.copy()
    copy.data = 1 + np.log(copy.data)
    return normal((copy @ sparse.diags(rarity)).tocsr().astype(np.float32))


def train(corpus: Corpus, counts: Counts, used: NDArray[np.bool_], *, plain: bool = False) -> Trained:
    """A classifier from the articles `used`; `plain`: of articles alone, of one and two syllables, unweighted."""
    articles = counts.articles[used]
    acts, members = np.unique(corpus.acts[used], return_inverse=True)
    together = sparse.csr_matrix((np.ones(len(members), np.float32), (members, np.arange(len(members)))))
    in_acts = np.asarray(((together @ articles) > 0).sum(0)).ravel()
    in_articles = np.asarray((articles > 0).sum(0)).ravel()
    if plain:
        chosen = np.flatnonzero((counts.sizes <= 2) & (in_articles >= 5))  # noqa: PLR2004 - the usual choice
    else:
        chosen = np.flatnonzero(in_acts >= np.array([LEAST_ACTS[int(size)] for size in counts.sizes]))
    rarity = np.log((1 + len(members)) / (1 + in_articles[chosen])) + 1
    rarity = (np.round(rarity / RARITY_STEP) * RARITY_STEP).astype(np.float32)
    matrix, labels = weighed(articles[:, chosen], rarity), corpus.labels[used]
    if plain:
        return Trained(chosen, rarity, *descend(matrix, labels, np.ones(len(labels)), len(corpus.classes)))
    sizes = np.bincount(members)
    shares = sizes[members] ** -0.5
    titles = weighed(counts.titles[acts][:, chosen], rarity)
    wholes = normal(normal(together @ matrix) + 0.5 * titles)
    of_acts = np.array([np.bincount(labels[members == act]).argmax() for act in range(len(acts))])
    named = np.diff(titles.indptr) > 0
    labels = np.concatenate([labels, of_acts[named], of_acts])
    weights = np.concatenate([shares / shares.mean(), np.full(int(named.sum()), TITLES), np.full(len(acts), DOCUMENTS)])
    in_class = np.bincount(labels, weights, len(corpus.classes)).clip(1)
    weights *= np.sqrt(in_class.mean() / in_class)[labels]
    examples = sparse.vstack([matrix, titles[named], wholes]).tocsr()
    return Trained(chosen, rarity, *descend(examples, labels, weights / weights.mean(), len(corpus.classes)))


def descend(examples: Matrix, labels: Ints, weights: NDArray[np.float64], classes: int) -> tuple[Floats, Floats]:
    """Weights and bias of one squared hinge a class, by AdaGrad with one rate a run; always the same."""
    shuffle = np.random.default_rng(0)
    total, width = examples.shape
    learnt, bias = np.zeros((width, classes), np.float32), np.zeros(classes, np.float32)
    steps = np.full((width, 1), 1e-3, np.float32)
    weights, batches = weights.astype(np.float32), -(-total // BATCH)
    orders = [shuffle.permutation(total) for _ in range(ROUNDS)]
    for step in range(ROUNDS * batches):
        order = orders[step // batches]
        some = order[step % batches * BATCH : (step % batches + 1) * BATCH]
        rows = examples[some]
        places, inverse = np.unique(rows.indices, return_inverse=True)
        local = sparse.csr_matrix((rows.data, inverse, rows.indptr), shape=(len(some), len(places)))
        mine = learnt[places]
        side = np.full((len(some), classes), -1, np.float32)
        side[np.arange(len(some)), labels[some]] = 1
        slope = -2 * np.maximum(0, 1 - side * (local @ mine + bias)) * side * weights[some][:, None]
        down = np.asarray(local.T @ slope) / len(some)
        steps[places, 0] += (down**2).sum(1)
        rate = RATE * (1 - step / (ROUNDS * batches))
        learnt[places] = mine - rate * down / np.sqrt(steps[places])
        bias -= 0.05 * rate * slope.mean(0)
    return learnt, bias


def scores(trained: Trained, counts: Matrix) -> Floats:
    """The score of each class for each row."""
    found = weighed(counts[:, trained.chosen], trained.rarity) @ trained.weights + trained.bias
    return np.asarray(found, np.float32)


def stepped(weights: Floats) -> NDArray[np.int8]:
    """The weights in whole steps."""
    return np.clip(np.round(weights / STEP), -127, 127).astype(np.int8)


def measure(corpus: Corpus, counts: Counts, folds: int, *, plain: bool) -> Scored:
    """Scores of every article and title by a classifier that has not seen its act."""
    sides = np.random.default_rng(0).integers(0, folds, int(corpus.together.max()) + 1)[corpus.together]
    articles = np.zeros((len(corpus.texts), len(corpus.classes)), np.float32)
    titles = np.zeros((len(corpus.titles), len(corpus.classes)), np.float32)
    of_acts = np.zeros(len(corpus.titles), np.int64)
    of_acts[corpus.acts] = sides
    for fold in range(folds):
        unseen = sides == fold
        trained = train(corpus, counts, ~unseen, plain=plain)
        if not plain:
            kept = stepped(trained.weights).astype(np.float32) * STEP
            trained = Trained(trained.chosen, trained.rarity, kept.astype(np.float32), trained.bias)
        articles[unseen] = scores(trained, counts.articles[unseen])
        titles[of_acts == fold] = scores(trained, counts.titles[of_acts == fold])
        print(f"fold {fold + 1}: {accuracy(articles[unseen], corpus.labels[unseen]):.4f}", flush=True)
    named = np.diff(counts.titles.indptr) > 0
    return Scored(articles, titles, named, corpus.labels, corpus.acts, of_acts)


def write(path: Path, corpus: Corpus, counts: Counts, trained: Trained, trust: NDArray[np.float32]) -> None:
    """The model: keys as steps from one to the next, rarities and weights in whole steps."""
    order = np.argsort(counts.keys[trained.chosen], kind="stable")
    keys = counts.keys[trained.chosen][order]
    np.savez_compressed(
        path,
        format=FORMAT,
        steps=np.diff(keys, prepend=np.uint64(0)).astype(np.uint32),
        rarity=np.round(trained.rarity[order] / RARITY_STEP).astype(np.uint8),
        weights=stepped(trained.weights)[order],
        scale=np.float32(STEP),
        bias=trained.bias,
        classes=np.array(corpus.classes, np.uint8),
        trust=trust,
    )


def _kept(path: Path | None) -> Scored | None:
    if path is None or not path.exists():
        return None
    with np.load(path) as parts:
        return Scored(*(parts[name] for name in parts.files))


def main() -> None:
    """Measures by cross-validation, fits the trust in scores on what it gave, trains on all articles and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--scores", type=Path)
    parser.add_argument("--sample", type=int, default=1)
    asked = parser.parse_args()
    corpus = read(asked.articles, asked.sample, strict=asked.strict)
    counts = count(corpus)
    print(f"{len(corpus.texts):,} articles of {len(corpus.titles):,} acts, {len(counts.keys):,} runs", flush=True)
    scored = _kept(asked.scores) or measure(corpus, counts, asked.folds, plain=False)
    if asked.scores:
        np.savez(asked.scores, *(getattr(scored, field.name) for field in fields(scored)))
    print(report("model", scored, corpus.classes), flush=True)
    everything = np.ones(len(corpus.texts), np.bool_)
    write(asked.out, corpus, counts, train(corpus, counts, everything), fit_trust(scored))
    print(f"{asked.out.stat().st_size:,} bytes", flush=True)
    if asked.plain:
        print(report("plain", measure(corpus, counts, asked.folds, plain=True), corpus.classes, plain=True))


if __name__ == "__main__":
    main()
