"""The search log: counts by the hour, nothing of a person, forgotten in time."""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.store import Archive
from search_api.errors import ArchiveBusy
from search_api.query.hits import SearchPage
from search_api.query.request import Cursor, Filters, SearchQuery
from search_api.searches.log import CountingLog, Popular, SearchLog, SilentLog

START = dt.datetime(2026, 6, 1, 8, 15, tzinfo=dt.UTC)
ID = "k3v6c2qx7bna"


class Clock:
    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> dt.datetime:
        return self.moment

    def pass_hours(self, hours: float) -> None:
        self.moment += dt.timedelta(hours=hours)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    archive = Archive.open(f"sqlite:///{tmp_path / 'archive.sqlite'}")
    yield archive.database
    archive.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def counting(database: Database, clock: Clock) -> Iterator[CountingLog]:
    made = CountingLog(database, 90, clock)
    yield made
    made.close()


def ask(log: SearchLog, words: str, found: int) -> None:
    log.asked(SearchQuery(words), SearchPage(found, (), (), 1.0))


def ask_in_hours(
    counting: CountingLog, clock: Clock, words: str, hours: int, found: int = 5, apart: float = 10
) -> None:
    for _ in range(hours):
        ask(counting, words, found)
        clock.pass_hours(apart)
    counting.flush()


def rows(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(select(tables.search_count))]


def test_searches_of_an_hour_are_one_count(counting: CountingLog, database: Database) -> None:
    for words in ("Lương", "lương ", "LƯƠNG"):
        ask(counting, words, 3)
    counting.flush()
    ask(counting, "lương", 4)
    counting.flush()
    assert rows(database) == [(dt.date(2026, 6, 1), 8, "lương", 4, 4)]


def test_nothing_but_words_hours_and_counts_is_kept(database: Database) -> None:
    columns = {
        name: {column["name"] for column in inspect(database.engine).get_columns(name)}
        for name in ("search_count", "search_click")
    }
    assert columns["search_count"] == {"day", "hour", "text", "asked", "found"}
    assert columns["search_click"] == {"day", "hour", "text", "document_id", "rank", "clicks"}


def test_personal_data_reaches_neither_memory_nor_disk(counting: CountingLog, database: Database) -> None:
    for words in ("0912 345 678", "an@example.com", "cccd 001088012345"):
        ask(counting, words, 1)
        counting.clicked(words, ID, 1)
    assert not counting._asked
    assert not counting._clicks
    counting.flush()
    assert rows(database) == []


def test_only_what_was_asked_in_many_hours_and_days_is_shown_to_others(counting: CountingLog, clock: Clock) -> None:
    ask_in_hours(counting, clock, "thuế đất", 12)
    ask_in_hours(counting, clock, "việc riêng của tôi", 11)
    for _ in range(90):
        ask(counting, "hỏi mãi trong một giờ", 5)
    ask_in_hours(counting, clock, "cả hai ngày", 40, apart=1)
    ask_in_hours(counting, clock, "không tìm thấy gì", 14, found=0)
    assert counting.popular() == (Popular("thuế đất", 12, 12),)
    assert counting.popular("thue d") == counting.popular("Thuế Đ") == (Popular("thuế đất", 12, 12),)
    assert counting.popular("đất") == ()


def test_popular_queries_come_by_how_often_they_are_asked(counting: CountingLog, clock: Clock) -> None:
    for words, hours in (("một", 12), ("hai", 14), ("ba", 13)):
        ask_in_hours(counting, clock, words, hours)
    assert [each.text for each in counting.popular(most=2)] == ["hai", "ba"]


def test_editors_see_earlier_what_is_asked_often(counting: CountingLog, clock: Clock) -> None:
    for words, hours, found in (("hai giờ", 2, 5), ("ba giờ", 3, 5), ("không thấy", 3, 0)):
        ask_in_hours(counting, clock, words, hours, found, apart=1)
    assert [each.text for each in counting.often()] == ["ba giờ"]
    assert counting.popular() == ()


@pytest.mark.parametrize(
    "narrowed",
    [
        {"filters": Filters(types=("Luật",))},
        {"as_of": dt.date(2020, 1, 1)},
        {"verbatim": True},
        {"page": 2},
        {"cursor": Cursor()},
    ],
)
def test_what_was_found_of_more_than_the_words_is_not_counted(
    counting: CountingLog, clock: Clock, narrowed: dict[str, Any]
) -> None:
    ask_in_hours(counting, clock, "lương", 12)
    for found in (0, 7):
        counting.asked(SearchQuery("lương", **narrowed), SearchPage(found, (), (), 1.0))
        counting.asked(SearchQuery("chỉ có lọc", **narrowed), SearchPage(found, (), (), 1.0))
        counting.flush()
        clock.pass_hours(1)
    assert counting.popular() == (Popular("lương", 12, 12),)
    assert counting.without_results() == ()


def test_what_was_found_by_less_is_not_counted(counting: CountingLog, database: Database) -> None:
    counting.asked(SearchQuery("ông a ăn tiền"), SearchPage(900, (), (), 1.0, by_less=True))
    counting.flush()
    assert rows(database) == []


