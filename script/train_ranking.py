"""Trains what the second stage of ranking knows: search_api/language/rarity.npz and the weights of model.toml.

    script/train_ranking.py rarity ARTICLES [--out FILE]
    script/train_ranking.py weights DIR... [--engine tantivy|opensearch] [--url URL] [--strength L2] [--folds N]

ARTICLES  articles of the official codification, one JSON object a line, packed by gzip, with "heading" and "text"
DIR       a BEIR folder, as for bench.relevance

`rarity` counts in how many articles each word and each pair of neighbours stands; the articles themselves stay where
they are. `weights` asks every question through the product's own first stage, as typed, without marks and with half of
them, and fits the weights by softmax regression (each right answer against the others looked at). It prints what folds
that were not trained on give, and the weights to be put into model.toml.
"""

import argparse
import collections
import gzip
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from bench.relevance import Question, corpus_of, half_toned, questions_of
from bench.search import installation
from search_api.index.rows import clean, rows
from search_api.language.codes import codes_of, pair_codes
from search_api.language.rarity import STEP, folded, rarity
from search_api.query.analyse import analyse
from search_api.query.mending import mend
from search_api.query.plan import plan
from search_api.query.question import Question as Words
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold_in_place, streams
from search_api.ranking.features import FEATURES, features
from search_api.ranking.second_stage import model
from ui.assembly import open_engine

LEAST_WORD, LEAST_PAIR = 2, 10
FIRST_PAGE = 10
RARITY = Path(__file__).parent.parent / "search_api" / "language" / "rarity.npz"
CHANGES: tuple[Callable[[str], str], ...] = (str, fold_in_place, half_toned)
BY_HAND = ("whole", "closing", "title", "article", "rank", "authority", "expired", "age")
"""Features that no set of questions over texts without dates, numbers and ranks can teach, or that hardly meet any."""

Codes = NDArray[np.uint32]
Counts = collections.Counter[int]


def texts_of(articles: Path) -> Iterator[str]:
    """Heading and text of each article; the code before a heading ('Điều 36.3.LQ.1.') is none of it."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield f"{re.sub(r'^Điều [^ ]+ ', '', article['heading'] or '')} {article['text'] or ''}"


def count(articles: Path) -> tuple[int, Counts, Counts]:
    """How many articles there are, and in how many each word and each pair stands, as it is and folded."""
    number, words, pairs = 0, Counts(), Counts()
    for text in texts_of(articles):
        number += 1
        held = streams(text)
        codes = codes_of(held.words, held.folded_words)
        for each in (codes, folded(codes)):
            words.update(np.unique(each).tolist())
            pairs.update(np.unique(pair_codes(each[:-1], each[1:])).tolist())
    return number, words, pairs


def packed(counts: Counts, least: int, articles: int) -> tuple[Codes, NDArray[np.uint8]]:
    """Rising codes as steps from one to the next, with their rarities."""
    kept = sorted((code, n) for code, n in counts.items() if n >= least)
    codes = np.array([code for code, _ in kept], dtype=np.uint32)
    held = np.array([n for _, n in kept], dtype=np.int64)
    return np.diff(codes, prepend=np.uint32(0)), np.round(rarity(held, articles) / STEP).astype(np.uint8)


def write_rarity(articles: Path, out: Path) -> None:
    """Count the articles and write the table."""
    number, words, pairs = count(articles)
    word_steps, word_rarities = packed(words, LEAST_WORD, number)
    pair_steps, pair_rarities = packed(pairs, LEAST_PAIR, number)
    np.savez_compressed(
        out,
        word_steps=word_steps,
        word_rarities=word_rarities,
        pair_steps=pair_steps,
        pair_rarities=pair_rarities,
        least=np.array(LEAST_PAIR),
        articles=np.array(number),
    )
    print(f"{number} articles, {len(word_steps)} words, {len(pair_steps)} pairs, {out.stat().st_size} bytes")


@dataclass(frozen=True, slots=True)
class Case:
    """A question as asked: what its candidates say of it, which are right, how many right answers there are."""

    group: int
    change: int
    values: NDArray[np.float64]
    right: NDArray[np.bool_]
    wanted: int


def cases(folder: Path, engine_name: str, url: str, group: int) -> Iterator[Case]:
    """Every question of a folder in every way of typing; a question has the same group in all of them."""
    records = {record.id: record for record in corpus_of(folder)}
    held = {name: next(iter(rows(clean(record)))).ranking for name, record in records.items()}
    with installation(engine_name, url) as settings:
        engine = open_engine(settings)
        engine.rebuild(records.values())
        for change, changed in enumerate(CHANGES):
            for place, question in enumerate(questions_of(folder, changed)):
                asked = plan(mend(analyse(SearchQuery(question.text[:512], size=model().documents)), engine.words()))
                if not isinstance(asked.question, Words):
                    continue
                hits = engine.search(replace(asked, question=None, facets=())).hits
                if hits:
                    scores = [hit.score for hit in hits]
                    values = features(asked.question, [held[hit.id] for hit in hits], scores, asked.as_of)
                    yield Case(group + place, change, values, *_right(question, [hit.id for hit in hits]))
        engine.close()


def _right(question: Question, found: Sequence[str]) -> tuple[NDArray[np.bool_], int]:
    right = {name for name, grade in question.right.items() if grade > 0}
    return np.array([name in right for name in found]), len(right)


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights of the features, on the scale of the features themselves."""

    weights: NDArray[np.float64]


