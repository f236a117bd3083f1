"""Tesseract behind pytesseract: words with boxes and confidences, or one of our errors."""

import contextlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytesseract
from PIL import Image

from ingest.errors import BrokenPage, OcrUnavailable, Stalled
from ingest.letters import clean_text

LANGUAGE = "vie"
COLUMN = 4  # one column of lines of various sizes: line CER 1.06 % against 1.08 (3), 1.80 (6), 1.62 (11) on real scans
UNIFORM = 6  # one block of lines, all taken as they come
# White print on black is looked for in the second reading only: every poor line would be read twice, 10 % of the time.
_NOT_INVERTED = " -c tessedit_do_invert=0"
_WORD_LEVEL = "5"
_COLUMNS = 12
_LEAST_ORIENTATION_CONFIDENCE = 1.0
_MISSING = ("loading language", "Error opening data file", "could not initialize", "Failed loading")
_TURN = re.compile(rb"Rotate: (\d+)")
_TURN_CONFIDENCE = re.compile(rb"Orientation confidence: ([\d.]+)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word. Pixels from the upper left corner; `line` names Tesseract's own line, `confidence` 0..1.

    `first` is what was read before another reading was chosen, None where nothing was.
    """

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float
    line: tuple[int, int, int]
    first: str | None = None


def read_words(image: Image.Image, dpi: float, seconds: float, *, layout: int = COLUMN) -> tuple[Word, ...]:
    """The words of a grey picture in Tesseract's order; `layout` is its page segmentation mode.

    Raises:
        Stalled: it took longer than `seconds`; Tesseract was killed.
        OcrUnavailable: Tesseract or its Vietnamese model is not there.
        BrokenPage: Tesseract crashed, refused the picture or answered with something that is not its table.
    """
    settings = f"--oem 1 --psm {layout} --dpi {round(dpi)}" + (_NOT_INVERTED if layout == COLUMN else "")
    with _calling(), _file(image) as name:
        table = pytesseract.image_to_data(
            name, LANGUAGE, settings, timeout=seconds, output_type=pytesseract.Output.BYTES
        )
        return tuple(_words(table.decode("utf-8")))


def read_pictures(
    images: Sequence[Image.Image], dpi: float, seconds: float, *, language: str = LANGUAGE
) -> list[tuple[Word, ...]]:
    """The words of each of many small grey pictures, one block of lines each, read in one run of Tesseract.

    Raises what `read_words` raises.
    """
    settings = f"--oem 1 --psm {UNIFORM} --dpi {round(dpi)}"
    with _calling(), tempfile.TemporaryDirectory() as folder:
        names = [f"{folder}/{place}.pgm" for place in range(len(images))]
        for name, image in zip(names, images, strict=True):
            image.save(name, "PPM")
        listed = Path(folder, "pictures.txt")
        listed.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
        table = pytesseract.image_to_data(
            str(listed), language, settings, timeout=seconds, output_type=pytesseract.Output.BYTES
        )
        found: list[list[Word]] = [[] for _ in images]
        for page, word in _paged_words(table.decode("utf-8")):
            found[page - 1].append(word)
        return [tuple(words) for words in found]


def read_turn(image: Image.Image, dpi: float, seconds: float) -> int:
    """By how many degrees (0, 90, 180, 270) the picture must be turned clockwise to stand upright; 0 where unsure.

    Raises what `read_words` raises; a page with too few letters to tell is no error.
    """
    try:
        with _calling(), _file(image) as name:
            settings = f"--psm 0 --dpi {round(dpi)}"
            found = pytesseract.image_to_osd(
                name, "osd", settings, timeout=seconds, output_type=pytesseract.Output.BYTES
            )
    except BrokenPage:
        return 0
    turn, confidence = _TURN.search(found), _TURN_CONFIDENCE.search(found)
    sure = confidence is not None and float(confidence[1]) >= _LEAST_ORIENTATION_CONFIDENCE
    return int(turn[1]) % 360 if turn and sure else 0


@contextlib.contextmanager
def _file(image: Image.Image) -> Iterator[str]:
    """The picture as a plain grey file: pytesseract itself would spend 0.5 s a page to pack it as PNG."""
    with tempfile.NamedTemporaryFile(suffix=".pgm") as file:
        image.save(file, "PPM")
        file.flush()
        yield file.name


@contextlib.contextmanager
def _calling() -> Iterator[None]:
    """Whatever pytesseract raises as one of our errors."""
    try:
        yield
    except (pytesseract.TesseractNotFoundError, PermissionError, SystemExit) as error:
        # SystemExit: pytesseract's way to say that `tesseract --version` told nothing
        raise OcrUnavailable("tesseract cannot be started") from error
    except pytesseract.TesseractError as error:
        kind = OcrUnavailable if any(sign in str(error.message) for sign in _MISSING) else BrokenPage
        raise kind(f"tesseract: {error.status} {str(error.message)[:200]}") from error
    except RuntimeError as error:  # pytesseract's word for a timeout; it has killed the process by then
        raise Stalled(str(error)) from error
    except (OSError, ValueError) as error:  # no output file, broken UTF-8, a table that is none
        raise BrokenPage(f"tesseract's answer: {type(error).__name__}") from error


def _words(table: str) -> Iterator[Word]:
    return (word for _, word in _paged_words(table))


def _paged_words(table: str) -> Iterator[tuple[int, Word]]:
    """Words with the number of their picture, from 1."""
    for row in table.splitlines()[1:]:
        fields = row.split("\t", _COLUMNS - 1)
        if len(fields) != _COLUMNS:
            raise ValueError("not Tesseract's table")
        if fields[0] != _WORD_LEVEL or not (text := clean_text(fields[-1])):
            continue
        left, top, width, height = map(int, fields[6:10])
        line = (int(fields[2]), int(fields[3]), int(fields[4]))
        confidence = min(1.0, max(0.0, float(fields[10]) / 100))
        yield int(fields[1]), Word(text, left, top, left + width, top + height, confidence, line)
