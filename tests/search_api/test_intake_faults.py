"""Whatever fails, at whatever moment: the next run ends as if nothing had happened (promises P2 and P3)."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from ingest.document import ParsedFile
from ingest.errors import TimedOut
from search_api.archive.store import Archive
from search_api.errors import EngineUnavailableError
from tests.search_api.made import MemoryIndex, PlainReader, Workshop, digest, document, parsed, pdf, workshop

FILES = [pdf(f"tệp {number}") for number in range(4)]


def contents() -> dict[str, ParsedFile | Exception]:
    """Two documents in each file, all with numbers of their own."""
    found: dict[str, ParsedFile | Exception] = {}
    for place, content in enumerate(FILES):
        documents = [document(ordinal, f"{place * 10 + ordinal}/2022/NĐ-CP", ordinal) for ordinal in (1, 2)]
        found[digest(content)] = parsed("", *documents)
    return found


def state_of(shop: Workshop) -> set[tuple[object, ...]]:
    return {(e.sha256, e.state, e.document_ids, e.issue_id, e.indexed) for e in shop.archive.files.latest(100)}


class StatementFault:
    """Fails the Nth statement of a database as a full disk does, before it is run."""

    def __init__(self, archive: Archive, nth: int) -> None:
        self._archive, self._left = archive, nth
        self.struck = False

    def _strike(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self._left -= 1
        if self._left == 0:
            self.struck = True
            raise OperationalError(statement, {}, OSError("database or disk is full"))

    @contextmanager
    def armed(self) -> Iterator[None]:
        event.listen(self._archive.database.engine, "before_cursor_execute", self._strike)
        try:
            yield
        finally:
            event.remove(self._archive.database.engine, "before_cursor_execute", self._strike)


def test_any_failing_statement_is_safe(tmp_path: Path) -> None:
    """SQLite's method: fail the first statement, then the second, and so on until none is struck any more."""
    (tmp_path / "a.pdf").write_bytes(FILES[0])
    whole = workshop(tmp_path / "whole", PlainReader(contents()))
    whole.intake.ingest_paths([tmp_path / "a.pdf"])
    expected = state_of(whole)
    whole.archive.close()
    nth, struck = 0, True
    while struck:
        nth += 1
        shop = workshop(tmp_path / str(nth), PlainReader(contents()))
        fault = StatementFault(shop.archive, nth)
        with fault.armed():
            shop.intake.ingest_paths([tmp_path / "a.pdf"])
        struck = fault.struck
        assert len(shop.archive.documents.of_file(digest(FILES[0]))) in (0, 2), "all of a file or nothing"
        shop.intake.ingest_paths([tmp_path / "a.pdf"])
        assert state_of(shop) == expected, f"statement {nth}"
        shop.archive.close()
    assert nth > 20


class Life(RuleBasedStateMachine):
    """A random life of an installation: files come, come again, are read again, fail; the engine stops; a reindex."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._ids: dict[tuple[str, str], str] = {}

    @initialize()
    def begin(self) -> None:
        place = Path(self._folder.name)
        for number, content in enumerate(FILES):
            (place / f"{number}.pdf").write_bytes(content)
        self.index = MemoryIndex()
        self._open()

    def _open(self) -> None:
        self.reader = PlainReader(contents())
        self.shop = workshop(Path(self._folder.name) / "data", self.reader, self.index)

    def _ingest(self, numbers: set[int], *, again: bool = False) -> None:
        paths = [Path(self._folder.name) / f"{number}.pdf" for number in sorted(numbers)]
        self.shop.intake.ingest_paths(paths, again=again)

    @rule(numbers=st.sets(st.integers(0, len(FILES) - 1)))
    def add(self, numbers: set[int]) -> None:
        self._ingest(numbers)

    @rule(number=st.integers(0, len(FILES) - 1))
    def read_again(self, number: int) -> None:
        self._ingest({number}, again=True)

    @rule(number=st.integers(0, len(FILES) - 1))
    def read_again_and_find_less(self, number: int) -> None:
        sha256 = digest(FILES[number])
        whole = self.reader.contents[sha256]
        assert isinstance(whole, ParsedFile)
        self.reader.contents[sha256] = replace(whole, documents=whole.documents[:1])
        self._ingest({number}, again=True)
        self.reader.contents[sha256] = whole

    @rule(number=st.integers(0, len(FILES) - 1))
    def time_out(self, number: int) -> None:
        sha256 = digest(FILES[number])
        whole, self.reader.contents[sha256] = self.reader.contents[sha256], TimedOut()
        self._ingest({number})
        self.reader.contents[sha256] = whole

    @rule(number=st.integers(0, len(FILES) - 1))
    def lose_the_engine_for_a_while(self, number: int) -> None:
        self.index.failing = EngineUnavailableError()
        self._ingest({number})
        self.index.failing = None

    @rule()
    def restart(self) -> None:
        self.shop.archive.close()
        self._open()

    @rule()
    def reindex(self) -> None:
        self.index.documents.clear()
        self.shop.intake.reindex()

    @invariant()
    def ids_stay(self) -> None:
        for stored in self.shop.archive.documents.everything():
            key = (stored.file_sha256, stored.tagged.document.number or "")
            assert self._ids.setdefault(key, stored.id) == stored.id or key in self._renewed()
            self._ids[key] = stored.id

    def _renewed(self) -> set[tuple[str, str]]:
        """Documents that an earlier reading lost: found again, they get a new id, since the old one may be linked."""
        return {(digest(content), f"{place * 10 + 2}/2022/NĐ-CP") for place, content in enumerate(FILES)}

    @invariant()
    def no_id_is_shared(self) -> None:
        ids = [stored.id for stored in self.shop.archive.documents.everything()]
        assert len(ids) == len(set(ids))

    def teardown(self) -> None:
        self._ingest(set(range(len(FILES))))
        self._ingest(set(range(len(FILES))))
        archived = {stored.id for stored in self.shop.archive.documents.everything()}
        assert set(self.index.documents) == archived
        assert all(entry.indexed for entry in self.shop.archive.files.latest(100))
        self.shop.archive.close()
        self._folder.cleanup()


Life.TestCase.settings = settings(max_examples=15, stateful_step_count=10, deadline=None)
TestLife = pytest.mark.slow(Life.TestCase)
