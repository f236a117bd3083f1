"""What is asked beside something else."""

import threading
from collections.abc import Iterator
from concurrent.futures import wait

import pytest

from search_api.index.opensearch_beside import Beside

SECONDS = 10


@pytest.fixture
def beside() -> Iterator[Beside]:
    made = Beside(2)
    yield made
    made.close()


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
    free = threading.Event()
    begun = [beside.start(lambda: free.wait(SECONDS)) for _ in range(3)]
    assert [each is not None for each in begun] == [True, True, False]
    free.set()
    wait([each for each in begun if each], SECONDS)
    assert beside.start(lambda: True)
