"""Fits the second stage: the weights of search_api/ranking/model.toml that are not set by hand, and interplay.npz.

    script/train_ranking.py ARTICLES QUESTIONS ASKED VECTORS BEIR [--out FOLDER]

ARTICLES   articles of the official codification, one JSON object a line, packed by gzip
QUESTIONS  lines "article's id TAB question", packed by gzip; those about acts that VECTORS did not learn from count
ASKED      lines "ids of articles TAB question" by other writers
VECTORS    what script/train_senses.py learnt with --held-out, so that questions meet what was never learnt
BEIR       a folder of sentences, as for bench.relevance: asked as typed, without marks, and with half of them

Each question is asked by the product's own first stage, and so are words copied from texts. Of the rows found the right
ones should weigh the most (softmax regression). Printed is what each kind of questions gives by the first stage, by
what was fitted on other folds, and by what is written. script/train_relevance.py makes first what is needed.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.relevance import Question, corpus_of, half_toned, questions_of
from script.codified import chance, digest, entries, questions
from script.ranking_cases import COPIED, Case, cases, collections, copied, learnt
from script.ranking_fit import BY_HAND, SETTINGS, Fit, fit
from search_api.query.syllables import fold_in_place
from search_api.ranking.features import FEATURES
from search_api.ranking.interplay import Net
from search_api.ranking.second_stage import model

OUT = Path(__file__).parent.parent / "search_api" / "ranking"
HELD_OUT = 0.2
"""Share of the acts that the vectors of the questions do not learn from."""

SENTENCES_COUNT = 16
"""How much a sentence counts against one everyday question: there are few, and they ask by the law's own words."""

COPIES_COUNT = 0.5
FOLDS = 4
FIRST_PAGE = 10
CHANGES: dict[str, Callable[[str], str]] = {"as typed": str, "no marks": fold_in_place, "half": half_toned}


@dataclass(frozen=True, slots=True)
class Kind:
    """Cases of one kind, and how much each counts."""

    name: str
    cases: tuple[Case, ...]
    counts: float = 1.0


def kinds(options: argparse.Namespace) -> list[Kind]:
    """All cases, by kinds."""
    codified = entries(options.articles)
    unseen = {each.id for each in codified if chance(each.act, "held") < HELD_OUT}
    everyday, other = (
        [Question(text, dict.fromkeys(ids, 1)) for ids, text in questions(path)]
        for path in (options.questions, options.asked)
    )
    asked = {
        "everyday": [each for each in everyday if unseen.issuperset(each.right)],
        "others": other,
        "copied": [each for each in copied(codified) if unseen.issuperset(each.right)],
    }
    found = []
    with learnt(options.vectors):
        for name, records in collections(codified).items():
            here = {each.id for each in records}
            mine = {kind: [each for each in some if here.issuperset(each.right)] for kind, some in asked.items()}
            every = list(cases(records, [each for some in mine.values() for each in some]))
            for kind, some in mine.items():
                texts, counts = {each.text for each in some}, COPIES_COUNT if kind == "copied" else 1.0
                found.append(Kind(f"{kind}, {name}", tuple(e for e in every if e.question in texts), counts))
    sentences = list(corpus_of(options.beir))
    for name, changed in CHANGES.items():
        held = tuple(cases(sentences, questions_of(options.beir, changed)))
        found.append(Kind(f"sentences, {name}", held, SENTENCES_COUNT))
    return found


def figures(tested: Sequence[Case], score: Callable[[Case], NDArray[np.float64]]) -> str:
    """Recall and reciprocal rank over questions whose candidates are ordered by `score`."""
    sums = dict.fromkeys(("recall@1", "recall@5", "recall@10", "mrr@10"), 0.0)
    for case in tested:
        right = case.right[np.argsort(-score(case), kind="stable")]
        for depth in (1, 5, FIRST_PAGE):
            sums[f"recall@{depth}"] += right[:depth].sum() / case.wanted
        first = np.flatnonzero(right[:FIRST_PAGE])
        sums["mrr@10"] += 1 / (first[0] + 1) if len(first) else 0.0
    return ", ".join(f"{name} {value / max(len(tested), 1):.3f}" for name, value in sums.items())


def fold_of(case: Case) -> int:
    """The fold of a question: the same for all ways of typing it."""
    return int(chance(fold_in_place(case.question), "fold") * FOLDS)


def written(text: str, weights: NDArray[np.float64], made_of: str) -> str:
    """The model with other weights; what stands beside them stays."""
    for name, weight in zip(FEATURES, weights, strict=True):
        if name not in BY_HAND:
            text = re.sub(rf"(?m)^{name} = \S+ *(?=#)", f"{name} = {weight:.3f}".ljust(22) + " ", text)
    return re.sub(r'(?m)^made_of = ".*"', f'made_of = "{made_of}"', text)


def made_of(questions: Path, asked: Path, vectors: Path) -> str:
    """A name for what ships and is fitted on, and how."""
    held = model()
    by_hand = [(name, held.weights[name]) for name in BY_HAND]
    settings = repr((SETTINGS, by_hand, held.documents, HELD_OUT, SENTENCES_COUNT, COPIES_COUNT, COPIED))
    return digest([settings, *(path.read_bytes() for path in (questions, asked, vectors))])


def write(fitted: Fit, made_of: str, out: Path) -> None:
    """The weights into the model, the net beside it."""
    text = (OUT / "model.toml").read_text(encoding="utf-8")
    (out / "model.toml").write_text(written(text, fitted.weights, made_of), encoding="utf-8")
    parts = dict(zip(Net.__slots__, astuple(fitted.net), strict=True))
    np.savez_compressed(
        out / "interplay.npz",
        made_of=np.array(made_of),
        told=parts["told"].astype(np.float32),
        best=parts["best"].astype(np.float32),
        rest=parts["rest"].astype(np.float32),
        out=parts["out"].astype(np.float32),
    )


def main() -> None:
    """Fit, tell how well it goes, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("articles", "questions", "asked", "vectors", "beir"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    every = kinds(options)
    training = [(case, kind.counts) for kind in every for case in kind.cases]
    folds = [fit([each for each in training if fold_of(each[0]) != fold]) for fold in range(FOLDS)]
    fitted = fit(training)
    for kind in every:
        print(f"{kind.name}, {len(kind.cases)} questions")
        print("  first stage", figures(kind.cases, lambda case: case.values[:, 0]))
        print("  other folds", figures(kind.cases, lambda case: folds[fold_of(case)].scores(case)))
        print("  as written ", figures(kind.cases, fitted.scores))
    vectors = OUT.parent / "language" / "senses.npz"
    write(fitted, made_of(options.questions, options.asked, vectors), options.out)


if __name__ == "__main__":
    main()
