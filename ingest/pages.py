"""A page by its text layer, by OCR or by both: how it is read first, and how two readings become one.

The judgement (ingest.judgement) says which. Where both have read, the better one stands whole; what they see
differently in digits is a doubt with both readings, for the clerk (handbook domain.md 2.11).
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium

from ingest.document import Box, Doubt, Finding, Judgement, Line, Page, PageSource
from ingest.judgement import garbled, is_furniture, judge
from ingest.syllables import count_words
from ingest.tables.reading import Drawn
from ingest.textlayer import read_layer

_BETTER = 0.02  # share of syllables by which another reading must be better than the text layer to stand in its place
_MOST_DOUBTS = 40  # a page: beyond it the readings are of different pages, and one finding says so
_DIGITS = re.compile(r"\d+")


def text_page(page: pdfium.PdfPage, number: int, size: tuple[float, float]) -> Page:
    """The page by its text layer, with its judgement; whether OCR is needed too is `judgement.way`.

    Args:
        page: an open pdfium page.
        number: its number in the file, from 1.
        size: its width and height in points as displayed; a page whose text is turned has those of the upright page.

    Raises:
        pypdfium2.PdfiumError: the page has no text that pdfium can load.
    """
    drawn = Drawn(page)
    layer = read_layer(page, number, drawn.sides)
    judgement = judge(page, layer)
    tables = drawn.tables(layer.frame, layer.lines, number)
    source: PageSource = "blank" if judgement.way == "blank" else "text"
    width, height = (layer.width, layer.height) if layer.skew else size
    return Page(
        number,
        width,
        height,
        source,
        layer.lines,
        confidence=1.0 if layer.lines else None,
        skew=layer.skew,
        judgement=judgement,
        tables=tables,
    )


def needs_ocr(page: Page) -> bool:
    """Whether the judgement of a page asks OCR to read it, alone or beside the text layer."""
    return page.judgement is not None and page.judgement.way in ("ocr", "compared")


def settle(layer: Page, scanned: Page) -> Page:
    """One page of what the text layer gave and what OCR read, by the judgement of the text layer."""
    judgement = layer.judgement
    if judgement is None or judgement.way != "compared":
        joined = replace(layer, source="failed") if scanned.source == "failed" else merge(layer, scanned)
        return replace(joined, judgement=judgement)
    if scanned.source == "failed" or not scanned.lines:
        return layer
    return _compared(layer, scanned, judgement)


def asked(layer: Page, scanned: Page) -> Page:
    """A page that a person wants read by OCR, whatever its text layer is like."""
    judgement = layer.judgement and replace(layer.judgement, way="ocr", why="asked")
    return replace(scanned, judgement=judgement)


def _compared(layer: Page, scanned: Page, judgement: Judgement) -> Page:
    """The better of two readings, with doubts where the other has other digits."""
    first, second = _words(layer.lines), _words(scanned.lines)
    matcher = difflib.SequenceMatcher(None, [text for text, _ in first], [text for text, _ in second], autojunk=False)
    compared = replace(judgement, agreement=round(matcher.ratio(), 3))
    stands = layer if _share(layer) + _BETTER >= _share(scanned) else scanned
    own, other = (0, 1) if stands is layer else (1, 0)
    doubts: list[Doubt] = []
    for _, *ends in matcher.get_opcodes():
        spans = ((first[ends[0] : ends[1]]), (second[ends[2] : ends[3]]))
        doubts += _differing_digits(spans[own], spans[other], stands.number)
    return replace(stands, judgement=compared, doubts=(*stands.doubts, *doubts[:_MOST_DOUBTS]))


def _share(page: Page) -> float:
    return count_words(" ".join([line.text for line in page.lines])).share or 0.0


def _words(lines: Iterable[Line]) -> list[tuple[str, Box]]:
    """Each word with its place, estimated from its letters' share of the line."""
    found: list[tuple[str, Box]] = []
    for line in lines:
        wide = (line.box.right - line.box.left) / max(len(line.text), 1)
        for word in re.finditer(r"\S+", line.text):
            left = line.box.left + word.start() * wide
            found.append((word[0], replace(line.box, left=left, right=left + len(word[0]) * wide)))
    return found


