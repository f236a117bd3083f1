"""What to retrieve and how to rank it, in named clauses that know no engine.

The unit that matches is a row: one provision together with its document's title and issuers. A document answers when
one of its rows does, and ranks by its best row. `index/embedded/compile.py` and
`index/opensearch/compile.py` put a plan into an engine's language.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from search_api.days import today
from search_api.errors import PageTooDeep
from search_api.query.about import about
from search_api.query.analyse import QueryAnalysis
from search_api.query.asking import telling
from search_api.query.classes import classed
from search_api.query.clauses import HEADINGS, Clause, Marked, Need
from search_api.query.marking import marked
from search_api.query.operators import Side
from search_api.query.profile import Weights, profile
from search_api.query.question import Likeness, Question, question
from search_api.query.request import Cursor, Filters, Sort, Unit
from search_api.query.scoring import (
    are_wishes,
    distinct,
    is_strict,
    is_together,
    mention,
    scored,
    silent_words,
)
from search_api.query.syllables import PAIR, fold, key_of
from search_api.query.synonyms import Meaning, meanings_in
from search_api.query.terms import Term
from search_api.query.together import together

FACETS = ("type", "issuer", "year", "status", "topic", "province", "gazette", "signer", "attachments", "ocr")

PROVISIONS_DEEP = 1_000
"""Provisions that can be leafed through: on OpenSearch each page reads so many documents with so many rows of each."""


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """What an engine has to do.

    Rows answer that meet all of `required` and at least `least` of `needs`. Documents that a clause of `exact` names
    answer too and stand first when sorted by relevance, in the order of these clauses, then by tier and date.
    `scored` clauses rank, and choose the provisions shown. An empty plan gives all documents. `as_of` is the day of
    which the status is told. With a `cursor` the page begins after it, and `offset` counts nothing. The best of what
    answers a `question`, or is like an article, is ranked by the second stage (`search_api.ranking`). No document
    answers that holds anything of `excluded` in any of its rows.
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
    unit: Unit = "document"
    as_of: dt.date = dt.date.min
    cursor: Cursor | None = None
    explain: bool = False
    question: Question | Likeness | None = None
    excluded: tuple[Clause, ...] = ()

    def counting(self) -> "SearchPlan":
        """What tells how many answer, and no more: without facets, ranking, or more than one hit."""
        return replace(self, facets=(), sort="newest", offset=0, limit=1, question=None, cursor=None, explain=False)

    @property
    def scored_in_text(self) -> tuple[Clause, ...]:
        """What ranks the rows of one document: no headings, but one that holds all that is typed."""
        return tuple(clause for clause in self.scored if clause.kind == "all" or clause.field not in HEADINGS)

    @property
    def wishes_alone(self) -> bool:
        """Whether words alone are asked for: what is required is at most that one of them says something."""
        wished = {clause for need in self.needs for clause in need.any_of}
        return bool(wished) and all(wished.issuperset(need.any_of) for need in self.required)

    @property
    def is_empty(self) -> bool:
        """Whether all documents answer."""
        return not (self.exact or self.required or self.needs)


def plan(analysis: QueryAnalysis) -> SearchPlan:
    """The plan for an analysed query, by the weights of profile.toml.

    Raises:
        PageTooDeep: the page ends beyond result 10,000 (1,000 of provisions), or is no page at all.
    """
    numbers = profile()
    query = analysis.query
    analysis = replace(analysis, meanings=_meanings(analysis))
    deepest = PROVISIONS_DEEP if query.unit == "provision" else numbers.limits.depth
    if query.page < 1 or query.size < 1 or query.page * query.size > deepest:
        raise PageTooDeep(f"page {query.page} of {query.size}")
    terms = distinct(analysis.runs)
    required = (
        *_required(analysis, numbers.weights),
        *(together(analysis.runs) if analysis.demand == "relaxed" else ()),
    )
    asked = () if analysis.demand == "loose" else distinct(telling(analysis.runs, said_more=bool(required)))
    names = classed(analysis.runs)
    needs = tuple(_need(term, analysis, names.get(term.accented, ())) for term in asked)
    least = numbers.needed.of(len(needs))
    words = question(analysis)
    ranking = (*scored(analysis, terms, required), *(about(words, numbers.weights) if words else ()))
    return SearchPlan(
        exact=() if analysis.contradicted else tuple(_exact(analysis)),
        required=(*required, *(_headed(asked, needs) if analysis.sort else _saying(asked, needs, least))),
        needs=needs,
        least=least,
        scored=tuple(clause for clause in ranking if clause.tokens),
        filters=analysis.filters,
        sort=analysis.order,
        offset=(query.page - 1) * query.size,
        limit=query.size,
        marked=marked(analysis),
        provisions=max(numbers.shown.provisions, len(analysis.places.labels)),
        snippet=numbers.shown.snippet,
        facet_values=numbers.shown.facet_values,
        facets=() if query.cursor and query.cursor.after else FACETS,
        unit=query.unit,
        as_of=query.as_of or today(),
        cursor=query.cursor,
        explain=query.explain,
        question=words if analysis.order == "relevance" and query.cursor is None else None,
        excluded=tuple(_words(terms, analysis, "without") for terms in analysis.excluded),
    )


def _meanings(analysis: QueryAnalysis) -> tuple[Meaning, ...]:
    """What was told, and what words mean whose marks were put back since."""
    if not analysis.restored or analysis.query.verbatim:
        return analysis.meanings
    later = meanings_in(analysis.runs)
    told = {word for meaning in analysis.meanings for word in meaning.words}
    return (*analysis.meanings, *(meaning for meaning in later if told.isdisjoint(meaning.words)))


