"""The way in: every path ends as read, duplicate, partial or refused, and doing it again changes nothing (P3-P5)."""

import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.aside import Aside
from ingest.document import Finding
from ingest.errors import EmptyFile, EncryptedFile, FileTooLarge, IngestError, NotAPdf, ReaderCrashed, TimedOut
from ingest.limits import Limits
from search_api.archive.store import Archive
from search_api.errors import ArchiveBusy, EngineUnavailableError, FileNotKnown, IndexBroken
from search_api.intake import FileResult, Intake, pdf_files
from search_api.jobs.checkpoint import NAMES, VARIABLE
from tests.search_api.made import MemoryIndex, PlainReader, Workshop, digest, document, parsed, pdf, workshop

GOOD, OTHER, DOUBTFUL, LOCKED, SLOW = (pdf(name) for name in ("tốt", "khác", "ngờ", "khóa", "chậm"))


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    made = workshop(tmp_path / "data", reader())
    yield made
    made.archive.close()


def reader() -> PlainReader:
    finding = Finding("title-missing", "Không đọc được trích yếu.")
    return PlainReader(
        {
            digest(OTHER): parsed("", document(number="39/2022/NĐ-CP")),
            digest(DOUBTFUL): parsed("", document(number="40/2022/NĐ-CP"), findings=(finding,)),
            digest(LOCKED): EncryptedFile(),
            digest(SLOW): TimedOut(),
        }
    )


def folder_of(tmp_path: Path) -> Path:
    folder = tmp_path / "đến"
    (folder / "sâu").mkdir(parents=True)
    (folder / "a.pdf").write_bytes(GOOD)
    (folder / "b.PDF").write_bytes(DOUBTFUL)
    (folder / "c.pdf").write_bytes(LOCKED)
    (folder / "d.pdf").write_bytes(b"not a pdf")
    (folder / "e.pdf").write_bytes(b"")
    (folder / "f.pdf").write_bytes(SLOW)
    (folder / "sâu" / "g.pdf").write_bytes(OTHER)
    (folder / "h.txt").write_bytes(GOOD)
    (folder / "i.pdf").symlink_to(folder / "a.pdf")
    return folder


def outcomes(results: tuple[FileResult, ...]) -> dict[str, tuple[str, str | None]]:
    return {result.path.name: (result.outcome, result.reason) for result in results}


def test_each_path_ends_in_one_of_four_ways(shop: Workshop, tmp_path: Path) -> None:
    seen: list[FileResult] = []
    results = shop.intake.ingest_paths(pdf_files([folder_of(tmp_path)]), seen.append)
    assert outcomes(results) == {
        "a.pdf": ("read", None),
        "b.PDF": ("partial", None),
        "c.pdf": ("refused", "encrypted"),
        "d.pdf": ("refused", "not-a-pdf"),
        "e.pdf": ("refused", "empty-file"),
        "f.pdf": ("refused", "timed-out"),
        "g.pdf": ("read", None),
    }
    assert {result.path for result in seen} == {result.path for result in results}
    assert len(shop.index.documents) == 3
    assert all(result.remedy for result in results if result.outcome == "refused")


def test_ingesting_again_changes_nothing(shop: Workshop, tmp_path: Path) -> None:
    paths = list(pdf_files([folder_of(tmp_path)]))
    shop.intake.ingest_paths(paths)
    before, indexed = set(shop.index.documents), shop.index.puts
    again = outcomes(shop.intake.ingest_paths(reversed(paths)))
    assert again["a.pdf"] == again["g.pdf"] == again["b.PDF"] == ("duplicate", None)
    assert again["c.pdf"] == ("refused", "encrypted")
    assert shop.reader.calls.count(digest(GOOD)) == 1
    assert shop.reader.calls.count(digest(LOCKED)) == 1
    assert shop.reader.calls.count(digest(SLOW)) == 2, "a reason that may have passed is tried again"
    assert (set(shop.index.documents), shop.index.puts) == (before, indexed)


def test_refused_bytes_stay_in_the_vault(shop: Workshop) -> None:
    entry = shop.intake.receive(io.BytesIO(LOCKED), "khóa.pdf", "An")
    shop.stages.run(entry.sha256)
    assert shop.vault.path(entry.sha256).read_bytes() == LOCKED


