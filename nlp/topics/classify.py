"""Which subjects a document and its articles are about, with calibrated probabilities (handbook domain.md 10.1).

An article is judged by its words, by those of the other articles of its document and by the document's title: alone it
is often about nothing but 'hiệu lực thi hành'. Figures: docs/topics.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nlp.annotation import DocumentText, TopicScore
from nlp.knowledge import lexicon
from nlp.topics.grams import Stretch
from nlp.topics.model import Floats, Known, Model, load_model
from nlp.topics.taxonomy import key_of, title_rules

HEADING_WEIGHT = 2.0
"""How often a heading's runs of syllables count; script/train_topics.py trains with the same."""
CHARACTERS_AT_A_TIME = 400_000
"""Text that is judged in one go: some 30 MB of memory."""
LOOSE_CHARACTERS = 4_000
"""What is read of a body or an attachment without articles: a table of a thousand rows says no more than its first."""


@dataclass(frozen=True, slots=True)
class Article:
    """A heading and a text to be judged; both may be empty. `eid` is its place, '' where it has none."""

    heading: str
    text: str
    eid: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """The topics of a document and of each of its articles, likeliest first; none means 'chưa rõ'."""

    document: tuple[TopicScore, ...]
    articles: tuple[tuple[TopicScore, ...], ...]


def judge(title: str | None, articles: Sequence[Article]) -> Judged:
    """Judge a document by its title and its articles, and each article as a part of it.

    Of one article without a title nothing else is known, and so it is judged.
    """
    model = load_model()
    named = bool(title and title.strip())
    of_title, of_articles = _scores(model, title or "", articles)
    mean = of_articles.mean(0, keepdims=True) if len(articles) else of_title * 0
    rules = _by_rules(title or "")
    whole: Known = ("document-title" if articles else "title") if named else "document"
    document = model.probabilities(mean, mean, of_title, whole, len(articles))[0]
    if not articles:
        return Judged(_listed(model, document, rules) if named else (), ())
    if len(articles) == 1:
        way: Known = "document-title" if named else "article"
    else:
        way = "article-document-title" if named else "article-document"
    each = model.probabilities(of_articles, mean, of_title, way, len(articles))
    if len(articles) == 1 and not named:
        document = each[0]
    return Judged(_listed(model, document, rules), tuple(_listed(model, row, rules) for row in each))


def article_alone(heading: str, text: str, title: str | None = None) -> tuple[TopicScore, ...]:
    """The topics of one article of which the rest of the document is not known; by its title, too, where it is."""
    if not title or not title.strip():
        return judge(None, [Article(heading, text)]).document
    model = load_model()
    of_title, of_articles = _scores(model, title, [Article(heading, text)])
    return _listed(
        model, model.probabilities(of_articles, of_articles, of_title, "article-title", 1)[0], _by_rules(title)
    )


def document_topics(layout: DocumentText) -> tuple[TopicScore, ...]:
    """The topics of a laid out document."""
    return judge(title_of(layout), articles_of(layout)).document


def article_topics(layout: DocumentText) -> dict[str, tuple[TopicScore, ...]]:
    """The topics of each article of a laid out document by its eid; bodies without articles are left out."""
    articles = articles_of(layout)
    found = judge(title_of(layout), articles).articles
    return {article.eid: topics for article, topics in zip(articles, found, strict=True) if article.eid}


def title_of(layout: DocumentText) -> str:
    """The document's title, '' without one."""
    return next((layout.text[one.start : one.end] for one in layout.segments if one.field == "title"), "")


def articles_of(layout: DocumentText) -> tuple[Article, ...]:
    """The articles of the body and of the attachments; where a body or attachment has none, its beginning as one."""
    headings: dict[tuple[str, str], list[str]] = {}
    texts: dict[tuple[str, str], list[str]] = {}
    eids: dict[tuple[str, str], str] = {}
    for segment in layout.segments:
        if segment.field not in ("heading", "text"):
            continue
        key = segment.attachment, segment.article
        own = segment.field == "heading" and key not in texts
        (headings if own else texts).setdefault(key, []).append(layout.text[segment.start : segment.end])
        if segment.article and key not in eids:
            eids[key] = _article_eid(segment.eid)
    with_articles = {attachment for attachment, article in (*headings, *texts) if article}
    keys = dict.fromkeys((*headings, *texts))
    return tuple(
        Article(
            " ".join(headings.get(key, ())),
            "\n".join(texts.get(key, ()))[: None if key[1] else LOOSE_CHARACTERS],
            eids.get(key, ""),
        )
        for key in keys
        if key[1] or key[0] not in with_articles
    )


def _article_eid(eid: str) -> str:
    """The path as far as its article: chp_I__art_5 of chp_I__art_5__cl_2."""
    units = eid.split("__")
    place = next((at for at, unit in enumerate(units, 1) if unit.startswith("art_")), len(units))
    return "__".join(units[:place])


def _scores(model: Model, title: str, articles: Sequence[Article]) -> tuple[Floats, Floats]:
    """Scores of the title (one row) and of each article."""
    parts = [
        model.scores([Stretch(row, *piece) for row, piece in batch], rows) for batch, rows in _batches(title, articles)
    ]
    scores = np.concatenate(parts)
    return scores[:1], scores[1:]


def _batches(title: str, articles: Sequence[Article]) -> Iterable[tuple[list[tuple[int, tuple[str, float]]], int]]:
    """Pieces of text with their row and weight, as much at a time as memory is meant for, and how many rows."""
    batch: list[tuple[int, tuple[str, float]]] = [(0, (title, 1.0))]
    rows, size = 1, len(title)
    for article in articles:
        if size > CHARACTERS_AT_A_TIME:
            yield batch, rows
            batch, rows, size = [], 0, 0
        batch += [(rows, (article.heading, HEADING_WEIGHT)), (rows, (article.text, 1.0))]
        rows += 1
        size += len(article.text)
    yield batch, rows


def _by_rules(title: str) -> dict[str, tuple[float, float]]:
    return {rule.topic: (rule.probability, rule.others) for rule in title_rules() if rule.speaks(title)}


def _listed(
    model: Model, chances: NDArray[np.float32], rules: dict[str, tuple[float, float]]
) -> tuple[TopicScore, ...]:
    """The topics that are likely enough to be shown, likeliest first."""
    limits = lexicon("topics")
    share = min((others for _, others in rules.values()), default=1.0)
    found = [TopicScore(topic, chance) for topic, (chance, _) in rules.items()]
    found += [
        TopicScore(key_of(model.classes[place]), round(float(chances[place]) * share, 4))
        for place in np.flatnonzero(chances * share >= limits["least"])
    ]
    found.sort(key=lambda one: -one.probability)
    if not found or found[0].probability < limits["first"]:
        return ()
    return tuple(found[: limits["most"]])
