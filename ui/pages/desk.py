"""Received files as clerks see them: their state in words, how far they are, and what was read from them."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.gates.catalogue import needs_review
from search_api.archive.entries import DocumentSummary, FileEntry, FileState, StoredDocument
from search_api.errors import NotFound
from search_api.library import Library

FILES_SHOWN = 30

_STATES: dict[FileState, str] = {
    "received": "Đã nhận",
    "reading": "Đang đọc",
    "read": "Đã đọc",
    "partial": "Cần xem lại",
    "refused": "Bị từ chối",
}
REVIEW = "Cần rà soát"
"""State of a file with a document that fails a quality gate (handbook domain.md 3.15)."""

STAGES = {
    "opening": "Đang mở tệp",
    "text": "Đang đọc chữ",
    "ocr": "Đang nhận dạng chữ từ ảnh",
    "structure": "Đang tách văn bản",
    "tagging": "Đang phân tích văn bản",
    "indexing": "Đang đưa vào tìm kiếm",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter of what a clerk has to look at, with how much it leaves; `chosen` where it is in use."""

    name: str
    address: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """A received file as shown."""

    entry: FileEntry
    state: str
    stage: str
    busy: bool
    documents: tuple[DocumentSummary, ...]


def recent_files(library: Library, *, for_review: bool = False) -> tuple[FileView, ...]:
    """Give the files received last with the documents read from them; `for_review`: those that fail a gate."""
    entries = library.uploads(FILES_SHOWN, for_review=for_review)
    issues = {issue_id: _issue_documents(library, issue_id) for issue_id in {one.issue_id for one in entries}}
    return tuple(_view(library, entry, issues[entry.issue_id]) for entry in entries)


def is_busy(files: Sequence[FileView]) -> bool:
    """Say whether a file has not come to its end yet."""
    return any(file.busy for file in files)


def _view(library: Library, entry: FileEntry, of_issue: Sequence[DocumentSummary]) -> FileView:
    documents = tuple(one for one in of_issue if one.file_sha256 == entry.sha256)
    if not documents and entry.issue_id is None:
        documents = unlisted(library, entry)
    waits = entry.state != "refused" and entry.reason is None and not entry.indexed
    busy = waits or entry.state in ("received", "reading")
    stage = "Đang chờ đọc" if entry.state == "received" else STAGES.get(entry.stage or "", "Đang xử lý")
    review = entry.state == "partial" and needs_review(entry.findings)
    return FileView(entry, REVIEW if review else _STATES[entry.state], stage, busy, documents)


def unlisted(library: Library, entry: FileEntry) -> tuple[DocumentSummary, ...]:
    """Give the documents of a file that stands in no issue's list."""
    return tuple(_summary(library.document(wanted)) for wanted in entry.document_ids)


def _issue_documents(library: Library, issue_id: str | None) -> tuple[DocumentSummary, ...]:
    try:
        return library.issue(issue_id).documents if issue_id else ()
    except NotFound:  # the issue left the archive between the two reads
        return ()


def _summary(stored: StoredDocument) -> DocumentSummary:
    document = stored.tagged.document
    return DocumentSummary(
        id=stored.id,
        slug=stored.slug,
        number=document.number,
        type=document.type,
        title=document.title,
        issuers=document.issuers,
        issued_on=document.issued_on,
        first_page=document.pdf_pages[0],
        last_page=document.pdf_pages[1],
        file_sha256=stored.file_sha256,
    )
