"""The way of a file on floor 1, as a table of contents: open, read pages, strip furniture, split, assemble."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from ingest.assemble import read_document
from ingest.contents import compare, read_contents
from ingest.document import Finding, Page, PageSource, ParsedFile, Progress
from ingest.furniture import issue_of, strip_furniture
from ingest.limits import Limits
from ingest.pages import judge, merge
from ingest.split import find_documents
from ingest.textlayer import read_lines
from ingest.triage import Triage, opened

Report = Callable[[Progress], None]


def read_file(path: Path, limits: Limits, progress: Report) -> ParsedFile:
    """All that the file holds: pages, issue, documents, findings.

    Runs in this process: `ingest.sandbox.read_in_child` is the safe way to call it.

    Raises:
        IngestError: the file is refused (see ingest.errors); a page that fails is a finding instead.
    """
    progress(Progress("opening", 0, 0))
    with opened(path, limits) as (pdf, found):
        pages, to_scan = _text_pages(pdf, found, progress)
    pages = _scanned(path, pages, to_scan, limits, progress)
    progress(Progress("structure", 0, 1))
    stripped, headers, signed_at = strip_furniture(pages)
    spans = find_documents(stripped)
    documents = tuple(read_document(span, stripped, place) for place, span in enumerate(spans, 1))
    before = [page for page in stripped if not spans or page.number < spans[0].first]
    findings = (*found.findings, *_page_findings(stripped), *compare(read_contents(before), documents, stripped))
    if not documents:
        findings = (*findings, Finding("no-document", "Không nhận ra văn bản nào trong tệp."))
    progress(Progress("structure", 1, 1))
    return ParsedFile(_digest(path), issue_of(headers), stripped, documents, findings, signed_at)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text_pages(pdf: pdfium.PdfDocument, found: Triage, progress: Report) -> tuple[list[Page], list[int]]:
    """Every page by its text layer, and the numbers of those that need OCR."""
    pages: list[Page] = []
    to_scan: list[int] = []
    for number, size in enumerate(found.sizes, 1):
        page, scan = _text_page(pdf, number, size)
        pages.append(page)
        if scan:
            to_scan.append(number)
        progress(Progress("text", number, found.pages))
    return pages, to_scan


def _text_page(pdf: pdfium.PdfDocument, number: int, size: tuple[float, float] | None) -> tuple[Page, bool]:
    if size is None:
        return Page(number, 0.0, 0.0, "failed", ()), False
    try:
        page = pdf[number - 1]
        try:
            lines = read_lines(page, number)
            judgement = judge(page, lines)
        finally:
            page.close()
    except pdfium.PdfiumError:
        return Page(number, *size, "failed", ()), False
    source: PageSource = "blank" if judgement.way == "blank" else "text"
    return Page(number, *size, source, lines, confidence=1.0 if lines else None), judgement.way == "ocr"


def _scanned(path: Path, pages: list[Page], numbers: list[int], limits: Limits, progress: Report) -> list[Page]:
    """The pages with those of `numbers` read by OCR, the text layer's own lines kept."""
    if not numbers:
        return pages
    from ingest.ocr import read_pages  # noqa: PLC0415 - numpy and scipy take 0.2 s, which most files never need

    by_number = {page.number: page for page in pages}
    for page in read_pages(path, numbers, limits, progress):
        layer = by_number[page.number]
        by_number[page.number] = replace(layer, source="failed") if page.source == "failed" else merge(layer, page)
    return [by_number[page.number] for page in pages]


def _page_findings(pages: tuple[Page, ...]) -> tuple[Finding, ...]:
    failed = [page.number for page in pages if page.source == "failed"]
    return tuple(Finding("page-failed", f"Không đọc được trang {number}.", number) for number in failed)
