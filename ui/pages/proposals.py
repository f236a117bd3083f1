"""Relations that change a status, for clerks: each with its sentence and the signed original, to confirm or reject."""

from dataclasses import dataclass
from math import ceil

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from nlp.status.types import ActState
from search_api.archive.entries import StoredDocument
from search_api.errors import DocumentNotFound, InvalidParameter, RequestError
from search_api.problems import status_of
from search_api.services import Services
from search_api.standing.entries import LABELS, RelationView
from search_api.standing.keys import as_cited
from search_api.standing.proposals import Proposals
from ui.pages import addresses
from ui.pages.clerk import for_clerks, form_fields, threaded
from ui.pages.desk import Choice
from ui.pages.reading import box_text, find_place
from ui.pages.rendering import Pages
from ui.pages.standing import STATE_NAMES, OtherView, party, unresolved

SHOWN_AT_ONCE = 20

WHICH: dict[str, tuple[ActState | None, str]] = {
    "cho": ("proposed", "Chờ xác nhận"),
    "da-xac-nhan": ("confirmed", "Đã xác nhận"),
    "da-bac-bo": ("rejected", "Đã bác bỏ"),
    "tat-ca": (None, "Tất cả"),
}
"""Values of `xem` in addresses: the state and its name."""

DECISIONS: dict[str, ActState] = {"xac-nhan": "confirmed", "bac-bo": "rejected", "xet-lai": "proposed"}
"""Values of the buttons."""


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A relation with where its sentence stands: the provision, the page's picture, the signed original."""

    view: RelationView
    source: OtherView
    target: OtherView
    what: str
    places: tuple[str, ...]
    where: str
    article: str
    page: str | None
    original: str | None
    state: str


class ProposalPages:
    """Routes under /bien-tap/quan-he."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._library, self._standing = services.library, services.standing
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        """Give the routes; all are for clerks."""
        root = "/bien-tap/quan-he"
        return [
            Route(root, for_clerks(threaded(self.page)), methods=["GET"]),
            Route(f"{root}/quyet-dinh", for_clerks(self.decide), methods=["POST"]),
        ]

    def page(self, request: Request) -> Response:
        """Relations that change a status, those to be decided first; of one document where `van_ban` names it."""
        wanted = request.query_params
        return self._page(request, wanted.get("van_ban", ""), wanted.get("xem", ""), wanted.get("trang", ""), None)

    async def decide(self, request: Request) -> Response:
        """Confirm or reject a relation, or take a decision back, and lead on to the next one."""
        fields = await form_fields(request)
        state = DECISIONS.get(fields.get("quyet_dinh", ""))
        if state is None:
            raise InvalidParameter("quyet_dinh")
        return await run_in_threadpool(self._decided, request, fields, state)

    def _decided(self, request: Request, fields: dict[str, str], state: ActState) -> Response:
        document, which, number = fields.get("van_ban", ""), fields.get("xem", ""), fields.get("trang", "")
        try:
            self._standing.decide(fields.get("nguon", ""), fields.get("ma", ""), state, request.state.clerk)
        except RequestError as error:
            return self._page(request, document, which, number, error)
        page = int(number) if number.isdecimal() else 1
        address = addresses.proposals(document or None, which if which in WHICH else None, page)
        return RedirectResponse(f"{address}#danh-sach", status_code=303)

    def _page(self, request: Request, document: str, which: str, number: str, error: RequestError | None) -> Response:
        which = which if which in WHICH else "cho"
        asked = int(number) if number.isdecimal() and len(number) < len("100000") else 1
        state = WHICH[which][0]
        about = self._library.document(document) if document else None
        wanted = about.id if about else None
        found = self._standing.proposals(state, wanted, (max(1, asked) - 1) * SHOWN_AT_ONCE, SHOWN_AT_ONCE)
        last = max(1, ceil(found.total / SHOWN_AT_ONCE))
        if not found.shown and asked > 1:  # the last one of the last page was decided
            asked = last
            found = self._standing.proposals(state, wanted, (asked - 1) * SHOWN_AT_ONCE, SHOWN_AT_ONCE)
        return self._pages.html(
            request,
            "proposals.html",
            code=status_of(error) if error else 200,
            problem=error.remedy if error else None,
            about=about,
            which=which,
            proposals=[self._view(one) for one in found.shown],
            choices=_choices(found, which, wanted),
            number=max(1, asked),
            last=last,
            step=lambda to: addresses.proposals(wanted, which, to),
        )

    def _view(self, view: RelationView) -> ProposalView:
        eid = view.spots[0].eid if view.spots else ""
        try:
            stored: StoredDocument | None = self._library.document(view.source.id)
        except DocumentNotFound:  # it left the archive while the list was made
            stored = None
        target = view.target.document
        return ProposalView(
            view=view,
            source=party(view.source),
            target=party(target) if target else unresolved(view),
            what=LABELS[view.kind].out,
            places=tuple(as_cited(place.text) for place in view.places),
            where=as_cited(view.where),
            article=addresses.document(view.source.id, view.source.slug, eid or None),
            page=_page_of(stored, eid) if stored else None,
            original=addresses.original(stored.file_sha256) if stored else None,
            state=STATE_NAMES[view.state],
        )


def _page_of(stored: StoredDocument, eid: str) -> str | None:
    """The address of the original's page with the provision marked."""
    place = find_place(stored.tagged.document, eid) if eid else None
    if place is None or place.provision.page is None:
        return None
    return addresses.page_view(*stored.place(place.provision.page), box_text(place.provision.box))


def _choices(found: Proposals, which: str, document_id: str | None) -> list[Choice]:
    counts = {state: found.counts[state] for state in found.counts}
    return [
        Choice(
            name,
            addresses.proposals(document_id, slug if slug != "cho" else None),
            counts[state] if state else sum(counts.values()),
            slug == which,
        )
        for slug, (state, name) in WHICH.items()
    ]
