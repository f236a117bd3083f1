"""Which clauses rank, and by which weights of profile.toml."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import chain, groupby, pairwise

from nlp.numbers import QueryNumber
from search_api.query.analyse import QueryAnalysis
from search_api.query.asking import is_sentence, only_asking, telling
from search_api.query.clauses import Clause, Need
from search_api.query.profile import Weights, profile
from search_api.query.relation import MOST_BETWEEN
from search_api.query.syllables import PAIR, fold, key_of
from search_api.query.terms import Term

_YEAR = re.compile(r"(?:19|20)\d{2}")
_FIRST_ARTICLES = ("dieu-1", "dieu-2", "dieu-3")
"""What is shown of a document that was asked for by its number alone."""

_LEAST = 0.001
"""What chooses among rows but moves none past another that says more."""


def distinct(runs: Iterable[Iterable[Term]]) -> tuple[Term, ...]:
    """Each different term once, in order."""
    return tuple({term.accented: term for run in runs for term in run}.values())


def is_strict(term: Term, analysis: QueryAnalysis) -> bool:
    """Whether a term must stand with its very marks: thuế is never thuê when the tone was typed."""
    if analysis.demand == "relaxed":
        return False
    return analysis.accents == "toned" or term.typed == "toned"


@cache
def silent_words() -> frozenset[str]:
    """What stands in every line, the word that ends a question, and the one before a place."""
    return profile().shown.unmarked | {"không", "ở"}


@cache
def _silent_letters() -> frozenset[str]:
    """The same without marks."""
    return frozenset(map(fold, silent_words()))


def is_together(term: Term, analysis: QueryAnalysis) -> bool:
    """Whether a term without its marks must stand with these, or beside the neighbour that tells them for sure.

    That is so where its letters are also those of a word that stands in every line: 'o to' is ô tô, which is not found
    in 'ở' and 'tờ'. Only of so few words that each of them must stand in a row: in a longer question what is scattered
    ranks last.
    """
    if is_strict(term, analysis) or analysis.demand == "relaxed" or not term.sure or term.likely in silent_words():
        return False
    if term.folded not in _silent_letters():
        return False
    return len(distinct(telling(analysis.runs))) <= profile().needed.all_up_to


def are_wishes(analysis: QueryAnalysis) -> bool:
    """Whether the numbers in a query are only preferred, not a condition."""
    return analysis.demand == "relaxed" or analysis.numbers_are == "wishes" or is_sentence(analysis.runs)


def mention(number: QueryNumber, weights: Weights) -> Clause:
    """Rows that cite the number. A key that only falls back to fewer parts of the first would cite others too."""
    full = number.keys[0]
    keys = tuple(key for key in (*number.keys, *number.alike) if not full.startswith(f"{key}/"))
    return Clause("mention", "mentions", keys, weights.mention)


def scored(analysis: QueryAnalysis, terms: tuple[Term, ...], required: tuple[Need, ...]) -> Iterator[Clause]:
    """The clauses that rank rows: `terms` are the different ones of all runs, `required` what each row must meet."""
    weights, is_marked = profile().weights, analysis.demand != "relaxed"
    if analysis.accents == "toned" and is_marked:
        yield from _worded(analysis, terms, weights, folded=False)
    elif analysis.restored and is_marked:
        yield from _worded(analysis, terms, weights, folded=True, factor=weights.unmarked)
        yield from _worded(analysis, terms, weights, folded=False)
    elif analysis.accents == "bare":
        yield from _worded(analysis, terms, weights, folded=True)
    else:
        yield from _worded(analysis, terms, weights, folded=True)
        yield from _worded(analysis, terms, weights, folded=False, factor=weights.accented)
    for need in required:
        yield from (clause for clause in need.any_of if clause.kind != "fixed")
    if are_wishes(analysis):
        yield from (mention(number, weights) for number in analysis.numbers)
    yield from _sides(analysis, weights)
    yield from _related(analysis, weights)
    yield from _headed(analysis, weights)
    if analysis.places.labels:
        weight = weights.article_of_number if analysis.numbers or analysis.titles_named else weights.cited_article
        yield Clause("cited_article", "label", tuple(map(key_of, analysis.places.labels)), weight, "fixed")
    elif _is_number_alone(analysis) or analysis.titles_named:
        yield Clause("first_articles", "label", _FIRST_ARTICLES, _LEAST, "fixed")
    yield from _meant(analysis, weights)
    if len(analysis.runs) == 1 and not analysis.phrases and not analysis.numbers:
        yield Clause(
            "whole_title", "whole_title", ("-".join(title_words(analysis.runs[0])),), weights.whole_title, "fixed"
        )


def _sides(analysis: QueryAnalysis, weights: Weights) -> Iterator[Clause]:
    """The words beside an OR rank by titles and by pairs as all words do; in the text the alternatives do."""
    runs = tuple(side.terms for sides in analysis.choices for side in sides)
    if runs:
        aside = replace(analysis, runs=runs)
        folded = not all(is_strict(term, analysis) for run in runs for term in run)
        clauses = _worded(aside, distinct(runs), weights, folded=folded)
        yield from (clause for clause in clauses if not clause.name.startswith("text"))


def _related(analysis: QueryAnalysis, weights: Weights) -> Iterator[Clause]:
    """What says of an asked number what the query says: near it, or in the same row where its token is not known."""
    near = Clause("relation", "text_folded", (), weights.mention, "near", slop=MOST_BETWEEN)
    for relation in analysis.relations:
        for phrase in relation.written:
            for token in relation.tokens:
                yield replace(near, tokens=(*phrase, token), split=len(phrase))
            if not relation.tokens:
                yield Clause("relation", "text_folded", phrase, weights.meaning, "phrase")


def _headed(analysis: QueryAnalysis, weights: Weights) -> Iterator[Clause]:
    """Beside a number, headings that hold all the words as they follow one another; the shortest such ranks highest.

    'hiệu lực thi hành 15/2020/NĐ-CP' asks for the article of that name, not for those that say these words often. An
    act's last article may be called as what others do to it: 'hướng dẫn thi hành'.
    """
    if not analysis.numbers or analysis.demand == "relaxed":
        return
    name, weight = "all_in_heading", weights.all_in_heading
    for relation in analysis.relations:
        said = tuple(PAIR.join(pair) for pair in pairwise(relation.said))
        yield Clause(name, "heading_pairs_folded", said, weights.heading_pairs, "all")
    runs = [stretch for run in analysis.runs for stretch in _said(run)]
    folded = not all(is_strict(term, analysis) for run in runs for term in run)
    pairs = tuple(dict.fromkeys(_pairs(runs, folded=folded)))
    if pairs:
        yield Clause(name, "heading_pairs_folded" if folded else "heading_pairs", pairs, weight, "all")
    elif len(runs) == 1:
        word = runs[0][0].folded if folded else runs[0][0].likely
        yield Clause(name, "heading_folded" if folded else "heading", (word,), weight, "all")


def _said(run: tuple[Term, ...]) -> Iterator[tuple[Term, ...]]:
    """The stretches of a run between words that only ask: 'thủ tục đăng ký | như thế nào'."""
    for asks, terms in groupby(zip(only_asking(run), run, strict=True), key=lambda each: each[0]):
        if not asks:
            yield tuple(term for _, term in terms)


def _is_number_alone(analysis: QueryAnalysis) -> bool:
    """Whether documents are asked for by their number and no words; where articles are listed, the first will do."""
    worded = analysis.runs or analysis.phrases or analysis.choices or analysis.nears
    return bool(analysis.numbers) and not worded and analysis.query.unit == "document"


def _meant(analysis: QueryAnalysis, weights: Weights) -> Iterator[Clause]:
    """What the law writes for some of the words, by its pairs: a part of a long phrase counts as well."""
    phrases = tuple(dict.fromkeys(phrase for meaning in analysis.meanings for phrase in meaning.phrases))
    pairs = tuple(dict.fromkeys(PAIR.join(pair) for phrase in phrases for pair in pairwise(phrase)))
    yield Clause("meaning", "pairs", pairs, weights.meaning)
    yield Clause("meaning_heading", "heading_pairs", pairs, weights.meaning)
    yield Clause("meaning_word", "text", tuple(phrase[0] for phrase in phrases if len(phrase) == 1), weights.meaning)


def title_words(run: tuple[Term, ...]) -> tuple[str, ...]:
    """The folded words of a title that was typed out; a year behind is none of it: 'luật đất đai (năm) 2024'."""
    words = [term.folded for term in run]
    if len(words) > 1 and _YEAR.fullmatch(words[-1]):
        words.pop()
        if len(words) > 1 and words[-1] == "nam":
            words.pop()
    return tuple(words)


def _worded(
    analysis: QueryAnalysis, terms: tuple[Term, ...], weights: Weights, *, folded: bool, factor: float = 1.0
) -> Iterator[Clause]:
    """The clauses of words and of pairs, in the text and in headings, in one of the two forms."""
    forms = ((term.folded if folded else term.likely, *term.figures) for term in terms)
    words = tuple(dict.fromkeys(chain.from_iterable(forms)))
    pairs = tuple(dict.fromkeys(_pairs(analysis.runs, folded=folded)))
    if folded:
        yield Clause("text_folded", "text_folded", words, weights.text * factor)
        yield Clause("pairs_folded", "pairs_folded", pairs, weights.pairs * factor)
        yield Clause("heading_folded", "heading_folded", words, weights.heading * factor)
        yield Clause("heading_pairs_folded", "heading_pairs_folded", pairs, weights.heading_pairs * factor)
    else:
        yield Clause("text_accented", "text", words, weights.text * factor)
        yield Clause("pairs_accented", "pairs", pairs, weights.pairs * factor)
        yield Clause("heading_accented", "heading", words, weights.heading * factor)
        yield Clause("heading_pairs_accented", "heading_pairs", pairs, weights.heading_pairs * factor)


def _pairs(runs: Iterable[tuple[Term, ...]], *, folded: bool) -> Iterator[str]:
    for run in runs:
        for left, right in pairwise(run):
            yield f"{left.folded}{PAIR}{right.folded}" if folded else f"{left.likely}{PAIR}{right.likely}"
