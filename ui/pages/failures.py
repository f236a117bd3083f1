"""Error pages: what went wrong, in Vietnamese, and what to do about it."""

import json
from http import HTTPStatus
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.app import API_PATHS
from search_api.problems import MEDIA_TYPE
from search_api.schema import Problem
from ui.pages.rendering import Pages

JSON = "application/json"

_HEADINGS: dict[int, str] = {
    HTTPStatus.UNAUTHORIZED: "Cần đăng nhập",
    HTTPStatus.FORBIDDEN: "Yêu cầu bị từ chối",
    HTTPStatus.NOT_FOUND: "Không tìm thấy",
    HTTPStatus.REQUEST_TIMEOUT: "Đường truyền bị gián đoạn",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Dữ liệu gửi lên quá lớn",
    HTTPStatus.TOO_MANY_REQUESTS: "Thử quá nhiều lần",
    HTTPStatus.SERVICE_UNAVAILABLE: "Tạm thời gián đoạn",
}


def wants_json(request: Request) -> bool:
    """Say whether a script asks, not a person's browser."""
    return JSON in request.headers.get("Accept", "")


class ErrorPages:
    """Draws problems for people; scripts of the pages get them as problem+json."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def __call__(self, request: Request, problem: Problem) -> Response:
        """Give the page of a problem."""
        if wants_json(request):
            return Response(problem.model_dump_json(exclude_none=True), problem.status, media_type=MEDIA_TYPE)
        status = problem.status
        usual = "Yêu cầu không hợp lệ" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "Hệ thống gặp lỗi"
        response = self._pages.html(
            request,
            "error.html",
            code=status,
            status=status,
            heading=_HEADINGS.get(status, usual),
            reason=problem.reason,
            remedy=problem.detail,
            retry=_own_address(request) if request.method == "GET" else None,
        )
        response.headers["Cache-Control"] = "no-store"
        return response


def _own_address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


class GuardPages:
    """ASGI middleware: guards answer with problem+json before any route is reached; people get a page instead."""

    def __init__(self, app: ASGIApp, error_pages: ErrorPages) -> None:
        self._app = app
        self._error_pages = error_pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and draw the problem that comes back, if one does."""
        if scope["type"] != "http" or scope["path"].startswith(API_PATHS) or wants_json(Request(scope)):
            await self._app(scope, receive, send)
            return
        await self._app(scope, receive, _Drawing(self._error_pages, scope, receive, send))


class _Drawing:
    """Passes an answer on; a problem is held back until it is whole, then drawn."""

    def __init__(self, error_pages: ErrorPages, scope: Scope, receive: Receive, send: Send) -> None:
        self._error_pages = error_pages
        self._scope, self._receive, self._send = scope, receive, send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith(MEDIA_TYPE):
                self._start = message
                return
        if self._start is None:
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._draw(self._start, json.loads(self._body))

    async def _draw(self, start: Message, problem: dict[str, Any]) -> None:
        page = await self._error_pages(Request(self._scope), Problem.model_validate(problem))
        kept = MutableHeaders(scope=start)
        for name in ("content-type", "content-length"):
            del kept[name]
        for name, value in kept.items():
            page.headers.setdefault(name, value)
        await page(self._scope, self._receive, self._send)
