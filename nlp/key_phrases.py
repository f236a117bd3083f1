"""Phrases that tell what a document is about, as they are printed (handbook domain.md 10.1).

A phrase is what stands between function words, turns of legal phrase, figures and marks. It counts by how often it
stands in title, headings and the beginnings of articles, by how rare its words are in the codification, and by how
often it stands alone, not as a piece of a longer one (the C-value of Frantzi, Ananiadou and Mima, 2000).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from ingest.ocr.language import syllable
from nlp.annotation import DocumentText, KeyPhrase
from nlp.knowledge import lexicon
from nlp.topics.classify import Article, articles_of, title_of
from nlp.topics.grams import Stretch, runs, syllables
from nlp.topics.model import load_model

_TOKEN = re.compile(r"[^\W\d_]+|[^\s\w]+|[\d_]+")
_UNSEEN = 6.0  # rarity of a pair of syllables that the codification does not hold: a name, mostly

_ONE_LETTER = frozenset("yôê")  # words of one letter; others are letters of points
_MEMORY = 1 << 16

Words = tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """What is known of a phrase in one document: its weight, how it is printed, the phrases around it."""

    weight: float = 0.0
    printed: Counter[str] = field(default_factory=Counter)
    inside: float = 0.0
    around: int = 0


def key_phrases(layout: DocumentText) -> tuple[KeyPhrase, ...]:
    """The document's key phrases, the best first, none inside another; empty where nothing stands out."""
    return phrases_of(title_of(layout), articles_of(layout))


def phrases_of(title: str, articles: Sequence[Article]) -> tuple[KeyPhrase, ...]:
    """The key phrases of a document with this title and these articles."""
    settings = lexicon("key_phrases")
    seen = _collected(title, articles, settings)
    if not seen:
        return ()
    _nest(seen, settings["shortest"])
    rarity = _rarity(list(seen))
    scores = {
        words: _score(words, one) * rarity[words] for words, one in seen.items() if one.weight >= settings["enough"]
    }
    if not scores:
        return ()
    ranked = sorted(scores, key=lambda words: (-scores[words], words))
    chosen: list[Words] = []
    for words in ranked:
        if scores[words] < settings["least"] * scores[ranked[0]] or len(chosen) == settings["most"]:
            break
        if scores[words] > 0 and not any(_overlap(words, other) for other in chosen):
            chosen.append(words)
    best = scores[ranked[0]]
    return tuple(KeyPhrase(_printed(seen[words].printed), round(scores[words] / best, 3)) for words in chosen)


def _collected(title: str, articles: Sequence[Article], settings: dict[str, Any]) -> dict[Words, _Seen]:
    seen: dict[Words, _Seen] = defaultdict(_Seen)
    left = settings["of_document"]
    pieces = [(title, settings["title"]), *((article.heading, settings["heading"]) for article in articles)]
    for article in articles:
        if left <= 0:
            break
        piece = article.text[: settings["of_article"]]
        pieces.append((piece, 1.0))
        left -= len(piece)
    for text, weight in pieces:
        for words, printed in _candidates(text):
            if settings["shortest"] <= len(words) <= settings["longest"] and not _is_name(words, printed):
                one = seen[words]
                one.weight += weight
                one.printed[printed] += 1
    return seen


def _is_name(words: Words, printed: str) -> bool:
    """Whether the phrase names a body or a place."""
    return printed[0].isupper() and any(
        words[: len(first)] == first for first in (tuple(name.split()) for name in lexicon("key_phrases")["named"])
    )


def _candidates(text: str) -> Iterator[tuple[Words, str]]:
    """Stretches between words that no phrase holds, as compared and as printed."""
    tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]
    words = [_word(token) for token, _, _ in tokens]
    begun = place = 0
    while place < len(words):
        taken, stops = _entry_at(words, place)
        if stops and taken == 1 and place > begun and len(words[place]) > 1 and tokens[place][0].istitle():
            stops = False  # 'Vườn quốc gia Ba Vì': part of a name, though its syllable is a function word
        if stops and place > begun:
            yield tuple(words[begun:place]), text[tokens[begun][1] : tokens[place - 1][2]]
        place += taken
        if stops:
            begun = place
    if begun < len(words):
        yield tuple(words[begun:]), text[tokens[begun][1] : tokens[-1][2]]


def _compared(text: str) -> list[str]:
    return [_word(token) for token in _TOKEN.findall(text)]


class _Known(dict[str, str]):
    """How each token is compared, found once: a syllable without its case, '' for marks and figures."""

    def __missing__(self, token: str) -> str:
        if len(self) >= _MEMORY:
            self.clear()
        self[token] = syllable(token) if token[0].isalpha() else ""
        return self[token]


_word = _Known().__getitem__


@cache
def _entries() -> dict[str, tuple[tuple[Words, bool], ...]]:
    """The lexicon's entries by their first syllable, longest first, and whether they stop a phrase."""
    settings = lexicon("key_phrases")
    kinds = {tuple(_compared(entry)): True for entry in (*settings["words"], *settings["turns"])}
    kinds |= {tuple(_compared(entry)): False for entry in settings["bound"]}
    by_first: dict[str, list[tuple[Words, bool]]] = defaultdict(list)
    for words in sorted(kinds, key=len, reverse=True):
        by_first[words[0]].append((words, kinds[words]))
    return {first: tuple(rest) for first, rest in by_first.items()}


def _entry_at(words: Sequence[str], place: int) -> tuple[int, bool]:
    """How many tokens from `place` on are one entry (1 where none begins), and whether they are no part of a phrase."""
    word = words[place]
    if not word or (len(word) == 1 and word not in _ONE_LETTER):
        return 1, True
    for entry, stops in _entries().get(word, ()):
        if tuple(words[place : place + len(entry)]) == entry:
            return len(entry), stops
    return 1, False


def _nest(seen: dict[Words, _Seen], shortest: int) -> None:
    """Count for each phrase the longer ones that hold it: what it says inside them it does not say by itself."""
    for words, one in list(seen.items()):
        inner = {
            words[start:end]
            for start in range(len(words))
            for end in range(start + shortest, len(words) + 1)
            if end - start < len(words)
        }
        for part in inner & seen.keys():
            seen[part].inside += one.weight
            seen[part].around += 1


def _score(words: Words, one: _Seen) -> float:
    alone = one.weight + one.inside - (one.inside / one.around if one.around else 0.0)
    return float(np.log2(1 + len(words)) * np.log2(1 + max(alone, 0.0)))


def _rarity(phrases: Sequence[Words]) -> dict[Words, float]:
    """The mean rarity of the pairs of syllables in each phrase."""
    model = load_model()
    read = syllables([Stretch(row, " ".join(words)) for row, words in enumerate(phrases)])
    keys, starts = runs(read, 2)
    at = np.minimum(np.searchsorted(model.keys, keys), len(model.keys) - 1)
    found = np.where(model.keys[at] == keys, model.rarity[at], _UNSEEN)
    rows = read.rows[starts]
    means = np.bincount(rows, found, len(phrases)) / np.maximum(np.bincount(rows, minlength=len(phrases)), 1)
    return dict(zip(phrases, means.tolist(), strict=True))


def _overlap(words: Words, other: Words) -> bool:
    """Whether most of the shorter one stands in the other."""
    shared = len(set(words) & set(other))
    return shared * 2 > min(len(words), len(other))


def _printed(forms: Counter[str]) -> str:
    """The commonest form that is not all in capitals, on one line."""
    for form, _ in forms.most_common():
        if not form.isupper():
            return " ".join(form.split())
    return " ".join(forms.most_common(1)[0][0].split())
