"""Our OCR and bare Tesseract over the same pages, with seconds and error rates."""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, fields, replace

import pytesseract
from PIL import Image

from bench.distances import edit_distance, fold, line_errors
from bench.ocr_jobs import Job, page_text
from ingest.furniture import read_header
from ingest.limits import Limits
from ingest.ocr import read_pages
from ingest.render import raster
from ingest.triage import open_document

PLAIN = replace(Limits(), dpi=300)
PLAIN_SETTINGS = "--psm 4"
"""One column of lines of various sizes: Tesseract's best segmentation on these pages (docs/ocr.md)."""


@dataclass(frozen=True, slots=True)
class Score:
    """Seconds and errors of one side; `page` errors in `characters`, `line` and `tone` in `line_characters`."""

    pages: int = 0
    seconds: float = 0.0
    page: int = 0
    line: int = 0
    tone: int = 0
    characters: int = 0
    line_characters: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def speed(self) -> float:
        """Pages a second."""
        return self.pages / max(self.seconds, 1e-9)

    @property
    def rates(self) -> tuple[float, float, float]:
        """Page, line and tone error rates."""
        lines = max(1, self.line_characters)
        return self.page / max(1, self.characters), self.line / lines, self.tone / lines


def ours(job: Job) -> dict[int, str]:
    """Our text of each page, by the whole path from the file."""
    read = read_pages(job.path, list(job.truths), Limits(), lambda _: None)
    return {page.number: page_text(page) if job.bare else "\n".join(line.text for line in page.lines) for page in read}


def plain(job: Job) -> dict[int, str]:
    """Plain Tesseract's text of each page, drawn at 300 dpi: one Tesseract a core, one thread each."""
    with closing(open_document(job.path)) as document, ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        pictures = [raster(document, number, PLAIN).image for number in job.truths]
        texts = dict(zip(job.truths, pool.map(_tesseract, pictures), strict=True))
    return {number: without_header(text) if job.bare else text for number, text in texts.items()}


def _tesseract(picture: Image.Image) -> str:
    return str(pytesseract.image_to_string(picture, "vie", PLAIN_SETTINGS))


def without_header(text: str) -> str:
    """The text without running header and page number."""
    return "\n".join(line for line in text.splitlines() if not (read_header(line) or line.strip().isdecimal()))


def scored(job: Job, side: Callable[[Job], dict[int, str]]) -> Score:
    """One side over one file."""
    start = time.perf_counter()
    texts = side(job)
    return compared(job.truths, texts, time.perf_counter() - start)


def compared(truths: dict[int, str], texts: dict[int, str], seconds: float) -> Score:
    """The error rates of texts by the definitions of ../shared/eval/score_ocr.py."""
    total = Score(seconds=seconds)
    for number, truth in truths.items():
        output, lines = fold(texts.get(number, "")), [fold(line) for line in truth.splitlines() if fold(line)]
        errors = [line_errors(line, output) for line in lines]
        total += Score(
            1,
            0.0,
            edit_distance(fold(truth), output),
            sum(error for error, _ in errors),
            sum(tone for _, tone in errors),
            len(fold(truth)),
            sum(map(len, lines)),
        )
    return total
