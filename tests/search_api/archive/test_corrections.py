"""Entries of clerks are kept for good; what is stored of a file comes back as it was read."""

from collections.abc import Iterator

import pytest

from ingest.document import Box, Finding
from search_api.archive.entries import Said
from search_api.archive.store import Archive
from tests.search_api.made import document, parsed, tag

SHA = "ab" * 32
BOX = Box(85, 100, 120, 114)


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    opened = Archive.open(database_url)
    opened.files.add(SHA, "cong-bao.pdf", 10, "Lan")
    yield opened
    opened.close()


def test_entries_are_kept_in_their_order_with_who_and_when(archive: Archive) -> None:
    first = Said(1, BOX, "thâm", "thẩm", "chosen")
    second = Said(1, BOX, "", "138/QĐ-UBND", "pen", "number", "k3v6c2qx7bna")
    archive.corrections.add(SHA, first, "Lan")
    archive.corrections.add(SHA, second, "Mai")
    kept = archive.corrections.of_file(SHA)
    assert [(one.said, one.actor) for one in kept] == [(first, "Lan"), (second, "Mai")]
    assert kept[0].at <= kept[1].at
    told = [(kind, actor, detail) for _, kind, actor, detail in archive.files.history(SHA)][1:]
    assert told == [("reviewed", "Lan", "page 1: corrected"), ("reviewed", "Mai", "page 1: number")]
    assert archive.corrections.of_file("cd" * 32) == ()


def test_what_was_read_comes_back_as_it_was(archive: Archive) -> None:
    own = Finding("page-failed", "Không đọc được trang 2.", 2)
    read = parsed(SHA, document(), document(2, "39/2022/NĐ-CP", 2, 2), findings=(own,))
    archive.documents.store(read, [tag(one) for one in read.documents])
    assert archive.corrections.reading(SHA) == read
    assert archive.corrections.pages(SHA) == read.pages


def test_storing_again_what_comes_back_changes_nothing(archive: Archive) -> None:
    read = parsed(SHA, document(), issue=None)
    ids = archive.documents.store(read, [tag(one) for one in read.documents])
    before = archive.files.get(SHA)
    again = archive.corrections.reading(SHA)
    assert archive.documents.store(again, [tag(one) for one in again.documents]) == ids
    assert archive.files.get(SHA) == before
    assert before is not None
    assert before.quality is not None
    assert before.quality.grade == "A"
