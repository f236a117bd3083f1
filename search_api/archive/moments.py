"""The present moment, such that lists by time stand in the order in which their entries were made."""

import datetime as dt
import threading
from collections.abc import Callable

_STEP = dt.timedelta(microseconds=1)

_SET_BACK = dt.timedelta(seconds=1)
"""A clock that shows an earlier moment by this much was set back by somebody, and is right from now on."""


class Moments:
    """Gives each moment once in this process: two calls of one tick, or over a small step back, differ and rise."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self._clock = clock
        self._last = dt.datetime(1, 1, 2, tzinfo=dt.UTC)
        self._lock = threading.Lock()

    def __call__(self) -> dt.datetime:
        """The present moment, in UTC."""
        with self._lock:
            moment = self._clock()
            if self._last - _SET_BACK < moment <= self._last:
                moment = self._last + _STEP
            self._last = moment
            return moment


_given = Moments(lambda: dt.datetime.now(dt.UTC))


def now() -> dt.datetime:
    """The present moment, in UTC, later than those that this process was given before; see `Moments`."""
    return _given()
