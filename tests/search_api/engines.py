"""Embedded engines that hold records made by hand."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search_api.index.embedded.engine import TantivyEngine
from search_api.index.record import DocumentRecord


@contextmanager
def holding(folder: Path, records: Iterable[DocumentRecord]) -> Iterator[TantivyEngine]:
    """An engine with these records, closed at the end."""
    engine = TantivyEngine(folder)
    engine.rebuild(records)
    yield engine
    engine.close()


def engine_of(records: Iterable[DocumentRecord]) -> Callable[[pytest.TempPathFactory], Iterator[TantivyEngine]]:
    """The fixture of a module whose tests only read: one engine with these records."""

    @pytest.fixture(scope="module")
    def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TantivyEngine]:
        with holding(tmp_path_factory.mktemp("engine"), records) as held:
            yield held

    return engine
