"""Error rates and speed of our OCR against plain Tesseract and OCRmyPDF, on the same pages in the same run.

    python -m bench.ocr                  the real scans with transcriptions (../shared/data/scans)
    python -m bench.ocr --prose 20       and prose pages of real gazettes at 200 and 300 dpi, against their text layer
    python -m bench.ocr --tables 5       and pages with tables at 200 dpi, by cells
    python -m bench.ocr --speed 8        and pages a second against bare Tesseract, clean and doubtful pages
    python -m bench.ocr --ocrmypdf 8     and against OCRmyPDF on one file
    python -m bench.ocr --damage 2       and the table of docs/ocr.md: error rates by damage, over so many pages

"page" counts order and stray text too, "line" the letters alone, "tone" wrong marks on right letters, by the
definitions of ../shared/eval/score_ocr.py. Both sides run one Tesseract a core with one thread each and take turns.
`--no-real` leaves the real scans out. The last line is one JSON object; ratios above 1 are in our favour.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.ocr_damage import damage_rows, markdown, typeface_rows
from bench.ocr_jobs import SHARED, Job, prose_job, prose_pages, real_jobs
from bench.ocr_sides import Score, ours, plain, scored
from bench.ocr_speed import Race, ocrmypdf_race, tesseract_races
from bench.ocr_tables import CellScore, table_score

PROSE_TURN = 4
"""Pages of a turn: both sides work on so many before the other one does."""

Figures = dict[str, float]


def accuracy(jobs: Iterable[Job]) -> Figures:
    """Both sides over the jobs, summed by group: a table and its figures."""
    scores: dict[str, tuple[Score, Score]] = {}
    for job in jobs:
        mine, theirs = scored(job, ours), scored(job, plain)
        before = scores.get(job.group, (Score(), Score()))
        scores[job.group] = (before[0] + mine, before[1] + theirs)
    table = Table(
        "pages", "count", *(f"{side} {rate}" for rate in ("page", "line", "tone") for side in ("ours", "plain"))
    )
    figures: Figures = {}
    for group, (mine, theirs) in scores.items():
        pairs = list(zip(mine.rates, theirs.rates, strict=True))
        table.add_row(group, str(mine.pages), *(f"{rate:.2%}" for pair in pairs for rate in pair))
        figures[f"{group}_pages"] = mine.pages
        for name, (rate, other) in zip(("page", "line", "tone"), pairs, strict=True):
            figures |= {f"{group}_{name}": round(rate, 5), f"{group}_{name}_plain": round(other, 5)}
    Console().print(table)
    return figures


def prose_jobs(count: int, work: Path) -> Iterable[Job]:
    """Prose pages at both resolutions, a few at a time."""
    pages = prose_pages(count)
    for start in range(0, len(pages), PROSE_TURN):
        for dpi in (200, 300):
            yield prose_job(pages[start : start + PROSE_TURN], dpi, work)


def speeds(races: Sequence[Race]) -> Figures:
    """Pages a second and error rates of both sides of each race."""
    table = Table("pages", "ours p/s", "peer p/s", "ratio", "ours page", "peer page", "ours line", "peer line")
    figures: Figures = {}
    for race in races:
        (page, line, _), (other_page, other_line, _) = race.ours.rates, race.peer.rates
        shares = (f"{rate:.2%}" for rate in (page, other_page, line, other_line))
        table.add_row(race.name, f"{race.ours.speed:.2f}", f"{race.peer.speed:.2f}", f"{race.ratio:.2f}", *shares)
        figures |= {
            f"{race.name}_pages_per_second": round(race.ours.speed, 3),
            f"{race.name}_speed_ratio": round(race.ratio, 3),
            f"{race.name}_page": round(page, 5),
            f"{race.name}_page_peer": round(other_page, 5),
        }
    Console().print(table)
    return figures


def cells(score: CellScore) -> Figures:
    """Cells of tables read by OCR."""
    counts = f"{score.pages} pages, {score.true} cells, {score.read} read"
    print(f"tables: {counts}; F1 {score.f1:.4f} by place and text, {score.text_f1:.4f} by text alone")
    return {"table_pages": score.pages, "table_cells": score.true, "table_cell_f1": round(score.f1, 4)}


def damaged(count: int, work: Path) -> Figures:
    """The tables by damage and typeface in Markdown; the figure of the target: moderate damage at 300 dpi."""
    rows = list(damage_rows(count, work))
    print(markdown("damage", rows), end="\n\n")
    faces = list(typeface_rows(count, work))
    print(markdown("typeface", faces), end="\n\n")
    together = next(rates for kind, strength, rates in rows if (kind, strength) == ("together", "moderate"))
    return {"together_moderate_300_page": round(together[-1], 5)}


def options_of(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-real", action="store_true", help="without the real scans")
    for name, what in (
        ("prose", "prose pages of real gazettes"),
        ("tables", "pages with tables"),
        ("speed", "pages against bare Tesseract"),
        ("ocrmypdf", "pages against OCRmyPDF"),
        ("damage", "pages for each damage and resolution"),
    ):
        parser.add_argument(f"--{name}", type=int, default=0, metavar="N", help=what)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the bench."""
    options = options_of(arguments)
    os.environ["OMP_THREAD_LIMIT"] = "1"
    if not SHARED.exists() and not (options.no_real and not (options.prose or options.tables)):
        sys.exit(f"{SHARED} is missing: only --no-real with --speed, --ocrmypdf and --damage run without it")
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if not options.no_real:
            figures |= accuracy(real_jobs(SHARED / "scans" / "truth"))
        if options.prose:
            figures |= accuracy(prose_jobs(options.prose, work))
        if options.tables:
            figures |= cells(table_score(options.tables, work))
        if options.speed:
            figures |= speeds(tesseract_races(options.speed, work))
        if options.ocrmypdf:
            figures |= speeds([ocrmypdf_race(options.ocrmypdf, work)])
        if options.damage:
            figures |= damaged(options.damage, work)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
