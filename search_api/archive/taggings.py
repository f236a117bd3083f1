"""Which version tagged the stored documents, and their tags replaced by newer ones."""

from collections.abc import Sequence

from sqlalchemy import func, or_, select, update

from nlp.annotation import TaggedDocument
from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.files import OLDEST_FIRST, note

_READ = ("read", "partial")


class Taggings:
    """Tags of documents that are stored already; the documents themselves are not touched."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def files(self, older_than: str | None = None) -> tuple[str, ...]:
        """Files with documents, in the order of their arrival; only those with one not tagged by `older_than`."""
        file, document = tables.file.c, tables.document.c
        query = select(file.sha256).join(tables.document, document.file_sha256 == file.sha256)
        query = query.where(file.state.in_(_READ))
        if older_than is not None:
            query = query.where(or_(document.tagged_by.is_(None), document.tagged_by != older_than))
        with self._database.reading() as connection:
            rows = connection.execute(query.group_by(file.sha256).order_by(*OLDEST_FIRST))
            return tuple(rows.scalars())

    def versions(self) -> dict[str, int]:
        """How many documents each version tagged; '' for those stored before versions were kept."""
        column = tables.document.c
        query = select(func.coalesce(column.tagged_by, ""), func.count()).group_by(column.tagged_by)
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def file_of(self, document_id: str) -> str | None:
        """The file of a document, or None."""
        column = tables.document.c
        with self._database.reading() as connection:
            found: str | None = connection.execute(
                select(column.file_sha256).where(column.id == document_id)
            ).scalar_one_or_none()
        return found

    def replace(self, sha256: str, tagged: Sequence[tuple[str, TaggedDocument]], *, changed: bool) -> None:
        """Put new tags in the place of the old ones, those of one file in one transaction.

        `changed`: the file waits for the index again, and is found by `files.unindexed` if the process dies now.
        """
        column, file = tables.document.c, tables.file.c
        with self._database.writing() as connection:
            for document_id, each in tagged:
                values = {
                    "tagged": each,
                    "tagged_by": each.tagged_by,
                    "effective_on": each.effective.date if each.effective else None,
                }
                connection.execute(update(tables.document).where(column.id == document_id).values(values))
            if changed:
                waits = update(tables.file).where(file.sha256 == sha256, file.state.in_(_READ))
                connection.execute(waits.values(stage="indexing", indexed_at=None, reason=None, remedy=None))
                note(connection, sha256, "retagged", None, tagged[0][1].tagged_by)
