"""Document rows: stored with the ids that they keep, read back whole."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, union_all

from ingest.document import Finding, LegalDocument, ParsedFile
from ingest.gates.catalogue import needs_review
from ingest.quality import quality_of
from nlp.annotation import TaggedDocument
from nlp.numbers import normal_key
from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.entries import FileState, StoredDocument
from search_api.archive.files import note
from search_api.archive.identity import document_slug, new_document_id
from search_api.archive.issues import drop_empty, enter_issue, issue_of
from search_api.archive.moments import now
from search_api.errors import DocumentNotFound

BATCH = 200
"""Documents read from the database at a time when all are asked for."""


READ_BY = f"congbao-search {version('congbao-search')}"
"""Which version of the product read a file (promise P3)."""


Made = Callable[[Connection, Row[Any]], StoredDocument]


@dataclass(frozen=True, slots=True)
class Known:
    """A document as it was stored from an earlier reading of the same file."""

    id: str
    ordinal: int
    number_key: str | None
    first_page: int


class Documents:
    """Stores what was read from a file in one transaction, and reads documents back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def store(self, parsed: ParsedFile, tagged: Sequence[TaggedDocument]) -> tuple[str, ...]:
        """Store a file's pages, issue and documents; gives the documents' ids in order.

        Doing it again gives the same ids. After another reading of the same file each document keeps its id; one that
        is no longer there loses its row, and its id is never given to another.
        """
        return self._database.settle(lambda connection: store_reading(connection, parsed, tagged))

    def get(self, wanted: str) -> StoredDocument | None:
        """The document of this id, or None; the id of a part gives the whole, which has the id of its first part."""
        column = tables.document.c
        whole = select(func.coalesce(column.whole_id, column.id)).where(column.id == wanted).scalar_subquery()
        return next(iter(self._read(_stored().where(column.id == whole), _whole_document)), None)

    def known(self, wanted: str) -> StoredDocument:
        """The document of this id, as `get` gives it; raises DocumentNotFound."""
        found = self.get(wanted)
        if found is None:
            raise DocumentNotFound(wanted)
        return found

    def of_file(self, sha256: str) -> tuple[StoredDocument, ...]:
        """The documents of a file as they stand in it, in order; of a continued one its part."""
        query = _stored().where(tables.document.c.file_sha256 == sha256)
        return tuple(self._read(query.order_by(tables.document.c.ordinal)))

    def searchable(self, sha256: str) -> tuple[StoredDocument, ...]:
        """The documents that a file's documents are, or are parts of: what the index is to hold."""
        column = tables.document.c
        mine = select(func.coalesce(column.whole_id, column.id)).where(column.file_sha256 == sha256)
        return tuple(
            self._read(_stored().where(column.id.in_(mine)).order_by(column.ordinal, column.id), _whole_document)
        )

    def withdrawn(self, sha256: str) -> tuple[str, ...]:
        """Ids that the index is not to hold: of documents that the file's last reading did not find, and of parts."""
        given, column = tables.document_id.c, tables.document.c
        gone = select(given.id).where(
            given.file_sha256 == sha256, given.id.not_in(select(column.id).where(column.file_sha256 == sha256))
        )
        wholes = select(column.whole_id).where(column.file_sha256 == sha256, column.whole_id.is_not(None))
        parts = select(column.id).where(column.whole_id.in_(wholes), column.id != column.whole_id)
        with self._database.reading() as connection:
            return tuple(connection.execute(union_all(gone, parts)).scalars())

    def everything(self) -> Iterator[StoredDocument]:
        """All documents by id, those of several parts once, a few hundred in memory at a time."""
        last = ""
        while batch := self._read(
            _stored().where(tables.document.c.id > last, _is_whole()).order_by(tables.document.c.id).limit(BATCH),
            _whole_document,
        ):
            yield from batch
            last = batch[-1].id

    def count(self) -> int:
        """How many documents there are; one of several parts counts once."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(tables.document).where(_is_whole())).scalar_one()

    def _read(self, query: Select[Any], made: Made | None = None) -> list[StoredDocument]:
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
            return [(made or _stored_document)(connection, row) for row in rows]


def store_reading(connection: Connection, parsed: ParsedFile, tagged: Sequence[TaggedDocument]) -> tuple[str, ...]:
    """Store a file's pages, issue and documents within a transaction; see `Documents.store`."""
    issue, about_issue = enter_issue(connection, parsed.issue)
    _store_pages(connection, parsed)
    ids = _assign(connection, parsed.sha256, [each.document for each in tagged])
    kept = {row.id: (row.stored_at, row.whole_id) for row in _rows(connection, parsed.sha256)}
    connection.execute(tables.document.delete().where(tables.document.c.file_sha256 == parsed.sha256))
    findings = list(parsed.findings) + list(about_issue)
    for document_id, each in zip(ids, tagged, strict=True):
        twin = _possible_duplicate(connection, parsed.sha256, each.document)
        stored = _with_finding(each, twin) if twin else each
        findings += stored.document.findings
        row = _row(document_id, parsed, stored)
        row["stored_at"], row["whole_id"] = kept.get(document_id, (now(), None))
        connection.execute(tables.document.insert().values(row))
    _finish(connection, parsed, issue, tagged, tuple(findings))
    return tuple(ids)


