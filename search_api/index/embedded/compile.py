"""A search plan in tantivy's queries, and rows as tantivy documents; with the schema that both share."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tantivy import Document, Occur, Query, Schema, SchemaBuilder

from search_api.index.coding import code, first_letters
from search_api.index.embedded import facets
from search_api.index.record import DocumentRecord
from search_api.index.rows import Row
from search_api.index.tiers import tier
from search_api.language.senses import AREAS_OF_A_ROW
from search_api.query.clauses import Clause, Field
from search_api.query.plan import SearchPlan
from search_api.query.syllables import PAIR

SCHEMA_VERSION = 12
"""Raised with each change of the schema, of the tokens or of what the language's tables say (`search_api.language`): an
index of another version is rebuilt, never misread."""

_POSITIONS = ("text", "text_folded")
_PAIRS: dict[Field, Field] = {"text": "pairs", "text_folded": "pairs_folded"}
_FREQUENCIES = ("pairs", "pairs_folded", "heading", "heading_folded", "heading_pairs", "heading_pairs_folded")
_KEYS = ("whole_title", "label", "numbers", "mentions", "issues", "areas")
_COLUMNS = ("arrived", "tier", "letters", "stamp")
_NO_AREAS = ("",) * AREAS_OF_A_ROW
"""Those of a row of which no word is known. With rows of none, BM25 would take eight areas for a long text: where one
row in six is empty (alqac-dev), each area would add 0.92 of its weight."""


@cache
def schema() -> Schema:
    """The schema of an index folder."""
    builder = SchemaBuilder()
    builder.add_unsigned_field("document", indexed=True, fast=True)
    builder.add_unsigned_field("ordinal", indexed=True)
    for name in _COLUMNS:
        builder.add_unsigned_field(name, fast=True)
    for name in _POSITIONS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in _FREQUENCIES:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in _KEYS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    facets.add_fields(builder)
    return builder.build()


def documents(record: DocumentRecord, rows: Iterable[Row], stamp: int) -> Iterator[Document]:
    """The tantivy documents of a cleaned record, one for each of its rows; `stamp` tells this writing from others.

    The stamp of a row is as many above it as rows stand before: no two documents are written with stamps that near.
    """
    for row in rows:
        document = _tokens(row)
        document.add_unsigned("document", code(record.id))
        document.add_unsigned("stamp", stamp + row.ordinal)
        if row.ordinal == 0:
            _add_head(document, record)
        yield document


def ranking_query(plan: SearchPlan, held: Callable[[str, str], int], rows: int) -> Query:
    """The rows that hold anything of what ranks, scored; whether they answer is not asked.

    `held` gives how many of the `rows` hold a token in a field, deleted rows among both. All is one plain union of
    words, which tantivy answers without looking at each row (block-max WAND): four times as fast as with a phrase or a
    fixed score among them. In a field of which all rows hold equally many tokens, a fixed score over the token's rarity
    is the boost with which BM25 gives that score.
    """
    words: list[tuple[Occur, Query]] = []
    for clause in plan.scored:
        if clause.kind != "fixed":
            words += ((Occur.Should, query) for query in _each(in_pairs(clause)))
            continue
        for token in clause.tokens:
            number = held(clause.field, token)
            rarity = math.log1p((rows - number + 0.5) / (number + 0.5))
            query = Query.term_query(schema(), clause.field, token, "basic")
            if number:
                words.append((Occur.Should, Query.boost_query(query, clause.weight / rarity)))
    return Query.boolean_query(words) if words else Query.empty_query()


def ranking_clause_query(clause: Clause) -> Query:
    """What a clause adds to the score of a row."""
    return clause_query(in_pairs(clause))


def in_pairs(clause: Clause) -> Clause:
    """A phrase as its pairs of neighbours; whether a row holds all of it is decided where it must.

    'thông tư' as a phrase takes 18 ms in 60,000 rows.
    """
    pairs = _PAIRS.get(clause.field)
    if clause.kind in ("tokens", "fixed") or pairs is None:
        return clause
    if len(clause.tokens) == 1:
        return replace(clause, kind="tokens")
    neighbours = tuple(PAIR.join(each) for each in pairwise(clause.tokens))
    return replace(clause, field=pairs, tokens=neighbours, kind="tokens", weight=clause.weight / len(neighbours))


def documents_query(plan: SearchPlan, documents: Sequence[int]) -> Query:
    """The rows of these documents that hold anything of what ranks, scored."""
    scored = _scores(plan.scored)
    among = Query.const_score_query(Query.term_set_query(schema(), "document", list(documents)), 0.0)
    anything = Query.boolean_query(scored, 1) if scored else Query.empty_query()
    return Query.boolean_query([(Occur.Must, among), (Occur.Must, anything)])


def row_query(document: int, ordinal: int) -> Query:
    """One row of a document."""
    return Query.boolean_query([(Occur.Must, _fixed("document", document)), (Occur.Must, _fixed("ordinal", ordinal))])


def exact_queries(plan: SearchPlan) -> list[Query]:
    """For each clause of the plan's `exact`, the first rows of the documents that it names."""
    return [
        Query.boolean_query([(Occur.Must, heads_query()), (Occur.Must, clause_query(clause))]) for clause in plan.exact
    ]


