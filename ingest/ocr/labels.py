"""Letters of points, put right by their order: behind "b)" a line that begins with "e)" or "©)" begins with "c)".

Points are lettered a, b, c, d, đ, e, g … in every act (Decree 78/2025 and its forerunners; handbook domain.md 3.8). A
letter is changed only to the one that is next, and only where confusions.toml knows it to be read so.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

from ingest.ocr.engine import Word
from ingest.ocr.pieces import Piece

_RULES = tomllib.loads(files("ingest.ocr").joinpath("confusions.toml").read_text("utf-8"))["labels"]
_ORDER: str = _RULES["order"]
_READ_AS: dict[str, list[str]] = _RULES["read_as"]
_LABEL = re.compile(r"[.,'‘`]?([^\s()]{1,2})\)")
_NEW_LIST = re.compile(r"\d+\.|Điều|Khoản|Chương|Mục")


def with_labels(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, letters of points at their beginnings put right; a word that changed keeps its first reading."""
    out: list[Piece] = []
    last = ""
    for piece in pieces:
        first = piece.words[0]
        label = _LABEL.fullmatch(first.text)
        if _NEW_LIST.match(first.text):
            last = ""
        elif label:
            read, wanted = label[1].lower(), _next(last)
            if read != wanted and read in _READ_AS.get(wanted, ()):
                piece = Piece((_renamed(first, wanted), *piece.words[1:]))  # noqa: PLW2901 - the same piece, one word changed
                last = wanted
            elif len(read) == 1 and read in _ORDER:
                last = read
        out.append(piece)
    return out


def _next(last: str) -> str:
    return _ORDER[_ORDER.index(last) + 1 :][:1] if last else _ORDER[0]


def _renamed(word: Word, letter: str) -> Word:
    return replace(word, text=f"{letter})", first=word.first or word.text)
