"""Heavy work for requests: few pieces at a time, few requests that wait, each thing made by one of them.

All routes share the server's threads (Starlette's 40). What draws pages takes seconds to minutes: if any number of
requests could wait for it, they would hold all threads, and the site with its health check would stand still.
"""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

from search_api.errors import DrawingBusy


class Turns:
    """Gives turns: `at_once` at the same time; `waiting` requests may wait, each `seconds` at most."""

    def __init__(self, at_once: int, waiting: int, seconds: float) -> None:
        self._at_once = at_once
        self._most_waiting = waiting
        self._seconds = seconds
        self._waiting = 0
        self._doing: set[Hashable] = set()
        self._ended = threading.Condition()

    @contextmanager
    def of(self, wanted: Hashable) -> Iterator[None]:
        """A turn for what is wanted; no other has one for the same thing meanwhile, so look first whether it is there.

        Raises:
            DrawingBusy: too many wait, or none ended in time.
        """
        with self._ended:
            self._wait(wanted)
            self._doing.add(wanted)
        try:
            yield
        finally:
            with self._ended:
                self._doing.remove(wanted)
                self._ended.notify_all()

    def _wait(self, wanted: Hashable) -> None:
        if self._is_free(wanted):
            return
        if self._waiting >= self._most_waiting:
            raise DrawingBusy(f"{self._waiting} wait")
        self._waiting += 1
        try:
            if not self._ended.wait_for(lambda: self._is_free(wanted), self._seconds):
                raise DrawingBusy(f"{len(self._doing)} at work")
        finally:
            self._waiting -= 1

    def _is_free(self, wanted: Hashable) -> bool:
        return len(self._doing) < self._at_once and wanted not in self._doing
