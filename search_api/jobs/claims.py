"""One worker a file: a claim is an advisory lock on a small file, which the kernel drops when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Claims:
    """Named locks in a folder, between threads and between processes of one machine.

    On several machines with one database two of them may read the same file: each step can be done twice without
    harm, so only time is lost. A file whose older record may have come to the index last waits for it again
    (`Files.indexed`).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def hold(self, name: str) -> Iterator[None]:
        """Hold the lock of this name; waits while another holds it. Not re-entrant."""
        descriptor = os.open(self._folder / f"{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)