def _differing_digits(own: Sequence[tuple[str, Box]], other: Sequence[tuple[str, Box]], number: int) -> Iterator[Doubt]:
    """Doubts for words of a stretch where the readings part, if their digits differ."""
    mine, theirs = _with_digits(own), _with_digits(other)
    if [_DIGITS.findall(text) for text, _ in mine] == [_DIGITS.findall(text) for text, _ in theirs]:
        return
    for place, (text, box) in enumerate(mine):
        reading = theirs[place][0] if place < len(theirs) else ""
        if _DIGITS.findall(text) != _DIGITS.findall(reading):
            yield Doubt(text, number, box, "digits-differ", first_reading=reading)
    if len(theirs) > len(mine) and own:
        for reading, _ in theirs[len(mine) :]:
            yield Doubt("", number, own[-1][1], "digits-differ", first_reading=reading)


def _with_digits(words: Sequence[tuple[str, Box]]) -> list[tuple[str, Box]]:
    return [word for word in words if _DIGITS.search(word[0])]


def page_findings(pages: Sequence[Page]) -> Iterator[Finding]:
    """What a clerk must know of how pages were read: encodings that are not read, readings that differ in digits.

    A page that is drawn without text is told of unless it is the first or last: a cover, or the imprint (2.11).
    """
    inner = {page.number for page in pages[1:-1]}
    for page in pages:
        why = page.judgement.why if page.judgement else ""
        if why == "few-outlines" and page.number in inner:
            yield Finding("page-not-read", f"Trang {page.number} có nét vẽ nhưng không có chữ đọc được.", page.number)
        if why.startswith("encoding-"):
            name = why.removeprefix("encoding-").upper()
            text = f"Trang {page.number} gõ bằng bảng mã cũ {name} nên được nhận dạng từ hình; hãy đối chiếu."
            yield Finding("unread-encoding", text, page.number)
        count = sum(doubt.reason == "digits-differ" for doubt in page.doubts)
        if count:
            text = f"Trang {page.number}: lớp chữ của tệp và kết quả nhận dạng khác nhau ở {count} con số."
            yield Finding("digits-differ", text, page.number)


def merge(layer: Page, scanned: Page) -> Page:
    """The scanned page with the text layer's own lines in place of what OCR read there.

    Of a garbled text layer only header and stamp stay: OCR is the better witness of the rest. So it is where the text
    layer is of another encoding or of no syllables, and nothing is kept of a turned one, whose frame is another.
    """
    kept = _kept(layer)
    if not kept:
        return scanned
    lines = list(scanned.lines)
    for line in kept:
        over = [place for place, other in enumerate(lines) if _overlap(line, other)]
        for place in reversed(over):
            del lines[place]
        at = over[0] if over else next((p for p, o in enumerate(lines) if o.box.top > line.box.bottom), len(lines))
        lines.insert(at, line)
    furniture = tuple(line for line in scanned.furniture if not any(_overlap(own, line) for own in kept))
    doubts = tuple(doubt for doubt in scanned.doubts if not any(_covers(own, doubt.box) for own in kept))
    return replace(scanned, source="mixed", lines=tuple(lines), furniture=furniture, doubts=doubts)


def _kept(layer: Page) -> Sequence[Line]:
    """The lines of the text layer that are better than what OCR reads."""
    if layer.skew:
        return ()
    why = layer.judgement.why if layer.judgement else ""
    body = [line for line in layer.lines if not is_furniture(line)]
    if why in ("no-syllables", "no-unicode-map") or why.startswith("encoding-") or garbled(body):
        return [line for line in layer.lines if is_furniture(line)]
    return layer.lines


def _overlap(line: Line, other: Line) -> bool:
    """Whether the greater part of the OCR line lies in the text line's box."""
    return other.source == "ocr" and _covers(line, other.box)


def _covers(line: Line, box: Box) -> bool:
    """Whether the greater part of a box lies in the line's."""
    height = min(line.box.bottom, box.bottom) - max(line.box.top, box.top)
    width = min(line.box.right, box.right) - max(line.box.left, box.left)
    return height > 0 and width > 0 and height * width > 0.45 * (box.right - box.left) * (box.bottom - box.top)
