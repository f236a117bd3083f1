"""The questions that a file's reading leaves: doubtful words, heads that a pen has filled, what a clerk said before.

A question is open, or has an answer that stands in the text, or has an answer that an earlier reading had and this one
has not: then it is offered again, never applied by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.corrections import FIELDS, Field, field_at, line_of, place_in, stands_at
from ingest.document import Box, Doubt, DoubtReason, Evidence, LegalDocument, Line, Page
from ingest.geometry import around, overlap
from search_api.archive.entries import Correction

State = Literal["open", "confirmed", "corrected", "offered"]

HEAD_SHARE = 0.4
"""Of the page's height: where the head stands when nothing was seen of number and date."""

_SAME_PLACE = 0.5  # of the smaller box


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to look at.

    `box` is what to look at, in the page's own coordinates, `line` what was read around it, `start` where in the line
    the word stands that is asked for.
    `text` is what the machine has there, `value` what a clerk said, `answer` who said it and when. A question about a
    head has the field and the id of its document; its `text` is the value that the document has now.
    """

    page: int
    box: Box
    reason: DoubtReason
    text: str
    line: str
    start: int | None = None
    state: State = "open"
    first_reading: str | None = None
    confidence: float | None = None
    answer: Correction | None = None
    field: Field | None = None
    document_id: str | None = None

    @property
    def value(self) -> str | None:
        """What a clerk said, where one did."""
        return self.answer.said.value if self.answer else None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to say."""
        return self.state in ("confirmed", "corrected")


def questions_of(
    pages: Sequence[Page], documents: Sequence[tuple[str, LegalDocument]], said: Sequence[Correction]
) -> tuple[Question, ...]:
    """All questions of a file: those of heads first on their page, then words in the order of reading.

    Args:
        pages: the file's pages as they are stored, with the machine's doubts.
        documents: its documents with their ids.
        said: what clerks said about the file, oldest first.
    """
    heads = list(_heads(pages, documents, said))
    taken = [(one.page, one.box) for one in heads]
    found: list[Question] = list(heads)
    words = [one for one in said if one.said.field is None]
    for page in pages:
        own = [one for one in words if one.said.page == page.number]
        doubts = [doubt for doubt in page.doubts if not (doubt.reason == "pen" and _within(doubt, taken))]
        found += [_question(page, doubt, own) for doubt in doubts]
        found += list(_lost(page, doubts, own))
    return tuple(sorted(found, key=lambda one: (one.page, one.field is None, one.box.top, one.box.left)))


