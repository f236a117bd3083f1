"""The index stage over the embedded engine: documents come, go and are built anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search_api.index.tantivy_engine import TantivyEngine
from search_api.jobs.claims import Claims
from search_api.jobs.indexing import EngineIndex
from search_api.query.request import SearchQuery
from search_api.search import search
from tests.search_api.made import Workshop


@pytest.fixture
def index(tmp_path: Path) -> Iterator[EngineIndex]:
    engine = TantivyEngine(tmp_path / "index")
    yield EngineIndex(engine, Claims(tmp_path / "claims"))
    engine.close()


def test_documents_come_and_go(index: EngineIndex, shop: Workshop, stored: str) -> None:
    documents = shop.archive.documents.of_file(stored)
    index.put(documents, [])
    index.put(documents, [])
    assert index.count() == 1
    (hit,) = search(index.engine, SearchQuery("mức lương tối thiểu")).hits
    assert hit.id == documents[0].id
    index.put([], [hit.id, "never stored"])
    assert index.count() == 0


def test_it_is_built_anew_from_the_archive(index: EngineIndex, shop: Workshop, stored: str) -> None:
    assert index.rebuild(shop.archive.documents.everything()) == 1
    assert index.count() == 1
    assert index.rebuild([]) == 0
    assert index.count() == 0
