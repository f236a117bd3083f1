"""Readings that were asked for on top of what is stored: each waits beside it until a person takes it or drops it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from ingest.document import ParsedFile, Progress
from ingest.request import ReadRequest
from nlp.annotation import TaggedDocument
from search_api.archive import tables
from search_api.archive.corrections import reading_of
from search_api.archive.database import Database
from search_api.archive.documents import store_reading
from search_api.archive.entries import Rereading, RereadingState, Version
from search_api.archive.files import note
from search_api.archive.moments import now

OPEN: tuple[RereadingState, ...] = ("waiting", "reading")


class Rereadings:
    """Keeps readings until they are decided on, and what they replaced (promise: nothing is replaced unseen)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(self, sha256: str, request: ReadRequest, actor: str | None) -> int:
        """Enter a wish to read a file, or pages of it, once more; gives its id. The same open wish is one."""
        column = tables.rereading.c
        open_ones = select(column.id, column.request).where(column.file_sha256 == sha256, column.state.in_(OPEN))
        with self._database.writing() as connection:
            for row in connection.execute(open_ones):
                if row.request == request:
                    return int(row.id)
            values = {"file_sha256": sha256, "asked_at": now(), "asked_by": actor, "request": request}
            made = tables.rereading.insert().values(**values, state="waiting").returning(column.id)
            wanted: int = connection.execute(made).scalar_one()
            note(connection, sha256, "reread", actor, f"rereading {wanted}")
            return wanted

    def get(self, wanted: int) -> Rereading | None:
        """The wish of this id, or None."""
        query = select(*_shown()).where(tables.rereading.c.id == wanted)
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return _rereading(row) if row else None

    def undecided(self) -> tuple[Rereading, ...]:
        """Wishes that are being fulfilled, or whose result nobody has decided on, the oldest first."""
        column = tables.rereading.c
        query = select(*_shown()).where(column.state.in_((*OPEN, "ready"))).order_by(column.id)
        with self._database.reading() as connection:
            return tuple(_rereading(row) for row in connection.execute(query))

    def unfinished(self) -> tuple[int, ...]:
        """Ids of the wishes that a crash or a stop left unfulfilled, the oldest first."""
        column = tables.rereading.c
        query = select(column.id).where(column.state.in_(OPEN)).order_by(column.id)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def begin(self, wanted: int) -> int:
        """Set a wish to `reading`, on top of what is stored now; gives the number of this attempt."""
        column, file = tables.rereading.c, tables.file.c
        stored = select(file.read_at).where(file.sha256 == column.file_sha256).scalar_subquery()
        values = {"state": "reading", "stage": "opening", "done": 0, "total": 0, "of_reading_at": stored}
        begun = _change(wanted).values(**values, attempts=column.attempts + 1).returning(column.attempts)
        with self._database.writing() as connection:
            return int(connection.execute(begun).scalar_one())

    def progress(self, wanted: int, progress: Progress) -> None:
        """Write how far the reading is."""
        self._write(wanted, stage=progress.stage, done=progress.done, total=progress.total)

    def ready(self, wanted: int, parsed: ParsedFile, tagged: Sequence[TaggedDocument]) -> None:
        """Keep what was read beside what is stored."""
        self._write(wanted, state="ready", stage=None, parsed=parsed, tagged=tuple(tagged), ended_at=now())

    def fail(self, wanted: int, reason: str, remedy: str) -> None:
        """End a wish that came to nothing: what is stored stays."""
        self._write(wanted, state="failed", stage=None, reason=reason, remedy=remedy, ended_at=now())

    def result(self, wanted: int) -> tuple[ParsedFile, tuple[TaggedDocument, ...]] | None:
        """What was read, while nobody has decided; None before and after."""
        column = tables.rereading.c
        query = select(column.parsed, column.tagged).where(column.id == wanted, column.state == "ready")
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return (row.parsed, row.tagged) if row else None

    def drop(self, wanted: int, actor: str | None) -> bool:
        """Keep what is stored and forget the new reading; False when it was decided on already."""
        values = {"state": "dropped", "parsed": None, "tagged": None, "ended_at": now(), "decided_by": actor}
        column = tables.rereading.c
        dropped = _change(wanted).where(column.state.in_(("ready", "failed"))).values(**values)
        with self._database.writing() as connection:
            sha256 = connection.execute(dropped.returning(column.file_sha256)).scalar_one_or_none()
            if sha256:
                note(connection, sha256, "kept", actor, f"rereading {wanted}")
            return sha256 is not None

    def use(self, wanted: int, actor: str | None) -> bool:
        """Put the new reading in the place of what is stored, which becomes a version; all of it or nothing.

        False, and nothing is changed, when the stored reading is not the one on top of which this was read, or when
        the wish was decided on already.
        """
        return self._database.settle(lambda connection: _use(connection, wanted, actor))

    def versions(self, sha256: str) -> tuple[Version, ...]:
        """The readings of a file that were replaced, the newest first."""
        column = tables.version.c
        shown = (column.number, column.read_by, column.read_at, column.replaced_at, column.replaced_by)
        query = select(*shown, column.document_ids).where(column.file_sha256 == sha256).order_by(column.number.desc())
        with self._database.reading() as connection:
            return tuple(Version(*row) for row in connection.execute(query))

    def version(self, sha256: str, number: int) -> ParsedFile | None:
        """A replaced reading as it was, or None."""
        column = tables.version.c
        query = select(column.parsed).where(column.file_sha256 == sha256, column.number == number)
        with self._database.reading() as connection:
            found: ParsedFile | None = connection.execute(query).scalar_one_or_none()
        return found

    def _write(self, wanted: int, **values: object) -> None:
        with self._database.writing() as connection:
            connection.execute(_change(wanted).where(tables.rereading.c.state.in_(OPEN)).values(**values))


