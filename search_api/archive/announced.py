"""What followers of a search were told of each document, so that a feed tells of what is new and of nothing twice.

The index is derived and may be built anew at any time; when it first held a document saying what it says is therefore
kept here. A document that the index gave up is forgotten: should it come back, it is news.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from sqlalchemy import Connection, delete, func, insert, select, update

from search_api.archive import tables
from search_api.archive.database import Database

_AT_ONCE = 400
"""Values in one comparison; SQLite takes some thousands of parameters in a statement."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a document said when the index last held it, with its topics, and since when searches find it so.

    `said_at` is since when it says that, `found_at` the same or, where topics were added since, when. `digest` is None
    for documents that were told before digests were kept.
    """

    digest: str | None
    topics: tuple[str, ...]
    said_at: dt.datetime
    found_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Telling:
    """A document that is told otherwise from now on: `before` is what was kept of it, None where nothing was."""

    id: str
    before: Told | None
    now: Told


class Announced:
    """Keeps, for each searchable document, what was told of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, ids: Iterable[str]) -> dict[str, Told]:
        """What was told of these documents, as far as anything was."""
        found: dict[str, Told] = {}
        with self._database.reading() as connection:
            for some in _some(ids):
                found |= _told(connection, some)
        return found

    def waiting(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of these documents whose files were stored anew and still wait for the index."""
        document, file = tables.document.c, tables.file.c
        whole = select(func.coalesce(document.whole_id, document.id))
        waits = whole.join(tables.file, file.sha256 == document.file_sha256).where(file.indexed_at.is_(None))
        found: set[str] = set()
        with self._database.reading() as connection:
            for some in _some(ids):
                parts = document.id.in_(some) | document.whole_id.in_(some)
                found.update(connection.execute(waits.where(parts)).scalars())
        return frozenset(found)

    def marked(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of these documents whose standing or rank others have changed, unknown to the index so far."""
        restated = tables.restated.c.document_id
        with self._database.reading() as connection:
            every = (connection.execute(select(restated).where(restated.in_(some))).scalars() for some in _some(ids))
            return frozenset(chain.from_iterable(every))

    def keep(self, tellings: Sequence[Telling]) -> None:
        """Keep what is told from now on; what another process told meanwhile stays.

        Raises:
            ArchiveBusy: the database is locked or out of reach; what was not kept is told once more.
        """
        for at in range(0, len(tellings), _AT_ONCE):
            self._database.settle(partial(_keep, tellings=tellings[at : at + _AT_ONCE]))

    def forget(self, ids: Collection[str]) -> None:
        """Forget documents that the index holds no more; unknown ids are no error."""
        if not ids:
            return
        with self._database.writing() as connection:
            for some in _some(ids):
                connection.execute(delete(tables.announced).where(tables.announced.c.id.in_(some)))


def _told(connection: Connection, ids: Sequence[str]) -> dict[str, Told]:
    rows = connection.execute(select(tables.announced).where(tables.announced.c.id.in_(ids)))
    return {row.id: Told(row.digest, tuple(row.topics.split()), row.said_at, row.found_at) for row in rows}


def _keep(connection: Connection, tellings: Sequence[Telling]) -> None:
    table, column = tables.announced, tables.announced.c
    known = _told(connection, [each.id for each in tellings])
    for each in tellings:
        told = each.now
        values = {
            "digest": told.digest,
            "topics": " ".join(told.topics),
            "said_at": told.said_at,
            "found_at": told.found_at,
        }
        if known.get(each.id) != each.before:
            continue
        if each.before is None:
            connection.execute(insert(table).values(id=each.id, **values))
        else:
            connection.execute(update(table).where(column.id == each.id).values(values))


def _some(values: Iterable[str]) -> Iterator[list[str]]:
    wanted = list(values)
    return (wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE))
