"""The metadata of Akoma Ntoso: addresses, publication, dates of effect, people and bodies, relations."""

import datetime as dt
from collections.abc import Sequence

from ingest.document import Issue, LegalDocument
from nlp.annotation import Relation, TaggedDocument
from nlp.exchange.akn_elements import Element, element, own
from nlp.exchange.akn_names import Ids, cited_uri, slug, work_uri
from nlp.knowledge import lexicon

US = "#congbao"
_UNKNOWN_DAY = "0001-01-01"
"""FRBRdate must hold a date: this one, named 'unknown', says that none was read."""


def write_meta(parent: Element, tagged: TaggedDocument, issue: Issue | None, ids: Ids) -> None:
    """`meta` of one document."""
    document = tagged.document
    meta = element(parent, "meta")
    orgs = [(ids.give(f"org_{place}"), name) for place, name in enumerate(document.issuers, 1)]
    names = {"FRBRsubtype": document.type, "FRBRnumber": document.number, "FRBRname": document.title}
    author = f"#{orgs[0][0]}" if orgs else US
    work = identify(meta, work_uri(document), _day(document, issue), names, author=author)
    own(work, ordinal=document.ordinal, pages=" ".join(map(str, document.pdf_pages)))
    own(work, continues=_numbers(document.continues_from), continued=_numbers(document.continued_in))
    write_publication(meta, issue)
    if tagged.effective and tagged.effective.date:
        start, end = ids.give("event_effect"), ids.give("event_expiry") if tagged.expires_on else None
        _lifecycle(meta, tagged, start, end, ids)
        _relations(meta, tagged, ids)
        _interval(meta, start, end, ids)
    else:
        _lifecycle(meta, tagged, None, None, ids)
        _relations(meta, tagged, ids)
    _references(meta, document, orgs, ids)


def identify(
    meta: Element,
    uri: str,
    day: tuple[str, str],
    names: dict[str, str | None] | None = None,
    *,
    author: str = US,
    part: str = "main",
) -> Element:
    """`identification`: one address each for the work, its Vietnamese text and this XML; `day` is (name, date).

    `names` are the document's own words for its kind, number and title, by the element that holds them. Gives
    the work's `FRBRthis`.
    """
    made = element(meta, "identification", source=US)
    spoken = f"{uri}/vie@" if day[1] == _UNKNOWN_DAY else f"{uri}/vie@{day[1]}"
    for kind, address, by in (
        ("FRBRWork", uri, author),
        ("FRBRExpression", spoken, US),
        ("FRBRManifestation", f"{spoken}.akn", US),
    ):
        level = element(made, kind)
        element(level, "FRBRthis", value=f"{address}/!{part}")
        element(level, "FRBRuri", value=address)
        element(level, "FRBRdate", date=day[1], name=day[0])
        element(level, "FRBRauthor", href=by)
        if kind == "FRBRWork":
            element(level, "FRBRcountry", value="vn")
            for name, value in (names or {}).items():
                if value:
                    element(level, name, value=slug(value) if name == "FRBRsubtype" else value)
        elif kind == "FRBRExpression":
            element(level, "FRBRlanguage", language="vie")
        else:
            element(level, "FRBRformat", value="application/akn+xml")
    return made[0][0]


def _numbers(numbers: Sequence[int]) -> str | None:
    return " ".join(map(str, numbers)) or None


def issue_day(issue: Issue | None) -> tuple[str, str]:
    """Name and date of a gazette issue's publication."""
    return ("publication", issue.date.isoformat()) if issue and issue.date else ("unknown", _UNKNOWN_DAY)


def _day(document: LegalDocument, issue: Issue | None) -> tuple[str, str]:
    return ("issued", document.issued_on.isoformat()) if document.issued_on else issue_day(issue)


def write_publication(meta: Element, issue: Issue | None) -> None:
    """`publication`: the gazette issue, where its date is known, which the schema asks for."""
    if issue and issue.date:
        name = issue.gazette or "Công báo"
        number = " + ".join(map(str, issue.numbers))
        shown = f"{name} số {number}" if number else name
        element(meta, "publication", date=issue.date.isoformat(), name=name, number=number, showAs=shown)


def _lifecycle(meta: Element, tagged: TaggedDocument, start: str | None, end: str | None, ids: Ids) -> None:
    issued, effective = tagged.document.issued_on, tagged.effective
    events: list[tuple[str, dt.date | None, dict[str, str]]] = []
    if issued:
        events.append((ids.give("event_issued"), issued, {"type": "generation"}))
    if start and effective:
        events.append((start, effective.date, {"refersTo": f"#{ids.prefix}in_force"}))
    if end:
        events.append((end, tagged.expires_on, {"refersTo": f"#{ids.prefix}in_force"}))
    if events:
        made = element(meta, "lifecycle", source=US)
        for eid, day, more in events:
            if day:
                element(made, "eventRef", eId=eid, date=day.isoformat(), source=US, **more)


def _interval(meta: Element, start: str, end: str | None, ids: Ids) -> None:
    group = element(element(meta, "temporalData", source=US), "temporalGroup", eId=ids.give("in_force_group"))
    bounds = {"start": f"#{start}"} | ({"end": f"#{end}"} if end else {})
    element(group, "timeInterval", refersTo=f"#{ids.prefix}in_force", **bounds)


def _relations(meta: Element, tagged: TaggedDocument, ids: Ids) -> None:
    """What the document does to others, as active modifications."""
    if not tagged.relations:
        return
    made = element(element(meta, "analysis", source=US), "activeModifications")
    for relation in tagged.relations:
        name, kind = lexicon("akoma_ntoso")["relations"][relation.kind]
        change = element(made, name, type=kind, eId=ids.give("mod_1"))
        own(change, kind=relation.kind, scope=relation.scope, evidence=relation.evidence)
        own(change, confidence=relation.confidence)
        element(change, "source", href=work_uri(tagged.document))
        to = element(change, "destination", href=_target(relation))
        own(to, number=relation.target, name=relation.target_name, provision=relation.target_provision)


def _target(relation: Relation) -> str:
    if relation.target:
        return cited_uri(relation.target)
    return f"/akn/vn/act/unknown/{slug(relation.target_name or '') or 'unknown'}"


def _references(meta: Element, document: LegalDocument, orgs: Sequence[tuple[str, str]], ids: Ids) -> None:
    """Who stands behind the document; the roles of signers are their positions as printed."""
    made = element(meta, "references", source=US)
    if not ids.prefix:  # components share the collection's
        element(made, "TLCOrganization", eId=ids.give(US[1:]), href="/akn/ontology/organization/vn/congbao-search").set(
            "showAs", "Công báo Search"
        )
    element(made, "TLCConcept", eId=ids.give("in_force"), href="/akn/ontology/concept/in-force", showAs="Hiệu lực")
    for eid, name in orgs:
        href = f"/akn/ontology/organization/vn/{slug(name) or 'unknown'}"
        element(made, "TLCOrganization", eId=eid, href=href, showAs=name)
    for place, signer in enumerate(document.signers, 1):
        href = f"/akn/ontology/person/vn/{slug(signer.name) or 'unknown'}"
        person = element(made, "TLCPerson", eId=ids.give(f"signer_{place}"), href=href, showAs=signer.name)
        own(person, position=signer.position, authority=signer.authority)
        if signer.position:
            role = f"/akn/ontology/role/vn/{slug(signer.position) or 'unknown'}"
            element(made, "TLCRole", eId=ids.give(f"role_{place}"), href=role, showAs=signer.position)
