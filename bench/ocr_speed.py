"""Pages a second of our whole OCR path against bare Tesseract at its best, and against OCRmyPDF.

Bare Tesseract gets the same pictures as ready files and does nothing but read them: one process a core with one thread
each, one column (psm 4), Vietnamese. Ours draws, cleans, reads, looks twice, orders, judges. Both take turns by a few
pages, and change who is first, so that what else the machine does falls on both. OCRmyPDF (MPL-2.0, a process of its
own in a virtual environment that the bench makes in the user's cache) gets the same PDF with `-j` as many as cores.
"""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from bench.ocr_jobs import Job, picture_job, sample_pages
from bench.ocr_sides import Score, compared, ours, scored, without_header
from ingest.limits import Limits
from ingest.render import raster
from ingest.triage import open_document
from sample_gazettes.damage import damages

TURN = 8
"""Pages a turn: enough that two processes are kept busy, and that opening a file weighs as it does in use."""
DPI = 200
CORES = len(os.sched_getaffinity(0))
PEER = "ocrmypdf>=17"
FORM_FEED = "\f"


@dataclass(frozen=True, slots=True)
class Race:
    """Both sides over the same pages."""

    name: str
    ours: Score
    peer: Score

    @property
    def ratio(self) -> float:
        """Our speed over the peer's."""
        return self.ours.speed / self.peer.speed


def tesseract_races(count: int, work: Path) -> list[Race]:
    """Against bare Tesseract over `count` clean pages and as many doubtful ones (all damage together, strong)."""
    pages = sample_pages("unicode", count, work)
    kinds = {"clean": damages()["none", "clean"], "doubtful": damages()["together", "strong"]}
    races = []
    for name, damage in kinds.items():
        turns = [
            picture_job(f"{name}-{start}", pages[start : start + TURN], damage, DPI, work)
            for start in range(0, len(pages), TURN)
        ]
        races.append(raced(name, turns, partial(bare, work)))
    return races


def raced(name: str, turns: Sequence[Job], peer: Callable[[Job], Score]) -> Race:
    """Both sides over the turns, each first in every other one; ours is warmed by a page (imports, language model)."""
    scored(replace(turns[0], truths=dict(list(turns[0].truths.items())[:1])), ours)
    mine = theirs = Score()
    for place, job in enumerate(turns):
        if place % 2:
            mine += scored(job, ours)
            theirs += peer(job)
        else:
            theirs += peer(job)
            mine += scored(job, ours)
    return Race(name, mine, theirs)


def bare(work: Path, job: Job) -> Score:
    """Bare Tesseract over one file; the pictures are made before the clock starts."""
    files = _pictures(job, work)
    start = time.perf_counter()
    with ThreadPoolExecutor(CORES) as pool:
        texts = dict(zip(files, pool.map(_read, files.values()), strict=True))
    return compared(job.truths, texts, time.perf_counter() - start)


def _pictures(job: Job, work: Path) -> dict[int, Path]:
    files = {number: work / f"{job.group}-{number}.pgm" for number in job.truths}
    with closing(open_document(job.path)) as document:
        for number, path in files.items():
            raster(document, number, Limits()).image.convert("L").save(path)
    return files


def _read(picture: Path) -> str:
    command = ["tesseract", str(picture), "stdout", "-l", "vie", "--psm", "4", "--dpi", str(DPI)]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    return without_header(done.stdout.decode("utf-8"))


def ocrmypdf_race(count: int, work: Path) -> Race:
    """Against OCRmyPDF over one file of `count` pages with moderate damage, two runs of each side in turns."""
    program = ocrmypdf()
    job = picture_job("peer", sample_pages("unicode", count, work), damages()["together", "moderate"], DPI, work)
    return raced("ocrmypdf", [job, job], lambda each: scored(each, partial(_ocrmypdf_texts, program, work)))


def ocrmypdf() -> Path:
    """OCRmyPDF's program in a virtual environment of its own in the cache, made where it is not there."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "congbao-bench" / "ocrmypdf"
    program = home / "bin" / "ocrmypdf"
    if program.exists():
        return program
    if uv := shutil.which("uv"):
        subprocess.run([uv, "venv", "--quiet", "--python", "3.11", str(home)], check=True)
        subprocess.run([uv, "pip", "install", "--quiet", "--python", str(home / "bin" / "python"), PEER], check=True)
    else:
        subprocess.run(["python3", "-m", "venv", str(home)], check=True)
        subprocess.run([str(home / "bin" / "pip"), "install", "--quiet", PEER], check=True)
    return program


def _ocrmypdf_texts(program: Path, work: Path, job: Job) -> dict[int, str]:
    """What OCRmyPDF writes into its sidecar, page by page."""
    sidecar, out = work / "peer.txt", work / "peer-out.pdf"
    options = ["-l", "vie", "-j", str(CORES), "--force-ocr", "--output-type", "pdf", "--sidecar", str(sidecar), "-q"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    subprocess.run([str(program), *options, str(job.path), str(out)], env=environment, check=True, capture_output=True)
    pages = sidecar.read_text("utf-8").split(FORM_FEED)
    return {number: without_header(pages[number - 1]) for number in job.truths}