@pytest.mark.parametrize(("content", "error"), [(b"", EmptyFile), (b"GIF89a, no PDF at all", NotAPdf)])
def test_what_is_no_pdf_is_refused_at_the_door_and_entered(
    shop: Workshop, content: bytes, error: type[IngestError], tmp_path: Path
) -> None:
    for name in ("x.pdf", "x.pdf", "../y\u202e.pdf"):
        with pytest.raises(error):
            shop.intake.receive(io.BytesIO(content), name, "An")
    assert shop.archive.files.latest(10) == ()
    last, first = shop.archive.refusals.latest()
    assert (first.name, last.name) == ("x.pdf", "y.pdf"), "the same twice is one"
    assert (first.reason, first.remedy, first.received_from) == (error.reason, error.remedy, "An")
    kept = tmp_path / "data" / "refused" / f"{first.sha256}.bin"
    assert (kept.read_bytes() if content else None) == (content or None)
    assert (first.sha256, first.size) == ((digest(content), len(content)) if content else (None, None))


def test_a_file_too_large_is_entered_without_its_bytes(shop: Workshop, tmp_path: Path) -> None:
    folder = Aside(tmp_path / "aside")
    intake = Intake(shop.archive, shop.vault, shop.stages, Limits(file_bytes=1_000), 1, folder)
    with pytest.raises(FileTooLarge):
        intake.receive(io.BytesIO(pdf("x" * 2_000)), "a.pdf")
    (refusal,) = shop.archive.refusals.latest()
    assert (refusal.reason, refusal.sha256, refusal.size) == ("file-too-large", None, None)
    assert not (tmp_path / "aside").exists()


