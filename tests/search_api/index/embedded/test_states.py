"""Which state of an embedded index a search is answered from, while states are written and read."""

import threading
from pathlib import Path

import pytest

from search_api.index.embedded import chunk_merger
from search_api.index.embedded import engine as tantivy_engine
from search_api.index.embedded.chunk_merger import DEAD_SHARE
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.embedded.folder import IndexFolder, live_rows
from search_api.index.embedded.search import Snapshot
from tests.search_api.index.conformance import ask, ids
from tests.search_api.index.records_made import CORPUS, record


@pytest.fixture
def filled(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path)
    engine.put(CORPUS)
    return engine


class Reading:
    """Reads states as the engine does, but waits before it, so that a test knows that one is being read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._read = tantivy_engine._read
        self.begun, self.may_go_on = threading.Event(), threading.Event()
        monkeypatch.setattr(tantivy_engine, "_read", self)

    def __call__(self, folders: IndexFolder, folder: Path, known: Snapshot | None = None) -> Snapshot:
        self.begun.set()
        assert self.may_go_on.wait(60)
        return self._read(folders, folder, known)


def test_searches_go_on_while_one_reads_what_another_process_wrote(
    filled: TantivyEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.count() == len(CORPUS)
    TantivyEngine(tmp_path).put([record("next", None, "Viết tiếp", "dở dang")])
    reading, found = Reading(monkeypatch), list[int]()
    first = threading.Thread(target=lambda: found.append(filled.count()))
    first.start()
    assert reading.begun.wait(60)
    assert filled.count() == len(CORPUS)
    assert ids(ask(filled, "dở dang")) == []
    reading.may_go_on.set()
    first.join()
    assert found == [len(CORPUS) + 1]
    assert ids(ask(filled, "dở dang")) == ["next"]


def test_searches_go_on_while_a_put_reads_what_it_wrote(filled: TantivyEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert filled.count() == len(CORPUS)
    reading, found = Reading(monkeypatch), list[list[str]]()

    def put_and_find() -> None:
        filled.put([record("next", None, "Viết tiếp", "dở dang")])
        found.append(ids(ask(filled, "dở dang")))

    writer = threading.Thread(target=put_and_find)
    writer.start()
    assert reading.begun.wait(60)
    assert filled.count() == len(CORPUS)
    reading.may_go_on.set()
    writer.join()
    assert found == [["next"]]


def test_a_put_that_nobody_searches_after_reads_nothing_and_the_next_search_waits_for_it(
    filled: TantivyEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filled.count() == len(CORPUS)
    filled.put([record("one", None, "Văn bản một", "viết một")])
    reading = Reading(monkeypatch)
    filled.put([record("two", None, "Văn bản hai", "viết hai")])
    assert not reading.begun.is_set()
    found: list[int] = []
    searches = [threading.Thread(target=lambda: found.append(filled.count())) for _ in range(3)]
    for each in searches:
        each.start()
    assert reading.begun.wait(60)
    reading.may_go_on.set()
    for each in searches:
        each.join()
    assert found == [len(CORPUS) + 2] * 3


def test_rows_of_documents_that_are_put_again_do_not_pile_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk_merger, "LARGE", 8)  # so that the rows of one document fill a chunk
    engine = TantivyEngine(tmp_path)
    again = [record(f"d{n}", None, f"Văn bản {n}", *["nội dung"] * 6) for n in range(4)]
    for each in again * 6:
        engine.put([each])
    state = engine._current()
    (folder,) = tmp_path.glob("v*-*")
    assert state is not None
    rows = state.table.rows
    assert int(rows.alive.sum()) == live_rows(folder) == state.table.searcher.num_docs == 24
    assert len(rows.alive) * (DEAD_SHARE - 1) <= 24 * DEAD_SHARE
    assert sorted(ids(ask(engine, "nội dung"))) == [each.id for each in again]
