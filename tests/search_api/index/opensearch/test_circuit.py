"""The circuit breaker: while a cluster is away nobody waits for it (promise P21)."""

import pytest

from search_api.errors import EngineBusy, EngineUnavailableError, IndexBroken
from search_api.index.opensearch.circuit import Circuit


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def circuit(clock: Clock) -> Circuit:
    return Circuit(failures=3, seconds=5, clock=clock)


def fail(circuit: Circuit, error: Exception | None = None) -> bool:
    """Let a call fail; gives whether it was made at all."""
    made = False
    try:
        with circuit.guarding():
            made = True
            raise error or EngineUnavailableError("away")
    except (EngineUnavailableError, IndexBroken):
        return made


def succeed(circuit: Circuit) -> None:
    with circuit.guarding():
        pass


def test_failures_in_a_row_open_it(circuit: Circuit) -> None:
    assert [fail(circuit) for _ in range(5)] == [True, True, True, False, False]


def test_a_success_between_keeps_it_closed(circuit: Circuit) -> None:
    for _ in range(5):
        assert fail(circuit)
        assert fail(circuit)
        succeed(circuit)


def test_after_a_while_one_caller_tries(circuit: Circuit, clock: Clock) -> None:
    for _ in range(3):
        fail(circuit)
    clock.seconds += 5.1
    assert fail(circuit)
    assert not fail(circuit)
    clock.seconds += 5.1
    succeed(circuit)
    succeed(circuit)


def test_while_one_tries_the_others_are_refused(circuit: Circuit, clock: Clock) -> None:
    for _ in range(3):
        fail(circuit)
    clock.seconds += 5.1
    with circuit.guarding():
        assert not fail(circuit)
    succeed(circuit)


@pytest.mark.parametrize("error", [IndexBroken("of another version"), EngineBusy("too heavy")])
def test_a_fault_of_the_request_opens_nothing(circuit: Circuit, error: Exception) -> None:
    for _ in range(10):
        assert fail(circuit, error)
