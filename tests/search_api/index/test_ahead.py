"""Values made ahead come in order, with their errors, and their making ends with their consumer."""

import threading
import time
from collections.abc import Iterator

import pytest

from search_api.index.ahead import ahead


def test_values_come_in_order() -> None:
    assert list(ahead(range(1_000), 7)) == list(range(1_000))
    assert list(ahead((), 3)) == []


def test_making_goes_on_while_a_value_is_used() -> None:
    made: list[int] = []

    def values() -> Iterator[int]:
        for value in range(20):
            made.append(value)
            yield value

    taken = ahead(values(), 5)
    assert next(taken) == 0
    until = time.monotonic() + 5
    while len(made) < 6 and time.monotonic() < until:
        time.sleep(0.01)
    assert 6 <= len(made) <= 8, "five lie ready, one waits for room"
    assert list(taken) == list(range(1, 20))


def test_an_error_comes_in_its_place() -> None:
    def values() -> Iterator[int]:
        yield 1
        raise LookupError("gone")

    taken = ahead(values(), 5)
    assert next(taken) == 1
    with pytest.raises(LookupError, match="gone"):
        next(taken)


def test_a_consumer_that_leaves_ends_the_making() -> None:
    closed = threading.Event()

    def values() -> Iterator[int]:
        try:
            yield from range(1_000_000)
        finally:
            closed.set()

    taken = ahead(values(), 2)
    next(taken)
    taken.close()
    assert closed.is_set()
    assert "ahead" not in [thread.name for thread in threading.enumerate()]
