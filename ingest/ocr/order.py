"""Reading order of pieces: top to bottom, and inside a band of two columns the left one first, then the right.

Bands are the letterhead (issuer | country and motto) and the foot of a document (recipients | signature); handbook
domain.md 2.5. Rows of a table, and lines with a number at the edge, stay rows.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.ocr.pieces import Piece

_BESIDE = 0.35  # of the lower piece's height: two pieces stand side by side
_LEAST_GUTTER = 0.4  # em
_NARROW_GUTTER = 0.6  # em; of a line that runs across both columns with no more than this between them
_WIDER_THAN_SPACES = 1.8  # ... which must also be that much wider than the line's other gaps
_EDGE = 1.2  # em; pieces of one column start that close to each other, or have their middles there
_STEP = 1.7  # em of white between neighbouring lines of one column
_DEEPEST = 9.0  # em of white between a position and the name below it, where the seal and the hand go
_MANY_SHARE = 0.4  # of a band's rows with more than one gap: a table
_SHORT = 4  # characters: ordinal numbers and page numbers
_SHORT_SHARE = 0.6
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """Pieces that stand side by side, and the gaps that run through all of them from top to bottom."""

    pieces: tuple[Piece, ...]
    gutters: tuple[tuple[float, float], ...] = ()

    @property
    def top(self) -> int:
        """Upper edge of the highest piece."""
        return min(piece.top for piece in self.pieces)


def in_reading_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces, or parts of them where a line runs over two columns, in the order in which they are read."""
    rows = [_with_gutters(row) for row in _rows(pieces)]
    ordered: list[Piece] = []
    place = 0
    while place < len(rows):
        if len(rows[place].gutters) == 1:
            before = _split_above(ordered, rows[place])
            del ordered[len(ordered) - len(before) :]
            band, place = _band(rows, place, before)
            ordered += band
        else:
            ordered += [piece for row in _lined_up(rows[place].pieces) for piece in row]
            place += 1
    return ordered


def _rows(pieces: Sequence[Piece]) -> list[tuple[Piece, ...]]:
    """Groups of pieces linked by standing side by side, from the top."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.top):
        linked = [group for group in groups if any(_beside(piece, other) for other in group)]
        groups = [group for group in groups if group not in linked]
        groups.append([*(other for group in linked for other in group), piece])
    return sorted((tuple(group) for group in groups), key=lambda group: min(piece.top for piece in group))


def _beside(one: Piece, other: Piece) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    lower = min(one.bottom - one.top, other.bottom - other.top)
    return overlap > _BESIDE * lower


def _with_gutters(pieces: tuple[Piece, ...]) -> _Row:
    em = min(piece.em for piece in pieces)
    spans = sorted((piece.left, piece.right) for piece in pieces)
    gutters, reach = [], spans[0][1]
    for left, right in spans[1:]:
        if left - reach > _LEAST_GUTTER * em:
            gutters.append((float(reach), float(left)))
        reach = max(reach, right)
    return _Row(pieces, tuple(gutters))


def _band(rows: list[_Row], start: int, above: list[Piece]) -> tuple[list[Piece], int]:
    """The pieces of the band that begins with row `start`, in order, and the place of the row behind it.

    A piece on one side only may be the band's (the next line of a list of recipients) or the first line of what
    follows; it waits until the next row tells.
    """
    taken, waiting = [*above, *rows[start].pieces], list[Piece]()
    gutter = _narrowed(rows[start].gutters[0], taken)
    many = 0
    place = start + 1
    while place < len(rows):
        row = rows[place]
        own = _own_part(row, gutter, [*taken, *waiting])
        if own is None:
            break
        waiting += own.pieces
        if own.sure:
            taken, waiting = [*taken, *waiting], []
            gutter = _narrowed(gutter, list(own.pieces))
            many += len(row.gutters) > 1
        place += 1
    table = many > _MANY_SHARE * (place - len(waiting) - start)
    return _columns(taken, gutter, table=table), place - len(waiting)


@dataclass(frozen=True, slots=True)
class _Part:
    """Pieces of a row that may go on with a band; `sure` where they certainly do."""

    pieces: tuple[Piece, ...]
    sure: bool


def _own_part(row: _Row, gutter: tuple[float, float], band: list[Piece]) -> _Part | None:
    """The row as part of the band above it, or None where it ends the band."""
    if not _near(band, row.pieces):
        return None
    if any(_common(gutter, own, row) for own in row.gutters):
        return _Part(row.pieces, sure=True)
    if len(row.pieces) > 1:
        return None
    piece = row.pieces[0]
    parts = _parts(piece, gutter)
    if parts is not None:
        return _Part(parts, sure=True)
    if gutter[0] < piece.left < gutter[1] and gutter[0] < piece.right < gutter[1]:
        return None
    if piece.right <= gutter[1] or piece.left >= gutter[0]:
        return _Part(row.pieces, sure=_goes_on(piece, band, gutter))
    return None


def _common(gutter: tuple[float, float], own: tuple[float, float], row: _Row) -> bool:
    """Whether the band's gutter and one of the row's share enough to be one."""
    em = min(piece.em for piece in row.pieces)
    return min(gutter[1], own[1]) - max(gutter[0], own[0]) > _LEAST_GUTTER * em


def _narrowed(gutter: tuple[float, float], pieces: list[Piece]) -> tuple[float, float]:
    """The part of the gutter that these pieces leave free."""
    middle = (gutter[0] + gutter[1]) / 2
    left = max([gutter[0], *(piece.right for piece in pieces if piece.left < middle and piece.right < gutter[1])])
    right = min([gutter[1], *(piece.left for piece in pieces if piece.right > middle and piece.left > left)])
    return (float(left), float(right))


def _goes_on(piece: Piece, band: list[Piece], gutter: tuple[float, float]) -> bool:
    """Whether a piece on one side continues that column: same edge or same middle as the piece above it."""
    left = piece.right <= gutter[1]
    column = [other for other in band if (other.right <= gutter[1]) == left]
    if not column:
        return False
    last = max(column, key=lambda other: other.bottom)
    edge = abs(piece.left - last.left) < _EDGE * piece.em
    middle = abs((piece.left + piece.right) - (last.left + last.right)) / 2 < _EDGE * piece.em
    return (edge or middle) and piece.top - last.bottom < _STEP * piece.em


def _near(band: list[Piece], pieces: tuple[Piece, ...]) -> bool:
    """Whether a row stands close enough below: a signature may stand seven lines below the position."""
    return min(piece.top for piece in pieces) - max(piece.bottom for piece in band) < _DEEPEST * pieces[0].em


def _split_above(ordered: list[Piece], row: _Row) -> list[Piece]:
    """The last piece before a band in two, where it is the letterhead's first line with a narrow gap."""
    if not ordered or row.top - ordered[-1].bottom > _STEP * ordered[-1].em:
        return []
    parts = _parts(ordered[-1], row.gutters[0])
    if parts is None:
        return []
    ordered[-1:] = parts
    return list(parts)


