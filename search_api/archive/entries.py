"""The archive's values: files, documents, issues and uploads as floor 3 and the pages see them."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from ingest.corrections import Field
from ingest.document import Box, DoubtReason, Finding, Issue, Page, Quality, Signature
from ingest.joining import locate
from ingest.request import ReadRequest
from nlp.annotation import TaggedDocument

FileState = Literal["received", "reading", "read", "partial", "refused"]
"""received -> reading -> read | partial (read, with findings or failed pages) | refused (reason code says why)."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One received file. `findings` are those of the file and of its documents.

    `reason` and `remedy` are set when it was refused; `done` of `total` pages in `stage`. `received_from` is the clerk
    who sent it, `signed_at` the time in the gazette's signature stamp, as printed; `signatures` are the file's
    digital ones with what their check gave; `indexed` says that its documents can be searched. `quality` is that of all
    its pages together.
    """

    sha256: str
    name: str
    size: int
    received_at: dt.datetime
    state: FileState
    reason: str | None = None
    remedy: str | None = None
    stage: str | None = None
    done: int = 0
    total: int = 0
    issue_id: str | None = None
    document_ids: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    duplicate: bool = False
    received_from: str | None = None
    pages: int | None = None
    signed_at: str | None = None
    signatures: tuple[Signature, ...] = ()
    indexed: bool = False
    quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document in the archive. `id` was given when it was first stored and never changes.

    `signatures` are those of the file.
    """

    id: str
    slug: str
    file_sha256: str
    file_name: str
    issue_id: str | None
    issue: Issue | None
    stored_at: dt.datetime
    by_ocr: bool
    tagged: TaggedDocument
    signatures: tuple[Signature, ...] = ()

    def place(self, page: int) -> tuple[str, int]:
        """File and page in it of one of the document's pages, which run through all its parts."""
        file, number = locate(self.tagged.document, page)
        return file or self.file_sha256, number


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document as a line in a list."""

    id: str
    slug: str
    number: str | None
    type: str | None
    title: str | None
    issuers: tuple[str, ...]
    issued_on: dt.date | None
    first_page: int
    last_page: int
    file_sha256: str


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """A gazette issue with its documents in page order. `id` is gazette, year and numbers: 'qg-2022-447-448'."""

    id: str
    label: str
    issue: Issue
    files: tuple[FileEntry, ...]
    documents: tuple[DocumentSummary, ...]


@dataclass(frozen=True, slots=True)
class IssueList:
    """One page of issues, newest first, and the years there are (with counts) for choosing."""

    issues: tuple[StoredIssue, ...]
    total: int
    years: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PageText:
    """The read text of one page, for the page view and `congbao text`."""

    sha256: str
    page: Page
    pages: int


@dataclass(frozen=True, slots=True)
class Said:
    """One entry: of the word at `box` of a page, or of a field of a document's head.

    `read` is what the machine had there, `value` what the clerk reads: the same where it was confirmed, empty where
    there is nothing to read. A field has the id of its document.
    """

    page: int
    box: Box
    read: str
    value: str
    reason: DoubtReason = "unsure"
    field: Field | None = None
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """An entry with who made it and when."""

    said: Said
    actor: str
    at: dt.datetime


RereadingState = Literal["waiting", "reading", "ready", "failed", "used", "dropped"]
"""waiting -> reading -> ready | failed; a person makes `used` or `dropped` of what is ready."""


@dataclass(frozen=True, slots=True)
class Rereading:
    """A wish to read a stored file, or pages of it, once more; its result lies beside what is stored."""

    id: int
    file_sha256: str
    asked_at: dt.datetime
    asked_by: str | None
    request: ReadRequest
    state: RereadingState
    stage: str | None = None
    done: int = 0
    total: int = 0
    reason: str | None = None
    remedy: str | None = None
    attempts: int = 0
    ended_at: dt.datetime | None = None
    decided_by: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A reading of a file that another one has replaced."""

    number: int
    read_by: str | None
    read_at: dt.datetime | None
    replaced_at: dt.datetime
    replaced_by: str | None
    document_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something sent that was refused at the door. `sha256` is set where its bytes are kept for a look."""

    id: int
    at: dt.datetime
    name: str
    received_from: str | None
    reason: str
    remedy: str
    sha256: str | None
    size: int | None
