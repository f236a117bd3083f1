"""A document as plain text: for reading, diffing and feeding to other programs. Nothing of it is left out."""

from collections.abc import Iterator, Sequence

from ingest.document import LegalDocument, Provision
from nlp.exchange.notes import Footnotes

_UPPER = ("part", "chapter", "section", "subsection")


def document_text(document: LegalDocument) -> str:
    """The document in reading order, one paragraph a line, units with their labels, footnotes at the end."""
    notes = Footnotes()
    lines = [*_head(document), *document.preamble, *_tree(document.body, notes), *document.closing]
    lines += [signer.name for signer in document.signers if signer.name not in document.closing]
    for attachment in document.attachments:
        head = (attachment.label, attachment.title, attachment.issued_with)
        lines += ["", *filter(None, head), *_tree(attachment.body, notes)]
    notes.extend(document.notes)
    if notes.texts:
        lines += ["", *(f"[{number}] {note}" for number, note in enumerate(notes.texts, 1))]
    return "\n".join(lines) + "\n"


def day_words(document: LegalDocument) -> str | None:
    """'ngày 03 tháng 02 năm 2020' for the date of issue."""
    day = document.issued_on
    return f"ngày {day.day:02} tháng {day.month:02} năm {day.year}" if day else None


def numbered_label(provision: Provision) -> str:
    """The label as it is printed before the text: 'Điều 5.', '2.', 'a)'; '' without one."""
    if not provision.label:
        return ""
    if provision.level in ("point", "subpoint"):
        return f"{provision.label})"
    return provision.label if provision.level in _UPPER else f"{provision.label}."


def _head(document: LegalDocument) -> Iterator[str]:
    yield from document.issuers
    if document.number:
        yield f"Số: {document.number}"
    if day := day_words(document):
        yield day[0].upper() + day[1:]
    if document.section:
        yield document.section
    if document.type:
        yield document.type.upper()
    if document.title:
        yield document.title
    yield ""


def _tree(body: Sequence[Provision], notes: Footnotes) -> Iterator[str]:
    for provision in body:
        yield from _own(provision, notes)
        yield from _tree(provision.children, notes)


def _own(provision: Provision, notes: Footnotes) -> Iterator[str]:
    """Label, heading, text and cells of one unit, its note marks behind its last words."""
    if provision.level in _UPPER and (provision.label or provision.heading):
        yield ""
    title = " ".join(filter(None, (numbered_label(provision), provision.heading)))
    lines = provision.text.split("\n") if provision.text else []
    if title and lines and not provision.heading:
        lines[0] = f"{title} {lines[0]}"
    elif title:
        lines = [title, *lines]
    marks = "".join(f"[{number}]" for number in notes.extend(provision.notes))
    if marks:
        lines = [*lines[:-1], f"{lines[-1]} {marks}"] if lines else [marks]
    yield from lines
    yield from ("\t".join(cell.replace("\n", " ") for cell in row) for row in provision.rows)
