"""GET /files/{sha256}/quality and the pictures of doubtful places: how far a reading can be trusted, and where not."""

import math
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from ingest.document import Box
from search_api import schema_quality
from search_api.errors import InvalidParameter
from search_api.guard.roles import open_to
from search_api.routes.caching import cached_json
from search_api.routes.files import Sha256
from search_api.routes.shapes import Shapes
from search_api.services import Services

ONE_DAY = "public, max-age=86400"
"""A part of a page stays the same until the page is read again and straightened otherwise."""

_SIDE = r"[0-9]{1,5}(\.[0-9]{1,3})?"
PageNumber = Annotated[int, Path(ge=1, le=100_000, description="the page, counted from 1")]
BoxText = Annotated[
    str,
    Query(
        pattern=f"^{_SIDE}(,{_SIDE}){{3}}$",
        description="left,top,right,bottom in points, as lines and doubts have it",
        examples=["120.5,100,160,114"],
    ),
]


def quality_routes(services: Services) -> APIRouter:
    """The routes of grades, doubts and their pictures over these services."""
    router, shapes, library = APIRouter(tags=["files"]), Shapes(services.settings.base_url), services.library
    png: dict[int | str, dict[str, Any]] = {
        200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}
    }

    @router.get("/files/{sha256}/quality", response_model=schema_quality.FileQualityOut)
    @open_to("everyone")
    def quality(request: Request, sha256: Sha256) -> Response:
        """How far the reading of a file can be trusted: its grade, and each page with grade, judgement and doubts."""
        entry = library.file(sha256)
        return cached_json(request, shapes.quality(sha256, entry.quality, library.pages(sha256)))

    @router.get("/files/{sha256}/pages/{number}/crop.png", response_class=Response, responses=png)
    @open_to("everyone")
    def crop(sha256: Sha256, number: PageNumber, box: BoxText) -> Response:
        """A part of a page's picture, its print upright; 404 where the box lies outside the page."""
        picture = library.part_image(sha256, number, _box(box))
        return Response(picture, media_type="image/png", headers={"Cache-Control": ONE_DAY})

    return router


def _box(text: str) -> Box:
    left, top, right, bottom = (float(side) for side in text.split(","))
    if not (left < right and top < bottom and math.isfinite(right + bottom)):
        raise InvalidParameter("box")
    return Box(left, top, right, bottom)
