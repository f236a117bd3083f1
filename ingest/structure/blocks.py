"""Lines joined to paragraphs by indent, line length and leading.

Gazette pages are justified with indented first lines, so geometry tells a new paragraph from a wrapped line; that is
also what parts a heading 'Điều 5. …' from a wrapped cross-reference that happens to begin a line (handbook 3.8).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from ingest.document import Box, Furniture, Line, Page, Table
from ingest.letters import join_text
from ingest.tables.geometry import stands_in
from ingest.tables.linked import goes_on, joined, repeated_cells

Align = Literal["left", "center", "right"]

_DEEPEST_INDENT = 50.0
_FEW_INDENTED = 3
_LONG, _FEW_LONG = 0.55, 5  # share of the page that a long line fills; with fewer of them a page shows no margins
_TEXT_SIZE = 9.0  # smaller lines are notes and stamps
_DEEPEST_LEADING, _USUAL_LEADING = 40, 19.0  # a wider step parts two paragraphs; 14 point type stands 19 apart
_INDENT = 8.0  # points beyond the margin that make a first-line indent; seen: 18-38
_FIRST_LETTER = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[.;:!?…”\"/][\s¹²³⁰⁴-⁹]*$")
_MARKER = re.compile(
    r"^[“\"«„]?\s*(?:\d{1,3}[a-zđ]{0,2}[.)]|[a-zđ]{1,2}\d{0,2}\)|[-–—+•*]\s|[IVXLC]{1,7}[.)]\s|"
    r"(?:Điều|ĐIỀU|Chương|CHƯƠNG|Mục|MỤC|Phần|PHẦN)\s+[\dIVXLC]|(?:Tiểu\s+mục|TIỂU\s+MỤC)\s+\d|"
    r"(?:Căn cứ|Theo đề nghị|Xét)\s)"
)
_ATTACHED = re.compile(
    r"^(?:PHỤ\s+LỤC|Phụ\s+lục|MẪU|Mẫu|BIỂU|Biểu)(?:\s+(?:SỐ|số))?\s*:?\s+[\w/.-]{1,12}\s*(?:[:.].*)?$"
)  # 'Mẫu số 05: Ban hành kèm theo …' at the top of a page, behind a sentence that fills its last line
_LABELLED = re.compile(r"^(?:Điều\s+\d|\d{1,3}[a-zđ]{0,2}[.)]\s|[a-zđ]{1,2}\d{0,2}\)\s)")
_FILLED = 0.6  # of the column: an indented line with a unit's label that fills so much begins a paragraph
_RECIPIENTS = re.compile(r"^Nơi\s+nhận\s*:$", re.IGNORECASE)  # stands at the margin, often below a full line
_OFF_CENTRE = 0.055  # of the column: a page of short paragraphs shows its margin only as the indent, 36 points off
_SAME_EDGE = 3.0  # points within which two lines begin at one edge
_WORD = 60.0  # a line that leaves more room than this could have held the next word


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, one centred line, or a table. `lines` are its printed lines, `page` and `box` those of the first.

    A table has no text, so that none of its cells passes for a label: see `words`. `repeated` are the column heads that
    stand again on its later pages.
    """

    text: str
    lines: tuple[Line, ...]
    align: Align
    indented: bool
    table: Table | None = None
    repeated: tuple[Furniture, ...] = ()

    @property
    def page(self) -> int:
        """Page of its first line."""
        return self.lines[0].page

    @property
    def last_page(self) -> int:
        """Page of its last line."""
        return self.lines[-1].page

    @property
    def box(self) -> Box:
        """Box of its first line."""
        return self.lines[0].box

    @property
    def bold(self) -> bool:
        """Whether its first line begins in bold type; of a table nothing is said."""
        return self.table is None and self.lines[0].bold

    @property
    def words(self) -> str:
        """Its text; that of a table row by row."""
        if self.table is None:
            return self.text
        return "\n".join(" ".join(cell for cell in row if cell) for row in self.table.rows)

    @property
    def size(self) -> float:
        """Font size of its first line in points."""
        return self.lines[0].size

    @property
    def source(self) -> Literal["text", "ocr"]:
        """Which reader gave its first line."""
        return "ocr" if self.lines[0].source == "ocr" else "text"


@dataclass(frozen=True, slots=True)
class Margins:
    """Text column of a page and its usual distance between baselines, in points."""

    left: float
    right: float
    leading: float
    width: float


def blocks_of(pages: Sequence[Page]) -> tuple[Block, ...]:
    """All paragraphs and tables of the pages in reading order, joined over page breaks."""
    document = _document_margins(pages)
    blocks: list[Block] = []
    for page in pages:
        margins = _margins(page, document)
        last: Line | None = blocks[-1].lines[-1] if blocks and blocks[-1].table is None else None
        waiting = list(page.tables)
        for line in page.lines:
            table = _table_with(line, page.tables)
            if table is not None:
                if table in waiting:
                    waiting.remove(table)
                    _add_table(blocks, table, page)
            elif blocks and last is not None and _continues(blocks[-1], last, line, margins):
                whole = blocks[-1]
                blocks[-1] = replace(whole, text=join_text(whole.text, line.text), lines=(*whole.lines, line))
            else:
                blocks.append(_begin(line, margins))
            last = line if table is None else None
    return tuple(blocks)


def _table_with(line: Line, tables: Sequence[Table]) -> Table | None:
    """The table of its page in which the line stands."""
    return next((table for table in tables if stands_in(line, table.box)), None)


