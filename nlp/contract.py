"""The public JSON form of a parsed gazette (contract/parse.schema.json): dates ISO 8601, null for what is not known."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from ingest.document import Attachment, Doubt, Evidence, Finding, LegalDocument, Page, ParsedFile, Provision, Signature
from nlp.annotation import Citation, EffectiveDate, Entity, ProvisionDate, Relation, TaggedDocument

Json = dict[str, object]


def to_contract(parsed: ParsedFile, tagged: Sequence[TaggedDocument]) -> Json:
    """One file's object of the contract; documents are those of `tagged`, in their order.

    Fields beyond the contract: sha256, the file's signatures and findings, for pages judgement, quality and doubts,
    for documents ordinal, section, preamble, closing, notes, quality, continues_from, continued_in, effect, expiry,
    entities, topics, key_phrases, tagged_by; provisions have their eid.
    """
    issue = parsed.issue
    return {
        "sha256": parsed.sha256,
        "issue": issue and {"gazette": issue.gazette, "numbers": list(issue.numbers), "date": _day(issue.date)},
        "signed_at": parsed.signed_at,
        "signatures": [_signature(signature) for signature in parsed.signatures],
        "pages": [_page(page) for page in parsed.pages],
        "documents": [_document(item) for item in tagged],
        "findings": [_finding(finding) for finding in parsed.findings],
    }


def _day(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _page(page: Page) -> Json:
    return {
        "page": page.number,
        "printed_page": page.printed_page,
        "source": page.source,
        "confidence": page.confidence,
        "judgement": asdict(page.judgement) if page.judgement else None,
        "quality": asdict(page.quality) if page.quality else None,
        "doubts": [_doubt(doubt) for doubt in page.doubts],
    }


def _doubt(doubt: Doubt) -> Json:
    """A place on which the machine is not sure; its box as left, top, right, bottom in points of the page as read."""
    box = doubt.box
    return {
        "text": doubt.text,
        "reason": doubt.reason,
        "box": [box.left, box.top, box.right, box.bottom],
        "confidence": doubt.confidence,
        "first_reading": doubt.first_reading,
    }


def _signature(signature: Signature) -> Json:
    """A digital signature of the file with what its check gave."""
    return {
        "verdict": signature.verdict,
        "reason": signature.reason,
        "signer": signature.signer,
        "issuer": signature.issuer,
        "signed_at": signature.signed_at,
        "timestamped": signature.timestamped,
        "whole_file": signature.whole_file,
        "intact": signature.intact,
        "trusted": signature.trusted,
    }


def _finding(finding: Finding) -> Json:
    return {"code": finding.code, "message": finding.message, "page": finding.page}


def _document(tagged: TaggedDocument) -> Json:
    document = tagged.document
    return {
        **_head(document),
        "effective_on": _day(tagged.effective.date if tagged.effective else None),
        "expires_on": _day(tagged.expires_on),
        "effect": _effect(tagged.effective),
        "expiry": _effect(tagged.expiry),
        "provision_dates": [_provision_date(part) for part in tagged.provision_dates],
        "preamble": list(document.preamble),
        "body": [_provision(provision) for provision in document.body],
        "closing": list(document.closing),
        "head": list(document.head),
        "furniture": [asdict(piece) for piece in document.furniture],
        "notes": list(document.notes),
        "quality": asdict(document.quality) if document.quality else None,
        "attachments": [_attachment(attachment) for attachment in document.attachments],
        "relations": [_relation(relation) for relation in tagged.relations],
        "citations": [_citation(citation) for citation in tagged.citations if not citation.quoted],
        "entities": [_entity(entity) for entity in tagged.entities],
        "topics": [{"topic": one.topic, "probability": one.probability} for one in tagged.topics],
        "key_phrases": [{"text": one.text, "weight": one.weight} for one in tagged.key_phrases],
        "tagged_by": tagged.tagged_by,
        "findings": [_finding(finding) for finding in document.findings],
    }


def _head(document: LegalDocument) -> Json:
    return {
        "ordinal": document.ordinal,
        "number": document.number,
        "type": document.type,
        "issuers": list(document.issuers),
        "title": document.title,
        "issued_on": _day(document.issued_on),
        "signers": [{"name": s.name, "position": s.position, "authority": s.authority} for s in document.signers],
        "pdf_pages": list(document.pdf_pages),
        "section": document.section,
        "continues_from": list(document.continues_from),
        "continued_in": list(document.continued_in),
        "legal_basis": [{"name": b.name, "number": b.number, "date": _day(b.date)} for b in document.legal_basis],
        "evidence": {item.field: _evidence(item.evidence) for item in document.evidence},
    }


def _evidence(evidence: Evidence) -> Json:
    box = evidence.box
    return {
        "page": evidence.page,
        "box": box and [box.left, box.top, box.right, box.bottom],
        "source": evidence.source,
        "text": evidence.text,
        "confidence": evidence.confidence,
    }


def _effect(effect: EffectiveDate | None) -> Json | None:
    if effect is None:
        return None
    return {
        "date": _day(effect.date),
        "kind": effect.kind,
        "sentence": effect.sentence,
        "eid": effect.eid,
        "has_exceptions": effect.has_exceptions,
    }


def _provision(provision: Provision) -> Json:
    """A provision and those below it. Notes, rows, operation and target stand only where there are any."""
    value: Json = {
        "level": provision.level,
        "label": provision.label,
        "heading": provision.heading,
        "text": provision.text,
        "eid": provision.eid,
        "page": provision.page,
        "children": [_provision(child) for child in provision.children],
    }
    if provision.notes:
        value["notes"] = list(provision.notes)
    if provision.rows:
        value["rows"] = [list(row) for row in provision.rows]
        value["head_rows"] = provision.head_rows
    if provision.merges:
        value["merges"] = [[merge.row, merge.column, merge.rows, merge.columns] for merge in provision.merges]
    if provision.operation:
        value["operation"] = provision.operation
    if provision.target:
        value["target"] = provision.target
    if provision.printed:
        value["printed"] = provision.printed
    return value


def _attachment(attachment: Attachment) -> Json:
    return {
        "label": attachment.label,
        "title": attachment.title,
        "issued_with": attachment.issued_with,
        "printed": attachment.printed,
        "pdf_page": attachment.pdf_page,
        "eid": attachment.eid,
        "body": [_provision(provision) for provision in attachment.body],
    }


def _provision_date(part: ProvisionDate) -> Json:
    return {
        "provisions": list(part.provisions),
        "eids": list(part.eids),
        "effective": _effect(part.effective),
        "until": _effect(part.until),
    }


def _relation(relation: Relation) -> Json:
    """A relation; what the clause does not name is left out."""
    named: Json = {
        "eid": relation.eid,
        "provisions": list(relation.provisions),
        "removed": list(relation.removed),
        "target_type": relation.target_type,
        "target_year": relation.target_year,
        "target_date": _day(relation.target_date),
        "effective_from": _day(relation.effective_from),
        "until": _day(relation.until),
        "exceptions": relation.exceptions,
    }
    return {
        "kind": relation.kind,
        "target": relation.target,
        "target_name": relation.target_name,
        "target_provision": relation.target_provision,
        "scope": relation.scope,
        "evidence": relation.evidence,
        "confidence": relation.confidence,
        **{key: value for key, value in named.items() if value},
    }


def _citation(citation: Citation) -> Json:
    value: Json = {
        "where": citation.where,
        "text": citation.text,
        "document": citation.document,
        "document_name": citation.document_name,
        "provisions": list(citation.provisions),
        "eid": citation.eid,
    }
    if citation.type:
        value["type"] = citation.type
    if citation.date or citation.year:
        value |= {"date": _day(citation.date), "year": citation.year}
    if citation.inherited:
        value["inherited"] = True
    if citation.ambiguous:
        value["ambiguous"] = True
    return value


def _entity(entity: Entity) -> Json:
    """What the text names; bounds and unit stand only where there are any."""
    value: Json = {"kind": entity.kind, "text": entity.text, "value": entity.value, "eid": entity.eid}
    if entity.low is not None or entity.high is not None:
        value |= {"low": entity.low, "high": entity.high}
    if entity.unit:
        value["unit"] = entity.unit
    return value
