"""Originals that are no PDF: they are offered as they came, and have no pictures of pages."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Provision
from ingest.errors import IngestError
from ingest.kinds import FileKind
from search_api.archive.entries import StoredDocument
from search_api.errors import NotFound
from search_api.library import Library

KINDS: dict[FileKind, str] = {"pdf": "PDF", "docx": "Word", "akn": "Akoma Ntoso", "json": "JSON"}


def kind_of_original(library: Library, sha256: str) -> FileKind:
    """Give the kind of a file's original; a missing original is taken for a PDF, as its pages were read from one."""
    try:
        return library.file_kind(sha256)
    except (IngestError, NotFound):
        return "pdf"


def without_pages(stored: StoredDocument) -> StoredDocument:
    """Give the document without page numbers, which lead nowhere where there are no pictures of pages."""
    document = stored.tagged.document
    shown = replace(
        document,
        body=_unpaged(document.body),
        attachments=tuple(replace(one, body=_unpaged(one.body)) for one in document.attachments),
        findings=tuple(replace(finding, page=None) for finding in document.findings),
    )
    return replace(stored, tagged=replace(stored.tagged, document=shown))


def _unpaged(body: Sequence[Provision]) -> tuple[Provision, ...]:
    return tuple(replace(each, page=None, box=None, children=_unpaged(each.children)) for each in body)
