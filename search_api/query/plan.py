"""What to retrieve and how to rank it, in named clauses that know no engine.

The unit that matches is a row: one provision together with its document's title and issuers. A document answers when
one of its rows does, and ranks by its best row. `index/compile_tantivy.py` and
`index/compile_opensearch.py` put a plan into an engine's language.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from nlp.numbers import QueryNumber
from search_api.errors import PageTooDeep
from search_api.query.analyse import QueryAnalysis, Term
from search_api.query.profile import Profile, Weights, profile
from search_api.query.request import Filters, Sort
from search_api.query.syllables import PAIR

Field = Literal[
    "text",
    "text_folded",
    "pairs",
    "pairs_folded",
    "heading",
    "heading_folded",
    "heading_pairs",
    "heading_pairs_folded",
    "whole_title",
    "numbers",
    "mentions",
    "issues",
    "label",
]
"""Fields of a row. text is all of it, heading its title and heading; whole_title to label hold whole keys."""

_YEAR = re.compile(r"(?:19|20)\d{2}")

FACETS = ("type", "issuer", "year")


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens looked for in one field. Each that is found adds its relevance times `weight`.

    With `kind` phrase the tokens must follow one another; with `fixed` a match adds `weight` as it is.
    """

    name: str
    field: Field
    tokens: tuple[str, ...]
    weight: float = 1.0
    kind: Literal["tokens", "phrase", "fixed"] = "tokens"


@dataclass(frozen=True, slots=True)
class Need:
    """Something asked for; a row meets it by any of these clauses (any token of a clause will do), by none of none."""

    any_of: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Which words to mark in the shown text: those of these accented or folded forms."""

    accented: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """What an engine has to do.

    Rows answer that meet all of `required` and at least `least` of `needs`. Documents that a clause of `exact` names
    answer too and stand first when sorted by relevance, in the order of these clauses, then by tier and date.
    `scored` clauses rank; `provision` clauses choose the provisions shown. An empty plan gives all documents.
    """

    exact: tuple[Clause, ...]
    required: tuple[Need, ...]
    needs: tuple[Need, ...]
    least: int
    scored: tuple[Clause, ...]
    filters: Filters
    sort: Sort
    offset: int
    limit: int
    marked: Marked
    provisions: int
    snippet: int
    facets: tuple[str, ...] = FACETS
    facet_values: int = 50

    @property
    def is_empty(self) -> bool:
        """Whether all documents answer."""
        return not (self.exact or self.required or self.needs)


def plan(analysis: QueryAnalysis) -> SearchPlan:
    """The plan for an analysed query, by the weights of profile.toml.

    Raises:
        PageTooDeep: the page ends beyond result 10,000, or is no page at all.
    """
    numbers = profile()
    query = analysis.query
    if query.page < 1 or query.size < 1 or query.page * query.size > numbers.limits.depth:
        raise PageTooDeep(f"page {query.page} of {query.size}")
    terms = _distinct(analysis.runs)
    needs = tuple(_need(term, analysis) for term in terms)
    return SearchPlan(
        exact=tuple(_exact(analysis)),
        required=tuple(_required(analysis, numbers.weights)),
        needs=needs,
        least=numbers.needed.of(len(needs)),
        scored=tuple(clause for clause in _scored(analysis, terms, numbers) if clause.tokens),
        filters=query.filters,
        sort=_sort(analysis),
        offset=(query.page - 1) * query.size,
        limit=query.size,
        marked=_marked(analysis),
        provisions=numbers.shown.provisions,
        snippet=numbers.shown.snippet,
        facet_values=numbers.shown.facet_values,
    )


def _sort(analysis: QueryAnalysis) -> Sort:
    """Relevance says nothing about documents that nobody asked a question of: they come newest first."""
    return "newest" if analysis.is_empty and analysis.query.sort == "relevance" else analysis.query.sort


def _distinct(runs: Iterable[Iterable[Term]]) -> tuple[Term, ...]:
    return tuple({term.accented: term for run in runs for term in run}.values())


def _strict(term: Term, analysis: QueryAnalysis) -> bool:
    """Whether a term must stand with its very marks: thuế is never thuê when the tone was typed."""
    if analysis.relaxed or analysis.accents == "bare":
        return False
    return analysis.accents == "toned" or term.typed == "toned"


def _need(term: Term, analysis: QueryAnalysis) -> Need:
    if _strict(term, analysis):
        return Need((Clause("word_accented", "text", (term.accented,)),))
    return Need((Clause("word_folded", "text_folded", (term.folded,)),))


def _exact(analysis: QueryAnalysis) -> Iterator[Clause]:
    """The asked documents themselves: keys of one number in falling exactness, then the issues' documents."""
    for level in range(max((len(number.keys) for number in analysis.numbers), default=0)):
        keys = tuple(number.keys[level] for number in analysis.numbers if level < len(number.keys))
        yield Clause(f"number_{level}", "numbers", keys, kind="fixed")
    if analysis.issues and not (analysis.runs or analysis.phrases or analysis.numbers):
        yield _issue(analysis)


