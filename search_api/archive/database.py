"""The database behind the archive: SQLite by default, PostgreSQL by its address.

SQLite runs with WAL and synchronous=FULL, so that a committed row survives a power cut (promise P1), and with write
transactions that take the lock at once, so that two writers wait for each other instead of failing half-way.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import ConnectionPoolEntry

from search_api.errors import ArchiveBroken, ArchiveBusy, NotFound

BUSY_MILLISECONDS = 30_000
"""How long a writer waits for another; storing a 500-page file takes about a second."""

WRITES = "congbao_writes"

RACES = 3
"""Times that a transaction is done anew because another writer was faster."""

RACE_STATES = ("40001", "40P01")
"""SQLSTATE of PostgreSQL: serialization_failure, deadlock_detected."""

UNHELD = (OverflowError, UnicodeEncodeError)
"""What SQLite's driver says of a number beyond 64 bits and of half a character; PostgreSQL's has DataError for all."""

T = TypeVar("T")


class Database:
    """Connections to the archive.

    Raises ArchiveBusy when it is locked, out of reach or has no connection free, ArchiveBroken when it is damaged.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.url.drivername == "postgresql":  # whichever driver SQLAlchemy would choose: this one comes with dbos
            self.url = self.url.set(drivername="postgresql+psycopg")
        if self.is_sqlite and self.url.database:
            _make_folder(Path(self.url.database).parent)
        self.engine: Engine = create_engine(self.url)
        event.listen(self.engine, "handle_error", _nothing_there)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _set_pragmas)
            event.listen(self.engine, "begin", _begin)

    @property
    def is_sqlite(self) -> bool:
        """Whether the archive is a SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database throughout.

        Raises:
            NotFound: it is asked for a value that the database cannot hold, so nothing is there under it.
        """
        with _our_errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in one transaction: all of it is committed at the end, or nothing."""
        with _our_errors(), self.engine.connect() as connection:
            connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    def settle(self, write: Callable[[Connection], T]) -> T:
        """What `write` gives, done in one transaction of its own; done anew where another one was faster.

        Two that look first and insert then may both find nothing: on PostgreSQL the slower one fails by a constraint
        or a deadlock, and sees at its next look what the faster one wrote. SQLite has one writer at a time.
        """
        for _ in range(RACES):
            try:
                with self.writing() as connection:
                    return write(connection)
            except (IntegrityError, ArchiveBusy) as error:
                if not _lost_a_race(error):
                    raise
        with self.writing() as connection:
            return write(connection)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _lost_a_race(error: Exception) -> bool:
    """Whether a constraint, a deadlock or a failed serialisation may come from another writer."""
    cause = error.__cause__ if isinstance(error, ArchiveBusy) else error
    state = getattr(getattr(cause, "orig", None), "sqlstate", None)
    return isinstance(error, IntegrityError) or state in RACE_STATES


def _nothing_there(context: ExceptionContext) -> None:
    """Under a value that the database cannot hold nothing is found: NUL in a text of PostgreSQL, a long number.

    What is to be written must be right before: there such a value stays an error of ours.
    """
    unheld = isinstance(context.original_exception, UNHELD) or isinstance(context.sqlalchemy_exception, DataError)
    writes = context.connection is not None and WRITES in context.connection.get_execution_options()
    if unheld and not writes:
        raise NotFound(str(context.original_exception)) from context.original_exception


@contextmanager
def _our_errors() -> Iterator[None]:
    try:
        yield
    except NoConnectionFree as error:
        raise ArchiveBusy(str(error)) from error
    except OperationalError as error:
        raise ArchiveBusy(str(error.orig)) from error
    except DatabaseError as error:
        if type(error.orig) is sqlite3.DatabaseError:  # "not a database", "disk image is malformed"
            raise ArchiveBroken(str(error.orig)) from error
        raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveBusy(str(error)) from error


def _set_pragmas(connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver's own BEGIN is deferred; ours stands in `_begin`
    for pragma in (
        f"busy_timeout={BUSY_MILLISECONDS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")
