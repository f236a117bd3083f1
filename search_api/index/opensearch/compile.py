"""Plans in OpenSearch's language, answers as pages, records as documents.

A row is a nested object of its document, so that one put replaces a document with all its rows at once. Nothing of a
query reaches a query parser: all clauses are terms, phrases of whole tokens and constants (promise P15).
"""

import base64
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec

from search_api.index.coding import code
from search_api.index.opensearch import facets, ranking
from search_api.index.opensearch.answer import Answer, FoundDocument, FoundRow
from search_api.index.opensearch.clauses import answering, field_path, queries, rows_needed, scores
from search_api.index.opensearch.definition import Dsl
from search_api.index.opensearch.explain import explanation
from search_api.index.opensearch.likely_rows import Token
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.rows import Row
from search_api.index.sample import head_of
from search_api.index.shown import EXACT_SCORE, EXACT_STEP, best_provisions, hit
from search_api.query.clauses import Clause
from search_api.query.hits import Contribution, Facet, SearchHit, SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.request import Cursor

ROWS, EXACT = "rows", "exact"
# Pieces of one long article share an eid: so many rows are asked for each provision that is shown.
_ROWS_A_PROVISION = 3

_MORE_ROWS = 2
"""Where the rows of 40 documents are told, so many more than provisions are shown: of 1,038 hits 1,024 showed the same
as with three times as many, at 0.6 of the bytes."""
_SECONDS = 5

# Clauses that ask the same words in two forms.
_TWINS = ({"text_accented", "text_folded"}, {"pairs_accented", "pairs_folded"})

GONE: Dsl = {"term": {"gone": True}}
"""What stands for documents that were deleted during a rebuild, until that ends."""

ALIVE: Dsl = {"bool": {"must_not": GONE}}
"""All documents."""

TOTAL = 10_000
"""Hits that are counted; beyond, the answer says that there are more."""

_MANY = 16
"""Words of a question from which on to run through the lists of all of them is faster, 0.7 of the time."""

_HEADS = msgspec.json.Decoder(DocumentRecord)
_PROVISIONS = msgspec.json.Decoder(ProvisionRecord)


def packed(value: bytes) -> str:
    """A value of a binary field, pressed: columns are kept as they are given."""
    return base64.b64encode(zlib.compress(value, 1)).decode()


def unpacked(told: str) -> bytes:
    """What was `packed`."""
    return zlib.decompress(ranking.bytes_of(told))


def document(record: DocumentRecord, every: Sequence[Row]) -> Dsl:
    """A cleaned record with its rows as an OpenSearch document."""
    return facets.fields(record) | {
        "id": record.id,
        "head": packed(head_of(record)),
        "numbers": list(record.number_keys),
        "issues": list(every[0].issues),
        "rows": [_row(row, record) for row in every],
    }


def request(plan: SearchPlan, likely: Sequence[Token] = ()) -> Dsl:
    """The body of a search request.

    With `likely` only rows that hold one of these tokens are scored, and documents without one come after all others:
    where the answer `lacks_scores`, the whole must be asked.
    """
    asked = _likely(plan, likely) if likely else {"must": _query(plan)}
    filters = [*asked.get("filter", ()), *facets.ranges(plan.filters)]
    return _hits(plan, asked | {"filter": filters}) | _counts(plan)


def best(plan: SearchPlan, likely: Sequence[Token] = ()) -> Dsl:
    """The body of a request for the hits of a page that the second stage ranks, and for nothing else.

    With `likely` only documents are told that are named or hold one of these tokens: fewer than answer, maybe.
    """
    within = [*facets.ranges(plan.filters), *facets.choices(plan)]
    asked = _best_of(plan, _scored_likely(plan, likely)) if likely else _query(plan)
    return _hits(plan, {"must": asked, "filter": within}) | {"track_total_hits": False}


