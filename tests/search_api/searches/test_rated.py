"""Queries that editors rate: grades, figures, and the folder for bench.relevance."""

import math
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.relevance import corpus_of, questions_of
from search_api.archive.store import Archive
from search_api.errors import InvalidParameter, NotFound
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.request import SearchQuery
from search_api.searches.rated import GRADES, RatedQueries, RatedQuery, export, figures, ndcg
from tests.search_api.index.records_made import CORPUS
from tests.search_api.routes.test_search import HIT


@pytest.fixture
def rated(tmp_path: Path) -> Iterator[RatedQueries]:
    archive = Archive.open(f"sqlite:///{tmp_path / 'archive.sqlite'}")
    yield RatedQueries(archive.database)
    archive.close()


def test_a_query_is_taken_in_once(rated: RatedQueries) -> None:
    first = rated.add("  mức   lương ", "Lan")
    assert rated.add("mức lương", "Mai") == first
    assert rated.count() == 1
    assert rated.all() == (RatedQuery(first, "mức lương", {}),)


@pytest.mark.parametrize("text", ["", "   ", "x" * 513])
def test_an_empty_or_endless_query_is_refused(rated: RatedQueries, text: str) -> None:
    with pytest.raises(InvalidParameter):
        rated.add(text, "Lan")


def test_grades_are_set_changed_and_taken_back(rated: RatedQueries) -> None:
    query = rated.add("lương", "Lan")
    rated.rate(query, {"a": 3, "b": 0, "c": 1}, "Lan")
    rated.rate(query, {"a": 2, "c": None}, "Mai")
    assert rated.get(query).grades == {"a": 2, "b": 0}
    rated.remove(query)
    assert rated.all() == ()
    with pytest.raises(NotFound):
        rated.get(query)


def test_what_is_no_grade_or_no_query_is_refused(rated: RatedQueries) -> None:
    query = rated.add("lương", "Lan")
    with pytest.raises(InvalidParameter):
        rated.rate(query, {"a": 4}, "Lan")
    with pytest.raises(NotFound):
        rated.rate(99, {"a": 1}, "Lan")
    assert rated.get(query).grades == {}


def test_figures_follow_the_grades(rated: RatedQueries) -> None:
    hits: tuple[SearchHit, ...] = tuple(replace(HIT, id=identity) for identity in "abc")

    def search(_: SearchQuery) -> SearchPage:
        return SearchPage(3, hits, (), 0.1)

    queries = (
        RatedQuery(1, "đúng", {"a": 3}),
        RatedQuery(2, "thứ hai", {"b": 3}),
        RatedQuery(3, "chưa chấm", {"a": 0}),
    )
    found = figures(queries, search)
    assert found.of_query == {1: 1.0, 2: pytest.approx(1 / math.log2(3))}
    assert found.mean == pytest.approx((1 + 1 / math.log2(3)) / 2)
    assert figures(queries[2:], search).mean is None


@given(st.lists(st.sampled_from(GRADES), max_size=15))
def test_the_best_order_is_one_and_none_is_above(grades: list[int]) -> None:
    assert 0 <= ndcg(grades, grades) <= 1
    best = sorted(grades, reverse=True)
    assert ndcg(best, grades) == (pytest.approx(1) if any(grades) else 0)


def test_the_folder_is_one_that_the_bench_reads(rated: RatedQueries, tmp_path: Path) -> None:
    query = rated.add("thuế “thu nhập”", "Lan")
    rated.rate(query, {"tt15": 3, "lt": 0}, "Lan")
    rated.add("chưa chấm", "Lan")
    export(tmp_path / "beir.zip", rated.all(), CORPUS)
    with zipfile.ZipFile(tmp_path / "beir.zip") as archive:
        archive.extractall(tmp_path / "beir")
    (question,) = questions_of(tmp_path / "beir", str)
    assert question.text == "thuế “thu nhập”"
    assert dict(question.right) == {"tt15": 3, "lt": 0}
    assert {record.id for record in corpus_of(tmp_path / "beir")} == {record.id for record in CORPUS}
