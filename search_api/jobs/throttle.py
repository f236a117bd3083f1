"""Keeps the progress of a reading from being written more often than anybody looks."""

import time
from collections.abc import Callable

from ingest.document import Progress

PROGRESS_SECONDS = 0.5
"""Least time between two writes of a file's progress: each is a synced transaction."""


class Throttle:
    """Passes progress on at most every half second, and always the last page of a stage."""

    def __init__(self, write: Callable[[Progress], None]) -> None:
        self._write = write
        self._last = 0.0

    def __call__(self, progress: Progress) -> None:
        """Pass a step on, if it is time."""
        moment = time.monotonic()
        if moment - self._last < PROGRESS_SECONDS and progress.done != progress.total:
            return
        self._last = moment
        self._write(progress)
