"""A circuit breaker: while a cluster is away, nobody waits for it (promise P21)."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from search_api.errors import EngineBusy, EngineUnavailableError

FAILURES = 3
"""Failures in a row that open the circuit."""

SECONDS = 5.0
"""How long it stays open; then one caller tries, and the others wait for its luck."""


@dataclass(slots=True)
class Circuit:
    """Lets calls through while they succeed; after failures in a row it refuses them at once, for a while."""

    failures: int = FAILURES
    seconds: float = SECONDS
    clock: Callable[[], float] = time.monotonic
    _failed: int = 0
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def guarding(self) -> Iterator[None]:
        """Around a call: EngineUnavailableError counts as failure, all else as success.

        So does EngineBusy: three requests that are too heavy must not shut the search for everybody.

        Raises:
            EngineUnavailableError: the circuit is open, or the call failed.
        """
        self._enter()
        try:
            yield
        except EngineBusy:
            self._failed = 0
            raise
        except EngineUnavailableError:
            with self._lock:
                self._failed += 1
                self._until = self.clock() + self.seconds
            raise
        self._failed = 0

    def _enter(self) -> None:
        with self._lock:
            if self._failed < self.failures:
                return
            if self.clock() < self._until:
                raise EngineUnavailableError(f"it failed {self._failed} times in a row and is left alone for a while")
            self._until = self.clock() + self.seconds  # this caller tries, the others are refused meanwhile
