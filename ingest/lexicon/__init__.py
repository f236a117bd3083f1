"""Knowledge of floor 1 as data: issuers, document types, furniture."""

import functools
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def load(name: str) -> dict[str, Any]:
    """The TOML file `name`.toml of this folder as a mapping; read once a process."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
