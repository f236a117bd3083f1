"""The server's job queue: durable workflows of dbos, so that work goes on after a crash where it stopped.

Two queues: reading is bounded by the cores; indexing is one at a time and waits for an engine that is down, so that
files are read on meanwhile (promise P21). A job that has waited eight minutes makes room for the next; whatever is then
not searchable, and has no job any more, is looked for each minute, as long as the server runs. Steps leave their
results in the archive and give dbos only hashes and words (its default would be pickle). A job is named by its file, so
that the same file twice is one job.

Measured on 2 busy cores with a reader that does nothing: 348 ms a file through the queue, 61 ms for the same stages
run directly; importing dbos takes 0.9 s more than SQLAlchemy alone, launching 0.04 s. Hence only the server uses it:
`congbao ingest` runs the stages itself, and whatever it leaves unfinished when it is killed, the next run or the
server's start takes up (`Intake.start`).
"""

import logging
import threading
from contextlib import suppress
from typing import Final

from dbos import DBOS, DBOSConfig, SetWorkflowID
from dbos._serialization import DBOSPortableJSON

from search_api.errors import JobsUnavailable, SearchApiError
from search_api.jobs.rereading import fulfil
from search_api.jobs.stages import Stages

log = logging.getLogger(__name__)

STEPS_VERSION: Final = "1"
"""Rises when the order of the steps changes: dbos resumes only jobs of its own version, and the rest begin anew."""

POLL_SECONDS = 0.25
"""How soon a received file is begun; each look is one indexed query."""

WAITS = (2.0, 4.0, 8.0, 16.0, 32.0, *[60.0] * 7)
"""Seconds before each further attempt to reach the search engine: when it is back, all goes on within a minute."""

LOOK_SECONDS = 60.0
"""How often files are looked for that are stored and not searchable, while no job sees to any."""

WAITING = frozenset({"ENQUEUED", "PENDING", "DELAYED"})

READING_QUEUE = "reading"
INDEXING_QUEUE = "indexing"


