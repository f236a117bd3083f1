"""Lines that Tesseract read badly, read once more, cut out of the page and set one below the other.

On the whole page its search for lines goes wrong here and there: a plain "- Như trên;" beside a seal came out as "MÁT"
with a confidence of 0.08, and is read without an error when it stands alone. One more call for all such lines of a page
together; most pages have none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from PIL import Image

from ingest.ocr.engine import UNIFORM, Word, read_words
from ingest.ocr.pieces import runs

_POOR = 0.6  # confidence of a run of words
_BETTER = 0.15
_MOST = 16  # lines of a page; with more of them the page is bad as a whole, and nothing is gained
_HEIGHTS = (6.0, 40.0)  # points of ink: less is a speck, more is a seal
_LEAST_WIDTH = 12.0  # points
_ROOM = 4.0  # points around a cut, white between two of them twice that
_POINTS_PER_INCH = 72
_WHITE = 255


@dataclass(frozen=True, slots=True)
class _Cut:
    """A poor line: its words, the area cut out (left, top, right, bottom), its upper edge in the new picture."""

    words: tuple[Word, ...]
    area: tuple[int, int, int, int]
    top: int

    @property
    def bottom(self) -> int:
        """Lower edge of the cut-out piece."""
        return self.top + self.area[3] - self.area[1]


def with_second_look(image: Image.Image, words: Sequence[Word], dpi: float, seconds: float) -> tuple[Word, ...]:
    """The words, those of poor lines replaced where they read better alone. Raises what `read_words` raises."""
    room = round(_ROOM * dpi / _POINTS_PER_INCH)
    cuts = _cuts(image, words, dpi, room)
    if not 0 < len(cuts) <= _MOST:
        return tuple(words)
    picture = Image.new(
        "L", (max(cut.area[2] - cut.area[0] for cut in cuts) + 2 * room, cuts[-1].bottom + room), _WHITE
    )
    for cut in cuts:
        picture.paste(image.crop(cut.area), (room, cut.top))
    again = read_words(picture, dpi, seconds, layout=UNIFORM)
    better = {cut.words: new for cut in cuts if _is_better(cut.words, new := tuple(_back(cut, again, room)))}
    return tuple(word for run in _runs(words) for word in better.get(run, run))


def _runs(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Words that stand together on one line, inside one column."""
    for _, line in groupby(words, key=lambda word: word.line):
        yield from runs(sorted(line, key=lambda word: word.left))


def _cuts(image: Image.Image, words: Sequence[Word], dpi: float, room: int) -> list[_Cut]:
    scale = dpi / _POINTS_PER_INCH
    cuts: list[_Cut] = []
    for line in _runs(words):
        left, top = min(word.left for word in line), min(word.top for word in line)
        right, bottom = max(word.right for word in line), max(word.bottom for word in line)
        usual = _HEIGHTS[0] <= (bottom - top) / scale <= _HEIGHTS[1] and right - left >= _LEAST_WIDTH * scale
        if usual and confidence(line) < _POOR:
            area = (
                max(0, left - room),
                max(0, top - room),
                min(image.width, right + room),
                min(image.height, bottom + room),
            )
            cuts.append(_Cut(line, area, cuts[-1].bottom + 2 * room if cuts else room))
    return cuts


def confidence(words: Sequence[Word]) -> float:
    """Mean of the words' confidences by their length; 0 without words."""
    total = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / total if total else 0.0


def _back(cut: _Cut, again: Sequence[Word], room: int) -> Iterator[Word]:
    """The words read in this cut, with their place on the page, as one line."""
    across, down = cut.area[0] - room, cut.area[1] - cut.top
    for word in again:
        if cut.top <= (word.top + word.bottom) / 2 < cut.bottom:
            yield replace(
                word,
                left=word.left + across,
                right=word.right + across,
                top=word.top + down,
                bottom=word.bottom + down,
                line=cut.words[0].line,
            )


def _is_better(before: Sequence[Word], after: Sequence[Word]) -> bool:
    return bool(after) and confidence(after) > confidence(before) + _BETTER
