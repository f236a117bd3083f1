"""Recall, nDCG and MRR of the product's own index and query path on a BEIR folder, with milliseconds a question.

    python -m bench.relevance DIR [--engine tantivy|opensearch] [--url URL] [--strip-tones | --half-tones] [--misses N]

DIR holds corpus.jsonl, queries.jsonl and qrels/test.tsv. Each text of the corpus is put into the index as a document of
one provision, and asked as a reader asks. --strip-tones takes all marks off the questions, --half-tones those of every
second syllable that has some. --misses prints questions without a right answer among the first ten. The last line is
one JSON object.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.search import installation
from bench.search_records import record
from search_api.answering.search import search
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.index.wordbook import CountingEngine
from search_api.query.request import SearchQuery
from search_api.query.syllables import fold_in_place, syllables
from search_api.searches.rated import ndcg
from ui.assembly import open_engine

DEEP = 20
"""Results asked for: the deepest recall that is told."""

FIRST_PAGE = 10
"""Results of the first page, within which MRR and misses are counted."""

WARM_UP = 20


@dataclass(frozen=True, slots=True)
class Question:
    """A question and how right each text is for it."""

    text: str
    right: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """The ids found for a question, the best first, and the milliseconds it took."""

    question: Question
    found: tuple[str, ...]
    milliseconds: float

    @property
    def first(self) -> int | None:
        """Place of the first right answer, from 1."""
        return next((place for place, each in enumerate(self.found, 1) if self.question.right.get(each, 0) > 0), None)

    def recall(self, depth: int) -> float:
        """Share of the right answers among the first `depth`."""
        right = {each for each, grade in self.question.right.items() if grade > 0}
        return len(right.intersection(self.found[:depth])) / len(right)

    def ndcg(self, depth: int) -> float:
        """Discounted gain of the first `depth` against the best order."""
        right = self.question.right
        return ndcg([right.get(each, 0) for each in self.found], right.values(), depth)


def corpus_of(folder: Path) -> Iterator[DocumentRecord]:
    """The texts as records for the index."""
    for entry in _lines(folder / "corpus.jsonl"):
        title = str(entry.get("title") or "")
        yield record(str(entry["_id"]), title, [ProvisionRecord("text", "", "", str(entry["text"]), None, 1)])


def questions_of(folder: Path, change: Callable[[str], str]) -> list[Question]:
    """The questions that have a right answer, each changed."""
    right: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        question, text, grade = line.split("\t")
        right.setdefault(question, {})[text] = int(grade)
    entries = ((str(entry["_id"]), str(entry["text"])) for entry in _lines(folder / "queries.jsonl"))
    return [Question(change(text), right[name]) for name, text in entries if any(right.get(name, {}).values())]


def _lines(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def half_toned(text: str) -> str:
    """The text with the marks of every second marked syllable taken off."""
    folded, out, marked = fold_in_place(text), list(text), 0
    for syllable in syllables(text):
        if text[syllable.start : syllable.end] != folded[syllable.start : syllable.end]:
            marked += 1
            if marked % 2:
                out[syllable.start : syllable.end] = folded[syllable.start : syllable.end]
    return "".join(out)


def ask(engine: CountingEngine, questions: Sequence[Question]) -> list[Answer]:
    """Every question, one client, after a warm-up."""
    for question in questions[:WARM_UP]:
        search(engine, SearchQuery(question.text[:512], size=DEEP), engine.words)
    answers = []
    for question in questions:
        start = time.perf_counter()
        page = search(engine, SearchQuery(question.text[:512], size=DEEP), engine.words)
        taken = (time.perf_counter() - start) * 1000
        answers.append(Answer(question, tuple(hit.id for hit in page.hits), taken))
    return answers


def figures_of(answers: Sequence[Answer]) -> dict[str, float]:
    """What is measured, over all questions."""
    firsts = [answer.first for answer in answers]
    taken = sorted(answer.milliseconds for answer in answers)
    figures = {f"recall@{depth}": statistics.fmean(a.recall(depth) for a in answers) for depth in (1, 5, 10, DEEP)}
    figures["ndcg@10"] = statistics.fmean(answer.ndcg(FIRST_PAGE) for answer in answers)
    figures["mrr@10"] = statistics.fmean(1 / first if first and first <= FIRST_PAGE else 0 for first in firsts)
    figures["p50_ms"] = statistics.median(taken)
    figures["p99_ms"] = taken[min(len(taken) - 1, int(len(taken) * 0.99))]
    return {name: round(value, 4 if "@" in name else 2) for name, value in figures.items()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--engine", choices=("tantivy", "opensearch"), default="tantivy")
    parser.add_argument("--url", default="http://127.0.0.1:9201", help="of OpenSearch")
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    tones = parser.add_mutually_exclusive_group()
    tones.add_argument("--strip-tones", dest="change", action="store_const", const=fold_in_place, default=str)
    tones.add_argument("--half-tones", dest="change", action="store_const", const=half_toned)
    options = parser.parse_args(arguments)
    questions = questions_of(options.folder, options.change)
    with installation(options.engine, options.url) as settings:
        engine = open_engine(settings)
        texts = engine.rebuild(corpus_of(options.folder))
        answers = ask(engine, questions)
        engine.close()
    figures = figures_of(answers)
    for answer in [each for each in answers if not each.first or each.first > FIRST_PAGE][: options.misses]:
        print(f"{answer.first or '-'}\t{answer.question.text}\t{', '.join(answer.question.right)}")
    table = Table(*figures)
    table.add_row(*(f"{value:g}" for value in figures.values()))
    Console().print(table)
    print(json.dumps({"engine": options.engine, "texts": texts, "questions": len(answers), **figures}))


if __name__ == "__main__":
    main()