def counted(plan: SearchPlan) -> Dsl:
    """The body of a request for what `best` leaves out: how many answer, and facets.

    One hit is told to know the index that was counted.
    """
    ranges = facets.ranges(plan.filters)
    scored = _by_words_alone(plan) and not ranges
    if scored:
        # Scored, though each row as much: so Lucene runs through the lists of all words at once (BooleanScorer),
        # instead of looking into each document until a row answers (docs/engines.md).
        rows: Dsl = {"constant_score": {"filter": {"bool": {"filter": rows_needed(plan)}}}}
        query: Dsl = {"must": [nested(rows, None, ROWS, "min")]}
    else:
        query = {"filter": [*([] if plan.is_empty else [_answering(plan)]), *ranges]}
    query["must_not"] = _unwanted(plan)
    told: Dsl = {"query": {"bool": query}, "size": 1, "sort": ["_doc"], "track_scores": scored, **_fields()}
    return told | _counts(plan) | {"timeout": f"{_SECONDS}s"}


def together(found: Answer, counts: Answer, plan: SearchPlan) -> bool:
    """Whether answers to `best(plan)` and `counted(plan)` make a page: of one index, with all hits that it needs."""
    needed = min(counts.hits.total.value, int(_window(plan)["size"]))
    return len(found.hits.hits) >= needed and found.index == counts.index


def lacks_scores(answer: Answer) -> bool:
    """Whether documents were told whose rows were not scored."""
    return any(not found.score for found in answer.hits.hits)


def page(answer: Answer, plan: SearchPlan, snapshot: str = "") -> SearchPage:
    """The page in the answer to `request(plan)`; its cursor leads on through `snapshot`."""
    hits, last = hits_of(answer, plan)
    return replace(page_of(hits, answer, plan), next=Cursor(last, snapshot) if last else None)


def page_of(hits: tuple[SearchHit, ...], counts: Answer, plan: SearchPlan) -> SearchPage:
    """The page of these hits, with what else is told in an answer."""
    total = counts.hits.total
    return SearchPage(total.value, hits, facets_of(counts, plan), float(counts.took), total.relation == "eq")


def hits_of(answer: Answer, plan: SearchPlan) -> tuple[tuple[SearchHit, ...], tuple[Any, ...]]:
    """The hits of a page, and what the last is sorted by if the plan has a cursor and there are more."""
    found = [_Placed(each) for each in answer.hits.hits]
    if ranking.is_wanted(plan):
        found = _ranked(found, plan)[plan.offset :]
    following = plan.cursor is not None and len(found) > plan.limit
    shown = tuple(_hit(each, plan) for each in found[: plan.limit])
    return shown, found[plan.limit - 1].document.sort if following else ()


def facets_of(answer: Answer, plan: SearchPlan) -> tuple[Facet, ...]:
    """The facets in an answer."""
    return tuple(facets.facet_of(name, answer.aggregations, plan) for name in plan.facets)


def rows_of(found: FoundDocument) -> tuple[int | None, tuple[FoundRow, ...]]:
    """The rows of a found document, the best first; and which clause of `exact` names it, if one does."""
    level = level_of(found.score)
    return level, (found.rows(ROWS if level is None else f"{EXACT}_{level}") or found.rows(ROWS))


def level_of(score: float | None) -> int | None:
    """Which clause of `exact` a score stands for, None for a sum of relevance."""
    exact = score is not None and score > EXACT_SCORE / 2
    return round((EXACT_SCORE - (score or 0.0)) / EXACT_STEP) if exact else None


def heads_of(wanted: Sequence[str]) -> Dsl:
    """The body of a request for the heads of documents by their ids, with how often each was written."""
    ids = {"ids": {"values": list(wanted)}}
    return {"query": ids, "size": len(wanted), "version": True, "docvalue_fields": ["head"]}


def head_in(found: FoundDocument) -> DocumentRecord:
    """The record of a found document, without its provisions."""
    return _HEADS.decode(unpacked(found.fields.head[0]))


def provision_in(row: FoundRow) -> ProvisionRecord | None:
    """The provision of a found row; None in the one row of a document without provisions."""
    return _PROVISIONS.decode(unpacked(row.fields.source[0])) if row.fields.source else None


def _hits(plan: SearchPlan, asked: Dsl) -> Dsl:
    """Which documents are wanted, in which order, and what is told of them."""
    told = [*asked.get("should", ()), *([_told(plan)] if _tells_apart(plan) else [])]
    return {
        "query": {"bool": asked | {"should": told, "must_not": _unwanted(plan)}},
        "sort": facets.order(plan.sort),
        **_fields("head"),
        **({} if plan.sort == "relevance" else {"track_scores": True}),
        "timeout": f"{_SECONDS}s",
        **_window(plan),
    }