def same_place(one: Box, other: Box) -> bool:
    """Whether two boxes are of one word: another reading draws them a little differently."""
    smaller = min((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return one == other or overlap(one, other) >= _SAME_PLACE * max(smaller, 0.01)


def _within(doubt: Doubt, taken: Sequence[tuple[int, Box]]) -> bool:
    return any(doubt.page == page and overlap(doubt.box, box) > 0 for page, box in taken)


def _question(page: Page, doubt: Doubt, said: Sequence[Correction]) -> Question:
    answer = next((one for one in reversed(said) if same_place(one.said.box, doubt.box)), None)
    applied = answer is not None and _is_applied(page, doubt, answer.said.value)
    now = answer.said.value if answer and applied else doubt.text
    line = line_of(page, doubt.box, now) if now else None
    return Question(
        page=page.number,
        box=doubt.box,
        reason=doubt.reason,
        text=doubt.text,
        line=line.text if line else "",
        start=place_in(line, doubt.box, now) if line else None,
        state=_state(doubt.text, answer, applied=applied),
        first_reading=doubt.first_reading,
        confidence=doubt.confidence,
        answer=answer,
    )


def _is_applied(page: Page, doubt: Doubt, value: str) -> bool:
    """Whether what a clerk said stands in the text."""
    return stands_at(page, doubt.box, value) if value else not (doubt.text and stands_at(page, doubt.box, doubt.text))


def _state(text: str, answer: Correction | None, *, applied: bool) -> State:
    if answer is None:
        return "open"
    if not applied:
        return "offered"
    return "confirmed" if answer.said.value == text else "corrected"


def _lost(page: Page, doubts: Sequence[Doubt], said: Sequence[Correction]) -> Iterator[Question]:
    """What clerks said of places on which this reading has no doubt, where it does not stand in the text."""
    seen: list[Correction] = []
    for one in reversed(said):
        place = one.said.box
        if any(same_place(place, other.said.box) for other in seen):
            continue
        seen.append(one)
        if any(same_place(place, doubt.box) for doubt in doubts) or not one.said.value:
            continue
        if not stands_at(page, place, one.said.value):
            near = max(page.lines, key=lambda line: overlap(line.box, place), default=None)
            text = near.text if near and overlap(near.box, place) > 0 else ""
            yield Question(page.number, place, one.said.reason, one.said.read, text, state="offered", answer=one)


def _heads(
    pages: Sequence[Page], documents: Iterable[tuple[str, LegalDocument]], said: Sequence[Correction]
) -> Iterator[Question]:
    for document_id, document in documents:
        first, last = document.pdf_pages
        own = [page for page in pages if first <= page.number <= last]
        for field in FIELDS:
            answers = [one for one in said if one.said.field == field and one.said.document_id == document_id]
            answer = answers[-1] if answers else None
            place = _written(own, field) or _missing(own, document, field) or _earlier(document, field, answer)
            if place is not None:
                yield _head_question(place, document, field, document_id, answer)


def _written(pages: Sequence[Page], field: Field) -> Question | None:
    """The place of a field on which a pen was seen, with the printed line around it."""
    for page in pages:
        inks = [(doubt, found) for doubt in page.doubts if doubt.reason == "pen" and (found := field_at(page, doubt))]
        mine = [(doubt, line) for doubt, (which, line) in inks if which == field]
        if mine:
            box = around([*(doubt.box for doubt, _ in mine), *(line.box for _, line in mine)])
            return Question(page.number, box, "pen", "", mine[0][1].text)
    return None


def _missing(pages: Sequence[Page], document: LegalDocument, field: Field) -> Question | None:
    """The upper part of a scanned document's first page, where the field is missing or a clerk has filled it."""
    if not pages or pages[0].source not in ("ocr", "mixed") or document.continues_from:
        return None
    if _field(document, field) and _evidence(document, field) is None:
        return None
    page = pages[0]
    box = Box(0.0, 0.0, page.width, page.height * HEAD_SHARE)
    return Question(page.number, _printed(page, field) or box, "pen", "", "")


def _earlier(document: LegalDocument, field: Field, answer: Correction | None) -> Question | None:
    """Where a clerk has filled a field that this reading has otherwise."""
    if answer is None or answer.said.value == _kept(document, field):
        return None
    return Question(answer.said.page, answer.said.box, "pen", "", "")


def _kept(document: LegalDocument, field: Field) -> str:
    """The field's value as it is kept: the number as printed, the day in ISO 8601."""
    if field == "number":
        return document.number or ""
    return document.issued_on.isoformat() if document.issued_on else ""


def _printed(page: Page, field: Field) -> Box | None:
    """The printed line of a field, with room above and below for what a pen wrote."""
    for line in page.lines:
        ink = Doubt("", page.number, line.box, "pen")
        found: tuple[Field, Line] | None = field_at(page, ink)
        if found and found[0] == field and found[1] is line:
            return Box(line.box.left - 10, line.box.top - 8, line.box.right + 10, line.box.bottom + 8)
    return None


def _field(document: LegalDocument, field: Field) -> str:
    """The field's value as a clerk types it."""
    if field == "number":
        return document.number or ""
    return f"{document.issued_on:%d/%m/%Y}" if document.issued_on else ""


def _evidence(document: LegalDocument, field: Field) -> Evidence | None:
    """A clerk's evidence of the field."""
    return next(
        (one.evidence for one in document.evidence if one.field == field and one.evidence.source == "clerk"), None
    )


def _head_question(
    place: Question, document: LegalDocument, field: Field, document_id: str, answer: Correction | None
) -> Question:
    evidence = _evidence(document, field)
    state: State = "open"
    if answer is not None:
        state = "corrected" if evidence is not None and evidence.text == answer.said.value else "offered"
    text = _field(document, field)
    return replace(place, text=text, field=field, document_id=document_id, state=state, answer=answer)
