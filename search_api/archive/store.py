"""The archive: everything that is known, but the originals (the vault's) and the index (which is derived)."""

from dataclasses import dataclass
from typing import Self

from search_api.archive.announced import Announced
from search_api.archive.corrections import Corrections
from search_api.archive.database import Database
from search_api.archive.documents import Documents
from search_api.archive.files import Files
from search_api.archive.issues import Issues
from search_api.archive.parts import Parts
from search_api.archive.refusals import Refusals
from search_api.archive.related import Related
from search_api.archive.rereadings import Rereadings
from search_api.archive.taggings import Taggings
from search_api.archive.upgrade import upgrade


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive's rooms over one database."""

    database: Database
    files: Files
    documents: Documents
    issues: Issues
    parts: Parts
    corrections: Corrections
    rereadings: Rereadings
    refusals: Refusals
    related: Related
    taggings: Taggings
    announced: Announced

    @classmethod
    def open(cls, database_url: str) -> Self:
        """Open the archive at a SQLAlchemy address and bring its tables up to date.

        Raises:
            ArchiveBusy: the database is locked or out of reach.
        """
        database = Database(database_url)
        upgrade(database)
        files = Files(database)
        issues, documents = Issues(database, files), Documents(database)
        return cls(
            database,
            files,
            documents,
            issues,
            Parts(database),
            Corrections(database),
            Rereadings(database),
            Refusals(database),
            Related(database),
            Taggings(database),
            Announced(database),
        )

    def close(self) -> None:
        """Close all connections."""
        self.database.close()
