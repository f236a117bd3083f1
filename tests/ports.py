"""Ports for the servers that tests start."""

import random
import socket

_PORTS = range(15_000, 30_000)
"""Below those that the kernel gives to connections (from 32768): none of the thousands that other tests open in the
meantime takes one of these."""

_CHANCE = random.SystemRandom()  # workers and runs beside each other choose each for itself, whatever seeds `random`


def free_port() -> int:
    """A port of loopback that nobody uses in this moment."""
    while True:
        port = _CHANCE.choice(_PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