def test_a_refusal_is_told_although_it_cannot_be_entered(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise ArchiveBusy("locked")

    monkeypatch.setattr(type(shop.archive.refusals), "add", busy)
    with pytest.raises(NotAPdf):
        shop.intake.receive(io.BytesIO(b"no PDF"), "x.pdf")


def test_a_missing_path_is_refused_and_the_rest_goes_on(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD)
    results = shop.intake.ingest_paths([tmp_path / "missing.pdf", tmp_path / "a.pdf"])
    assert [result.outcome for result in results] == ["refused", "read"]


def test_reading_again_keeps_the_ids(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD)
    (first,) = shop.intake.ingest_paths([tmp_path / "a.pdf"])
    (again,) = shop.intake.ingest_paths([tmp_path / "a.pdf"], again=True)
    assert first.entry is not None
    assert again.entry is not None
    assert again.outcome == "read"
    assert again.entry.document_ids == first.entry.document_ids
    assert len(shop.reader.calls) == 2


def test_a_document_that_is_gone_leaves_the_index(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD)
    two = (document(1), document(2, "39/2022/NĐ-CP", 2))
    shop.reader.contents[digest(GOOD)] = parsed("", *two)
    shop.intake.ingest_paths([tmp_path / "a.pdf"])
    assert len(shop.index.documents) == 2
    shop.reader.contents[digest(GOOD)] = parsed("", document(1))
    shop.intake.ingest_paths([tmp_path / "a.pdf"], again=True)
    assert [each.tagged.document.number for each in shop.index.documents.values()] == ["38/2022/NĐ-CP"]


def test_a_crashing_reader_is_tried_three_times(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD)
    (tmp_path / "b.pdf").write_bytes(OTHER)
    shop.reader.contents[digest(GOOD)] = ReaderCrashed()
    results = shop.intake.ingest_paths([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    assert outcomes(results) == {"a.pdf": ("refused", "reader-crashed"), "b.pdf": ("read", None)}
    assert shop.reader.calls.count(digest(GOOD)) == 3


def test_a_file_that_takes_the_machine_down_is_not_read_for_ever(shop: Workshop) -> None:
    entry = shop.intake.receive(io.BytesIO(GOOD), "a.pdf")
    for _ in range(10):
        shop.archive.files.begin(entry.sha256)
    assert shop.stages.run(entry.sha256).reason == "reader-crashed"
    assert shop.reader.calls == []


def test_a_fault_of_ours_ends_one_file_only(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD)
    (tmp_path / "b.pdf").write_bytes(OTHER)
    shop.reader.contents[digest(GOOD)] = parsed("", document(1), document(1))
    results = shop.intake.ingest_paths([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    assert outcomes(results) == {"a.pdf": ("refused", "storing-failed"), "b.pdf": ("read", None)}


def test_without_an_engine_documents_are_stored_and_indexed_later(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD)
    shop.index.failing = EngineUnavailableError()
    (result,) = shop.intake.ingest_paths([tmp_path / "a.pdf"])
    assert (result.outcome, result.reason) == ("partial", "engine-unavailable")
    assert shop.archive.documents.count() == 1
    shop.index.failing = None
    (result,) = shop.intake.ingest_paths([tmp_path / "a.pdf"])
    assert (result.outcome, result.reason) == ("read", None)
    assert len(shop.index.documents) == 1
    assert len(shop.reader.calls) == 1


def test_a_lost_index_is_built_anew_by_the_next_run(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(GOOD)
    (tmp_path / "b.pdf").write_bytes(OTHER)
    shop.intake.ingest_paths([tmp_path / "a.pdf", tmp_path / "b.pdf"])
    held = dict(shop.index.documents)
    shop.index.documents.clear()
    (result,) = shop.intake.ingest_paths([tmp_path / "a.pdf"])
    assert result.outcome == "duplicate"
    assert shop.index.documents == held


def test_an_index_of_another_version_is_built_anew(shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = shop.intake.receive(io.BytesIO(GOOD), "a.pdf")
    shop.stages.run(entry.sha256)
    shop.index.documents.clear()

    def broken(_: MemoryIndex) -> int:
        raise IndexBroken("v1")

    monkeypatch.setattr(MemoryIndex, "count", broken)
    shop.intake.start(ListQueue())
    assert set(shop.index.documents) == set(shop.stages.entry(entry.sha256).document_ids)


def test_two_workers_racing_on_one_file_read_it_once(tmp_path: Path) -> None:
    shops = [workshop(tmp_path / "data", reader()) for _ in range(2)]
    (tmp_path / "a.pdf").write_bytes(GOOD)
    results: list[FileResult] = []
    start = threading.Barrier(2)

    def ingest(shop: Workshop) -> None:
        start.wait()
        results.extend(shop.intake.ingest_paths([tmp_path / "a.pdf"]))

    threads = [threading.Thread(target=ingest, args=(shop,)) for shop in shops]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(shop.reader.calls) for shop in shops) == 1
    assert sum(shop.index.puts for shop in shops) == 1
    assert {result.outcome for result in results} <= {"read", "duplicate"}
    for shop in shops:
        shop.archive.close()


class ListQueue:
    def __init__(self) -> None:
        self.jobs: list[tuple[str, int]] = []

    def submit(self, sha256: str, round_: int) -> None:
        self.jobs.append((sha256, round_))


def test_the_server_hands_files_to_its_queue(shop: Workshop) -> None:
    waiting = shop.intake.receive(io.BytesIO(GOOD), "a.pdf", "An")
    assert (waiting.state, waiting.duplicate, waiting.received_from) == ("received", False, "An")
    queue = ListQueue()
    shop.intake.start(queue)
    assert queue.jobs == [(waiting.sha256, 0)]
    assert shop.intake.receive(io.BytesIO(GOOD), "a.pdf").duplicate
    shop.stages.run(waiting.sha256)
    assert shop.intake.receive(io.BytesIO(GOOD), "a.pdf").state == "read"
    assert len(queue.jobs) == 2, "a finished file is not worked on again"
    assert shop.intake.read_again(waiting.sha256, "An").state == "received"
    assert queue.jobs[-1] == (waiting.sha256, 1)
    with pytest.raises(FileNotKnown):
        shop.intake.read_again("00" * 32)


RUN = """
import sys
from pathlib import Path
from search_api.intake import pdf_files
from tests.search_api.made import workshop
from tests.search_api.test_intake import reader
from search_api.jobs.stages import Stages

shop = workshop(Path(sys.argv[1]), reader())
shop.intake.ingest_paths(pdf_files([Path(sys.argv[2])]))
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_run_killed_at_any_point_is_finished_by_the_next(tmp_path: Path, name: str) -> None:
    """Promise P1: kill -9 at each checkpoint, run again, and all is as after one run without a kill."""
    folder, data = folder_of(tmp_path), tmp_path / "data"
    command = [sys.executable, "-c", RUN, str(data), str(folder)]
    killed = subprocess.run(command, env={**os.environ, VARIABLE: name}, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    after = workshop(data, reader(), MemoryIndex())
    after.intake.ingest_paths(pdf_files([folder]))
    whole = workshop(tmp_path / "whole", reader(), MemoryIndex())
    whole.intake.ingest_paths(pdf_files([folder]))
    assert state_of(after.archive) == state_of(whole.archive)
    assert not [entry.name for entry in after.archive.files.latest(100) if after.vault.damaged(entry.sha256)]
    for shop in (after, whole):
        shop.archive.close()


def state_of(archive: Archive) -> set[tuple[object, ...]]:
    return {
        (entry.sha256, entry.state, entry.reason, entry.document_ids, entry.issue_id, entry.indexed)
        for entry in archive.files.latest(100)
    }


def test_folders_give_their_pdf_files_and_no_links(tmp_path: Path) -> None:
    names = [path.name for path in pdf_files([folder_of(tmp_path), tmp_path / "named.bin"])]
    assert names == ["a.pdf", "b.PDF", "c.pdf", "d.pdf", "e.pdf", "f.pdf", "g.pdf", "named.bin"]
