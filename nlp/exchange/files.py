"""One reader for every kind of file that is taken in: PDF, Word, Akoma Ntoso, the JSON contract.

Runs in the reading child (ingest.child), under its bounds of memory and time, without network.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.document import Attachment, FieldEvidence, LegalDocument, Page, ParsedFile, Progress, Provision
from ingest.gates.checking import check_document
from ingest.kinds import HEAD, FileKind, kind_of
from ingest.letters import INVISIBLE
from ingest.limits import Limits
from ingest.request import WHOLE_FILE, ReadRequest

READER = "nlp.exchange.files:read_any"
"""The name by which ingest.sandbox starts this reader."""


def read_any(
    path: Path,
    limits: Limits,
    progress: Callable[[Progress], None],
    request: ReadRequest = WHOLE_FILE,
    keep: Callable[[Page], None] = lambda _: None,
) -> ParsedFile:
    """All that the file holds, whatever its kind; the signature is that of ingest.pipeline.read_file.

    Raises:
        IngestError: the file is refused, see ingest.errors.
    """
    with path.open("rb") as file:
        kind = kind_of(file.read(HEAD))
    if kind == "pdf":
        from ingest.pipeline import read_file  # noqa: PLC0415 - pdfium is loaded in the child only, and for PDF only

        return read_file(path, limits, progress, request, keep)
    progress(Progress("structure", 0, 1))
    parsed = read_structured(path.read_bytes(), kind)
    progress(Progress("structure", 1, 1))
    return parsed


def read_structured(data: bytes, kind: FileKind) -> ParsedFile:
    """The documents of a file that says its structure itself; boxes on pages, which nobody can see, are left out.

    Raises:
        BrokenDocx, BrokenXml, BrokenContract, UnpacksTooLarge: refused.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    if kind == "docx":
        from nlp.exchange.word import read_word  # noqa: PLC0415 - each file needs the reader of one kind only

        parsed = read_word(data, sha256)
    elif kind == "akn":
        from nlp.exchange.akn_reading import read_akn, read_issue  # noqa: PLC0415 - as above

        parsed = ParsedFile(sha256, read_issue(data), (), read_akn(data))
    else:
        from nlp.exchange.contract_reading import read_contract  # noqa: PLC0415 - as above

        whole, _ = read_contract(data)
        parsed = replace(whole, sha256=sha256, signatures=())
    return replace(parsed, documents=tuple(_settled(one, at) for at, one in enumerate(parsed.documents, 1)))


def _settled(document: LegalDocument, ordinal: int) -> LegalDocument:
    """The document as the archive keeps it: NFC text, ids that stand once, its place in this file."""
    eids: set[str] = set()
    first, last = document.pdf_pages
    settled = replace(
        document,
        ordinal=ordinal,
        number=_tidy(document.number),
        title=_tidy(document.title),
        pdf_pages=(max(1, first), max(1, first, last)),
        preamble=tuple(map(_clean, document.preamble)),
        closing=tuple(map(_clean, document.closing)),
        notes=tuple(map(_clean, document.notes)),
        body=_units(document.body, "", eids),
        attachments=tuple(_attached(one, at, eids) for at, one in enumerate(document.attachments, 1)),
        evidence=tuple(_unboxed(one) for one in document.evidence),
    )
    known = {finding.code for finding in document.findings}
    failed = tuple(finding for finding in check_document(settled) if finding.code not in known)
    return replace(settled, findings=(*settled.findings, *failed))


def _attached(attachment: Attachment, place: int, eids: set[str]) -> Attachment:
    eid = _own_id(attachment.eid or f"att_{place}", eids)
    body = _units(attachment.body, eid, eids)
    label, title, issued = map(_tidy, (attachment.label, attachment.title, attachment.issued_with))
    return replace(attachment, label=label, title=title, issued_with=issued, eid=eid, body=body)


def _units(body: Sequence[Provision], above: str, eids: set[str]) -> tuple[Provision, ...]:
    settled = []
    for place, each in enumerate(body, 1):
        eid = _own_id(each.eid or "__".join(filter(None, (above, f"{each.level}_{place}"))), eids)
        settled.append(
            replace(
                each,
                label=_clean(each.label),
                heading=_clean(each.heading),
                text=_clean(each.text),
                eid=eid,
                box=None,
                notes=tuple(map(_clean, each.notes)),
                rows=tuple(tuple(map(_clean, row)) for row in each.rows),
                children=_units(each.children, eid, eids),
            )
        )
    return tuple(settled)


def _own_id(wanted: str, eids: set[str]) -> str:
    eid, count = wanted, 1
    while eid in eids:
        count += 1
        eid = f"{wanted}_{count}"
    eids.add(eid)
    return eid


def _unboxed(found: FieldEvidence) -> FieldEvidence:
    return replace(found, evidence=replace(found.evidence, box=None))


def _clean(text: str) -> str:
    """NFC text without control and invisible characters; its line breaks stay."""
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def _tidy(text: str | None) -> str | None:
    return " ".join(_clean(text).split()) or None if text else None
