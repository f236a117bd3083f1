"""What was refused at the door: no file of the archive, but nothing that was sent is lost without a word."""

from sqlalchemy import select

from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.entries import Refusal
from search_api.archive.moments import now


class Refusals:
    """Keeps who sent what, and why it was not taken."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        name: str,
        reason: str,
        remedy: str,
        *,
        received_from: str | None = None,
        sha256: str | None = None,
        size: int | None = None,
    ) -> None:
        """Enter a refusal; `sha256` where the bytes are kept. The same again only moves it to the front."""
        column = tables.refusal.c
        same = (column.name == name, column.reason == reason, column.sha256.is_not_distinct_from(sha256))
        row = {"at": now(), "name": name, "received_from": received_from, "reason": reason, "remedy": remedy}
        with self._database.writing() as connection:
            known = connection.execute(select(column.id).where(*same)).scalars().first()
            if known is None:
                connection.execute(tables.refusal.insert().values(**row, sha256=sha256, size=size))
            else:
                connection.execute(tables.refusal.update().where(column.id == known).values(row))

    def latest(self, limit: int = 30) -> tuple[Refusal, ...]:
        """The last refusals, the newest first."""
        column = tables.refusal.c
        with self._database.reading() as connection:
            rows = connection.execute(select(tables.refusal).order_by(column.at.desc(), column.id.desc()).limit(limit))
            return tuple(Refusal(**row) for row in rows.mappings())

    def get(self, wanted: int) -> Refusal | None:
        """The refusal of this id, or None."""
        with self._database.reading() as connection:
            found = connection.execute(select(tables.refusal).where(tables.refusal.c.id == wanted)).mappings()
            row = found.one_or_none()
        return Refusal(**row) if row else None
