"""Plans in OpenSearch's language, answers as pages, records as documents.

A row is a nested object of its document, so that one put replaces a document with all its rows at once. Nothing of a
query reaches a query parser: all clauses are terms, phrases of whole tokens and constants (promise P15).
"""

import base64
from collections.abc import Iterator
from dataclasses import replace

import msgspec

from search_api.index import facets_opensearch as facets
from search_api.index import ranking_opensearch as ranking
from search_api.index.coding import code
from search_api.index.explain_opensearch import NESTED_FIELDS, explanation
from search_api.index.opensearch_definition import Dsl
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.rows import Row, rows
from search_api.index.sample import head_of
from search_api.index.shown import EXACT_SCORE, EXACT_STEP, best_provisions, hit
from search_api.query.clauses import Clause, Need
from search_api.query.hits import Explanation, Facet, SearchHit, SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.request import Cursor

ROWS, EXACT = "rows", "exact"
RANKED, REASONS = "ranked", "reasons"
"""What the second stage notes at a document: its best rows, and why the first of them stands where it does."""

# Pieces of one long article share an eid: so many rows are asked for each provision that is shown.
_ROWS_A_PROVISION = 3
_SECONDS = 5

GONE: Dsl = {"term": {"gone": True}}
"""What stands for documents that were deleted during a rebuild, until that ends."""

ALIVE: Dsl = {"bool": {"must_not": GONE}}
"""All documents."""

TOTAL = 10_000
"""Hits that are counted; beyond, the answer says that there are more."""


def document(record: DocumentRecord) -> Dsl:
    """A cleaned record as an OpenSearch document."""
    every = list(rows(record))
    return facets.fields(record) | {
        "id": record.id,
        "head": head_of(record).decode(),
        "numbers": list(record.number_keys),
        "issues": list(every[0].issues),
        "rows": [_row(row, record) for row in every],
    }


def request(plan: SearchPlan) -> Dsl:
    """The body of a search request."""
    chosen = facets.choices(plan)
    body: Dsl = {
        "query": {"bool": {"must": _query(plan), "filter": facets.ranges(plan.filters), "must_not": _unwanted(plan)}},
        "aggs": {name: facets.counts(name, plan) for name in plan.facets},
        "sort": facets.order(plan.sort),
        "stored_fields": ["head"],
        "track_scores": True,
        "track_total_hits": TOTAL,
        "timeout": f"{_SECONDS}s",
    }
    if chosen:
        body["post_filter"] = {"bool": {"filter": chosen}}
    return body | _window(plan)


def page(answer: Dsl, plan: SearchPlan, snapshot: str = "") -> SearchPage:
    """The page in the answer to `request(plan)`; its cursor leads on through `snapshot`."""
    found = answer["hits"]["hits"]
    if ranking.is_wanted(plan):
        found = _ranked(found, plan)[plan.offset :]
    following = plan.cursor is not None and len(found) > plan.limit
    return SearchPage(
        total=answer["hits"]["total"]["value"],
        total_is_exact=answer["hits"]["total"]["relation"] == "eq",
        hits=tuple(_hit(each, plan) for each in found[: plan.limit]),
        facets=facets_of(answer, plan),
        took_ms=float(answer["took"]),
        next=Cursor(tuple(found[plan.limit - 1]["sort"]), snapshot) if following else None,
    )


def facets_of(answer: Dsl, plan: SearchPlan) -> tuple[Facet, ...]:
    """The facets in an answer."""
    return tuple(facets.facet_of(name, answer["aggregations"][name], plan) for name in plan.facets)


def rows_of(found: Dsl) -> tuple[int | None, list[Dsl]]:
    """The rows of a found document, the best first; and which clause of `exact` names it, if one does."""
    level = level_of(found["_score"])
    inner = found.get("inner_hits", {}).get(ROWS if level is None else f"{EXACT}_{level}")
    return level, inner["hits"]["hits"] if inner else []


