"""Edit distances for error rates, by the definitions of ../shared/eval/score_ocr.py."""

import unicodedata
from collections import deque
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_BARE_DJ = str.maketrans("đĐ", "dD")


def fold(text: str) -> str:
    """NFC with white space made single."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def bare(letter: str) -> str:
    """The letter without its marks; đ is d."""
    marked = unicodedata.normalize("NFD", letter)
    return "".join(c for c in marked if not unicodedata.combining(c)).translate(_BARE_DJ)


def edit_distance(truth: str, output: str) -> int:
    """Insertions, deletions and substitutions from one text to the other (Levenshtein)."""
    return int(deque(_rows(truth, output, anywhere=False), maxlen=1)[0][-1])


def line_errors(line: str, output: str) -> tuple[int, int]:
    """Errors of the stretch of `output` that fits the line best, and those among them that are marks alone."""
    table = list(_rows(line, output, anywhere=True))
    i, j = len(line), int(table[-1].argmin())
    errors, tones = int(table[-1].min()), 0
    while i > 0:
        same = j > 0 and line[i - 1] == output[j - 1]
        if j > 0 and table[i][j] == table[i - 1][j - 1] + (not same):
            tones += not same and bare(line[i - 1]) == bare(output[j - 1])
            i, j = i - 1, j - 1
        elif j > 0 and table[i][j] == table[i][j - 1] + 1:
            j -= 1
        else:
            i -= 1
    return errors, tones


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)


def _rows(truth: str, output: str, *, anywhere: bool) -> Iterator[NDArray[np.int32]]:
    """Rows of the edit-distance table; with `anywhere` the output may start and end where it likes."""
    other, columns = _codes(output), np.arange(len(output) + 1, dtype=np.int32)
    row = np.zeros(len(output) + 1, np.int32) if anywhere else columns.copy()
    yield row
    for code in _codes(truth):
        new = row + 1
        new[1:] = np.minimum(new[1:], row[:-1] + (other != code))
        row = columns + np.minimum.accumulate(new - columns)
        yield row
