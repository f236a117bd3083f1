"""Milliseconds of a search: the bare engine call, the engine port, the search path, the HTTP API; one client, in turns.

    python -m bench.search [PATH…] [--engine tantivy|opensearch] [--url URL] [--questions N] [--articles N…] [--bulk]

PATH is a PDF, a folder of them, or a codification (.jsonl.gz); by default ../shared/data/gazettes or else the samples.
The bare call is what ranks sent by the engine's own library (tantivy, opensearch-py): on tantivy the best ten rows,
with no counts, facets, documents or highlights; on OpenSearch the whole request. --articles grows the collection
to so many distinct articles, made of sentences of two real ones, one table a size. --bulk compares filling OpenSearch
with opensearch-py's parallel_bulk on the same records instead. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from inspect import isawaitable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from opensearchpy import OpenSearch
from opensearchpy.helpers import parallel_bulk
from rich.console import Console
from rich.table import Table
from starlette.types import Message
from tantivy import Index

from bench.search_records import grown, questions_of, records_of
from search_api.app import api_router, install
from search_api.index.embedded import compile as compile_tantivy
from search_api.index.embedded.folder import rows_with_deleted
from search_api.index.opensearch import compile as compile_opensearch
from search_api.index.opensearch import definition as opensearch_definition
from search_api.index.opensearch.engine import OpenSearchEngine
from search_api.index.record import DocumentRecord
from search_api.index.rows import clean, rows
from search_api.query.analyse import analyse
from search_api.query.mending import mend
from search_api.query.plan import SearchPlan, plan
from search_api.query.request import SearchQuery
from search_api.settings import Settings
from ui.assembly import assemble, open_engine

ROOT = Path(__file__).parent.parent
WARM_UP = 20
TAIL = 99
WAYS = ("bare", "engine", "search", "http")
BARE = {"settings": {"refresh_interval": "-1", "number_of_replicas": 0}}

Bare = Callable[[SearchPlan], object]
Ask = Callable[[SearchQuery], object]


@dataclass(slots=True)
class Timings:
    """Milliseconds of each way, in the order in which they were taken."""

    of: dict[str, list[float]] = field(default_factory=dict)

    async def take(self, way: str, ask: Callable[[], object]) -> None:
        """Do it once and note how long it took."""
        start = time.perf_counter()
        given = ask()
        if isawaitable(given):
            await given
        self.of.setdefault(way, []).append((time.perf_counter() - start) * 1000)

    def figures(self) -> dict[str, float]:
        """p50 and p99 of each way; what our path and the API add to the bare call at p50, and p99 as a multiple."""
        found: dict[str, float] = {}
        for way, taken in self.of.items():
            found[f"{way}_p50_ms"] = round(statistics.median(taken), 2)
            found[f"{way}_p99_ms"] = round(statistics.quantiles(taken, n=100)[TAIL - 1], 2)
        for way in ("search", "http"):
            added = [whole - bare for whole, bare in zip(self.of[way], self.of["bare"], strict=True)]
            found[f"{way}_over_bare_p50_ms"] = round(statistics.median(added), 2)
            found[f"{way}_to_bare_p99"] = round(found[f"{way}_p99_ms"] / found["bare_p99_ms"], 3)
        return found


def default_paths() -> list[Path]:
    """The real gazettes where they are, else the samples."""
    shared = ROOT.parent / "shared" / "data" / "gazettes"
    return [shared if shared.is_dir() else ROOT / "sample_gazettes"]


@contextmanager
def installation(engine: str, url: str) -> Iterator[Settings]:
    """Settings of an installation of its own, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        name = f"bench-{secrets.token_hex(4)}"
        settings = Settings.model_validate(
            {"data_dir": folder, "engine": engine, "opensearch_url": url, "opensearch_index": name}
        )
        try:
            yield settings
        finally:
            if engine == "opensearch":
                client = OpenSearch(url)
                client.indices.delete(index=f"{name}-*")
                client.indices.delete_index_template(name=name, ignore=404)


def bare_call(settings: Settings) -> Bare:
    """The engine's own library on the same query."""
    if settings.engine == "opensearch":
        client, name = OpenSearch(settings.opensearch_url, timeout=10), settings.opensearch_index
        own = OpenSearchEngine(settings.opensearch_url, name)
        return lambda asked: client.search(index=name, body=own.request(asked))
    folder = next((settings.data_dir / "index").glob("v*-*"))
    searcher = Index.open(str(folder)).searcher()
    ranking, held, rows = compile_tantivy.ranking_query, searcher.doc_freq, rows_with_deleted(folder)
    return lambda asked: searcher.search(ranking(asked, held, rows), 10)


