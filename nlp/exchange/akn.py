"""Akoma Ntoso 3.0: a document as `act` or `doc`, a gazette issue as `officialGazette`.

Total: whatever a document holds, the XML is valid by the schema, and all text of the document stands in it.
"""

from collections.abc import Sequence

from lxml import etree

from ingest.document import Attachment, Issue, LegalDocument
from nlp.annotation import TaggedDocument
from nlp.exchange.akn_body import write_body, write_notes
from nlp.exchange.akn_elements import Element, element, own
from nlp.exchange.akn_meta import US, identify, issue_day, write_meta, write_publication
from nlp.exchange.akn_names import AKN, Ids, is_act, slug, work_uri

_FLOWING = frozenset({"p", "num", "heading", "docTitle", "person", "role", "signature", "mod", "docDate"})
"""Elements in which white space counts: nothing is indented inside of them."""


def document_akn(tagged: TaggedDocument, issue: Issue | None) -> bytes:
    """One document as an XML file in UTF-8."""
    root = element(None, "akomaNtoso")
    _document(root, tagged, issue, Ids())
    return _written(root)


def issue_akn(issue: Issue | None, documents: Sequence[TaggedDocument]) -> bytes:
    """A gazette issue, or one file of it, with its documents in their order, as an XML file in UTF-8."""
    root, ids = element(None, "akomaNtoso"), Ids()
    gazette = element(root, "officialGazette", name="officialGazette")
    meta = element(gazette, "meta")
    name = (issue.gazette if issue else None) or "Công báo"
    number = " + ".join(map(str, issue.numbers)) if issue else ""
    day = issue_day(issue)
    uri = "/".join(("/akn/vn/officialGazette", slug(name) or "cong-bao", day[1], slug(number) or "unknown"))
    identify(meta, uri, day, {"FRBRnumber": number, "FRBRname": name})
    write_publication(meta, issue)
    references = element(meta, "references", source=US)
    href = "/akn/ontology/organization/vn/congbao-search"
    element(references, "TLCOrganization", eId=ids.give(US[1:]), href=href, showAs="Công báo Search")
    body = element(gazette, "collectionBody")
    for place, tagged in enumerate(documents, 1):
        eid = ids.give(f"doc_{place}")
        _document(element(body, "component", eId=eid), tagged, issue, ids.under(f"{eid}__"))
    if not documents:
        component = element(body, "component", eId=ids.give("doc_0"))
        element(component, "documentRef", href=f"{uri}/!main", showAs="Không có văn bản")
    return _written(root)


def _document(parent: Element, tagged: TaggedDocument, issue: Issue | None, ids: Ids) -> None:
    document = tagged.document
    act = is_act(document)
    made = element(parent, "act" if act else "doc", name=slug(document.type or "") or "document")
    write_meta(made, tagged, issue, ids)
    _preface(made, document, ids)
    _preamble(made, document, ids)
    write_body(element(made, "body" if act else "mainBody"), document.body, ids)
    _conclusions(made, document, ids)
    if document.attachments:
        attachments = element(made, "attachments")
        for attachment in document.attachments:
            _attachment(attachments, document, attachment, issue, ids)


def _preface(parent: Element, document: LegalDocument, ids: Ids) -> None:
    """The head: section of the gazette, issuers, number, date, type and title."""
    made = element(parent, "preface")
    if document.section:
        element(made, "p", document.section, **{"class": "section"})
    for issuer in document.issuers:
        element(element(made, "p"), "docProponent", issuer)
    if document.number:
        element(element(made, "p"), "docNumber", document.number)
    if document.issued_on:
        day = document.issued_on
        shown = f"ngày {day.day:02} tháng {day.month:02} năm {day.year}"
        element(element(made, "p"), "docDate", shown, date=day.isoformat())
    if document.type:
        element(element(made, "p"), "docType", document.type)
    if document.title:
        element(element(element(made, "longTitle"), "p"), "docTitle", document.title)
    if document.notes:
        write_notes(element(made, "p", **{"class": "notes"}), document.notes, "notes__note", ids)
    if not len(made):
        parent.remove(made)


def _preamble(parent: Element, document: LegalDocument, ids: Ids) -> None:
    """Recitals: 'Căn cứ …' is a citation, a line in capitals the enacting formula, any other a recital."""
    if not document.preamble:
        return
    made = element(parent, "preamble", eId=ids.give("preamble"))
    group, kind = made, ""
    for place, line in enumerate(document.preamble, 1):
        formula = line.upper() == line and any(letter.isalpha() for letter in line)
        wanted = "formula" if formula else "citation" if line.startswith("Căn cứ") else "recital"
        if wanted == "formula":
            element(element(made, wanted, name="enacting", eId=ids.give(f"formula_{place}")), "p", line)
        else:
            if wanted != kind:
                group = element(made, f"{wanted}s", eId=ids.give(f"preamble__{wanted}s_{place}"))
            element(element(group, wanted, eId=ids.give(f"preamble__{wanted}_{place}")), "p", line)
        kind = wanted


def _conclusions(parent: Element, document: LegalDocument, ids: Ids) -> None:
    """The closing lines as printed; a line that is a signer's name is the signature."""
    if not document.closing and not document.signers:
        return
    made = element(parent, "conclusions", eId=ids.give("conclusions"))
    left = list(enumerate(document.signers, 1))
    for line in document.closing:
        found = next((place for place, signer in left if signer.name == line), None)
        if found is None:
            element(made, "p", line)
            continue
        left = [(place, signer) for place, signer in left if place != found]
        _signature(element(made, "p"), document, found, ids)
    for place, _ in left:
        _signature(element(made, "p", **{"class": "signer"}), document, place, ids)


def _signature(parent: Element, document: LegalDocument, place: int, ids: Ids) -> None:
    signer = document.signers[place - 1]
    signature = element(parent, "signature")
    eid = ids.give(f"signature_{place}")
    element(signature, "person", signer.name, eId=eid, refersTo=f"#{ids.prefix}signer_{place}")


def _attachment(
    parent: Element, document: LegalDocument, attachment: Attachment, issue: Issue | None, ids: Ids
) -> None:
    """An annex, form or attached regulation: a `doc` of its own below the document."""
    eid = ids.give(attachment.eid)
    made = element(parent, "attachment", eId=eid)
    own(made, page=attachment.pdf_page, eid=None if eid == f"{ids.prefix}{attachment.eid}" else attachment.eid)
    if attachment.label:
        element(made, "num", attachment.label)
    if attachment.title:
        element(made, "heading", attachment.title)
    if attachment.issued_with:
        element(made, "subheading", attachment.issued_with)
    doc = element(made, "doc", name=slug(attachment.label or "") or "attachment")
    day = ("issued", document.issued_on.isoformat()) if document.issued_on else issue_day(issue)
    identify(element(doc, "meta"), work_uri(document), day, {"FRBRname": attachment.title}, part=eid)
    write_body(element(doc, "mainBody"), attachment.body, ids)


def _written(root: Element) -> bytes:
    _indent(root, 0)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _indent(made: Element, depth: int) -> None:
    """Line breaks between elements that hold elements only."""
    if made.text is not None or not len(made) or made.tag.removeprefix(f"{{{AKN}}}") in _FLOWING:
        return
    made.text = "\n" + "  " * (depth + 1)
    for child in made:
        _indent(child, depth + 1)
        child.tail = made.text
    made[-1].tail = "\n" + "  " * depth
