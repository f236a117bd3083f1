"""Jobs for the child that go wrong in a way of their own."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from ingest.document import Progress
from ingest.errors import BrokenFile
from ingest.limits import Limits

Report = Callable[[Progress], None]


def crash(path: Path, order: str, limits: Limits, progress: Report) -> str:
    os.kill(os.getpid(), signal.SIGSEGV)
    return ""


def hang(path: Path, order: str, limits: Limits, progress: Report) -> str:
    time.sleep(60)
    return ""


def refuse(path: Path, order: str, limits: Limits, progress: Report) -> str:
    raise BrokenFile(order)


def babble(path: Path, order: str, limits: Limits, progress: Report) -> str:
    return "no signatures at all"
