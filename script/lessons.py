"""What vectors of words are learnt from: texts as weighed words and pairs, and slopes that bring pairs of them near."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import sparse

from script.codified import chance, entries
from search_api.language.codes import Codes, codes_of, pair_codes
from search_api.language.rarity import rarity
from search_api.language.senses import HEADING, TEXT
from search_api.query.streams import streams
from search_api.query.synonyms import thesaurus

LEAST_WORD, LEAST_PAIR = 3, 25
LEAST_ASKED_WORD, LEAST_ASKED_PAIR = 2, 3
TITLED = 0.5
PAIRS = np.uint64(1 << 32)
"""Added to codes of pairs, so that all stand in one line: words first."""

TEMPERATURE = 0.1
LEFT_OUT = 0.5
"""Of the words of each text, anew each time: so that none is relied on."""

SHORTEST_PIECE, LONGEST_PIECE = 10, 40
"""Words of a piece of a text: long questions are told as the law tells them."""

NEIGHBOURS = 4
"""Other articles of the same act that each question is told from."""

NEAREST, NEAR = 30, 4
"""Of so many wrong articles that lie nearest to a question, it is told from so many each time."""

SETTINGS = (
    *(LEAST_WORD, LEAST_PAIR, LEAST_ASKED_WORD, LEAST_ASKED_PAIR, TITLED, TEXT, HEADING),
    *(TEMPERATURE, LEFT_OUT, SHORTEST_PIECE, LONGEST_PIECE, NEIGHBOURS, NEAREST, NEAR),
)

QUESTIONS_AT_ONCE = 1024

Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
Random = np.random.Generator


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
    found = []
    for each in entries(path):
        heading = f"{each.name} {each.heading}" if chance(each.act, "title") < TITLED else each.heading
        found.append(Article(each.id, each.act, codes(heading), codes(each.text)[:TEXT]))
    return found


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

    def question(self, some: Places, vectors: Floats, random: Random, wrong: Places | None = None) -> Floats:
        """Questions, their articles, others of the same acts, and some of the `wrong` ones of each question."""
        others = [random.choice(self.beside[place], NEIGHBOURS) for place in some if len(self.beside[place])]
        if wrong is not None:
            others += [random.choice(wrong[place], NEAR) for place in some]
        chosen, places = np.unique(np.concatenate([self.answers[some], *others]), return_inverse=True)
        left, right = side(thinned(self.questions[some], random), vectors), self.whole[chosen]
        return slope_of(left, side(thinned(right, random), vectors), places[: len(some)])

    def wrong(self, vectors: Floats) -> Places:
        """For each question the `NEAREST` articles that do not answer it."""
        articles, asked = (side(texts, vectors).vectors for texts in (self.whole, self.questions))
        found = []
        for some in np.array_split(np.arange(len(asked)), max(1, len(asked) // QUESTIONS_AT_ONCE)):
            near = asked[some] @ articles.T
            near[np.arange(len(some)), self.answers[some]] = -1
            found.append(np.argpartition(-near, NEAREST, axis=1)[:, :NEAREST].copy())  # or all of `near` stays
        return np.concatenate(found)

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
