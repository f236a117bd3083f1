"""A shelf over each database, and the tagger, which takes a second to load."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.pipeline import Tagger
from search_api.standing.standing import Standing
from tests.search_api.made import workshop
from tests.search_api.standing.shelf import Shelf


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger()


@pytest.fixture
def shelf(tmp_path: Path, database_url: str, tagger: Tagger) -> Iterator[Shelf]:
    made = workshop(tmp_path / "data", database_url=database_url)
    yield Shelf(made.archive, made.stages, made.index, Standing(made.archive, made.stages.spread), tagger)
    made.archive.close()
