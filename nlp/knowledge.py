"""Reads the floor's lexicon: TOML beside the code, each file with its source."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The parsed file `nlp/lexicon/<name>.toml`; one value for all callers, not to be changed.

    Raises:
        FileNotFoundError: there is no such file in the package.
    """
    return tomllib.loads(files("nlp.lexicon").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
