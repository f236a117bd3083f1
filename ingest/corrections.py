"""What a clerk says about a reading: a word put right in its line, a number or a day of issue that a pen has written.

The machine's reading is not lost: Page.doubts keep it, and the caller keeps who corrected what. Documents are built
anew from corrected pages, so that a mended 'Diều 5' becomes an article like any other.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.assemble import read_document
from ingest.document import Box, Doubt, Evidence, FieldEvidence, LegalDocument, Line, Page
from ingest.gates.head import contradictions
from ingest.geometry import overlap
from ingest.split import find_documents
from ingest.structure.dates import find_date
from ingest.structure.numbers import own_number

Field = Literal["number", "issued_on"]
FIELDS: tuple[Field, ...] = ("number", "issued_on")

_MISSING: dict[Field, str] = {"number": "number-missing", "issued_on": "date-missing"}
_PLAIN_DATE = re.compile(r"\s*(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})\s*")
_SPACES = re.compile(r"\s+")
_NUMBER_LINE = re.compile(r"^(?:\S+\s+)?Số\b.*?[:/]", re.IGNORECASE)
_DATE_LINE = re.compile(r"\bngày\b.*\btháng\b|\btháng\b.*\bnăm\b", re.IGNORECASE)
_NEAR = 5  # letters: so far are letters from where they would be if all had one width, in lines of 90
_SAME_LEVEL = 0.3  # share of the lower box's height: handwriting stands higher and hangs lower than print


@dataclass(frozen=True, slots=True)
class HeadCorrection:
    """What a clerk read in a document's head: `value` is a number as printed, or a date in ISO 8601."""

    field: Field
    value: str
    page: int
    box: Box


def line_of(page: Page, box: Box, text: str) -> Line | None:
    """The line in which a word stands, found by its place and then by the word; None where there is none."""
    near = sorted(page.lines, key=lambda line: -overlap(line.box, box))
    return next((line for line in near if overlap(line.box, box) > 0 and _places(line.text, text)), None)


def with_word(page: Page, box: Box, old: str, new: str) -> Page | None:
    """The page with the word `old` at `box` put right, or None where it no longer stands there.

    Args:
        page: the page as read.
        box: where the word lies, in the page's own coordinates.
        old: the word as it now stands in the text.
        new: what a person reads there; empty where there is nothing to read.
    """
    line = line_of(page, box, old)
    if line is None:
        return None
    start = place_in(line, box, old)
    text = _SPACES.sub(" ", line.text[:start] + new + line.text[start + len(old) :]).strip()
    mended = replace(line, text=text, raw=line.text if line.raw is None else line.raw)
    lines = tuple(mended if one is line else one for one in page.lines)
    return replace(page, lines=tuple(one for one in lines if one.text))


def stands_at(page: Page, box: Box, word: str) -> bool:
    """Whether a word stands in the text at that place, and not only elsewhere in its line."""
    line = line_of(page, box, word)
    if line is None:
        return False
    return abs(place_in(line, box, word) + len(word) / 2 - _letter_at(line, box)) <= len(word) / 2 + _NEAR


def place_in(line: Line, box: Box, word: str) -> int:
    """Where in the line's text the word begins that lies nearest to the box."""
    return min(_places(line.text, word), key=lambda place: abs(place + len(word) / 2 - _letter_at(line, box)))


def _letter_at(line: Line, box: Box) -> float:
    """The letter above the middle of the box, as if all were of one width."""
    width = max(1.0, line.box.right - line.box.left)
    return ((box.left + box.right) / 2 - line.box.left) / width * len(line.text)


def _places(text: str, word: str) -> list[int]:
    """Where a word stands in a text, not as a part of a longer one."""
    if not word:
        return []
    return [found.start() for found in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]


def documents_of(pages: Sequence[Page]) -> tuple[LegalDocument, ...]:
    """The documents on pages whose furniture is taken away, as the reading itself finds them."""
    return tuple(read_document(span, pages, place) for place, span in enumerate(find_documents(pages), 1))


def checked(field: Field, value: str) -> str | None:
    """A clerk's entry in the form that is kept, or None where it is no number (handbook 3.3) or no day."""
    if field == "number":
        number = own_number(f"Số: {value.strip()}")
        return number.text if number and number.complete else None
    plain = _PLAIN_DATE.fullmatch(value)
    date = find_date(re.sub(r"\s*[/.-]\s*", "/", plain[1])) if plain else None
    return date.isoformat() if date else None


def with_head(document: LegalDocument, said: HeadCorrection) -> LegalDocument:
    """The document with what a clerk read in its head, with that as evidence and what contradicts it as findings."""
    evidence = FieldEvidence(said.field, Evidence(said.page, said.box, "clerk", said.value))
    others = tuple(one for one in document.evidence if one.field != said.field)
    gone = {_MISSING[said.field], "number-year", "number-type", "number-issuer"}
    mended = replace(
        document,
        evidence=(*others, evidence),
        findings=tuple(one for one in document.findings if one.code not in gone),
    )
    if said.field == "number":
        mended = replace(mended, number=said.value)
    else:
        mended = replace(mended, issued_on=dt.date.fromisoformat(said.value))
    return replace(mended, findings=(*mended.findings, *contradictions(mended)))


def heads_filled(document: LegalDocument) -> tuple[HeadCorrection, ...]:
    """What clerks have filled into the document's head, as it stands there."""
    return tuple(
        HeadCorrection(field, one.evidence.text, one.evidence.page, one.evidence.box)
        for one in document.evidence
        for field in FIELDS
        if one.field == field and one.evidence.source == "clerk"
        if one.evidence.page is not None and one.evidence.box is not None and one.evidence.text is not None
    )


def field_at(page: Page, doubt: Doubt) -> tuple[Field, Line] | None:
    """Which field of the head a pen has filled, and the printed line that asks for it; None where none does.

    The line is the one at the height of the ink: 'Số:      /QĐ-UBND', 'Quảng Ngãi, ngày    tháng    năm 2023'.
    """
    for line in sorted(page.lines, key=lambda line: _apart(line.box, doubt.box)):
        if _level(line.box, doubt.box) < _SAME_LEVEL:
            continue
        if _DATE_LINE.search(line.text):
            return "issued_on", line
        if _NUMBER_LINE.match(line.text):
            return "number", line
    return None


def _level(one: Box, other: Box) -> float:
    """How far two boxes stand at one height, as a share of the lower one's."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(0.1, min(one.bottom - one.top, other.bottom - other.top))


def _apart(one: Box, other: Box) -> float:
    """How far two boxes lie apart from left to right."""
    return max(0.0, one.left - other.right, other.left - one.right)
