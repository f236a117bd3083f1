"""Engines on a real OpenSearch node, each on an index of its own."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from search_api.index.opensearch.engine import OpenSearchEngine


@contextmanager
def made(url: str) -> Iterator[tuple[OpenSearchEngine, str]]:
    """An engine on an index of its own, with its name; everything under that name is deleted at the end."""
    name = f"test-{secrets.token_hex(6)}"
    engine = OpenSearchEngine(url, name, seconds_to_wait=60)
    try:
        yield engine, name
    finally:
        engine.remove()
        engine.close()
