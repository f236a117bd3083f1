"""GET /files/{sha256}/searchable.pdf: a scanned file with a text layer, as PDF/A; unsigned, made when asked for."""

from pathlib import PurePath
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import FileResponse

from ingest.limits import MEGABYTE
from ingest.searchable.download import make_searchable
from search_api.errors import NotReadYet
from search_api.guard.roles import open_to
from search_api.routes.caching import MINUTES_5, is_fresh
from search_api.routes.files import SANDBOX, RangedFile, Sha256
from search_api.searchable import Maker, SearchableCopies
from search_api.services import Services


def searchable_routes(services: Services, make: Maker = make_searchable) -> APIRouter:
    """The route of searchable copies over these services."""
    router, library = APIRouter(tags=["files"]), services.library
    folder, limit = services.settings.data_dir / "searchable", services.settings.page_cache_mb * MEGABYTE
    copies = SearchableCopies(folder, make, limit)
    pdf = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
    answers: dict[int | str, dict[str, Any]] = {
        200: {"content": pdf},
        206: {"description": "A part of the file", "content": pdf},
        409: {"description": "The file has not been read yet"},
        416: {"description": "The file has no such range"},
    }

    @router.head("/files/{sha256}/searchable.pdf", include_in_schema=False)
    @router.get("/files/{sha256}/searchable.pdf", response_class=FileResponse, responses=answers)
    @open_to("everyone")
    def searchable(request: Request, sha256: Sha256) -> Response:
        """The scanned file as PDF/A with an invisible text layer, unsigned; 404 for one that has its own text."""
        entry, pages = library.file(sha256), library.pages(sha256)
        if not pages:
            raise NotReadYet(sha256)
        stem = PurePath(entry.name).stem
        copy = copies.copy(library.original(sha256), sha256, pages, stem)
        tag = f'"{copy.stem}"'
        headers = {"ETag": tag, "Cache-Control": MINUTES_5, "Content-Security-Policy": SANDBOX}
        if is_fresh(request, tag):
            return Response(status_code=304, headers=headers)
        return RangedFile(copy, media_type="application/pdf", filename=f"{stem} (có lớp chữ).pdf", headers=headers)

    return router
