"""P13: five attempts a minute for each key, by a clock of our own."""

from search_api.guard.throttle import KEYS, Throttle


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_sixth_attempt_in_a_minute_waits() -> None:
    clock = Clock()
    throttle = Throttle(5, clock)
    assert [throttle.wait("a") for _ in range(5)] == [0] * 5
    assert throttle.wait("a") == 61
    assert throttle.wait("b") == 0
    clock.now += 30
    assert throttle.wait("a") == 31
    clock.now += 30
    assert throttle.wait("a") == 0


def test_a_refused_attempt_does_not_lengthen_the_wait() -> None:
    clock = Clock()
    throttle = Throttle(1, clock)
    throttle.wait("a")
    clock.now += 59
    assert throttle.wait("a") > 0
    clock.now += 1
    assert throttle.wait("a") == 0


def test_a_success_starts_anew() -> None:
    throttle = Throttle(1, Clock())
    throttle.wait("a")
    throttle.forget("a")
    assert throttle.wait("a") == 0


def test_addresses_cannot_fill_the_memory() -> None:
    throttle = Throttle(5, Clock())
    for number in range(KEYS + 500):
        throttle.wait(str(number))
    assert len(throttle._attempts) == KEYS