def test_what_was_found_last_counts(counting: CountingLog, clock: Clock) -> None:
    ask_in_hours(counting, clock, "chờ mãi mới có", 12, found=0)
    ask_in_hours(counting, clock, "nay không còn", 12, found=3)
    ask_in_hours(counting, clock, "chờ mãi mới có", 1, found=1)
    ask_in_hours(counting, clock, "nay không còn", 1, found=0)
    assert [each.text for each in counting.popular()] == ["chờ mãi mới có"]
    assert [each.text for each in counting.often()] == ["chờ mãi mới có"]
    assert [each.text for each in counting.without_results()] == ["nay không còn"]


def test_queries_without_results_are_shown_once_they_repeat(counting: CountingLog, clock: Clock) -> None:
    ask_in_hours(counting, clock, "luật vũ trụ", 2, found=0)
    ask_in_hours(counting, clock, "một lần", 1, found=0)
    ask_in_hours(counting, clock, "có kết quả", 2, found=1)
    assert counting.without_results() == (Popular("luật vũ trụ", 2, 2),)


def test_clicks_are_counted_by_place(counting: CountingLog, database: Database) -> None:
    for document, rank in ((ID, 2), (ID, 2), ("../../etc", 1), (ID, 0), (ID, 10**6), ("K" * 13, 1)):
        counting.clicked("Lương", document, rank)
    counting.flush()
    with database.reading() as connection:
        found = [tuple(row) for row in connection.execute(select(tables.search_click))]
    assert found == [(dt.date(2026, 6, 1), 8, "lương", ID, 2, 2)]


def test_what_is_old_is_forgotten(counting: CountingLog, clock: Clock, database: Database) -> None:
    ask(counting, "cũ", 1)
    counting.clicked("cũ", ID, 1)
    counting.flush()
    clock.pass_hours(24 * 91)
    ask(counting, "mới", 1)
    counting.flush()
    assert [row[2] for row in rows(database)] == ["mới"]
    with database.reading() as connection:
        assert connection.execute(select(tables.search_click)).all() == []


def test_a_locked_database_loses_no_count(
    counting: CountingLog, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(counting, "lương", 3)
    counting.clicked("lương", ID, 1)

    def locked() -> None:
        raise ArchiveBusy("locked")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "writing", lambda _: locked())
        with pytest.raises(ArchiveBusy):
            counting.flush()
        ask(counting, "lương", 7)
    counting.flush()
    assert rows(database) == [(dt.date(2026, 6, 1), 8, "lương", 2, 7)]


def test_counts_are_written_by_themselves_and_at_the_end(database: Database, clock: Clock) -> None:
    soon = CountingLog(database, 90, clock, seconds_between=0.05)
    with soon._writing:  # the timer writes only when it has been seen
        ask(soon, "lương", 1)
        timer = soon._timer
    assert timer is not None
    timer.join(60)
    assert len(rows(database)) == 1
    late = CountingLog(database, 90, clock)
    ask(late, "thuế", 1)
    late.close()
    assert len(rows(database)) == 2


def test_what_a_busy_database_did_not_take_is_written_at_the_end(
    counting: CountingLog, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy() -> None:
        raise ArchiveBusy

    ask(counting, "lương", 3)
    with monkeypatch.context() as locked:
        locked.setattr(database, "writing", busy)
        with pytest.raises(ArchiveBusy):
            counting.flush()
    counting.close()
    assert rows(database) == [(dt.date(2026, 6, 1), 8, "lương", 1, 3)]


def test_the_end_waits_for_what_is_being_written(
    counting: CountingLog, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_go_on = threading.Event(), threading.Event()
    writing = database.writing

    def slow() -> object:
        begun.set()
        may_go_on.wait(60)
        return writing()

    monkeypatch.setattr(database, "writing", slow)
    ask(counting, "lương", 3)
    writer = threading.Thread(target=counting.flush)
    writer.start()
    assert begun.wait(60)
    threading.Timer(0.05, may_go_on.set).start()
    counting.close()
    assert rows(database) == [(dt.date(2026, 6, 1), 8, "lương", 1, 3)]
    writer.join()


def test_many_threads_lose_no_count(counting: CountingLog, database: Database) -> None:
    def ask_often() -> None:
        for _ in range(200):
            ask(counting, "lương", 1)

    threads = [threading.Thread(target=ask_often) for _ in range(4)]
    for thread in threads:
        thread.start()
    counting.flush()
    for thread in threads:
        thread.join()
    counting.flush()
    assert [row[3] for row in rows(database)] == [800]


def test_memory_is_bounded(counting: CountingLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_api.searches.log.MOST_WAITING", 10)
    for number in range(50):
        ask(counting, f"câu {number}", 1)
        counting.clicked(f"câu {number}", ID, 1)
    assert len(counting._asked) == len(counting._clicks) == 10


def test_switched_off_it_keeps_nothing() -> None:
    silent = SilentLog()
    ask(silent, "lương", 3)
    silent.clicked("lương", ID, 1)
    assert silent.popular() == silent.often() == silent.without_results() == ()
    silent.close()


def test_words_are_data_for_the_database_too(counting: CountingLog, database: Database) -> None:
    ask(counting, "'; drop table search_count; --", 1)
    counting.flush()
    with database.reading() as connection:
        assert connection.execute(text("select count(*) from search_count")).scalar_one() == 1
