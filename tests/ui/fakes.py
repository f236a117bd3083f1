"""Stand-ins for the parts behind the pages: they answer from the examples and remember what they were asked."""

import datetime as dt
from dataclasses import replace
from typing import BinaryIO

from ingest.corrections import Field
from ingest.document import Box
from ingest.errors import NotAPdf, PageNotFound
from ingest.gates.catalogue import needs_review
from ingest.kinds import FileKind
from ingest.request import ReadRequest
from search_api.archive.entries import (
    FileEntry,
    IssueList,
    PageText,
    Refusal,
    Rereading,
    StoredDocument,
    StoredIssue,
    Version,
)
from search_api.comparison import Comparison
from search_api.errors import DocumentNotFound, FileNotKnown, IssueNotFound, RereadingNotFound, RereadingNotReady
from search_api.intake import Intake
from search_api.library import Library
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.request import SearchQuery
from search_api.rereader import Found, Rereader
from search_api.retagging import Retagger
from search_api.review.desk import FileReview, Review
from search_api.review.questions import Question
from tests.ui.examples import FACETS, FILE, HIT, QUALITY, QUESTIONS, SHA, STORED, STORED_ISSUE, page

REREADING = Rereading(
    7, SHA, dt.datetime(2026, 1, 20, 8, 0, tzinfo=dt.UTC), "Lan", ReadRequest("ocr", (2,), 300), "waiting"
)

PNG = b"\x89PNG\r\n\x1a\n"


class FakeLibrary(Library):
    """Answers from the examples; `raises` is raised by every search."""

    def __init__(self) -> None:
        self.queries: list[SearchQuery] = []
        self.hits: tuple[SearchHit, ...] = (HIT,)
        self.total = 1
        self.raises: Exception | None = None
        self.refused: tuple[Refusal, ...] = ()
        self.files: tuple[FileEntry, ...] = (FILE,)
        self.kind: FileKind = "pdf"
        self.stored = STORED

    def search(self, query: SearchQuery) -> SearchPage:
        self.queries.append(query)
        if self.raises:
            raise self.raises
        return SearchPage(self.total, self.hits, FACETS, 1.0)

    def related(self, document_id: str, eid: str, most: int) -> tuple[SearchHit, ...]:
        if self.raises:
            raise self.raises
        return self.hits[:most]

    def document(self, wanted: str) -> StoredDocument:
        if wanted != STORED.id:
            raise DocumentNotFound(wanted)
        return self.stored

    def issues(self, year: int | None = None, page: int = 1, size: int = 20) -> IssueList:
        found = (STORED_ISSUE,) if year in (None, 2026) else ()
        return IssueList(found, len(found), ((2026, 1),))

    def issue(self, wanted: str) -> StoredIssue:
        if wanted != STORED_ISSUE.id:
            raise IssueNotFound(wanted)
        return STORED_ISSUE

    def file(self, sha256: str) -> FileEntry:
        if sha256 != SHA:
            raise FileNotKnown(sha256)
        return self.files[0]

    def uploads(self, limit: int = 50, offset: int = 0, *, for_review: bool = False) -> tuple[FileEntry, ...]:
        return tuple(one for one in self.files if not for_review or needs_review(one.findings))

    def file_kind(self, sha256: str) -> FileKind:
        return self.kind

    def refusals(self, limit: int = 20) -> tuple[Refusal, ...]:
        return self.refused

    def page_text(self, sha256: str, number: int) -> PageText:
        self.file(sha256)
        if not 1 <= number <= 3:
            raise PageNotFound(f"{sha256} page {number}")
        return PageText(sha256, page(number), 3)

    def page_image(self, sha256: str, number: int, width: int) -> bytes:
        self.page_text(sha256, number)
        return PNG + str(width).encode()

    def part_image(self, sha256: str, number: int, box: Box) -> bytes:
        self.page_text(sha256, number)
        return PNG + str(box.left).encode()


class FakeIntake(Intake):
    """Takes PDF files, refuses others as the door does."""

    def __init__(self) -> None:
        self.received: list[tuple[str, str | None]] = []
        self.duplicate = False
        self.entry = FILE
        self.again: list[str] = []

    def receive(self, stream: BinaryIO, name: str, received_from: str | None = None) -> FileEntry:
        if not stream.read().startswith(b"%PDF-"):
            raise NotAPdf(name)
        self.received.append((name, received_from))
        return replace(self.entry, duplicate=self.duplicate)

    def read_again(self, sha256: str, received_from: str | None = None) -> FileEntry:
        if sha256 != SHA:
            raise FileNotKnown(sha256)
        self.again.append(sha256)
        return FILE


class FakeRereader(Rereader):
    """One wish, whose state tests set; remembers what was asked for and decided."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ReadRequest, str | None]] = []
        self.decided: list[tuple[str, int, str | None]] = []
        self.wish = REREADING
        self.comparison: Comparison | None = None
        self.replaced: tuple[Version, ...] = ()

    def ask(self, sha256: str, request: ReadRequest, actor: str | None = None) -> Rereading:
        if sha256 != SHA:
            raise FileNotKnown(sha256)
        if request.pages and max(request.pages) > 3:
            raise PageNotFound(sha256)
        self.asked.append((sha256, request, actor))
        return self.wish

    def get(self, wanted: int) -> Rereading:
        if wanted != self.wish.id:
            raise RereadingNotFound(str(wanted))
        return self.wish

    def show(self, wanted: int) -> Found:
        return Found(self.get(wanted), FILE, self.comparison)

    def use(self, wanted: int, actor: str | None = None) -> Rereading:
        if self.get(wanted).state != "ready":
            raise RereadingNotReady(str(wanted))
        self.decided.append(("use", wanted, actor))
        return self.wish

    def keep(self, wanted: int, actor: str | None = None) -> Rereading:
        self.decided.append(("keep", self.get(wanted).id, actor))
        return self.wish

    def undecided(self) -> tuple[Rereading, ...]:
        return (self.wish,)

    def versions(self, sha256: str) -> tuple[Version, ...]:
        return self.replaced

    def pages_of(self, document_id: str) -> tuple[str, tuple[int, ...]]:
        if document_id != STORED.id:
            raise DocumentNotFound(document_id)
        return SHA, (1, 2)


class FakeRetagger(Retagger):
    """Of nothing to tag again."""

    def __init__(self) -> None:
        pass

    def outdated(self) -> int:
        return 0


class FakeReview(Review):
    """Has the questions of the examples; remembers the answers."""

    def __init__(self) -> None:
        self.questions: tuple[Question, ...] = QUESTIONS
        self.words: list[tuple[int, Box, str, str]] = []
        self.heads: list[tuple[str, str, str, str]] = []
        self.again: list[str] = []
        self.raises: Exception | None = None

    def of_file(self, sha256: str) -> FileReview:
        if sha256 != SHA:
            raise FileNotKnown(sha256)
        pages = tuple(page(number) for number in (1, 2, 3))
        return FileReview(FILE, QUALITY, pages, (STORED,), self.questions)

    def answer_word(self, sha256: str, page: int, box: Box, value: str, actor: str) -> None:
        if self.raises:
            raise self.raises
        self.words.append((page, box, value, actor))

    def answer_head(self, sha256: str, document_id: str, field: Field, value: str, actor: str) -> None:
        if self.raises:
            raise self.raises
        self.heads.append((document_id, field, value, actor))

    def take_again(self, sha256: str, actor: str) -> int:
        self.again.append(actor)
        return 1
