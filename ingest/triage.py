"""Triage: may this file be read at all, and what is known of its pages before the first is read.

Promises P6 and P7 of handbook reliability.md. Runs inside the reading child, never in the server's own process:
opening is where hostile files strike first. A file that asks for no password to be *opened* is fine, whatever its
permissions say: pdfium tries the empty user password by itself.

Two readers must agree on the number of pages. pdfminer costs 0.59 ms a page and 180 ms to import, a third of the whole
budget of a short file; so page objects are counted in the bytes first (0.15 ms a page; equal to pdfium's count in 93 of
93 gazette files), and pdfminer is only asked where that count differs.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from pypdfium2 import raw

from ingest.document import Finding
from ingest.errors import (
    BrokenFile,
    EncryptedFile,
    FileTooLarge,
    IngestError,
    NoPages,
    OriginalMissing,
    ReadersDisagree,
    StorageFailed,
    TooManyPages,
)
from ingest.limits import Limits
from ingest.pageobjects import count_page_objects
from ingest.vault import MAGIC_WITHIN, check_magic

Size = tuple[float, float]
"""Width and height in points, as displayed."""


@dataclass(frozen=True, slots=True)
class Triage:
    """What is known before reading: a size for each page, None where a page's own dictionary is broken."""

    sizes: tuple[Size | None, ...]
    encrypted: bool
    findings: tuple[Finding, ...] = ()

    @property
    def pages(self) -> int:
        """Number of pages."""
        return len(self.sizes)


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[tuple[pdfium.PdfDocument, Triage]]:
    """The file opened by pdfium, with its triage; closed at the end.

    Raises:
        EmptyFile, NotAPdf, FileTooLarge, EncryptedFile, BrokenFile, NoPages, TooManyPages, ReadersDisagree: refused.
        OriginalMissing, StorageFailed: the path cannot be read.
    """
    _check_bytes(path, limits)
    document = open_document(path)
    try:
        yield document, _examine(document, path, limits)
    finally:
        document.close()


def triage(path: Path, limits: Limits) -> Triage:
    """The triage alone; raises what `opened` raises."""
    with opened(path, limits) as (_, found):
        return found


def open_document(path: Path) -> pdfium.PdfDocument:
    """The file opened by pdfium; its errors mapped to EncryptedFile, NoPages, BrokenFile, OriginalMissing."""
    # Not by PdfDocument(path): it tells an empty page tree by pdfium's last error, which may stem from another file.
    handle = raw.FPDF_LoadDocument(os.fsencode(path) + b"\0", None)
    if not handle:
        raise _opening_error(raw.FPDF_GetLastError(), path)
    if raw.FPDF_GetPageCount(handle) < 1:
        raw.FPDF_CloseDocument(handle)
        raise NoPages("pdfium finds no page")
    return pdfium.PdfDocument(handle)


def _check_bytes(path: Path, limits: Limits) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(MAGIC_WITHIN)
    except FileNotFoundError as error:
        raise OriginalMissing("no such file") from error
    except OSError as error:
        raise StorageFailed(type(error).__name__) from error
    if size > limits.file_bytes:
        raise FileTooLarge(f"{size} bytes, more than {limits.file_bytes}")
    check_magic(head)


def _opening_error(code: int, path: Path) -> IngestError:
    if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
        return EncryptedFile(f"pdfium's error {code}")
    if code == raw.FPDF_ERR_FILE and not path.is_file():
        return OriginalMissing("not a regular file")
    return BrokenFile(f"pdfium's error {code}")


def _examine(document: pdfium.PdfDocument, path: Path, limits: Limits) -> Triage:
    count = len(document)
    if count > limits.pages:
        raise TooManyPages(f"{count} pages, more than {limits.pages}")
    sizes = tuple(_size(document, index) for index in range(count))
    if not any(sizes):
        raise BrokenFile(f"none of {count} pages can be loaded")
    findings = [*_compare_counts(path, count), *_broken_pages(sizes)]
    encrypted = raw.FPDF_GetSecurityHandlerRevision(document.raw) >= 0
    return Triage(sizes, encrypted, tuple(findings))


def _size(document: pdfium.PdfDocument, index: int) -> Size | None:
    try:
        width, height = document.get_page_size(index)
    except pdfium.PdfiumError:
        return None
    return (width, height) if width > 0 and height > 0 else None


def _broken_pages(sizes: tuple[Size | None, ...]) -> Iterator[Finding]:
    for number, size in enumerate(sizes, 1):
        if size is None:
            yield Finding("broken-page", f"Không mở được trang {number}.", number)


def _compare_counts(path: Path, count: int) -> list[Finding]:
    """A finding where the readers disagree; ReadersDisagree where the other one sees pages that we would lose (P7)."""
    counted = count_page_objects(path)
    if counted == count:
        return []
    other = _second_count(path)
    if other == count:
        return []  # the differing objects were stale ones of an earlier revision, or out of the cheap count's sight
    if other is None and counted < count:
        return [Finding("page-count-unconfirmed", f"Chỉ một cách đọc thấy {count} trang; hãy đối chiếu với bản gốc.")]
    seen = counted if other is None else other
    if other is not None and other > count:
        raise ReadersDisagree(f"pdfium sees {count} pages, pdfminer {other}")
    return [Finding("page-count-differs", f"Số trang không thống nhất: đọc được {count} trang, cách đếm khác: {seen}.")]


def _second_count(path: Path) -> int | None:
    """The number of pages by pdfminer; None where it cannot tell."""
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415 - 180 ms, and needed for one file in many
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415 - as above
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415 - as above

    try:
        with path.open("rb") as file:
            return sum(1 for _ in PDFPage.create_pages(PDFDocument(PDFParser(file)))) or None
    except Exception:  # noqa: BLE001 - pdfminer lets TypeError, IndexError, RecursionError and more escape (handbook 1)
        return None
