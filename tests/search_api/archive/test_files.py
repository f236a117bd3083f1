"""File rows: entered once, states, progress, history."""

import threading
from collections.abc import Iterator

import pytest

from ingest.document import Progress
from search_api.archive.store import Archive
from tests.search_api.made import document, parsed, tag

A, B = "aa" * 32, "bb" * 32


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    opened = Archive.open(database_url)
    yield opened
    opened.close()


def test_the_same_bytes_are_entered_once(archive: Archive) -> None:
    assert archive.files.add(A, "một.pdf", 10, "An")
    assert not archive.files.add(A, "hai.pdf", 10, "Bình")
    entry = archive.files.get(A)
    assert entry is not None
    assert (entry.name, entry.received_from, entry.state) == ("một.pdf", "An", "received")
    assert [(kind, actor) for _, kind, actor, _ in archive.files.history(A)] == [
        ("received", "An"),
        ("repeated", "Bình"),
    ]


def test_two_workers_racing_on_one_file_enter_it_once(archive: Archive) -> None:
    start, wins = threading.Barrier(8), []

    def enter() -> None:
        start.wait()
        wins.append(archive.files.add(A, "a.pdf", 1, None))

    threads = [threading.Thread(target=enter) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wins) == [False] * 7 + [True]


def test_progress_is_for_files_being_read(archive: Archive) -> None:
    archive.files.add(A, "a.pdf", 1, None)
    archive.files.progress(A, Progress("text", 1, 9))
    assert archive.files.begin(A) == 1
    archive.files.progress(A, Progress("ocr", 3, 9))
    entry = archive.files.get(A)
    assert entry is not None
    assert (entry.state, entry.stage, entry.done, entry.total) == ("reading", "ocr", 3, 9)


def test_a_refused_file_says_why_and_may_be_reopened(archive: Archive) -> None:
    archive.files.add(A, "a.pdf", 1, None)
    archive.files.begin(A)
    archive.files.refuse(A, "timed-out", "Hãy thử lại.", retryable=True)
    entry = archive.files.get(A)
    assert entry is not None
    assert (entry.state, entry.reason, entry.remedy, entry.stage) == ("refused", "timed-out", "Hãy thử lại.", None)
    assert archive.files.may_try_again(A)
    archive.files.reopen(A, "An")
    assert archive.files.round(A) == 1
    assert archive.files.begin(A) == 1
    assert not archive.files.may_try_again(A)


def test_what_is_unfinished_or_unindexed_is_known(archive: Archive) -> None:
    for sha256 in (A, B):
        archive.files.add(sha256, f"{sha256[:2]}.pdf", 1, None)
    assert set(archive.files.unfinished()) == {A, B}
    archive.documents.store(parsed(A), [tag(document())])
    assert archive.files.unfinished() == (B,)
    assert archive.files.unindexed() == (A,)
    archive.files.indexed(A)
    assert archive.files.unindexed() == ()
    entry = archive.files.get(A)
    assert entry is not None
    assert entry.indexed


def test_a_kept_reading_is_dropped_when_it_is_stored(archive: Archive) -> None:
    archive.files.add(A, "a.pdf", 1, None)
    assert archive.files.kept_reading(A) is None
    archive.files.keep_reading(parsed(A))
    archive.files.keep_reading(parsed(A))
    assert archive.files.kept_reading(A) == parsed(A)
    archive.documents.store(parsed(A), [tag(document())])
    assert archive.files.kept_reading(A) is None


def test_pages_come_back_one_by_one(archive: Archive) -> None:
    archive.files.add(A, "a.pdf", 1, None)
    archive.documents.store(parsed(A, pages=3), [tag(document())])
    text = archive.files.page(A, 2)
    assert text is not None
    assert (text.page, text.pages) == (parsed(A, pages=3).pages[1], 3)
    assert archive.files.page(A, 4) is None
    assert archive.files.pages() == (3, 0)


def test_the_newest_files_come_first(archive: Archive) -> None:
    for sha256 in (A, B):
        archive.files.add(sha256, sha256[:2], 1, None)
    assert [entry.sha256 for entry in archive.files.latest(10)] == [B, A]
    assert [entry.sha256 for entry in archive.files.latest(1, 1)] == [A]
    assert archive.files.counts() == {"received": 2}