def _counts(plan: SearchPlan) -> Dsl:
    """How many documents answer, and facets."""
    chosen = facets.choices(plan)
    return {
        "aggs": {name: counts for each in plan.facets for name, counts in facets.counts(each, plan).items()},
        "track_total_hits": TOTAL,
        **({"post_filter": {"bool": {"filter": chosen}}} if chosen else {}),
    }


def _window(plan: SearchPlan) -> Dsl:
    """Which of the found documents are wanted: by a cursor one more than shown, which tells whether there are more."""
    if ranking.is_wanted(plan):
        return ranking.window(plan)
    if plan.cursor is None:
        return {"from": plan.offset, "size": plan.limit}
    after: Dsl = {"search_after": list(plan.cursor.after)} if plan.cursor.after else {}
    return {"size": plan.limit + 1, **after}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A document that was found, and what the second stage made of it: score, best rows, reasons."""

    document: FoundDocument
    score: float | None = None
    rows: tuple[FoundRow, ...] = ()
    reasons: tuple[Contribution, ...] = ()


def _ranked(found: list[_Placed], plan: SearchPlan) -> list[_Placed]:
    """The same documents, those of the second stage by its scores: they keep their place behind the exact ones."""
    loose = [place for place, each in enumerate(found) if level_of(each.document.score) is None]
    taken = [
        (place, row, score)
        for place in loose[: ranking.most_documents()]
        for row, score in _scored(found[place].document)
    ]
    valued = ranking.value_rows([row for _, row, _ in taken], [score for _, _, score in taken], plan)
    if valued is None:
        return found
    best: dict[int, list[tuple[float, int]]] = {}
    for number, (place, _, _) in enumerate(taken):
        best.setdefault(place, []).append((valued.scores[number], number))
    ranked = list(found)
    order = sorted(best, key=lambda place: -max(best[place])[0])
    for place, source in zip(sorted(best), order, strict=True):
        rows = sorted(best[source], key=lambda each: -each[0])
        ranked[place] = _Placed(
            found[source].document,
            rows[0][0],
            tuple(taken[number][1] for _, number in rows),
            valued.contributions(rows[0][1]) if plan.explain else (),
        )
    return ranked


def _scored(found: FoundDocument) -> Iterator[tuple[FoundRow, float]]:
    """The best rows with their scores; those told by a query of their own are put on the scale of their document's."""
    best = rows_of(found)[1][: ranking.most_rows()]
    factor = (found.score or 0.0) / (best[0].score or 1.0) if best else 1.0
    return ((row, (row.score or 0.0) * factor) for row in best)


def _hit(found: _Placed, plan: SearchPlan) -> SearchHit:
    level, best = rows_of(found.document)
    best = (*found.rows, *best[len(found.rows) :])
    provisions = (provision for row in best if (provision := provision_in(row)))
    first = found.document.score if found.score is None else found.score
    score = 0.0 if level is not None else first or 0.0
    why = explanation(plan, level, best[:1], found.reasons) if plan.explain else None
    return hit(head_in(found.document), best_provisions(provisions, plan), score, plan, why)


def _query(plan: SearchPlan) -> Dsl:
    if plan.is_empty:
        return {"match_all": {}}
    return _best_of(plan, answering(plan) if plan.required or plan.needs else None)


def _best_of(plan: SearchPlan, rows: Dsl | None) -> Dsl:
    """Documents that are named or have such rows, by what counts most of it."""
    best = None if _tells_apart(plan) else best_rows(plan.provisions * _ROWS_A_PROVISION, plan)
    answers = [_exact(clause, level, plan, best) for level, clause in enumerate(plan.exact)]
    if rows:
        answers.append(nested(rows, best, ROWS))
    # The greatest, not the sum: exact documents all have the very score of their level, and tier and date decide.
    return {"dis_max": {"queries": answers}}


def _tells_apart(plan: SearchPlan) -> bool:
    """Whether rows are told by a query of their own, since of 40 documents they are looked up one by one."""
    return ranking.is_wanted(plan) and plan.wishes_alone and not plan.explain


