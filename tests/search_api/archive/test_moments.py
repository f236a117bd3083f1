"""Moments rise, whatever the clock does in between."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

from search_api.archive.moments import Moments, now

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TICK = dt.timedelta(microseconds=1)
SECOND = dt.timedelta(seconds=1)


def test_a_clock_that_stands_still_gives_no_moment_twice() -> None:
    moments = Moments(lambda: START)
    assert [moments() for _ in range(4)] == [START + place * TICK for place in range(4)]


def test_a_small_step_back_changes_no_order() -> None:
    shown = iter([START, START - 0.5 * SECOND, START + SECOND])
    moments = Moments(lambda: next(shown))
    assert [moments(), moments(), moments()] == [START, START + TICK, START + SECOND]


def test_a_clock_that_was_set_back_is_followed() -> None:
    shown = iter([START, START - 3_600 * SECOND, START - 3_599 * SECOND])
    moments = Moments(lambda: next(shown))
    assert [moments(), moments(), moments()] == [START, START - 3_600 * SECOND, START - 3_599 * SECOND]


def test_threads_share_no_moment() -> None:
    moments = Moments(lambda: START)
    with ThreadPoolExecutor(4) as pool:
        given = [each.result() for each in [pool.submit(moments) for _ in range(400)]]
    assert len(set(given)) == 400


def test_the_present_moment_is_in_utc() -> None:
    before = dt.datetime.now(dt.UTC)
    assert now().tzinfo is dt.UTC
    assert abs(now() - before) < 60 * SECOND
