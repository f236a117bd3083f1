"""One document of a file put together: head, recitals, body, signature, attachments, findings.

Each step is a module of ingest/structure; here they only follow one another.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.document import FieldEvidence, Furniture, LegalDocument, Line, Page, Provision
from ingest.gates.checking import check_document
from ingest.issuers import issuers_named
from ingest.letters import squeeze, without_marks
from ingest.quality import quality_of
from ingest.split import Span, continuation
from ingest.structure.attachments import Heading, find_headings, read_attachments
from ingest.structure.blocks import Block, blocks_of
from ingest.structure.dates import dateline_date, find_date, is_dateline
from ingest.structure.heads import Head, evidence_of, settled_issuers
from ingest.structure.markers import read_marker
from ingest.structure.misread import mend_labels
from ingest.structure.notes import take_notes
from ingest.structure.numbers import own_number
from ingest.structure.recitals import read_basis
from ingest.structure.signature import (
    Signed,
    is_authentication,
    is_position,
    read_signers,
    signature_start,
)
from ingest.structure.tree import build_tree, has_articles
from ingest.structure.types import type_by_code

_ADOPTED = re.compile(r"này\s+(?:đã\s+)?được\s.{0,160}?\s?thông\s+qua\s.{0,20}?ngày\s+\d", re.DOTALL)
_CLOSING = re.compile(r"^(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết)\s" + _ADOPTED.pattern, re.DOTALL)
_RECITAL = re.compile(r"^(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Trên cơ sở|Sau khi)\s")
_ENACTING = re.compile(
    r"^(?:NGHỊ ĐỊNH|QUYẾT ĐỊNH|QUYẾT NGHỊ|CHỈ THỊ|THÔNG TƯ|LỆNH|CÔNG BỐ|NGHỊ QUYẾT|THÔNG TƯ LIÊN TỊCH)\s*:?$"
)
_PART_HEAD = re.compile(r"^(?P<type>[^\d]{3,40}?)\s+số\s+(?P<number>\S+)\s+ngày\s", re.IGNORECASE)
CONSOLIDATED = "Văn bản hợp nhất"


@dataclass(frozen=True, slots=True)
class Regions:
    """The document's paragraphs by their place: recitals, body, signature block, attachments."""

    preamble: tuple[Block, ...]
    body: tuple[Block, ...]
    signature: tuple[Block, ...]
    rest: tuple[Block, ...]
    first: Heading | None
    """The heading of the first attachment, with which `rest` begins."""


def read_document(span: Span, pages: Sequence[Page], ordinal: int) -> LegalDocument:
    """The document that stands on the span's pages (furniture taken away)."""
    own, notes = take_notes([page for page in pages if span.first <= page.number <= span.last])
    behind = _without_head(own, span)
    linked = blocks_of(behind)
    blocks = mend_labels([block for block in linked if not continuation(block.text, "Xem tiếp")])
    regions = _regions(blocks, continued=bool(span.continues_from))
    head, tail_evidence = _settle(span, own, regions)
    tree = build_tree(regions.body, "", notes, continued=bool(span.continues_from))
    attached = read_attachments(regions.rest, _headings(regions), notes)
    signed = read_signers([line for block in regions.signature for line in block.lines])
    preamble = tuple(without_marks(block.words, notes) for block in regions.preamble)
    document = LegalDocument(
        ordinal=ordinal,
        number=head.number.text if head.number and head.number.complete else None,
        type=head.type,
        issuers=head.issuers,
        title=head.title,
        issued_on=head.issued_on,
        signers=tuple(item.signer for item in signed),
        pdf_pages=(span.first, span.last),
        section=head.section,
        preamble=preamble,
        legal_basis=read_basis(preamble),
        body=tree.provisions,
        attachments=attached.attachments,
        evidence=(*head.evidence, *tail_evidence, *_signer_evidence(signed)),
        findings=(*tree.findings, *attached.findings),
        continues_from=span.continues_from,
        continued_in=span.continued_in,
        closing=tuple(without_marks(block.words, notes) for block in regions.signature),
        quality=quality_of(page for page in pages if span.first <= page.number <= span.last),
        notes=_other_notes(notes, [*tree.provisions, *(each for item in attached.attachments for each in item.body)]),
        head=tuple(_head_lines(own, behind)),
        furniture=(*_furniture(linked), *attached.furniture),
    )
    printed = (without_marks(line.text, notes) for page in behind for line in page.lines)
    failed = check_document(document, (*printed, *notes.values()), head.number)
    return replace(document, findings=(*document.findings, *failed))


