"""GET /files/{sha256}: the untouched, signed original, in ranges if asked for (promise P8)."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import Message, Receive, Scope, Send

from ingest.kinds import FileKind
from search_api.errors import RangeNotSatisfiable
from search_api.guard.roles import open_to
from search_api.problems import problem_response
from search_api.routes.caching import FOR_EVER, is_fresh
from search_api.services import Services

MEDIA_TYPES: dict[FileKind, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "akn": "application/akn+xml",
    "json": "application/json",
}

SANDBOX = "sandbox; default-src 'none'"
"""A gazette is a stranger's file: whatever a browser makes of it runs without scripts, forms and our origin."""

Sha256 = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="sha256 of the original")]


class RangedFile(FileResponse):
    """Starlette's file answer, whose two refusals of a range become problems like all errors."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, a part of it, or the problem."""
        refused: list[Message] = []

        async def _watched(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= HTTPStatus.BAD_REQUEST:
                refused.append(message)
            if not refused:
                await send(message)

        await super().__call__(scope, receive, _watched)
        if refused:
            told = Headers(raw=refused[0]["headers"])
            headers = {name: told[name] for name in ("content-range",) if name in told}
            await problem_response(RangeNotSatisfiable(), headers=headers)(scope, receive, send)


def file_routes(services: Services) -> APIRouter:
    """The route of originals over these services."""
    router = APIRouter(tags=["files"])
    binary = {"schema": {"type": "string", "format": "binary"}}
    pdf = dict.fromkeys(MEDIA_TYPES.values(), binary)
    answers: dict[int | str, dict[str, Any]] = {
        200: {"content": pdf},
        206: {"description": "A part of the file", "content": pdf},
        416: {"description": "The file has no such range"},
    }

    @router.head("/files/{sha256}", include_in_schema=False)
    @router.get("/files/{sha256}", response_class=FileResponse, responses=answers)
    @open_to("everyone")
    def original(request: Request, sha256: Sha256) -> Response:
        """The original, byte for byte as it was received: a PDF, or Word, Akoma Ntoso or JSON as an issuer sent it."""
        entry, path = services.library.file(sha256), services.library.original(sha256)
        tag = f'"{sha256}"'
        headers = {"ETag": tag, "Cache-Control": FOR_EVER, "Content-Security-Policy": SANDBOX}
        if is_fresh(request, tag):
            return Response(status_code=304, headers=headers)
        media_type = MEDIA_TYPES[services.library.file_kind(sha256)]
        return RangedFile(path, media_type=media_type, filename=entry.name, headers=headers)

    return router