def _add_table(blocks: list[Block], table: Table, page: Page) -> None:
    """The table as a block of its own, or as more rows of the one that goes on here."""
    lines = tuple(line for line in page.lines if stands_in(line, table.box))
    before = blocks[-1] if blocks else None
    if before is not None and before.table is not None and goes_on(before.table, table):
        heads = (Furniture("table-head", cell, page.number) for cell in repeated_cells(before.table, table))
        whole = joined(before.table, table)
        blocks[-1] = replace(before, lines=before.lines + lines, table=whole, repeated=(*before.repeated, *heads))
    else:
        blocks.append(Block("", lines, "left", indented=False, table=table))


def _begin(line: Line, margins: Margins) -> Block:
    indented = line.box.left > margins.left + _INDENT
    return Block(line.text, (line,), _alignment(line, margins), indented)


def _alignment(line: Line, margins: Margins) -> Align:
    width = line.box.right - line.box.left
    middle = (line.box.left + line.box.right) / 2
    column = margins.right - margins.left
    off_centre = abs(middle - (margins.left + margins.right) / 2)
    if line.box.left > margins.left + 0.45 * column:
        return "right"
    if _LABELLED.match(line.text) and width > _FILLED * column and line.box.left < margins.left + _DEEPEST_INDENT:
        return "left"
    # an indented first line that fills its column is never centred; a centred one leaves the same room on both sides
    if off_centre < _OFF_CENTRE * column and width < column - 2 * _INDENT and line.box.right < margins.right - _INDENT:
        return "center"
    return "left"


def _continues(block: Block, last: Line, line: Line, margins: Margins) -> bool:
    """Whether `line` goes on with the paragraph that ended in `last` so far."""
    if block.align != "left" or abs(line.size - last.size) > 0.18 * max(line.size, last.size):
        return False
    if line.page == last.page and not _next_row(last, line, margins):
        return False
    if _RECIPIENTS.match(line.text):
        return False
    if line.page != last.page and _ATTACHED.match(line.text) and _SENTENCE_END.search(last.text):
        return False
    if _alignment(line, margins) == "right" or _MARKER.match(line.text):
        return _is_wrapped_reference(block, last, line, margins)
    first = _FIRST_LETTER.search(line.text)
    lower = first is not None and first[0].islower()
    if line.box.left > margins.left + _INDENT:
        hanging = abs(line.box.left - last.box.left) < _SAME_EDGE and len(block.lines) > 1
        narrow = last.box.right < margins.right - _WORD
        return lower and (hanging or not _SENTENCE_END.search(last.text)) and not (narrow and line.bold != last.bold)
    if last.box.right > margins.right - _WORD:
        return not (block.bold and last.bold and not line.bold and line.text[:1].isupper())
    return lower and not _SENTENCE_END.search(last.text)


def _next_row(last: Line, line: Line, margins: Margins) -> bool:
    """Whether the line stands right below, at no more than a usual distance."""
    step = line.box.bottom - last.box.bottom
    return 0.3 * line.size < step < max(1.45 * margins.leading, 1.3 * line.size)


def _is_wrapped_reference(block: Block, last: Line, line: Line, margins: Margins) -> bool:
    """A line that begins like a unit's label but stands at the margin below a full line: wrapped running text."""
    at_margin = line.box.left < margins.left + _INDENT
    full = last.box.right > margins.right - _WORD / 2 and (last.bold or not line.bold)  # bold never goes on plain text
    return at_margin and full and block.indented and not _SENTENCE_END.search(last.text)


def _margins(page: Page, document: Margins) -> Margins:
    """Margins of one page, from its own long lines where there are enough of them."""
    lines = _running(page)
    own = _column(lines, page.width)
    if own is None:
        return document
    beyond = own.left - document.left
    if _INDENT < beyond < _DEEPEST_INDENT and not _has_own_indent(lines, own.left):
        return replace(own, left=document.left)  # a page of short paragraphs, whose indent looks like a margin
    return own


def _running(page: Page) -> Sequence[Line]:
    """The page's lines outside its tables."""
    if not page.tables:
        return page.lines
    return [line for line in page.lines if _table_with(line, page.tables) is None]


def _has_own_indent(lines: Sequence[Line], left: float) -> bool:
    """Whether several lines are indented against `left`, so that it is a margin itself."""
    return sum(_INDENT < line.box.left - left < _DEEPEST_INDENT for line in lines) >= _FEW_INDENTED


def _document_margins(pages: Sequence[Page]) -> Margins:
    lines = [line for page in pages for line in _running(page)]
    width = max((page.width for page in pages), default=595.0)
    return _column(lines, width) or Margins(0.11 * width, 0.9 * width, _USUAL_LEADING, width)


def _column(lines: Iterable[Line], width: float) -> Margins | None:
    lines = list(lines)
    long = [line for line in lines if line.box.right - line.box.left > _LONG * width and line.size >= _TEXT_SIZE]
    if len(long) < _FEW_LONG:
        return None
    lefts = Counter(round(line.box.left / _SAME_EDGE) for line in long)
    left = _SAME_EDGE * min(
        place for place, count in lefts.items() if count >= max(2, 0.12 * len(long)) or count == max(lefts.values())
    )
    right = sorted(line.box.right for line in long)[int(0.8 * len(long))]
    steps = Counter(
        round(after.box.bottom - before.box.bottom)
        for before, after in pairwise(long)
        if before.page == after.page and 0 < after.box.bottom - before.box.bottom < _DEEPEST_LEADING
    )
    leading = float(steps.most_common(1)[0][0]) if steps else _USUAL_LEADING
    return Margins(left, right, leading, width)
