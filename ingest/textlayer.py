"""Text layer of a page by pdfium: words with boxes, joined to lines in reading order.

Word order follows the content stream, which in gazette files written by word processors is the logical order
(a table cell's wrapped lines stay together); only where the stream itself jumps upwards over text that it has
already drawn are the lines sorted by geometry. Measured on real gazettes: handbook design.md, decisions.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

import pypdfium2 as pdfium

from ingest.document import Box, Line
from ingest.formulas import by_columns
from ingest.glyphs import Glyphs, Style, Word
from ingest.legacy_fonts import Recognised, decode, encoding_of_font, is_legacy_font, may_be_legacy, recognise
from ingest.letters import clean_text
from ingest.offsets import raw_of
from ingest.raised import HIDDEN, ends_in_digit, with_note_mark, with_raised_mark
from ingest.repairs import SHIFTED, unshifted, without_repeats
from ingest.spacing import joints, part
from ingest.tables.geometry import Sides, Walls, no_sides, printed_rows
from ingest.turned import Frame, skew_of

_COLUMN_GAP_EM = 1.8  # a wider gap inside one baseline parts two columns; justified words stay below 1.2 em
_MAY_END = re.compile(r"[\d\]”\"]")  # without these no word of a line ends in a raised number
_SMALLER = 0.8  # of the line's size: smaller words do not tell its baseline
_LEAVINGS = frozenset("0123456789[]")  # what leavings were seen to begin and end with: others are not asked
_LEAVING = re.compile(r"^(?:\d+|\[\w+\])$")
_NEAR = 12  # lines back to which a line is compared
_OVERHANG = 1.0  # points that print was seen to hang over the side of its cell
_MIDDLE = 0.25  # of the font size: how far the middle of small letters stands above the baseline
_LONG, _NARROW, _FEW = 5, 0.2, 2  # letters; parts of the font size a letter, 0.45 side by side; words


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What the text layer of a page gives: lines in reading order, and the frame of their boxes.

    `width` and `height` in points are those of the page as its reader holds it, `skew` how its print is turned, as in
    ingest.document.Page. `invisible`: drawn to be copied, not to be seen. `mended` counts the words whose letters or
    spaces were repaired, `converted` those that came from a legacy font, `refused` names an encoding that is not
    read, and `unmapped` is the share of glyphs of which the font does not say what letters they are.
    """

    lines: tuple[Line, ...]
    width: float
    height: float
    frame: Frame
    skew: float = 0.0
    invisible: bool = False
    mended: int = 0
    converted: int = 0
    refused: str | None = None
    unmapped: float = 0.0


def read_lines(page: pdfium.PdfPage, number: int, sides: Sides = no_sides) -> tuple[Line, ...]:
    """The lines of `read_layer` alone."""
    return read_layer(page, number, sides).lines


def read_layer(page: pdfium.PdfPage, number: int, sides: Sides = no_sides) -> TextLayer:
    """Lines of the page's text layer in reading order, legacy fonts decoded, text in NFC.

    Args:
        page: an open pdfium page.
        number: its number in the file, from 1.
        sides: gives the sides of table cells in a frame; they part lines.
    """
    with Glyphs(page) as glyphs:
        runs = list(glyphs.runs())
        turns = page.get_rotation() // 90
        quarters = _quarters(glyphs, runs) if turns or _looks_turned(runs) else Counter({0: 1})
        main = quarters.most_common(1)[0][0]
        reading = _Reading(glyphs, number)
        if may_be_legacy(glyphs.text):
            reading.encodings = _encodings(glyphs, runs)
            legacy = any(found.encoding for found in reading.encodings.values())
            reading.shifted = not legacy and SHIFTED.search(glyphs.text) is not None
        if set(quarters) == {0}:
            lines = in_reading_order(_lines(reading, runs, sides(glyphs.frame)))
        else:
            lines = _turned_lines(reading, quarters, sides)
        frame = glyphs.face(main)
        return TextLayer(
            tuple(lines),
            frame.width,
            frame.height,
            frame,
            skew_of(main + turns),
            glyphs.is_invisible(),
            reading.mended,
            reading.converted,
            next((found.refused for found in reading.encodings.values() if found.refused), None),
            glyphs.unmapped(),
        )


@dataclass(slots=True)
class _Reading:
    """What the reading of one page goes along with: its glyphs, what its fonts turned out to be, what was repaired."""

    glyphs: Glyphs
    number: int
    encodings: dict[str, Recognised] = field(default_factory=dict)
    shifted: bool = False
    mended: int = 0
    converted: int = 0


def _encodings(glyphs: Glyphs, runs: Iterable[list[Word]]) -> dict[str, Recognised]:
    """What the words of each font on the page are, where they are no Unicode."""
    words: dict[str, list[str]] = defaultdict(list)
    for run in runs:
        for word in run:
            words[glyphs.style(word.at).font].append(word.text)
    return {font: recognise(font, texts) for font, texts in words.items()}


