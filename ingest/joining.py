"""Parts of one document that stand in several files, joined in order before their structure is read.

A document is continued over issues with '(Xem tiếp Công báo số …)' and '(Tiếp theo Công báo số …)' (handbook
domain.md 2.8: up to 51 parts were seen), or cut where one issue was put into several PDFs. Parts may arrive in any
order; what is missing between them, before or behind them is a finding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.assemble import read_document
from ingest.corrections import Field, HeadCorrection, with_head
from ingest.document import DocumentPart, Finding, Issue, LegalDocument, Page
from ingest.gates.head import PART_MISSING, part_missing
from ingest.split import Span, continuation, find_documents


@dataclass(frozen=True, slots=True)
class Part:
    """One part: `pages` are the document's pages in its file, furniture taken away; at least one has lines.

    `heads` is what clerks have filled into its head, which stands on no page.
    """

    file_sha256: str
    issue: Issue | None
    pages: tuple[Page, ...]
    heads: tuple[HeadCorrection, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part with its span, found again in its pages."""

    part: Part
    span: Span


def _placed(part: Part) -> _Placed:
    spans = find_documents(part.pages)
    first, last = part.pages[0].number, part.pages[-1].number
    return _Placed(part, Span(first, last, spans[0].head, spans[0].continues_from, spans[-1].continued_in))


def _order(part: Part) -> tuple[object, ...]:
    """Gazette date, issue number, printed page: the order of reading."""
    issue = part.issue
    dated = (issue.date.toordinal() if issue.date else 0, issue.numbers) if issue else (0, ())
    return (*dated, part.pages[0].printed_page or 0, part.file_sha256)


def join(parts: Sequence[Part]) -> LegalDocument:
    """The document that the parts make together, pages counted through from those of the first part's file.

    What is not there yet is a finding 'part-missing' that names the issues; `continues_from` and `continued_in` are
    those of the two ends. What a clerk has filled into the head of a part, the first that has it, is in the whole's.
    """
    placed = [_placed(part) for part in sorted(parts, key=_order)]
    pages, places = _through(placed)
    first, last = placed[0].span, placed[-1].span
    span = Span(pages[0].number, pages[-1].number, first.head, first.continues_from, last.continued_in)
    document = _with_heads(read_document(span, pages, ordinal=1), placed, places)
    missing = tuple(_missing(placed, places))
    others = tuple(finding for finding in document.findings if finding.code != PART_MISSING)
    return replace(document, parts=places, findings=(*missing, *others))


def _with_heads(document: LegalDocument, placed: Sequence[_Placed], places: Sequence[DocumentPart]) -> LegalDocument:
    filled: set[Field] = set()
    for one, place in zip(placed, places, strict=True):
        for said in one.part.heads:
            if said.field not in filled:
                filled.add(said.field)
                document = with_head(document, replace(said, page=place.first_page + said.page - place.pdf_pages[0]))
    return document


def locate(document: LegalDocument, page: int) -> tuple[str | None, int]:
    """File and page in it of a page of the document; None for the file where the document is all in one."""
    for part in reversed(document.parts):
        if page >= part.first_page:
            return part.file_sha256, part.pdf_pages[0] + page - part.first_page
    return None, page


def _through(placed: Sequence[_Placed]) -> tuple[list[Page], tuple[DocumentPart, ...]]:
    """The pages of all parts counted through, without what only says that the document goes on elsewhere."""
    pages: list[Page] = []
    places: list[DocumentPart] = []
    for one in placed:
        own = _without_links(one.part.pages, starts=bool(pages))
        first = pages[-1].number + 1 if pages else own[0].number
        places.append(DocumentPart(one.part.file_sha256, one.part.issue, (one.span.first, one.span.last), first))
        pages += [_renumbered(page, first + place) for place, page in enumerate(own)]
    return pages, tuple(places)


def _without_links(pages: Sequence[Page], *, starts: bool) -> list[Page]:
    """Pages without '(Xem tiếp …)'; of a later part also without banners and title up to '(Tiếp theo …)'."""
    kept: list[Page] = []
    for page in pages:
        lines = page.lines
        if starts and not kept:
            after = (at + 1 for at, line in enumerate(lines) if continuation(line.text, "Tiếp theo"))
            lines = lines[next(after, 0) :]
        kept.append(replace(page, lines=tuple(line for line in lines if not continuation(line.text, "Xem tiếp"))))
    return kept


def _renumbered(page: Page, number: int) -> Page:
    """The page and all that stands on it, under another number."""
    if page.number == number:
        return page
    return replace(
        page,
        number=number,
        lines=tuple(replace(line, page=number) for line in page.lines),
        furniture=tuple(replace(line, page=number) for line in page.furniture),
        doubts=tuple(replace(doubt, page=number) for doubt in page.doubts),
        tables=tuple(replace(table, page=number) for table in page.tables),
    )


def _missing(placed: Sequence[_Placed], places: Sequence[DocumentPart]) -> Iterator[Finding]:
    if placed[0].span.continues_from:
        yield part_missing(placed[0].span.continues_from, places[0].first_page)
    for (before, after), place in zip(pairwise(placed), places[1:], strict=True):
        if not _follows(before.span.continued_in, before.part.issue, after.span.continues_from, after.part.issue):
            yield part_missing(before.span.continued_in or after.span.continues_from, place.first_page)
    if placed[-1].span.continued_in:
        yield part_missing(placed[-1].span.continued_in, places[-1].first_page)


def _follows(
    continued_in: Sequence[int], issue: Issue | None, continues_from: Sequence[int], next_issue: Issue | None
) -> bool:
    """Whether a part goes on in another: one names the other's issue, or both stand in one issue."""
    if issue is not None and next_issue is not None and issue.numbers == next_issue.numbers:
        return issue.date == next_issue.date
    named = bool(next_issue and set(continued_in) & set(next_issue.numbers))
    return named or bool(issue and set(continues_from) & set(issue.numbers))
