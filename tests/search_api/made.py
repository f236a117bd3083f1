"""Small gazettes made by hand, and stand-ins for the reader, the tagger and the index."""

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Collection, Container, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.aside import Aside
from ingest.document import Box, Finding, Issue, LegalDocument, Line, Page, ParsedFile, Progress, Provision
from ingest.kept import PageStore
from ingest.limits import Limits
from ingest.request import ReadRequest, Watch
from ingest.vault import Vault
from nlp.annotation import DocumentText, EffectiveDate, TaggedDocument
from search_api.archive.entries import StoredDocument
from search_api.archive.store import Archive
from search_api.intake import Intake
from search_api.jobs.claims import Claims
from search_api.jobs.indexing import Rebuilt
from search_api.jobs.stages import Stages

NATIONAL = Issue(None, (447, 448), dt.date(2022, 6, 25))


def pdf(text: str) -> bytes:
    """Bytes that pass for a PDF at the door; no reader opens them."""
    return b"%PDF-1.7\n" + text.encode()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def article(number: int, text: str = "Nghị định này quy định mức lương tối thiểu.") -> Provision:
    clause = Provision("clause", "1", "", text, f"art_{number}__cl_1", page=1)
    return Provision("article", f"Điều {number}", "Phạm vi điều chỉnh", "", f"art_{number}", page=1, children=(clause,))


def document(ordinal: int = 1, number: str | None = "38/2022/NĐ-CP", first: int = 1, last: int = 2) -> LegalDocument:
    return LegalDocument(
        ordinal=ordinal,
        number=number,
        type="Nghị định",
        issuers=("Chính phủ",),
        title="Quy định mức lương tối thiểu",
        issued_on=dt.date(2022, 6, 12),
        signers=(),
        pdf_pages=(first, last),
        section=None,
        preamble=(),
        legal_basis=(),
        body=(article(1), article(2)),
        attachments=(),
    )


def page(number: int) -> Page:
    line = Line(f"Dòng chữ của trang {number}", number, Box(72, 72, 300, 86), 13)
    return Page(number, 595, 842, "text", (line,), printed_page=number + 2)


def parsed(
    sha256: str,
    *documents: LegalDocument,
    issue: Issue | None = NATIONAL,
    pages: int = 2,
    findings: tuple[Finding, ...] = (),
) -> ParsedFile:
    return ParsedFile(sha256, issue, tuple(page(n) for n in range(1, pages + 1)), documents or (document(),), findings)


def tag(legal: LegalDocument) -> TaggedDocument:
    effective = EffectiveDate(dt.date(2022, 7, 1), "explicit", "có hiệu lực từ ngày 01 tháng 7 năm 2022", "art_2", 0, 1)
    return TaggedDocument(legal, DocumentText("", ()), (), (), effective)


class PlainTagger:
    """Tags nothing but the effective date."""

    def tag(self, document: LegalDocument, issue: Issue | None) -> TaggedDocument:
        return tag(document)


@dataclass
class MemoryIndex:
    """Remembers what was put; counts the calls; fails, or refuses documents, on demand."""

    stored: Callable[[str], StoredDocument | None] = lambda _: None
    documents: dict[str, StoredDocument] = field(default_factory=dict)
    puts: int = 0
    failing: Exception | None = None
    refusing: Container[str] = ()

    def put(self, ids: Collection[str]) -> frozenset[str]:
        self.puts += 1
        if self.failing:
            raise self.failing
        for wanted in ids:
            found = self.stored(wanted)
            if found is None or found.id != wanted:
                self.documents.pop(wanted, None)
            elif wanted not in self.refusing:
                self.documents[wanted] = found
        return frozenset(wanted for wanted in ids if wanted in self.refusing)

    def count(self) -> int:
        return len(self.documents)

    def rebuild(self, documents: Callable[[], Iterable[StoredDocument]]) -> Rebuilt:
        found = {each.id: each for each in documents()}
        self.documents = {wanted: each for wanted, each in found.items() if wanted not in self.refusing}
        return Rebuilt(len(self.documents), frozenset(found.keys() - self.documents.keys()))


@dataclass
class PlainReader:
    """Reads made gazettes: what `contents` says of a file, else one document; counts the calls."""

    contents: dict[str, ParsedFile | Exception] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    requests: list[ReadRequest] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, path: Path, request: ReadRequest, watch: Watch) -> ParsedFile:
        sha256 = digest(path.read_bytes())
        with self.lock:
            self.calls.append(sha256)
        watch.progress(Progress("text", 1, 2))
        self.requests.append(request)
        found = self.contents.get(sha256, parsed(sha256))
        if isinstance(found, Exception):
            raise found
        watch.progress(Progress("text", 2, 2))
        return replace(found, sha256=sha256)


@dataclass
class Workshop:
    """An intake over a real archive and vault, with a made reader, tagger and index."""

    archive: Archive
    vault: Vault
    reader: PlainReader
    index: MemoryIndex
    stages: Stages
    intake: Intake


def workshop(
    folder: Path, reader: PlainReader | None = None, index: MemoryIndex | None = None, database_url: str | None = None
) -> Workshop:
    database_url = database_url or f"sqlite:///{folder}/archive.sqlite"
    archive, vault = Archive.open(database_url), Vault(folder / "originals")
    reader, index = reader or PlainReader(), index or MemoryIndex()
    index.stored = archive.documents.get
    stages = Stages(archive, vault, reader, PlainTagger, index, Claims(folder / "locks"), PageStore(folder / "pages"))
    return Workshop(
        archive, vault, reader, index, stages, Intake(archive, vault, stages, Limits(), 2, Aside(folder / "refused"))
    )