def level_of(score: float | None) -> int | None:
    """Which clause of `exact` a score stands for, None for a sum of relevance."""
    exact = score is not None and score > EXACT_SCORE / 2
    return round((EXACT_SCORE - (score or 0.0)) / EXACT_STEP) if exact else None


def head_in(found: Dsl) -> DocumentRecord:
    """The record of a found document, without its provisions."""
    return msgspec.json.decode(found["fields"]["head"][0], type=DocumentRecord)


def provision_in(row: Dsl) -> ProvisionRecord | None:
    """The provision of a found row; None in the one row of a document without provisions."""
    if "rows.source" not in row.get("fields", {}):
        return None
    return msgspec.json.decode(row["fields"]["rows.source"][0], type=ProvisionRecord)


def _window(plan: SearchPlan) -> Dsl:
    """Which of the found documents are wanted: by a cursor one more than shown, which tells whether there are more."""
    if ranking.is_wanted(plan):
        return ranking.window(plan)
    if plan.cursor is None:
        return {"from": plan.offset, "size": plan.limit}
    after: Dsl = {"search_after": list(plan.cursor.after)} if plan.cursor.after else {}
    return {"size": plan.limit + 1, **after}


def _ranked(found: list[Dsl], plan: SearchPlan) -> list[Dsl]:
    """The same documents, those of the second stage by its scores: they keep their place behind the exact ones."""
    loose = [place for place, each in enumerate(found) if level_of(each["_score"]) is None][: ranking.most_documents()]
    taken = [(place, row) for place in loose for row in rows_of(found[place])[1][: ranking.most_rows()]]
    valued = ranking.value_rows([row for _, row in taken], plan)
    if valued is None:
        return found
    best: dict[int, list[tuple[float, int]]] = {}
    for number, (place, _) in enumerate(taken):
        best.setdefault(place, []).append((valued.scores[number], number))
    ranked = list(found)
    order = sorted(best, key=lambda place: -max(best[place])[0])
    for place, source in zip(sorted(best), order, strict=True):
        rows = sorted(best[source], key=lambda each: -each[0])
        ranked[place] = found[source] | {
            RANKED: [taken[number][1] for _, number in rows],
            "_score": rows[0][0],
            REASONS: valued.contributions(rows[0][1]) if plan.explain else (),
        }
    return ranked


def _hit(found: Dsl, plan: SearchPlan) -> SearchHit:
    level, best = rows_of(found)
    best = [*found.get(RANKED, ()), *best]
    provisions = [provision for row in best if (provision := provision_in(row))]
    score = 0.0 if level is not None else found["_score"] or 0.0
    why = explanation(plan, level, best[:1]) if plan.explain else None
    if why and REASONS in found:
        why = Explanation((*why.clauses, *found[REASONS]))
    return hit(head_in(found), best_provisions(provisions, plan), score, plan, why)


def _query(plan: SearchPlan) -> Dsl:
    if plan.is_empty:
        return {"match_all": {}}
    best = best_rows(plan.provisions * _ROWS_A_PROVISION, plan)
    answers = [_exact(clause, level, plan, best) for level, clause in enumerate(plan.exact)]
    needed = rows_needed(plan)
    if needed:
        found = {"bool": {"filter": needed, "should": scores(plan)}}
        answers.append(nested(found, best, ROWS))
    # The greatest, not the sum: exact documents all have the very score of their level, and tier and date decide.
    return {"dis_max": {"queries": answers}}


def rows_needed(plan: SearchPlan) -> list[Dsl]:
    """What a row must hold to answer; nothing, where only documents are named."""
    needed = [*map(_need, plan.required)]
    if plan.needs:
        needs = [_need(need) for need in plan.needs]
        needed.append({"bool": {"should": needs, "minimum_should_match": plan.least}})
    return needed


def named_by(clause: Clause) -> Dsl:
    """The documents that a clause names."""
    return {"terms": {clause.field: list(clause.tokens)}}


def exact_score(query: Dsl, level: int) -> Dsl:
    """`query` with the score of a clause of `exact` instead of its own."""
    return {"constant_score": {"filter": query, "boost": EXACT_SCORE - level * EXACT_STEP}}


