"""Articles, clauses and points of a document as comparable values: from the source's levels, and as we read them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bench.distances import edit_distance
from ingest.document import ParsedFile, Provision
from sample_gazettes.marked import MarkedDocument, body_of

LEVELS = ("article", "clause", "point")
RANKS = {"part": -1, "chapter": -1, "section": -1, "subsection": -1, "article": 0, "clause": 1, "point": 2}
MARKS = {"article": ".", "clause": ".", "point": ")"}
SOURCE_LEVELS = {"item": "point"}
LABELS = {
    "article": re.compile(r"Điều (?P<label>\w+)[.:]?\s*"),
    "clause": re.compile(r"(?P<label>\w+)\s*[.)]\s*"),
    "point": re.compile(r"(?P<label>\w+)\s*\)\s*"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit with its path of labels (`Điều 5`, `khoản 2`) and its whole text, units below it included."""

    level: str
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text that begins a unit of `level`, or goes on with the one before (level '')."""

    level: str
    label: str
    text: str


def true_units(document: MarkedDocument) -> list[Unit]:
    """Units by the levels of the source, in reading order."""
    return _units(_true_pieces(document))


def _true_pieces(document: MarkedDocument) -> Iterator[_Piece]:
    last = ""
    for paragraph in body_of(document):
        level = SOURCE_LEVELS.get(paragraph.level or "", paragraph.level or "")
        if level not in RANKS:
            yield _Piece("", "", paragraph.text)
            continue
        found = LABELS[level].match(paragraph.text) if level in LABELS else None
        label = found["label"] if found else ""
        if (level, label, last) == ("point", "d", "d"):
            label = "đ"  # misprinted in the source; a second d) is đ) (handbook/domain.md 3.8)
        last = label if level == "point" else ""
        yield _Piece(level, label, paragraph.text[found.end() :] if found else "")


def read_units(parsed: ParsedFile) -> list[Unit]:
    """Units of all documents of a file as we read them, in reading order; attachments are not asked."""
    return [unit for document in parsed.documents for unit in _units(_read_pieces(document.body))]


def _read_pieces(provisions: Iterable[Provision]) -> Iterator[_Piece]:
    for provision in provisions:
        container = RANKS.get(provision.level) == -1
        known = provision.level in RANKS
        text = "" if container else f"{provision.heading} {provision.text}"
        label = re.sub(r"^Điều ", "", provision.label)
        if known:
            yield _Piece(provision.level, label, text)
        else:
            mark = ")" if provision.label[-1:].isalnum() else ""  # subpoints b1) and (i) have theirs cut off or kept
            yield _Piece(
                "", "", f"{provision.label}{mark} {text} {' '.join(cell for row in provision.rows for cell in row)}"
            )
        yield from _read_pieces(provision.children)


def _units(pieces: Iterable[_Piece]) -> list[Unit]:
    """Pieces under the units that they belong to."""
    open_units: list[tuple[str, tuple[str, ...], list[str]]] = []
    out: list[tuple[str, tuple[str, ...], list[str]]] = []
    for piece in pieces:
        if piece.level:
            rank = RANKS[piece.level]
            open_units = [unit for unit in open_units if RANKS[unit[0]] < rank]
            if rank >= 0:
                above = open_units[-1][1] if open_units else ()
                unit = (piece.level, (*above, f"{piece.level} {piece.label}"), list[str]())
                open_units.append(unit)
                out.append(unit)
        mark = piece.label and piece.label + MARKS.get(piece.level, "")
        for _, _, texts in open_units:
            texts.append(mark + piece.text)
    return [Unit(level, path, squeezed(texts)) for level, path, texts in out]


def squeezed(texts: Sequence[str]) -> str:
    """The letters without blanks: a line's end may stand where the source has none."""
    return re.sub(r"\s+", "", "".join(texts))


def allowed(true: str, read: str, errors: float) -> bool:
    """Whether the texts are equal, or differ in no more than a share of their letters (two at least)."""
    if true == read or not errors:
        return true == read
    most = max(2, round(errors * len(true)))
    return abs(len(true) - len(read)) <= most and edit_distance(true, read) <= most
