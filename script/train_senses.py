"""Trains search_api/language/senses.npz: vectors of words, by which a question is near the article that answers it.

    script/train_senses.py ARTICLES QUESTIONS [--out FILE] [--held-out SHARE]

ARTICLES   articles of the official codification, one JSON object a line, packed by gzip
QUESTIONS  lines "article's id TAB question", packed by gzip; script/questions/everyday.tsv.gz ships with the product

A text is the sum of the vectors of its words and pairs. Headings are brought near the texts below them, questions and
pieces of texts near their articles, everyday words of the thesaurus near the law's phrases: of all texts of one batch
the right one should be the nearest (softmax over cosines, by Adam); questions are told from what lay nearest and is
wrong, too. Vectors of 256 numbers are learnt, and kept as the 128 in which texts differ the most. With `--held-out` so
many of the acts are left out, and their questions tell how well it goes: in which share of them the right article is
among the nearest 1, 10 and 40 of all articles.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
from scipy import sparse

from script.codified import chance, digest, questions
from script.lessons import (
    PAIRS,
    SETTINGS,
    Article,
    Floats,
    Lessons,
    Places,
    Random,
    Vocabulary,
    articles_of,
    codes,
    keys,
    lessons_of,
    side,
    vocabulary,
)
from search_api.language.senses import AREAS, NO_UNIT, SIZE
from search_api.query.synonyms import thesaurus

OUT = Path(__file__).parent.parent / "search_api" / "language" / "senses.npz"
BATCH = 256
ROUNDS = 5
EASY_ROUNDS = 2
"""Rounds before questions are told from what lies nearest to them."""

QUESTIONS_A_ROUND = 3
LEARNT_SIZE = 256
"""Numbers of a vector while it is learnt: of vectors of 128 and 256, both kept as 128, 0.733 and 0.742 of the questions
of acts that nothing was learnt from find their article among the nearest 10 of all."""

HEADINGS_SHARE, PIECES_SHARE = 0.3, 0.5
READING_RATE, ASKING_RATE = 0.003, 0.002
VECTORS_AT_ONCE = 512
STEPS = 7
"""The greatest number of a vector as it is kept: with 31 as many questions find their articles, in half more bytes."""

SEED = 7

Lesson = Callable[[Places, Floats, Random], Floats]


class Adam:
    """Steps against the slope, each number by its own pace (Kingma and Ba, arXiv:1412.6980)."""

    def __init__(self, vectors: Floats, rate: float) -> None:
        """Begin at `vectors`, which each step changes."""
        self.vectors, self.rate, self.steps = vectors, rate, 0
        self.mean, self.square = np.zeros_like(vectors), np.zeros_like(vectors)

    def step(self, slope: Floats) -> None:
        """One step, of some vectors after the others: few lie in near memory, which takes a third of the time."""
        self.steps += 1
        whole_mean, whole_square = 1 - 0.9**self.steps, 1 - 0.999**self.steps
        for start in range(0, len(slope), VECTORS_AT_ONCE):
            some = slice(start, start + VECTORS_AT_ONCE)
            mean, square, changed = self.mean[some], self.square[some], slope[some]
            mean += np.float32(0.1) * (changed - mean)
            square += np.float32(0.001) * (changed * changed - square)
            root = np.sqrt(square / np.float32(whole_square)) + np.float32(1e-8)
            self.vectors[some] -= np.float32(self.rate / whole_mean) * mean / root


def batches(number: int, random: Random, share: float = 1.0) -> Iterator[Places]:
    """All places in any order, so many at a time; with a share only so many of them."""
    order = random.permutation(number)[: round(number * share)]
    yield from (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def learnt(lessons: Lessons, random: Random) -> Floats:
    """The vectors of all words: first from headings alone, then from everything by turns.

    Steps that become smaller learn what was asked by heart: 0.719 instead of 0.728 of questions about acts that nothing
    was learnt from find their article among the nearest 10 of all.
    """
    size = (lessons.texts.shape[1], LEARNT_SIZE)
    vectors: Floats = (random.standard_normal(size) / np.sqrt(LEARNT_SIZE)).astype(np.float32)
    adam = Adam(vectors, READING_RATE)
    for _ in range(2):
        for some in batches(lessons.texts.shape[0], random):
            adam.step(lessons.heading(some, vectors, random))
    adam = Adam(vectors, ASKING_RATE)
    for number in range(ROUNDS):
        wrong = lessons.wrong(vectors) if number >= EASY_ROUNDS else None
        for lesson, some in turns_of(lessons, wrong, random):
            adam.step(lesson(some, vectors, random))
        print(f"round {number + 1} of {ROUNDS}", flush=True)
    return vectors


def turns_of(lessons: Lessons, wrong: Places | None, random: Random) -> list[tuple[Lesson, Places]]:
    """The lessons of one round, in any order."""
    turns: list[tuple[Lesson, Places]] = [
        (lessons.heading, some) for some in batches(lessons.texts.shape[0], random, HEADINGS_SHARE)
    ]
    for _ in range(QUESTIONS_A_ROUND):
        turns += [(partial(lessons.question, wrong=wrong), some) for some in batches(len(lessons.answers), random)]
    turns += [(lessons.piece, some) for some in batches(lessons.texts.shape[0], random, PIECES_SHARE)]
    turns += [(lessons.word, some) for some in batches(lessons.everyday.shape[0], random)]
    return [turns[place] for place in random.permutation(len(turns))]


def shortened(vectors: Floats, lessons: Lessons) -> Floats:
    """The same in the `SIZE` directions along which articles and questions are widest (principal components)."""
    spread = np.zeros((vectors.shape[1], vectors.shape[1]))
    for texts in (lessons.whole, lessons.questions):
        held = side(texts, vectors).vectors
        spread += held.T @ held / len(held)
    _, axes = np.linalg.eigh(spread)
    return np.ascontiguousarray(vectors @ axes[:, -SIZE:].astype(np.float32))


def directions(vectors: Floats, random: Random) -> Floats:
    """`AREAS` directions about which the vectors lie (spherical k-means)."""
    found = vectors[random.choice(len(vectors), AREAS, replace=False)].copy()
    for _ in range(10):
        nearest = np.concatenate([np.argmax(part @ found.T, axis=1) for part in np.array_split(vectors, 16)])
        summed = np.zeros_like(found)
        np.add.at(summed, nearest, vectors)
        lengths = np.linalg.norm(summed, axis=1, keepdims=True)
        found = np.where(lengths > 0, summed / np.maximum(lengths, 1e-9), found)
    return found


def write(words: Vocabulary, vectors: Floats, areas: Floats, out: Path, made_of: str, articles: str) -> None:
    """The vectors by their weights, a byte a number with a scale for each vector, the areas, and what they are of."""
    weighed = vectors * words.rarity[:, None]
    scales = np.maximum(np.abs(weighed).max(axis=1) / STEPS, 1e-6).astype(np.float16)
    single = words.keys < PAIRS
    steps = (np.diff(part, prepend=np.uint64(0)) for part in (words.keys[single], words.keys[~single] - PAIRS))
    word_steps, pair_steps = (part.astype(np.uint32) for part in steps)
    np.savez_compressed(
        out,
        word_steps=word_steps,
        pair_steps=pair_steps,
        vectors=np.round(weighed / scales.astype(np.float32)[:, None]).astype(np.int8),
        scales=scales,
        areas=areas.astype(np.float16),
        made_of=np.array(made_of),
        articles=np.array(articles),
    )
    print(f"{len(word_steps)} words, {len(pair_steps)} pairs, {out.stat().st_size} bytes")


def told(vectors: Floats, whole: Floats, questions: sparse.csr_matrix, answers: Places) -> str:
    """In which share of questions the right article is among the nearest."""
    near = side(questions, vectors).vectors @ whole.T
    rank = (near > near[np.arange(len(answers)), answers][:, None]).sum(axis=1)
    return ", ".join(f"@{depth} {(rank < depth).mean():.3f}" for depth in (1, 10, 40))


def made_of(questions: Path) -> str:
    """A name for what the vectors are learnt from beside the articles, and how."""
    table = [(left, *right) for field in thesaurus().fields.values() for left, right in field.items()]
    taught = (BATCH, ROUNDS, EASY_ROUNDS, QUESTIONS_A_ROUND, LEARNT_SIZE, HEADINGS_SHARE, PIECES_SHARE)
    paces = (READING_RATE, ASKING_RATE)
    return digest([repr((SETTINGS, taught, paces, SIZE, AREAS, STEPS, SEED)), repr(table), questions.read_bytes()])


def main() -> None:
    """Train, and write the vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--held-out", type=float, default=0.0)
    options = parser.parse_args()
    random = np.random.default_rng(SEED)
    every = articles_of(options.articles)
    place_of = {article.id: place for place, article in enumerate(every)}
    asked = [(ids[0], codes(text)) for ids, text in questions(options.questions)]
    tested = [(place_of[name], text) for name, text in asked if is_held(every[place_of[name]], options)]
    known = [article for article in every if not is_held(article, options)]
    place_of = {article.id: place for place, article in enumerate(known)}
    taught = [(place_of[name], text) for name, text in asked if name in place_of]
    everyday = [keys(codes(left)) for field in thesaurus().fields.values() for left in field]
    texts = [np.concatenate([keys(article.heading), keys(article.text)]) for article in known]
    words = vocabulary(texts, [*(keys(text) for _, text in taught), *everyday])
    print(f"{len(known)} articles, {len(taught)} questions, {len(words.keys)} words and pairs", flush=True)
    if len(words.keys) >= NO_UNIT:
        raise SystemExit(f"{len(words.keys)} words and pairs are more than two bytes of a row can name")
    lessons = lessons_of(known, taught, words)
    vectors = shortened(learnt(lessons, random), lessons)
    if tested:
        whole = lessons_of(every, tested, words)
        print(told(vectors, side(whole.whole, vectors).vectors, whole.questions, whole.answers))
    areas = directions(side(lessons.whole, vectors).vectors, random)
    articles = digest([options.articles.read_bytes()])
    write(words, vectors, areas, options.out, made_of(options.questions), articles)


def is_held(article: Article, options: argparse.Namespace) -> bool:
    """Whether the article's act is left out of what is learnt from."""
    return chance(article.act, "held") < float(options.held_out)


if __name__ == "__main__":
    main()
