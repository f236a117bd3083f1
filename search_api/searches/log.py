"""The search log: how often what was asked, hour by hour, what was found, and which hits were followed.

Counts, no events: no address, no session, no user, no minute. Queries that look like somebody's own are not kept
(`private`). Counts are gathered in memory and written twice a minute, so that no search waits for the disk; those of
the last half minute are lost when the process is killed.
"""

import datetime as dt
import logging
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Table, case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.moments import now
from search_api.errors import SearchApiError
from search_api.query.hits import SearchPage
from search_api.query.request import Filters, SearchQuery
from search_api.query.syllables import fold
from search_api.searches.private import kept_form

log = logging.getLogger(__name__)

POPULAR_HOURS = 12
"""Hours in which a query was asked before it is shown to everybody. Nobody is told apart here, so that one who asks the
same a dozen times over days still gets it shown: what may be shown at all is for `suggestible` to say."""

POPULAR_DAYS = 4
"""Days on which it was: what one person looks for during one matter, or writes in on an afternoon, is nobody else's."""

OFTEN_HOURS = 3
"""Hours in which a query was asked before editors are shown it as one that is asked often."""

REPEATED_HOURS = 2
"""Hours in which a query without results was asked before editors are shown it."""

SECONDS_BETWEEN = 30.0
MOST_WAITING = 5_000
"""Different counts that wait to be written; what comes beyond is not counted."""

MOST_POPULAR = 2_000
DEEPEST_RANK = 1_000
_ID_LENGTH = 12

_Asked = tuple[dt.date, int, str]
_Click = tuple[dt.date, int, str, str, int]
"""Day, hour, words; of a click also the document and its rank."""


@dataclass(frozen=True, slots=True)
class Popular:
    """A query that is asked often: in how many hours, how often in all."""

    text: str
    hours: int
    asked: int


class SearchLog(Protocol):
    """What pages use; `SilentLog` keeps nothing."""

    def asked(self, query: SearchQuery, page: SearchPage) -> None:
        """Somebody searched and was given this page."""

    def clicked(self, text: str, document_id: str, rank: int) -> None:
        """Somebody followed the hit at this place, counted from 1."""

    def popular(self, prefix: str = "", most: int = 10) -> tuple[Popular, ...]:
        """Queries that everybody may be shown, the most asked first; accents may lack."""

    def often(self, most: int = 100) -> tuple[Popular, ...]:
        """Queries that found something when they were asked last, the most asked first; for editors."""

    def without_results(self, most: int = 100) -> tuple[Popular, ...]:
        """Queries that found nothing when they were asked last, the most asked first; for editors."""

    def close(self) -> None:
        """Write what waits."""


class SilentLog:
    """A `SearchLog` that is switched off."""

    def asked(self, query: SearchQuery, page: SearchPage) -> None:
        """Keep nothing."""

    def clicked(self, text: str, document_id: str, rank: int) -> None:
        """Keep nothing."""

    def popular(self, prefix: str = "", most: int = 10) -> tuple[Popular, ...]:  # noqa: ARG002 - the log's own
        """Give nothing."""
        return ()

    def often(self, most: int = 100) -> tuple[Popular, ...]:  # noqa: ARG002 - the log's own
        """Give nothing."""
        return ()

    def without_results(self, most: int = 100) -> tuple[Popular, ...]:  # noqa: ARG002 - the log's own
        """Give nothing."""
        return ()

    def close(self) -> None:
        """Do nothing."""