def _told(plan: SearchPlan) -> Dsl:
    """Finds nothing; tells the best rows of what others find, by the words and pairs of their text alone.

    Each word of each field is looked up anew in each document: with all that scores and is needed, the rows of 40
    documents took 14 ms of 30 for a title of eight words.
    """
    clauses = list(plan.scored_in_text)
    for pair in _TWINS:
        twins = sorted((each for each in clauses if each.name in pair), key=lambda each: each.weight)
        clauses = [clause for clause in clauses if clause not in twins[:-1]]
    scored: Dsl = {"bool": {"should": [query for clause in clauses for query in queries(clause)]}}
    best = best_rows(plan.provisions + _MORE_ROWS, plan)
    return {"bool": {"must": [GONE, nested(scored, best, ROWS)]}}


def _likely(plan: SearchPlan, likely: Sequence[Token]) -> Dsl:
    """All documents that answer, and the scores of those that are named or have likely rows."""
    return {"filter": [_answering(plan)], "should": [_best_of(plan, _scored_likely(plan, likely))]}


def _scored_likely(plan: SearchPlan, likely: Sequence[Token]) -> Dsl:
    """The likely rows among those that answer, with their scores."""
    worth = [{"term": {field_path(field): token}} for field, token in likely]
    return answering(plan, [{"bool": {"should": worth}}])


def _answering(plan: SearchPlan) -> Dsl:
    """All documents that are named or have a row that answers, without scores."""
    needed = rows_needed(plan)
    rows: list[Dsl] = [nested({"bool": {"filter": needed}}, None, ROWS, "none")] if needed else []
    return {"bool": {"should": [*map(named_by, plan.exact), *rows]}}


def _by_words_alone(plan: SearchPlan) -> bool:
    """Whether rows answer by how many of many words they hold, and by nothing else: no phrase, no second condition."""
    if len(plan.needs) < _MANY or plan.required or plan.exact:
        return False
    return all(clause.kind == "tokens" for need in plan.needs for clause in need.any_of)


def named_by(clause: Clause) -> Dsl:
    """The documents that a clause names, by a field of their own or by one that all of their rows hold."""
    if clause.field == "whole_title":
        return {"nested": {"path": "rows", "query": {"terms": {field_path(clause.field): list(clause.tokens)}}}}
    return {"terms": {clause.field: list(clause.tokens)}}


def exact_score(query: Dsl, level: int) -> Dsl:
    """`query` with the score of a clause of `exact` instead of its own."""
    return {"constant_score": {"filter": query, "boost": EXACT_SCORE - level * EXACT_STEP}}


def nested(query: Dsl, best: Dsl | None, name: str, mode: Literal["max", "min", "none"] = "max") -> Dsl:
    """The documents with a row that answers, ranked by the best; `best` says which rows are told, under `name`."""
    told = {"inner_hits": best | {"name": name}} if best else {}
    return {"nested": {"path": "rows", "score_mode": mode, "query": query, **told}}


def best_rows(most: int, plan: SearchPlan) -> Dsl:
    """Which rows of a document are told: so many of the best."""
    fields = ["rows.source", ranking.FIELD] if ranking.is_wanted(plan) else ["rows.source"]
    return {"size": most, "explain": plan.explain, **_fields(*fields)}


def _fields(*names: str) -> Dsl:
    """What of a found document or row is told: columns alone, since to look at what is stored one by one takes longer.

    Without `_none_` the identity of each document would be read from what is stored: 40 documents of 60,000 articles
    took 16 ms of 30.
    """
    return {"stored_fields": "_none_", "docvalue_fields": list(names)}


def _exact(clause: Clause, level: int, plan: SearchPlan, best: Dsl | None) -> Dsl:
    """The documents that a clause names, with their best provisions, whatever these hold."""
    named: Dsl = {"bool": {"filter": [named_by(clause)]}}
    if plan.scored and best:
        anything = {"bool": {"should": scores(plan), "minimum_should_match": 1}}
        named["bool"]["should"] = [nested(anything, best, f"{EXACT}_{level}")]
    return exact_score(named, level)


def _unwanted(plan: SearchPlan) -> list[Dsl]:
    """Documents that do not count: those that are gone, and those that hold anything excluded in whichever row."""
    excluded = [query for clause in plan.excluded for query in queries(clause)]
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
        "areas": list(row.areas),
        "ranking": base64.b64encode(row.ranking).decode(),
    }
    if row.provision:
        body["unit"] = code(f"{record.id} {row.provision.eid}")
        body["source"] = packed(msgspec.json.encode(row.provision))
    return body