def _without_head(pages: Sequence[Page], span: Span) -> list[Page]:
    """The pages behind the head; for a later part, behind its '(Tiếp theo …)' line."""
    skip = span.head.rest
    first, *others = pages
    if span.continues_from:
        place = next((at for at, line in enumerate(first.lines) if continuation(line.text, "Tiếp theo")), -1)
        skip = place + 1
    pages = [replace(first, lines=first.lines[skip:]), *others]
    if skip > len(first.lines) and others:
        pages[1] = replace(others[0], lines=others[0].lines[skip - len(first.lines) :])
    return pages


def _head_lines(pages: Sequence[Page], behind: Sequence[Page]) -> Iterator[str]:
    """The lines that `_without_head` took away."""
    for page, rest in zip(pages, behind, strict=True):
        yield from (line.text for line in page.lines[: len(page.lines) - len(rest.lines)])


def _furniture(blocks: Sequence[Block]) -> Iterator[Furniture]:
    """What among the paragraphs only says where the document goes on, or repeats the head of a table."""
    for block in blocks:
        yield from block.repeated
        if continuation(block.text, "Xem tiếp"):
            yield Furniture("continuation", block.text, block.page)


def _headings(regions: Regions) -> tuple[Heading, ...]:
    """The headings of the attachments; the first stands where the region begins, so that nothing comes before it."""
    found = find_headings(regions.rest, 0)
    if regions.first is None or (found and found[0].place == 0):
        return found
    return (replace(regions.first, place=0), *found)


def _regions(blocks: Sequence[Block], *, continued: bool) -> Regions:
    start = 0 if continued else _body_start(blocks)
    end = _before_adoption(blocks, start, signature_start(blocks, start))
    headings = find_headings(blocks, end if end is not None else start)
    if end is None and headings and not continued:
        headings = tuple(heading for heading in headings if blocks[heading.place].page > blocks[0].page)
    first = headings[0] if headings else None
    attached = first.place if first else len(blocks)
    end = attached if end is None else end
    parts = (blocks[:start], blocks[start:end], blocks[end:attached], blocks[attached:])
    preamble, body, signature, rest = map(tuple, parts)
    return Regions(preamble, body, signature, rest, first)


def _before_adoption(blocks: Sequence[Block], start: int, end: int | None) -> int | None:
    """The body's end above 'Luật này được Quốc hội … thông qua ngày …', which is no part of the last article (3.12)."""
    if end is not None and end > start and _CLOSING.match(blocks[end - 1].text):
        return end - 1
    return end


def _body_start(blocks: Sequence[Block]) -> int:
    """Where the body begins: at the first Phần, Chương or Điều; in documents without them, behind the recitals."""
    if has_articles(blocks):
        for place, block in enumerate(blocks):
            marker = read_marker(block.text)
            if marker is None or marker.level in {"clause", "point"}:
                continue
            if marker.level == "article" or block.align == "center" or block.bold:
                return place
    start = 0
    for place, block in enumerate(blocks[:40]):
        if _RECITAL.match(block.text) or _ENACTING.match(block.text) or (place == start and _is_enacting_body(block)):
            start = place + 1
        elif place > start:
            break
    return start


def _is_enacting_body(block: Block) -> bool:
    return block.align == "center" and block.text.upper() == block.text and read_marker(block.text) is None


def _settle(span: Span, pages: Sequence[Page], regions: Regions) -> tuple[Head, tuple[FieldEvidence, ...]]:
    """The head completed from the end of the document, or from the repeated title of a later part."""
    if span.continues_from:
        return _part_head(span.head, pages[0].lines)
    head = span.head
    evidence: tuple[FieldEvidence, ...] = ()
    authenticated = any(is_authentication(block.text) for block in regions.signature)
    consolidated = authenticated or "VANBANHOPNHAT" in squeeze(head.section or "")
    if consolidated or (head.number and head.number.type_code == "VBHN"):
        head, evidence = _consolidated(head, regions)
    elif head.issued_on is None and not head.has_dateline:
        head, evidence = _adopted(head, [*regions.body[-3:], *regions.signature[:4]])
    return head, evidence


