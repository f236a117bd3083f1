"""A document as a whole, and one article of it alone."""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from ingest.document import Attachment, DocumentPart, LegalDocument, Provision
from ingest.gates.catalogue import failed_gates
from ingest.gates.head import PART_MISSING
from ingest.kinds import FileKind
from nlp.annotation import EffectiveDate
from nlp.entities.uses import TermUse, find_uses
from search_api.archive.entries import StoredDocument
from search_api.archive.identity import issue_label
from search_api.errors import EngineUnavailableError, ProvisionNotFound
from search_api.guard.roles import open_to
from search_api.query.hits import SearchHit
from search_api.services import Services
from ui.pages import addresses
from ui.pages.figures import figure
from ui.pages.originals import KINDS, kind_of_original, without_pages
from ui.pages.reading import ContentsEntry, Linker, Place, Unit, articles, contents, find_place, units
from ui.pages.rendering import Pages
from ui.pages.signatures import signature_views
from ui.pages.standing import (
    SHOWN_INCOMING,
    amendment_views,
    event_views,
    graph_view,
    links_of,
    party,
    relation_groups,
    status_view,
)
from ui.pages.told import told_view
from ui.pages.topics import phrase_links, topic_links
from ui.pages.wording import document_name, issue_name

RELATED = "lien-quan"
"""Asks for related articles below an article: a search of its own, so a page has it only when somebody wants it."""

SHOWN_RELATED = 8

UNKNOWN_EFFECT = EffectiveDate(None, "unknown", "", "", 0, 0)


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """An attachment ready to show."""

    source: Attachment
    units: tuple[Unit, ...]


class DocumentPages:
    """Routes /van-ban/{id}/{slug} and /van-ban/{id}/dieu/{eid}."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._library, self._standing = services.library, services.standing
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        """Give the routes."""
        return [
            Route("/van-ban/{id}", self.document),
            Route("/van-ban/{id}/{slug}", self.document),
            Route("/van-ban/{id}/dieu/{eid}", self.article),
        ]

    @open_to("everyone")
    def document(self, request: Request) -> Response:
        """The whole document; a wrong or missing slug, and the id of a part of it, are led to the right address."""
        stored = self._library.document(request.path_params["id"])
        address = addresses.document(stored.id, stored.slug)
        if (request.path_params["id"], request.path_params.get("slug")) != (stored.id, stored.slug):
            query = f"?{request.url.query}" if request.url.query else ""
            # no-cache: a slug follows a corrected number, and two cached redirects could chase each other
            return RedirectResponse(address + query, status_code=301, headers={"Cache-Control": "no-cache"})
        stored, kind = self._shown(stored)
        document = stored.tagged.document
        linker = Linker(stored.tagged, links=links_of(self._standing.links(stored)), uses=_uses(stored))
        return self._pages.html(
            request,
            "document.html",
            **_head(stored, kind),
            parts=_parts(document),
            files=_files(stored),
            closing=closing_lines(document),
            contents=table_of_contents(document),
            preamble=[row for text in document.preamble for row in linker.paragraphs("", "preamble", text)],
            units=units(document.body, linker),
            attachments=[AttachmentView(one, units(one.body, linker, rank=3)) for one in document.attachments],
            figure=figure(self._library, *stored.place(document.pdf_pages[0])) if kind == "pdf" else None,
            standing=status_view(self._standing, stored, request.query_params.get("ngay", "")),
            told=told_view(stored),
            **self._together(request, stored),
        )

    def _together(self, request: Request, stored: StoredDocument) -> dict[str, Any]:
        """What the document is to others."""
        standing, clerk = self._standing, bool(getattr(request.state, "clerk", False))
        found = standing.relations(stored, SHOWN_INCOMING)
        return {
            "relations": relation_groups(found.outgoing, found.incoming, dict(found.more), clerk=clerk),
            "events": event_views(standing.timeline(stored), stored),
            "graph": graph_view(standing.graph(stored), standing.rank(stored).cited_by),
        }

    @open_to("everyone")
    def article(self, request: Request) -> Response:
        """One article with its page; what stands before and after it is one click away."""
        stored, kind = self._shown(self._library.document(request.path_params["id"]))
        document = stored.tagged.document
        place = find_place(document, request.path_params["eid"])
        if place is None:
            raise ProvisionNotFound(f"{stored.id}#{request.path_params['eid']}")
        own = addresses.document(stored.id, stored.slug)
        linker = Linker(stored.tagged, own, links_of(self._standing.links(stored)), _uses(stored))
        (unit,) = units((place.provision,), linker, rank=1)
        before, after = _neighbours(articles(document), place)
        provision = place.provision
        shown = figure(self._library, *stored.place(provision.page), provision.box) if provision.page else None
        return self._pages.html(
            request,
            "article.html",
            **_head(stored, kind),
            place=place,
            unit=unit,
            before=before,
            after=after,
            figure=shown,
            standing=status_view(self._standing, stored, request.query_params.get("ngay", ""), provision.eid),
            related=self._related(stored, provision.eid) if RELATED in request.query_params else None,
            **self._history(stored, provision.eid),
        )

    def _related(self, stored: StoredDocument, eid: str) -> tuple[SearchHit, ...]:
        """Articles related to this one; none while the search engine is away."""
        try:
            return self._library.related(stored.id, eid, SHOWN_RELATED)
        except (EngineUnavailableError, ProvisionNotFound):
            return ()

    def _history(self, stored: StoredDocument, eid: str) -> dict[str, Any]:
        """What became of the article, and the consolidated texts that show it as it now reads."""
        try:
            found = self._standing.history(stored, eid)
        except ProvisionNotFound:  # a paragraph or table without a path of its own
            found = ()
        return {
            "amendments": amendment_views(found),
            "consolidated": [party(one) for one in self._standing.consolidated(stored)],
        }

    def _shown(self, stored: StoredDocument) -> tuple[StoredDocument, FileKind]:
        """The document as it can be shown, and the kind of its original."""
        kind = kind_of_original(self._library, stored.file_sha256)
        return (stored if kind == "pdf" else without_pages(stored)), kind


def _uses(stored: StoredDocument) -> tuple[TermUse, ...]:
    return find_uses(stored.tagged.text, stored.tagged.entities)


def _head(stored: StoredDocument, kind: FileKind) -> dict[str, Any]:
    document = stored.tagged.document
    return {
        "stored": stored,
        "document": document,
        "address": addresses.document(stored.id, stored.slug),
        "name": document_name(document.type, document.number, document.title),
        "pictured": kind == "pdf",
        "original_kind": KINDS[kind],
        "failed_gates": failed_gates(document.findings),
        "issue_title": issue_name(issue_label(stored.issue), stored.issue.date) if stored.issue else None,
        "effect": stored.tagged.effective or UNKNOWN_EFFECT,
        "topics": topic_links(stored.tagged),
        "phrases": phrase_links(stored.tagged),
        "signatures": signature_views(stored.signatures),
    }


def closing_lines(document: LegalDocument) -> list[str]:
    """Give the lines after the body without those of the signatures, which are shown by themselves."""
    signed = {
        part.strip().casefold()
        for signer in document.signers
        for text in (signer.name, signer.position, signer.authority)
        for part in (text or "").split(";")
    }
    return [line for line in document.closing if line.strip().casefold() not in signed]


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of a document that is spread over issues; `href` and `original` where it is in the archive."""

    text: str
    href: str | None = None
    original: str | None = None


