"""The searchable PDF/A as a download: made in a child process of its own, handed over as a finished file."""

import logging
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from ingest.document import Page, Progress
from ingest.errors import NotScanned
from ingest.kept import pages_in, put_pages
from ingest.limits import MEGABYTE, Limits
from ingest.request import UNWATCHED, Watch
from ingest.sandbox import work_in_child

JOB = "ingest.searchable.download:build_job"
LIMITS = Limits(file_seconds=15 * 60.0, cpu_seconds=15 * 60, written_bytes=600 * MEGABYTE, answer_bytes=MEGABYTE)
"""A page takes about half a second of one core; the copy is rarely larger than the original."""

_RESULT = "searchable.pdf"


class Order(msgspec.Struct, frozen=True):
    """What the child is told: the folder of the read pages and of the result, how many pages there are, a title."""

    folder: str
    pages: int
    title: str


def make_searchable(
    path: Path, target: Path, pages: Sequence[Page], title: str, limits: Limits = LIMITS, watch: Watch = UNWATCHED
) -> None:
    """Write a searchable PDF/A-2u of the PDF at `path` to `target`; on return it is whole.

    Args:
        path: the original; it is opened by the child only.
        target: where the copy goes; its folder must be there.
        pages: all pages of the file as they were read.
        title: what a viewer shows as its name.
        limits: its bounds.
        watch: what is called meanwhile.

    Raises:
        NotScanned: no page was read by OCR, so that the original has a text layer already.
        IngestError: the file cannot be read, or takes too long.
    """
    if not any(page.source in ("ocr", "mixed") for page in pages):
        raise NotScanned(path.name)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=target.parent, ignore_cleanup_errors=True) as folder:
        put_pages(Path(folder), pages)
        order = Order(str(Path(folder).absolute()), len(pages), title)
        work_in_child(path, JOB, msgspec.json.encode(order).decode(), limits, watch)
        (Path(folder) / _RESULT).replace(target)


def build_job(path: Path, order: str, limits: Limits, progress: Callable[[Progress], None]) -> str:
    """`ingest.searchable.archival.build` as a child's work; the answer says how the pages came about."""
    from ingest.searchable.archival import build  # noqa: PLC0415 - qpdf, scipy and fontTools, for the child alone

    logging.disable(logging.CRITICAL)  # fontTools warns of dates in fonts, pikepdf of mended files
    told = msgspec.json.decode(order, type=Order)
    folder = Path(told.folder)
    pages = pages_in(folder, range(1, told.pages + 1))
    built = build(path, folder / _RESULT, pages, told.title, limits, progress)
    return msgspec.json.encode(built).decode()
