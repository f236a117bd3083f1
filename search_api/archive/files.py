"""File rows: what was received, how far it is, how it ended."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Row, Select, func, select, update
from sqlalchemy.exc import IntegrityError

from ingest.document import Finding, Page, ParsedFile, Progress
from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.entries import FileEntry, FileState, PageText
from search_api.archive.moments import now
from search_api.errors import DocumentRefused, FileNotKnown

OPEN_STATES: tuple[FileState, ...] = ("received", "reading")

READ_STATES: tuple[FileState, ...] = ("read", "partial")

CHANGES = (*READ_STATES, "retagged", "loosened")
"""Kinds of events that tell of documents stored, tagged or joined otherwise."""

OLDEST_FIRST = (tables.file.c.received_at, tables.file.c.sha256)
"""The order of files by arrival; of two machines' files of one moment, too, one is always the first."""

MOST_PAGES = 100_000
"""No page has a higher number, whatever an address asks for; PostgreSQL keeps them in 32 bits."""


class Files:
    """Reads and writes file rows. Every change of state is also an event, so that its history can be told."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, sha256: str, name: str, size: int, received_from: str | None) -> bool:
        """Enter a received file; False when the same bytes are already there (promise P4), also in a race."""
        row = {
            "sha256": sha256,
            "name": name,
            "size": size,
            "received_at": now(),
            "received_from": received_from,
            "state": "received",
        }
        try:
            with self._database.writing() as connection:
                connection.execute(tables.file.insert().values(row))
                note(connection, sha256, "received", received_from, name)
        except IntegrityError:
            self.note(sha256, "repeated", received_from, name)
            return False
        return True

    def note(self, sha256: str, kind: str, actor: str | None = None, detail: str | None = None) -> None:
        """Add an event to the file's history."""
        with self._database.writing() as connection:
            note(connection, sha256, kind, actor, detail)

    def get(self, sha256: str) -> FileEntry | None:
        """The file of this sha256, or None."""
        return next(iter(self._entries(_files().where(tables.file.c.sha256 == sha256))), None)

    def known(self, sha256: str) -> FileEntry:
        """The file of this sha256; raises FileNotKnown."""
        found = self.get(sha256)
        if found is None:
            raise FileNotKnown(sha256)
        return found

    def latest(self, limit: int, offset: int = 0, *, for_review: bool = False) -> tuple[FileEntry, ...]:
        """Files, the newest received first; with `for_review` those with a document that fails a quality gate."""
        newest = _files().order_by(tables.file.c.received_at.desc(), tables.file.c.sha256)
        if for_review:
            document = tables.document.c
            newest = newest.where(tables.file.c.sha256.in_(select(document.file_sha256).where(document.needs_review)))
        return self._entries(newest.limit(limit).offset(offset))

    def being_read(self) -> tuple[FileEntry, ...]:
        """The files that a worker reads now, or read when it was killed."""
        return self._entries(_files().where(tables.file.c.state == "reading").order_by(*OLDEST_FIRST))

    def of_issues(self, issue_ids: Sequence[str]) -> dict[str, tuple[FileEntry, ...]]:
        """For each issue the files that it was read from, by name."""
        column = tables.file.c
        found: dict[str, tuple[FileEntry, ...]] = dict.fromkeys(issue_ids, ())
        for entry in self._entries(_files().where(column.issue_id.in_(issue_ids)).order_by(column.name, column.sha256)):
            if entry.issue_id:
                found[entry.issue_id] += (entry,)
        return found

    def unfinished(self) -> tuple[str, ...]:
        """The sha256 of each file that was received and has not come to its end, oldest first."""
        column = tables.file.c
        query = select(column.sha256).where(column.state.in_(OPEN_STATES)).order_by(*OLDEST_FIRST)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def unindexed(self, *, refused: bool = True) -> tuple[str, ...]:
        """The sha256 of each read file whose documents are not in the search index yet, the oldest received first.

        `refused`: also those with a document that the index has refused.
        """
        column = tables.file.c
        query = select(column.sha256).where(column.state.in_(READ_STATES), column.indexed_at.is_(None))
        if not refused:
            query = query.where(column.reason.is_(None))
        with self._database.reading() as connection:
            return tuple(connection.execute(query.order_by(*OLDEST_FIRST)).scalars())

    def counts(self) -> dict[str, int]:
        """How many files are in each state."""
        query = select(tables.file.c.state, func.count().label("files")).group_by(tables.file.c.state)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return {row.state: row.files for row in rows}

    def pages(self) -> tuple[int, int]:
        """How many pages were read, and how many of them by OCR."""
        column = tables.file.c
        query = select(func.coalesce(func.sum(column.pages), 0), func.coalesce(func.sum(column.pages_by_ocr), 0))
        with self._database.reading() as connection:
            pages, by_ocr = connection.execute(query).one()
            return int(pages), int(by_ocr)

    def page(self, sha256: str, number: int) -> PageText | None:
        """The read text of one page, or None when there is no such page."""
        if not 1 <= number <= MOST_PAGES:
            return None
        column = tables.page.c
        count = select(func.count()).select_from(tables.page).where(column.file_sha256 == sha256)
        query = select(column.page, count.scalar_subquery()).where(
            column.file_sha256 == sha256, column.number == number
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        return PageText(sha256, cast("Page", row[0]), row[1]) if row else None

    def round(self, sha256: str) -> int:
        """How often the file was set back to be read again."""
        query = select(tables.file.c.round).where(tables.file.c.sha256 == sha256)
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def begin(self, sha256: str) -> int:
        """Set the file to `reading`; gives the number of this attempt."""
        with self._database.writing() as connection:
            attempt: int = connection.execute(
                _change(sha256)
                .values(
                    state="reading",
                    reason=None,
                    remedy=None,
                    retryable=False,
                    attempts=tables.file.c.attempts + 1,
                    stage="opening",
                    done=0,
                    total=0,
                )
                .returning(tables.file.c.attempts)
            ).scalar_one()
            note(connection, sha256, "reading", None, f"attempt {attempt}")
        return attempt

    def reopen(self, sha256: str, actor: str | None = None) -> None:
        """Set a finished file back to `received`, to be read again; its documents stay until it is read."""
        values = {"state": "received", "attempts": 0, "reason": None, "remedy": None, "indexed_at": None}
        with self._database.writing() as connection:
            connection.execute(_change(sha256).values(**values, round=tables.file.c.round + 1))
            note(connection, sha256, "reopened", actor, None)

    def progress(self, sha256: str, progress: Progress) -> None:
        """Write how far the reading is."""
        values = {"stage": progress.stage, "done": progress.done, "total": progress.total}
        with self._database.writing() as connection:
            connection.execute(_change(sha256).where(tables.file.c.state == "reading").values(values))

    def stage(self, sha256: str, stage: str) -> None:
        """Write which stage after the reading the file is in."""
        with self._database.writing() as connection:
            connection.execute(_change(sha256).values(stage=stage))

    def refuse(self, sha256: str, reason: str, remedy: str, *, retryable: bool) -> None:
        """End the file as refused: its bytes stay, its reason is shown."""
        with self._database.writing() as connection:
            connection.execute(
                _change(sha256).values(
                    state="refused", reason=reason, remedy=remedy, retryable=retryable, stage=None, done=0, total=0
                )
            )
            connection.execute(tables.reading.delete().where(tables.reading.c.file_sha256 == sha256))
            note(connection, sha256, "refused", None, reason)

    def may_try_again(self, sha256: str) -> bool:
        """Whether the file was refused for a reason that may have passed (a timeout, a full disk)."""
        column = tables.file.c
        query = select(column.retryable).where(column.sha256 == sha256, column.state == "refused")
        with self._database.reading() as connection:
            return bool(connection.execute(query).scalar_one_or_none())

    def keep_reading(self, parsed: ParsedFile) -> None:
        """Keep what was read until it is stored, so that a crash in between costs no second OCR."""
        with self._database.writing() as connection:
            connection.execute(tables.reading.delete().where(tables.reading.c.file_sha256 == parsed.sha256))
            connection.execute(tables.reading.insert().values(file_sha256=parsed.sha256, parsed=parsed))

    def kept_reading(self, sha256: str) -> ParsedFile | None:
        """What was read and not stored yet, or None."""
        query = select(tables.reading.c.parsed).where(tables.reading.c.file_sha256 == sha256)
        with self._database.reading() as connection:
            return cast("ParsedFile | None", connection.execute(query).scalar_one_or_none())

    def changed(self, sha256: str) -> int:
        """A number that rises when the file's documents are stored, tagged or joined otherwise; 0 before the first."""
        with self._database.reading() as connection:
            return _changed(connection, sha256)

    def indexed(self, sha256: str, changed: int | None = None) -> None:
        """Note that the file's documents are in the search index: as they now are, or as when `changed` was so much.

        Where they have changed since, the file waits for the index again, also if another machine has put it meanwhile:
        of the two records the older one may have come last.
        """
        with self._database.writing() as connection:
            if changed not in (None, _changed_and_held(connection, sha256)):
                connection.execute(_change(sha256).values(indexed_at=None))
                return
            connection.execute(_change(sha256).values(indexed_at=now(), stage=None, reason=None, remedy=None))
            note(connection, sha256, "indexed", None, None)

    def refused_by_index(self, sha256: str, ids: Collection[str], changed: int | None = None) -> None:
        """Note that the index refuses these documents of a read file; as `indexed`, unless they have changed since."""
        told, detail = DocumentRefused, ", ".join(sorted(ids))
        with self._database.writing() as connection:
            if changed not in (None, _changed_and_held(connection, sha256)):
                return
            values = {"indexed_at": None, "stage": None, "reason": told.reason, "remedy": told.remedy}
            connection.execute(_change(sha256).values(values))
            note(connection, sha256, "unindexable", None, detail)

    def history(self, sha256: str) -> tuple[tuple[dt.datetime, str, str | None, str | None], ...]:
        """The file's events, oldest first: when, what, who, detail."""
        column = tables.event.c
        query = select(column.at, column.kind, column.actor, column.detail).where(column.file_sha256 == sha256)
        with self._database.reading() as connection:
            return tuple(
                (at, kind, actor, detail) for at, kind, actor, detail in connection.execute(query.order_by(column.id))
            )

    def _entries(self, query: Select[Any]) -> tuple[FileEntry, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
            ids = _document_ids(connection, [row.sha256 for row in rows])
        return tuple(_entry(row, ids.get(row.sha256, ())) for row in rows)


def _files() -> Select[Any]:
    return select(tables.file)


def _change(sha256: str) -> Any:
    return update(tables.file).where(tables.file.c.sha256 == sha256)


def _changed(connection: Connection, sha256: str) -> int:
    column = tables.event.c
    query = select(func.coalesce(func.max(column.id), 0))
    query = query.where(column.file_sha256 == sha256, column.kind.in_(CHANGES))
    return int(connection.execute(query).scalar_one())


def _changed_and_held(connection: Connection, sha256: str) -> int:
    """As `_changed`, in a transaction that writes: on PostgreSQL who changes documents changes their file's row too."""
    connection.execute(select(tables.file.c.sha256).where(tables.file.c.sha256 == sha256).with_for_update())
    return _changed(connection, sha256)


def note(connection: Connection, sha256: str, kind: str, actor: str | None, detail: str | None) -> None:
    """Add an event to a file's history, within a transaction."""
    row = {"file_sha256": sha256, "at": now(), "kind": kind, "actor": actor, "detail": detail}
    connection.execute(tables.event.insert().values(row))


def _document_ids(connection: Connection, sha256s: Sequence[str]) -> dict[str, tuple[str, ...]]:
    column = tables.document.c
    query = select(column.file_sha256, column.id).where(column.file_sha256.in_(sha256s)).order_by(column.ordinal)
    ids: dict[str, tuple[str, ...]] = {}
    for sha256, document_id in connection.execute(query):
        ids[sha256] = (*ids.get(sha256, ()), document_id)
    return ids


def _entry(row: Row[Any], document_ids: tuple[str, ...]) -> FileEntry:
    findings: tuple[Finding, ...] = row.findings or ()
    return FileEntry(
        sha256=row.sha256,
        name=row.name,
        size=row.size,
        received_at=row.received_at,
        state=row.state,
        reason=row.reason,
        remedy=row.remedy,
        stage=row.stage,
        done=row.done,
        total=row.total,
        issue_id=row.issue_id,
        document_ids=document_ids,
        findings=findings,
        received_from=row.received_from,
        pages=row.pages,
        signed_at=row.signed_at,
        signatures=row.signatures or (),
        indexed=row.indexed_at is not None,
        quality=row.quality,
    )
