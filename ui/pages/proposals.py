"""Relations that change a status, for clerks: each with its sentence and the signed original, to confirm or reject."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import ceil
from typing import Self

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
from ui.pages.outcomes import Outcome, outcome, statuses
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


@dataclass(frozen=True, slots=True)
class _List:
    """What the list is asked for: whose relations, in which state, of which the other document is in the archive."""

    document: str
    which: str
    in_archive: bool
    page: int

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """What address parameters or hidden fields ask for."""
        which, number = given.get("xem", ""), given.get("trang", "")
        page = int(number) if number.isdecimal() and len(number) < len("100000") else 1
        return cls(given.get("van_ban", ""), which if which in WHICH else "cho", given.get("kho") == "co", max(1, page))

    def address(self, document_id: str | None, page: int = 1) -> str:
        """The address of the list."""
        state = self.which if self.which != "cho" else None
        return addresses.proposals(document_id, state, page, in_archive=self.in_archive)


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
        return self._page(request, _List.of(request.query_params), self._outcome(request.query_params))

    async def decide(self, request: Request) -> Response:
        """Confirm or reject a relation, or take a decision back; lead on to the next one, and tell what it did."""
        fields = await form_fields(request)
        state = DECISIONS.get(fields.get("quyet_dinh", ""))
        if state is None:
            raise InvalidParameter("quyet_dinh")
        return await run_in_threadpool(self._decided, request, fields, state)

    def _decided(self, request: Request, fields: dict[str, str], state: ActState) -> Response:
        asked, source, mark = _List.of(fields), fields.get("nguon", ""), fields.get("ma", "")
        before = statuses(self._standing, source, mark)
        try:
            self._standing.decide(source, mark, state, request.state.clerk)
        except RequestError as error:
            return self._page(request, asked, None, error)
        changed = statuses(self._standing, source, mark) != before
        back = asked.address(asked.document or None, asked.page)
        return RedirectResponse(addresses.proposals_after(back, source, mark, changed=changed), status_code=303)

    def _outcome(self, parameters: Mapping[str, str]) -> Outcome | None:
        source, _, mark = parameters.get("vua", "").partition(".")
        return outcome(self._standing, source, mark, is_new=parameters.get("doi") == "1") if mark else None

    def _page(
        self, request: Request, asked: _List, done: Outcome | None, error: RequestError | None = None
    ) -> Response:
        about = self._library.document(asked.document) if asked.document else None
        wanted = about.id if about else None

        number, found = asked.page, self._found(asked, wanted, asked.page)
        last = max(1, ceil(found.total / SHOWN_AT_ONCE))
        if not found.shown and number > 1:  # the last one of the last page was decided
            number, found = last, self._found(asked, wanted, last)
        return self._pages.html(
            request,
            "proposals.html",
            code=status_of(error) if error else 200,
            problem=error.remedy if error else None,
            done=done,
            about=about,
            asked=asked,
            proposals=[self._view(one) for one in found.shown],
            choices=_choices(found, asked, wanted),
            other=replace(asked, in_archive=not asked.in_archive).address(wanted),
            number=number,
            last=last,
            step=lambda to: asked.address(wanted, to),
        )

    def _found(self, asked: _List, about: str | None, page: int) -> Proposals:
        offset, state = (page - 1) * SHOWN_AT_ONCE, WHICH[asked.which][0]
        return self._standing.proposals(state, about, offset, SHOWN_AT_ONCE, in_archive=asked.in_archive)

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


def _choices(found: Proposals, asked: _List, document_id: str | None) -> list[Choice]:
    return [
        Choice(
            name,
            replace(asked, which=slug).address(document_id),
            found.counts[state] if state else sum(found.counts.values()),
            slug == asked.which,
        )
        for slug, (state, name) in WHICH.items()
    ]