def _parts(piece: Piece, gutter: tuple[float, float]) -> tuple[Piece, Piece] | None:
    """A piece cut at the gutter, where its widest gap lies there and is no mere space between words."""
    gaps = [after.left - before.right for before, after in pairwise(piece.words)]
    if len(gaps) < _TWO:
        return None
    place = max(range(len(gaps)), key=gaps.__getitem__)
    usual = statistics.median(gap for index, gap in enumerate(gaps) if index != place)
    before, after = piece.words[place], piece.words[place + 1]
    inside = min(after.left, gutter[1]) - max(before.right, gutter[0]) > _LEAST_GUTTER * piece.em
    if inside and gaps[place] > _NARROW_GUTTER * piece.em and gaps[place] > _WIDER_THAN_SPACES * usual:
        return Piece(piece.words[: place + 1]), Piece(piece.words[place + 1 :])
    return None


def _columns(pieces: list[Piece], gutter: tuple[float, float], *, table: bool) -> list[Piece]:
    """The left column, then the right one; by rows where it is a table or one side holds numbers only."""
    middle = (gutter[0] + gutter[1]) / 2
    left = [piece for piece in pieces if piece.left + piece.right < 2 * middle]
    right = [piece for piece in pieces if piece.left + piece.right >= 2 * middle]
    if table or _is_short(left) or _is_short(right):
        return [piece for row in _lined_up(pieces) for piece in row]
    # A gap inside one column is room left for a pen: "Hà Nội, ngày      tháng      năm 2026".
    return [
        Piece(tuple(word for piece in row for word in piece.words)) for side in (left, right) for row in _lined_up(side)
    ]


def _is_short(column: list[Piece]) -> bool:
    short = sum(len(piece.text) <= _SHORT for piece in column)
    return len(column) > 1 and short > _SHORT_SHARE * len(column)


def _lined_up(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces as rows from the top, each from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        if rows and _beside(rows[-1][0], piece) and all(_apart(piece, other) for other in rows[-1]):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _apart(one: Piece, other: Piece) -> bool:
    return one.right <= other.left or other.right <= one.left
