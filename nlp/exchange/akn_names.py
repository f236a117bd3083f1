"""Names in Akoma Ntoso: addresses of works (FRBR), element ids, characters that XML allows.

Source: OASIS Akoma Ntoso Naming Convention 1.0. Addresses read `/akn/vn/act/2022/38-2022-nd-cp`: by year and number, so
that a citation, which prints no more than that, leads to the same address as the document itself.
"""

import re
from dataclasses import dataclass, field

from ingest.document import LegalDocument
from ingest.letters import fold
from nlp.knowledge import lexicon

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:congbao-search:akn"
"""Namespace of attributes of ours, which the schema admits on every element: level, page, operation, target."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GAPS = re.compile(r"\s+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LOCAL = re.compile(r"(?:UBND|HĐND)", re.IGNORECASE)


def xml_text(text: str) -> str:
    """The text with what XML 1.0 cannot hold (control characters, lone surrogates) as U+FFFD, so that a gap shows."""
    return _NOT_XML.sub("\ufffd", text)


def slug(text: str) -> str:
    """The text for an address: '38/2022/NĐ-CP' is '38-2022-nd-cp'."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def is_act(document: LegalDocument) -> bool:
    """Whether the document is a legal act for Akoma Ntoso (`act`), and no notice, letter or plan (`doc`)."""
    types = lexicon("types")
    return document.type in types["law"] or document.type in types["act"]


def work_uri(document: LegalDocument) -> str:
    """Address of the document as a work; bodies of a province stand in it, since each counts its numbers from 1."""
    kind = "act" if is_act(document) else "doc"
    if document.number:
        local = document.issuers and _LOCAL.search(document.number)
        actor = f"{slug(document.issuers[0])}/" if local else ""
        year = document.issued_on.year if document.issued_on else None
        return f"/akn/vn/{kind}/{actor}{_numbered(document.number, year)}"
    day = document.issued_on.isoformat() if document.issued_on else "unknown"
    return f"/akn/vn/{kind}/{day}/{slug(document.type or '') or 'doc'}-{document.ordinal}"


def cited_uri(number: str, year: int | None = None) -> str:
    """Address of a document of which only the number is known, and perhaps the year."""
    return f"/akn/vn/act/{_numbered(number, year)}"


def _numbered(number: str, year: int | None) -> str:
    printed = _YEAR.search(number)
    shown = printed[0] if printed else str(year) if year else ""
    return "/".join(part for part in (shown, slug(number) or "unknown") if part)


@dataclass(slots=True)
class Ids:
    """Element ids of one XML document: each is given once and holds no white space, as the schema wants."""

    prefix: str = ""
    taken: set[str] = field(default_factory=set)

    def give(self, wanted: str) -> str:
        """`wanted` behind the prefix, with a number behind it where it was given before."""
        clean = _GAPS.sub("-", xml_text(wanted)).strip("-") or "unit"
        eid, count = f"{self.prefix}{clean}", 1
        while eid in self.taken:
            count += 1
            eid = f"{self.prefix}{clean}_{count}"
        self.taken.add(eid)
        return eid

    def under(self, prefix: str) -> "Ids":
        """The same ids with a longer prefix, for a component."""
        return Ids(f"{self.prefix}{prefix}", self.taken)
