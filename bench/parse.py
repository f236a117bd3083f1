"""Pages a second of the whole born-digital path against `pdfplumber.extract_text`, and of pages alone against pdfium.

    python -m bench.parse PATH… [--pages N]
    python -m bench.parse PATH… --flat 1000   peak memory over a file of so many pages instead (bench/memory.py)

Our side reads text with boxes, strips furniture, splits, builds the trees and tags citations and effect; the peer only
extracts text. Against pdfium, which gives its text and a box for every character, the file goes through triage, and
each page through its text layer, line building, tables and judgement. One process on all sides, counted in its seconds
of processor, which other programs disturb less. Files that need OCR are left out by name. Files take turns, so that
noise of the machine falls on all sides. The last line is one JSON object.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
from rich.console import Console
from rich.table import Table

from bench import memory
from ingest.document import ParsedFile
from ingest.limits import Limits
from ingest.pages import needs_ocr as is_for_ocr
from ingest.pages import text_page
from ingest.pipeline import read_file
from ingest.triage import opened
from nlp.pipeline import Tagger


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of processor for one file of so many pages: the whole path, the peer, pages alone, bare pdfium."""

    name: str
    pages: int
    ours: float
    peer: float
    alone: float
    bare: float


def pdf_files(paths: Iterable[Path]) -> list[Path]:
    """The PDF files named, and those in the folders named, by name."""
    return sorted(file for path in paths for file in (path.glob("*.pdf") if path.is_dir() else [path]))


def needs_ocr(path: Path) -> bool:
    """Whether some page of the file has no usable text layer."""
    with opened(path, Limits()) as (pdf, found):
        for number in range(1, found.pages + 1):
            page = pdf[number - 1]
            try:
                if is_for_ocr(text_page(page, number, (0.0, 0.0))):
                    return True
            finally:
                page.close()
    return False


def time_file(path: Path, tagger: Tagger) -> Timing:
    """All sides once over one file."""
    start = time.process_time()
    parsed = _ours(path, tagger)
    seconds = [time.process_time() - start]
    for side in (_peer, _alone, _bare):
        start = time.process_time()
        side(path)
        seconds.append(time.process_time() - start)
    return Timing(path.name, len(parsed.pages), *seconds)


def _ours(path: Path, tagger: Tagger) -> ParsedFile:
    parsed = read_file(path, Limits(), lambda _: None)
    for document in parsed.documents:
        tagger.tag(document, parsed.issue)
    return parsed


def _peer(path: Path) -> None:
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            page.close()


def _alone(path: Path) -> None:
    """Triage and every page by its text layer."""
    with opened(path, Limits()) as (pdf, found):
        for number, size in enumerate(found.sizes, 1):
            page = pdf[number - 1]
            text_page(page, number, size or (0.0, 0.0))
            page.close()


def _bare(path: Path) -> None:
    """Pdfium's text and a box for every character."""
    pdf = pdfium.PdfDocument(path)
    for page in pdf:
        text = page.get_textpage()
        count = text.count_chars()
        text.get_text_range(0, count)
        for place in range(count):
            text.get_charbox(place)
        text.close()
        page.close()
    pdf.close()


def choose(files: Sequence[Path], pages: int) -> tuple[list[Path], list[str]]:
    """Born-digital files, shortest first, up to so many pages in all, and the names of those that need OCR."""
    chosen: list[Path] = []
    scanned: list[str] = []
    total = 0
    for path in sorted(files, key=lambda path: path.stat().st_size):
        if total >= pages:
            break
        if needs_ocr(path):
            scanned.append(path.name)
            continue
        with opened(path, Limits()) as (_, found):
            total += found.pages
        chosen.append(path)
    return chosen, scanned


def report(timings: Sequence[Timing], scanned: Sequence[str]) -> None:
    """The table and, last, the JSON line."""
    table = Table("file", "pages", "ours p/s", "pdfplumber p/s", "ratio", "pages alone p/s", "pdfium p/s", "ratio")
    for timing in timings:
        whole, peer, alone, bare = (
            timing.pages / seconds for seconds in (timing.ours, timing.peer, timing.alone, timing.bare)
        )
        figures = (whole, peer, whole / peer, alone, bare, alone / bare)
        table.add_row(timing.name, str(timing.pages), *(f"{figure:.1f}" for figure in figures))
    Console().print(table)
    pages = sum(timing.pages for timing in timings)
    ours, peer = sum(timing.ours for timing in timings), sum(timing.peer for timing in timings)
    alone, bare = sum(timing.alone for timing in timings), sum(timing.bare for timing in timings)
    summary = {
        "files": len(timings),
        "pages": pages,
        "left_out_for_ocr": len(scanned),
        "pages_per_second": round(pages / ours, 1),
        "pdfplumber_pages_per_second": round(pages / peer, 1),
        "ratio": round(peer / ours, 2),
        "pages_alone_per_second": round(pages / alone, 1),
        "pdfium_pages_per_second": round(pages / bare, 1),
        "share_of_pdfium": round(bare / alone, 2),
    }
    print(json.dumps(summary))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--flat", type=int, metavar="N", help="peak memory up to N pages: the first file repeated")
    parser.add_argument("--pages", type=int, default=200, help="stop choosing files at so many pages (default 200)")
    options = parser.parse_args(arguments)
    files, scanned = choose(pdf_files(options.paths), options.pages)
    if not files:
        sys.exit("no born-digital PDF among the paths")
    if options.flat:
        print(json.dumps(memory.report(memory.peaks(files[0], options.flat))))
        return
    tagger = Tagger()
    time_file(files[0], tagger)  # warm both sides: imports, fonts, tables
    report([time_file(path, tagger) for path in files], scanned)


if __name__ == "__main__":
    main()
