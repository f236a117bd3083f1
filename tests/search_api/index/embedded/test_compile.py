"""What tantivy makes of a plan's clauses."""

import hashlib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from tantivy import Searcher

from search_api.index.embedded.compile import SCHEMA_VERSION, ranking_query
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.embedded.folder import IndexFolder, open_index
from search_api.index.opensearch import definition as opensearch_definition
from search_api.query.analyse import analyse
from search_api.query.clauses import Clause
from search_api.query.plan import plan
from search_api.query.request import SearchQuery
from tests.search_api.index.records_made import record

VERSIONS = (12, 11)
TABLES = {"rarity.npz": "f8003823ec6db71d", "senses.npz": "ed664b9a754f6125"}

LICENCE = "Hồ sơ đề nghị cấp giấy phép xây dựng nhà ở riêng lẻ"
MARRIAGE = "Ủy ban nhân dân cấp xã đăng ký kết hôn"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """Rows with and without words, titles and provisions, of which one or more share what they are about."""
    folder: Path = tmp_path_factory.mktemp("index")
    full = (record(f"full-{n}", None, "Xây dựng", *[LICENCE] * n) for n in (1, 2, 3))
    empty = (record(f"empty-{n}", None, "", "", " ") for n in (1, 2, 3))
    TantivyEngine(folder).rebuild([*full, *empty, record("bare"), record("other", None, "Hộ tịch", MARRIAGE)])
    current = IndexFolder(folder).current()
    assert current is not None
    return open_index(current).searcher()


@pytest.mark.parametrize("text", ["xin phép xây nhà", "đăng ký kết hôn", "điều 2 xây dựng"])
def test_a_fixed_clause_adds_its_very_weight_to_each_row(searcher: Searcher, text: str) -> None:
    made = plan(analyse(SearchQuery(text)))
    fixed = [clause for clause in made.scored if clause.kind == "fixed"]
    assert {clause.field for clause in fixed} >= {"areas"}
    found = 0
    for clause in fixed:
        for token in clause.tokens:
            alone = replace(made, scored=(replace(clause, tokens=(token,), weight=3.0),))
            query = ranking_query(alone, searcher.doc_freq, searcher.num_docs)
            scores = [score for score, _ in searcher.search(query, 100).hits]
            assert scores == pytest.approx([3.0] * searcher.doc_freq(clause.field, token), abs=1e-5)
            found += len(scores)
    assert found


def test_rows_are_found_by_what_scores_them_alone(searcher: Searcher) -> None:
    made = plan(analyse(SearchQuery("xin phép xây nhà")))
    unknown = replace(made, scored=(Clause("sense", "areas", ("none",), 1.0, "fixed"),))
    for nothing in (replace(made, scored=()), unknown):
        assert not searcher.search(ranking_query(nothing, searcher.doc_freq, searcher.num_docs), 10).hits


def test_rows_made_by_other_tables_of_the_language_are_of_another_version() -> None:
    """Vectors of one training say nothing beside those of another: whoever changes a table raises both versions."""
    versions = SCHEMA_VERSION, opensearch_definition.mappings()["_meta"]["version"]
    tables = {
        name: hashlib.sha256(files("search_api.language").joinpath(name).read_bytes()).hexdigest()[:16]
        for name in TABLES
    }
    assert (versions, tables) == (VERSIONS, TABLES)
