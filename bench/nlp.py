"""Characters a second of tagging: the whole pipeline, each component alone, with word segmentation, and underthesea's.

    python -m bench.nlp [FILE] [--documents N] [--rounds N] [--words N]

FILE (default ../shared/data/structured/documents.jsonl) holds documents with their structure; without it the sample
gazettes of this repository are taken, which are too few for figures that say much. Documents are laid out before;
timed is what `Tagger.tag` does from a document on: layout, syllables, all components. One process, counted in its
seconds of processor. Sides take turns on each document, so that noise of the machine falls on all of them, and of the
rounds each side's best is kept, document by document. Word segmentation, which is slow, takes every n-th document
(--words, default 4). The last line is one JSON object.
"""

import argparse
import json
import math
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

from rich.console import Console
from rich.table import Table
from spacy.tokens import Doc
from underthesea import word_tokenize

from bench.nlp_documents import sample_documents, structured_documents
from ingest.document import LegalDocument
from nlp.components import COMPONENTS, WORDS
from nlp.language import make_language
from nlp.pipeline import Tagger
from nlp.text import flatten

ROOT = Path(__file__).parent.parent
SOURCE = ROOT.parent / "shared" / "data" / "structured" / "documents.jsonl"
TARGET = 500_000
"""Characters a second on one core, all components, no word segmentation."""
SHARE = 0.8
"""Of the speed of underthesea's word_tokenize alone, all components with word segmentation."""

Side = Callable[[LegalDocument], object]


def chosen(source: Path, most: int) -> tuple[list[LegalDocument], str]:
    """The documents to tag and where they come from; of the sample gazettes where the file isn't there."""
    if source.exists():
        return list(islice(structured_documents(source), most)), source.name
    Console(stderr=True).print(f"[bold red]{source} is not there: the sample gazettes stand in, figures say little")
    return list(islice(sample_documents(ROOT / "sample_gazettes"), most)), "sample_gazettes"


def best_seconds(documents: Sequence[LegalDocument], sides: Sequence[Side], rounds: int) -> list[float]:
    """Seconds of processor of each side over all documents: of each document the best of the rounds."""
    totals = [0.0] * len(sides)
    for document in documents:
        best = [math.inf] * len(sides)
        for _ in range(rounds):
            for place, side in enumerate(sides):
                start = time.process_time()
                side(document)
                best[place] = min(best[place], time.process_time() - start)
        totals = [total + seconds for total, seconds in zip(totals, best, strict=True)]
    return totals


def component_sides() -> dict[str, Side]:
    """Layout, syllables, and each component alone on a document that the ones before it have read."""
    language = make_language(COMPONENTS, {})
    pipes = dict(language.pipeline)
    made: dict[int, Doc] = {}

    def tokens(document: LegalDocument) -> None:
        """Syllables of a laid out document; kept for the components."""
        layout = flatten(document)
        doc = language.tokenizer(layout.text)
        doc._.source, doc._.layout, doc._.issue = document, layout, None
        made.clear()
        made[id(document)] = doc

    def alone(name: str) -> Side:
        """One component."""
        return lambda document: pipes[name](made[id(document)])

    return {"layout": flatten, "layout and syllables": tokens, **{name: alone(name) for name in COMPONENTS}}


def measure(documents: Sequence[LegalDocument], rounds: int, every: int) -> dict[str, float]:
    """Characters a second of each side, by its name."""
    sized = [(document, len(flatten(document).text)) for document in documents]
    characters = sum(size for _, size in sized)
    plain, with_words = Tagger(), Tagger((WORDS, *COMPONENTS))
    parts = component_sides()
    sides: dict[str, Side] = {"all components": lambda document: plain.tag(document, None), **parts}
    for document, _ in sized[:2]:
        for side in sides.values():
            side(document)
    seconds = best_seconds(documents, list(sides.values()), rounds)
    speeds = {name: characters / spent for name, spent in zip(sides, seconds, strict=True)}
    few = [document for document, _ in sized[::every]]
    slow: dict[str, Side] = {
        "with word segmentation": lambda document: with_words.tag(document, None),
        "underthesea word_tokenize": lambda document: word_tokenize(flatten(document).text),
    }
    for side in slow.values():
        side(few[0])
    seconds = best_seconds(few, list(slow.values()), rounds)
    characters = sum(size for _, size in sized[::every])
    return speeds | {name: characters / spent for name, spent in zip(slow, seconds, strict=True)}


def report(speeds: dict[str, float], source: str, documents: int) -> None:
    """The table and, last, the JSON line."""
    table = Table("side", "characters/s")
    for name, speed in speeds.items():
        table.add_row(name, f"{speed:,.0f}")
    Console().print(table)
    share = speeds["with word segmentation"] / speeds["underthesea word_tokenize"]
    summary = {
        "source": source,
        "documents": documents,
        "characters_per_second": {name: round(speed) for name, speed in speeds.items()},
        "share_of_word_tokenize": round(share, 3),
        "fast_enough": speeds["all components"] >= TARGET and share >= SHARE,
    }
    print(json.dumps(summary, ensure_ascii=False))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=SOURCE)
    parser.add_argument("--documents", type=int, default=1000, help="the first N documents (default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is timed (default 3)")
    parser.add_argument("--words", type=int, default=4, metavar="N", help="segment every n-th document (default 4)")
    options = parser.parse_args(arguments)
    documents, source = chosen(options.file, options.documents)
    report(measure(documents, options.rounds, options.words), source, len(documents))


if __name__ == "__main__":
    main()
