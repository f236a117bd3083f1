"""Articles of a large collection: found by the words of a heading with the act's number, and by related articles.

    python -m bench.codification [ARTICLES] [--engine tantivy|opensearch] [--url URL] [--sample N] [--without-notes]

ARTICLES are those of the official codification, one JSON object a line, packed by gzip; by default those beside the
repository. Each act becomes a document, each article a provision; the code before a heading ('Điều 36.3.LQ.1.') is
taken off. `heading` asks for an article by its heading and its act's number, in the search for articles: the share that
stands among the first three. `related` asks for articles like one: recall@10 of those that the codification names.
--sample questions of each are drawn (0: all). --without-notes takes the codification's own remark off the texts, which
names the related articles by their headings ('Điều này có nội dung liên quan đến …'). The last line is one JSON object.
"""

import argparse
import json
import random
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.search import ROOT, installation
from bench.search_records import Entry, act_record, acts_in
from search_api.answering.likeness import related
from search_api.answering.search import search
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.wordbook import CountingEngine
from search_api.query.request import SearchQuery
from ui.assembly import open_engine

ARTICLES = ROOT.parent / "shared" / "data" / "codification" / "articles.jsonl.gz"
NEAR, DEEP = 3, 10
_CODE = re.compile(r"^Điều [\w.]+(?:\s+|$)")
_NOTE = re.compile(r"\s*\(Điều này có nội dung liên quan đến.*\Z", re.DOTALL)
_SOURCE = re.compile(r"\(\s*(Điều \d+\w?)")


@dataclass(frozen=True, slots=True)
class Collection:
    """The records, where each article stands (document, eid), its entry, and the articles that it names as related."""

    records: tuple[DocumentRecord, ...]
    places: dict[str, tuple[str, str]]
    entries: dict[str, Entry]

    def related(self, article: str) -> set[tuple[str, str]]:
        """Where the articles stand that one names, as far as they are here."""
        named = (each[0] for each in self.entries[article]["related"])
        return {self.places[name] for name in named if name in self.places and name != article}


def collection_of(path: Path, *, with_notes: bool) -> Collection:
    """The articles of a file, by act."""
    records: list[DocumentRecord] = []
    places: dict[str, tuple[str, str]] = {}
    entries: dict[str, Entry] = {}
    for number, held in enumerate(acts_in(path)):
        records.append(act_record(number, held, _provisions(held, with_notes=with_notes)))
        places |= {entry["id"]: (records[-1].id, f"art_{n}") for n, entry in enumerate(held, 1)}
        entries |= {entry["id"]: entry for entry in held}
    return Collection(tuple(records), places, entries)


def heading_of(entry: Entry) -> str:
    """The words of a heading, without its code."""
    return _CODE.sub("", entry["heading"] or "")


def _provisions(held: Sequence[Entry], *, with_notes: bool) -> Iterator[ProvisionRecord]:
    for n, entry in enumerate(held, 1):
        text = _text(entry, with_notes=with_notes)
        yield ProvisionRecord(f"art_{n}", _label(entry, n), heading_of(entry), text, None, n)


def _label(entry: Entry, number: int) -> str:
    source = _SOURCE.match((entry["source"] or [""])[0])
    return source[1] if source else f"Điều {number}"


def _text(entry: Entry, *, with_notes: bool) -> str:
    text = entry["text"] or ""
    return text if with_notes else _NOTE.sub("", text)


def headings(engine: CountingEngine, held: Collection, sample: int) -> dict[str, float]:
    """The share of articles among the first three, asked by heading and number."""
    asked = [name for name, entry in held.entries.items() if "/" in (entry["act"] or "") and heading_of(entry)]
    found, taken = 0, []
    drawn = _drawn(asked, sample)
    for name in drawn:
        entry = held.entries[name]
        query = SearchQuery(f"{heading_of(entry)} {entry['act']}"[:512], size=NEAR, unit="provision")
        start = time.perf_counter()
        hits = search(engine, query, engine.words).hits
        taken.append((time.perf_counter() - start) * 1000)
        found += held.places[name] in {(hit.id, hit.provisions[0].eid) for hit in hits}
    return {"headings": len(drawn), "heading@3": round(found / len(drawn), 4), "heading_p50_ms": _p50(taken)}


def likenesses(engine: CountingEngine, held: Collection, sample: int) -> dict[str, float]:
    """Recall of the related articles that the codification names."""
    provisions = {(r.id, p.eid): p for r in held.records for p in r.provisions}
    drawn = _drawn([name for name in held.entries if held.related(name)], sample)
    recalls, taken = [], []
    for name in drawn:
        wanted, place = held.related(name), held.places[name]
        start = time.perf_counter()
        hits = related(engine.search, place[0], provisions[place], DEEP)
        taken.append((time.perf_counter() - start) * 1000)
        recalls.append(len(wanted & {(hit.id, hit.provisions[0].eid) for hit in hits}) / len(wanted))
    return {"related": len(drawn), "related@10": round(statistics.fmean(recalls), 4), "related_p50_ms": _p50(taken)}


def _drawn(names: Sequence[str], sample: int) -> list[str]:
    return random.Random(7).sample(names, min(sample, len(names))) if sample else list(names)


def _p50(taken: Sequence[float]) -> float:
    return round(statistics.median(taken), 2)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m bench.codification", description=__doc__)
    parser.add_argument("articles", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--engine", choices=("tantivy", "opensearch"), default="tantivy")
    parser.add_argument("--url", default="http://127.0.0.1:9201", help="of OpenSearch")
    parser.add_argument("--sample", type=int, default=2000)
    parser.add_argument("--without-notes", action="store_true")
    options = parser.parse_args(arguments)
    held = collection_of(options.articles, with_notes=not options.without_notes)
    with installation(options.engine, options.url) as settings:
        engine = open_engine(settings)
        engine.rebuild(held.records)
        figures = headings(engine, held, options.sample) | likenesses(engine, held, options.sample)
        engine.close()
    table = Table(*figures)
    table.add_row(*(f"{value:g}" for value in figures.values()))
    Console().print(table)
    print(json.dumps({"engine": options.engine, "articles": len(held.entries), **figures}))


if __name__ == "__main__":
    main()
