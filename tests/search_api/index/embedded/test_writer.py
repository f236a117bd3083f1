"""What a full disk does to writing: this floor's error, and an index as it was."""

import datetime as dt
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tantivy import Index

from search_api.errors import DocumentRefused, IndexNotWritten
from search_api.index.embedded import writer as tantivy_writer
from search_api.index.embedded.engine import TantivyEngine
from search_api.index.embedded.folder import CHUNKS, open_index
from search_api.index.record import DocumentRecord
from tests.search_api.index.conformance import ask, ids
from tests.search_api.index.records_made import CORPUS, record

NEW = [record(f"n{n}", None, "Mới", *(f"nội dung mới {n} {place}" for place in range(40))) for n in range(20)]


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes: as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.fixture
def filled(tmp_path: Path) -> TantivyEngine:
    engine = TantivyEngine(tmp_path)
    engine.put(CORPUS)
    return engine


def chunks(path: Path) -> list[Path]:
    return sorted(path.glob(f"v*-*/{CHUNKS}/*"))


@pytest.mark.parametrize("size", [0, 100, 2_000, 20_000])
def test_a_put_on_a_full_disk_says_so_and_leaves_all_as_it_was(
    filled: TantivyEngine, tmp_path: Path, size: int
) -> None:
    before = chunks(tmp_path)
    with full_after(size), pytest.raises(IndexNotWritten) as raised:
        filled.put(NEW)
    assert raised.value.retryable
    assert chunks(tmp_path) == before
    assert filled.count() == len(CORPUS)
    filled.put(NEW)
    assert filled.count() == len(CORPUS) + len(NEW)


@pytest.mark.parametrize("write", [lambda engine: engine.delete(["nd15"]), lambda engine: engine.rebuild(NEW)])
def test_nothing_else_is_written_on_a_full_disk(
    write: Callable[[TantivyEngine], object], filled: TantivyEngine, tmp_path: Path
) -> None:
    with full_after(0), pytest.raises(IndexNotWritten):
        write(filled)
    assert filled.count() == len(CORPUS)
    assert len(list(tmp_path.glob("*v*-*"))) == 1
    write(filled)
    assert filled.count() != len(CORPUS)


def test_where_no_folder_can_be_made_a_put_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IndexNotWritten):
        TantivyEngine(tmp_path / "file" / "index").put(CORPUS)


class Failing:
    """An index whose commit fails, before or after what it does."""

    def __init__(self, index: Index, *, done: bool) -> None:
        self._index, self._done = index, done

    def searcher(self) -> object:
        return self._index.searcher()

    def writer(self, memory: int, threads: int) -> "Failing":
        self._writer: Any = self._index.writer(memory, threads)
        return self

    def commit(self) -> None:
        if self._done:
            self._writer.commit()
        raise ValueError("An index writer was killed")

    def __getattr__(self, name: str) -> object:
        return getattr(self._writer, name)


@pytest.mark.parametrize("done", [False, True])
def test_rows_of_a_commit_that_failed_go_unless_the_index_tells_of_them(
    filled: TantivyEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, done: bool
) -> None:
    before = chunks(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr(tantivy_writer, "open_index", lambda folder: Failing(open_index(folder), done=done))
        with pytest.raises(IndexNotWritten):
            filled.put(NEW[:1])
    assert len(chunks(tmp_path)) == len(before) + done
    assert ids(ask(filled, "nội dung mới 0 39")) == ["n0"] * done
    filled.put(NEW)
    assert filled.count() == len(CORPUS) + len(NEW)


def test_a_note_for_a_rebuild_that_was_cut_short_fails_the_rebuild_alone(filled: TantivyEngine, tmp_path: Path) -> None:
    def slowly() -> Iterator[Any]:
        yield from CORPUS[:3]
        with (tmp_path / "changes.jsonl").open("ab") as file:
            file.write(b'{"id": "cut')
        yield from CORPUS[3:]

    with pytest.raises(IndexNotWritten):
        filled.rebuild(slowly())
    assert filled.count() == len(CORPUS)
    assert filled.rebuild(CORPUS) == len(CORPUS)


@pytest.mark.parametrize(
    "odd",
    [
        replace(CORPUS[0], title="nửa chữ \ud800"),
        record("half", None, "Nửa chữ", "nửa chữ \ud800"),
        replace(CORPUS[0], stored_at=dt.datetime(1960, 1, 1, tzinfo=dt.UTC)),
    ],
)
def test_a_document_of_which_none_can_be_made_is_named(filled: TantivyEngine, odd: DocumentRecord) -> None:
    for write in (filled.put, filled.rebuild):
        with pytest.raises(DocumentRefused) as raised:
            write([NEW[0], odd])
        assert raised.value.document == odd.id
    assert filled.count() == len(CORPUS)
    filled.put(NEW[:1])
    assert filled.count() == len(CORPUS) + 1


def test_what_the_records_themselves_raise_is_not_told_as_a_fault_of_the_disk(filled: TantivyEngine) -> None:
    def broken() -> Iterator[Any]:
        yield CORPUS[0]
        raise ValueError("no record")

    for write in (filled.put, filled.rebuild):
        with pytest.raises(ValueError, match="no record"):
            write(broken())
    assert filled.count() == len(CORPUS)
