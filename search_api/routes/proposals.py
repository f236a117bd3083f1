"""Relations that change a status, for clerks: GET /relations, POST /documents/{id}/relations/{relation}.

Clerks sign in at /bien-tap.
"""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from nlp.status.types import ActState
from search_api import schema_standing as schema
from search_api.guard.roles import clerk_of, open_to
from search_api.routes.documents import DocumentId
from search_api.routes.standing_shapes import StandingShapes
from search_api.services import Services

LARGEST_PAGE = 100

RelationId = Annotated[str, Path(max_length=16, description="a relation's id", examples=["9f0c2b7a51d3e486"])]


def proposal_routes(services: Services) -> APIRouter:
    """The routes of clerks' decisions over these services."""
    router, shapes = APIRouter(tags=["standing"]), StandingShapes(services.settings.base_url)
    library, standing = services.library, services.standing

    @router.get("/relations")
    @open_to("clerk")
    def proposals(
        request: Request,
        state: Annotated[ActState | None, Query(examples=["proposed"])] = None,
        document: Annotated[str | None, Query(max_length=12)] = None,
        in_archive: Annotated[bool, Query(description="only where the other document is in the archive")] = False,  # noqa: FBT002 - a query parameter
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
        size: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 20,
    ) -> schema.ProposalPage:
        """Relations that change a status, in one state or all, of one document or all; for clerks."""
        clerk_of(request)
        found = standing.proposals(state, document, (page - 1) * size, size, in_archive=in_archive)
        return shapes.proposals(found, page, size)

    @router.post("/documents/{document_id}/relations/{relation}")
    @open_to("clerk")
    def decide(
        request: Request, document_id: DocumentId, relation: RelationId, wish: schema.DecisionWish
    ) -> schema.StatedRelationOut:
        """Confirm or reject what a document says of another, or take an earlier decision back; for clerks."""
        clerk, stored = clerk_of(request), library.document(document_id)
        return shapes.relation(standing.decide(stored.id, relation, wish.state, clerk))

    return router
