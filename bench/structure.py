"""Articles, clauses and points that our reading finds, against the official structure of whole documents.

    python -m bench.structure [FILE] [--documents N] [--scanned N] [--show N]

FILE (default ../shared/data/structured/documents.jsonl) holds documents with the levels that the national law
database gives their paragraphs. Each is set as a gazette file of its own by the sample generator, drawn born digital
and, for --scanned N of them evenly spread, as a scan of 200 dpi with moderate damage; then read by
`ingest.pipeline.read_file`.

A unit is right when its path of labels (Điều 5, khoản 2, điểm a) and its whole text, with all units below it, are
those of the source; blanks do not count. Of a scan the text may differ in 3 % of its letters. "labels" counts the
paths alone. An article that is in two parts, in the wrong place or short of one sentence is thus missed. The last
line is one JSON object. `--show N` prints the first N units that differ.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.structure_units import LEVELS, Unit, allowed, read_units, true_units
from ingest.limits import Limits
from ingest.pipeline import read_file
from sample_gazettes.damage import MODERATE, worn_pdf
from sample_gazettes.draw import draw_pdf
from sample_gazettes.marked import Marked, MarkedDocument, lay_out_marked
from sample_gazettes.samples import seals

ROOT = Path(__file__).parent.parent
SOURCE = ROOT.parent / "shared" / "data" / "structured" / "documents.jsonl"
SCAN_DPI = 200
SCAN_ERRORS = 0.03
"""Share of letters that may differ in a unit of a scan: OCR's own errors are measured by bench.ocr."""


@dataclass(slots=True)
class Tally:
    """True units, read units and those that are right, for each level; with and without the text."""

    true: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    whole: int = 0

    def f1(self, level: str, right: Counter[str]) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        total = self.true[level] + self.read[level]
        return 2 * right[level] / total if total else 1.0


def documents_of(path: Path) -> Iterator[MarkedDocument]:
    """The documents of a file in the form of ../shared/data/structured (its README tells it)."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            form = json.loads(line)
            paragraphs = tuple(Marked(level, text) for level, text in form["paragraphs"])
            yield MarkedDocument(form["title"] or "", paragraphs, tuple(form["after"]))


def compare(true: Sequence[Unit], read: Sequence[Unit], errors: float, tally: Tally) -> list[str]:
    """Count one document and tell what differs. Units with the same path are matched in their order."""
    waiting: dict[tuple[str, ...], list[Unit]] = {}
    for unit in read:
        waiting.setdefault(unit.path, []).append(unit)
    differences: list[str] = []
    for unit in true:
        tally.true[unit.level] += 1
        found = waiting.get(unit.path) or []
        if not found:
            differences.append(f"missed {' '.join(unit.path)}: {unit.text[:60]}")
            continue
        tally.labels[unit.level] += 1
        other = next((each for each in found if allowed(unit.text, each.text, errors)), None)
        if other is None:
            other = found[0]
            differences.append(f"text of {' '.join(unit.path)}: {_where(unit.text, other.text)}")
        else:
            tally.right[unit.level] += 1
        found.remove(other)
    tally.read.update(unit.level for unit in read)
    extra = (f"too much {' '.join(unit.path)}: {unit.text[:60]}" for units in waiting.values() for unit in units)
    return [*differences, *extra]


def _where(true: str, read: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(true, read, strict=False)) if a != b), min(len(true), len(read)))
    start = max(0, at - 15)
    return f"…{true[start : at + 25]}… read …{read[start : at + 25]}…"


def measured(
    documents: Sequence[tuple[int, MarkedDocument]],
    drawn: Callable[[int, MarkedDocument], bytes],
    errors: float,
    differing: Callable[[str], None],
) -> Tally:
    """Draw, read and compare each document; `differing` gets a line for each unit that is not right."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as work:
        path = Path(work, "gazette.pdf")
        for place, document in documents:
            path.write_bytes(drawn(place, document))
            parsed = read_file(path, Limits(), lambda _: None)
            found = compare(true_units(document), read_units(parsed), errors, tally)
            if len(parsed.documents) != 1:
                found.append(f"{len(parsed.documents)} documents instead of 1")
            tally.documents += 1
            tally.whole += not found
            for line in found:
                differing(f"{place} {document.title[:40]!r}: {line}")
    return tally


def born_digital(place: int, document: MarkedDocument) -> bytes:
    """The document as a gazette file with a text layer."""
    return draw_pdf(lay_out_marked(document, place))


def scanned(place: int, document: MarkedDocument) -> bytes:
    """The same file as a scan, a red seal over its signature."""
    issue = lay_out_marked(document, place)
    damage = replace(MODERATE, seals=0)  # seals anywhere on the page are measured by `bench.ocr --damage`
    return worn_pdf(draw_pdf(issue), damage, SCAN_DPI, place, signed=seals(issue))


def report(tallies: dict[str, Tally]) -> None:
    """The table and, last, the JSON line."""
    table = Table("drawn", "documents", "all right", "unit", "true", "read", "F1", "labels F1")
    figures: dict[str, float] = {}
    for name, tally in tallies.items():
        figures |= {f"{name}_documents": tally.documents, f"{name}_documents_all_right": tally.whole}
        for level in LEVELS:
            f1, labels = tally.f1(level, tally.right), tally.f1(level, tally.labels)
            counts = (str(tally.documents), str(tally.whole)) if level == LEVELS[0] else ("", "")
            table.add_row(
                name, *counts, level, str(tally.true[level]), str(tally.read[level]), f"{f1:.4f}", f"{labels:.4f}"
            )
            figures |= {f"{name}_{level}_f1": round(f1, 4), f"{name}_{level}_labels_f1": round(labels, 4)}
    Console().print(table)
    print(json.dumps(figures))


def spread(documents: Sequence[MarkedDocument], count: int) -> list[tuple[int, MarkedDocument]]:
    """`count` documents evenly spread, each with its place in the file."""
    step = max(1.0, len(documents) / max(1, count))
    places = sorted({int(i * step) for i in range(min(count, len(documents)))})
    return [(place, documents[place]) for place in places]


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=Path, default=SOURCE)
    parser.add_argument("--documents", type=int, default=10_000, help="born digital (default: all)")
    parser.add_argument("--scanned", type=int, default=2, help="documents read as scans too (default 2)")
    parser.add_argument("--show", type=int, default=0, help="print so many differences of each kind")
    options = parser.parse_args(arguments)
    if not options.source.exists():
        sys.exit(f"{options.source} is missing")
    documents = list(documents_of(options.source))
    tallies: dict[str, Tally] = {}
    for name, count, drawn, errors in (
        ("born_digital", options.documents, born_digital, 0.0),
        ("scanned", options.scanned, scanned, SCAN_ERRORS),
    ):
        lines: list[str] = []
        if chosen := spread(documents, count):
            tallies[name] = measured(chosen, drawn, errors, lines.append)
        for line in lines[: options.show]:
            print(line)
    report(tallies)


if __name__ == "__main__":
    main()
