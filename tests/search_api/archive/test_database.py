"""Races between writers: whoever is slower looks again, and nothing is lost or doubled."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import IntegrityError

from ingest.document import Issue
from search_api.archive import documents as documents_module
from search_api.archive.database import Database
from search_api.archive.identity import new_document_id
from search_api.archive.store import Archive
from search_api.errors import ArchiveBusy, NotFound
from tests.search_api.made import NATIONAL, document, parsed, tag

FILES = [f"{number:02}" * 32 for number in range(8)]


def raced(archive: Archive, work: Callable[[str], object]) -> None:
    """Do `work` on each file at the same moment."""
    start = threading.Barrier(len(FILES))

    def run(sha256: str) -> None:
        start.wait()
        work(sha256)

    for sha256 in FILES:
        archive.files.add(sha256, f"{sha256[:2]}.pdf", 100, None)
    with ThreadPoolExecutor(len(FILES)) as pool:
        for job in [pool.submit(run, sha256) for sha256 in FILES]:
            job.result()


def test_files_of_one_new_issue_may_be_stored_at_once(database_url: str) -> None:
    archive = Archive.open(database_url)
    issues = [NATIONAL, Issue(None, (448, 449), NATIONAL.date)]  # another that claims one of its numbers

    def store(sha256: str) -> None:
        legal = document(number=f"{sha256[:2]}/2022/NĐ-CP")
        archive.documents.store(parsed(sha256, legal, issue=issues[FILES.index(sha256) % 2]), [tag(legal)])

    raced(archive, store)
    assert archive.documents.count() == len(FILES)
    assert archive.issues.count() == 1
    (issue,) = archive.issues.newest(None, 1, 20).issues
    assert len(issue.files) == len(FILES)
    archive.close()


def test_an_id_that_two_claim_goes_to_one(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def same(sha256: str, ordinal: int, attempt: int = 0) -> str:
        return f"same{attempt}" if attempt < 3 else new_document_id(sha256, ordinal, attempt)

    monkeypatch.setattr(documents_module, "new_document_id", same)
    archive = Archive.open(database_url)

    def store(sha256: str) -> None:
        legal = document(number=f"{sha256[:2]}/2022/NĐ-CP")
        archive.documents.store(parsed(sha256, legal, issue=None), [tag(legal)])

    raced(archive, store)
    ids = [entry.document_ids for entry in archive.files.latest(20)]
    assert len(set(ids)) == len(FILES)
    archive.close()


@pytest.mark.parametrize("wanted", ["a\x00", "\ud800", "9" * 40])
def test_what_the_database_cannot_hold_is_not_there(database_url: str, wanted: str) -> None:
    archive = Archive.open(database_url)
    asked: list[Callable[[], object]] = [
        lambda: archive.documents.get(wanted),
        lambda: archive.issues.get(wanted),
        lambda: archive.files.get(wanted),
        lambda: archive.related.node(wanted),
        lambda: archive.taggings.file_of(wanted),
    ]
    for ask in asked:
        try:
            found = ask()
        except NotFound:
            found = None
        assert found is None
    archive.close()


@pytest.mark.parametrize("wanted", [-1, 0, 100_001, 3_000_000_000, 10**20])
def test_no_page_has_an_absurd_number(database_url: str, wanted: int) -> None:
    archive = Archive.open(database_url)
    archive.files.add(FILES[0], "a.pdf", 100, None)
    archive.documents.store(parsed(FILES[0]), [tag(document())])
    assert archive.files.page(FILES[0], 1) is not None
    assert archive.files.page(FILES[0], wanted) is None
    archive.close()


def test_a_number_of_more_bits_than_a_column_finds_nothing(database_url: str) -> None:
    archive = Archive.open(database_url)
    with pytest.raises(NotFound):
        archive.rereadings.get(10**20)
    archive.close()


def test_an_archive_without_a_free_connection_is_busy(database_url: str) -> None:
    database = Database(database_url)
    engine = create_engine(database.url, pool_size=1, max_overflow=0, pool_timeout=0.01)
    database.engine.dispose()
    database.engine = engine
    with database.reading(), pytest.raises(ArchiveBusy), database.reading():
        pass
    database.close()


def test_a_fault_of_ours_is_not_tried_for_ever(database_url: str) -> None:
    archive, tries = Archive.open(database_url), list[int]()

    def failing(connection: Connection) -> None:
        tries.append(1)
        raise IntegrityError("made", {}, Exception("to fail"))

    with pytest.raises(IntegrityError):
        archive.database.settle(failing)
    assert len(tries) == 4
    archive.close()
