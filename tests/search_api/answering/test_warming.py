import logging
import threading

import pytest

from search_api.answering.warming import QUERIES, WarmUp
from search_api.errors import EngineUnavailableError
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery

NOTHING = SearchPage(0, (), (), 0.0)


def test_all_queries_are_asked_once_beside_the_caller() -> None:
    asked: list[tuple[str, str]] = []
    done = threading.Event()

    def search(query: SearchQuery) -> SearchPage:
        asked.append((query.text, threading.current_thread().name))
        if len(asked) == len(QUERIES):
            done.set()
        return NOTHING

    warm_up = WarmUp(search)
    warm_up.start()
    assert done.wait(60)
    warm_up.close()
    assert asked == [(query, "warm-up") for query in QUERIES]


def test_closing_ends_it_before_the_next_query() -> None:
    asked: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def search(query: SearchQuery) -> SearchPage:
        asked.append(query.text)
        begun.set()
        go_on.wait(60)
        return NOTHING

    warm_up = WarmUp(search)
    warm_up.start()
    assert begun.wait(60)
    closing = threading.Thread(target=warm_up.close)
    closing.start()
    while not warm_up._stopped.is_set():
        closing.join(0.01)
    go_on.set()
    closing.join()
    assert asked == [QUERIES[0]]


def test_one_that_waits_asks_nothing_where_it_is_closed_meanwhile() -> None:
    asked: list[SearchQuery] = []

    def search(query: SearchQuery) -> SearchPage:
        asked.append(query)
        return NOTHING

    warm_up = WarmUp(search)
    warm_up.start(after=60)
    warm_up.close()
    assert not asked


def test_one_that_never_began_can_be_closed() -> None:
    WarmUp(lambda _: NOTHING).close()


def test_an_engine_that_is_away_is_not_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    asked: list[SearchQuery] = []
    begun = threading.Event()

    def search(query: SearchQuery) -> SearchPage:
        asked.append(query)
        begun.set()
        raise EngineUnavailableError("away")

    with caplog.at_level(logging.INFO):
        warm_up = WarmUp(search)
        warm_up.start()
        assert begun.wait(60)
        warm_up.close()
    assert len(asked) == 1
    assert "engine" in caplog.text
