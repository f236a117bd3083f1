"""The server's queue: jobs are done, survive kill -9, and wait for an engine that is down (P1, P5, P21)."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Container, Iterator
from pathlib import Path

import pytest

from ingest.errors import EncryptedFile
from ingest.request import ReadRequest
from search_api.errors import EngineUnavailableError, JobsUnavailable
from search_api.jobs import durable
from search_api.jobs.checkpoint import VARIABLE
from search_api.jobs.durable import DurableQueue, take_up
from search_api.rereader import Rereader
from tests.search_api.made import PlainReader, Workshop, digest, pdf, workshop

GOOD, LOCKED = pdf("tốt"), pdf("khóa")


def queue_of(shop: Workshop, folder: Path) -> DurableQueue:
    return DurableQueue(f"sqlite:///{folder}/jobs.sqlite", shop.stages, workers=2)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    made = workshop(tmp_path, PlainReader({digest(LOCKED): EncryptedFile()}))
    yield made
    made.archive.close()


@pytest.fixture
def queue(shop: Workshop, tmp_path: Path) -> Iterator[DurableQueue]:
    opened = queue_of(shop, tmp_path)
    opened.start()
    shop.intake.start(opened)
    yield opened
    opened.close()


def until(reached: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "not reached in time"
        time.sleep(0.05)


def test_received_files_come_to_their_end(shop: Workshop, queue: DurableQueue) -> None:
    good = shop.intake.receive(io.BytesIO(GOOD), "a.pdf", "An")
    locked = shop.intake.receive(io.BytesIO(LOCKED), "b.pdf", "An")
    until(lambda: shop.stages.entry(good.sha256).indexed)
    until(lambda: shop.stages.entry(locked.sha256).state == "refused")
    assert shop.stages.entry(locked.sha256).reason == "encrypted"
    assert len(shop.index.documents) == 1
    shop.intake.read_again(good.sha256)
    until(lambda: shop.stages.entry(good.sha256).indexed)
    assert shop.reader.calls.count(digest(GOOD)) == 2


def test_reading_goes_on_while_the_engine_is_down(
    shop: Workshop, queue: DurableQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.index.failing = EngineUnavailableError("stopped")
    entries = [shop.intake.receive(io.BytesIO(pdf(str(n))), f"{n}.pdf") for n in range(4)]
    until(lambda: all(shop.stages.entry(entry.sha256).state in ("read", "partial") for entry in entries))
    assert not any(shop.stages.entry(entry.sha256).indexed for entry in entries)
    shop.index.failing = None
    until(lambda: all(shop.stages.entry(entry.sha256).indexed for entry in entries), 60)


def test_a_refused_document_holds_no_file_up(shop: Workshop, queue: DurableQueue) -> None:
    refused = shop.intake.receive(io.BytesIO(GOOD), "a.pdf")
    shop.index.refusing = Everything()
    until(lambda: shop.stages.entry(refused.sha256).reason == "document-refused")
    shop.index.refusing = ()
    good = shop.intake.receive(io.BytesIO(pdf("sau")), "b.pdf")
    until(lambda: shop.stages.entry(good.sha256).indexed)
    take_up(shop.stages)
    assert not shop.stages.entry(refused.sha256).indexed, "until the next start, or until it is read again"


class Everything(Container[str]):
    def __contains__(self, _: object) -> bool:
        return True


def test_what_waited_longer_than_a_job_is_taken_up_while_the_server_runs(
    shop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(durable, "WAITS", (0.01,))
    monkeypatch.setattr(durable, "LOOK_SECONDS", 0.3)
    shop.index.failing = EngineUnavailableError("stopped for longer")
    queue = queue_of(shop, tmp_path)
    queue.start()
    shop.intake.start(queue)
    try:
        entry = shop.intake.receive(io.BytesIO(GOOD), "a.pdf")
        until(lambda: shop.index.puts >= 4)  # more than the two of one job
        shop.index.failing = None
        until(lambda: shop.stages.entry(entry.sha256).indexed)
    finally:
        queue.close()


def test_one_queue_a_process(shop: Workshop, queue: DurableQueue, tmp_path: Path) -> None:
    with pytest.raises(JobsUnavailable):
        queue_of(shop, tmp_path / "other").start()


def test_a_database_that_cannot_be_opened_is_said(shop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(JobsUnavailable):
        queue_of(shop, tmp_path / "file").start()


SERVE = """
import io, sys, time
from pathlib import Path
from search_api.jobs.durable import DurableQueue
from tests.search_api.made import pdf, workshop

folder = Path(sys.argv[1])
shop = workshop(folder)
queue = DurableQueue(f"sqlite:///{folder}/jobs.sqlite", shop.stages, workers=2)
queue.start()
shop.intake.start(queue)
for number in range(int(sys.argv[2])):
    shop.intake.receive(io.BytesIO(pdf(str(number))), f"{number}.pdf")
end = time.monotonic() + 60
while not all(entry.indexed for entry in shop.archive.files.latest(100)):
    assert time.monotonic() < end
    time.sleep(0.05)
print("done", sum(shop.reader.calls.count(each) for each in set(shop.reader.calls)))
queue.close()
"""


def serve(folder: Path, files: int, die_at: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", SERVE, str(folder), str(files)],
        env={**os.environ, VARIABLE: die_at},
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
    )


@pytest.mark.slow
@pytest.mark.parametrize(("place", "lost"), [("read", "reading"), ("kept", "nothing"), ("put", "nothing")])
def test_a_killed_server_goes_on_where_it_stopped(tmp_path: Path, place: str, lost: str) -> None:
    killed = serve(tmp_path, 3, die_at=place)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    shop = workshop(tmp_path)
    resumed = serve(tmp_path, 0)
    assert resumed.returncode == 0, resumed.stderr
    entries = shop.archive.files.latest(9)
    assert entries
    assert all(entry.document_ids and entry.indexed for entry in entries)
    again = int(resumed.stdout.split()[1])
    assert again >= 1 if lost == "reading" else again < len(entries)
    shop.archive.close()


def test_a_wish_to_read_again_is_fulfilled(shop: Workshop, queue: DurableQueue) -> None:
    rereader = Rereader(shop.archive, shop.stages)
    rereader.start(queue)
    good = shop.intake.receive(io.BytesIO(GOOD), "a.pdf", "An")
    until(lambda: shop.stages.entry(good.sha256).indexed)
    asked = rereader.ask(good.sha256, ReadRequest("ocr", (1,)), "An")
    until(lambda: rereader.get(asked.id).state == "ready")
    rereader.use(asked.id, "An")
    until(lambda: shop.stages.entry(good.sha256).indexed)
    assert len(rereader.versions(good.sha256)) == 1


def test_archive_and_jobs_share_a_database(database_url: str, tmp_path: Path) -> None:
    """The installation at scale: one PostgreSQL for both, whichever way its address is written."""
    shop = workshop(tmp_path, database_url=database_url)
    jobs = f"sqlite:///{tmp_path}/jobs.sqlite" if shop.archive.database.is_sqlite else database_url
    queue = DurableQueue(jobs, shop.stages, workers=2)
    queue.start()
    try:
        shop.intake.start(queue)
        entries = [shop.intake.receive(io.BytesIO(pdf(str(n))), f"{n}.pdf") for n in range(4)]
        until(lambda: all(shop.stages.entry(entry.sha256).indexed for entry in entries), 60)
        assert shop.archive.issues.count() == 1
    finally:
        queue.close()
        shop.archive.close()
