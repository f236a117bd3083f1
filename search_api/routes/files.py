"""GET /files/{sha256}: the untouched, signed original, in ranges if asked for (promise P8)."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.responses import FileResponse

from search_api.guard.roles import open_to
from search_api.routes.caching import FOR_EVER, is_fresh
from search_api.services import Services

SANDBOX = "sandbox; default-src 'none'"
"""A gazette is a stranger's file: whatever a browser makes of it runs without scripts, forms and our origin."""

Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="sha256 of the original")]


def file_routes(services: Services) -> APIRouter:
    """The route of originals over these services."""
    router = APIRouter(tags=["files"])
    pdf = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
    answers: dict[int | str, dict[str, Any]] = {
        200: {"content": pdf},
        206: {"description": "A part of the file", "content": pdf},
        416: {"description": "The file has no such range"},
    }

    @router.get("/files/{sha256}", response_class=FileResponse, responses=answers)
    @open_to("everyone")
    def original(request: Request, sha256: Sha256) -> Response:
        """The original PDF, byte for byte as it was received."""
        entry, path = services.library.file(sha256), services.library.original(sha256)
        tag = f'"{sha256}"'
        headers = {"ETag": tag, "Cache-Control": FOR_EVER, "Content-Security-Policy": SANDBOX}
        if is_fresh(request, tag):
            return Response(status_code=304, headers=headers)
        return FileResponse(path, media_type="application/pdf", filename=entry.name, headers=headers)

    return router