def _consolidated(head: Head, regions: Regions) -> tuple[Head, tuple[FieldEvidence, ...]]:
    """Number, issuer and date of a consolidated text from its authentication block (handbook 3.11)."""
    lines = [line for block in regions.signature for line in block.lines]
    found = [(line, number) for line in lines if (number := own_number(line.text))]
    its_own = any(number.type_code == "VBHN" for _, number in found)
    if head.number is not None and head.number.complete and (head.number.type_code == "VBHN" or not its_own):
        return replace(head, type=CONSOLIDATED), ()
    number_line, number = found[0] if found else (None, None)
    dateline = next((line for line in lines if is_dateline(line.text)), None)
    body = _left_capitals(lines, number_line)
    issuers = settled_issuers(issuers_named(" ".join(line.text for line in body)) if body else (), number)
    evidence = [
        evidence_of(field, on)
        for field, on in (
            ("number", [number_line] if number_line else []),
            ("issued_on", [dateline] if dateline else []),
            ("issuers", body),
        )
        if on
    ]
    date = dateline_date(dateline.text) if dateline else None
    settled = replace(
        head,
        number=number,
        type=CONSOLIDATED,
        issuers=issuers,
        issued_on=date,
        has_dateline=dateline is not None,
        evidence=tuple(item for item in head.evidence if item.field not in {"number", "issued_on", "issuers"}),
    )
    return settled, tuple(evidence)


def _left_capitals(lines: Sequence[Line], number: Line | None) -> list[Line]:
    """The issuer's lines left of 'XÁC THỰC …' and above the number."""
    heading = next((line for line in lines if is_authentication(line.text)), None)
    return [
        line
        for line in lines
        if line.text.upper() == line.text
        and line is not heading
        and line is not number
        and not is_position(line.text)
        and (number is None or line.box.bottom < number.box.bottom)
        and (heading is None or line.box.right < heading.box.left + 20)
    ]


def _adopted(head: Head, blocks: Sequence[Block]) -> tuple[Head, tuple[FieldEvidence, ...]]:
    """Date of issue of laws and resolutions from 'Luật này được Quốc hội … thông qua ngày …' (handbook 3.2)."""
    for block in blocks:
        match = _ADOPTED.search(block.text)
        date = find_date(block.text[match.end() - 8 :]) if match else None
        if date is not None:
            return replace(head, issued_on=date), (evidence_of("issued_on", block.lines),)
    return head, ()


def _part_head(head: Head, lines: Sequence[Line]) -> tuple[Head, tuple[FieldEvidence, ...]]:
    """Head of a later part from its repeated title: 'Nghị định số 15/2020/NĐ-CP ngày …' and the lines below it."""
    end = next((at for at, line in enumerate(lines) if continuation(line.text, "Tiếp theo")), 0)
    above = lines[:end]
    for place, line in enumerate(above):
        match = _PART_HEAD.match(line.text)
        number = own_number(f"Số: {match['number']}") if match else None
        if match is None or number is None:
            continue
        title = " ".join(other.text for other in above[place + 1 :])
        kind = type_by_code(number.type_code) or " ".join(match["type"].split()).capitalize()
        fields = [("number", [line]), ("type", [line]), ("issued_on", [line])]
        if title:
            fields.append(("title", list(above[place + 1 :])))
        settled = replace(
            head,
            number=number,
            type=kind,
            issuers=settled_issuers((), number),
            issued_on=find_date(line.text),
            title=title or None,
            has_dateline=True,
        )
        return settled, tuple(evidence_of(field, on) for field, on in fields)
    return head, ()


def _other_notes(notes: Mapping[str, str], provisions: Sequence[Provision]) -> tuple[str, ...]:
    """Notes that no provision has: those of the title, the recitals and the names of attachments."""
    others = list(notes.values())
    for note in _notes_of(provisions):
        if note in others:
            others.remove(note)
    return tuple(others)


def _notes_of(provisions: Sequence[Provision]) -> Iterator[str]:
    for provision in provisions:
        yield from provision.notes
        yield from _notes_of(provision.children)


def _signer_evidence(signed: Sequence[Signed]) -> list[FieldEvidence]:
    return [evidence_of(f"signers[{place}].name", item.lines[-1:]) for place, item in enumerate(signed)]
