"""The only place that speaks OpenSearch: plans as requests, answers as pages, records as documents, the definition.

A row is a nested object of its document, so that one put replaces a document with all its rows at once. Nothing of a
query reaches a query parser: all clauses are terms, phrases of whole tokens and constants (promise P15).
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from search_api.index import facets_opensearch as facets
from search_api.index.facets_opensearch import Dsl
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.rows import Row, rows
from search_api.index.shown import EXACT_SCORE, EXACT_STEP, best_provisions, hit
from search_api.query.clauses import Clause, Need
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.plan import SearchPlan

ROWS, EXACT = "rows", "exact"

# Pieces of one long article share an eid: so many rows are asked for each provision that is shown.
_ROWS_A_PROVISION = 3
_SECONDS = 5

TOTAL = 10_000
"""Hits that are counted; beyond, the answer says that there are more."""

_NESTED = {
    "pairs": "text.pairs",
    "pairs_folded": "text_folded.pairs",
    "heading_pairs": "heading.pairs",
    "heading_pairs_folded": "heading_folded.pairs",
}


@cache
def definition() -> Dsl:
    """Settings and mapping of an index, from opensearch_index.json; not to be changed."""
    text = files("search_api.index").joinpath("opensearch_index.json").read_bytes()
    return msgspec.json.decode(text, type=dict[str, Any])


def filling() -> Dsl:
    """Settings of an index while it is built: nobody searches it, so nothing is refreshed or copied."""
    return {"refresh_interval": "-1", "auto_expand_replicas": False, "number_of_replicas": 0}


def filled() -> Dsl:
    """Settings of an index that is ready."""
    settings = definition()["settings"]
    return {"refresh_interval": None, "auto_expand_replicas": settings["auto_expand_replicas"]}


def swapped(alias: str, pending: str, new: str, old: list[str]) -> Dsl:
    """Moves the alias in one step, so that no search sees neither or both; `new` stops being `pending`."""
    removed = [{"remove": {"index": index, "alias": alias}} for index in old]
    removed.append({"remove": {"index": new, "alias": pending}})
    return {"actions": [*removed, {"add": {"index": new, "alias": alias, "is_write_index": True}}]}


def document(record: DocumentRecord) -> Dsl:
    """A cleaned record as an OpenSearch document."""
    every = list(rows(record))
    return facets.fields(record) | {
        "id": record.id,
        "head": msgspec.json.encode(replace(record, provisions=())).decode(),
        "numbers": list(record.number_keys),
        "issues": list(every[0].issues),
        "rows": [_row(row) for row in every],
    }


def request(plan: SearchPlan) -> Dsl:
    """The body of a search request."""
    chosen = facets.choices(plan)
    body: Dsl = {
        "query": {"bool": {"must": _query(plan), "filter": facets.ranges(plan.filters)}},
        "aggs": {name: facets.counts(name, plan) for name in plan.facets},
        "sort": facets.order(plan.sort),
        "from": plan.offset,
        "size": plan.limit,
        "stored_fields": ["head"],
        "track_scores": True,
        "track_total_hits": TOTAL,
        "timeout": f"{_SECONDS}s",
    }
    return body | ({"post_filter": {"bool": {"filter": chosen}}} if chosen else {})


def page(answer: Dsl, plan: SearchPlan) -> SearchPage:
    """The page in the answer to `request(plan)`."""
    return SearchPage(
        total=answer["hits"]["total"]["value"],
        total_is_exact=answer["hits"]["total"]["relation"] == "eq",
        hits=tuple(_hit(found, plan) for found in answer["hits"]["hits"]),
        facets=tuple(facets.facet_of(name, answer["aggregations"][name], plan) for name in plan.facets),
        took_ms=float(answer["took"]),
    )


def _hit(found: Dsl, plan: SearchPlan) -> SearchHit:
    record = msgspec.json.decode(found["fields"]["head"][0], type=DocumentRecord)
    score = found["_score"] or 0.0
    is_exact = score > EXACT_SCORE / 2
    name = f"{EXACT}_{round((EXACT_SCORE - score) / EXACT_STEP)}" if is_exact else ROWS
    best = found.get("inner_hits", {}).get(name, {"hits": {"hits": []}})["hits"]["hits"]
    sources = [row["fields"]["rows.source"][0] for row in best if "fields" in row]
    provisions = [msgspec.json.decode(source, type=ProvisionRecord) for source in sources]
    return hit(record, best_provisions(provisions, plan), 0.0 if is_exact else score, plan)


def _query(plan: SearchPlan) -> Dsl:
    if plan.is_empty:
        return {"match_all": {}}
    answers = [_exact(clause, level, plan) for level, clause in enumerate(plan.exact)]
    rows_needed = [*map(_need, plan.required)]
    if plan.needs:
        needs = [_need(need) for need in plan.needs]
        rows_needed.append({"bool": {"should": needs, "minimum_should_match": plan.least}})
    if rows_needed:
        found = {"bool": {"filter": rows_needed, "should": _scores(plan)}}
        answers.append(_nested(found, plan, ROWS))
    # The greatest, not the sum: exact documents all have the very score of their level, and tier and date decide.
    return {"dis_max": {"queries": answers}}


def _exact(clause: Clause, level: int, plan: SearchPlan) -> Dsl:
    """The documents that a clause names, with their best provisions, whatever these hold."""
    named: Dsl = {"bool": {"filter": [{"terms": {clause.field: list(clause.tokens)}}]}}
    if plan.scored:
        anything = {"bool": {"should": _scores(plan), "minimum_should_match": 1}}
        named["bool"]["should"] = [_nested(anything, plan, f"{EXACT}_{level}")]
    return {"constant_score": {"filter": named, "boost": EXACT_SCORE - level * EXACT_STEP}}


def _nested(query: Dsl, plan: SearchPlan, name: str) -> Dsl:
    best = {"name": name, "size": plan.provisions * _ROWS_A_PROVISION, "stored_fields": ["rows.source"]}
    return {"nested": {"path": "rows", "score_mode": "max", "query": query, "inner_hits": best}}


def _scores(plan: SearchPlan) -> list[Dsl]:
    return [query for clause in plan.scored for query in _each(clause)]


def _need(need: Need) -> Dsl:
    choices = [query for clause in need.any_of for query in _each(clause)]
    return {"bool": {"should": choices, "minimum_should_match": 1}} if choices else {"match_none": {}}


def _each(clause: Clause) -> Iterator[Dsl]:
    """The clause's queries: one a token, or one for a phrase."""
    field = f"rows.{_NESTED.get(clause.field, clause.field)}"
    if clause.kind == "phrase":
        yield {"match_phrase": {field: {"query": " ".join(clause.tokens), "boost": clause.weight}}}
        return
    for token in clause.tokens:
        if clause.kind == "fixed":
            yield {"constant_score": {"filter": {"term": {field: token}}, "boost": clause.weight}}
        else:
            yield {"term": {field: {"value": token, "boost": clause.weight}}}


def _row(row: Row) -> Dsl:
    body: Dsl = {
        "text": row.text.accented,
        "text_folded": row.text.folded,
        "heading": row.heading.accented,
        "heading_folded": row.heading.folded,
        "whole_title": row.whole_title,
        "label": row.label,
        "mentions": list(row.mentions),
        "issues": list(row.issues),
    }
    if row.provision:
        body["source"] = msgspec.json.encode(row.provision).decode()
    return body
