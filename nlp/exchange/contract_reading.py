"""The JSON contract in: the inverse of nlp.contract.to_contract for all that the contract holds."""

import msgspec

from ingest.document import (
    Attachment,
    Box,
    Doubt,
    Evidence,
    FieldEvidence,
    Finding,
    Issue,
    LegalBasis,
    LegalDocument,
    Merge,
    Page,
    ParsedFile,
    Provision,
    Signature,
    Signer,
)
from ingest.errors import BrokenContract
from nlp.annotation import Citation, EffectiveDate, ProvisionDate, Relation, TaggedDocument
from nlp.contract import Json
from nlp.exchange import contract_forms as forms
from nlp.text import flatten

_file = msgspec.json.Decoder(forms.FileForm)


def read_contract(data: bytes) -> tuple[ParsedFile, tuple[TaggedDocument, ...]]:
    """A file and its tagged documents from the JSON text of the contract.

    Raises:
        BrokenContract: no JSON, or JSON of another shape.
    """
    try:
        form = _file.decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise BrokenContract(str(error)) from error
    return _parsed(form)


def from_contract(value: Json) -> tuple[ParsedFile, tuple[TaggedDocument, ...]]:
    """A file and its tagged documents from the contract's object; raises BrokenContract for another shape."""
    try:
        form = msgspec.convert(value, forms.FileForm)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise BrokenContract(str(error)) from error
    return _parsed(form)


def _parsed(form: forms.FileForm) -> tuple[ParsedFile, tuple[TaggedDocument, ...]]:
    tagged = tuple(_tagged(one, place) for place, one in enumerate(form.documents, 1))
    issue = form.issue
    parsed = ParsedFile(
        sha256=form.sha256,
        issue=Issue(issue.gazette, issue.numbers, issue.date) if issue else None,
        pages=tuple(map(_page, form.pages)),
        documents=tuple(one.document for one in tagged),
        findings=_findings(form.findings),
        signed_at=form.signed_at,
        signatures=tuple(Signature(**msgspec.structs.asdict(one)) for one in form.signatures),
    )
    return parsed, tagged


def _page(form: forms.PageForm) -> Page:
    """A page without its lines, which the contract does not hold."""
    return Page(
        form.page,
        0.0,
        0.0,
        form.source,
        (),
        printed_page=form.printed_page,
        confidence=form.confidence,
        judgement=form.judgement,
        quality=form.quality,
        doubts=tuple(
            Doubt(one.text, form.page, Box(*one.box), one.reason, one.confidence, one.first_reading)
            for one in form.doubts
        ),
    )


def _tagged(form: forms.DocumentForm, place: int) -> TaggedDocument:
    document = _document(form, place)
    effective = _effect(form.effect)
    if effective is None and form.effective_on:
        effective = EffectiveDate(form.effective_on, "explicit", "", "", 0, 0)
    return TaggedDocument(
        document=document,
        text=flatten(document),
        citations=tuple(Citation(start=0, end=0, **msgspec.structs.asdict(one)) for one in form.citations),
        relations=tuple(Relation(**msgspec.structs.asdict(one)) for one in form.relations),
        effective=effective,
        expires_on=form.expires_on,
        expiry=_effect(form.expiry),
        provision_dates=tuple(
            ProvisionDate(one.provisions, one.eids, _effect(one.effective), _effect(one.until))
            for one in form.provision_dates
        ),
    )


def _document(form: forms.DocumentForm, place: int) -> LegalDocument:
    return LegalDocument(
        ordinal=form.ordinal or place,
        number=form.number,
        type=form.type,
        issuers=form.issuers,
        title=form.title,
        issued_on=form.issued_on,
        signers=tuple(Signer(one.name, one.position, one.authority) for one in form.signers),
        pdf_pages=form.pdf_pages,
        section=form.section,
        preamble=form.preamble,
        legal_basis=tuple(LegalBasis(one.name, one.number, one.date) for one in form.legal_basis),
        body=tuple(map(_provision, form.body)),
        attachments=tuple(map(_attachment, form.attachments)),
        evidence=tuple(FieldEvidence(name, _evidence(one)) for name, one in form.evidence.items()),
        findings=_findings(form.findings),
        continues_from=form.continues_from,
        continued_in=form.continued_in,
        closing=form.closing,
        head=form.head,
        furniture=form.furniture,
        notes=form.notes,
        quality=form.quality,
    )


def _attachment(form: forms.AttachmentForm) -> Attachment:
    body = tuple(map(_provision, form.body))
    return Attachment(form.label, form.title, form.pdf_page, body, form.eid, form.issued_with, form.printed)


def _provision(form: forms.ProvisionForm) -> Provision:
    return Provision(
        level=form.level,
        label=form.label,
        heading=form.heading,
        text=form.text,
        eid=form.eid,
        page=form.page,
        notes=form.notes,
        rows=form.rows,
        operation=form.operation,
        target=form.target,
        children=tuple(map(_provision, form.children)),
        head_rows=form.head_rows,
        merges=tuple(Merge(*merge) for merge in form.merges),
        printed=form.printed,
    )


def _evidence(form: forms.EvidenceForm) -> Evidence:
    return Evidence(form.page, Box(*form.box) if form.box else None, form.source, form.text, form.confidence)


def _effect(form: forms.EffectForm | None) -> EffectiveDate | None:
    if form is None:
        return None
    return EffectiveDate(form.date, form.kind, form.sentence, form.eid, 0, 0, form.has_exceptions)


def _findings(forms_: tuple[forms.FindingForm, ...]) -> tuple[Finding, ...]:
    return tuple(Finding(one.code, one.message, one.page) for one in forms_)