class DurableQueue:
    """Runs the stages of received files in this process. dbos is one a process, so only one may be started."""

    def __init__(self, database_url: str, stages: Stages, workers: int) -> None:
        self._database_url = database_url
        self._stages = stages
        self._workers = workers
        self._ended = threading.Event()
        self._watch = threading.Thread(target=self._look, name="index-watch", daemon=True)

    def start(self) -> None:
        """Take up the jobs that a crash left, and listen for new ones. Not to be called in an event loop's thread.

        Raises:
            JobsUnavailable: another queue runs in this process, or the jobs' database cannot be opened.
        """
        _Running.claim(self._stages, self._workers)
        config = DBOSConfig(
            name="congbao",
            system_database_url=self._database_url,
            application_version=STEPS_VERSION,
            executor_id="local",
            serializer=DBOSPortableJSON,
            enable_otlp=False,
            log_level="ERROR",
        )
        try:
            DBOS(config=config)
            DBOS.launch()
            DBOS.register_queue(READING_QUEUE, worker_concurrency=self._workers, polling_interval_sec=POLL_SECONDS)
            DBOS.register_queue(INDEXING_QUEUE, worker_concurrency=1, polling_interval_sec=POLL_SECONDS)
        except Exception as error:  # dbos lets the errors of its database driver through, whichever that is
            self.close()
            raise JobsUnavailable(f"{type(error).__name__}: {error}") from error
        self._watch.start()

    def submit(self, sha256: str, round_: int) -> None:
        """Have the file worked on, unless a job of the same round is waiting or running."""
        name = _free_name(f"{sha256}-{round_}")
        if name is not None:
            with SetWorkflowID(name):
                DBOS.enqueue_workflow(READING_QUEUE, _read_file, sha256)

    def submit_rereading(self, wanted: int) -> None:
        """Have a wish to read a file once more worked on, unless a job for it is waiting or running."""
        name = _free_name(f"rereading-{wanted}")
        if name is not None:
            with SetWorkflowID(name):
                DBOS.enqueue_workflow(READING_QUEUE, _reread_file, wanted)

    def close(self) -> None:
        """Stop. What is running ends at its next page and is taken up at the next start."""
        self._stages.stop()
        self._ended.set()
        if self._watch.ident is not None:
            self._watch.join()
        with suppress(Exception):  # at shutdown there is nobody left to tell; the jobs are in the database
            DBOS.destroy()
        _Running.release()

    def _look(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            try:
                take_up(self._stages)
            except SearchApiError as error:
                log.info("nothing is brought to the index: %s", error)
            except Exception:  # also of dbos's database, whose driver may be any: the next look may end well
                log.exception("looking for files that are not searchable")


def take_up(stages: Stages) -> None:
    """Have files worked on that are stored and not searchable, and for which no job waits; then marked documents.

    Those with a document that the index refused are left until the next start.

    Raises:
        EngineUnavailableError, IndexBroken: the index takes nothing now.
        ArchiveBusy: the database is out of reach.
    """
    waiting = DBOS.list_workflows(
        queue_name=INDEXING_QUEUE, status=list(WAITING), app_version=STEPS_VERSION, limit=1, load_input=False
    )
    if waiting:
        return
    stages.index.count()
    for sha256 in stages.archive.files.unindexed(refused=False):
        DBOS.enqueue_workflow(INDEXING_QUEUE, _index_file, sha256)
    stages.spread()


class _Running:
    """The stages that this process's jobs run; dbos calls plain functions, so they are looked up here."""

    _lock = threading.Lock()
    _stages: Stages | None = None
    _places = threading.BoundedSemaphore(1)

    @classmethod
    def claim(cls, stages: Stages, workers: int) -> None:
        """Take the process for these stages; raises JobsUnavailable when it is taken."""
        with cls._lock:
            if cls._stages is not None:
                raise JobsUnavailable("another queue runs in this process")
            cls._stages = stages
            cls._places = threading.BoundedSemaphore(workers)

    @classmethod
    def release(cls) -> None:
        """Give the process free."""
        with cls._lock:
            cls._stages = None

    @classmethod
    def stages(cls) -> Stages:
        """The stages that run now; raises JobsUnavailable after the end."""
        if cls._stages is None:
            raise JobsUnavailable("closed")
        return cls._stages

    @classmethod
    def place(cls) -> threading.BoundedSemaphore:
        """Room for one reading: jobs that dbos recovers come by a queue of its own, which has no bound."""
        return cls._places


def _free_name(wanted: str) -> str | None:
    attempt = 0
    while True:
        name = f"{wanted}-{attempt}"
        status = DBOS.get_workflow_status(name)
        if status is None:
            return name
        if status.status in WAITING and status.app_version == STEPS_VERSION:
            return None
        attempt += 1


@DBOS.workflow(name="read-file")
def _read_file(sha256: str) -> str:
    if _read(sha256):
        _store(sha256)
    DBOS.enqueue_workflow(INDEXING_QUEUE, _index_file, sha256)
    return "read"


@DBOS.workflow(name="reread-file")
def _reread_file(wanted: int) -> str:
    _reread(wanted)
    return "reread"


@DBOS.workflow(name="index-file")
def _index_file(sha256: str) -> str:
    _put(sha256)
    return "indexed"


@DBOS.step(name="read")
def _read(sha256: str) -> bool:
    stages = _Running.stages()
    with stages.claim(sha256), _Running.place():  # whoever waits for another process takes no place meanwhile
        return stages.read(sha256)


@DBOS.step(name="reread")
def _reread(wanted: int) -> None:
    fulfil(_Running.stages(), wanted, _Running.place())


@DBOS.step(name="store")
def _store(sha256: str) -> None:
    stages = _Running.stages()
    with stages.claim(sha256):
        stages.store(sha256)


@DBOS.step(name="put")
def _put(sha256: str) -> None:
    stages = _Running.stages()
    for wait in (*WAITS, None):
        try:
            with stages.claim(sha256):  # not while it waits: the file may be corrected meanwhile
                stages.put(sha256)
            return
        except SearchApiError as error:
            if wait is None or not error.retryable:
                log.warning("%s is stored, but not searchable: %s", sha256, error)
                return
        stages.pause(wait)
