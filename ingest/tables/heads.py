"""How many of a table's first rows are column heads (handbook domain.md 3.10: rows with column labels)."""

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.letters import squeeze

_ORDINAL_HEADS = frozenset({"STT", "TT", "SOTT", "SOTHUTU", "SOSTT", "THUTU", "SO"})
_NUMBER = re.compile(r"^[(\[]?(?:(?P<n>\d{1,2})[a-z]?|[A-ZĐ])[)\]]?(?:\s*=.*)?$")
_LONGEST_HEAD = 160  # characters of a column's head
_DEEPEST = 5  # rows of heads
_BOLD_SHARE = 0.7
_FEW = 2
_LONGEST_ORDINAL_HEAD = 12  # characters: 'Số thứ tự'
_FILLED = 0.6  # of a head row's cells
_ORDINAL = re.compile(r"^(?:[\dIVXLC]+|[A-ZĐ])(?:[.)]|\.\d+)*$")


def count_head_rows(rows: Sequence[Sequence[str]], bold: Sequence[float], depths: Sequence[int]) -> int:
    """Number of head rows.

    Args:
        rows: the cells' texts.
        bold: for each row the share of its characters that stand in bold type.
        depths: for each row how many rows its deepest cell spans.
    """
    if len(rows) > _FEW and _is_title(rows[0]) and is_ordinal_head(rows[1][0]):
        return 1 + count_head_rows(rows[1:], bold[1:], depths[1:])
    numbers = next((place for place, row in enumerate(rows[:_DEEPEST]) if _is_numbering(row)), None)
    if numbers is not None and all(_is_short(row) for row in rows[:numbers]):
        return numbers + 1
    if len(rows) < _FEW or not _is_short(rows[0]) or sum(bool(cell) for cell in rows[0]) < _FEW:
        return 0
    named = is_ordinal_head(next((cell for cell in rows[0] if cell), ""))
    in_bold = bold[0] > _BOLD_SHARE and min(bold[1:]) < _BOLD_SHARE and not _is_part_head(rows[0], depths[0])
    if not (named or in_bold or _is_divided(rows, depths)):
        return 0
    count = min(depths[0], len(rows) - 1, _DEEPEST)
    return count if all(_is_short(row) for row in rows[:count]) else 1


def _is_title(row: Sequence[str]) -> bool:
    """A row of one cell, its name over all columns."""
    return bool(row[0]) and not any(row[1:])


def _is_divided(rows: Sequence[Sequence[str]], depths: Sequence[int]) -> bool:
    """Whether the row below divides columns of the first one, whose other cells, the first among them, span both."""
    above, below = rows[0], rows[1]
    apart = all(not (one and other) or at for at, (one, other) in enumerate(zip(above, below, strict=True)))
    divides = any(other and not one for one, other in zip(above, below, strict=True))
    return depths[0] == _FEW < len(rows) and bool(above[0]) and not below[0] and divides and apart


def is_ordinal_head(text: str) -> bool:
    """Whether a cell heads the column of ordinals: 'STT', 'TT', 'Số TT'."""
    return len(text) <= _LONGEST_ORDINAL_HEAD and squeeze(text) in _ORDINAL_HEADS


def _is_part_head(row: Sequence[str], depth: int) -> bool:
    """'I | Trụ sở kinh doanh | [08] | …': a row that heads those below it, its ordinal first, most cells empty."""
    return bool(_ORDINAL.match(row[0])) or (depth == 1 and sum(bool(cell) for cell in row) < _FILLED * len(row))


def _is_short(row: Sequence[str]) -> bool:
    return all(len(cell) <= _LONGEST_HEAD for cell in row)


def _is_numbering(row: Sequence[str]) -> bool:
    """'(1) | (2) | (3)', 'A | B | 1 | 2', '[30] | [31]': columns counted, each cell filled."""
    found = [_NUMBER.match(cell) for cell in row if cell]
    if len(found) < max(_FEW, len(row) - 1) or not all(found):
        return False
    numbers = [int(match["n"]) for match in found if match and match["n"]]
    return len(numbers) >= _FEW and all(after == before + 1 for before, after in pairwise(numbers))
