"""Facets, filters and orders in OpenSearch's language, and the fields that they need of a document."""

import datetime as dt

from search_api.index.facet_values import NAMED, NO, STATUSES, YES, chosen_values, day_ranges, named_values
from search_api.index.opensearch.definition import Dsl
from search_api.index.record import DocumentRecord
from search_api.index.shown import facet
from search_api.index.tiers import tier
from search_api.query.hits import Facet
from search_api.query.plan import FACETS, SearchPlan
from search_api.query.request import EffectStatus, Filters, Sort

_VALUES, _CHOSEN = "values", "chosen"

_OF_A_PART = 2_000
"""Values that each part of an index, counted beside the others, tells; what one leaves out is too rare to be shown."""


def fields(record: DocumentRecord) -> Dsl:
    """The fields of a cleaned record that filters, facets and orders ask for. Days count from the year 1."""
    dates = {
        "issued": record.issued_on,
        "effective": record.effective_on,
        "expired": record.expired_on,
        "changed": record.changed_on,
        "gazetted": record.gazette_date,
    }
    body: Dsl = {name: date.toordinal() for name, date in dates.items() if date}
    body |= {name: list(named_values(record, name)) for name in NAMED}
    body |= {
        "tier": tier(record),
        "arrived": int(record.stored_at.timestamp() * 1000),
        "attachments": YES if record.has_attachments else NO,
        "ocr": YES if record.by_ocr else NO,
        "has_status": record.has_status,
        "suspended": [_days(start, end) for start, end in record.suspended],
    }
    if record.issued_on:
        body["year"] = str(record.issued_on.year)
    return body


def ranges(filters: Filters) -> list[Dsl]:
    """The conditions on dates, which hold for every facet."""
    found = []
    for date, first, last in day_ranges(filters):
        ends = {"gte": first, "lte": last}
        found.append({"range": {date: {name: end for name, end in ends.items() if end is not None}}})
    return found


def choices(plan: SearchPlan, without: str | None = None) -> list[Dsl]:
    """The conditions of the facets that the user chose from, that of the facet `without` left out."""
    chosen = {name: chosen_values(name, plan.filters) for name in FACETS if name != without}
    return [_condition(name, values, plan.as_of) for name, values in chosen.items() if values]


def counts(name: str, plan: SearchPlan) -> Dsl:
    """Counts of one facet under the other facets' choices; what is chosen here is told even where it is rare."""
    if name == "status":
        named: Dsl = {value: status(value, plan.as_of) for value in STATUSES}
        found: Dsl = {_VALUES: {"filters": {"filters": named}}}
    else:
        order: list[Dsl] = [{"_key": "desc"}] if name == "year" else [{"_count": "desc"}, {"_key": "asc"}]
        found = {
            _VALUES: {"terms": {"field": name, "size": plan.facet_values, "shard_size": _OF_A_PART, "order": order}}
        }
    chosen = chosen_values(name, plan.filters)
    if chosen and name != "status":
        found[_CHOSEN] = {"terms": {"field": name, "size": len(chosen), "include": list(chosen)}}
    others = choices(plan, without=name)
    if not others:  # a filter around that lets all through takes longer: of 45,000 documents a millisecond each
        return {f"{name}_{part}": counted for part, counted in found.items()}
    return {name: {"filter": {"bool": {"filter": others}}, "aggs": found}}


def facet_of(name: str, answers: Dsl, plan: SearchPlan) -> Facet:
    """The facet in the answers to `counts`."""
    parts = (_VALUES, _CHOSEN)
    answer = answers.get(name) or {part: answers[f"{name}_{part}"] for part in parts if f"{name}_{part}" in answers}
    values = answer[_VALUES]["buckets"]
    if name == "status":
        counted = {value: int(bucket["doc_count"]) for value, bucket in values.items() if bucket["doc_count"]}
    else:
        buckets = [*values, *answer.get(_CHOSEN, {"buckets": []})["buckets"]]
        counted = {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}
    return facet(name, counted, plan)


def order(sort: Sort) -> list[Dsl]:
    """The order of hits; equals stand by id, so that it is the same each time."""
    newest, gazetted, effective = _by("issued", "desc"), _by("gazetted", "desc"), _by("effective", "desc")
    tiers, same = _by("tier", "asc"), _by("id", "asc")
    orders: dict[Sort, list[Dsl]] = {
        "relevance": [{"_score": {"order": "desc"}}, tiers, newest, same],
        "newest": [newest, gazetted, tiers, same],
        "oldest": [_by("issued", "asc"), _by("gazetted", "asc"), tiers, same],
        "effective": [effective, newest, tiers, same],
        "gazetted": [gazetted, newest, tiers, same],
        "arrived": [_by("arrived", "desc"), newest, tiers, same],
    }
    return orders[sort]


def status(value: EffectStatus, day: dt.date) -> Dsl:
    """The condition that a document has a status on a day: the rule of `facet_values.status_on`."""
    begun, expired, changed = (_until(name, day) for name in ("effective", "expired", "changed"))
    suspended: Dsl = {"term": {"suspended": day.toordinal()}}
    rules: dict[EffectStatus, tuple[list[Dsl], list[Dsl]]] = {
        "unknown": ([], [{"exists": {"field": "effective"}}]),
        "not_yet": ([{"exists": {"field": "effective"}}], [begun]),
        "expired": ([begun, expired], []),
        "suspended": ([begun, suspended], [expired]),
        "partly_expired": ([begun, changed], [expired, suspended]),
        "in_force": ([begun], [expired, suspended, changed]),
    }
    must, must_not = rules[value]
    return {"bool": {"filter": [{"term": {"has_status": True}}, *must], "must_not": must_not}}


def _condition(name: str, values: tuple[str, ...], day: dt.date) -> Dsl:
    if name == "status":
        return {"bool": {"should": [status(value, day) for value in STATUSES if value in values]}}
    return {"terms": {name: list(values)}}


def _until(name: str, day: dt.date) -> Dsl:
    return {"range": {name: {"lte": day.toordinal()}}}


def _days(start: dt.date, end: dt.date | None) -> Dsl:
    return {"gte": start.toordinal(), **({"lte": end.toordinal()} if end else {})}


def _by(name: str, direction: str) -> Dsl:
    return {name: {"order": direction, "missing": "_last"}}