async def measure(settings: Settings, questions: Sequence[SearchQuery]) -> Timings:
    """Every question by every way, each way first in its turn, so that noise and caches serve all alike.

    All in one run of one event loop, as in a server: its worker threads end with a run, and each new one takes 0.2 ms.
    """
    engine, bare = open_engine(settings), bare_call(settings)
    timings = Timings()
    with assemble(settings) as services:
        app = FastAPI()
        install(app, services)
        app.include_router(api_router(services))
        for place, question in enumerate([*questions[:WARM_UP], *questions]):
            asked = plan(mend(analyse(question), engine.words()))
            ways: list[tuple[str, Callable[[], object]]] = [
                ("bare", partial(bare, asked)),
                ("engine", partial(engine.search, asked)),
                ("search", partial(services.library.search, question)),
                ("http", partial(over_http, app, question)),
            ]
            taken = timings if place >= WARM_UP else Timings()
            for way, ask in ways[place % len(ways) :] + ways[: place % len(ways)]:
                await taken.take(way, ask)
    engine.close()
    return timings


async def over_http(app: FastAPI, question: SearchQuery) -> None:
    """The question through the whole application, without a network or a client, which would cost more than it does."""
    parameters = [("q", question.text), *(("type", each) for each in question.filters.types)]
    statuses: list[int] = []

    async def _receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def _send(message: Message) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    scope: dict[str, Any] = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET"}
    scope |= {"path": "/api/v1/search", "query_string": urlencode(parameters).encode(), "root_path": ""}
    scope |= {"scheme": "http", "server": ("localhost", 80), "client": ("127.0.0.1", 0)}
    scope |= {"headers": [(b"host", b"localhost")]}
    await app(scope, _receive, _send)
    if statuses != [200]:
        raise AssertionError(f"{question.text!r} was answered {statuses}")


def report(timings: Timings, figures: dict[str, float | int | str]) -> None:
    """The table and, last, the JSON line."""
    table = Table("way", "p50 ms", "p99 ms")
    for way in sorted(timings.of, key=WAYS.index):
        table.add_row(way, f"{figures[f'{way}_p50_ms']:.2f}", f"{figures[f'{way}_p99_ms']:.2f}")
    Console().print(table)
    print(json.dumps(figures))


def indexing(settings: Settings, records: Sequence[DocumentRecord]) -> dict[str, float]:
    """Seconds of the product's own filling, of `helpers.parallel_bulk` with ready requests, and with records as given.

    The second makes the same documents while it sends, as the product must.
    """
    engine = open_engine(settings)
    start = time.perf_counter()
    engine.rebuild(records)
    own = time.perf_counter() - start
    engine.close()
    # Merges that a rebuild leaves to the cluster would slow down what comes after it.
    OpenSearch(settings.opensearch_url).indices.delete(index=f"{settings.opensearch_index}-*")
    ready = [_action(settings, record) for record in records]
    bare = _bulk(settings, ready)
    making = _bulk(settings, (_action(settings, record) for record in records))
    return {
        "own_seconds": round(own, 1),
        "bulk_seconds": round(bare, 1),
        "bulk_with_making_seconds": round(making, 1),
        "ratio_to_bulk": round(bare / own, 3),
        "ratio_to_bulk_with_making": round(making / own, 3),
    }


def _action(settings: Settings, record: DocumentRecord) -> dict[str, object]:
    name = f"{settings.opensearch_index}-bare"
    cleaned = clean(record)
    return {"_index": name, "_id": record.id, "_source": compile_opensearch.document(cleaned, tuple(rows(cleaned)))}


def _bulk(settings: Settings, actions: Iterable[dict[str, object]]) -> float:
    """Seconds that the library's own helper takes to fill a new index of the same mapping, and to refresh it."""
    client, name = OpenSearch(settings.opensearch_url, timeout=120), f"{settings.opensearch_index}-bare"
    client.indices.create(index=name, body={"mappings": opensearch_definition.mappings()} | BARE)
    start = time.perf_counter()
    for _ in parallel_bulk(client, actions, thread_count=2, chunk_size=200, max_chunk_bytes=8 << 20):
        pass
    client.indices.refresh(index=name)
    taken = time.perf_counter() - start
    client.indices.delete(index=name)
    return taken


def searching(settings: Settings, records: Sequence[DocumentRecord], articles: int, most: int) -> Timings:
    """The timings over an index of the records, grown to so many articles (0: as they are)."""
    engine = open_engine(settings)
    engine.rebuild(grown(records, articles) if articles else records)
    engine.close()
    return asyncio.run(measure(settings, questions_of(records, most)))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--engine", choices=("tantivy", "opensearch"), default="tantivy")
    parser.add_argument("--url", default="http://127.0.0.1:9201", help="of OpenSearch")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument("--articles", type=int, nargs="+", default=[0], metavar="N")
    parser.add_argument("--bulk", action="store_true")
    options = parser.parse_args(arguments)
    records = records_of(options.paths or default_paths())
    known = {"engine": options.engine, "documents": len(records), "questions": options.questions}
    if options.bulk:
        with installation("opensearch", options.url) as settings:
            print(json.dumps({"documents": len(records), **indexing(settings, records)}))
        return
    for articles in options.articles:
        with installation(options.engine, options.url) as settings:
            timings = searching(settings, records, articles, options.questions)
        held = articles or sum(len(record.provisions) for record in records)
        report(timings, {**known, "articles": held, **timings.figures()})


if __name__ == "__main__":
    main()