def provisions_query(plan: SearchPlan, document: int, *, with_first: bool = False) -> Query:
    """The provisions of one document that hold anything of what was asked, scored; `with_first`: and its first."""
    scored = _scores(plan.scored)
    if with_first:
        scored.append((Occur.Should, heads_query()))
    anything = Query.boolean_query(scored, 1) if scored else Query.empty_query()
    return Query.boolean_query([(Occur.Must, _fixed("document", document)), (Occur.Must, anything)])


def heads_query() -> Query:
    """The first row of every document, which holds its columns."""
    return _fixed("ordinal", 0)


def document_query(identity: str) -> Query:
    """All rows of one document."""
    return _fixed("document", code(identity))


def _fixed(field: str, value: int | str, score: float = 0.0) -> Query:
    return Query.const_score_query(Query.term_query(schema(), field, value, "basic"), score)


def _scores(clauses: Iterable[Clause]) -> list[tuple[Occur, Query]]:
    return [(Occur.Should, query) for clause in clauses for query in _each(in_pairs(clause))]


def clause_query(clause: Clause) -> Query:
    """What a clause looks for, scored."""
    queries = list(_each(clause))
    return queries[0] if len(queries) == 1 else _any(queries)


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries], 1)


def _each(clause: Clause) -> Iterator[Query]:
    """The clause's queries: one a token, or one for all of them together."""
    if clause.kind == "phrase" and len(clause.tokens) > 1:
        yield Query.boost_query(_phrase(clause, clause.tokens), clause.weight)
        return
    if clause.kind in ("all", "near"):
        parts = _near(clause) if clause.kind == "near" else _each(replace(clause, kind="tokens"))
        yield Query.boolean_query([(Occur.Must, part) for part in parts])
        return
    for token in clause.tokens:
        if clause.kind == "fixed":
            yield _fixed(clause.field, token, clause.weight)
        else:
            yield Query.boost_query(Query.term_query(schema(), clause.field, token, "freq"), clause.weight)


def _near(clause: Clause) -> Iterator[Query]:
    """Both phrases, and all their words with few others between them, whichever comes first."""
    left, right = clause.tokens[: clause.split], clause.tokens[clause.split :]
    for tokens in (left, right):
        yield _phrase(clause, tokens)
    orders = (_phrase(clause, tokens, clause.slop) for tokens in ((*left, *right), (*right, *left)))
    yield Query.boost_query(_any(orders), clause.weight)


def _phrase(clause: Clause, tokens: Sequence[str], slop: int = 0) -> Query:
    if len(tokens) == 1:
        return Query.term_query(schema(), clause.field, tokens[0], "freq")
    return Query.phrase_query(schema(), clause.field, list(tokens), slop)


def _tokens(row: Row) -> Document:
    document = Document()
    document.add_unsigned("ordinal", row.ordinal)
    for prefix, streams in (("text", row.text), ("heading", row.heading)):
        pairs = "pairs" if prefix == "text" else "heading_pairs"
        document.add_text(prefix, streams.accented)
        document.add_text(f"{prefix}_folded", streams.folded)
        document.add_text(pairs, streams.accented_pairs)
        document.add_text(f"{pairs}_folded", streams.folded_pairs)
    keys = {"numbers": row.numbers, "mentions": row.mentions, "issues": row.issues, "areas": row.areas or _NO_AREAS}
    keys |= {"whole_title": (row.whole_title,), "label": (row.label,)}
    for field, values in keys.items():
        for value in values:
            document.add_text(field, value)
    return document


def _add_head(document: Document, record: DocumentRecord) -> None:
    """What sorting, filters and facets read."""
    document.add_unsigned("arrived", int(record.stored_at.timestamp() * 1000))
    document.add_unsigned("tier", tier(record))
    document.add_unsigned("letters", first_letters(record.id))
    facets.add_values(document, record)
