"""Queries that editors rate: what was asked in vain, how good each hit is, and how well the search does by that."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from search_api.errors import DocumentNotFound, NotFound, SearchApiError
from search_api.index.records import to_record
from search_api.query.hits import SearchHit
from search_api.query.request import SearchQuery
from search_api.searches.rated import DEPTH, Figures, RatedQuery, export, figures
from search_api.services import Services
from ui.pages import addresses
from ui.pages.clerk import for_clerks, form_fields, threaded
from ui.pages.rendering import Pages
from ui.pages.wording import document_name, hit_slug, unmarked

ROOT = "/bien-tap/cau-hoi-mau"
OTHERS_SHOWN = 8
"""Rated documents that are no longer among the first hits; with these a form keeps below its limit of fields."""

_GRADE = "diem-"


@dataclass(frozen=True, slots=True)
class Judged:
    """A document to be rated: its place among the hits, or None where it is not among the first; its grade, if any."""

    id: str
    name: str
    title: str
    address: str
    place: int | None
    grade: int | None


class RatedPages:
    """Routes under /bien-tap/cau-hoi-mau."""

    def __init__(self, services: Services, pages: Pages) -> None:
        self._rated = services.rated
        self._searches = services.searches
        self._library = services.library
        self._pages = pages

    def routes(self) -> list[BaseRoute]:
        """Give the routes; all are for clerks."""
        return [
            Route(ROOT, for_clerks(threaded(self.listed)), methods=["GET"]),
            Route(ROOT, for_clerks(self.add), methods=["POST"]),
            Route(f"{ROOT}/beir.zip", for_clerks(threaded(self.export)), methods=["GET"]),
            Route(f"{ROOT}/{{id}}", for_clerks(threaded(self.one)), methods=["GET"]),
            Route(f"{ROOT}/{{id}}", for_clerks(self.rate), methods=["POST"]),
            Route(f"{ROOT}/{{id}}/xoa", for_clerks(self.remove), methods=["POST"]),
        ]

    def listed(self, request: Request) -> Response:
        """The rated queries with their figures, and what is asked often, with and without results."""
        queries = self._rated.all()
        return self._pages.html(
            request,
            "rated_queries.html",
            queries=queries,
            figures=self._figures(queries),
            without_results=self._searches.without_results(),
            often=self._searches.often(most=30),
            depth=DEPTH,
        )

    async def add(self, request: Request) -> Response:
        """Take a query in, and go to its hits."""
        text = (await form_fields(request)).get("q", "")
        added = await run_in_threadpool(self._rated.add, text, request.state.clerk)
        return RedirectResponse(f"{ROOT}/{added}", status_code=303)

    def one(self, request: Request) -> Response:
        """The first hits of a query, each with its grade, and documents rated before that are no longer among them."""
        query = self._rated.get(_id(request))
        page = self._library.search(SearchQuery(query.text, size=DEPTH))
        shown = [_of_hit(hit, place, query) for place, hit in enumerate(page.hits, 1)]
        others = [each for each in query.grades if each not in {one.id for one in shown}]
        judged = [*shown, *(self._of_id(each, query) for each in others[:OTHERS_SHOWN])]
        return self._pages.html(
            request, "rated_query.html", query=query, judged=judged, results=addresses.search_for(query.text)
        )

    async def rate(self, request: Request) -> Response:
        """Set the grades of the form; an empty one takes a grade back."""
        wanted, fields = _id(request), await form_fields(request)
        grades = {
            name.removeprefix(_GRADE): int(value) if re.fullmatch(r"[0-9]", value) else None
            for name, value in fields.items()
            if re.fullmatch(rf"{_GRADE}[a-z0-9]{{1,12}}", name)
        }
        await run_in_threadpool(self._rated.rate, wanted, grades, request.state.clerk)
        return RedirectResponse(ROOT, status_code=303)

    async def remove(self, request: Request) -> Response:
        """Forget a query with its grades."""
        await run_in_threadpool(self._rated.remove, _id(request))
        return RedirectResponse(ROOT, status_code=303)

    def export(self, _: Request) -> Response:
        """The queries, their grades and all documents as a BEIR folder, zipped, for `python -m bench.relevance`."""
        with tempfile.NamedTemporaryFile(suffix=".zip", delete=False) as file:
            path = Path(file.name)
        try:
            export(path, self._rated.all(), (to_record(each) for each in self._library.everything()))
        except BaseException:
            path.unlink()
            raise
        return FileResponse(
            path,
            media_type="application/zip",
            filename="cau-hoi-mau.zip",
            headers={"Cache-Control": "no-store"},
            background=BackgroundTask(path.unlink, missing_ok=True),
        )

    def _figures(self, queries: tuple[RatedQuery, ...]) -> Figures | None:
        """None where the engine is away or its index broken: the list goes on without figures."""
        try:
            return figures(queries, self._library.search)
        except SearchApiError:
            return None

    def _of_id(self, wanted: str, query: RatedQuery) -> Judged:
        try:
            stored = self._library.document(wanted)
        except DocumentNotFound:
            return Judged(wanted, wanted, "Không còn trong kho", addresses.document(wanted), None, query.grades[wanted])
        legal = stored.tagged.document
        name = document_name(legal.type, legal.number, stored.file_name)
        address = addresses.document(wanted, stored.slug)
        return Judged(wanted, name, legal.title or "", address, None, query.grades[wanted])


def _of_hit(hit: SearchHit, place: int, query: RatedQuery) -> Judged:
    title = unmarked(hit.title)
    name = document_name(hit.type, hit.number, title)
    address = addresses.document(hit.id, hit_slug(hit))
    return Judged(hit.id, name, title, address, place, query.grades.get(hit.id))


def _id(request: Request) -> int:
    wanted = request.path_params["id"]
    if not re.fullmatch(r"[0-9]{1,9}", wanted):
        raise NotFound(wanted[:80])
    return int(wanted)
