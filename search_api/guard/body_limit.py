"""Requests are bounded while they are read (handbook reliability.md, P10): what a client claims is not trusted."""

import asyncio
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search_api.errors import BodyTooLarge, SearchApiError, TooSlow
from search_api.guard.answer import refuse

SMALL_BODY = 64 * 1024
"""Bytes of a form without files; the longest of ours is a token."""

FORM_OVERHEAD = 64 * 1024
"""Bytes of a form around its files."""

BREACHES = (BodyTooLarge, TooSlow)
"""What this guard raises within the application while a body is read, and answers itself."""

PIECE_SECONDS = 30.0
"""How long a client may be silent in the middle of its body."""


class BodyLimit:
    """ASGI middleware: counts the body as it comes and ends the request when it is too long or stalls.

    Args:
        app: the application behind.
        upload_bytes: the most that a request to one of `upload_paths` may bring.
        upload_paths: addresses (with all below them) that take files; all others get SMALL_BODY.
        piece_seconds: how long a client may be silent.
    """

    def __init__(
        self, app: ASGIApp, upload_bytes: int, upload_paths: Sequence[str], piece_seconds: float = PIECE_SECONDS
    ) -> None:
        self._app = app
        self._upload_bytes = upload_bytes + FORM_OVERHEAD
        self._upload_paths = tuple(upload_paths)
        self._piece_seconds = piece_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, bounded."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._upload_bytes if self._is_upload(scope["path"]) else SMALL_BODY
        claimed = Headers(scope=scope).get("content-length", "0")
        if claimed.isdecimal() and int(claimed) > limit:
            await refuse(BodyTooLarge(f"claims {claimed} bytes"), scope, receive, send)
            return
        await _Bounded(scope, receive, send, limit, self._piece_seconds).run(self._app)

    def _is_upload(self, path: str) -> bool:
        return any(path == each or path.startswith(each + "/") for each in self._upload_paths)


class _Bounded:
    """One request whose body is counted. Whatever the application answers after a breach is replaced by ours."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, limit: int, piece_seconds: float) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._limit, self._piece_seconds = limit, piece_seconds
        self._count = 0
        self._complete = False
        self._started = False
        self._breach: SearchApiError | None = None

    async def run(self, app: ASGIApp) -> None:
        """Run the application on the bounded request."""
        try:
            await app(self._scope, self._counted, self._watched)
        except SearchApiError as error:
            if error is not self._breach:
                raise
        if self._breach and not self._started:
            await refuse(self._breach, self._scope, self._receive, self._send)

    async def _counted(self) -> Message:
        if self._complete:  # what comes now is the client's leaving, which may take as long as the answer
            return await self._receive()
        try:
            async with asyncio.timeout(self._piece_seconds):
                message = await self._receive()
        except TimeoutError:
            self._breach = TooSlow(f"{self._count} bytes so far")
            raise self._breach from None
        self._count += len(message.get("body", b""))
        self._complete = message["type"] != "http.request" or not message.get("more_body", False)
        if self._count > self._limit:
            self._breach = BodyTooLarge(f"more than {self._limit} bytes")
            raise self._breach
        return message

    async def _watched(self, message: Message) -> None:
        if self._breach is not None and not self._started:
            return
        self._started = True
        await self._send(message)
