"""One file in one child process, so that no file can take the service down (P5, P6 of handbook reliability.md).

The child (ingest.child) bounds itself; the parent here holds two clocks, one for the file and one that each sign of
progress sets back, and kills the child's whole process group on every way out, Tesseract and whatever it forked
included. The child sees a clean environment (no settings, no secrets) and an empty working folder, removed afterwards.

Residual risks, by name: the child runs as the same user, so a code execution inside pdfium could read what this user
reads: run the service in a container. A grandchild that makes a session of its own escapes the kill and lives until
its processor time is used up. If the parent itself is killed, a Tesseract then running finishes its page.
"""

import contextlib
import fcntl
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import msgspec

import ingest
from ingest.codec import Done, Drawn, Failed, Message, Moved, Read, Scanned, Task, decode_line, encode_task
from ingest.document import Box, ParsedFile, Progress
from ingest.errors import (
    IngestError,
    OutOfMemory,
    ReaderCrashed,
    ReaderFailed,
    Stalled,
    TimedOut,
    error_of,
)
from ingest.limits import Limits
from ingest.ocr.slots import SLOTS, slots_folder
from ingest.request import UNWATCHED, WHOLE_FILE, ReadRequest, Watch

READER = "ingest.pipeline:read_file"

_PIECE = 1 << 20
_HEARTBEAT_SECONDS = 0.2  # how soon Ctrl-C ends a reading, whatever page it is at
_FOLDER = "congbao-read-"
_YOUNG_SECONDS = 60.0  # a folder made this moment may not be locked yet
_FAREWELL_SECONDS = 2.0  # a child that has closed its answers is about to end; its exit code names the reason
_KEPT_ENVIRONMENT = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH")
_MEMORY_SIGNS = (b"bad_alloc", b"MemoryError", b"ut of memory", b"annot allocate memory")
_MEMORY_SHARE = 0.6  # of RLIMIT_AS in resident pages at a crash: no file of ../shared that is read well reaches half
_INHERITED = 1.1 * 1024  # kB to bytes, and some: the kernel counts the parent's peak as that of a child it starts
_STDERR_TAIL = 4_096


def read_in_child(
    path: Path,
    limits: Limits,
    progress: Callable[[Progress], None],
    *,
    request: ReadRequest = WHOLE_FILE,
    watch: Watch = UNWATCHED,
    reader: str = READER,
) -> ParsedFile:
    """The file as read by `reader` in a child process of its own.

    Args:
        path: the file; it is opened by the child only.
        limits: its bounds.
        progress: called in this thread for each step; what it raises ends the child and comes out here.
        request: what to read and how.
        watch: what else is called meanwhile, in this thread; its own `progress` is not.
        reader: `module:function` with the signature of ingest.pipeline.read_file; another one in tests only.

    Raises:
        IngestError: one of its classes, see ingest.errors.
    """
    task = Task(str(path.absolute()), limits, os.getpid(), -1, reader=reader, request=request)
    match _run(task, replace(watch, progress=progress)):
        case Read(parsed):
            return parsed
        case other:
            raise ReaderFailed(f"the child answered with {type(other).__name__}")


def render_in_child(path: Path, page: int, width_px: int, limits: Limits) -> bytes:
    """Page `page` (from 1) as PNG, `width_px` wide or less, drawn in a child process.

    Raises:
        PageNotFound, BrokenPage, PageTooLarge: this page cannot be drawn.
        IngestError: the file cannot be read, see ingest.errors.
    """
    return _drawn(Task(str(path.absolute()), limits, os.getpid(), -1, page=page, width_px=width_px))


def crop_in_child(path: Path, page: int, area: Box, turn: int, limits: Limits) -> bytes:
    """The part `area` of page `page` (from 1) as PNG, drawn in a child process and turned upright.

    Args:
        path: the file; it is opened by the child only.
        page: the page.
        area: points of the page as displayed.
        turn: how the print lies, in degrees clockwise: 0, 90, 180 or 270.
        limits: bounds.

    Raises:
        PageNotFound, BrokenPage, PageTooLarge: this part cannot be drawn.
        IngestError: the file cannot be read, see ingest.errors.
    """
    return _drawn(Task(str(path.absolute()), limits, os.getpid(), -1, page=page, area=area, turn=turn))


def _drawn(task: Task) -> bytes:
    match _run(task, UNWATCHED):
        case Drawn(png):
            return png
        case other:
            raise ReaderFailed(f"the child answered with {type(other).__name__}")


def work_in_child(path: Path, job: str, order: str, limits: Limits, watch: Watch = UNWATCHED) -> str:
    """What `job` (`module:function`, see ingest.child.Job) gives for the file and this order, done in a child process.

    Raises:
        IngestError: what the job raises, or what becomes of its process.
    """
    task = Task(str(path.absolute()), limits, os.getpid(), -1, job=job, order=order)
    match _run(task, watch):
        case Done(result):
            return result
        case other:
            raise ReaderFailed(f"the child answered with {type(other).__name__}")


