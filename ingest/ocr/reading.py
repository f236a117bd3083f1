"""One page picture to one Page, and many pages of a file, a Tesseract on each core."""

import contextlib
import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from ingest.document import Finding, Page, Progress
from ingest.errors import IngestError, OcrUnavailable
from ingest.limits import Limits
from ingest.ocr.cells import PageWords, read_by_cells, read_tables
from ingest.ocr.choice import with_choices
from ingest.ocr.clean import clean
from ingest.ocr.doubts import doubts
from ingest.ocr.engine import Word, read_turn
from ingest.ocr.labels import with_labels
from ingest.ocr.order import in_reading_order
from ingest.ocr.pen import without_pen
from ingest.ocr.pieces import Piece, to_lines, to_pieces
from ingest.ocr.second_look import confidence, with_second_look
from ingest.ocr.slots import core
from ingest.ocr.stamp import without_stamp
from ingest.render import Raster, raster
from ingest.reopening import Reopening

_POOR = 0.55  # mean confidence below which a page may lie on its side or head; real scans have 0.85 to 0.95
_LEAST_SECONDS = 0.1
_SIDEWAYS = (90, 270)


def read_page(
    image: Image.Image, number: int, width_pt: float, height_pt: float, seconds: float = Limits().page_seconds
) -> Page:
    """A page picture read by Tesseract.

    Args:
        image: the whole page in colour, as displayed.
        number: its number in the file, from 1.
        width_pt: its width in points; with it the picture's resolution is known.
        height_pt: its height in points.
        seconds: what Tesseract may take.

    Returns:
        Page of source "ocr", or "blank" where there is no ink but stamps. A picture without letters is "ocr" without
        lines. Lines carry a confidence and boxes of the
        straightened page (see Page.skew). A page that lay on its side or head is turned: width and height are then
        those of the upright page, and skew includes the turn. What is no print is kept in `furniture`.

    Raises:
        Stalled, BrokenPage, OcrUnavailable: see ingest.ocr.engine.
    """
    end = time.monotonic() + seconds
    scale = image.width / width_pt
    found = clean(image, scale * 72)
    if not found.ink:
        return Page(number, width_pt, height_pt, "blank", ())
    read = read_by_cells(found.image, scale * 72, seconds)
    if confidence([*read.outside, *read.cells]) < _POOR and (turn := read_turn(found.image, scale * 72, _left(end))):
        upright = clean(image.rotate(-turn, expand=True), scale * 72)
        found = replace(upright, skew=upright.skew - turn)
        read = read_by_cells(found.image, scale * 72, _left(end))
        if turn in _SIDEWAYS:
            width_pt, height_pt = height_pt, width_pt
    outside, stamped = without_stamp(found.image, read.outside, scale * 72)
    read = replace(read, outside=with_second_look(found.image, outside, scale * 72, _left(end)))
    return _page(read, stamped, number, (width_pt, height_pt), scale, found.skew)


def _left(end: float) -> float:
    return max(_LEAST_SECONDS, end - time.monotonic())


def _page(
    read: PageWords, stamped: Sequence[Word], number: int, size: tuple[float, float], scale: float, skew: float
) -> Page:
    words = (*read.outside, *read.cells)
    pieces, junk = to_pieces(words)
    pieces, handwritten = without_pen(in_reading_order(pieces))
    pieces = with_choices(with_labels(pieces))
    lines = to_lines(pieces, number, scale)
    furniture = to_lines([*junk, *handwritten, *(Piece((word,)) for word in stamped)], number, scale)
    sure = round(confidence(words), 3) if words else None
    return Page(
        number,
        *size,
        "ocr",
        lines,
        furniture,
        confidence=sure,
        skew=skew,
        doubts=doubts(pieces, handwritten, stamped, number, scale),
        tables=read_tables(read.grids, pieces, number, scale, junk),
    )


def read_pages(
    path: Path,
    numbers: Sequence[int],
    limits: Limits,
    progress: Callable[[Progress], None],
    trouble: Callable[[Finding], None] = lambda _: None,
) -> Iterator[Page]:
    """Pages `numbers` (from 1) of the PDF at `path`, in that order, drawn by pdfium and read by Tesseract.

    Pages are read `limits.ocr_processes` at a time, one Tesseract of one thread each, and no more on the whole machine,
    whatever other files are read (ingest.ocr.slots). A page that cannot be drawn or
    read in time comes back with source "failed" and without lines, its reason goes to `trouble`: it is never taken
    for an empty one (P7).

    Raises:
        OcrUnavailable: no page can be read.
        EncryptedFile, BrokenFile, NoPages, OriginalMissing: the file cannot be opened.
    """
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # 26.3 s against 8.3 s for 4 pages on 2 cores (handbook section 1)
    workers = limits.ocr_processes or len(os.sched_getaffinity(0))
    with contextlib.closing(Reopening(path)) as document, ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[int, Future[Page]]] = deque()
        left, done = iter(numbers), 0
        try:
            while True:
                # One page more than readers: pdfium may draw in this thread only, while the others read.
                while len(waiting) <= workers and (number := next(left, None)) is not None:
                    waiting.append((number, _submitted(pool, document, number, limits)))
                if not waiting:
                    return
                number, future = waiting.popleft()
                page = _result(future, document, number, trouble)
                done += 1
                progress(Progress("ocr", done, len(numbers)))
                yield page
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _submitted(pool: ThreadPoolExecutor, document: Reopening, number: int, limits: Limits) -> "Future[Page]":
    """The page drawn now and to be read soon; an error of drawing is kept like one of reading."""
    try:
        drawn = raster(document.for_page(), number, limits)
    except IngestError as error:
        failed: Future[Page] = Future()
        failed.set_exception(error)
        return failed
    return pool.submit(_read, drawn, number, limits)


def _read(drawn: Raster, number: int, limits: Limits) -> Page:
    with core(limits.ocr_processes):
        return read_page(drawn.image, number, drawn.width, drawn.height, limits.page_seconds)


def _result(future: "Future[Page]", document: Reopening, number: int, trouble: Callable[[Finding], None]) -> Page:
    try:
        return future.result()
    except OcrUnavailable:
        raise
    except IngestError as error:
        trouble(Finding(error.reason, error.remedy, number))
        return Page(number, *_displayed_size(document.for_page(), number), "failed", ())


def _displayed_size(document: pdfium.PdfDocument, number: int) -> tuple[float, float]:
    try:
        width, height = document.get_page_size(number - 1)
    except pdfium.PdfiumError:
        return (0.0, 0.0)
    return (width, height)