def _saying(asked: tuple[Term, ...], needs: tuple[Need, ...], least: int) -> Iterator[Need]:
    """That a row holds a word that says something, where so many say nothing that these alone would do.

    'có được về quê không' does not find what has nothing of it but 'có', 'được' and 'về'.
    """
    silent = [term.likely in silent_words() for term in asked]
    if least <= sum(silent) < len(asked):
        yield Need(
            tuple(
                clause
                for need, says_nothing in zip(needs, silent, strict=True)
                if not says_nothing
                for clause in need.any_of
            )
        )


def _headed(asked: tuple[Term, ...], needs: tuple[Need, ...]) -> Iterator[Need]:
    """That each word that says something stands in the title or the heading of a row.

    By date nothing else tells what a document is about.
    """
    for term, need in zip(asked, needs, strict=True):
        if term.likely not in silent_words():
            yield Need(tuple(map(_in_heading, need.any_of)))


def _in_heading(clause: Clause) -> Clause:
    """The same looked for in title and heading; of a phrase, which has no order there, its pairs."""
    folded = clause.field.endswith("_folded")
    if clause.kind == "phrase" and len(clause.tokens) > 1:
        pairs = tuple(PAIR.join(pair) for pair in pairwise(clause.tokens))
        return replace(clause, field="heading_pairs_folded" if folded else "heading_pairs", tokens=pairs, kind="all")
    if clause.field == "pairs_folded":
        return replace(clause, field="heading_pairs_folded")
    return replace(clause, field="heading_folded" if folded else "heading", kind="tokens")


def _need(term: Term, analysis: QueryAnalysis, name: tuple[Term, ...]) -> Need:
    """A word, or what may stand for it: a word that it begins, what the law writes for an abbreviation, a `name`."""
    meant = [
        Clause("meaning", "text", phrase, kind="phrase")
        for meaning in analysis.meanings
        if term.accented in meaning.words
        for phrase in meaning.phrases
    ]
    if name:
        meant.append(_words(name, analysis, "name"))
    if is_strict(term, analysis):
        return Need((Clause("word_accented", "text", (term.accented, *term.others, *term.figures)), *meant))
    if is_together(term, analysis):
        pair = Clause("together", "pairs_folded", term.sure)
        return Need((Clause("word_accented", "text", (term.likely,)), pair, *meant))
    folded = tuple(dict.fromkeys((term.folded, *map(fold, term.others), *term.figures)))
    return Need((Clause("word_folded", "text_folded", folded), *meant))


def _exact(analysis: QueryAnalysis) -> Iterator[Clause]:
    """The asked documents themselves: keys of one number in falling exactness, acts of a name, documents of issues."""
    for level in range(max((len(number.keys) for number in analysis.numbers), default=0)):
        keys = tuple(number.keys[level] for number in analysis.numbers if level < len(number.keys))
        keys += tuple(key for number in analysis.numbers if level == 0 for key in number.alike)
        yield Clause(f"number_{level}", "numbers", keys, kind="fixed")
    for titles in analysis.titles_named:
        yield Clause("named_act", "whole_title", titles, kind="fixed")
    if analysis.issues and not (analysis.runs or analysis.phrases or analysis.numbers or analysis.choices):
        yield _issue(analysis)


def _issue(analysis: QueryAnalysis) -> Clause:
    keys = tuple(f"{issue.number}/{issue.year}" if issue.year else f"{issue.number}" for issue in analysis.issues)
    return Clause("issue", "issues", keys, kind="fixed")


def _required(analysis: QueryAnalysis, weights: Weights) -> Iterator[Need]:
    """Numbers, issues, phrases, alternatives and words of a title: without each of them a row is no answer."""
    if analysis.is_mute or analysis.contradicted:
        yield Need(())
    if not are_wishes(analysis):
        mentions = tuple(mention(number, weights) for number in analysis.numbers)
        if analysis.numbers_are == "alternatives":
            yield Need(mentions)
        else:
            yield from (Need((clause,)) for clause in mentions)
    if analysis.issues:
        yield Need((_issue(analysis),))
    for phrase in analysis.phrases:
        words = _words(phrase, analysis, "phrase", weights.phrase)
        yield Need((replace(words, name="phrase_accented" if words.field == "text" else "phrase_folded"),))
    for near in analysis.nears:
        words = _words((*near.left, *near.right), analysis, "near", weights.phrase)
        yield Need((replace(words, kind="near", split=len(near.left), slop=near.distance),))
    for sides in analysis.choices:
        yield Need(tuple(_side(side, analysis) for side in sides))
    for title in analysis.titles:
        words = _words(title, analysis, "title")
        yield Need((replace(words, kind="all", field="heading" if words.field == "text" else "heading_folded"),))
    if analysis.places.only and analysis.places.labels:
        yield Need((Clause("article", "label", tuple(map(key_of, analysis.places.labels)), kind="fixed"),))


def _side(side: Side, analysis: QueryAnalysis) -> Clause:
    return replace(_words(side.terms, analysis, "either"), kind="phrase" if side.is_phrase else "all")


def _words(terms: tuple[Term, ...], analysis: QueryAnalysis, name: str, weight: float = 1.0) -> Clause:
    """The words one after the other, with their marks where all of them carry theirs."""
    if all(is_strict(term, analysis) for term in terms):
        return Clause(name, "text", tuple(term.accented for term in terms), weight, "phrase")
    return Clause(name, "text_folded", tuple(term.folded for term in terms), weight, "phrase")
