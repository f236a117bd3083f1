"""Tables of real gazettes read by OCR, cell by cell, against the tables of their own text layer."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bench.distances import edit_distance
from bench.ocr_jobs import SHARED, picture_job
from ingest.document import Table
from ingest.limits import Limits
from ingest.ocr import read_pages
from ingest.pages import text_page
from ingest.triage import open_document
from sample_gazettes.damage import Damage

DPI = 200
_LEAST_CELLS = 12
_CELL_ERRORS, _SHORT_ERRORS = 0.05, 0.1
"""Share of letters that may differ in a cell; in short cells one of ten, but no more than two."""
_FEW = 2


@dataclass(frozen=True, slots=True)
class CellScore:
    """Cells with text: true ones, read ones, those right in their row, and those right wherever they stand."""

    pages: int
    true: int
    read: int
    placed: int
    found: int

    @property
    def f1(self) -> float:
        """Cells with the right text in the right row and column."""
        return 2 * self.placed / max(1, self.true + self.read)

    @property
    def text_f1(self) -> float:
        """Cells with the right text."""
        return 2 * self.found / max(1, self.true + self.read)


def table_score(count: int, work: Path) -> CellScore:
    """Over the first page with a larger table of `count` files of ../shared/data/gazettes, evenly spread."""
    files = sorted((SHARED / "gazettes").glob("*.pdf"))
    pages: list[tuple[Path, int]] = []
    truths: list[tuple[Table, ...]] = []
    for path in files[:: max(1, len(files) // max(1, 2 * count))]:
        if len(pages) < count and (found := _first_table_page(path)):
            pages.append((path, found[0]))
            truths.append(found[1])
    job = picture_job("tables", pages, Damage(), DPI, work)
    total = CellScore(0, 0, 0, 0, 0)
    read = read_pages(job.path, list(job.truths), Limits(), lambda _: None)
    for truth, page in zip(truths, read, strict=True):
        total = _sum(total, compared(truth, page.tables))
    return total


def _first_table_page(path: Path) -> tuple[int, tuple[Table, ...]] | None:
    with closing(open_document(path)) as document:
        for number in range(1, len(document) + 1):
            page = document[number - 1]
            try:
                tables = text_page(page, number, page.get_size()).tables
            finally:
                page.close()
            if sum(1 for table in tables for _ in _cells(table)) >= _LEAST_CELLS:
                return number, tables
    return None


def compared(true: Sequence[Table], read: Sequence[Table]) -> CellScore:
    """One page: tables are matched in their order, cells by row and column."""
    truths = [cell for place, table in enumerate(true) for cell in _cells(table, place)]
    found = {place: text for table_place, table in enumerate(read) for place, text in _cells(table, table_place)}
    placed = sum(_alike(text, found.get(place, "")) for place, text in truths)
    texts = Counter(found.values())
    return CellScore(1, len(truths), len(found), placed, sum(_taken(text, texts) for _, text in truths))


def _cells(table: Table, place: int = 0) -> Iterator[tuple[tuple[int, int, int], str]]:
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if text := re.sub(r"\s+", "", cell):
                yield (place, row, column), text


def _alike(true: str, read: str) -> bool:
    most = round(max(_CELL_ERRORS * len(true), min(_FEW, _SHORT_ERRORS * len(true))))
    return true == read or (abs(len(true) - len(read)) <= most and edit_distance(true, read) <= most)


def _taken(true: str, texts: "Counter[str]") -> bool:
    """Whether the text is among those read, each of which counts once."""
    other = true if texts[true] else next((text for text, left in texts.items() if left and _alike(true, text)), None)
    if other is not None:
        texts[other] -= 1
    return other is not None


def _sum(one: CellScore, other: CellScore) -> CellScore:
    return CellScore(
        one.pages + other.pages,
        one.true + other.true,
        one.read + other.read,
        one.placed + other.placed,
        one.found + other.found,
    )
