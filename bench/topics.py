"""Figures of the classifier of topics: accuracy, macro-F1 and calibration by what is known of an article.

script/train_topics.py calls it with scores that come from classifiers which have not seen the act.
"""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlp.knowledge import lexicon
from nlp.topics.model import KNOWN, Known, Trust, doubted, softmax
from nlp.topics.taxonomy import key_of, topics

BINS = 10
DOUBTS = np.arange(0, 0.1, 0.005)
LEAST_OF_ARTICLE = 0.7
"""What an article's own words count at least beside its document. An act of the codification has one subject almost
always, so the best fit would follow the document alone; in an act on many subjects the articles must tell."""
OF_DOCUMENTS = frozenset({"title", "document-title", "document"})
"""Ways that judge a whole act; the others judge an article."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of articles and of acts' titles (`named`: those that have one), the true classes, acts and folds."""

    articles: Floats
    titles: Floats
    named: NDArray[np.bool_]
    labels: Ints
    acts: Ints
    folds: Ints


@dataclass(frozen=True, slots=True)
class Cases:
    """What one way judges: its scores from article, document, document by number of articles, title; truth and fold."""

    parts: tuple[Floats, Floats, Floats, Floats]
    truth: Ints
    folds: Ints


def cases(scored: Scored, known: Known) -> Cases:
    """The articles, or the acts, that this way judges; without a title only where the way needs none."""
    sizes = np.bincount(scored.acts, minlength=len(scored.titles))
    means = np.zeros_like(scored.titles)
    np.add.at(means, scored.acts, scored.articles)
    means /= np.maximum(sizes, 1)[:, None]
    many = means * np.log2(np.maximum(sizes, 1))[:, None]
    titled = scored.named if known.endswith("title") else np.ones(len(sizes), np.bool_)
    if known in OF_DOCUMENTS:
        votes = np.zeros_like(means)
        np.add.at(votes, (scored.acts, scored.labels), 1)
        kept = titled & (sizes > 0)
        parts = (means[kept] * 0, means[kept], many[kept], scored.titles[kept])
        return Cases(parts, votes.argmax(1)[kept], scored.folds[kept])
    kept = titled[scored.acts]
    acts = scored.acts[kept]
    return Cases(
        (scored.articles[kept], means[acts], many[acts], scored.titles[acts]), scored.labels[kept], scored.folds[acts]
    )


def _used(known: Known) -> NDArray[np.bool_]:
    names = known.split("-")
    return np.array(["article" in names, "document" in names, "document" in names, "title" in names])


def fitted(found: Cases, known: Known) -> Trust:
    """The weights of the scores that make the truth likeliest, and the doubt that calibrates best with them."""
    used = np.flatnonzero(_used(known))
    rows, classes = np.arange(len(found.truth)), found.parts[0].shape[1]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Mean surprise and its slope."""
        total = np.zeros_like(found.parts[0])
        for place, weight in zip(used, weights[:-1], strict=True):
            total += found.parts[place] * np.float32(weight)
        chances, doubt = softmax(total), weights[-1]
        sure = chances[rows, found.truth].astype(np.float64)
        right = (1 - doubt) * sure + doubt / classes
        share = ((1 - doubt) * sure / right).astype(np.float32)
        chances[rows, found.truth] -= 1
        chances *= share[:, None]
        slopes = [float((chances * found.parts[place]).sum()) / len(rows) for place in used]
        return float(-np.log(right).mean()), np.array([*slopes, float(((sure - 1 / classes) / right).mean())])

    start = np.array([*np.ones(len(used)), 0.02])
    own = LEAST_OF_ARTICLE if known.startswith("article-document") else None
    bounds = [*((own if place == 0 else None, None) for place in used), (1e-4, 0.2)]
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 60})
    weights = np.zeros(4)
    weights[used] = best.x[:-1]
    trust = Trust(weights[0], weights[1], weights[3], weights[2])
    sure = chances_of(found, trust)
    errors = [calibration_error(doubted(sure, doubt), found.truth) for doubt in DOUBTS]
    return replace(trust, doubt=float(DOUBTS[int(np.argmin(errors))]))


def chances_of(found: Cases, trust: Trust) -> Floats:
    """Probabilities of each case."""
    article, document, many, title = found.parts
    total = article * trust.article + document * trust.document + many * trust.many + title * trust.title
    return doubted(softmax(total), trust.doubt)


def fit_trust(scored: Scored) -> Floats:
    """The trust of each way, in the order of KNOWN, as the model's file holds it."""
    found = [fitted(cases(scored, known), known) for known in KNOWN]
    return np.array([[one.article, one.document, one.title, one.many, one.doubt] for one in found], np.float32)


def accuracy(scores: Floats, truth: Ints) -> float:
    """Share of rows whose highest score is the true class."""
    return float((scores.argmax(1) == truth).mean())