def nested(query: Dsl, best: Dsl, name: str) -> Dsl:
    """The documents with a row that answers, ranked by the best; `best` says which rows are told, under `name`."""
    return {"nested": {"path": "rows", "score_mode": "max", "query": query, "inner_hits": best | {"name": name}}}


def best_rows(most: int, plan: SearchPlan) -> Dsl:
    """Which rows of a document are told: so many of the best."""
    fields = ["rows.source", ranking.FIELD] if ranking.is_wanted(plan) else ["rows.source"]
    return {"size": most, "stored_fields": fields, "explain": plan.explain}


def scores(plan: SearchPlan) -> list[Dsl]:
    """What ranks rows."""
    return [query for clause in plan.scored for query in _each(clause)]


def _exact(clause: Clause, level: int, plan: SearchPlan, best: Dsl) -> Dsl:
    """The documents that a clause names, with their best provisions, whatever these hold."""
    named: Dsl = {"bool": {"filter": [named_by(clause)]}}
    if plan.scored:
        anything = {"bool": {"should": scores(plan), "minimum_should_match": 1}}
        named["bool"]["should"] = [nested(anything, best, f"{EXACT}_{level}")]
    return exact_score(named, level)


def _need(need: Need) -> Dsl:
    choices = [query for clause in need.any_of for query in _each(clause)]
    return {"bool": {"should": choices, "minimum_should_match": 1}} if choices else {"match_none": {}}


def _each(clause: Clause) -> Iterator[Dsl]:
    """The clause's queries: one a token, or one for all of them together."""
    field = f"rows.{NESTED_FIELDS.get(clause.field, clause.field)}"
    if clause.kind == "phrase":
        yield _phrase(field, clause.tokens, clause.weight)
        return
    if clause.kind in ("all", "near"):
        parts = _near(clause, field) if clause.kind == "near" else _each(replace(clause, kind="tokens"))
        yield {"bool": {"must": list(parts)}}
        return
    for token in clause.tokens:
        if clause.kind == "fixed":
            yield {"constant_score": {"filter": {"term": {field: token}}, "boost": clause.weight}}
        else:
            yield {"term": {field: {"value": token, "boost": clause.weight}}}


def _near(clause: Clause, field: str) -> Iterator[Dsl]:
    """Both phrases, and all their words with few others between them, whichever comes first."""
    left, right = clause.tokens[: clause.split], clause.tokens[clause.split :]
    for tokens in (left, right):
        yield _phrase(field, tokens)
    orders = [_phrase(field, tokens, clause.weight, clause.slop) for tokens in ((*left, *right), (*right, *left))]
    yield {"bool": {"should": orders, "minimum_should_match": 1}}


def _phrase(field: str, tokens: tuple[str, ...], weight: float = 1.0, slop: int = 0) -> Dsl:
    return {"match_phrase": {field: {"query": " ".join(tokens), "boost": weight, "slop": slop}}}


def _unwanted(plan: SearchPlan) -> list[Dsl]:
    """Documents that do not count: those that are gone, and those that hold anything excluded in whichever row."""
    excluded = [query for clause in plan.excluded for query in _each(clause)]
    return [GONE, *({"nested": {"path": "rows", "query": query}} for query in excluded)]


def _row(row: Row, record: DocumentRecord) -> Dsl:
    body: Dsl = {
        "ordinal": row.ordinal,
        "text": row.text.accented,
        "text_folded": row.text.folded,
        "heading": row.heading.accented,
        "heading_folded": row.heading.folded,
        "whole_title": row.whole_title,
        "label": row.label,
        "mentions": list(row.mentions),
        "issues": list(row.issues),
        "ranking": base64.b64encode(row.ranking).decode(),
    }
    if row.provision:
        body["unit"] = code(f"{record.id} {row.provision.eid}")
        body["source"] = msgspec.json.encode(row.provision).decode()
    return body
