"""GET /documents/{id}/export.{form}, /issues/{id}/export.akn.xml: documents as files to take away."""

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response

from search_api.exports import MEDIA_TYPES, Export, Form, export_document, export_issue
from search_api.guard.roles import open_to
from search_api.routes.caching import MINUTES_5, is_fresh
from search_api.routes.documents import DocumentId, IssueId
from search_api.services import Services

ChosenForm = Annotated[Form, Path(description="Akoma Ntoso 3.0, Markdown, plain text or the JSON contract")]


def export_routes(services: Services) -> APIRouter:
    """The routes of exports over these services."""
    router, library = APIRouter(tags=["exports"]), services.library
    text = {"schema": {"type": "string"}}
    content: dict[int | str, dict[str, Any]] = {200: {"content": dict.fromkeys(MEDIA_TYPES.values(), text)}}
    xml: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA_TYPES["akn.xml"]: text}}}

    @router.get("/documents/{document_id}/export.{form}", response_class=Response, responses=content)
    @open_to("everyone")
    def document(request: Request, document_id: DocumentId, form: ChosenForm) -> Response:
        """A document as a file: `akn.xml` (Akoma Ntoso 3.0), `md`, `txt` or `json` (as `congbao parse` gives it)."""
        return _answer(request, export_document(library, document_id, form))

    @router.get("/issues/{issue_id}/export.akn.xml", response_class=Response, responses=xml)
    @open_to("everyone")
    def issue(request: Request, issue_id: IssueId) -> Response:
        """A gazette issue with all of its documents as Akoma Ntoso 3.0 (`officialGazette`)."""
        return _answer(request, export_issue(library, issue_id))

    return router


def _answer(request: Request, export: Export) -> Response:
    """The file with its name, or 304 when the client has it already."""
    tag = f'W/"{hashlib.sha256(export.content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": MINUTES_5}
    if is_fresh(request, tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{export.name}"'
    return Response(export.content, headers=headers, media_type=export.media_type)