@dataclass(slots=True)
class _Child:
    """A running child: its process, and the descriptor from which its answers come."""

    process: subprocess.Popen[bytes]
    answers: int
    stderr: Path
    buffer: bytearray = field(default_factory=bytearray)

    def lines(self, clock: "_Clock", limit: int, alive: Callable[[], None]) -> Iterator[bytes]:
        """Each line that the child sends, until it closes its end; TimedOut or Stalled where it takes too long."""
        poll = select.poll()
        poll.register(self.answers, select.POLLIN)
        while True:
            alive()
            if not poll.poll(min(clock.left(), _HEARTBEAT_SECONDS) * 1_000):
                clock.check()
                continue
            piece = os.read(self.answers, _PIECE)
            if not piece:
                return
            self.buffer += piece
            if len(self.buffer) > limit:
                raise ReaderFailed(f"an answer of more than {limit} bytes")
            if b"\n" in piece:
                *lines, self.buffer = self.buffer.split(b"\n")
                yield from map(bytes, lines)

    def ended(self) -> bool:
        """Whether the child ends by itself within a moment. It stays a zombie, so that its process id stays its own."""
        until = time.monotonic() + _FAREWELL_SECONDS
        while not os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            if time.monotonic() > until:
                return False
            time.sleep(0.005)
        return True

    def kill(self) -> tuple[int, int]:
        """Kill the group, reap the child; its exit code (negative: signal) and its peak resident bytes."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return self.process.returncode, usage.ru_maxrss << 10


class _Clock:
    """Wall clock of the file, and the clock that progress sets back."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = time.monotonic() + limits.file_seconds
        self.moved()

    def moved(self) -> None:
        """There was progress."""
        self._stall = time.monotonic() + self._limits.stall_seconds

    def left(self) -> float:
        """Seconds until the first clock runs out."""
        return max(0.0, min(self._end, self._stall) - time.monotonic())

    def check(self) -> None:
        """Raises TimedOut or Stalled when a clock has run out."""
        now = time.monotonic()
        if now >= self._end:
            raise TimedOut(f"more than {self._limits.file_seconds} s")
        if now >= self._stall:
            raise Stalled(f"no progress for {self._limits.stall_seconds} s")


def _run(task: Task, watch: Watch) -> Message:
    """The child's last message; Failed is raised as its error."""
    with _started(task) as child:
        clock = _Clock(task.limits)
        for line in child.lines(clock, task.limits.answer_bytes, watch.alive):
            clock.check()
            match _decoded(line):
                case Moved(event):
                    clock.moved()
                    watch.progress(event)
                case Scanned(page):
                    clock.moved()
                    watch.keep(page)
                case Failed(reason, detail):
                    raise error_of(reason, detail)
                case message:
                    return message
        raise _crash(child, task.limits)


def _decoded(line: bytes) -> Message:
    try:
        return decode_line(line)
    except ValueError as error:
        raise ReaderFailed(f"the child's answer cannot be read: {error}") from error


@contextlib.contextmanager
def _started(task: Task) -> Iterator[_Child]:
    """A child at work; its process group is dead and its folder gone at the end, whatever happens in between."""
    remove_abandoned()
    with working_folder() as folder:
        stderr = Path(folder) / "stderr"
        answers, send = os.pipe()
        try:
            with stderr.open("wb") as errors:
                process = subprocess.Popen(
                    [sys.executable, "-m", "ingest.child", encode_task(_with_descriptor(task, send))],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    cwd=folder,
                    env=_environment(folder),
                    pass_fds=(send,),
                    start_new_session=True,
                )
        except OSError as error:  # no process, no descriptor, no disk left: a matter of this moment, not of the file
            os.close(answers)
            raise ReaderCrashed(f"the child cannot be started: {error}") from error
        finally:
            os.close(send)
        child = _Child(process, answers, stderr)
        try:
            yield child
        finally:
            os.close(answers)
            if process.returncode is None:
                child.kill()


@contextlib.contextmanager
def working_folder() -> Iterator[str]:
    """An empty folder, locked as long as this process lives, and removed at the end."""
    with tempfile.TemporaryDirectory(prefix=_FOLDER, ignore_cleanup_errors=True) as folder:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            yield folder
        finally:
            os.close(lock)


@cache
def remove_abandoned() -> None:
    """Remove the working folders of readings whose process was killed; once in the life of this process.

    The kernel drops a dead process's lock, whichever container it ran in, so that no living reading is disturbed.
    """
    for left in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        try:
            about = left.lstat()
            if about.st_uid != os.geteuid() or time.time() - about.st_mtime < _YOUNG_SECONDS:
                continue
            lock = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError:  # gone in this moment, or no folder
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
        except BlockingIOError:
            continue  # at work
        finally:
            os.close(lock)


def _with_descriptor(task: Task, descriptor: int) -> Task:
    return msgspec.structs.replace(task, answer_to=descriptor)


def _environment(folder: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    # One thread each: with its own threads Tesseract takes three times as long on 2 cores (handbook section 1), and
    # each thread of a linear algebra library reserves address space that RLIMIT_AS counts.
    single = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    root = str(Path(ingest.__path__[0]).parent)
    if (slots := slots_folder()) is not None:
        kept[SLOTS] = str(slots)
    return {**kept, **single, "LANG": "C.UTF-8", "TMPDIR": folder, "HOME": folder, "PYTHONPATH": root}


def _crash(child: _Child, limits: Limits) -> IngestError:
    """What became of a child that ended without an answer."""
    ended = child.ended()
    code, resident = child.kill()
    with child.stderr.open("rb") as file:
        file.seek(max(0, child.stderr.stat().st_size - _STDERR_TAIL))
        tail = file.read()
    said = tail.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1][:200]
    if not ended:
        return ReaderCrashed("the child closed its answers and went on")
    if code == -signal.SIGXCPU:
        return TimedOut(f"more than {limits.cpu_seconds} s of processor time")
    large = resident > max(
        _MEMORY_SHARE * limits.memory_bytes, _INHERITED * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    )
    if large or any(sign in tail for sign in _MEMORY_SIGNS):
        return OutOfMemory(f"{_ending(code)}, {resident >> 20} MB resident")
    return ReaderCrashed(f"{_ending(code)}, {resident >> 20} MB resident; {said}")


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
