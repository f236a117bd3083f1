"""The HTTP API as one router, and what every answer of the application gets: guards and problem+json errors."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

from fastapi import APIRouter, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ingest.errors import IngestError
from ingest.limits import Limits
from search_api.errors import InvalidParameter, MethodNotAllowed, NotFound, RequestError, SearchApiError
from search_api.guard.body_limit import BREACHES, BodyLimit
from search_api.guard.cross_origin import CrossOriginGuard
from search_api.guard.headers import SecurityHeaders
from search_api.guard.hosts import HostGuard
from search_api.problems import MEDIA_TYPE, problem_of, problem_response
from search_api.routes.documents import document_routes
from search_api.routes.entities import entity_routes
from search_api.routes.exports import export_routes
from search_api.routes.files import file_routes
from search_api.routes.health import health_routes
from search_api.routes.proposals import proposal_routes
from search_api.routes.quality import quality_routes
from search_api.routes.related import related_routes
from search_api.routes.rereadings import rereading_routes
from search_api.routes.search import search_routes
from search_api.routes.searchable import searchable_routes
from search_api.routes.standing import standing_routes
from search_api.routes.suggest import suggest_routes
from search_api.routes.topics import topic_routes
from search_api.schema import Problem
from search_api.services import Services

log = logging.getLogger(__name__)

API_PREFIX = "/api/v1"
API_PATHS = ("/api/", "/health/")

ErrorPage = Callable[[Request, Problem], Awaitable[Response]]
"""Draws an error for people, for addresses outside of the API."""


def api_router(services: Services) -> APIRouter:
    """All routes under /api/v1 and /health."""
    router = APIRouter(responses=_problems())
    for routes in (
        search_routes,
        suggest_routes,
        document_routes,
        related_routes,
        export_routes,
        file_routes,
        searchable_routes,
        quality_routes,
        rereading_routes,
        standing_routes,
        proposal_routes,
        entity_routes,
        topic_routes,
    ):
        router.include_router(routes(services), prefix=API_PREFIX)
    router.include_router(health_routes(services))
    return router


def install(
    app: FastAPI, services: Services, upload_paths: Sequence[str] = (), error_page: ErrorPage | None = None
) -> None:
    """Put the guards around `app` and make all of its errors problem+json, or pages where people read them.

    Args:
        app: the application; its routes may be added before or after.
        services: the installation.
        upload_paths: addresses that take files; other bodies are bounded to a small form.
        error_page: draws errors outside of the API; None: problem+json everywhere.
    """
    settings = services.settings
    answer = _Errors(error_page)
    for kind in (SearchApiError, IngestError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, answer)
    # The last one added is the outermost: every answer gets its headers, a wrong host reaches nothing.
    app.add_middleware(_LastResort, answer=answer)
    app.add_middleware(BodyLimit, upload_bytes=Limits().file_bytes, upload_paths=upload_paths)
    app.add_middleware(CrossOriginGuard, base_url=settings.base_url)
    app.add_middleware(HostGuard, hosts=settings.hosts)
    app.add_middleware(SecurityHeaders, secure=settings.secure)


class _LastResort:
    """ASGI middleware: an error outside of the routes becomes a problem; one that nobody foresaw is logged whole."""

    def __init__(self, app: ASGIApp, answer: "_Errors") -> None:
        self._app = app
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def _watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, _watched)
        except Exception as error:  # the named boundary of promise P22: no error leaves without its problem
            if started or scope["type"] != "http" or isinstance(error, BREACHES):
                raise  # too late to answer, or the body guard's own breach on its way out
            if not isinstance(error, SearchApiError | IngestError):
                log.exception("%s %s", scope["method"], scope["path"])
            response = await self._answer(Request(scope, receive), error)
            await response(scope, receive, send)


class _Errors:
    """Answers any error with its problem, or with a page that tells it."""

    def __init__(self, error_page: ErrorPage | None) -> None:
        self._error_page = error_page

    async def __call__(self, request: Request, error: Exception) -> Response:
        known, problem, headers = _understood(request, error)
        if self._error_page is None or request.scope["path"].startswith(API_PATHS):
            return problem_response(known, problem, headers)
        page = await self._error_page(request, problem)
        told = problem_response(known, problem, headers)
        for name in ("retry-after", "allow"):
            if name in told.headers:
                page.headers[name] = told.headers[name]
        return page


def _understood(
    request: Request, error: Exception
) -> tuple[SearchApiError | IngestError, Problem, dict[str, str] | None]:
    """The error as one of ours, as its reader sees it, and headers to send along."""
    if isinstance(error, SearchApiError | IngestError):
        if problem_of(error).status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.warning("%s %s: %s", request.method, request.scope["path"], error)
        return error, problem_of(error), None
    if isinstance(error, RequestValidationError):
        known: SearchApiError = InvalidParameter()
        names = sorted({str(each["loc"][-1]) for each in error.errors() if each["loc"]})
        return known, problem_of(known).model_copy(update={"parameters": names}), None
    if isinstance(error, HTTPException):
        return _of_framework(error)
    known = SearchApiError()
    return known, problem_of(known), None


def _of_framework(error: HTTPException) -> tuple[SearchApiError, Problem, dict[str, str] | None]:
    kinds: dict[int, type[SearchApiError]] = {404: NotFound, 405: MethodNotAllowed}
    known = kinds.get(
        error.status_code, RequestError if error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR else SearchApiError
    )()
    status = HTTPStatus(error.status_code)
    problem = problem_of(known).model_copy(update={"status": status, "title": status.phrase})
    return known, problem, dict(error.headers) if error.headers else None


def _problems() -> dict[int | str, dict[str, object]]:
    """The error answers that each route may give, for its description."""
    told = {
        404: "Nothing at this address",
        422: "A parameter is invalid",
        503: "A part is down; try again after Retry-After seconds",
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": text, "model": Problem, "content": {MEDIA_TYPE: {"schema": schema}}}
        for status, text in told.items()
    }
