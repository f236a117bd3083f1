"""Numbers and titles of all documents, for suggestions: one light query, nothing is unpacked."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from search_api.archive import tables
from search_api.archive.database import Database

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Named:
    """A document by what it is called."""

    id: str
    slug: str
    number: str | None
    type: str | None
    title: str | None
    issued_on: dt.date | None


class Names:
    """Reads what documents are called."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Iterator[Named]:
        """Every document by id, one of several parts once, some thousands in memory at a time."""
        column = tables.document.c
        wanted = select(column.id, column.slug, column.number, column.type, column.title, column.issued_on)
        wanted = wanted.where(_is_whole()).order_by(column.id).limit(BATCH)
        last = ""
        while True:
            with self._database.reading() as connection:
                rows = connection.execute(wanted.where(column.id > last)).all()
            if not rows:
                return
            yield from (Named(*row) for row in rows)
            last = rows[-1].id

    def state(self) -> tuple[int, dt.datetime | None]:
        """Changes when documents come, go, are read again, corrected or joined: how many there are, the last reading.

        The day on which a document was stored does not do: it is kept over another reading and a clerk's correction.
        """
        count = select(func.count()).select_from(tables.document).where(_is_whole())
        last = select(func.max(tables.file.c.read_at))
        with self._database.reading() as connection:
            held, read_at = connection.execute(select(count.scalar_subquery(), last.scalar_subquery())).one()
        return int(held), read_at


def _is_whole() -> ColumnElement[bool]:
    column = tables.document.c
    return column.whole_id.is_(None) | (column.whole_id == column.id)
