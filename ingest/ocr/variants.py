"""What each word of a page may have been in print: the word as read, and the same letters with other marks.

Which marks Tesseract confuses, and how often, stands in marks.toml. Numbers, identifiers, abbreviations and names have
no variants: a wrong one is worse than a doubtful one.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from ingest.ocr.engine import Word
from ingest.ocr.language import NUMBER, STOP, TOKEN, language, syllable
from ingest.ocr.pieces import Piece

_TABLE = tomllib.loads(files("ingest.ocr").joinpath("marks.toml").read_text("utf-8"))
_SEEN = 20  # times in the training texts; a rarer syllable is chosen for none
_LONGEST = 7  # letters: nghiêng
_CODE = re.compile(r"\d|@|www|[^\W\d_]\.[^\W\d_]|[A-ZĐ]{2}\S*[-–/_&]|[-–/_&]\S*[A-ZĐ]{2}")
_OPENING = frozenset("\"'“”‘(-–[")
_HEADING = 0.6  # of a line's words: they are printed in capitals, so one word in capitals is no abbreviation
_TWO = 2
_SHAPES = "\u0302\u0306"  # circumflex and breve


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to read a token: in lower case, its place in the language model, -log p(read so | printed so)."""

    text: str
    place: int
    cost: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A token of a word: `piece` and `word` say where, `start` and `end` which characters. The first is as read."""

    piece: int
    word: int
    start: int
    end: int
    variants: tuple[Variant, ...]


def slots(pieces: Sequence[Piece]) -> list[Slot]:
    """The tokens of a page in reading order. Punctuation that ends a sentence is one, other signs are none."""
    found: list[Slot] = []
    before = False
    for index, piece in enumerate(pieces):
        heading = _is_heading([token for word in piece.words for token in TOKEN.findall(word.text)])
        if heading != before and found and found[-1].variants[0].place != STOP:  # it is no part of the sentence above
            found.append(Slot(index, 0, 0, 0, (Variant("", STOP, 0.0),)))
        found += _of_piece(index, piece, heading=heading)
        before = heading
    return found


def _of_piece(index: int, piece: Piece, *, heading: bool) -> Iterator[Slot]:
    found = [(place, word, match) for place, word in enumerate(piece.words) for match in TOKEN.finditer(word.text)]
    for order, (place, word, match) in enumerate(found):
        before = found[order - 1][2][0] if order else ""
        after = found[order + 1][2][0] if order + 1 < len(found) else ""
        if not match[0][0].isalpha():
            kind = NUMBER if match[0][0].isdigit() else STOP
            own: tuple[Variant, ...] = (Variant(match[0], kind, 0.0),)
        elif _is_open(word, match, (before, after), heading=heading):
            own = variants(match[0].lower(), capitals=match[0].isupper())
        else:
            own = (_as_read(match[0].lower()),)
        yield Slot(index, place, match.start(), match.end(), own)


def _is_heading(tokens: Sequence[str]) -> bool:
    words = [token for token in tokens if len(token) > 1 and token[0].isalpha()]
    return len(words) >= _TWO and sum(word.isupper() for word in words) > _HEADING * len(words)


def _is_open(word: Word, match: re.Match[str], beside: tuple[str, str], *, heading: bool) -> bool:
    """Whether other marks may be considered: no part of an identifier, no abbreviation, no name."""
    token, (before, after) = match[0], beside
    if not 1 < len(token) <= _LONGEST or _CODE.search(word.text):
        return False
    if token.isupper():
        return heading
    if not token[1:].islower():
        return False
    if token[0].islower():
        return True
    starts = not before or not before[0].isalpha() or word.text[match.start() - 1 : match.start()] in _OPENING
    return starts and not after[:1].isupper()


def _as_read(text: str) -> Variant:
    return Variant(text, language().place(syllable(text)), 0.0)


@functools.lru_cache(maxsize=1 << 14)
def variants(text: str, *, capitals: bool = False) -> tuple[Variant, ...]:
    """The word (lower case) as read, and the known syllables that differ from it in the marks of one letter."""
    model = language()
    relief = _TABLE["capitals"] if capitals else 0.0
    others = (
        (text[:place] + printed + text[place + 1 :], cost - relief)
        for place, letter in enumerate(text)
        for printed, cost in _confused().get(letter, ())
    )
    found = ((other, model.place(syllable(other)), cost) for other, cost in others)
    return (_as_read(text), *(Variant(*each) for each in found if each[1] > NUMBER and model.ones[each[1]] >= _SEEN))


@functools.cache
def _confused() -> dict[str, list[tuple[str, float]]]:
    """For each letter as read, the letters that may have been printed, each with its cost."""
    letters = [
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in "aăâeêioôơuưy"
        for tone in ("", *_TABLE["tones"].values())
    ]
    table: dict[str, list[tuple[str, float]]] = {"d": [("đ", _TABLE["stroke"])], "đ": [("d", _TABLE["stroke"])]}
    for printed in letters:
        for read in letters:
            cost = _cost(printed, read)
            if cost is not None and printed != read:
                table.setdefault(read, []).append((printed, cost))
    return table


def _cost(printed: str, read: str) -> float | None:
    """What marks.toml says of two vowels; None where they are not of one letter, or where it says nothing."""
    (shape, tone), (read_shape, read_tone) = _parts(printed), _parts(read)
    if shape[0] != read_shape[0]:
        return None
    costs: dict[str, float] = {}
    if shape == read_shape == "i" and tone == "none":
        costs = _TABLE["dot"]
    elif shape == read_shape:
        costs = _TABLE["shaped" if len(shape) > 1 and shape[1] in _SHAPES else "plain"].get(tone, {})
    elif len(shape) > len(read_shape) and tone == read_tone:
        costs = {read_tone: _TABLE["shape_lost"][tone]}
    elif len(shape) > len(read_shape) and read_tone == "none":
        costs = {read_tone: _TABLE["both_lost"]}
    elif tone == read_tone:
        costs = {read_tone: _TABLE["shape_changed" if len(shape) > 1 else "shape_gained"]}
    return costs.get(read_tone)


def _parts(vowel: str) -> tuple[str, str]:
    """A vowel taken apart: with its shape but without its tone, and the tone's name."""
    apart = unicodedata.normalize("NFD", vowel)
    name = next((name for name, sign in _TABLE["tones"].items() if sign in apart), "none")
    return "".join(sign for sign in apart if sign not in _TABLE["tones"].values()), name
