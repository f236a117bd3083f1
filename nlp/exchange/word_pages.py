"""A Word document set on pages as gazettes set theirs, so that the stages behind the text layer read it unchanged.

A4, text from 66 to 530 points, first lines indented, wrapped lines 19 apart, paragraphs 28.5: what ingest.structure
knows of printed pages (blocks.py, heads.py) holds of these. Pages begin where the document breaks them, and are as long
as they need; their numbers are not those that Word would print.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ingest.document import Box, Line, Page, Table
from nlp.exchange.word_paragraphs import Grid, Paragraph

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, INDENT = 66.0, 530.0, 94.0
_LINE, _STEP = 19.0, 28.5  # a step of less than 27.5 would join two paragraphs, one of more than 35 part a title
_TOP = 80.0
_LETTER = 6.2  # usual width of a letter in points
_LONGEST_ALONE = 380.0  # points: a centred line that is wider would no longer pass for centred
_NOTE_SIZE = 0.8
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LABELS = ("Điều", "ĐIỀU", "Chương", "CHƯƠNG", "Mục", "MỤC", "Phần", "PHẦN", "Tiểu", "TIỂU", "Căn", "Theo", "Xét")


@dataclass(slots=True)
class _Sheet:
    """A page while it is set: `at` is the lower edge of the last line."""

    number: int
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    at: float = _TOP

    def page(self, notes: Sequence[str]) -> Page:
        """The finished page with its footnotes below its text."""
        usual = max((line.size for line in self.lines), default=14.0)
        for number in self.notes:
            text = f"{str(number).translate(_RAISED)} {notes[number - 1]}"
            self.at += _STEP
            self.lines.append(_line(text, self.number, LEFT, RIGHT, self.at, usual * _NOTE_SIZE))
        height = max(HEIGHT, self.at + _TOP)
        return Page(self.number, WIDTH, height, "text", tuple(self.lines), confidence=1.0, tables=tuple(self.tables))


def set_pages(blocks: Iterable[Paragraph | Grid], notes: Sequence[str]) -> tuple[Page, ...]:
    """The blocks on pages; `notes` is asked for only when all blocks were taken."""
    sheets = [_Sheet(1)]
    for block in blocks:
        if isinstance(block, Grid):
            _set_grid(sheets[-1], block)
            continue
        if block.breaks and sheets[-1].lines:
            sheets.append(_Sheet(len(sheets) + 1))
        _set_paragraph(sheets[-1], block)
    return tuple(sheet.page(notes) for sheet in sheets)


def _set_paragraph(sheet: _Sheet, paragraph: Paragraph) -> None:
    sheet.at += _STEP
    if not paragraph.text:
        return
    sheet.notes.extend(paragraph.notes)
    width = min(_LETTER * len(paragraph.text), _LONGEST_ALONE)
    middle = (LEFT + RIGHT) / 2
    if paragraph.align == "center":
        sheet.lines.append(_styled(paragraph, sheet, middle - width / 2, middle + width / 2))
    elif paragraph.align == "right":
        sheet.lines.append(_styled(paragraph, sheet, RIGHT - min(width, 0.5 * (RIGHT - LEFT)), RIGHT))
    else:
        _set_running(sheet, paragraph)


def _set_running(sheet: _Sheet, paragraph: Paragraph) -> None:
    """Running text wrapped to lines; one that would begin like a unit's label is cut elsewhere."""
    wrapped = list(_wrapped(paragraph.text))
    for place, text in enumerate(wrapped):
        left = LEFT if place else INDENT
        right = RIGHT if place < len(wrapped) - 1 else min(RIGHT, left + _LETTER * len(text))
        sheet.at += _LINE if place else 0.0
        lead = paragraph.bold if place else paragraph.lead_bold
        sheet.lines.append(
            _line(text, sheet.number, left, right, sheet.at, paragraph.size, bold=paragraph.bold, lead_bold=lead)
        )


def _wrapped(text: str) -> Iterator[str]:
    words = text.split(" ")
    line: list[str] = []
    length, room = 0, (RIGHT - INDENT) / _LETTER
    for word in words:
        if line and length + len(word) > room and not _begins_like_label(word):
            yield " ".join(line)
            line, length, room = [], 0, (RIGHT - LEFT) / _LETTER
        line.append(word)
        length += len(word) + 1
    yield " ".join(line)


def _begins_like_label(word: str) -> bool:
    """Whether a line that begins with this word could pass for the beginning of a unit."""
    return word in _LABELS or not word[:1].isalpha() or word.endswith((".", ")"))


def _set_grid(sheet: _Sheet, grid: Grid) -> None:
    """A table: its cells' lines stand at their columns, row below row."""
    if not grid.widths:
        return
    edges = [LEFT]
    for width in grid.widths:
        edges.append(edges[-1] + width * (RIGHT - LEFT))
    spans = {(merge.row, merge.column): merge.columns for merge in grid.merges}
    top = sheet.at + _LINE / 2
    for row, cells in enumerate(grid.cells):
        _set_row(sheet, cells, [edges[at + spans.get((row, at), 1)] for at in range(len(cells))], edges)
    sheet.at += _LINE / 2
    rows = tuple(
        tuple("\n".join(paragraph.text for paragraph in cell if paragraph.text) for cell in row) for row in grid.cells
    )
    box = Box(LEFT, top, RIGHT, sheet.at)
    table = Table(sheet.number, box, rows, grid.head_rows, edges=tuple(edges), merges=grid.merges)
    if any(cell for row in rows for cell in row):
        sheet.tables.append(table)


def _set_row(
    sheet: _Sheet, cells: Sequence[Sequence[Paragraph]], ends: Sequence[float], edges: Sequence[float]
) -> None:
    """The lines of a row's cells, those of one height beside one another."""
    shown = [[paragraph for paragraph in cell if paragraph.text] for cell in cells]
    for place in range(max((len(cell) for cell in shown), default=0)):
        sheet.at += _STEP
        for column, cell in enumerate(shown):
            if place < len(cell):
                paragraph = cell[place]
                sheet.notes.extend(paragraph.notes)
                room = ends[column] - edges[column] - 4
                width = max(1.0, min(_LETTER * len(paragraph.text), room))
                left = edges[column] + 2 + ((room - width) / 2 if paragraph.align == "center" else 0)
                sheet.lines.append(_styled(paragraph, sheet, left, left + width))


def _styled(paragraph: Paragraph, sheet: _Sheet, left: float, right: float) -> Line:
    style = {"bold": paragraph.bold, "lead_bold": paragraph.lead_bold}
    return _line(paragraph.text, sheet.number, left, right, sheet.at, paragraph.size, **style)


def _line(
    text: str, page: int, left: float, right: float, base: float, size: float, *, bold: bool = False,
    lead_bold: bool = False,
) -> Line:  # fmt: skip
    box = Box(left, base - size, right, base)
    return Line(text, page, box, size, bold=bold, confidence=1.0, lead_bold=lead_bold)
