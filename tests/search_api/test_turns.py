"""Turns at heavy work: so many at once, so many that wait, never for ever."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from search_api.errors import DrawingBusy
from search_api.pictures import DRAWN_AT_ONCE, WAITING
from search_api.searchable import MADE_AT_ONCE
from search_api.searchable import WAITING as WAITING_FOR_COPIES
from search_api.turns import Turns

THREADS = 40
"""Of Starlette, for all routes together."""


@contextmanager
def asked(turns: Turns, *wanted: str) -> Iterator[list[str]]:
    """Requests for these things, each in a thread of its own; what came of each stands in the list at the end."""
    ends: list[str] = []

    def ask(each: str) -> None:
        try:
            with turns.of(each):
                ends.append(each)
        except DrawingBusy:
            ends.append("busy")

    threads = [threading.Thread(target=ask, args=(each,)) for each in wanted]
    for thread in threads:
        thread.start()
    yield ends
    for thread in threads:
        thread.join()


def test_what_comes_too_late_or_too_many_is_refused() -> None:
    turns = Turns(at_once=1, waiting=2, seconds=0.05)
    with turns.of("a"), asked(turns, "b", "c", "d", "e") as ends:
        pass
    assert ends == ["busy"] * 4
    with turns.of("b"):
        pass


def test_who_waits_gets_the_turn_that_ends() -> None:
    turns = Turns(at_once=2, waiting=2, seconds=60)
    with ExitStack() as work:
        work.enter_context(turns.of("a"))
        work.enter_context(turns.of("b"))
        waiting = ExitStack()
        ends = waiting.enter_context(asked(turns, "c", "d"))
        assert ends == []
    waiting.close()
    assert sorted(ends) == ["c", "d"]


def test_the_same_thing_is_not_made_twice_at_once() -> None:
    turns = Turns(at_once=2, waiting=0, seconds=60)
    with turns.of("a"):
        with turns.of("b"):
            pass
        with pytest.raises(DrawingBusy), turns.of("a"):
            pass


def test_a_turn_that_fails_ends_too() -> None:
    turns = Turns(at_once=1, waiting=0, seconds=60)
    with pytest.raises(ZeroDivisionError), turns.of("a"):
        raise ZeroDivisionError
    with turns.of("a"):
        pass


def test_threads_are_left_for_the_rest_of_the_site() -> None:
    assert DRAWN_AT_ONCE + WAITING + MADE_AT_ONCE + WAITING_FOR_COPIES <= THREADS // 2
