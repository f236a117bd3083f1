"""Named places in the work on a file where a test may kill the process (handbook reliability.md, P1)."""

import os
import signal

VARIABLE = "CONGBAO_DIE_AT"
"""Set to a checkpoint's name, it makes the process kill itself there, as a power cut would."""

NAMES = ("vaulted", "entered", "read", "kept", "tagged", "stored", "related", "put", "indexed")
OF_RETAGGING = ("retagged", "retag-stored")


def checkpoint(name: str) -> None:
    """Pass the place `name`."""
    if os.environ.get(VARIABLE) == name:
        os.kill(os.getpid(), signal.SIGKILL)
