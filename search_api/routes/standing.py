"""What documents are to each other: GET /documents/{id}/relations, /status, /timeline, /graph; histories."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from search_api import schema_standing as schema
from search_api.days import today
from search_api.guard.roles import open_to
from search_api.routes.caching import cached_json
from search_api.routes.documents import DocumentId, Eid
from search_api.routes.standing_shapes import StandingShapes
from search_api.services import Services
from search_api.standing.extract import node_of
from search_api.standing.knowledge import MOST_INCOMING, where_of

AsOf = Annotated[dt.date | None, Query(description="the day; today in Việt Nam where none is given")]


def standing_routes(services: Services) -> APIRouter:
    """The routes of relations, status, timeline, history and graph over these services."""
    router, shapes = APIRouter(tags=["standing"]), StandingShapes(services.settings.base_url)
    library, standing = services.library, services.standing

    @router.get("/documents/{document_id}/relations", response_model=schema.RelationsOut)
    @open_to("everyone")
    def relations(
        request: Request, document_id: DocumentId, limit: Annotated[int, Query(ge=1, le=1_000)] = MOST_INCOMING
    ) -> Response:
        """Relations in both directions; of each incoming kind at most `limit`, the newest documents first."""
        stored = library.document(document_id)
        return cached_json(request, shapes.relations(stored, standing.relations(stored, limit)))

    @router.get("/documents/{document_id}/status", response_model=schema.StatusAnswer)
    @open_to("everyone")
    def status(request: Request, document_id: DocumentId, as_of: AsOf = None) -> Response:
        """The status on a day with its basis, and all statuses that the document passes through."""
        stored = library.document(document_id)
        found = standing.status(stored, as_of or today())
        return cached_json(request, shapes.status(stored, found, standing.changes(stored)))

    @router.get("/documents/{document_id}/provisions/{eid}/status", response_model=schema.StatusAnswer)
    @open_to("everyone")
    def provision_status(request: Request, document_id: DocumentId, eid: Eid, as_of: AsOf = None) -> Response:
        """The status of one article, clause or point on a day."""
        stored = library.document(document_id)
        found = standing.status(stored, as_of or today(), eid)
        name = where_of(node_of(stored), eid)
        return cached_json(request, shapes.status(stored, found, standing.changes(stored, eid), name))

    @router.get("/documents/{document_id}/timeline", response_model=schema.TimelineOut)
    @open_to("everyone")
    def timeline(request: Request, document_id: DocumentId) -> Response:
        """What happened to a document, by day, each with the act and the words that say so."""
        stored = library.document(document_id)
        return cached_json(request, shapes.timeline(stored, standing.timeline(stored)))

    @router.get("/documents/{document_id}/provisions/{eid}/history", response_model=schema.HistoryOut)
    @open_to("everyone")
    def history(request: Request, document_id: DocumentId, eid: Eid) -> Response:
        """The amendments of an article in order, with the quoted new text and the difference where both are known."""
        stored = library.document(document_id)
        found = standing.history(stored, eid)
        name = where_of(node_of(stored), eid)
        return cached_json(request, shapes.history(stored, eid, name, found, standing.consolidated(stored)))

    @router.get("/documents/{document_id}/graph", response_model=schema.GraphOut)
    @open_to("everyone")
    def graph(request: Request, document_id: DocumentId, depth: Annotated[int, Query(ge=1, le=2)] = 1) -> Response:
        """The documents around a document, bounded: those it names or that name it, at depth 2 theirs too."""
        stored = library.document(document_id)
        return cached_json(request, shapes.graph(standing.graph(stored, depth), standing.rank(stored)))

    return router