def number_key(number: str | None) -> str | None:
    """A document number for comparing ('01/2020/NĐ-CP' and '1/2020/nđ-cp' are one), or None."""
    return (normal_key(number) or None) if number else None


def _stored() -> Select[Any]:
    file, document = tables.file, tables.document
    return select(document, file.c.name.label("file_name"), file.c.issue_id, file.c.signatures).join(
        file, file.c.sha256 == document.c.file_sha256
    )


def _stored_document(connection: Connection, row: Row[Any]) -> StoredDocument:
    return StoredDocument(
        id=row.id,
        slug=row.slug,
        file_sha256=row.file_sha256,
        file_name=row.file_name,
        issue_id=row.issue_id,
        issue=issue_of(connection, row.issue_id),
        stored_at=row.stored_at,
        by_ocr=row.by_ocr,
        tagged=row.tagged,
        signatures=row.signatures or (),
    )


def _whole_document(connection: Connection, row: Row[Any]) -> StoredDocument:
    """The document with all its parts, where the row has them; its place is then that of its first part."""
    stored = _stored_document(connection, row)
    if row.whole is None:
        return stored
    column, whole = tables.file.c, row.whole
    first = whole.document.parts[0].file_sha256
    place = connection.execute(select(column.name, column.issue_id).where(column.sha256 == first)).one()
    return replace(
        stored,
        slug=document_slug(whole.document),
        file_sha256=first,
        file_name=place.name,
        issue_id=place.issue_id,
        issue=issue_of(connection, place.issue_id),
        tagged=whole,
    )


def _is_whole() -> ColumnElement[bool]:
    column = tables.document.c
    return column.whole_id.is_(None) | (column.whole_id == column.id)


def _rows(connection: Connection, sha256: str) -> Sequence[Any]:
    column = tables.document.c
    query = select(column.id, column.ordinal, column.number_key, column.first_page, column.stored_at)
    query = query.add_columns(column.whole_id)
    return connection.execute(query.where(column.file_sha256 == sha256).order_by(column.ordinal)).all()


def _store_pages(connection: Connection, parsed: ParsedFile) -> None:
    connection.execute(tables.page.delete().where(tables.page.c.file_sha256 == parsed.sha256))
    rows = [{"file_sha256": parsed.sha256, "number": page.number, "page": page} for page in parsed.pages]
    if rows:
        connection.execute(tables.page.insert(), rows)


def _assign(connection: Connection, sha256: str, documents: Sequence[LegalDocument]) -> list[str]:
    known = [Known(row.id, row.ordinal, row.number_key, row.first_page) for row in _rows(connection, sha256)]
    kept = match(known, documents)
    return [kept.get(document.ordinal) or _give_id(connection, sha256, document.ordinal) for document in documents]


def match(known: Sequence[Known], documents: Sequence[LegalDocument]) -> dict[int, str]:
    """Which document, by ordinal, keeps which id after its file was read again.

    As many documents as before: each keeps its place. Otherwise a document is the one with the same number on the
    same first page, then the only one with the same number, then the one that begins on the same page.
    """
    if len(known) == len(documents):
        return {document.ordinal: before.id for before, document in zip(known, documents, strict=True)}
    kept: dict[int, str] = {}
    for same in (_same_number_and_page, _same_number, _same_page):
        for document in documents:
            free = [before for before in known if before.id not in kept.values() and same(before, document)]
            if document.ordinal not in kept and len(free) == 1:
                kept[document.ordinal] = free[0].id
    return kept


