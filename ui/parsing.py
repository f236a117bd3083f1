"""Files to the public JSON without an archive: what `congbao parse` does."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from ingest.document import ParsedFile
from ingest.errors import IngestError, StorageFailed
from ingest.limits import Limits
from ingest.request import WHOLE_FILE, ReadRequest, Watch
from ingest.sandbox import read_in_child
from ingest.signed import SignatureCheck
from nlp.exchange.files import READER

AHEAD = 2
"""Files read ahead of the one that is tagged, for each worker: enough to keep the cores busy, little in memory."""


@dataclass(frozen=True, slots=True)
class Parsing:
    """One file as it was read, or why it was not."""

    path: Path
    parsed: ParsedFile | None
    error: IngestError | None = None


class _StoppedError(Exception):
    """The caller gave up: Ctrl-C above all."""


def parse_files(
    paths: Iterable[Path],
    workers: int,
    limits: Limits,
    request: ReadRequest = WHOLE_FILE,
    check: SignatureCheck | None = None,
) -> Iterator[Parsing]:
    """Read each file in a child process, `workers` at a time; gives them in their order, signatures checked if asked.

    A caller that stops ends what runs at once, in the middle of a page too.
    """
    stopping = threading.Event()

    def alive() -> None:
        """End the reading when nobody waits for it any more."""
        if stopping.is_set():
            raise _StoppedError

    with ThreadPoolExecutor(workers, thread_name_prefix="parse") as pool:
        running: deque[Future[Parsing]] = deque()
        try:
            for path in paths:
                running.append(pool.submit(_parse, path, limits, request, check, alive))
                if len(running) > workers * AHEAD:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()
        finally:
            stopping.set()
            pool.shutdown(wait=False, cancel_futures=True)


def _parse(
    path: Path, limits: Limits, request: ReadRequest, check: SignatureCheck | None, alive: Callable[[], None]
) -> Parsing:
    if not path.is_file():
        return Parsing(path, None, StorageFailed("no such file"))
    try:
        parsed = read_in_child(path, limits, lambda _: None, request=request, watch=Watch(alive=alive), reader=READER)
        return Parsing(path, check(parsed, path, alive=alive) if check else parsed)
    except IngestError as error:
        return Parsing(path, None, error)
