"""Pages a second and character error rates of our OCR against plain Tesseract, on the same pages in the same run.

    python -m bench.ocr [DIR] [--pages N]

DIR (default sample_gazettes) holds born-digital PDFs: their first pages are drawn as scans with noise and skew, and
their own text layer is the truth. Where the real scans with transcriptions stand beside the repository
(../shared/data/scans), they are read too. Plain Tesseract gets each page as everybody would hand it over: drawn at
300 dpi, `pytesseract.image_to_string`, Vietnamese. Both sides run one Tesseract a core with one thread each, and take
turns file by file. "page" counts order and stray text too, "line" the letters alone, as ../shared/eval/score_ocr.py
does; of drawn pages "page" follows the order of the text layer, which takes a letterhead row by row. The last line is
one JSON object; ratios above 1 are in our favour.
"""

import argparse
import json
import os
import re
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image
from rich.console import Console
from rich.table import Table

from ingest.limits import Limits
from ingest.ocr import read_pages
from ingest.render import raster
from ingest.textlayer import read_lines
from ingest.triage import open_document
from sample_gazettes.scan import draw_scan

ROOT = Path(__file__).parent.parent
PLAIN = replace(Limits(), dpi=300)
SEED = 2026
SMALL_PRINT = 9.0
"""Points: stamps of 5 and the samples' pale mark of 8 points are furniture, and no scan shows them legibly."""


@dataclass(frozen=True, slots=True)
class Job:
    """Pages of one file, each with its true text."""

    group: str
    path: Path
    truths: dict[int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Seconds and errors of one side over some pages; `page` and `line` of so many characters each."""

    pages: int
    seconds: float
    page: int
    line: int
    characters: int
    line_characters: int

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.pages + other.pages,
            self.seconds + other.seconds,
            self.page + other.page,
            self.line + other.line,
            self.characters + other.characters,
            self.line_characters + other.line_characters,
        )

    @property
    def rates(self) -> tuple[float, float, float]:
        """Pages a second, page CER, line CER."""
        return (
            self.pages / self.seconds,
            self.page / max(1, self.characters),
            self.line / max(1, self.line_characters),
        )


def drawn_jobs(folder: Path, pages: int, work: Path) -> Iterator[Job]:
    """Born-digital files of a folder as worn scans, up to so many pages in all."""
    for path in sorted(folder.glob("*.pdf")):
        with closing(open_document(path)) as document:
            numbers = range(1, min(len(document), pages) + 1)
            truths = {number: _layer(document[number - 1], number) for number in numbers}
        truths = {number: text for number, text in truths.items() if text}
        if not truths:
            continue  # a scan already
        scan = work / path.name
        scan.write_bytes(draw_scan(path.read_bytes(), {}, SEED, ""))
        yield Job("drawn", scan, truths)
        pages -= len(truths)
        if pages <= 0:
            return


def _layer(page: object, number: int) -> str:
    return "\n".join(line.text for line in read_lines(page, number) if line.size > SMALL_PRINT)


def real_jobs(truth: Path) -> Iterator[Job]:
    """Real scans with transcriptions; what stands inside ⟦ ⟧ is handwriting and is left out."""
    for facts in sorted(truth.glob("*.json")):
        about = json.loads(facts.read_text("utf-8"))
        text = re.sub(r"⟦[^⟧]*⟧", " ", facts.with_suffix(".txt").read_text("utf-8"))
        yield Job("real", truth.parent / about["file"], {int(about["page"]): text})


def ours(job: Job) -> dict[int, str]:
    """Our text of each page."""
    read = read_pages(job.path, list(job.truths), Limits(), lambda _: None)
    return {page.number: "\n".join(line.text for line in page.lines) for page in read}


def plain(job: Job) -> dict[int, str]:
    """Plain Tesseract's text of each page."""
    with closing(open_document(job.path)) as document, ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        pictures = [raster(document, number, PLAIN).image for number in job.truths]
        return dict(zip(job.truths, pool.map(_tesseract, pictures), strict=True))


def _tesseract(picture: Image.Image) -> str:
    return str(pytesseract.image_to_string(picture, "vie"))


def scored(job: Job, side: Callable[[Job], dict[int, str]]) -> Score:
    """One side over one file."""
    start = time.perf_counter()
    texts = side(job)
    seconds = time.perf_counter() - start
    total = Score(0, seconds, 0, 0, 0, 0)
    for number, truth in job.truths.items():
        output, lines = fold(texts[number]), [fold(line) for line in truth.splitlines() if fold(line)]
        page = int(_last_row(fold(truth), output, anywhere=False)[-1])
        line = sum(int(_last_row(line, output, anywhere=True).min()) for line in lines)
        total += Score(1, 0.0, page, line, len(fold(truth)), sum(map(len, lines)))
    return total


def fold(text: str) -> str:
    """NFC with white space made single."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _last_row(truth: str, output: str, *, anywhere: bool) -> NDArray[np.int64]:
    """Last row of the edit-distance table; with `anywhere` the output may start and end where it likes."""
    other = np.frombuffer(output.encode("utf-32-le"), dtype=np.uint32)
    columns = np.arange(len(output) + 1)
    row = np.zeros(len(output) + 1, np.int64) if anywhere else columns.copy()
    for code in np.frombuffer(truth.encode("utf-32-le"), dtype=np.uint32):
        new = row + 1
        new[1:] = np.minimum(new[1:], row[:-1] + (other != code))
        row = columns + np.minimum.accumulate(new - columns)
    return row


def report(scores: dict[str, tuple[Score, Score]]) -> None:
    """The table and, last, the JSON line."""
    table = Table("pages", "count", "ours p/s", "plain p/s", "ours page CER", "plain", "ours line CER", "plain")
    figures: dict[str, float] = {}
    for group, (mine, theirs) in scores.items():
        (speed, page, line), (other_speed, other_page, other_line) = mine.rates, theirs.rates
        shares = (f"{value:.2%}" for value in (page, other_page, line, other_line))
        table.add_row(group, str(mine.pages), f"{speed:.2f}", f"{other_speed:.2f}", *shares)
        figures |= {
            f"{group}_pages": mine.pages,
            f"{group}_pages_per_second": round(speed, 2),
            f"{group}_speed_ratio": round(speed / other_speed, 2),
            f"{group}_page_cer": round(page, 4),
            f"{group}_page_cer_ratio": round(other_page / max(page, 1e-4), 2),
            f"{group}_line_cer": round(line, 4),
            f"{group}_line_cer_ratio": round(other_line / max(line, 1e-4), 2),
        }
    Console().print(table)
    print(json.dumps(figures))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "sample_gazettes")
    parser.add_argument("--pages", type=int, default=12, help="drawn pages (default 12)")
    options = parser.parse_args(arguments)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    scores: dict[str, tuple[Score, Score]] = {}
    with tempfile.TemporaryDirectory() as work:
        drawn = drawn_jobs(options.folder, options.pages, Path(work))
        for job in [*drawn, *real_jobs(ROOT.parent / "shared" / "data" / "scans" / "truth")]:
            pair = (scored(job, ours), scored(job, plain))
            before = scores.get(job.group)
            scores[job.group] = (before[0] + pair[0], before[1] + pair[1]) if before else pair
    if not scores:
        sys.exit(f"no born-digital PDF in {options.folder}")
    report(scores)


if __name__ == "__main__":
    main()