def _issue(analysis: QueryAnalysis) -> Clause:
    keys = tuple(f"{issue.number}/{issue.year}" if issue.year else f"{issue.number}" for issue in analysis.issues)
    return Clause("issue", "issues", keys, kind="fixed")


def _required(analysis: QueryAnalysis, weights: Weights) -> Iterator[Need]:
    """Numbers, issues and quoted phrases: without each of them a row is no answer."""
    if analysis.is_mute:
        yield Need(())
    if not analysis.relaxed:
        for number in analysis.numbers:
            yield Need((_mention(number, weights),))
    if analysis.issues:
        yield Need((_issue(analysis),))
    for phrase in analysis.phrases:
        yield Need((_phrase(phrase, analysis, weights),))


def _mention(number: QueryNumber, weights: Weights) -> Clause:
    """Rows that cite the number. A key that only falls back to fewer parts of the first would cite others too."""
    full = number.keys[0]
    keys = tuple(key for key in number.keys if not full.startswith(f"{key}/"))
    return Clause("mention", "mentions", keys, weights.mention)


def _phrase(phrase: tuple[Term, ...], analysis: QueryAnalysis, weights: Weights) -> Clause:
    if all(_strict(term, analysis) for term in phrase):
        return Clause("phrase_accented", "text", tuple(t.accented for t in phrase), weights.phrase, "phrase")
    return Clause("phrase_folded", "text_folded", tuple(t.folded for t in phrase), weights.phrase, "phrase")


def _scored(analysis: QueryAnalysis, terms: tuple[Term, ...], numbers: Profile) -> Iterator[Clause]:
    weights = numbers.weights
    if analysis.accents == "bare":
        yield from _worded(analysis, terms, weights, folded=True)
    elif analysis.accents == "toned" and not analysis.relaxed:
        yield from _worded(analysis, terms, weights, folded=False)
    else:
        yield from _worded(analysis, terms, weights, folded=True)
        yield from _worded(analysis, terms, weights, folded=False, factor=weights.accented)
    for need in _required(analysis, weights):
        yield from (clause for clause in need.any_of if clause.kind != "fixed")
    if analysis.relaxed:
        yield from (_mention(number, weights) for number in analysis.numbers)
    if analysis.article:
        yield Clause("cited_article", "label", (f"dieu-{analysis.article}",), weights.cited_article, "fixed")
    if len(analysis.runs) == 1 and not analysis.phrases and not analysis.numbers:
        yield Clause("whole_title", "whole_title", (_title_key(analysis.runs[0]),), weights.whole_title, "fixed")


def _title_key(run: tuple[Term, ...]) -> str:
    """The key of a title that was typed out; a year behind it is none of it: 'luật đất đai (năm) 2024'."""
    words = [term.folded for term in run]
    if len(words) > 1 and _YEAR.fullmatch(words[-1]):
        words.pop()
        if len(words) > 1 and words[-1] == "nam":
            words.pop()
    return "-".join(words)


def _worded(
    analysis: QueryAnalysis, terms: tuple[Term, ...], weights: Weights, *, folded: bool, factor: float = 1.0
) -> Iterator[Clause]:
    """The clauses of words and of pairs, in the text and in headings, in one of the two forms."""
    words = tuple(dict.fromkeys(term.folded if folded else term.accented for term in terms))
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


def _pairs(runs: tuple[tuple[Term, ...], ...], *, folded: bool) -> Iterator[str]:
    for run in runs:
        for left, right in pairwise(run):
            yield f"{left.folded}{PAIR}{right.folded}" if folded else f"{left.accented}{PAIR}{right.accented}"


def _marked(analysis: QueryAnalysis) -> Marked:
    """The words to mark: asked numbers, all of a quoted phrase, of the rest those that say something."""
    unmarked = profile().shown.unmarked
    loose = _distinct(analysis.runs)
    telling = [term for term in loose if term.accented not in unmarked]
    terms = _distinct((*analysis.phrases, telling or loose))
    return Marked(
        frozenset(term.accented for term in terms if _strict(term, analysis)),
        frozenset(term.folded for term in terms if not _strict(term, analysis)) | frozenset(_printed(analysis)),
    )


def _printed(analysis: QueryAnalysis) -> Iterator[str]:
    """The asked numbers as folded tokens, also with the zero that stands before a single figure."""
    for number in analysis.numbers:
        token = number.keys[0].lower().replace("/", "-")
        yield token
        if token[1:2] == "-":
            yield f"0{token}"
