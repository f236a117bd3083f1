"""Milliseconds of a search: the bare engine call, the engine port, the search path, the HTTP API; one client, in turns.

    python -m bench.search [PATH…] [--engine tantivy|opensearch] [--url URL] [--questions N]

PATH is a PDF, a folder of them, or a codification (.jsonl.gz); by default ../shared/data/gazettes or else the samples.
The bare call is the same compiled query sent by the engine's own library (tantivy, opensearch-py) without facets,
documents or highlights on tantivy, and with the whole request on OpenSearch. The last line is one JSON object.
"""

import argparse
import json
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient
from opensearchpy import OpenSearch
from rich.console import Console
from rich.table import Table
from tantivy import Index

from bench.search_records import questions_of, records_of
from search_api.app import api_router, install
from search_api.index import compile_opensearch, compile_tantivy
from search_api.query.analyse import analyse
from search_api.query.plan import SearchPlan, plan
from search_api.query.request import SearchQuery
from search_api.search import search
from search_api.settings import Settings
from ui.assembly import assemble, open_engine

ROOT = Path(__file__).parent.parent
WARM_UP = 20
TAIL = 99

Bare = Callable[[SearchPlan], object]
Ask = Callable[[SearchQuery], object]


@dataclass(slots=True)
class Timings:
    """Milliseconds of each way, in the order in which they were taken."""

    of: dict[str, list[float]] = field(default_factory=dict)

    def take(self, way: str, ask: Callable[[], object]) -> None:
        """Do it once and note how long it took."""
        start = time.perf_counter()
        ask()
        self.of.setdefault(way, []).append((time.perf_counter() - start) * 1000)

    def figures(self) -> dict[str, float]:
        """p50 and p99 of each way, and what our path and the API add to the bare call at p50."""
        found: dict[str, float] = {}
        for way, taken in self.of.items():
            found[f"{way}_p50_ms"] = round(statistics.median(taken), 2)
            found[f"{way}_p99_ms"] = round(statistics.quantiles(taken, n=100)[TAIL - 1], 2)
        for way in ("search", "http"):
            added = [whole - bare for whole, bare in zip(self.of[way], self.of["bare"], strict=True)]
            found[f"{way}_over_bare_p50_ms"] = round(statistics.median(added), 2)
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
        return lambda asked: client.search(index=name, body=compile_opensearch.request(asked))
    folder = next((settings.data_dir / "index").glob("v*-*"))
    searcher = Index.open(str(folder)).searcher()
    return lambda asked: searcher.search(compile_tantivy.rows_query(asked), 10)


def measure(settings: Settings, questions: Sequence[SearchQuery]) -> Timings:
    """Every question by every way, one after the other, so that noise of the machine falls on all."""
    engine, bare = open_engine(settings), bare_call(settings)
    timings = Timings()
    with assemble(settings) as services:
        app = FastAPI()
        install(app, services)
        app.include_router(api_router(services))
        with TestClient(app, base_url=settings.base_url) as client:
            for place, question in enumerate([*questions[:WARM_UP], *questions]):
                asked = plan(analyse(question))
                taken = timings if place >= WARM_UP else Timings()
                taken.take("bare", partial(bare, asked))
                taken.take("engine", partial(engine.search, asked))
                taken.take("search", partial(search, engine, question))
                taken.take("http", partial(over_http, client, question))
    engine.close()
    return timings


def over_http(client: TestClient, question: SearchQuery) -> None:
    """The question through the whole application, without a network."""
    parameters: dict[str, str | list[str]] = {"q": question.text, "type": list(question.filters.types)}
    client.get("/api/v1/search", params=parameters).raise_for_status()


def report(timings: Timings, figures: dict[str, float | int | str]) -> None:
    """The table and, last, the JSON line."""
    table = Table("way", "p50 ms", "p99 ms")
    for way in timings.of:
        table.add_row(way, f"{figures[f'{way}_p50_ms']:.2f}", f"{figures[f'{way}_p99_ms']:.2f}")
    Console().print(table)
    print(json.dumps(figures))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--engine", choices=("tantivy", "opensearch"), default="tantivy")
    parser.add_argument("--url", default="http://127.0.0.1:9201", help="of OpenSearch")
    parser.add_argument("--questions", type=int, default=300)
    options = parser.parse_args(arguments)
    records = records_of(options.paths or default_paths())
    with installation(options.engine, options.url) as settings:
        engine = open_engine(settings)
        start = time.perf_counter()
        engine.rebuild(records)
        seconds = time.perf_counter() - start
        engine.close()
        timings = measure(settings, questions_of(records, options.questions))
    report(
        timings,
        {
            "engine": options.engine,
            "documents": len(records),
            "provisions": sum(len(record.provisions) for record in records),
            "questions": options.questions,
            "index_seconds": round(seconds, 1),
            **timings.figures(),
        },
    )


if __name__ == "__main__":
    main()
