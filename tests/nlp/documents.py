"""Hand-made documents for the tests of floor 2."""

import datetime as dt
from dataclasses import replace
from typing import Any

from ingest.document import Attachment, LegalDocument, Level, Provision


def provision(
    level: Level, label: str, text: str = "", *children: Provision, heading: str = "", eid: str = ""
) -> Provision:
    """A provision; its eid is given by `document` or `attachment`."""
    return Provision(level, label, heading, text, "", page=1, children=children)


def article(number: str, text: str = "", *children: Provision, heading: str = "") -> Provision:
    return provision("article", f"Điều {number}", text, *children, heading=heading)


def clause(label: str, text: str, *children: Provision) -> Provision:
    return provision("clause", label, text, *children)


def point(label: str, text: str, *children: Provision) -> Provision:
    return provision("point", label, text, *children)


def quote(text: str, *children: Provision) -> Provision:
    return provision("quote", "", text, *children)


def attachment(label: str, *body: Provision, title: str | None = None) -> Attachment:
    return Attachment(label, title, 2, tuple(with_eid(p, "att_1", n) for n, p in enumerate(body)), "att_1")


def with_eid(item: Provision, above: str, place: int) -> Provision:
    """The provision and all below it with eids in the style of ingest: art_1__cl_2__pnt_a."""
    short = {"article": "art", "clause": "cl", "point": "pnt", "chapter": "chp", "section": "sec", "quote": "quote"}
    name = f"{short.get(item.level, item.level)}_{item.label.split()[-1] if item.label.strip() else place}"
    eid = f"{above}__{name}" if above else name
    children = tuple(with_eid(child, eid, n) for n, child in enumerate(item.children))
    return replace(item, eid=eid, children=children)


def document(*body: Provision, **fields: Any) -> LegalDocument:
    """A decree of 3 February 2020 with this body; `fields` replace any of its other values."""
    values: dict[str, Any] = {
        "ordinal": 1,
        "number": "15/2020/NĐ-CP",
        "type": "Nghị định",
        "issuers": ("Chính phủ",),
        "title": "Quy định về thử nghiệm",
        "issued_on": dt.date(2020, 2, 3),
        "signers": (),
        "pdf_pages": (1, 2),
        "section": None,
        "preamble": (),
        "legal_basis": (),
        "attachments": (),
    }
    values |= fields
    return LegalDocument(body=tuple(with_eid(item, "", place) for place, item in enumerate(body)), **values)
