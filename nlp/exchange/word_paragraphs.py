"""The paragraphs and tables of a Word document with what is seen of them: words, bold, size, place, number."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from docx.document import Document
from docx.styles.style import BaseStyle

from ingest.document import Merge
from ingest.letters import clean_text
from nlp.exchange.word_numbering import Numbering, W, read_numbering

Align = Literal["left", "center", "right"]

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ALIGNS: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}
_NOT_SHOWN = frozenset({f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}instrText"})
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_USUAL_SIZE = 14.0
_OFF = ("0", "false", "off", "none")
_MOST_SPANS = 200


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or a part of it between line breaks. `notes` are numbers of footnotes in the order of their marks.

    `breaks` says that a new page begins with it; `bold` is of all its words, `lead_bold` of the first.
    """

    text: str
    align: Align = "left"
    size: float = _USUAL_SIZE
    bold: bool = False
    lead_bold: bool = False
    breaks: bool = False
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells' paragraphs by row and column, those under a merged cell without any; widths are shares."""

    cells: tuple[tuple[tuple[Paragraph, ...], ...], ...]
    merges: tuple[Merge, ...]
    head_rows: int
    widths: tuple[float, ...]


@dataclass(slots=True)
class _Piece:
    """A stretch of text in one style, with line feeds for line breaks and form feeds for page breaks."""

    text: str
    bold: bool = False
    size: float = _USUAL_SIZE
    note: int | None = None


