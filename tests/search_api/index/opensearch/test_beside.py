"""What is asked beside something else, and the pages that are put together of both."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace

import msgspec
import pytest

from search_api.errors import EngineUnavailableError
from search_api.index.opensearch import compile as compile_opensearch
from search_api.index.opensearch import engine as opensearch_engine
from search_api.index.opensearch.answer import Answer
from search_api.index.opensearch.beside import Beside
from search_api.index.opensearch.definition import Dsl
from search_api.index.opensearch.engine import OpenSearchEngine
from search_api.query.analyse import analyse
from search_api.query.plan import plan
from search_api.query.request import SearchQuery
from tests.search_api.index.conformance import ask, ids
from tests.search_api.index.on_a_node import made
from tests.search_api.index.records_made import record

SECONDS = 60


@pytest.fixture
def beside() -> Iterator[Beside]:
    made = Beside(2)
    yield made
    made.close()


@pytest.fixture
def engine(opensearch_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenSearchEngine]:
    monkeypatch.setattr(opensearch_engine, "LARGE", 0)
    with made(opensearch_url) as (engine, _):
        yield engine


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenSearchEngine]:
    """An engine of a large index whose cluster is not there: what it sends is answered by the test."""
    monkeypatch.setattr(opensearch_engine, "LARGE", 0)
    made = OpenSearchEngine("http://127.0.0.1:9")
    monkeypatch.setattr(made, "_checked", True)
    monkeypatch.setattr(made._cluster, "rows", lambda: 1)
    yield made
    made.close()


def _nothing(took: int) -> Answer:
    return msgspec.convert({"took": took, "timed_out": False, "hits": {"hits": []}}, Answer)


LONG = "thuế thu nhập doanh nghiệp kê khai nộp chậm phạt tiền quyết định cơ quan quản lý hồ sơ kiểm tra"
PLAN = replace(plan(analyse(SearchQuery("thuế thu nhập"))), facets=())


def test_what_is_begun_gives_its_answer_or_its_error(beside: Beside) -> None:
    def fail() -> None:
        raise ValueError("no answer")

    right, wrong = beside.start(lambda: 7), beside.start(fail)
    assert right
    assert right.result(SECONDS) == 7
    assert wrong
    with pytest.raises(ValueError, match="no answer"):
        wrong.result(SECONDS)


def test_nothing_waits_for_its_turn(beside: Beside) -> None:
    free, ended = threading.Event(), threading.Semaphore(0)
    begun = [beside.start(lambda: free.wait(SECONDS)) for _ in range(3)]
    assert [each is not None for each in begun] == [True, True, False]
    for each in filter(None, begun):
        each.add_done_callback(lambda _: ended.release())  # after the room is free again: a result comes before that
    free.set()
    assert ended.acquire(timeout=SECONDS)
    assert beside.start(lambda: True)


def test_after_the_end_nothing_is_begun() -> None:
    beside = Beside(1)
    beside.close()
    assert [beside.start(lambda: True), beside.start(lambda: True)] == [None, None]


def test_the_time_of_both_requests_is_that_of_the_longer_one(
    away: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    took = {False: 40, True: 7}
    monkeypatch.setattr(away, "_send", lambda body: _nothing(took["aggs" in body]))
    assert away.search(PLAN).took_ms == 40


@pytest.mark.parametrize("failing", [False, True])
def test_where_one_of_both_requests_fails_there_is_no_answer(
    away: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch, *, failing: bool
) -> None:
    def send(body: Dsl) -> Answer:
        if ("aggs" in body) == failing:
            raise EngineUnavailableError("the search took too long on the cluster")
        return _nothing(1)

    monkeypatch.setattr(away, "_send", send)
    with pytest.raises(EngineUnavailableError):
        away.search(PLAN)


def test_a_closed_engine_is_unavailable(away: OpenSearchEngine) -> None:
    away.close()
    with pytest.raises(EngineUnavailableError):
        away.search(PLAN)


@pytest.mark.opensearch
def test_where_many_searches_are_under_way_hits_and_counts_are_asked_in_one(engine: OpenSearchEngine) -> None:
    engine.rebuild([record("one", None, "Thuế thu nhập", "thuế"), record("two", None, "Thuế", "thu nhập")])
    apart = ask(engine, "thuế thu nhập")
    beside, free = engine._beside, threading.Event()
    engine._beside = Beside(1)
    under_way = engine._beside.start(lambda: free.wait(SECONDS))
    try:
        in_one = ask(engine, "thuế thu nhập")
    finally:
        free.set()
        engine._beside.close()
        engine._beside = beside
    assert under_way
    assert in_one.hits
    assert replace(in_one, took_ms=apart.took_ms) == apart


@pytest.mark.opensearch
def test_hits_and_counts_are_of_one_index(engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.rebuild([record("old-1", None, "Thuế cũ", "thuế"), record("old-2", None, "Thuế cũ", "thuế")])

    def counted_before_a_rebuild(count: Callable[[], Answer]) -> Future[Answer]:
        counted: Future[Answer] = Future()
        counted.set_result(count())
        engine.rebuild([record("new", None, "Thuế mới", "thuế")])
        return counted

    monkeypatch.setattr(engine._beside, "start", counted_before_a_rebuild)
    page = ask(engine, "thuế")
    assert (ids(page), page.total) == (["new"], 1)


@pytest.mark.parametrize("text", [LONG, f"{LONG} -kiểm", f"hóa đơn {LONG}"])
def test_by_the_lists_of_all_words_as_many_are_counted(
    engine: OpenSearchEngine, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    words = LONG.split()
    held = [" ".join(words[start : start + many]) for start in range(0, len(words), 3) for many in (1, 5, 6, 7, 12)]
    engine.rebuild(
        replace(record(f"d{place}", None, f"Luật {place}", *parts), type=f"Loại {place % 3}")
        for place, parts in enumerate(zip(held, [*held[7:], *held[:7]], strict=True))
    )
    asked, pages = plan(analyse(SearchQuery(text))), []
    for many in (1, 99):
        monkeypatch.setattr(compile_opensearch, "_MANY", many)
        found = engine.search(asked)
        pages.append((found.total, found.facets, ids(found)))
    assert pages[0] == pages[1]
    assert 0 < pages[0][0] < len(held)
