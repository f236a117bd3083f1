"""Grids that are no tables: letterheads and signature blocks in frames, boxes of forms, drawings.

Handbook domain.md 3.10 and 3.12: forms hold mottos and signature lines; a table holds rows.
"""

from collections.abc import Sequence
from dataclasses import replace

from ingest.document import Page, Table
from ingest.letters import squeeze
from ingest.structure.heads import is_motto
from ingest.structure.signature import is_authority, is_position, is_recipients
from ingest.tables.geometry import stands_in

_FEW_ROWS = 3
_LEAST_FILLED = 2
_WIDE_ROW = 4  # columns of a single row that is a table though one cell alone is filled: a head without body
_LEAST_LETTERS = 4
_PAGE_OF_TEXT = 700  # characters of one cell in a table of one row: a form's page divided in two


def without_layouts(page: Page) -> Page:
    """The page with those of its tables that are more than a way to lay out text; its lines stay."""
    kept = tuple(table for table in page.tables if not _is_layout(table, page))
    return page if kept == page.tables else replace(page, tables=kept)


def _is_layout(table: Table, page: Page) -> bool:
    texts = [text for row in table.rows for text in row if text]
    if sum(len(squeeze(text)) for text in texts) < _LEAST_LETTERS:
        return True
    if len(table.rows) <= _FEW_ROWS and _is_letterhead_or_signature(table, page):
        return True
    if len(texts) < _LEAST_FILLED and len(table.rows[0]) < _WIDE_ROW:
        return True
    return len(table.rows) == 1 and _holds_page_of_text(texts)


def _holds_page_of_text(texts: Sequence[str]) -> bool:
    return max(map(len, texts)) > _PAGE_OF_TEXT


def _is_letterhead_or_signature(table: Table, page: Page) -> bool:
    return any(
        is_motto(line.text) or is_authority(line.text) or is_position(line.text) or is_recipients(line.text)
        for line in page.lines
        if stands_in(line, table.box)
    )