def fit(training: Sequence[Case], strength: float) -> Fit:
    """Softmax regression: among the candidates of a question the right ones should weigh the most."""
    taught = np.array([name not in BY_HAND for name in FEATURES])
    spread = np.concatenate([case.values for case in training]).std(axis=0)
    spread[spread == 0] = 1.0
    useful = [(case.values / spread * taught, case.right / case.right.sum()) for case in training if case.right.any()]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Mean cross entropy with its gradient."""
        total, slope = 0.0, np.zeros_like(weights)
        for values, right in useful:
            scores = values @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            total -= float(right @ np.log(shares + 1e-12))
            slope += values.T @ (shares - right)
        return total / len(useful) + strength * float(weights @ weights), slope / len(useful) + 2 * strength * weights

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x
    return Fit(found / spread * taught)


def figures(tested: Sequence[Case], score: Callable[[Case], NDArray[np.float64]]) -> dict[str, float]:
    """Recall and reciprocal rank over questions whose candidates are ordered by `score`."""
    sums = dict.fromkeys(("recall@1", "recall@5", "recall@10", "mrr@10"), 0.0)
    for case in tested:
        right = case.right[np.argsort(-score(case), kind="stable")]
        for depth in (1, 5, FIRST_PAGE):
            sums[f"recall@{depth}"] += right[:depth].sum() / case.wanted
        first = np.flatnonzero(right[:FIRST_PAGE])
        sums["mrr@10"] += 1 / (first[0] + 1) if len(first) else 0.0
    return {name: round(float(value) / len(tested), 4) for name, value in sums.items()}


def crossed(every: Sequence[Case], strength: float, folds: int) -> None:
    """Print what each way of typing gives on folds that were not trained on."""
    groups = np.array(sorted({case.group for case in every}))
    fold_of = dict(
        zip(np.random.default_rng(7).permutation(groups).tolist(), np.arange(len(groups)) % folds, strict=True)
    )
    fits = [fit([case for case in every if fold_of[case.group] != fold], strength) for fold in range(folds)]
    whole = fit(every, strength)
    for change, changed in enumerate(CHANGES):
        tested = [case for case in every if case.change == change]
        print(changed.__name__, "first stage  ", figures(tested, lambda case: case.values[:, 0]))
        print(
            changed.__name__,
            f"{folds} folds      ",
            figures(tested, lambda c: c.values @ fits[fold_of[c.group]].weights),
        )
        print(changed.__name__, "trained on it", figures(tested, lambda case: case.values @ whole.weights))


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    counted = kinds.add_parser("rarity")
    counted.add_argument("articles", type=Path)
    counted.add_argument("--out", type=Path, default=RARITY)
    trained = kinds.add_parser("weights")
    trained.add_argument("folders", nargs="+", type=Path)
    trained.add_argument("--engine", choices=("tantivy", "opensearch"), default="tantivy")
    trained.add_argument("--url", default="http://127.0.0.1:9201")
    trained.add_argument("--strength", type=float, default=0.02)
    trained.add_argument("--folds", type=int, default=5)
    options = parser.parse_args()
    if options.kind == "rarity":
        write_rarity(options.articles, options.out)
        return
    every: list[Case] = []
    for number, folder in enumerate(options.folders):
        mine = list(cases(folder, options.engine, options.url, number * 1_000_000))
        print(folder.name)
        crossed(mine, options.strength, options.folds)
        every += mine
    if len(options.folders) > 1:
        print("all together")
        crossed(every, options.strength, options.folds)
    for name, weight in zip(FEATURES, fit(every, options.strength).weights, strict=True):
        if name not in BY_HAND:
            print(f"{name} = {weight:.3f}")


if __name__ == "__main__":
    main()