class Reader:
    """Reads one document from top to bottom; lists and footnotes count on as it goes."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles: dict[str, BaseStyle] = {style.style_id: style for style in document.styles}
        self._numbering = _numbering(document)
        self._notes: list[str] = []
        self._footnotes = _footnotes(document)
        defaults = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        self._size = _points(defaults) or _USUAL_SIZE

    @property
    def notes(self) -> tuple[str, ...]:
        """The footnotes met so far; they count from 1."""
        return tuple(self._notes)

    def blocks(self) -> Iterator[Paragraph | Grid]:
        """All that stands in the body, in its order."""
        yield from self._blocks(self._document.element.body)

    def _blocks(self, parent: Any) -> Iterator[Paragraph | Grid]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield self._grid(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                yield from self._blocks(child)

    # -- paragraphs

    def _paragraph(self, made: Any) -> Iterator[Paragraph]:
        """The paragraph's parts between its line breaks, then what stands in its text boxes."""
        properties = made.find(f"{W}pPr")
        style = self._style(properties, "pStyle")
        align = self._align(properties, style)
        label = self._label(properties, style)
        lines: list[list[_Piece]] = [[]]
        breaks = [_is_on(self._property(properties, style, "pageBreakBefore"))]
        for piece in self._pieces(made, style):
            parts = piece.text.replace("\f", "\n\f").split("\n")
            for place, part in enumerate(parts):
                if place:
                    lines.append([])
                    breaks.append(part.startswith("\f"))
                elif part.startswith("\f"):
                    breaks[-1] = True
                lines[-1].append(_Piece(part.lstrip("\f"), piece.bold, piece.size, piece.note if not place else None))
        for place, (line, new_page) in enumerate(zip(lines, breaks, strict=True)):
            yield self._part(line, label if place == 0 else "", align, breaks=new_page)
        for box in made.iter(f"{W}txbxContent"):
            if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                for inner in self._blocks(box):
                    yield from [inner] if isinstance(inner, Paragraph) else _spread(inner)

    def _part(self, pieces: list[_Piece], label: str, align: Align, *, breaks: bool) -> Paragraph:
        shown = [piece for piece in pieces if piece.text.strip()]
        sizes = [piece.size for piece in shown for _ in piece.text]
        text = clean_text(" ".join(filter(None, (label, "".join(piece.text for piece in pieces)))))
        bold = bool(shown) and all(piece.bold for piece in shown)
        notes = tuple(piece.note for piece in pieces if piece.note is not None)
        size = max(set(sizes), key=sizes.count) if sizes else self._size
        return Paragraph(text, align, size, bold, bool(shown) and shown[0].bold, breaks, notes)

    def _pieces(self, made: Any, style: BaseStyle | None) -> Iterator[_Piece]:
        for run in _runs(made):
            properties = run.find(f"{W}rPr")
            own = self._style(properties, "rStyle")
            if _is_on(self._property(properties, own, "vanish")):
                continue
            bold = self._property(properties, own, "b")
            bold = self._from_style(style, "b") if bold is None else bold
            size = _points(self._property(properties, own, "sz"))
            size = size or _points(self._from_style(style, "sz")) or self._size
            capitals = self._property(properties, own, "caps")
            capitals = self._from_style(style, "caps") if capitals is None else capitals
            raised = properties is not None and _value(properties.find(f"{W}vertAlign")) == "superscript"
            for text, note in self._words(run):
                shown = text.upper() if _is_on(capitals) else text
                shown = shown.translate(_RAISED) if raised and text.strip().isdigit() else shown
                yield _Piece(shown, _is_on(bold), size, note)

    def _words(self, run: Any) -> Iterator[tuple[str, int | None]]:
        for child in run:
            name = str(child.tag).removeprefix(W)
            if name == "t":
                yield child.text or "", None
            elif name in ("tab", "ptab"):
                yield " ", None
            elif name == "noBreakHyphen":
                yield "-", None
            elif name in ("br", "cr"):
                yield "\f" if child.get(f"{W}type") == "page" else "\n", None
            elif name in _REFERENCES and (note := self._footnotes.get((name, child.get(f"{W}id", "")))):
                self._notes.append(note)
                yield str(len(self._notes)).translate(_RAISED), len(self._notes)

    def _label(self, properties: Any, style: BaseStyle | None) -> str:
        """The automatic number of the paragraph, from its own properties or its style's."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        found = own if own is not None else self._from_style(style, "numPr")
        if found is None:
            return ""
        depth = _value(found.find(f"{W}ilvl")) or "0"
        number_id = _value(found.find(f"{W}numId"))
        return self._numbering.label(number_id, int(depth)) if depth.isascii() and depth.isdigit() else ""

    def _align(self, properties: Any, style: BaseStyle | None) -> Align:
        return _ALIGNS.get(_value(self._property(properties, style, "jc")), "left")

    # -- styles

    def _style(self, properties: Any, name: str) -> BaseStyle | None:
        wanted = _value(properties.find(f"{W}{name}")) if properties is not None else ""
        if wanted or name != "pStyle":
            return self._styles.get(wanted)
        return next((style for style in self._styles.values() if style.element.get(f"{W}default") == "1"), None)

    def _property(self, properties: Any, style: BaseStyle | None, name: str) -> Any:
        own = properties.find(f"{W}{name}") if properties is not None else None
        return own if own is not None else self._from_style(style, name)

    def _from_style(self, style: BaseStyle | None, name: str) -> Any:
        """The property in the style or in those that it is based on."""
        seen: set[str] = set()
        while style is not None and style.style_id not in seen:
            seen.add(style.style_id)
            for kind in ("pPr", "rPr"):
                found = style.element.find(f"{W}{kind}/{W}{name}")
                if found is not None:
                    return found
            style = self._styles.get(_value(style.element.find(f"{W}basedOn")))
        return None

    # -- tables

    def _grid(self, made: Any) -> Grid:
        """The table with the cells of its rows at their columns; a table inside a cell gives its words to the cell."""
        rows: list[dict[int, tuple[Paragraph, ...]]] = []
        open_: dict[int, list[int]] = {}
        merges: list[list[int]] = []
        heads = 0
        for place, row in enumerate(_rows_of(made)):
            cells: dict[int, tuple[Paragraph, ...]] = {}
            column = _count(row.find(f"{W}trPr/{W}gridBefore"), 0)
            for cell in _cells_of(row):
                span = max(1, _count(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                above = open_.get(column)
                if merged is not None and _value(merged) != "restart" and above is not None:
                    above[2] = place - above[0] + 1
                else:
                    cells[column] = tuple(self._inside(cell))
                    merge = [place, column, 1, span]
                    merges.append(merge)
                    open_.pop(column, None)
                    if merged is not None:
                        open_[column] = merge
                column += span
            for free in range(column):
                cells.setdefault(free, ())
            rows.append(cells)
            heads += heads == place and row.find(f"{W}trPr/{W}tblHeader") is not None
        width = max((max(row, default=0) + 1 for row in rows), default=0)
        whole = tuple(tuple(row.get(column, ()) for column in range(width)) for row in rows)
        spans = tuple(Merge(*merge) for merge in merges if merge[2] * merge[3] > 1)
        return Grid(whole, spans, heads, _widths(made, width))

    def _inside(self, cell: Any) -> Iterator[Paragraph]:
        for block in self._blocks(cell):
            yield from [block] if isinstance(block, Paragraph) else _spread(block)


def _spread(grid: Grid) -> Iterator[Paragraph]:
    return (paragraph for row in grid.cells for cell in row for paragraph in cell)


def _runs(made: Any) -> Iterator[Any]:
    """The runs of a paragraph that are shown: no deleted ones, none of its text boxes."""
    for child in made:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in _NOT_SHOWN and child.tag != f"{W}pPr":
            yield from _runs(child)


def _rows_of(made: Any) -> Iterator[Any]:
    for child in made:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _rows_of(child)


def _cells_of(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _cells_of(child)


def _widths(made: Any, columns: int) -> tuple[float, ...]:
    """The columns' shares of the table's width."""
    given = [_count(one, 0, "w", most=100_000) for one in made.iterfind(f"{W}tblGrid/{W}gridCol")]
    if len(given) != columns or not all(given):
        given = [1] * columns
    return tuple(width / sum(given) for width in given)


def _value(made: Any) -> str:
    return str(made.get(f"{W}val", "")) if made is not None else ""


def _count(made: Any, otherwise: int, name: str = "val", *, most: int = _MOST_SPANS) -> int:
    word = str(made.get(f"{W}{name}", "")) if made is not None else ""
    return min(int(word), most) if word.isascii() and word.isdigit() and len(word) < 7 else otherwise  # noqa: PLR2004 - bounded by `most`


def _points(made: Any) -> float | None:
    half = _count(made, 0, most=400)
    return half / 2 if half else None


def _is_on(made: Any) -> bool:
    return made is not None and _value(made).lower() not in _OFF


def _part_root(document: Document, kind: str) -> Any:
    """The XML of the part that the document refers to by this kind of relationship; None without one."""
    from docx.oxml import parse_xml  # noqa: PLC0415 - beside its only use

    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}") and relation.target_part.blob:
            return parse_xml(relation.target_part.blob)
    return None


def _numbering(document: Document) -> Numbering:
    return read_numbering(_part_root(document, "numbering"))


def _footnotes(document: Document) -> dict[tuple[str, str], str]:
    """Foot- and endnotes by the name of their reference and id; Word's own separators are none."""
    found = {}
    for reference, kind in _REFERENCES.items():
        root = _part_root(document, f"{kind}s")
        for one in root.iterfind(f"{W}{kind}") if root is not None else ():
            text = clean_text(" ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in one.iter(f"{W}p")))
            if text and one.get(f"{W}type") in (None, "normal"):
                found[reference, one.get(f"{W}id", "")] = text
    return found
