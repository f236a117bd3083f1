"""What msgspec writes is what pydantic describes, field by field and in its order."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from search_api import schema_search as schema
from search_api.query.hits import (
    MARK_END,
    MARK_START,
    Contribution,
    Explanation,
    Facet,
    FacetValue,
    ProvisionHit,
    SearchHit,
    SearchPage,
)
from search_api.query.request import SearchQuery
from search_api.query.understood import Chip, Note
from search_api.routes.search_shapes import SearchShapes, written

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
marked = st.text(alphabet=f'{MARK_START}{MARK_END}đ "\\\n\x01\x7f\u2028', max_size=12)
scores = st.floats(0, 1e7)
days = st.none() | st.dates()
explained = st.builds(Explanation, st.lists(st.builds(Contribution, texts, texts, scores)).map(tuple))
provisions = st.builds(ProvisionHit, texts, texts, marked, marked, st.none() | st.integers(1, 900))
hits = st.builds(
    SearchHit,
    id=texts,
    number=st.none() | texts,
    type=st.none() | texts,
    issuers=st.lists(texts, max_size=2).map(tuple),
    title=marked,
    issued_on=days,
    effective_on=days,
    gazette_label=st.none() | texts,
    gazette_date=days,
    file_sha256=texts,
    first_page=st.integers(1, 900),
    by_ocr=st.booleans(),
    score=scores,
    stored_at=st.just(dt.datetime(2026, 1, 2, tzinfo=dt.UTC)),
    provisions=st.lists(provisions, max_size=2).map(tuple),
    status=st.sampled_from(["in_force", "unknown", "none"]),
    explanation=st.none() | explained,
)
values = st.builds(FacetValue, texts, st.integers(0), st.booleans())
pages = st.builds(
    SearchPage,
    total=st.integers(0),
    hits=st.lists(hits, max_size=2).map(tuple),
    facets=st.lists(st.builds(Facet, texts, st.lists(values, max_size=2).map(tuple)), max_size=2).map(tuple),
    took_ms=scores,
    total_is_exact=st.booleans(),
    next=st.none(),
    understood=st.lists(st.builds(Chip, st.just("phrase"), texts, st.none() | texts), max_size=2).map(tuple),
    notes=st.lists(st.builds(Note, texts, texts), max_size=2).map(tuple),
    meant=st.none() | texts,
)
SHAPES = SearchShapes("http://127.0.0.1:8000/")


@given(pages, st.none() | texts)
def test_results_are_written_as_they_are_described(page: SearchPage, cursor: str | None) -> None:
    told = written(SHAPES.results(page, SearchQuery("a"), cursor)).decode()
    assert schema.SearchOut.model_validate_json(told).model_dump_json() == told


@given(st.lists(hits, max_size=2))
def test_related_articles_are_written_as_they_are_described(found: list[SearchHit]) -> None:
    told = written(SHAPES.related(found)).decode()
    assert schema.RelatedOut.model_validate_json(told).model_dump_json() == told
