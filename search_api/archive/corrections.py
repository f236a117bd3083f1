"""What clerks said about readings: each entry is kept for good, with who and when; the last one of a place counts."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, select

from ingest.document import Finding, Page, ParsedFile
from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.entries import Correction, Said
from search_api.archive.files import note
from search_api.archive.issues import issue_of
from search_api.archive.moments import now

MADE_BY_STORING = frozenset({"issue-clash", "issue-date-differs", "issue-incomplete", "possible-duplicate"})
"""Findings that storing makes by itself, each time."""


class Corrections:
    """Keeps what clerks said, and gives what is stored of a file back as it was read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, sha256: str, said: Said, actor: str) -> None:
        """Keep an entry; it is in the file's history as well."""
        row = {"file_sha256": sha256, "page": said.page, "said": said, "actor": actor, "at": now()}
        detail = said.field or ("confirmed" if said.read == said.value else "corrected")
        with self._database.writing() as connection:
            connection.execute(tables.correction.insert().values(row))
            note(connection, sha256, "reviewed", actor, f"page {said.page}: {detail}")

    def of_file(self, sha256: str) -> tuple[Correction, ...]:
        """All entries of a file, the oldest first."""
        column = tables.correction.c
        query = select(column.said, column.actor, column.at).where(column.file_sha256 == sha256).order_by(column.id)
        with self._database.reading() as connection:
            return tuple(Correction(said, actor, at) for said, actor, at in connection.execute(query))

    def pages(self, sha256: str) -> tuple[Page, ...]:
        """The pages of a file as they are stored."""
        column = tables.page.c
        query = select(column.page).where(column.file_sha256 == sha256).order_by(column.number)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def reading(self, sha256: str) -> ParsedFile:
        """What is stored of a read file in the form in which it was read, for storing it again with corrections."""
        with self._database.reading() as connection:
            return reading_of(connection, sha256)[0]


def reading_of(connection: Connection, sha256: str) -> tuple[ParsedFile, tuple[str, ...]]:
    """What is stored of a read file in the form in which it was read, and the ids of its documents."""
    file, document, page = tables.file.c, tables.document.c, tables.page.c
    of_documents = select(document.tagged, document.id).where(document.file_sha256 == sha256)
    of_pages = select(page.page).where(page.file_sha256 == sha256).order_by(page.number)
    row = connection.execute(select(tables.file).where(file.sha256 == sha256)).one()
    found = connection.execute(of_documents.order_by(document.ordinal)).all()
    documents = tuple(each.tagged.document for each in found)
    own = [finding for one in documents for finding in one.findings]
    parsed = ParsedFile(
        sha256,
        issue_of(connection, row.issue_id),
        tuple(connection.execute(of_pages).scalars()),
        tuple(replace(one, findings=_without(one.findings, ())) for one in documents),
        _without(row.findings or (), own),
        row.signed_at,
        row.signatures or (),
    )
    return parsed, tuple(each.id for each in found)


def _without(findings: Sequence[Finding], known: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings without those `known` elsewhere, and without those that storing makes."""
    left = [finding for finding in findings if finding.code not in MADE_BY_STORING]
    for finding in known:
        if finding in left:
            left.remove(finding)
    return tuple(left)
