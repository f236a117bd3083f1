"""Storing what was read: one transaction, ids that stay, twins reported."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.document import Finding, Issue, LegalDocument, Signature
from search_api.archive.documents import Known, match
from search_api.archive.store import Archive
from tests.search_api.made import NATIONAL, document, parsed, tag

A, B, C = "aa" * 32, "bb" * 32, "cc" * 32


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    opened = Archive.open(database_url)
    for sha256 in (A, B, C):
        opened.files.add(sha256, f"{sha256[:2]}.pdf", 100, None)
    yield opened
    opened.close()


def store(archive: Archive, sha256: str, *documents: LegalDocument, issue: Issue | None = NATIONAL) -> tuple[str, ...]:
    return archive.documents.store(parsed(sha256, *documents, issue=issue), [tag(each) for each in documents])


def test_what_was_stored_comes_back_whole(archive: Archive) -> None:
    (wanted,) = store(archive, A, document())
    found = archive.documents.get(wanted)
    assert found is not None
    assert found.tagged == tag(document())
    assert (found.slug, found.file_name, found.issue_id, found.issue) == (
        "nghi-dinh-38-2022-nd-cp",
        "aa.pdf",
        "qg-2022-447-448",
        NATIONAL,
    )
    assert not found.by_ocr
    assert found.stored_at.tzinfo == dt.UTC
    assert archive.documents.get("nothing") is None


def test_storing_again_changes_nothing(archive: Archive) -> None:
    first = store(archive, A, document(1), document(2, "39/2022/NĐ-CP", 2))
    before = archive.documents.of_file(A)
    assert store(archive, A, document(1), document(2, "39/2022/NĐ-CP", 2)) == first
    assert archive.documents.of_file(A) == before


def test_a_corrected_document_keeps_its_id(archive: Archive) -> None:
    (wanted,) = store(archive, A, document())
    corrected = replace(document(), number="83/2022/NĐ-CP", issued_on=dt.date(2022, 6, 21), title="Tên đã sửa")
    assert store(archive, A, corrected) == (wanted,)
    found = archive.documents.get(wanted)
    assert found is not None
    assert found.slug == "nghi-dinh-83-2022-nd-cp"


def test_a_document_found_later_gets_an_id_of_its_own(archive: Archive) -> None:
    one, three = document(1, "1/2022/NĐ-CP", 1), document(2, "3/2022/NĐ-CP", 5)
    first, third = store(archive, A, one, three)
    two = document(2, "2/2022/NĐ-CP", 3)
    ids = store(archive, A, one, two, replace(three, ordinal=3))
    assert (ids[0], ids[2]) == (first, third)
    assert ids[1] not in (first, third)


def test_an_id_is_never_given_to_another_document(archive: Archive) -> None:
    one, two = document(1, "1/2022/NĐ-CP", 1), document(2, "2/2022/NĐ-CP", 3)
    first, second = store(archive, A, one, two)
    assert store(archive, A, one) == (first,)
    assert archive.documents.withdrawn(A) == (second,)
    other = document(2, "9/2022/NĐ-CP", 4)
    ids = store(archive, A, one, other)
    assert ids[0] == first
    assert ids[1] != second
    assert archive.documents.get(second) is None


def test_matching_prefers_number_and_page_then_number_then_page() -> None:
    known = [Known("one", 1, "1/ND/CP", 1), Known("unread", 2, None, 4), Known("three", 3, "3/ND/CP", 9)]
    documents = [document(1, "3/NĐ-CP", 8), document(2, "4/NĐ-CP", 4)]
    assert match(known, documents) == {1: "three", 2: "unread"}
    assert match(known, [document(1, "7/NĐ-CP", 30)]) == {}


def test_the_same_document_in_other_bytes_is_kept_and_reported(archive: Archive) -> None:
    (first,) = store(archive, A, document())
    (second,) = store(archive, B, document())
    found = archive.documents.get(second)
    assert found is not None
    assert [finding.code for finding in found.tagged.document.findings] == ["possible-duplicate"]
    assert first in found.tagged.document.findings[0].message
    entry = archive.files.get(B)
    assert entry is not None
    assert (entry.state, [finding.code for finding in entry.findings]) == ("partial", ["possible-duplicate"])


@pytest.mark.parametrize(
    "other",
    [
        replace(document(), number="39/2022/NĐ-CP"),
        replace(document(), issuers=("Bộ Tài chính",)),
        replace(document(), type="Quyết định"),
        replace(document(), issued_on=dt.date(2022, 6, 13)),
        replace(document(), number=None),
        replace(document(), continues_from=(445, 446)),
    ],
)
def test_another_document_is_no_duplicate(archive: Archive, other: LegalDocument) -> None:
    store(archive, A, document())
    (second,) = store(archive, B, other)
    found = archive.documents.get(second)
    assert found is not None
    assert not found.tagged.document.findings


def test_a_files_signatures_are_those_of_its_documents(archive: Archive) -> None:
    signature = Signature(
        "unverified", "no-root", "Công báo", "2026-05-08T09:44:56+00:00", whole_file=True, intact=True, trusted=False
    )
    (wanted,) = archive.documents.store(replace(parsed(A), signatures=(signature,)), [tag(document())])
    found, entry = archive.documents.get(wanted), archive.files.get(A)
    assert found is not None
    assert entry is not None
    assert found.signatures == entry.signatures == (signature,)


def test_files_with_findings_or_failed_pages_are_partial(archive: Archive) -> None:
    finding = Finding("title-missing", "Không đọc được trích yếu.", 1)
    store(archive, A, document())
    store(archive, B, replace(document(), number="2/2022/NĐ-CP", findings=(finding,)))
    failed = parsed(C, document(number="3/2022/NĐ-CP"))
    failed = replace(failed, pages=(replace(failed.pages[0], source="failed"), *failed.pages[1:]))
    archive.documents.store(failed, [tag(each) for each in failed.documents])
    states = [entry.state for sha256 in (A, B, C) if (entry := archive.files.get(sha256))]
    assert states == ["read", "partial", "partial"]
    doubtful = archive.files.get(B)
    assert doubtful is not None
    assert doubtful.findings == (finding,)


def test_a_document_read_by_ocr_says_so(archive: Archive) -> None:
    by_ocr = parsed(A, document(1, "1/NĐ-CP", 1, 1), document(2, "2/NĐ-CP", 2, 2))
    by_ocr = replace(by_ocr, pages=(by_ocr.pages[0], replace(by_ocr.pages[1], source="ocr", confidence=0.9)))
    archive.documents.store(by_ocr, [tag(each) for each in by_ocr.documents])
    assert [each.by_ocr for each in archive.documents.of_file(A)] == [False, True]


def test_a_failing_store_leaves_nothing(archive: Archive) -> None:
    twice = (document(1), document(1, "39/2022/NĐ-CP"))
    with pytest.raises(Exception, match=r"(?i)unique"):
        store(archive, A, *twice)
    assert archive.documents.count() == 0
    assert archive.issues.count() == 0
    assert archive.files.page(A, 1) is None
    entry = archive.files.get(A)
    assert entry is not None
    assert entry.state == "received"


def test_everything_walks_all_documents_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.archive.documents.BATCH", 2)
    ids = store(archive, A, *(document(n, f"{n}/2022/NĐ-CP", n) for n in range(1, 6)))
    assert sorted(each.id for each in archive.documents.everything()) == sorted(ids)


def test_files_with_a_document_that_fails_a_gate_are_found(archive: Archive) -> None:
    gap = Finding("clause-gap", "Thiếu khoản 2 trước khoản 3.", 1)
    store(archive, A, replace(document(), findings=(gap,)))
    store(archive, B, replace(document(number="39/2022/NĐ-CP"), findings=(Finding("unclosed-quote", "…", 1),)))
    store(archive, C, replace(document(number="40/2022/NĐ-CP"), findings=(Finding("part-missing", "…", 1),)))
    assert [entry.sha256 for entry in archive.files.latest(10, for_review=True)] == [A]
    store(archive, A, document())
    assert archive.files.latest(10, for_review=True) == ()
