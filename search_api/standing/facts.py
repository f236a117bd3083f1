"""Fills what floor 2 asks of a document to tell its status: its own dates and what others did to it."""

from dataclasses import replace

from ingest.document import Issue
from nlp.annotation import EffectiveDate
from nlp.effect import read_effect
from nlp.status.kinds import is_normative
from nlp.status.types import StatusFacts
from search_api.archive.entries import StoredDocument
from search_api.standing.extract import edges_of, node_of
from search_api.standing.knowledge import Knowledge, called, where_of


def facts_of(knowledge: Knowledge, stored: StoredDocument) -> StatusFacts:
    """All that the archive knows of a document's status, with the documents that it details."""
    return replace(own_facts(knowledge, stored), details=_detailed(knowledge, stored))


def own_facts(knowledge: Knowledge, stored: StoredDocument) -> StatusFacts:
    """The same without the documents that it details, which decide only what is still to be confirmed."""
    tagged, legal, node = stored.tagged, stored.tagged.document, node_of(stored)
    effective, expiry = effective_of(knowledge, stored), tagged.expiry
    return StatusFacts(
        type=legal.type,
        effective_on=effective.date if effective else None,
        effective_basis=where_of(node, effective.eid) if effective else "",
        expires_on=tagged.expires_on,
        expiry_basis=where_of(node, expiry.eid) if expiry else "",
        has_exceptions=effective.has_exceptions if effective else False,
        provision_dates=tagged.provision_dates,
        acts=knowledge.acts_upon(node),
        normative=is_normative(legal.type, legal.number, legal.issued_on),
        label=called(node),
    )


def effective_of(knowledge: Knowledge, stored: StoredDocument) -> EffectiveDate | None:
    """The document's day of effect.

    'Sau 15 ngày kể từ ngày đăng Công báo' of a document that came without its gazette is counted from the gazette in
    which a copy of it stands (handbook domain.md 3.14: own data).
    """
    own = stored.tagged.effective
    if own is None or own.date is not None or "công báo" not in own.sentence.casefold():
        return own
    node = node_of(stored)
    copies = knowledge.archive.related.called([node.number_key] if node.number_key else [], ())
    days = [
        one.gazetted_on
        for one in copies
        if one.gazetted_on and (one.type, one.issuer, one.issued_on) == (node.type, node.issuer, node.issued_on)
    ]
    if not days or node.issued_on is None:
        return own
    issue = Issue(None, (), min(days))
    return read_effect(stored.tagged.document, stored.tagged.text, issue).effective or own


def _detailed(knowledge: Knowledge, stored: StoredDocument) -> tuple[StatusFacts, ...]:
    """The facts of the documents that it details, as far as they are in the archive."""
    targets = [edge.target for edge in edges_of(stored) if edge.kind == "details"]
    found = []
    for resolution in knowledge.resolved(node_of(stored), targets) if targets else ():
        parent = knowledge.archive.documents.get(resolution.document.id) if resolution.document else None
        if parent is not None:
            found.append(own_facts(knowledge, parent))
    return tuple(found)
