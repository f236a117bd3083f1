"""Answers that a cache may keep: a tag of the content, and 304 when the client has it already."""

import hashlib

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

MINUTES_5 = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"


def cached_json(request: Request, content: BaseModel, cache_control: str = MINUTES_5) -> Response:
    """`content` as JSON with an ETag, or 304 when the client's copy is the same."""
    body = content.model_dump_json().encode()
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": cache_control}
    if is_fresh(request, tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


def is_fresh(request: Request, tag: str) -> bool:
    """Whether the client's copy is the one that `tag` names."""
    known = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    return "*" in known or tag.removeprefix("W/") in [each.removeprefix("W/") for each in known]
