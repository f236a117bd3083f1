"""What commands open: the settings, an installation, and whether a port is free to listen on."""

import contextlib
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from search_api.services import Services
    from search_api.settings import Settings

REFUSED, USAGE, UNAVAILABLE, STOPPED = 1, 2, 3, 130
"""Exit codes (docs/cli.md): some files were refused, wrong use, a service is out of reach, stopped by Ctrl-C."""


def read_settings() -> "Settings":
    """The settings of the environment; wrong ones end the command with a sentence."""
    from pydantic import ValidationError  # noqa: PLC0415 - a command loads only what it needs

    from search_api.settings import Settings  # noqa: PLC0415 - the same
    from ui import terminal  # noqa: PLC0415 - the same

    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(f"CONGBAO_{each['loc'][0]}".upper() for each in error.errors())
        terminal.fail(f"Thiết lập không hợp lệ: {names}. Xem docs/settings.md.")
        raise typer.Exit(USAGE) from error


@contextlib.contextmanager
def open_services(**changes: object) -> "Iterator[Services]":
    """The installation of the settings, with `changes` to them, closed at the end."""
    from ui.assembly import assemble  # noqa: PLC0415 - a command loads only what it needs

    with assemble(read_settings().model_copy(update=changes)) as services:
        yield services


def is_free(host: str, port: int) -> bool:
    """Whether this process could listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
