"""Provisions as hits of their own on OpenSearch, where rows lie inside their documents.

The k best provisions lie in the k documents with the best rows: so many documents are asked for, each with so many
rows, and merged here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from search_api.index.opensearch import compile as dsl
from search_api.index.opensearch import facets, ranking
from search_api.index.opensearch.answer import Answer, FoundDocument, FoundRow
from search_api.index.opensearch.clauses import rows_needed, scores
from search_api.index.opensearch.definition import Dsl
from search_api.index.opensearch.explain import explanation
from search_api.index.shown import hit, provision_hit
from search_api.query.hits import Contribution, SearchHit, SearchPage
from search_api.query.plan import SearchPlan

_NAMED, _OTHERS, _ROWS, _HELD, _UNITS = "named", "others", "rows", "held", "units"
_HAS_PROVISION: Dsl = {"exists": {"field": "rows.unit"}}
_FIRST: Dsl = {"constant_score": {"filter": {"term": {"rows.ordinal": 0}}, "boost": 0}}
_NOT_EXACT = 1 << 16


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A provision: what it is sorted by, its document, its row, and what the second stage made of it."""

    key: tuple[Any, ...]
    document: FoundDocument
    row: FoundRow
    score: float | None = None
    reasons: tuple[Contribution, ...] = ()


def request(plan: SearchPlan) -> Dsl:
    """The body of a search request."""
    body = dsl.request(plan)
    body["query"]["bool"] |= {"must": _query(plan), "should": []}
    within = {"bool": {"filter": facets.choices(plan)}}
    body["aggs"] |= {name: _total(named, rows, within) for name, named, rows in _parts(plan)}
    window = ranking.window(plan) if ranking.is_wanted(plan) else {"from": 0, "size": plan.offset + plan.limit}
    return body | window


def page(answer: Answer, plan: SearchPlan) -> SearchPage:
    """The page in the answer to `request(plan)`."""
    merged = _ranked(sorted(_candidates(answer, plan), key=lambda each: each.key), plan)
    total = sum(answer.aggregations[name][_ROWS][_HELD][_UNITS]["value"] for name, _, _ in _parts(plan))
    return SearchPage(
        total=min(total, dsl.TOTAL),
        total_is_exact=total <= dsl.TOTAL,
        hits=tuple(_hit(each, plan) for each in merged[plan.offset : plan.offset + plan.limit]),
        facets=dsl.facets_of(answer, plan),
        took_ms=float(answer.took),
    )


def _query(plan: SearchPlan) -> Dsl:
    best = dsl.best_rows(plan.offset + plan.limit, plan)
    if plan.sort != "relevance":
        best |= {"sort": [{"rows.ordinal": "asc"}], "track_scores": True}
    if plan.is_empty:
        return dsl.nested(_HAS_PROVISION, best, dsl.ROWS)
    anything = _row([], [*scores(plan), _FIRST])
    answers = []
    for level, clause in enumerate(plan.exact):
        rows = dsl.nested(anything, best, f"{dsl.EXACT}_{level}")
        answers.append(dsl.exact_score({"bool": {"filter": [dsl.named_by(clause), rows]}}, level))
    needed = rows_needed(plan)
    if needed:
        answers.append(dsl.nested(_row(needed, scores(plan)), best, dsl.ROWS))
    return {"dis_max": {"queries": answers}}


def _row(needed: list[Dsl], scored: list[Dsl]) -> Dsl:
    """Rows with a provision that hold all of `needed`, or where nothing is needed, any of what is scored."""
    least = {} if needed else {"minimum_should_match": 1}
    return {"bool": {"filter": [_HAS_PROVISION, *needed], "should": scored, **least}}


def _parts(plan: SearchPlan) -> Iterator[tuple[str, Dsl, Dsl]]:
    """What is counted: a name, the documents, and their rows. Named documents answer with other rows than the rest."""
    named = {"bool": {"should": [dsl.named_by(clause) for clause in plan.exact], "minimum_should_match": 1}}
    if plan.is_empty:
        yield _OTHERS, {"match_all": {}}, _HAS_PROVISION
        return
    if plan.exact:
        yield _NAMED, named, _row([], [*scores(plan), _FIRST])
    needed = rows_needed(plan)
    if needed:
        others = {"bool": {"must_not": [named]}} if plan.exact else {"match_all": {}}
        yield _OTHERS, others, _row(needed, [])


def _total(documents: Dsl, rows: Dsl, within: Dsl) -> Dsl:
    """Counts distinct provisions; exactly, as long as there are not more than are told."""
    units = {_UNITS: {"cardinality": {"field": "rows.unit", "precision_threshold": 2 * dsl.TOTAL}}}
    held = {_HELD: {"filter": rows, "aggs": units}}
    return {
        "filter": {"bool": {"filter": [documents, within]}},
        "aggs": {_ROWS: {"nested": {"path": "rows"}, "aggs": held}},
    }


def _candidates(answer: Answer, plan: SearchPlan) -> Iterator[_Candidate]:
    """Each provision once, by its best piece: what it is sorted by, its document, its row."""
    for place, found in enumerate(answer.hits.hits):
        level, rows = dsl.rows_of(found)
        seen: set[str] = set()
        for row in rows:
            provision = dsl.provision_in(row)
            if provision is None or provision.eid in seen:
                continue
            seen.add(provision.eid)
            ordinal = row.nested.offset
            if plan.sort == "relevance":
                _, tier, issued, identity = found.sort
                exactness = _NOT_EXACT if level is None else level
                key = (exactness, -(row.score or 0.0), tier, -issued, identity, ordinal)
                yield _Candidate(key, found, row)
            else:
                yield _Candidate((place, ordinal), found, row)


def _ranked(merged: list[_Candidate], plan: SearchPlan) -> list[_Candidate]:
    """The same provisions, those of the second stage by its scores: they keep their place behind the exact ones."""
    if not ranking.is_wanted(plan):
        return merged
    loose = [place for place, each in enumerate(merged) if each.key[0] == _NOT_EXACT][: ranking.most_documents()]
    rows = [merged[place].row for place in loose]
    valued = ranking.value_rows(rows, [row.score or 0.0 for row in rows], plan)
    if valued is None:
        return merged
    ranked = list(merged)
    for place, number in zip(loose, sorted(range(len(loose)), key=lambda each: -valued.scores[each]), strict=True):
        reasons = valued.contributions(number) if plan.explain else ()
        ranked[place] = replace(merged[loose[number]], score=valued.scores[number], reasons=reasons)
    return ranked


def _hit(found: _Candidate, plan: SearchPlan) -> SearchHit:
    provision = dsl.provision_in(found.row)
    shown = [provision_hit(provision, plan)] if provision else []
    level = dsl.level_of(found.document.score)
    why = explanation(plan, level, [found.row], found.reasons) if plan.explain else None
    score = found.row.score if found.score is None else found.score
    return hit(dsl.head_in(found.document), shown, score or 0.0, plan, why)
