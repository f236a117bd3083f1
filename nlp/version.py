"""The version of what tags: by it a stored document shows whether the present rules and models have seen it."""

import hashlib
from functools import cache
from pathlib import Path

import ingest
import nlp

TAGGING = 2
"""Rises when the rules change in their code. What changes in the lexica or the models shows by itself."""

_OURS = ("lexicon/*.toml", "**/*.toml", "**/*.npz")
_OF_INGEST = ("lexicon/*.toml",)


@cache
def stamp() -> str:
    """'2-3f9a0c1d5b7e': the rules' version and a digest of all lexica and models (5 MB, some 10 ms, once a process)."""
    digest = hashlib.sha256()
    for package, patterns in ((nlp, _OURS), (ingest, _OF_INGEST)):
        root = Path(package.__path__[0])
        for path in sorted({path for pattern in patterns for path in root.glob(pattern)}):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return f"{TAGGING}-{digest.hexdigest()[:12]}"
