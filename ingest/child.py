"""The reading child: `python -m ingest.child TASK`, started by ingest.sandbox and by nobody else.

It binds itself before it touches the file: memory, processor time, size of written files, open files, no core dump, no
new privileges, no network where the kernel lets an ordinary process give it up, and death with its parent (promise P6
of handbook reliability.md). Answers leave by a descriptor of their own, because C libraries print to stdout.
"""

import contextlib
import ctypes
import importlib
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import cast

from ingest.codec import Done, Drawn, Failed, Message, Moved, Read, Scanned, Task, decode_task, encode_line
from ingest.document import Page, ParsedFile, Progress
from ingest.errors import IngestError, OutOfMemory, ReaderFailed
from ingest.limits import Limits
from ingest.request import ReadRequest

Reader = Callable[[Path, Limits, Callable[[Progress], None], ReadRequest, Callable[[Page], None]], ParsedFile]
Job = Callable[[Path, str, Limits, Callable[[Progress], None]], str]

_DETAIL_LENGTH = 500
_SECONDS_TO_DIE = 5  # between SIGXCPU, which names the reason, and the kernel's SIGKILL
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS = 1, 38  # linux/prctl.h
_CLONE_NEWUSER, _CLONE_NEWNET = 0x1000_0000, 0x4000_0000  # linux/sched.h


def main(argument: str) -> None:
    """Do one task and end the process."""
    task = decode_task(argument)
    _bind(task)
    _send(task, _answer(task))
    os._exit(0)  # skip the interpreter's own farewell: threads and C libraries have nothing left to say


def _bind(task: Task) -> None:
    """Give up what reading does not need."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != task.parent:
        sys.exit("the parent is gone")
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.unshare(_CLONE_NEWNET):  # needs a privilege; else by way of a user namespace, where the kernel allows it
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    limits = task.limits
    for kind, bound in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, limits.written_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_AS, limits.memory_bytes),
    ):
        resource.setrlimit(kind, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + _SECONDS_TO_DIE))


def _answer(task: Task) -> Message:
    try:
        if task.job:
            return _work(task)
        return _draw(task) if task.page is not None else _read(task)
    except IngestError as error:
        return Failed(error.reason, error.detail[:_DETAIL_LENGTH])
    except MemoryError as error:
        return Failed(OutOfMemory.reason, _where(error))
    except Exception as error:  # noqa: BLE001 - the boundary of the child: whatever escapes becomes one reason (P5)
        return Failed(ReaderFailed.reason, _where(error))


def _read(task: Task) -> Message:
    module, _, function = task.reader.partition(":")
    reader = cast("Reader", getattr(importlib.import_module(module), function))

    def progress(event: Progress) -> None:
        """Pass a step on to the parent."""
        _send(task, Moved(event))

    def keep(page: Page) -> None:
        """Hand a page over as soon as OCR has read it."""
        _send(task, Scanned(page))

    return Read(reader(Path(task.path), task.limits, progress, task.request, keep))


def _work(task: Task) -> Message:
    module, _, function = task.job.partition(":")
    job = cast("Job", getattr(importlib.import_module(module), function))

    def progress(event: Progress) -> None:
        """Pass a step on to the parent."""
        _send(task, Moved(event))

    return Done(job(Path(task.path), task.order, task.limits, progress))


def _draw(task: Task) -> Message:
    from ingest.render import crop_png, page_png  # noqa: PLC0415 - the reading child does not load what it may not need
    from ingest.triage import open_document  # noqa: PLC0415 - as above

    with contextlib.closing(open_document(Path(task.path))) as document:
        if task.area is not None:
            return Drawn(crop_png(document, task.page or 0, task.area, task.turn, task.limits))
        return Drawn(page_png(document, task.page or 0, task.width_px or 0, task.limits))


def _send(task: Task, message: Message) -> None:
    rest = memoryview(encode_line(message))
    while rest:
        rest = rest[os.write(task.answer_to, rest) :]


def _where(error: BaseException) -> str:
    """Type, text and place of an error, for the log."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}: {error}"[: _DETAIL_LENGTH - len(place)] + place


if __name__ == "__main__":
    main(sys.argv[1])
