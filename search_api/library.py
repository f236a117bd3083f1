"""The way out: what pages, API and command line read. It goes on when the search engine is down (promise P21)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.aside import Aside
from ingest.document import Box, Page, Provision
from ingest.errors import PageNotFound
from ingest.geometry import on_print, quarter_turns
from ingest.kinds import FileKind
from ingest.vault import Vault
from search_api.answering.likeness import related, whole
from search_api.archive.entries import FileEntry, IssueList, PageText, Refusal, StoredDocument, StoredIssue
from search_api.archive.store import Archive
from search_api.errors import IssueNotFound, NotFound, ProvisionNotFound, SearchApiError
from search_api.index.records import to_record
from search_api.pictures import Pictures
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.plan import SearchPlan
from search_api.query.request import SearchQuery


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the archive and the index hold. `indexed` is None while the search engine is down.

    `waiting` are files that are read, of which a document is not searchable yet.
    """

    documents: int
    issues: int
    files: dict[str, int]
    pages: int
    pages_by_ocr: int
    indexed: int | None
    waiting: int


@dataclass(frozen=True, slots=True)
class ProvisionInDocument:
    """One provision with the document it stands in, and the provisions that enclose it from the outermost."""

    document: StoredDocument
    provision: Provision
    parents: tuple[Provision, ...]


class Library:
    """Reads the archive, the vault and the search engine."""

    def __init__(
        self,
        archive: Archive,
        vault: Vault,
        search: Callable[[SearchQuery], SearchPage],
        indexed: Callable[[], int],
        pictures: Pictures,
        aside: Aside,
        answer: Callable[[SearchPlan], SearchPage] = lambda _: SearchPage(0, (), (), 0.0),
    ) -> None:
        self._archive = archive
        self._vault = vault
        self._search = search
        self._indexed = indexed
        self._pictures = pictures
        self._aside = aside
        self._answer = answer

    def search(self, query: SearchQuery) -> SearchPage:
        """Answer a search.

        Raises:
            EngineUnavailableError: the search engine cannot be reached.
        """
        return self._search(query)

    def document(self, wanted: str) -> StoredDocument:
        """The document of this id; raises DocumentNotFound."""
        return self._archive.documents.known(wanted)

    def everything(self) -> Iterator[StoredDocument]:
        """Every document, one after the other."""
        return self._archive.documents.everything()

    def provision(self, document_id: str, eid: str) -> ProvisionInDocument:
        """The provision `eid` of a document; raises DocumentNotFound, ProvisionNotFound."""
        document = self.document(document_id)
        legal = document.tagged.document
        roots = (legal.body, *(attachment.body for attachment in legal.attachments))
        for root in roots:
            path = _find(root, eid)
            if path:
                return ProvisionInDocument(document, path[-1], path[:-1])
        raise ProvisionNotFound(f"{document_id}#{eid}")

    def related(self, document_id: str, eid: str, most: int) -> tuple[SearchHit, ...]:
        """Articles of any document related to an article, or to that in which the provision stands; each a hit.

        Raises:
            DocumentNotFound, ProvisionNotFound: there is no such provision.
            EngineUnavailableError: the search engine cannot be reached.
        """
        stored = self.provision(document_id, eid).document
        article = whole(to_record(stored).provisions, eid)
        return related(self._answer, document_id, article, most) if article else ()

    def issues(self, year: int | None = None, page: int = 1, size: int = 20) -> IssueList:
        """One page of the gazette issues, the newest first, of all years or of one."""
        return self._archive.issues.newest(year, page, size)

    def issue(self, wanted: str) -> StoredIssue:
        """The issue of this id; raises IssueNotFound."""
        found = self._archive.issues.get(wanted)
        if found is None:
            raise IssueNotFound(wanted)
        return found

    def file(self, sha256: str) -> FileEntry:
        """The received file of this sha256; raises FileNotKnown."""
        return self._archive.files.known(sha256)

    def original(self, sha256: str) -> Path:
        """Where the untouched original lies; raises FileNotKnown, OriginalMissing."""
        return self._vault.path(self.file(sha256).sha256)

    def uploads(self, limit: int = 50, offset: int = 0, *, for_review: bool = False) -> tuple[FileEntry, ...]:
        """Received files, the newest first, with their progress or end; `for_review`: those that wait for a clerk."""
        return self._archive.files.latest(limit, offset, for_review=for_review)

    def file_kind(self, sha256: str) -> FileKind:
        """What kind of file the original is; raises FileNotKnown, OriginalMissing."""
        return self._vault.kind(self.file(sha256).sha256)

    def refusals(self, limit: int = 20) -> tuple[Refusal, ...]:
        """What was refused at the door, the newest first."""
        return self._archive.refusals.latest(limit)

    def refused_bytes(self, wanted: int) -> tuple[Refusal, Path]:
        """A refusal and where its bytes lie; raises NotFound, or OriginalMissing where they were not kept."""
        found = self._archive.refusals.get(wanted)
        if found is None:
            raise NotFound(f"refusal {wanted}")
        return found, self._aside.path(found.sha256 or "")

    def being_read(self) -> tuple[FileEntry, ...]:
        """The files that are read at this moment, with their progress."""
        return self._archive.files.being_read()

    def page_text(self, sha256: str, number: int) -> PageText:
        """The read text of one page; raises FileNotKnown, PageNotFound (of floor 1)."""
        self.file(sha256)
        found = self._archive.files.page(sha256, number)
        if found is None:
            raise PageNotFound(f"{sha256} page {number}")
        return found

    def pages(self, sha256: str) -> tuple[Page, ...]:
        """All read pages of a file; raises FileNotKnown."""
        self.file(sha256)
        return self._archive.corrections.pages(sha256)

    def page_image(self, sha256: str, number: int, width: int) -> bytes:
        """A picture (PNG) of one page of the original, near `width` pixels wide.

        Raises:
            FileNotKnown, OriginalMissing: there is no such file.
            IngestError: the page is not there, or cannot be drawn.
        """
        return self._pictures.page(self.original(sha256), sha256, number, width)

    def part_image(self, sha256: str, number: int, box: Box) -> bytes:
        """A picture (PNG) of a part of a page of the original, its print upright; `box` as lines and doubts have it.

        Raises:
            FileNotKnown, OriginalMissing: there is no such file.
            IngestError: the page is not there, the part is not on it, or it cannot be drawn.
        """
        page = self.page_text(sha256, number).page
        return self._pictures.part(self.original(sha256), sha256, number, on_print(page, box), quarter_turns(page))

    def statistics(self) -> Statistics:
        """Counts for `congbao status`."""
        pages, by_ocr = self._archive.files.pages()
        try:
            indexed: int | None = self._indexed()
        except SearchApiError:
            indexed = None
        return Statistics(
            self._archive.documents.count(),
            self._archive.issues.count(),
            self._archive.files.counts(),
            pages,
            by_ocr,
            indexed,
            len(self._archive.files.unindexed()),
        )

    def parts(self) -> dict[str, str]:
        """For each part that may be down 'ok', or the reason code of its trouble."""
        checks: dict[str, Callable[[], object]] = {"archive": self._archive.documents.count, "engine": self._indexed}
        return {name: _state(check) for name, check in checks.items()}


def _state(check: Callable[[], object]) -> str:
    try:
        check()
    except SearchApiError as error:
        return error.reason
    return "ok"


def _find(provisions: tuple[Provision, ...], eid: str) -> tuple[Provision, ...]:
    for provision in provisions:
        if provision.eid == eid:
            return (provision,)
        below = _find(provision.children, eid)
        if below:
            return (provision, *below)
    return ()
