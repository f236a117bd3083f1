"""Reads the floor's knowledge: TOML beside the code, each file with its source, as the value that it describes."""

from importlib.resources import files
from typing import TypeVar

import msgspec

Value = TypeVar("Value")


def knowledge(package: str, name: str, kind: type[Value]) -> Value:
    """The file `<name>.toml` of a package of this floor as a `kind`; read anew each time.

    Raises:
        FileNotFoundError: there is no such file in the package.
        msgspec.ValidationError: it is none of this kind.
    """
    return msgspec.toml.decode(files(package).joinpath(f"{name}.toml").read_bytes(), type=kind)
