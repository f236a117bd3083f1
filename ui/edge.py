"""What stands between the server and the pages: who asks, and what browsers may keep."""

import logging
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from search_api.errors import SearchApiError
from search_api.guard.roles import open_to
from search_api.guard.sessions import COOKIE, Sessions
from ui.pages.rendering import STATIC

log = logging.getLogger(__name__)


class KnowsClerk:
    """Sets `request.state.clerk` to the name of the signed-in clerk, or None.

    Where the database cannot tell, whoever asks is a visitor to public pages; `clerk_unknown` is then what hindered,
    which `clerk_of` raises on those of clerks.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the cookie of each request; without one no database is asked."""
        if scope["type"] == "http":
            cookie = HTTPConnection(scope).cookies.get(COOKIE)
            state = scope.setdefault("state", {})
            state["clerk"] = state["clerk_unknown"] = None
            try:
                state["clerk"] = await run_in_threadpool(self._sessions.clerk, cookie) if cookie else None
            except SearchApiError as error:
                log.warning("who asks for %s is not known: %s", scope["path"], error)
                state["clerk_unknown"] = error
        await self._app(scope, receive, send)


ICON_SECONDS = 86_400
"""The icon's address carries no digest: browsers and readers of feeds ask for it unbidden, once a day will do."""


@open_to("everyone")
def icon(_: Request) -> Response:
    """Give the icon at the address where browsers look for one by themselves."""
    headers = {"Cache-Control": f"public, max-age={ICON_SECONDS}"}
    return FileResponse(STATIC / "logo.svg", media_type="image/svg+xml", headers=headers)


class KeptStatic(StaticFiles):
    """Static files whose addresses carry a digest of their bytes, so that browsers may keep them for a year."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Give a file; one asked for without its digest is to be asked for again."""
        response = await super().get_response(path, scope)
        kept = b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
        return response