def _lines(reading: _Reading, runs: Iterable[list[Word]], walls: Walls) -> list[Line]:
    """Lines of the runs, in their order."""
    parts = (_inked(reading.glyphs, words) for run in runs for words in _split_columns(run, walls))
    lines = [_line(reading, words) for words in parts if words]
    return without_repeats(_join_baseline([line for line in lines if line.text], walls))


def _looks_turned(runs: Iterable[list[Word]]) -> bool:
    """Whether some words are narrower than their letters can be side by side: the cheap test, no question to pdfium."""
    narrow = [
        text
        for run in runs
        for text, left, right, _, size, _ in run
        if len(text) >= _LONG and right - left < _NARROW * size * len(text)
    ]
    return len(narrow) >= _FEW


def _quarters(glyphs: Glyphs, runs: Iterable[list[Word]]) -> Counter[int]:
    """How many characters run in each direction."""
    found: Counter[int] = Counter()
    for run in runs:
        for word in run:
            found[glyphs.quarter_at(word.at)] += len(word.text)
    return found or Counter({0: 1})


def _turned_lines(reading: _Reading, quarters: Counter[int], sides: Sides) -> list[Line]:
    """Lines of every direction, each read in its own frame, in that of the greater part of the page.

    Lines of the page's own upright come first (its header and number), others at their height.
    """
    glyphs, main = reading.glyphs, quarters.most_common(1)[0][0]
    lines: list[Line] = []
    frame = glyphs.face(main)
    for quarter, _ in quarters.most_common():
        own = glyphs.face(quarter)
        runs = (
            list(words)
            for run in glyphs.runs()
            for kind, words in groupby(run, key=lambda word: glyphs.quarter_at(word.at))
            if kind == quarter
        )
        found = in_reading_order(_lines(reading, runs, sides(own)))
        if quarter == main:
            lines = found
            continue
        found = [replace(line, box=frame.brought(line.box, own)) for line in found]
        if quarter == 0:
            lines = [*found, *lines]
            continue
        for line in found:
            place = next((at for at, other in enumerate(lines) if other.box.top > line.box.bottom), len(lines))
            lines.insert(place, line)
    return lines


def _split_columns(words: list[Word], walls: Walls) -> list[list[Word]]:
    """A run cut where the gap is too wide for a space, where the baseline changes, and at the sides of cells."""
    last = words[:1]
    parts = [last]
    walled = bool(walls)
    _, left, right, baseline, size, _ = words[0]
    for word in words[1:]:
        _, start, end, own, other, _ = word
        em = max(size, other, 1.0)
        apart = start - right > _COLUMN_GAP_EM * em or start < left - em
        if apart or abs(own - baseline) > 0.6 * em or (walled and _walled(walls, last[-1], word)):
            last = [word]
            parts.append(last)
        else:
            last.append(word)
        left, right, baseline, size = start, end, own, other
    return parts


def _walled(walls: Walls, before: Word, word: Word) -> bool:
    return walls.part(before.right - _OVERHANG, word.left + _OVERHANG, word.baseline - _MIDDLE * word.size)


def _inked(glyphs: Glyphs, words: list[Word]) -> list[Word]:
    """The words without what is white on white: a digit behind the year of a dateline, old page numbers, '[daky]'.

    A line that is white as a whole may stand on a dark field, and stays unless it is such a number or mark alone.
    """
    first, last = words[0].at, words[-1].at + len(words[-1].text) - 1
    if words[0].text[0] not in _LEAVINGS and words[-1].text[-1] not in _LEAVINGS:
        return words
    ends = glyphs.is_white(first), glyphs.is_white(last)
    if all(ends):
        return [] if len(words) == 1 and _LEAVING.match(words[0].text) else words
    if not any(ends):
        return words
    places = range(first, last + 1)
    first = next(place for place in places if not glyphs.is_white(place))
    last = next(place for place in reversed(places) if not glyphs.is_white(place))
    cut = ((word, max(first - word.at, 0), last + 1 - word.at) for word in words)
    return [
        word._replace(text=word.text[start:end], at=word.at + start)
        for word, start, end in cut
        if start < min(end, len(word.text))
    ]


