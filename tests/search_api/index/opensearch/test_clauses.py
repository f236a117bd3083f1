"""Clauses of a plan in OpenSearch's language."""

from dataclasses import replace

from search_api.index.opensearch.clauses import rows_needed
from search_api.query.analyse import analyse
from search_api.query.clauses import Clause, Need
from search_api.query.plan import plan
from search_api.query.request import SearchQuery


def test_keys_of_which_any_will_do_are_one_clause() -> None:
    titles = tuple(f"luat-{number}" for number in range(2_000))  # a query may have 1,024 clauses
    wanted = Need((Clause("title", "whole_title", titles, kind="fixed"),))
    first, *_ = rows_needed(replace(plan(analyse(SearchQuery("thuế"))), required=(wanted,)))
    assert first["bool"]["should"] == [{"terms": {"rows.whole_title": list(titles)}}]
