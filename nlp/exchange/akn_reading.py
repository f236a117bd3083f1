"""Akoma Ntoso in: an XML file of ours or of another maker as legal documents.

The parser knows no document types, loads nothing from anywhere and expands no entities. Elements that are not known by
name are text of the unit that holds them, so that nothing readable is dropped.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from ingest.document import Attachment, Issue, LegalDocument, Signer
from ingest.errors import BrokenXml
from ingest.structure.recitals import read_basis
from nlp.exchange.akn_elements import Element, name_of
from nlp.exchange.akn_names import OWN
from nlp.exchange.akn_units import TEXT_PARTS, Units, whole_number

MAX_DOCUMENTS = 2_000
"""An issue has a few dozen."""

_ROOTS = frozenset({"act", "bill", "doc", "statement", "judgment", "amendment"})
_COLLECTIONS = frozenset({"officialGazette", "documentCollection", "amendmentList"})
_OLDEST = 1900


def read_akn(data: bytes) -> tuple[LegalDocument, ...]:
    """The documents of an XML file, in their order; a collection's components one by one.

    Raises:
        BrokenXml: no well-formed XML, a DTD in it, or no document of Akoma Ntoso.
    """
    root = _parsed(data)
    ours = OWN in root.nsmap.values()
    found = list(_documents(root))
    if not 0 < len(found) <= MAX_DOCUMENTS:
        raise BrokenXml(f"{len(found)} documents of Akoma Ntoso")
    return tuple(_Reader(made, place, ours=ours).document() for place, made in enumerate(found, 1))


def read_issue(data: bytes) -> Issue | None:
    """The gazette issue that the file's `publication` names; None where its number or date is not told."""
    found = _parsed(data).find(".//{*}meta/{*}publication")
    if found is None:
        return None
    numbers = tuple(int(word) for word in re.findall(r"\d{1,4}", found.get("number", "")))
    try:
        day = dt.date.fromisoformat(found.get("date", "")[:10])
    except ValueError:
        day = None
    return Issue(found.get("name") or None, numbers, day) if numbers or day else None


