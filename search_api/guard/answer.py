"""Answers that a guard sends itself, before any route is reached: problem+json, written by hand."""

from starlette.types import Receive, Scope, Send

from search_api.errors import SearchApiError
from search_api.problems import problem_response


async def refuse(error: SearchApiError, scope: Scope, receive: Receive, send: Send) -> None:
    """Send `error` as the whole answer."""
    await problem_response(error)(scope, receive, send)
