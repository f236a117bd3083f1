"""A limit on attempts: so many in a minute for one key (handbook reliability.md, P13)."""

import threading
import time
from collections import deque
from collections.abc import Callable

SECONDS = 60.0
KEYS = 10_000
"""Keys remembered at most; the longest unseen is forgotten first, so that addresses cannot fill the memory."""


class Throttle:
    """Lets `limit` attempts a minute through for each key (an address, an account)."""

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._clock = clock
        self._attempts: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def wait(self, key: str) -> int:
        """0 when this attempt may go on (it is counted), else the whole seconds until the next may."""
        moment = self._clock()
        with self._lock:
            attempts = self._attempts.pop(key, deque())
            while attempts and attempts[0] <= moment - SECONDS:
                attempts.popleft()
            self._attempts[key] = attempts
            while len(self._attempts) > KEYS:
                self._attempts.pop(next(iter(self._attempts)))
            if len(attempts) >= self._limit:
                return int(attempts[0] + SECONDS - moment) + 1
            attempts.append(moment)
            return 0

    def forget(self, key: str) -> None:
        """Count from zero again, as after a success."""
        with self._lock:
            self._attempts.pop(key, None)
