"""Rebuild under load: searches, puts and deletes go on while the index is built anew (promise P19).

    python -m bench.rebuild [--engine tantivy|opensearch] [--url URL] [--searches N] [--documents N]

Every document is of one edition; each rebuild swaps all of them for the next, until so many searches were made. A
search must give the whole of one edition: none may fail, none may see two. What is put meanwhile must be found
afterwards, what is deleted must not. The last line is one JSON object; the exit code is 1 when a promise was broken.
"""

import argparse
import json
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field

from bench.search import installation
from bench.search_records import record
from search_api.answering.search import search
from search_api.index.gateway import SearchEngine
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.query.hits import MARK_END, MARK_START
from search_api.query.request import SearchQuery
from ui.assembly import open_engine

SEARCHERS = 2
SHARED = "nội dung chung"
_PAUSE = 0.02
"""Seconds between two puts of the writer: an ingest puts a file every few seconds."""


@dataclass(frozen=True, slots=True)
class Result:
    """What went on. `lost` and `risen` are documents put and not found, deleted and found."""

    searches: int
    failed: int
    mixed: int
    rebuilds: int
    puts: int
    lost: int
    risen: int
    seconds: float
    p50_ms: float
    p99_ms: float

    @property
    def holds(self) -> bool:
        """Whether the promise was kept."""
        return not (self.failed or self.mixed or self.lost or self.risen)


@dataclass(slots=True)
class Load:
    """Searchers, a writer and rebuilds over one engine; `archive` is what documents were put, as a real archive has."""

    engine: SearchEngine
    documents: int
    wanted: int
    archive: dict[str, DocumentRecord] = field(default_factory=dict)
    taken: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    mixtures: list[str] = field(default_factory=list)
    puts: int = 0
    _done: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> Result:
        """Rebuild until so many searches were made."""
        self.engine.rebuild(self._records(0))
        began, rebuilds = time.perf_counter(), 0
        threads = [threading.Thread(target=self._search) for _ in range(SEARCHERS)]
        threads.append(threading.Thread(target=self._write))
        for thread in threads:
            thread.start()
        try:
            while len(self.taken) < self.wanted and not self.failures:
                rebuilds += 1
                self.engine.rebuild(self._records(rebuilds))
        finally:
            self._done.set()
            for thread in threads:
                thread.join()
        lost, risen = self._settled()
        times = sorted(self.taken) or [0.0]
        return Result(
            searches=len(self.taken),
            failed=len(self.failures),
            mixed=len(self.mixtures),
            rebuilds=rebuilds,
            puts=self.puts,
            lost=lost,
            risen=risen,
            seconds=round(time.perf_counter() - began, 1),
            p50_ms=round(statistics.median(times), 2),
            p99_ms=round(times[min(len(times) - 1, int(len(times) * 0.99))], 2),
        )

    def _records(self, edition: int) -> Iterator[DocumentRecord]:
        """All documents of an edition, and what was put into the archive up to now."""
        with self._lock:
            put = list(self.archive.values())
        yield from put
        for number in range(self.documents):
            yield _record(f"d{number}", f"Bản {edition} văn bản {number}", SHARED)

    def _search(self) -> None:
        while not self._done.is_set():
            began = time.perf_counter()
            try:
                page = search(self.engine, SearchQuery(f'"{SHARED}"', size=50))
            except Exception as error:  # noqa: BLE001 - whatever went wrong is what is looked for
                self.failures.append(repr(error))
                return
            self.taken.append((time.perf_counter() - began) * 1_000)
            titles = (hit.title.replace(MARK_START, "").replace(MARK_END, "") for hit in page.hits)
            editions = {title.split()[1] for title in titles}
            if len(editions) != 1 or page.total != self.documents:
                self.mixtures.append(f"{page.total} of editions {sorted(editions)}")

    def _write(self) -> None:
        """Put documents one by one; every third is deleted again."""
        while not self._done.is_set():
            identity = f"w{self.puts}"
            made = _record(identity, f"Việc khác {self.puts}", f"riêng{self.puts}")
            try:
                with self._lock:
                    self.archive[identity] = made
                self.engine.put([made])
                if self.puts % 3 == 0:
                    with self._lock:
                        del self.archive[identity]
                    self.engine.delete([identity])
            except Exception as error:  # noqa: BLE001 - a write that fails in whatever way is what is looked for
                self.failures.append(repr(error))
                return
            self.puts += 1
            time.sleep(_PAUSE)

    def _settled(self) -> tuple[int, int]:
        """How many documents are lost, and how many have risen."""
        found = [
            {hit.id for hit in search(self.engine, SearchQuery(f'"riêng{number}"')).hits} for number in range(self.puts)
        ]
        lost = sum(f"w{number}" not in held for number, held in enumerate(found) if number % 3)
        return lost, sum(f"w{number}" in held for number, held in enumerate(found) if number % 3 == 0)


def _record(identity: str, title: str, text: str) -> DocumentRecord:
    words = f"{text}. " + "Văn bản có hiệu lực. " * 20
    return record(identity, title, [ProvisionRecord("art_1", "Điều 1", "", words, 1, 1)])


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m bench.rebuild", description=__doc__)
    parser.add_argument("--engine", choices=("tantivy", "opensearch"), default="tantivy")
    parser.add_argument("--url", default="http://127.0.0.1:9201", help="of OpenSearch")
    parser.add_argument("--searches", type=int, default=1_000)
    parser.add_argument("--documents", type=int, default=200)
    options = parser.parse_args(arguments)
    with installation(options.engine, options.url) as settings:
        engine = open_engine(settings)
        load = Load(engine, options.documents, options.searches)
        result = load.run()
        engine.close()
    for told in (*load.failures, *load.mixtures)[:5]:
        print(told)
    print(json.dumps({"engine": options.engine, "documents": options.documents, **asdict(result)}))
    sys.exit(0 if result.holds else 1)


if __name__ == "__main__":
    main()