def _same_number(before: Known, document: LegalDocument) -> bool:
    return before.number_key is not None and before.number_key == number_key(document.number)


def _same_page(before: Known, document: LegalDocument) -> bool:
    unknown = before.number_key is None or document.number is None
    return unknown and before.first_page == document.pdf_pages[0]


def _same_number_and_page(before: Known, document: LegalDocument) -> bool:
    return _same_number(before, document) and before.first_page == document.pdf_pages[0]


def _give_id(connection: Connection, sha256: str, ordinal: int) -> str:
    attempt = 0
    while True:
        wanted = new_document_id(sha256, ordinal, attempt)
        taken = select(tables.document_id.c.id).where(tables.document_id.c.id == wanted)
        if connection.execute(taken).first() is None:
            row = {"id": wanted, "file_sha256": sha256, "given_at": now()}
            connection.execute(tables.document_id.insert().values(row))
            return wanted
        attempt += 1


def _possible_duplicate(connection: Connection, sha256: str, document: LegalDocument) -> Finding | None:
    """Promise P4: the same issuer, type, number and date in other bytes is reported, never merged."""
    key = number_key(document.number)
    if key is None or document.issued_on is None or not document.issuers:
        return None
    column = tables.document.c
    query = select(column.id).where(
        column.number_key == key,
        column.type == document.type,
        column.lead_issuer == document.issuers[0],
        column.issued_on == document.issued_on,
        column.file_sha256 != sha256,
    )
    twins = connection.execute(query.order_by(column.stored_at, column.id)).scalars().all()
    parts = document.continues_from or document.continued_in
    if not twins or parts:
        return None
    return Finding(
        "possible-duplicate",
        f"{document.type or 'Văn bản'} {document.number} đã có trong kho từ tệp khác (mã {', '.join(twins)}).",
        document.pdf_pages[0],
    )


def _with_finding(tagged: TaggedDocument, finding: Finding) -> TaggedDocument:
    document = replace(tagged.document, findings=(*tagged.document.findings, finding))
    return replace(tagged, document=document)


def _row(document_id: str, parsed: ParsedFile, tagged: TaggedDocument) -> dict[str, Any]:
    document = tagged.document
    first, last = document.pdf_pages
    read_by_ocr = any(page.source in ("ocr", "mixed") for page in parsed.pages if first <= page.number <= last)
    return {
        "id": document_id,
        "file_sha256": parsed.sha256,
        "ordinal": document.ordinal,
        "slug": document_slug(document),
        "number": document.number,
        "number_key": number_key(document.number),
        "type": document.type,
        "issuers": document.issuers,
        "lead_issuer": document.issuers[0] if document.issuers else None,
        "title": document.title,
        "issued_on": document.issued_on,
        "effective_on": tagged.effective.date if tagged.effective else None,
        "first_page": first,
        "last_page": last,
        "by_ocr": read_by_ocr,
        "needs_review": needs_review(document.findings, alone=True),
        "tagged_by": tagged.tagged_by or None,
        "tagged": tagged,
    }


def _finish(
    connection: Connection,
    parsed: ParsedFile,
    issue: str | None,
    tagged: Sequence[TaggedDocument],
    findings: tuple[Finding, ...],
) -> None:
    failed = any(page.source == "failed" for page in parsed.pages)
    state: FileState = "partial" if findings or failed else "read"
    values = {
        "state": state,
        "stage": "indexing",
        "reason": None,
        "remedy": None,
        "issue_id": issue,
        "pages": len(parsed.pages),
        "pages_by_ocr": sum(page.source in ("ocr", "mixed") for page in parsed.pages),
        "done": len(parsed.pages),
        "total": len(parsed.pages),
        "findings": findings,
        "signed_at": parsed.signed_at,
        "signatures": parsed.signatures,
        "quality": quality_of(parsed.pages),
        "read_by": READ_BY,
        "read_at": now(),
        "indexed_at": None,
    }
    mine = tables.file.c.sha256 == parsed.sha256
    before = connection.execute(select(tables.file.c.issue_id).where(mine)).scalar_one()
    connection.execute(tables.file.update().where(mine).values(values))
    if before not in (None, issue):
        drop_empty(connection, before)
    connection.execute(tables.reading.delete().where(tables.reading.c.file_sha256 == parsed.sha256))
    note(connection, parsed.sha256, state, None, f"{len(tagged)} documents")
