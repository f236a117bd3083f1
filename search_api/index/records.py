"""From a document in the archive to its index record: which texts are searched, and in which pieces.

Searched are articles, or the units of a document without articles, and attachments. Recitals, closing lines, recipients
(Nơi nhận) and running headers are not: they stand in every document and would rank it (handbook domain.md 7.3).
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from ingest.document import Attachment, LegalDocument, Provision
from nlp.authorities import provinces_of
from nlp.numbers import index_keys
from nlp.status.kinds import has_status, is_normative
from search_api.archive.entries import StoredDocument
from search_api.archive.identity import issue_label
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.standing.recorded import Recorded
from search_api.titles import sentence_case

LONGEST_PIECE = 4_000
"""Characters of one searchable piece; a longer article becomes several with the same eid, each with its own page."""

_LOOSE = ("paragraph", "table", "quote")


class _Line(NamedTuple):
    text: str
    page: int | None


class _Unit(NamedTuple):
    """What becomes one provision record, or several where it is long."""

    eid: str
    label: str
    heading: str
    lines: list[_Line]


def to_record(stored: StoredDocument, standing: Recorded | None = None) -> DocumentRecord:
    """The index record of a stored document; `standing` is what other documents make of it."""
    tagged, known = stored.tagged, standing or Recorded()
    document = tagged.document
    provisions = tuple(_in_first_file(document, _provisions(document)))
    return DocumentRecord(
        id=stored.id,
        number=document.number,
        number_keys=index_keys(document.number) if document.number else (),
        type=document.type,
        issuers=document.issuers,
        title=sentence_case(document.title, (each.text for each in provisions))
        if document.title
        else _stand_in(document, stored.file_name),
        issued_on=document.issued_on,
        effective_on=known.effective_on or (tagged.effective.date if tagged.effective else None),
        gazette_label=issue_label(stored.issue) if stored.issue else None,
        gazette_date=stored.issue.date if stored.issue else None,
        gazette_numbers=stored.issue.numbers if stored.issue else (),
        file_sha256=stored.file_sha256,
        first_page=document.pdf_pages[0],
        signers=tuple(signer.name for signer in document.signers),
        by_ocr=stored.by_ocr,
        provisions=provisions,
        stored_at=stored.stored_at,
        expired_on=known.expired_on if standing else _day_after(tagged.expires_on),
        changed_on=known.changed_on,
        suspended=known.suspended,
        topics=tuple(score.topic for score in tagged.topics),
        provinces=provinces_of(document.issuers),
        has_attachments=bool(document.attachments),
        cited_by=known.cited_by,
        authority=known.authority,
        has_status=_has_status(document),
    )


def _day_after(last: dt.date | None) -> dt.date | None:
    """The first day out of force, of a last day in force that the text names itself."""
    return last + dt.timedelta(days=1) if last and last < dt.date.max else None


def _has_status(document: LegalDocument) -> bool:
    normative = is_normative(document.type, document.number, document.issued_on)
    return has_status(document.type, normative=normative)


def _in_first_file(document: LegalDocument, provisions: Iterable[ProvisionRecord]) -> Iterator[ProvisionRecord]:
    """The provisions, without the page of those that stand in the files of later parts: a hit names the first."""
    end = document.parts[1].first_page if document.parts[1:] else None
    for provision in provisions:
        later = end is not None and provision.page is not None and provision.page >= end
        yield replace(provision, page=None) if later else provision


def _stand_in(document: LegalDocument, file_name: str) -> str:
    """How a document without a readable title is called: by what is known of it."""
    return " ".join(part for part in (document.type, document.number) if part) or file_name


def _provisions(document: LegalDocument) -> Iterator[ProvisionRecord]:
    ordinal = 0
    for unit in (*_units(document.body), *_attached(document.attachments)):
        for piece in _pieces(unit.lines):
            ordinal += 1
            text = "\n".join(line.text for line in piece)
            page = next((line.page for line in piece if line.page is not None), None)
            yield ProvisionRecord(unit.eid, unit.label, unit.heading, text, page, ordinal)


def _units(nodes: Iterable[Provision]) -> Iterator[_Unit]:
    """Each article; what stands beside articles by its topmost unit; loose paragraphs and tables in one unit."""
    loose: list[Provision] = []
    for node in nodes:
        if node.level in _LOOSE:
            loose.append(node)
            continue
        yield from _gathered(loose)
        loose = []
        if node.level == "article" or not _has_article(node):
            yield _Unit(node.eid, _name(node), node.heading, list(_below_heading(node)))
        else:
            if node.text:
                yield _Unit(node.eid, _name(node), node.heading, [_Line(node.text, node.page)])
            yield from _units(node.children)
    yield from _gathered(loose)


def _gathered(loose: list[Provision]) -> Iterator[_Unit]:
    if loose:
        yield _Unit(loose[0].eid, "", "", [line for node in loose for line in _lines(node)])


def _attached(attachments: Iterable[Attachment]) -> Iterator[_Unit]:
    """The units of each attachment, called by it: 'Phụ lục I' or 'Quy chế, điều 3'."""
    for attachment in attachments:
        name = attachment.label or attachment.title or "Phụ lục"
        title = attachment.title or ""
        units = list(_units(attachment.body)) or [_Unit(attachment.eid, "", title, [_Line("", attachment.pdf_page)])]
        for unit in units:
            label = f"{name}, {unit.label[0].lower()}{unit.label[1:]}" if unit.label else name
            yield _Unit(unit.eid, label, unit.heading or title, unit.lines)


def _name(node: Provision) -> str:
    """How a unit is called: 'Điều 5', 'Chương II'; one that has only a figure or letter is called by it: 'Mục 3'."""
    return f"Mục {node.label}" if node.label and " " not in node.label else node.label


def _has_article(node: Provision) -> bool:
    return any(child.level == "article" or _has_article(child) for child in node.children if child.level != "quote")


def _below_heading(node: Provision) -> Iterator[_Line]:
    """The text of a unit, without its own label and heading; one line at least, so that the unit is found by these."""
    yield _Line(node.text, node.page)
    yield from _rows(node)
    for child in node.children:
        yield from _lines(child)


def _lines(node: Provision) -> Iterator[_Line]:
    """A provision as printed: '2. …', 'a) …', each unit from a new line."""
    first = " ".join(part for part in (_printed_label(node), node.heading, node.text) if part)
    if first:
        yield _Line(first, node.page)
    yield from _rows(node)
    for child in node.children:
        yield from _lines(child)


def _rows(node: Provision) -> Iterator[_Line]:
    for row in node.rows:
        yield _Line(" | ".join(cell for cell in row if cell), node.page)


def _printed_label(node: Provision) -> str:
    if not node.label:
        return ""
    if node.level == "clause":
        return f"{node.label}."
    if node.level in ("point", "subpoint"):
        return f"{node.label})"
    return f"{node.label}." if node.heading else node.label


def _pieces(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """Lines packed into pieces of at most LONGEST_PIECE characters."""
    piece: list[_Line] = []
    length = 0
    for line in chain.from_iterable(map(_short_lines, lines)):
        if piece and length + len(line.text) > LONGEST_PIECE:
            yield piece
            piece, length = [], 0
        piece.append(line)
        length += len(line.text) + 1
    if piece:
        yield piece


def _short_lines(line: _Line) -> Iterator[_Line]:
    """A line that is longer than a piece, cut after a sentence or at least between words."""
    text = line.text
    while len(text) > LONGEST_PIECE:
        sentence = text.rfind(". ", LONGEST_PIECE // 2, LONGEST_PIECE) + 1
        cut = sentence or text.rfind(" ", 1, LONGEST_PIECE)
        cut = cut if cut > 0 else LONGEST_PIECE
        yield _Line(text[:cut].rstrip(), line.page)
        text = text[cut:].lstrip()
    yield _Line(text, line.page)