def macro_f1(scores: Floats, truth: Ints) -> float:
    """Mean of the F1 of the classes that occur."""
    said, values = scores.argmax(1), []
    for label in np.unique(truth):
        both = int(((said == label) & (truth == label)).sum())
        values.append(2 * both / int((said == label).sum() + (truth == label).sum()))
    return float(np.mean(values))


def calibration(chances: Floats, truth: Ints) -> list[tuple[int, float, float]]:
    """For each tenth of probability: how many cases, mean probability, share that is right."""
    sure, right = chances.max(1), chances.argmax(1) == truth
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    return [
        (int((bins == one).sum()), float(sure[bins == one].mean()), float(right[bins == one].mean()))
        for one in range(BINS)
        if (bins == one).any()
    ]


def calibration_error(chances: Floats, truth: Ints) -> float:
    """Expected calibration error: the mean distance of probability and share that is right."""
    return sum(count * abs(sure - right) for count, sure, right in calibration(chances, truth)) / len(truth)


def unseen_chances(scored: Scored, known: Known) -> tuple[Floats, Ints]:
    """Probabilities whose trust, too, was fitted on other folds, and the truth."""
    found = cases(scored, known)
    chances = np.zeros_like(found.parts[0])
    for fold in np.unique(found.folds):
        mine = found.folds == fold
        seen = Cases(_rows(found.parts, ~mine), found.truth[~mine], found.folds[~mine])
        chances[mine] = chances_of(
            Cases(_rows(found.parts, mine), found.truth[mine], found.folds[mine]), fitted(seen, known)
        )
    return chances, found.truth


def _rows(parts: tuple[Floats, ...], chosen: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats, Floats]:
    first, second, third, fourth = (part[chosen] for part in parts)
    return first, second, third, fourth


def report(name: str, scored: Scored, classes: tuple[int, ...], *, plain: bool = False) -> str:
    """Tables of all figures, in Markdown."""
    lines = [f"| {name} | cases | accuracy | macro-F1 | ECE |", "|---|---:|---:|---:|---:|"]
    ways: tuple[Known, ...] = ("article", "article-document", "document") if plain else KNOWN
    for known in ways:
        chances, truth = unseen_chances(scored, known)
        figures = accuracy(chances, truth), macro_f1(chances, truth), calibration_error(chances, truth)
        lines.append(f"| {known} | {len(truth):,} | " + " | ".join(f"{figure:.4f}" for figure in figures) + " |")
    if plain:
        return "\n".join(lines)
    for known in ("article", "article-document-title", "document-title"):
        chances, truth = unseen_chances(scored, known)
        lines += ["", f"| {known}: probability | cases | mean | right |", "|---|---:|---:|---:|"]
        for count, sure, right in calibration(chances, truth):
            lines.append(f"| {int(sure * BINS) / BINS:.1f} | {count:,} | {sure:.3f} | {right:.3f} |")
        if known != "article":
            lines += ["", *_confusions(chances, truth, classes), "", *_thresholds(chances, truth)]
    lines += ["", *_by_topic(*unseen_chances(scored, "article-document-title"), classes)]
    return "\n".join(lines)


def _confusions(chances: Floats, truth: Ints, classes: tuple[int, ...]) -> list[str]:
    names = {topic.key: topic.name for topic in topics()}
    said = chances.argmax(1)
    pairs = Counter((int(right), int(wrong)) for right, wrong in zip(truth, said, strict=True) if right != wrong)
    lines = ["| in the codification | said | cases |", "|---|---|---:|"]
    for (right, wrong), times in pairs.most_common(12):
        lines.append(f"| {names[key_of(classes[right])]} | {names[key_of(classes[wrong])]} | {times} |")
    return lines


def _thresholds(chances: Floats, truth: Ints) -> list[str]:
    lines = ["| least probability | judged | right |", "|---|---:|---:|"]
    for least in (0.3, 0.4, 0.5, 0.7, 0.9):
        sure = chances.max(1) >= least
        lines.append(f"| {least} | {sure.mean():.3f} | {accuracy(chances[sure], truth[sure]):.3f} |")
    least = lexicon("topics")["least"]
    listed = chances >= least
    among = listed[np.arange(len(truth)), truth].mean()
    lines.append(
        f"| any of {least} and more ({listed.sum(1).mean():.2f} a case) | {listed.any(1).mean():.3f} | {among:.3f} |"
    )
    return lines


def _by_topic(chances: Floats, truth: Ints, classes: tuple[int, ...]) -> list[str]:
    names, said = {topic.key: topic.name for topic in topics()}, chances.argmax(1)
    lines = ["| topic | articles | precision | recall |", "|---|---:|---:|---:|"]
    for label in np.unique(truth):
        both = int(((said == label) & (truth == label)).sum())
        shares = both / max(int((said == label).sum()), 1), both / int((truth == label).sum())
        lines.append(
            f"| {names[key_of(classes[label])]} | {int((truth == label).sum())} | {shares[0]:.2f} | {shares[1]:.2f} |"
        )
    return lines
