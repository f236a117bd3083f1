"""The way of a file on floor 1, as a table of contents: open, read pages, strip furniture, split, assemble."""

import contextlib
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from ingest.assemble import read_document
from ingest.contents import compare, read_contents
from ingest.document import Finding, Page, ParsedFile, Progress
from ingest.errors import PageNotFound
from ingest.furniture import issue_of, strip_furniture
from ingest.kept import pages_in
from ingest.limits import Limits
from ingest.pages import asked, needs_ocr, page_findings, settle, text_page
from ingest.quality import with_quality
from ingest.reopening import Reopening
from ingest.request import WHOLE_FILE, ReadRequest
from ingest.signatures import find_signatures
from ingest.split import find_documents
from ingest.structure.layouts import without_layouts
from ingest.tables.aligned import with_aligned_tables
from ingest.triage import Triage, opened

Report = Callable[[Progress], None]


def read_file(
    path: Path,
    limits: Limits,
    progress: Report,
    request: ReadRequest = WHOLE_FILE,
    keep: Callable[[Page], None] = lambda _: None,
) -> ParsedFile:
    """All that the file holds: pages, issue, documents, findings; of some pages alone (see ReadRequest) their text.

    `keep` is called with each page that OCR has read. Runs in this process: `ingest.sandbox.read_in_child` is the safe
    way to call it.

    Raises:
        PageNotFound: a page that the request names is not in the file.
        IngestError: the file is refused (see ingest.errors); a page that fails is a finding instead.
    """
    limits = replace(limits, dpi=request.dpi or limits.dpi)
    progress(Progress("opening", 0, 0))
    with opened(path, limits) as (pdf, found):
        _check(request, found.pages)
        signatures = find_signatures(pdf, path)
    with contextlib.closing(Reopening(path)) as file:
        pages, to_scan = _text_pages(file, found, request, progress)
    pages, troubles = _scanned(path, pages, to_scan, limits, progress, request, keep)
    progress(Progress("structure", 0, 1))
    earlier = _earlier(request, found.pages)
    stripped, headers, signed_at = strip_furniture([_with_furniture(earlier.get(page.number), page) for page in pages])
    stripped = tuple(without_layouts(with_aligned_tables(earlier.get(page.number, page))) for page in stripped)
    stripped = with_quality(stripped)
    findings = (*found.findings, *troubles)
    findings = (*findings, *_page_findings(stripped, findings))
    if request.pages is not None and request.earlier is None:
        wanted = tuple(page for page in stripped if request.wants(page.number))
        return ParsedFile(_digest(path), issue_of(headers), wanted, (), findings, signed_at)
    spans = find_documents(stripped)
    documents = tuple(read_document(span, stripped, place) for place, span in enumerate(spans, 1))
    before = [page for page in stripped if not spans or page.number < spans[0].first]
    findings = (*findings, *compare(read_contents(before), documents, stripped))
    if not documents:
        findings = (*findings, Finding("no-document", "Không nhận ra văn bản nào trong tệp."))
    progress(Progress("structure", 1, 1))
    return ParsedFile(_digest(path), issue_of(headers), stripped, documents, findings, signed_at, signatures)


def _check(request: ReadRequest, count: int) -> None:
    missing = [number for number in request.pages or () if not 1 <= number <= count]
    if missing:
        raise PageNotFound(f"page {missing[0]} of {count}")


def _earlier(request: ReadRequest, count: int) -> dict[int, Page]:
    """The pages of an earlier reading that are to stay as they are."""
    if request.earlier is None:
        return {}
    numbers = (number for number in range(1, count + 1) if not request.wants(number))
    return pages_in(Path(request.earlier), numbers)


def _with_furniture(earlier: Page | None, page: Page) -> Page:
    """A page of an earlier reading with its furniture back among its lines, since headers tell the issue."""
    return replace(earlier, lines=(*earlier.furniture, *earlier.lines), furniture=()) if earlier else page


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text_pages(file: Reopening, found: Triage, request: ReadRequest, progress: Report) -> tuple[list[Page], list[int]]:
    """Every page by its text layer, and the numbers of those that need OCR, or are asked to be read by it."""
    pages: list[Page] = []
    to_scan: list[int] = []
    for number, size in enumerate(found.sizes, 1):
        page = _text_page(file.for_page(), number, size)
        pages.append(page)
        scan = needs_ocr(page) if request.way == "judged" else request.way == "ocr"
        if request.wants(number) and size and scan:
            to_scan.append(number)
        progress(Progress("text", number, found.pages))
    return pages, to_scan


def _text_page(pdf: pdfium.PdfDocument, number: int, size: tuple[float, float] | None) -> Page:
    if size is None:
        return Page(number, 0.0, 0.0, "failed", ())
    try:
        page = pdf[number - 1]
        try:
            return text_page(page, number, size)
        finally:
            page.close()
    except pdfium.PdfiumError:
        return Page(number, *size, "failed", ())


def _scanned(
    path: Path,
    pages: list[Page],
    numbers: list[int],
    limits: Limits,
    progress: Report,
    request: ReadRequest,
    keep: Callable[[Page], None],
) -> tuple[list[Page], list[Finding]]:
    """The pages with those of `numbers` read by OCR, the text layer's own lines kept, and why any of them failed.

    What an earlier run has read is not read again.
    """
    read = pages_in(Path(request.kept), numbers) if request.kept else {}
    rest = [number for number in numbers if number not in read]
    troubles: list[Finding] = []
    if rest:
        from ingest.ocr import read_pages  # noqa: PLC0415 - numpy and scipy take 0.2 s, which most files never need

        def report(event: Progress) -> None:
            """Count the pages that were kept along with those read now."""
            progress(Progress("ocr", len(numbers) - len(rest) + event.done, len(numbers)))

        for page in read_pages(path, rest, limits, report, troubles.append):
            read[page.number] = page
            if page.source != "failed":
                keep(page)
    by_number = {page.number: page for page in pages}
    for number, page in read.items():
        layer = by_number[number]
        by_number[number] = asked(layer, page) if request.way == "ocr" else settle(layer, page)
    return [by_number[page.number] for page in pages], troubles


def _page_findings(pages: Sequence[Page], told: Sequence[Finding]) -> tuple[Finding, ...]:
    """Each failed page whose reason is not told yet, and each on which OCR saw something but no letter."""
    known = {finding.page for finding in told}
    findings = []
    for page in pages:
        if page.source == "failed" and page.number not in known:
            findings.append(Finding("page-failed", f"Không đọc được trang {page.number}.", page.number))
        elif page.source in ("ocr", "mixed") and not page.lines:
            text = f"Trang {page.number} có hình nhưng không nhận ra chữ nào."
            findings.append(Finding("page-without-text", text, page.number))
    return (*findings, *page_findings(pages))
