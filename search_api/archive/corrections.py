"""What clerks said about readings: each entry is kept for good, with who and when; the last one of a place counts."""

from collections.abc import Sequence

from sqlalchemy import select

from ingest.document import Finding, Page, ParsedFile
from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.entries import Correction, Said
from search_api.archive.files import note, now
from search_api.archive.issues import issue_of

ABOUT_THE_ISSUE = frozenset({"issue-clash", "issue-date-differs", "issue-incomplete"})
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
        file, document = tables.file.c, tables.document.c
        of_documents = select(document.tagged).where(document.file_sha256 == sha256).order_by(document.ordinal)
        with self._database.reading() as connection:
            row = connection.execute(select(tables.file).where(file.sha256 == sha256)).one()
            issue = issue_of(connection, row.issue_id)
            documents = tuple(tagged.document for tagged in connection.execute(of_documents).scalars())
        own = [finding for one in documents for finding in one.findings]
        return ParsedFile(
            sha256,
            issue,
            self.pages(sha256),
            documents,
            _without(row.findings or (), own),
            row.signed_at,
            row.signatures or (),
        )


def _without(findings: Sequence[Finding], known: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings of the file itself: without those of its documents, and without those that storing makes."""
    left = [finding for finding in findings if finding.code not in ABOUT_THE_ISSUE]
    for finding in known:
        if finding in left:
            left.remove(finding)
    return tuple(left)