def _parts(document: LegalDocument) -> list[PartLine]:
    if document.parts:
        missing = [PartLine(finding.message) for finding in document.findings if finding.code == PART_MISSING]
        return [*map(_part_line, document.parts), *missing]
    ends = (("Còn thiếu phần trước", document.continues_from), ("Còn thiếu phần tiếp theo", document.continued_in))
    return [PartLine(f"{what}, đăng ở Công báo số {' + '.join(map(str, where))}.") for what, where in ends if where]


def _part_line(part: DocumentPart) -> PartLine:
    first, last = part.pdf_pages
    name = issue_name(issue_label(part.issue), part.issue.date) if part.issue else "Công báo chưa rõ số"
    where = f"trang {first}" if first == last else f"trang {first}–{last}"
    sha256 = part.file_sha256
    return PartLine(f"{name}, {where} của tệp", addresses.page_view(sha256, first), addresses.original(sha256))


def _files(stored: StoredDocument) -> list[tuple[str, int, int]]:
    """Where the pages stand, for the picture beside the text: file, first page in it, that page's own number."""
    document = stored.tagged.document
    parts = [(part.file_sha256, part.pdf_pages[0], part.first_page) for part in document.parts]
    return parts or [(stored.file_sha256, 1, 1)]


def table_of_contents(document: LegalDocument) -> tuple[ContentsEntry, ...]:
    """Give the contents of the body and, after it, each attachment with its own."""
    entries = list(contents(document.body))
    for one in document.attachments:
        label, title = one.label or ("" if one.title else "Phần kèm theo"), one.title or ""
        entries.append(ContentsEntry(one.eid, label, title, one.pdf_page, "chapter", contents(one.body)))
    return tuple(entries)


def _neighbours(found: tuple[Place, ...], place: Place) -> tuple[Place | None, Place | None]:
    eids = [one.provision.eid for one in found]
    wanted: tuple[Provision, ...] = (place.provision, *reversed(place.above))
    here = next((eids.index(unit.eid) for unit in wanted if unit.eid in eids), None)
    if here is None:
        return None, None
    return found[here - 1] if here else None, found[here + 1] if here + 1 < len(found) else None
