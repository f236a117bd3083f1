"""The pieces that a page flow is made of: paragraphs, tables, and figures of fixed height such as a letterhead."""

from dataclasses import dataclass
from typing import Literal

from sample_gazettes.fonts import Face, width
from sample_gazettes.model import Path, Style

Align = Literal["justify", "center", "left"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one face."""

    text: str
    face: Face = "regular"


@dataclass(frozen=True, slots=True)
class TextOp:
    """A text drawn at its baseline; `stretch` points are added to each blank, `grey` 0 is black."""

    x: float
    y: float
    text: str
    face: Face
    size: float
    stretch: float = 0.0
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class LineOp:
    """A drawn rule."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float = 0.5


Op = TextOp | LineOp


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `keep` asks to stay on a page with the next block; `marks` are the units that begin here."""

    runs: tuple[Run, ...]
    align: Align = "justify"
    indent: bool = True
    before: float = 0.0
    after: float = 0.0
    size: float | None = None
    leading: float | None = None
    marks: tuple[Path, ...] = ()
    keep: bool = False
    inset: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; `shares` are the widths of its columns, `repeat_head` prints the first row again on each page."""

    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    repeat_head: bool
    marks: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """Operations of a fixed height, placed as a whole; their y counts from the figure's top."""

    height: float
    ops: tuple[Op, ...]
    marks: tuple[Path, ...] = ()
    keep: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""

    marks: tuple[Path, ...] = ()


Block = Para | Table | Figure | NewPage


@dataclass(frozen=True, slots=True)
class Token:
    """A word in one face; `glued` means that no blank stands before it."""

    text: str
    face: Face
    glued: bool = False


def tokens(runs: tuple[Run, ...], *, break_hyphens: bool = False) -> list[Token]:
    """Words of a paragraph; with `break_hyphens` a line may also end after a hyphen inside a number (TT-|BTC)."""
    out: list[Token] = []
    for run in runs:
        for word in run.text.split(" "):
            if not word:
                continue
            parts = word.split("-") if break_hyphens and "/" in word else [word]
            pieces = [p + "-" for p in parts[:-1]] + [parts[-1]] if len(parts) > 1 else parts
            out += [Token(piece, run.face, glued=i > 0) for i, piece in enumerate(pieces) if piece]
    return out


def break_lines(words: list[Token], first: float, rest: float, size: float, typeface: str) -> list[list[Token]]:
    """Greedy lines: the first is at most `first` points wide, the others `rest`."""
    lines: list[list[Token]] = []
    line: list[Token] = []
    used = 0.0
    for word in words:
        room = first if not lines else rest
        blank = 0.0 if word.glued or not line else width(" ", line[-1].face, size, typeface)
        extent = width(word.text, word.face, size, typeface)
        if line and used + blank + extent > room:
            lines.append(line)
            line, used, blank = [], 0.0, 0.0
        line.append(word)
        used += blank + extent
    return [*lines, line] if line else lines


def line_ops(line: list[Token], x: float, y: float, room: float, align: Align, size: float, typeface: str) -> list[Op]:
    """Draw one line: words of one face in one operation with real blanks, stretched to `room` when justified."""
    groups: list[Token] = []
    for i, word in enumerate(line):
        blank = "" if word.glued or i == 0 else " "
        if groups and groups[-1].face == word.face:
            groups[-1] = Token(groups[-1].text + blank + word.text, word.face)
        else:
            if groups:
                groups[-1] = Token(groups[-1].text + blank, groups[-1].face)
            groups.append(word)
    natural = sum(width(g.text, g.face, size, typeface) for g in groups)
    blanks = sum(g.text.count(" ") for g in groups)
    stretch = (room - natural) / blanks if align == "justify" and blanks else 0.0
    if align == "center":
        x += (room - natural) / 2
    ops: list[Op] = []
    for group in groups:
        ops.append(TextOp(x, y, group.text, group.face, size, stretch))
        x += width(group.text, group.face, size, typeface) + stretch * group.text.count(" ")
    return ops


def centred(text: str, middle: float, y: float, face: Face, size: float, style: Style) -> TextOp:
    """A line of text around a vertical axis."""
    return TextOp(middle - width(text, face, size, style.typeface) / 2, y, text, face, size)