def _use(connection: Connection, wanted: int, actor: str | None) -> bool:
    column, file = tables.rereading.c, tables.file.c
    query = select(tables.rereading, file.read_at.label("stored_at"), file.read_by, file.state.label("file_state"))
    joined = query.join(tables.file, file.sha256 == column.file_sha256)
    locked = joined.where(column.id == wanted, column.state == "ready").with_for_update()  # PostgreSQL: no other writer
    row = connection.execute(locked).one_or_none()
    if row is None or row.stored_at != row.of_reading_at or row.file_state not in ("read", "partial"):
        return False
    old, ids = reading_of(connection, row.file_sha256)
    count = select(func.count()).select_from(tables.version).where(tables.version.c.file_sha256 == row.file_sha256)
    number = connection.execute(count).scalar_one() + 1
    values = {"file_sha256": row.file_sha256, "number": number, "read_by": row.read_by, "read_at": row.stored_at}
    values |= {"replaced_at": now(), "replaced_by": actor, "document_ids": ids, "parsed": old}
    connection.execute(tables.version.insert().values(values))
    store_reading(connection, row.parsed, row.tagged)
    used = {"state": "used", "parsed": None, "tagged": None, "ended_at": now(), "decided_by": actor}
    connection.execute(_change(wanted).values(used))
    note(connection, row.file_sha256, "replaced", actor, f"rereading {wanted}, version {number} kept")
    return True


def _change(wanted: int) -> Any:
    return update(tables.rereading).where(tables.rereading.c.id == wanted)


def _shown() -> list[Any]:
    return [column for column in tables.rereading.c if column.name not in ("parsed", "tagged")]


def _rereading(row: Row[Any]) -> Rereading:
    ended: dt.datetime | None = row.ended_at
    return Rereading(
        id=row.id,
        file_sha256=row.file_sha256,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        request=row.request,
        state=row.state,
        stage=row.stage,
        done=row.done,
        total=row.total,
        reason=row.reason,
        remedy=row.remedy,
        attempts=row.attempts,
        ended_at=ended,
        decided_by=row.decided_by,
    )