def _line(reading: _Reading, words: list[Word]) -> Line:
    glyphs = reading.glyphs
    _, lefts, rights, baselines, sizes, _ = zip(*words, strict=True)
    size = max(sizes)
    if min(sizes) < HIDDEN * size:
        words = [shown for word in words if (shown := _shown(glyphs, word, HIDDEN * size))] or words
        _, lefts, rights, baselines, sizes, _ = zip(*words, strict=True)
    first = glyphs.style(words[0].at)
    middle = glyphs.style(words[len(words) // 2].at) if len(words) > 1 else first
    if min(sizes) < _SMALLER * size:
        baselines = tuple([word.baseline for word in words if word.size >= _SMALLER * size])
    baseline, left, right = max(baselines), min(lefts), max(rights)
    box = Box(left, baseline - 0.8 * size, right, baseline + 0.2 * size)
    text, raw = _text(reading, words, (first, middle))
    bold = first.bold and middle.bold
    return Line(text, reading.number, box, size, bold, middle.italic, lead_bold=first.bold, raw=raw)


def _shown(glyphs: Glyphs, word: Word, least: float) -> Word | None:
    """The word without its first characters below that size; None where nothing is left."""
    for place in range(len(word.text)):
        size = glyphs.size_at(word.at + place)
        if size >= least:
            return word._replace(text=word.text[place:], size=size, at=word.at + place)
    return None


def _text(reading: _Reading, words: list[Word], styles: tuple[Style, Style]) -> tuple[str, str | None]:
    """The words as a line of text, and as the file has them where that was repaired."""
    glyphs = reading.glyphs
    if reading.shifted:
        printed = glyphs.text[words[0].at : words[-1].at + len(words[-1].text)]
        text, mended = unshifted(printed)
        reading.mended += mended
        if mended:
            return clean_text(text), " ".join(printed.splitlines())
    if reading.encodings or is_legacy_font(styles[0].font) or is_legacy_font(styles[1].font):
        before = reading.converted
        text = clean_text(" ".join([_decoded(reading, word) for word in words]))
        return text, _joined(words) if reading.converted > before else None
    parted = part(glyphs, words)
    torn = joints(parted)
    reading.mended += len(parted) - len(words) + len(torn)
    texts = [word.text for word in parted]
    text = " ".join(texts)
    if _MAY_END.search(text):
        texts = [with_note_mark(glyphs, word, parted) if ends_in_digit(word.text) else word.text for word in parted]
        text = " ".join(texts)
    if torn:
        text = "".join([text if place in torn else f"{text} " for place, text in enumerate(texts)])
    repaired = bool(torn) or (parted is not words and list(parted) != words)
    return clean_text(text), _joined(words) if repaired else None


def _joined(words: Iterable[Word]) -> str:
    return " ".join([word.text for word in words])


def _decoded(reading: _Reading, word: Word) -> str:
    """The word in Unicode by what its font on this page is, or by its font's name where nothing was odd."""
    font = reading.glyphs.style(word.at).font
    found = reading.encodings.get(font)
    encoding = found.encoding if found else encoding_of_font(font)
    if encoding is None:
        return word.text
    reading.converted += 1
    return decode(word.text, encoding)


def _join_baseline(lines: list[Line], walls: Walls) -> list[Line]:
    """Neighbouring pieces of one printed line joined again, where pdfium broke it between two words."""
    joined: list[Line] = []
    walled = bool(walls)
    for line in lines:
        last = joined[-1] if joined else None
        if walled and last and walls.part(last.box.right - _OVERHANG, line.box.left + _OVERHANG, _height(line)):
            joined.append(line)
        elif last is not None and (marked := with_raised_mark(last, line)):
            joined[-1] = marked
        elif last is not None and _continues(last, line):
            glue = "" if line.box.left - last.box.right < 0.1 * line.size else " "
            box = Box(
                last.box.left, min(last.box.top, line.box.top), line.box.right, max(last.box.bottom, line.box.bottom)
            )
            joined[-1] = Line(
                last.text + glue + line.text,
                line.page,
                box,
                max(last.size, line.size),
                last.bold,
                last.italic,
                lead_bold=last.lead_bold,
                raw=raw_of(((last, glue), (line, ""))),
            )
        else:
            joined.append(line)
    return joined


def _height(line: Line) -> float:
    """Where the middle of its small letters stands."""
    return line.box.bottom - (0.2 + _MIDDLE) * line.size


def _continues(last: Line, line: Line) -> bool:
    size = max(last.size, line.size)
    same = abs(last.box.bottom - line.box.bottom) < 0.45 * size
    return same and -0.3 * size < line.box.left - last.box.right < _COLUMN_GAP_EM * size


def in_reading_order(lines: list[Line]) -> list[Line]:
    """The lines as they stand, or sorted by rows where the stream goes back above text it has drawn already.

    Of what is sorted, formulas go by columns.
    """
    if not _jumps_back(lines):
        return lines
    return by_columns(printed_rows(lines))


def _jumps_back(lines: list[Line]) -> bool:
    """Whether some line stands above an earlier one whose width it shares."""
    tops = [line.box.top for line in lines]
    for place, line in enumerate(lines):
        box, near = line.box, max(0, place - _NEAR)
        if max(tops[near:place], default=box.bottom) - box.bottom <= 0.5 * line.size:
            continue
        for before in lines[near:place]:
            overlap = min(box.right, before.box.right) - max(box.left, before.box.left)
            if before.box.top - box.bottom > 0.5 * line.size and overlap > 0.3 * (box.right - box.left):
                return True
    return False
