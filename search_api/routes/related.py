"""GET /documents/{id}/provisions/{eid}/related."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from search_api import schema_search as schema
from search_api.answering.likeness import MOST
from search_api.guard.roles import open_to
from search_api.routes.documents import DocumentId, Eid
from search_api.routes.search_shapes import SearchShapes, answer
from search_api.services import Services


def related_routes(services: Services) -> APIRouter:
    """The route of related articles over these services."""
    router, shapes = APIRouter(tags=["search"]), SearchShapes(services.settings.base_url)

    @router.get("/documents/{document_id}/provisions/{eid}/related", response_model=schema.RelatedOut)
    @open_to("everyone")
    def related(document_id: DocumentId, eid: Eid, size: Annotated[int, Query(ge=1, le=MOST)] = 10) -> Response:
        """Articles related to an article by what they say, of any document."""
        return answer(shapes.related(services.library.related(document_id, eid, size)))

    return router
