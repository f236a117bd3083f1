"""Handbook domain.md 2.8: parts of one document over several files become one, whatever order they come in."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.document import Finding, Issue, LegalDocument, Line, Page
from ingest.gates.head import part_missing
from ingest.joining import join
from search_api.archive.parts import Group
from search_api.archive.store import Archive
from tests.ingest.test_joining import BANNERS, FIRST, LINK, SECOND
from tests.ingest.typeset import page
from tests.search_api.made import document, parsed, tag

A, B, C = "aa" * 32, "bb" * 32, "cc" * 32
DAY = dt.date(2022, 3, 1)
ISSUES = {A: Issue(None, (301, 302), DAY), B: Issue(None, (303, 304), DAY), C: Issue(None, (305,), DAY)}
CONTENTS = {A: (*FIRST, LINK), B: (*BANNERS, *SECOND)}
NUMBER = "15/2022/NĐ-CP"


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    opened = Archive.open(database_url)
    for sha256 in (A, B, C):
        opened.files.add(sha256, f"{sha256[:2]}.pdf", 100, None)
    yield opened
    opened.close()


def store(archive: Archive, sha256: str, part: LegalDocument, lines: tuple[Line, ...], issue: Issue) -> str:
    pages: tuple[Page, ...] = (replace(page(*lines, number=1), printed_page=10 * issue.numbers[0]),)
    read = replace(parsed(sha256, part, issue=issue), pages=pages)
    (wanted,) = archive.documents.store(read, [tag(part)])
    return wanted


def part(sha256: str, number: str | None = NUMBER) -> LegalDocument:
    whole = replace(document(number=number, last=1), issued_on=dt.date(2022, 2, 20))
    linked = {A: ((), (303, 304)), B: ((301, 302), ()), C: ((303, 304), ())}[sha256]
    return replace(whole, continues_from=linked[0], continued_in=linked[1])


def stored(archive: Archive, sha256: str) -> str:
    return store(archive, sha256, part(sha256), CONTENTS[sha256], ISSUES[sha256])


def joined(archive: Archive, sha256: str) -> Group:
    (group,) = archive.parts.groups(sha256)
    archive.parts.keep(group, tag(join(group.parts)))
    return group


@pytest.mark.parametrize("order", [(A, B), (B, A)], ids=["in order", "reversed"])
def test_two_parts_become_one_with_the_id_of_the_one_stored_first(archive: Archive, order: tuple[str, str]) -> None:
    ids = [stored(archive, sha256) for sha256 in order]
    group = joined(archive, order[1])
    assert group.ids == tuple(ids)
    whole = archive.documents.get(ids[1])
    assert whole is not None
    assert whole.id == ids[0]
    assert [each.label for each in whole.tagged.document.body] == ["Điều 1", "Điều 2", "Điều 3"]
    assert (whole.file_sha256, whole.issue) == (A, ISSUES[A])
    assert whole.place(2) == (B, 1)
    assert archive.documents.count() == 1
    assert [each.id for each in archive.documents.everything()] == [ids[0]]


def test_the_index_holds_the_whole_and_no_part(archive: Archive) -> None:
    first, second = stored(archive, A), stored(archive, B)
    joined(archive, B)
    assert [each.id for each in archive.documents.searchable(A)] == [first]
    assert [each.id for each in archive.documents.searchable(B)] == [first]
    assert archive.documents.withdrawn(B) == (second,)


def test_one_part_alone_is_no_group(archive: Archive) -> None:
    stored(archive, A)
    assert archive.parts.groups(A) == ()


def test_the_same_part_in_other_bytes_is_no_second_part(archive: Archive) -> None:
    stored(archive, A)
    store(archive, C, part(A), CONTENTS[A], ISSUES[A])
    assert archive.parts.groups(C) == ()


def test_a_part_whose_number_was_corrected_leaves_the_whole(archive: Archive) -> None:
    first, second = stored(archive, A), stored(archive, B)
    joined(archive, B)
    archive.files.indexed(A)
    store(archive, B, part(B, "16/2022/NĐ-CP"), CONTENTS[B], ISSUES[B])
    assert archive.parts.groups(B) == ()
    assert archive.parts.loosened() == (A,)
    assert archive.documents.count() == 2
    for wanted in (first, second):
        found = archive.documents.get(wanted)
        assert found is not None
        assert found.id == wanted


def test_what_came_since_is_missed_no_more_until_it_goes_again(archive: Archive) -> None:
    lacking = {sha256: part_missing(numbers, 1) for sha256, numbers in ((A, (303, 304)), (B, (301, 302)))}
    for sha256, finding in lacking.items():
        store(archive, sha256, replace(part(sha256), findings=(finding,)), CONTENTS[sha256], ISSUES[sha256])
    assert findings_of(archive, A) == ("partial", (lacking[A],))
    joined(archive, B)
    assert [findings_of(archive, each) for each in (A, B)] == [("read", ()), ("read", ())]
    store(archive, B, part(B, "16/2022/NĐ-CP"), CONTENTS[B], ISSUES[B])
    archive.parts.groups(B)
    assert findings_of(archive, A) == ("partial", (lacking[A],))


def findings_of(archive: Archive, sha256: str) -> tuple[str, tuple[Finding, ...]]:
    entry = archive.files.get(sha256)
    assert entry is not None
    return entry.state, entry.findings


def test_a_document_cut_where_one_pdf_of_an_issue_ends_is_joined(archive: Archive) -> None:
    plain = replace(part(A), continued_in=())
    tail = replace(part(B, None), type=None, title=None, continues_from=())
    first = store(archive, A, plain, FIRST, ISSUES[A])
    one_page_on = replace(page(*SECOND, number=1), printed_page=10 * 301 + 1)
    archive.documents.store(replace(parsed(B, tail, issue=ISSUES[A]), pages=(one_page_on,)), [tag(tail)])
    group = joined(archive, B)
    assert group.ids[0] == first
    whole = archive.documents.get(first)
    assert whole is not None
    assert [each.label for each in whole.tagged.document.body] == ["Điều 1", "Điều 2", "Điều 3"]