class CountingLog:
    """A `SearchLog` in the archive's database, which forgets after `days`."""

    def __init__(
        self,
        database: Database,
        days: int,
        clock: Callable[[], dt.datetime] = now,
        seconds_between: float = SECONDS_BETWEEN,
    ) -> None:
        self._database = database
        self._days = days
        self._clock = clock
        self._seconds = seconds_between
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._asked: Counter[_Asked] = Counter()
        self._found: dict[_Asked, int] = {}
        self._clicks: Counter[_Click] = Counter()
        self._timer: threading.Timer | None = None
        self._popular: tuple[dt.datetime, tuple[tuple[str, Popular], ...]] | None = None

    def asked(self, query: SearchQuery, page: SearchPage) -> None:
        """Count a search whose words alone were answered; the number found is that of the hour's last.

        What a search found under filters, on a day, as typed or by less says nothing of its words: it is not counted.
        """
        kept = kept_form(query.text)
        if kept is None or page.by_less or not _is_of_words_alone(query):
            return
        key = (*self._hour(), kept)
        with self._lock:
            if key in self._asked or len(self._asked) < MOST_WAITING:
                self._asked[key] += 1
                self._found[key] = page.total
                self._write_later()

    def clicked(self, text: str, document_id: str, rank: int) -> None:
        """Count a followed hit; what cannot be one is left out."""
        kept = kept_form(text)
        if kept is None or not 1 <= rank <= DEEPEST_RANK or not _is_id(document_id):
            return
        with self._lock:
            if len(self._clicks) < MOST_WAITING:
                self._clicks[(*self._hour(), kept, document_id, rank)] += 1
                self._write_later()

    def popular(self, prefix: str = "", most: int = 10) -> tuple[Popular, ...]:
        """Queries that find something, asked in many hours and days; read from the database once in five minutes."""
        wanted = fold(prefix).strip()
        found = (each for folded, each in self._most_asked() if folded.startswith(wanted))
        return tuple(each for each, _ in zip(found, range(most), strict=False))

    def often(self, most: int = 100) -> tuple[Popular, ...]:
        """Queries that found something in the last hour in which they were asked."""
        return self._summed(OFTEN_HOURS, 1, most, found=True)

    def without_results(self, most: int = 100) -> tuple[Popular, ...]:
        """Queries that found nothing in the last hour in which they were asked."""
        return self._summed(REPEATED_HOURS, 1, most, found=False)

    def flush(self) -> None:
        """Write what waits, and forget what is older than the log's days.

        Raises:
            ArchiveBusy: the database is locked or out of reach; the counts wait on.
        """
        with self._writing:
            with self._lock:
                asked, found, clicks = self._asked, self._found, self._clicks
                self._asked, self._found, self._clicks = Counter(), {}, Counter()
                self._timer = None
            try:
                self._write(asked, found, clicks)
            except SearchApiError:
                with self._lock:
                    self._asked += asked
                    self._found = found | self._found
                    self._clicks += clicks
                raise

    def close(self) -> None:
        """Write what waits: also what is being written at this moment, and what a busy database did not take."""
        with self._lock:
            timer = self._timer
        if timer:
            timer.cancel()
        with self._writing, self._lock:
            waits = bool(self._asked or self._clicks)
        if waits:
            self._flush_quietly()

    def _write(self, asked: Counter[_Asked], found: dict[_Asked, int], clicks: Counter[_Click]) -> None:
        oldest = self._clock().date() - dt.timedelta(days=self._days)
        with self._database.writing() as connection:
            for (day, hour, text), times in asked.items():
                row = {"day": day, "hour": hour, "text": text, "asked": times, "found": found[day, hour, text]}
                connection.execute(self._added(tables.search_count, row, "asked"))
            for (day, hour, text, document_id, rank), times in clicks.items():
                row = {"day": day, "hour": hour, "text": text, "document_id": document_id, "rank": rank}
                connection.execute(self._added(tables.search_click, row | {"clicks": times}, "clicks"))
            for table in (tables.search_count, tables.search_click):
                connection.execute(delete(table).where(table.c.day < oldest))

    def _write_later(self) -> None:
        """Have the counts written soon; the lock must be held."""
        if self._timer is None:
            self._timer = threading.Timer(self._seconds, self._flush_quietly)
            self._timer.daemon = True
            self._timer.start()

    def _flush_quietly(self) -> None:
        try:
            self.flush()
        except SearchApiError as error:  # counts are no reason to disturb anybody: they wait for the next time
            log.warning("search log: %s", error)

    def _added(self, table: Table, row: dict[str, Any], counted: str) -> Any:
        """Adds a row, or its count to the row that is there."""
        dialect = sqlite if self._database.is_sqlite else postgresql
        insert = dialect.insert(table).values(row)
        changed = {counted: table.c[counted] + insert.excluded[counted]}
        if "found" in row:
            changed["found"] = insert.excluded.found
        return insert.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=changed)

    def _most_asked(self) -> tuple[tuple[str, Popular], ...]:
        moment = self._clock()
        if self._popular is None or moment - self._popular[0] > dt.timedelta(minutes=5):
            popular = self._summed(POPULAR_HOURS, POPULAR_DAYS, MOST_POPULAR, found=True)
            self._popular = (moment, tuple((fold(each.text), each) for each in popular))
        return self._popular[1]

    def _summed(self, hours: int, days: int, most: int, *, found: bool) -> tuple[Popular, ...]:
        """Queries asked in so many hours and days which found something, or nothing, in the last of these hours."""
        column = tables.search_count.c
        latest = func.row_number().over(partition_by=column.text, order_by=(column.day.desc(), column.hour.desc()))
        counted = select(column.text, column.day, column.asked, column.found, latest.label("age")).subquery()
        each, asked, times = counted.c, func.sum(counted.c.asked), func.count()
        last = func.sum(case((each.age == 1, each.found), else_=0))
        query = (
            select(each.text, times, asked)
            .group_by(each.text)
            .having(times >= hours, func.count(each.day.distinct()) >= days, last > 0 if found else last == 0)
            .order_by(asked.desc(), each.text)
            .limit(most)
        )
        with self._database.reading() as connection:
            return tuple(Popular(text, int(n), int(total)) for text, n, total in connection.execute(query))

    def _hour(self) -> tuple[dt.date, int]:
        moment = self._clock()
        return moment.date(), moment.hour


def _is_of_words_alone(query: SearchQuery) -> bool:
    """Whether it is the first page of what its words find, without filters, on today's day, read as all are read."""
    chosen = query.filters != Filters() or query.as_of is not None or query.verbatim
    return not chosen and query.page == 1 and query.cursor is None


def _is_id(text: str) -> bool:
    return len(text) == _ID_LENGTH and text.isascii() and text.isalnum()
