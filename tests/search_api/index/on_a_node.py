"""Engines on a real OpenSearch node, each on an index of its own."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from opensearchpy import OpenSearch

from search_api.index.opensearch.definition import Layout
from search_api.index.opensearch.engine import OpenSearchEngine


@contextmanager
def made(url: str, layout: Layout | None = None) -> Iterator[tuple[OpenSearchEngine, str]]:
    """An engine on an index of its own, with its name; everything under that name is deleted at the end."""
    name = f"test-{secrets.token_hex(6)}"
    engine = OpenSearchEngine(url, name, seconds_to_wait=60, layout=layout or Layout())
    try:
        yield engine, name
    finally:
        engine.close()
        with OpenSearch(url) as client:
            client.indices.delete(index=f"{name}-*", ignore_unavailable=True)
            client.indices.delete_index_template(name=name, ignore=404)