def _parsed(data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenXml(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BrokenXml("a document type definition is not taken")
    return cast("Element", root)


def _documents(made: Element) -> Iterator[Element]:
    for child in made:
        name = name_of(child)
        if name in _ROOTS:
            yield child
        elif name in _COLLECTIONS or name in {"collectionBody", "component", "components"}:
            yield from _documents(child)


class _Reader:
    """Reads one document. `ours`: white space counts, since we wrote it; else it is folded."""

    def __init__(self, made: Element, place: int, *, ours: bool) -> None:
        self._made = made
        self._place = place
        self._ours = ours
        parent = made.getparent()
        component = parent is not None and name_of(parent) == "component"
        prefix = f"{parent.get('eId', '')}__" if parent is not None and component else ""
        self._units = Units(prefix, ours=ours)

    def document(self) -> LegalDocument:
        """The document; what its XML does not say is None."""
        this = self._first(".//{*}FRBRWork/{*}FRBRthis")
        pages = self._numbers(this, "pages")
        preamble = tuple(self._lines("preamble"))
        body = self._child("body", "mainBody")
        return LegalDocument(
            ordinal=self._place,
            number=self._said("docNumber") or self._value("FRBRnumber"),
            type=self._said("docType") or None,
            issuers=self._issuers(),
            title=self._said("docTitle") or self._value("FRBRname"),
            issued_on=self._issued_on(),
            signers=self._signers(),
            pdf_pages=(pages[0], pages[1]) if len(pages) == 2 else (1, 1),  # noqa: PLR2004 - first and last
            section=next((self._units.text(p) for p in self._made.iterfind("{*}preface/{*}p[@class='section']")), None),
            preamble=preamble,
            legal_basis=read_basis(preamble),
            body=self._units.below(body) if body is not None else (),
            attachments=tuple(self._attachments()),
            continues_from=self._numbers(this, "continues"),
            continued_in=self._numbers(this, "continued"),
            closing=tuple(self._lines("conclusions")),
            notes=tuple(self._units.notes(self._made.iterfind("{*}preface/{*}p[@class='notes']"))),
        )

    # -- the head

    def _first(self, path: str) -> Element | None:
        return self._made.find(f"{{*}}meta{path.removeprefix('.')}")

    def _numbers(self, made: Element | None, name: str) -> tuple[int, ...]:
        words = made.get(f"{{{OWN}}}{name}", "").split() if made is not None else []
        return tuple(number for word in words if (number := whole_number(word)) is not None)

    def _said(self, name: str) -> str | None:
        found = self._made.find(f"{{*}}preface//{{*}}{name}")
        return (self._units.text(found) or None) if found is not None else None

    def _value(self, name: str) -> str | None:
        if self._ours:
            return None
        found = self._first(f".//{{*}}FRBRWork/{{*}}{name}")
        return ((found.get("showAs") or found.get("value") or "").strip() or None) if found is not None else None

    def _issuers(self) -> tuple[str, ...]:
        named = [self._units.text(one) for one in self._made.iterfind("{*}preface//{*}docProponent")]
        if not named and not self._ours:
            author = self._first(".//{*}FRBRWork/{*}FRBRauthor")
            wanted = author.get("href", "").lstrip("#") if author is not None else ""
            named = [
                one.get("showAs", "").strip()
                for one in self._made.iterfind("{*}meta/{*}references/{*}TLCOrganization")
                if wanted and wanted in (one.get("eId"), one.get("href"))
            ]
        return tuple(name for name in named if name)

    def _issued_on(self) -> dt.date | None:
        """The date in the preface; of other makers the work's own, where it is no stopgap such as 0001-01-01."""
        printed = self._made.find("{*}preface//{*}docDate")
        work = None if self._ours else self._first(".//{*}FRBRWork/{*}FRBRdate")
        for found in (printed, work):
            try:
                day = dt.date.fromisoformat(found.get("date", "")[:10]) if found is not None else None
            except ValueError:
                continue
            if day is not None and day.year >= _OLDEST:
                return day
        return None

    def _signers(self) -> tuple[Signer, ...]:
        people = {
            one.get("eId"): one for one in self._made.iterfind("{*}meta/{*}references/{*}TLCPerson") if one.get("eId")
        }
        if self._ours:
            return tuple(
                Signer(one.get("showAs", ""), one.get(f"{{{OWN}}}position"), one.get(f"{{{OWN}}}authority"))
                for one in people.values()
            )
        signed = self._made.iterfind("{*}conclusions//{*}signature")
        return tuple(signer for one in signed if (signer := self._signer(one)).name)

    def _signer(self, signature: Element) -> Signer:
        person, role = signature.find(".//{*}person"), signature.find(".//{*}role")
        name = self._units.text(person if person is not None else signature)
        return Signer(name, self._units.text(role) if role is not None else None)

    def _lines(self, name: str) -> Iterator[str]:
        """The paragraphs of preamble or conclusions; a signature that stands for a signer alone is none."""
        container = self._made.find(f"{{*}}{name}")
        for made in container.iter() if container is not None else ():
            if name_of(made) in TEXT_PARTS and made.get("class") != "signer":
                text = self._units.text(made)
                if text or self._ours:
                    yield text

    def _child(self, *names: str) -> Element | None:
        return next((child for child in self._made if name_of(child) in names), None)

    def _attachments(self) -> Iterator[Attachment]:
        found = self._made.iterfind("{*}attachments/{*}attachment")
        for place, made in enumerate(found, 1):
            body = next((b for b in made.iterfind("./*/*") if name_of(b) in {"mainBody", "body"}), None)
            yield Attachment(
                label=self._units.part(made, "num") or None,
                title=self._units.part(made, "heading") or None,
                pdf_page=whole_number(made.get(f"{{{OWN}}}page")) or 1,
                body=self._units.below(body) if body is not None else (),
                eid=self._units.eid(made, f"att_{place}"),
                issued_with=self._units.part(made, "subheading") or None,
            )
