"""Readers that stand in for ingest.pipeline.read_file in a child: one for each way in which reading can go wrong."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ingest.document import ParsedFile, Progress
from ingest.errors import EncryptedFile
from ingest.limits import Limits

Report = Callable[[Progress], None]


def good(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    for page in (1, 2, 3):
        progress(Progress("text", page, 3))
    return ParsedFile(path.name, None, (), ())


def large(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    return ParsedFile("đ" * 5_000_000, None, (), ())


def refusing(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    raise EncryptedFile("as this test wants it")


def raising(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    raise TypeError("'NoneType' object is not iterable")


def printing(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    os.write(1, b'{"type":"failed","reason":"encrypted","detail":""}\n' * 100)
    os.write(2, b"\xff noise of a C library\n" * 100)
    return good(path, limits, progress)


def hanging(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    progress(Progress("text", 1, 2))
    time.sleep(600)
    raise AssertionError


def crawling(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    for page in range(10_000):
        progress(Progress("text", page, 10_000))
        time.sleep(0.02)
    raise AssertionError


def spinning(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    while True:
        pass


def segfaulting(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    ctypes.string_at(0)
    raise AssertionError


def killed(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def leaving(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    os._exit(3)


def gorging(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    return ParsedFile(str(len([bytearray(64 << 20) for _ in range(1_000)])), None, (), ())


def gorging_in_c(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    kept = bytearray(int(limits.memory_bytes * 0.7))
    kept[::4_096] = b"x" * len(kept[::4_096])
    os.abort()


def writing(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    with Path("large").open("wb") as file:
        file.writelines(bytes(1 << 20) for _ in range(100))
    return good(path, limits, progress)


def lying(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    for descriptor in range(3, 30):
        try:
            os.write(descriptor, b'{"type":"read","parsed":{"sha256":7}}\n')
        except OSError:
            continue
    return good(path, limits, progress)


def flooding(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    return ParsedFile("x" * (limits.answer_bytes + 10), None, (), ())


def closing(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    os.closerange(3, 30)
    time.sleep(600)
    raise AssertionError


def forking(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    """Leaves a grandchild behind, which leaves one behind in turn, then hangs."""
    code = "import subprocess, sys, time; subprocess.Popen(['sleep', sys.argv[1]]); time.sleep(600)"
    subprocess.Popen([sys.executable, "-c", code, path.read_text()])
    progress(Progress("text", 1, 1))
    time.sleep(600)
    raise AssertionError


def boasting(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    """Tells what the child is allowed and what it sees."""
    bounds = [
        resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_AS, resource.RLIMIT_CORE, resource.RLIMIT_NOFILE)
    ]
    try:
        socket.create_connection(("127.0.0.1", int(path.read_text())), 2).close()
        reach = "network"
    except OSError:
        reach = "alone"
    facts = [
        *map(str, bounds),
        str(os.getsid(0) == os.getpid()),
        reach,
        " ".join(entry.name for entry in Path().iterdir()),
        ",".join(sorted(os.environ)),
    ]
    return ParsedFile("\n".join(facts), None, (), ())


def scanning(path: Path, limits: Limits, progress: Report, *_: object) -> ParsedFile:
    """Reads all pages by OCR, whatever text they hold."""
    from ingest.ocr import read_pages
    from ingest.triage import triage

    numbers = range(1, triage(path, limits).pages + 1)
    return ParsedFile("", None, tuple(read_pages(path, numbers, limits, progress)), ())
