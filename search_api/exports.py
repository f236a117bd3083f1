"""Documents of the archive as files to take away: Akoma Ntoso, Markdown, plain text, the JSON contract."""

from dataclasses import dataclass
from typing import Literal

import msgspec

from ingest.document import Page, ParsedFile
from ingest.errors import PageNotFound
from nlp.contract import to_contract
from search_api.archive.entries import StoredDocument
from search_api.library import Library

Form = Literal["akn.xml", "md", "txt", "json"]
"""The forms by the end of their files' names."""

MEDIA_TYPES: dict[Form, str] = {
    "akn.xml": "application/akn+xml",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Export:
    """A file to take away; `name` is ASCII and fit for a header."""

    name: str
    media_type: str
    content: bytes


def export_document(library: Library, document_id: str, form: Form) -> Export:
    """One document in a form; raises DocumentNotFound."""
    stored = library.document(document_id)
    return Export(f"{stored.slug}.{form}", MEDIA_TYPES[form], _content(library, stored, form))


def export_issue(library: Library, issue_id: str) -> Export:
    """A gazette issue with its documents in page order as Akoma Ntoso; raises IssueNotFound, DocumentNotFound."""
    from nlp.exchange.akn import issue_akn  # noqa: PLC0415 - lxml is loaded by those who ask for it

    issue = library.issue(issue_id)
    documents = [library.document(summary.id).tagged for summary in issue.documents]
    form: Form = "akn.xml"
    return Export(f"{issue.id}.{form}", MEDIA_TYPES[form], issue_akn(issue.issue, documents))


def _content(library: Library, stored: StoredDocument, form: Form) -> bytes:
    from nlp.exchange.akn import document_akn  # noqa: PLC0415 - as above
    from nlp.exchange.markdown import document_markdown  # noqa: PLC0415 - as above
    from nlp.exchange.plain import document_text  # noqa: PLC0415 - as above

    match form:
        case "akn.xml":
            return document_akn(stored.tagged, stored.issue)
        case "md":
            return document_markdown(stored.tagged.document).encode()
        case "txt":
            return document_text(stored.tagged.document).encode()
        case "json":
            parsed = ParsedFile(stored.file_sha256, stored.issue, _pages(library, stored), (stored.tagged.document,))
            return msgspec.json.encode(to_contract(parsed, [stored.tagged])) + b"\n"


def _pages(library: Library, stored: StoredDocument) -> tuple[Page, ...]:
    """The document's pages as they were read; those that the archive does not have are left out."""
    first, last = stored.tagged.document.pdf_pages
    found = []
    for number in range(first, last + 1):
        try:
            found.append(library.page_text(*stored.place(number)).page)
        except PageNotFound:
            continue
    return tuple(found)
