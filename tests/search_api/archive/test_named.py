"""What documents are called, read without unpacking them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from search_api.archive.named import Named, Names
from search_api.archive.store import Archive
from tests.search_api.made import NATIONAL, document, parsed, tag

A = "aa" * 32


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    opened = Archive.open(database_url)
    opened.files.add(A, "a.pdf", 100, None)
    yield opened
    opened.close()


def test_every_document_is_named_and_the_state_tells_changes(archive: Archive) -> None:
    names = Names(archive.database)
    empty = names.state()
    assert list(names.all()) == []
    first, second = document(), replace(document(), ordinal=2, number=None)
    ids = archive.documents.store(parsed(A, first, second, issue=NATIONAL), [tag(first), tag(second)])
    assert names.state() != empty
    found = list(names.all())
    assert {each.id for each in found} == set(ids)
    assert Named(ids[0], "nghi-dinh-38-2022-nd-cp", first.number, first.type, first.title, first.issued_on) in found


def test_the_state_tells_that_a_document_was_corrected(archive: Archive) -> None:
    names, wrong = Names(archive.database), replace(document(), number=None)
    ids = archive.documents.store(parsed(A, wrong), [tag(wrong)])
    before = names.state()
    assert names.state() == before
    right = document()
    assert archive.documents.store(parsed(A, right), [tag(right)]) == ids
    assert names.state() != before
    assert [each.number for each in names.all()] == [right.number]
