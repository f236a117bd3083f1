"""Promises P6 and P7 of handbook reliability.md: what is refused before reading, and why."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest import triage as module
from ingest.errors import (
    BrokenFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    IngestError,
    NoPages,
    NotAPdf,
    OriginalMissing,
    ReadersDisagree,
    TooManyPages,
)
from ingest.limits import Limits
from ingest.triage import Size, opened, triage
from tests.ingest.tiny_pdfs import pages, pdf

LIMITS = Limits()
A4: Size = (595.0, 842.0)
WITH_PASSWORD = (
    b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4"
    b"/O<0000000000000000000000000000000000000000000000000000000000000000>"
    b"/U<0000000000000000000000000000000000000000000000000000000000000000>>>"
)

Write = Callable[[bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: bytes) -> Path:
        path = tmp_path / "file.pdf"
        path.write_bytes(content)
        return path

    return written


def test_sizes_are_known_before_reading(write: Write) -> None:
    found = triage(write(pages([A4, (842.0, 1191.0)])), LIMITS)
    assert found.sizes == (A4, (842.0, 1191.0))
    assert (found.pages, found.encrypted, found.findings) == (2, False, ())


def test_a_plain_file_does_not_pay_for_the_second_reader(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(_: Path) -> int:
        raise AssertionError

    monkeypatch.setattr(module, "_second_count", asked)
    assert triage(write(pages([A4] * 5)), LIMITS).pages == 5


TREE = b"<</Type/Catalog/Pages 2 0 R>>"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b"<html></html>", NotAPdf),
        (b"%PDF-1.7\n", BrokenFile),
        (pages([A4])[:200], BrokenFile),
        (b"%PDF-1.7\n" + bytes(range(256)) * 100, BrokenFile),
        (pdf([TREE, b"<</Type/Pages/Count 0/Kids[]>>"]), NoPages),
        (pdf([TREE, b"<</Type/Pages/Count 0/Kids[]>>"], trailer=WITH_PASSWORD), EncryptedFile),
        (pages([A4] * 21), TooManyPages),
        (pages([A4]) + b"\n" * 50_000, FileTooLarge),
    ],
)
def test_each_situation_has_its_reason(write: Write, content: bytes, refusal: type[IngestError]) -> None:
    with pytest.raises(refusal) as caught:
        triage(write(content), Limits(file_bytes=40_000, pages=20))
    assert caught.value.reason == refusal.reason


def test_an_error_does_not_stick_to_the_next_file(write: Write) -> None:
    """Pdfium keeps its last error until the next one."""
    with pytest.raises(EncryptedFile):
        triage(write(pdf([TREE, b"<</Type/Pages/Count 0/Kids[]>>"], trailer=WITH_PASSWORD)), LIMITS)
    with pytest.raises(NoPages):
        triage(write(pdf([TREE, b"<</Type/Pages/Count 0/Kids[]>>"])), LIMITS)


def test_a_missing_file_and_a_folder_have_a_reason(tmp_path: Path) -> None:
    with pytest.raises(OriginalMissing):
        triage(tmp_path / "none.pdf", LIMITS)
    with pytest.raises(IngestError, match="storage-failed"):
        triage(tmp_path, LIMITS)


def test_a_file_with_a_wrong_table_is_mended(write: Write) -> None:
    assert triage(write(pages([A4] * 3).replace(b"startxref\n", b"startxref\n9")), LIMITS).pages == 3


def test_a_page_that_does_not_load_is_a_finding(write: Write) -> None:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    found = triage(write(pdf([TREE, b"<</Type/Pages/Count 2/Kids[3 0 R 9 0 R]>>", page])), LIMITS)
    assert found.sizes == (A4, None)
    assert ("broken-page", 2) in [(finding.code, finding.page) for finding in found.findings]


def test_a_stale_page_object_is_no_finding(write: Write) -> None:
    """A page deleted by a later revision still lies in the bytes; both readers agree that it is gone."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    found = triage(write(pdf([TREE, b"<</Type/Pages/Count 1/Kids[3 0 R]>>", page, page])), LIMITS)
    assert (found.pages, found.findings) == (1, ())
    assert "pdfminer.pdfpage" in sys.modules


@pytest.mark.parametrize(("second", "codes"), [(1, ["page-count-differs"]), (None, ["page-count-differs"]), (2, [])])
def test_readers_that_disagree_are_a_finding(
    write: Write, monkeypatch: pytest.MonkeyPatch, second: int | None, codes: list[str]
) -> None:
    monkeypatch.setattr(module, "_second_count", lambda _: second)
    monkeypatch.setattr(module, "count_page_objects", lambda _: 5)
    assert [finding.code for finding in triage(write(pages([A4] * 2)), LIMITS).findings] == codes


def test_a_count_that_no_other_reader_confirms_is_told(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_second_count", lambda _: None)
    monkeypatch.setattr(module, "count_page_objects", lambda _: 0)
    assert [item.code for item in triage(write(pages([A4] * 2)), LIMITS).findings] == ["page-count-unconfirmed"]


def test_pages_that_would_be_lost_are_a_refusal(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_second_count", lambda _: 9)
    monkeypatch.setattr(module, "count_page_objects", lambda _: 9)
    with pytest.raises(ReadersDisagree):
        triage(write(pages([A4] * 2)), LIMITS)


def test_opened_closes_the_document(write: Write) -> None:
    with opened(write(pages([A4])), LIMITS) as (document, found):
        assert len(document) == found.pages == 1
    assert document.raw is None
