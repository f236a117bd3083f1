"""Trains search_api/language/senses.npz: vectors of words, by which a question is near the article that answers it.

    script/train_senses.py ARTICLES QUESTIONS [--out FILE] [--held-out SHARE]

ARTICLES   articles of the official codification, one JSON object a line, packed by gzip
QUESTIONS  lines "article's id TAB question", packed by gzip; script/questions/everyday.tsv.gz ships with the product

A text is the sum of the vectors of its words and pairs. Headings are brought near the texts below them, questions and
pieces of texts near their articles, everyday words of the thesaurus near the law's phrases: of all texts of one batch
the right one should be the nearest (softmax over cosines, by Adam). With `--held-out` so many of the acts are left out,
and their questions tell how well it goes: in which share of them the right article is among the nearest 1, 10 and 40
of all articles.
"""

import argparse
import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from search_api.language.codes import Codes, codes_of, pair_codes
from search_api.language.rarity import rarity
from search_api.language.senses import AREAS, HEADING, SIZE, TEXT
from search_api.query.syllables import streams
from search_api.query.synonyms import thesaurus

OUT = Path(__file__).parent.parent / "search_api" / "language" / "senses.npz"
LEAST_WORD, LEAST_PAIR = 3, 25
LEAST_ASKED_WORD, LEAST_ASKED_PAIR = 2, 3
TITLED = 0.5
PAIRS = np.uint64(1 << 32)
"""Added to codes of pairs, so that all stand in one line: words first."""

TEMPERATURE = 0.1
LEFT_OUT = 0.3
"""Of the words of each text, anew each time: so that none is relied on."""

BATCH = 256
ROUNDS = 5
QUESTIONS_A_ROUND = 3
HEADINGS_SHARE, PIECES_SHARE = 0.3, 0.5
SHORTEST_PIECE, LONGEST_PIECE = 10, 40
"""Words of a piece of a text: long questions are told as the law tells them."""

READING_RATE, ASKING_RATE = 0.003, 0.002
STEPS = 31
"""The greatest number of a vector as it is kept: with 127 as many questions find their articles, in 1.2 MB more."""

NEIGHBOURS = 4
"""Other articles of the same act that each question is told from."""

Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Random = np.random.Generator
Lesson = Callable[[Places, Floats, Random], Floats]


@dataclass(frozen=True, slots=True)
class Article:
    """Words of heading, with the act's title before it in one half of the acts, and of the text."""

    id: str
    act: str
    heading: Codes
    text: Codes


def codes(text: str) -> Codes:
    """The words of a text."""
    held = streams(text)
    return codes_of(held.words, held.folded_words)


