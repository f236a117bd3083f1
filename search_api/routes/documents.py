"""GET /documents/{id}, /documents/{id}/provisions/{eid}, /issues, /issues/{id}."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from search_api import schema
from search_api.guard.roles import open_to
from search_api.routes.caching import cached_json
from search_api.routes.shapes import Shapes
from search_api.services import Services

LARGEST_PAGE = 100

DocumentId = Annotated[str, Path(max_length=12, description="a document's id", examples=["k3v6c2qx7bna"])]
Eid = Annotated[str, Path(max_length=200, description="a provision's id", examples=["art_3__cl_1"])]
IssueId = Annotated[str, Path(max_length=80, description="an issue's id", examples=["qg-2022-447-448"])]


def document_routes(services: Services) -> APIRouter:
    """The routes of documents, provisions and issues over these services."""
    router, shapes, library = APIRouter(), Shapes(services.settings.base_url), services.library

    @router.get("/documents/{document_id}", response_model=schema.DocumentOut, tags=["documents"])
    @open_to("everyone")
    def document(request: Request, document_id: DocumentId) -> Response:
        """A document with its body tree, attachments, citations and relations."""
        return cached_json(request, shapes.document(library.document(document_id)))

    @router.get("/documents/{document_id}/provisions/{eid}", response_model=schema.ProvisionPage, tags=["documents"])
    @open_to("everyone")
    def provision(request: Request, document_id: DocumentId, eid: Eid) -> Response:
        """One article, clause or point with all below it."""
        return cached_json(request, shapes.provision(library.provision(document_id, eid)))

    @router.get("/issues", response_model=schema.IssuePage, tags=["issues"])
    @open_to("everyone")
    def issues(
        year: Annotated[int | None, Query(ge=1945, le=9999, examples=[2022])] = None,
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
        size: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 20,
    ) -> schema.IssuePage:
        """Gazette issues, the newest first, of all years or of one."""
        return shapes.issues(library.issues(year, page, size), page, size)

    @router.get("/issues/{issue_id}", response_model=schema.IssueOut, tags=["issues"])
    @open_to("everyone")
    def issue(request: Request, issue_id: IssueId) -> Response:
        """One gazette issue with its documents in page order."""
        return cached_json(request, shapes.issue(library.issue(issue_id)))

    return router
