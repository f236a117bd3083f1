"""Starts the job queue beside the server: pages are served at once, while dbos still loads (0.9 s)."""

import logging
import threading
from collections.abc import Callable

from search_api.errors import SearchApiError
from search_api.intake import Intake
from search_api.jobs.stages import Stages
from search_api.rereader import Rereader
from search_api.settings import Settings

log = logging.getLogger(__name__)

PAGES_FIRST_SECONDS = 0.5
"""How long loading waits: it would keep the interpreter busy while the server opens its door."""

DOOR_OPEN_SECONDS = 0.1
"""How long the first searches wait: they come before other loading, as whoever comes first asks for pages of hits."""

STARTING, OK = "starting", "ok"


class BackgroundJobs:
    """The job queue with its state: starting, ok, or the reason why it could not be started.

    Files that are received meanwhile wait in the archive; the queue takes them up when it starts.
    """

    def __init__(self, settings: Settings, stages: Stages, intake: Intake, rereader: Rereader) -> None:
        self._settings, self._stages, self._intake, self._rereader = settings, stages, intake, rereader
        self._thread = threading.Thread(target=self._run, name="jobs-start", daemon=True)
        self._stop = threading.Event()
        self._close: Callable[[], None] = lambda: None
        self.state = STARTING

    def start(self) -> None:
        """Start the queue; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Stop the queue; what runs ends at once."""
        self._stop.set()
        self._stages.stop()
        if self._thread.ident is not None:
            self._thread.join()
        self._close()

    def _run(self) -> None:
        if self._stop.wait(PAGES_FIRST_SECONDS):
            return
        from search_api.jobs.durable import DurableQueue  # noqa: PLC0415 - dbos loads here, beside the server

        queue = DurableQueue(self._settings.jobs_database, self._stages, self._settings.workers)
        if self._stop.is_set():
            return
        try:
            queue.start()
            self._close = queue.close
            self._intake.start(queue)
            self._rereader.start(queue)
            self.state = OK
            self._stages.catch_up()
        except SearchApiError as error:
            log.exception("the job queue does not run: received files wait for the next start")
            self.state = error.reason