def articles_of(path: Path) -> list[Article]:
    """All articles; titles of acts stand in front of every second act's headings, since collections differ in that."""
    found, titles = [], {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        read = [json.loads(line) for line in lines]
    for article in read:
        source = re.match(r"\(Điều \S+ (.*?)(?: ngày |,|\))", (article["source"] or [""])[0])
        if source and len(source[1]) > len(titles.get(article["act"], "")):
            titles[article["act"]] = source[1]
    for article in read:
        heading = re.sub(r"^Điều [^ ]+ ?", "", article["heading"] or "")
        act = article["act"] or ""
        if chance(act, "title") < TITLED:
            heading = f"{titles.get(act, '')} {heading}"
        found.append(Article(article["id"], act, codes(heading), codes(article["text"] or "")[:TEXT]))
    return found


def chance(act: str, what: str) -> float:
    """A number from 0 to 1 that belongs to an act."""
    return int.from_bytes(hashlib.blake2b(f"{what} {act}".encode(), digest_size=4).digest()) / (1 << 32)


def keys(line: Codes) -> Keys:
    """The words and pairs of a text."""
    pairs = pair_codes(line[:-1], line[1:]).astype(np.uint64) + PAIRS
    return np.concatenate([line.astype(np.uint64), pairs])


def counted(texts: Iterable[Keys]) -> tuple[Keys, npt.NDArray[np.int64]]:
    """In how many texts each key stands."""
    return np.unique(np.concatenate([np.unique(text) for text in texts]), return_counts=True)


def common(found: Keys, number: npt.NDArray[np.int64], words: int, pairs: int) -> npt.NDArray[np.bool_]:
    """Which keys stand in enough texts."""
    return np.where(found < PAIRS, number >= words, number >= pairs)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Rising keys, and what each weighs: its rarity in texts of law."""

    keys: Keys
    rarity: Floats

    def matrix(self, texts: Sequence[Keys]) -> sparse.csr_matrix:
        """Texts as lines of weighed counts."""
        bounds, places, values = [0], [], []
        for text in texts:
            key, number = np.unique(text, return_counts=True)
            place = np.minimum(np.searchsorted(self.keys, key), len(self.keys) - 1)
            known = self.keys[place] == key
            places.append(place[known])
            values.append(number[known] * self.rarity[place[known]])
            bounds.append(bounds[-1] + int(known.sum()))
        shape = (len(texts), len(self.keys))
        return sparse.csr_matrix((np.concatenate(values).astype(np.float32), np.concatenate(places), bounds), shape)


def vocabulary(texts: Sequence[Keys], asked: Sequence[Keys]) -> Vocabulary:
    """What is common in texts of law, and besides what is common in questions."""
    found, number = counted(texts)
    kept = common(found, number, LEAST_WORD, LEAST_PAIR)
    found, number = found[kept], number[kept]
    more, more_number = counted(asked)
    new = common(more, more_number, LEAST_ASKED_WORD, LEAST_ASKED_PAIR) & ~np.isin(more, found)
    every = np.concatenate([found, more[new]])
    held = np.concatenate([number, np.ones(int(new.sum()), dtype=np.int64)])
    order = np.argsort(every)
    return Vocabulary(every[order], rarity(held[order], len(texts)).astype(np.float32))


@dataclass(frozen=True, slots=True)
class Side:
    """Texts as vectors of length 1, and what each was divided by."""

    texts: sparse.csr_matrix
    vectors: Floats
    lengths: Floats

    def slope(self, wanted: Floats) -> Floats:
        """What changes of the words' vectors change these as wanted."""
        along = self.vectors * (self.vectors * wanted).sum(axis=1, keepdims=True)
        slope: Floats = self.texts.T @ ((wanted - along) / self.lengths)
        return slope


def side(texts: sparse.csr_matrix, vectors: Floats) -> Side:
    """Texts by the vectors of their words."""
    summed = texts @ vectors
    lengths = np.linalg.norm(summed, axis=1, keepdims=True) + 1e-9
    return Side(texts, summed / lengths, lengths)


class Adam:
    """Steps against the slope, each number by its own pace (Kingma and Ba, arXiv:1412.6980)."""

    def __init__(self, vectors: Floats, rate: float) -> None:
        """Begin at `vectors`, which each step changes."""
        self.vectors, self.rate, self.steps = vectors, rate, 0
        self.mean, self.square = np.zeros_like(vectors), np.zeros_like(vectors)

    def step(self, slope: Floats) -> None:
        """One step."""
        self.steps += 1
        self.mean += 0.1 * (slope - self.mean)
        self.square += 0.001 * (slope * slope - self.square)
        mean, square = self.mean / (1 - 0.9**self.steps), self.square / (1 - 0.999**self.steps)
        self.vectors -= self.rate * mean / (np.sqrt(square) + 1e-8)


def thinned(texts: sparse.csr_matrix, random: Random) -> sparse.csr_matrix:
    """The same with some words left out."""
    kept = texts.copy()
    kept.data = kept.data * (random.random(len(kept.data)) >= LEFT_OUT)
    return kept


def slope_of(left: Side, right: Side, places: Places) -> Floats:
    """The slope of the loss: each of `left` should be nearest to the one of `right` at its place."""
    shares = left.vectors @ right.vectors.T / TEMPERATURE
    shares = np.exp(shares - shares.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    shares[np.arange(len(places)), places] -= 1
    shares /= len(places) * TEMPERATURE
    return left.slope(shares @ right.vectors) + right.slope(shares.T @ left.vectors)


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learnt from: headings and texts, questions with the places of their articles, words and phrases."""

    words: Vocabulary
    articles: Sequence[Article]
    headings: sparse.csr_matrix
    texts: sparse.csr_matrix
    whole: sparse.csr_matrix
    questions: sparse.csr_matrix
    answers: Places
    beside: tuple[Places, ...]
    everyday: sparse.csr_matrix
    phrases: sparse.csr_matrix

    def heading(self, some: Places, vectors: Floats, random: Random) -> Floats:
        """Headings and their texts."""
        left, right = (side(thinned(each[some], random), vectors) for each in (self.headings, self.texts))
        return slope_of(left, right, np.arange(len(some)))

    def question(self, some: Places, vectors: Floats, random: Random) -> Floats:
        """Questions, their articles, and others of the same acts."""
        others = [random.choice(self.beside[place], NEIGHBOURS) for place in some if len(self.beside[place])]
        chosen, places = np.unique(np.concatenate([self.answers[some], *others]), return_inverse=True)
        left, right = side(thinned(self.questions[some], random), vectors), self.whole[chosen]
        return slope_of(left, side(thinned(right, random), vectors), places[: len(some)])

    def piece(self, some: Places, vectors: Floats, random: Random) -> Floats:
        """Pieces of texts, and the articles that they are of."""
        lengths = random.integers(SHORTEST_PIECE, LONGEST_PIECE, len(some), endpoint=True)
        texts = [self.articles[place].text for place in some]
        starts = [
            int(random.integers(0, max(1, len(text) - length))) for text, length in zip(texts, lengths, strict=True)
        ]
        parts = zip(texts, starts, lengths, strict=True)
        pieces = self.words.matrix([keys(text[start : start + length]) for text, start, length in parts])
        left, right = (side(thinned(each, random), vectors) for each in (pieces, self.whole[some]))
        return slope_of(left, right, np.arange(len(some)))

    def word(self, some: Places, vectors: Floats, _: Random) -> Floats:
        """Everyday words and the law's phrases for them."""
        return slope_of(side(self.everyday[some], vectors), side(self.phrases[some], vectors), np.arange(len(some)))


def batches(number: int, random: Random, share: float = 1.0) -> Iterator[Places]:
    """All places in any order, so many at a time; with a share only so many of them."""
    order = random.permutation(number)[: round(number * share)]
    yield from (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def learnt(lessons: Lessons, random: Random) -> Floats:
    """The vectors of all words: first from headings alone, then from everything by turns."""
    size = (lessons.texts.shape[1], SIZE)
    vectors: Floats = (random.standard_normal(size) / np.sqrt(SIZE)).astype(np.float32)
    adam = Adam(vectors, READING_RATE)
    for _ in range(2):
        for some in batches(lessons.texts.shape[0], random):
            adam.step(lessons.heading(some, vectors, random))
    adam = Adam(vectors, ASKING_RATE)
    for number in range(ROUNDS):
        turns: list[tuple[Lesson, Places]] = [
            (lessons.heading, some) for some in batches(lessons.texts.shape[0], random, HEADINGS_SHARE)
        ]
        for _ in range(QUESTIONS_A_ROUND):
            turns += [(lessons.question, some) for some in batches(len(lessons.answers), random)]
        turns += [(lessons.piece, some) for some in batches(lessons.texts.shape[0], random, PIECES_SHARE)]
        turns += [(lessons.word, some) for some in batches(lessons.everyday.shape[0], random)]
        for place in random.permutation(len(turns)):
            lesson, some = turns[place]
            adam.step(lesson(some, vectors, random))
        print(f"round {number + 1} of {ROUNDS}", flush=True)
    return vectors


def lessons_of(articles: Sequence[Article], questions: Sequence[tuple[int, Codes]], words: Vocabulary) -> Lessons:
    """The lessons of these articles and questions; a question names its article by its place."""
    headings = words.matrix([keys(article.heading) for article in articles])
    texts = words.matrix([keys(article.text) for article in articles])
    acts: dict[str, list[int]] = {}
    for place, article in enumerate(articles):
        acts.setdefault(article.act, []).append(place)
    others = tuple(np.array([each for each in acts[articles[place].act] if each != place]) for place, _ in questions)
    table = [(left, right) for field in thesaurus().fields.values() for left, every in field.items() for right in every]
    return Lessons(
        words=words,
        articles=articles,
        headings=headings,
        texts=texts,
        whole=(texts + HEADING * headings).tocsr(),
        questions=words.matrix([keys(question) for _, question in questions]),
        answers=np.array([place for place, _ in questions]),
        beside=others,
        everyday=words.matrix([keys(codes(left)) for left, _ in table]),
        phrases=words.matrix([keys(codes(right)) for _, right in table]),
    )


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


def write(words: Vocabulary, vectors: Floats, areas: Floats, out: Path) -> None:
    """The vectors by their weights, a byte a number with a scale for each vector, and the areas."""
    weighed = vectors * words.rarity[:, None]
    scales = np.maximum(np.abs(weighed).max(axis=1) / STEPS, 1e-6).astype(np.float16)
    single = words.keys < PAIRS
    steps = (np.diff(part, prepend=np.uint64(0)) for part in (words.keys[single], words.keys[~single] - PAIRS))
    word_steps, pair_steps = (part.astype(np.uint32) for part in steps)
    small = np.round(weighed / scales.astype(np.float32)[:, None]).astype(np.int8)
    np.savez_compressed(
        out,
        word_steps=word_steps,
        pair_steps=pair_steps,
        vectors=small,
        scales=scales,
        areas=areas.astype(np.float16),
    )
    print(f"{len(word_steps)} words, {len(pair_steps)} pairs, {out.stat().st_size} bytes")


def told(vectors: Floats, whole: Floats, questions: sparse.csr_matrix, answers: Places) -> str:
    """In which share of questions the right article is among the nearest."""
    near = side(questions, vectors).vectors @ whole.T
    rank = (near > near[np.arange(len(answers)), answers][:, None]).sum(axis=1)
    return ", ".join(f"@{depth} {(rank < depth).mean():.3f}" for depth in (1, 10, 40))


def main() -> None:
    """Train, and write the vectors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--held-out", type=float, default=0.0)
    options = parser.parse_args()
    random = np.random.default_rng(7)
    every = articles_of(options.articles)
    place_of = {article.id: place for place, article in enumerate(every)}
    with gzip.open(options.questions, "rt", encoding="utf-8") as lines:
        asked = [line.rstrip("\n").split("\t") for line in lines]
    tested = [(place_of[name], codes(text)) for name, text in asked if is_held(every[place_of[name]], options)]
    known = [article for article in every if not is_held(article, options)]
    place_of = {article.id: place for place, article in enumerate(known)}
    taught = [(place_of[name], codes(text)) for name, text in asked if name in place_of]
    everyday = [keys(codes(left)) for field in thesaurus().fields.values() for left in field]
    texts = [np.concatenate([keys(article.heading), keys(article.text)]) for article in known]
    words = vocabulary(texts, [*(keys(text) for _, text in taught), *everyday])
    print(f"{len(known)} articles, {len(taught)} questions, {len(words.keys)} words and pairs", flush=True)
    lessons = lessons_of(known, taught, words)
    vectors = learnt(lessons, random)
    if tested:
        whole = lessons_of(every, tested, words)
        print(told(vectors, side(whole.whole, vectors).vectors, whole.questions, whole.answers))
    write(words, vectors, directions(side(lessons.whole, vectors).vectors, random), options.out)


def is_held(article: Article, options: argparse.Namespace) -> bool:
    """Whether the article's act is left out of what is learnt from."""
    return chance(article.act, "held") < options.held_out


if __name__ == "__main__":
    main()
