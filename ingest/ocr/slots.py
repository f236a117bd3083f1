"""One Tesseract a core on the whole machine, however many files are read at once.

Each file's pages are read by as many threads as there are cores; two files at once would run two Tesseracts a core,
and both would be slower for it. So a page waits for a core's slot: a lock file, which the kernel frees when its holder
ends in whatever way.
"""

import contextlib
import fcntl
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SLOTS = "OCR_SLOTS"
"""Environment variable with the folder of the lock files; without it a page is read at once."""

_WAIT_SECONDS = 0.02  # a page takes 0.8 s and more


def slots_folder() -> Path | None:
    """The folder that all processes of this user share for their slots, made if need be; None where it cannot be.

    A folder of that name that somebody else has made is not used.
    """
    folder = Path(tempfile.gettempdir()) / f"congbao-ocr-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder if folder.lstat().st_uid == os.getuid() and not folder.is_symlink() else None
    except OSError:
        return None


@contextlib.contextmanager
def core(cores: int | None = None) -> Iterator[None]:
    """Hold one of the machine's cores for the time of the block; waits until one is free.

    Args:
        cores: how many slots there are; None: one for each core that this process may use.
    """
    folder = os.environ.get(SLOTS)
    held = _taken(Path(folder), cores or len(os.sched_getaffinity(0))) if folder else None
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _taken(folder: Path, cores: int) -> int | None:
    """The descriptor of a slot's lock; None where the folder cannot be used: better crowded than not read."""
    while True:
        for place in range(cores):
            try:
                slot = os.open(folder / str(place), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            except OSError:
                return None
            try:
                fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(slot)
            else:
                return slot
        time.sleep(_WAIT_SECONDS)
