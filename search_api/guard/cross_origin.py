"""No writes that another site started (handbook reliability.md, P14): datasette's rule, headers instead of tokens.

Each browser since 2023 says in `Sec-Fetch-Site` where a request comes from, and each since 2020 sends `Origin` with a
POST; scripts of a page can set neither. A request with neither header is no browser's; it passes unless it brings a
cookie, which only a browser has reason to hold.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from search_api.errors import CrossSite
from search_api.guard.answer import refuse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OWN_SITE = frozenset({"same-origin", "none"})
"""`none` is the address bar or a bookmark."""


class CrossOriginGuard:
    """ASGI middleware: unsafe methods must come from this site. `base_url` is the public address."""

    def __init__(self, app: ASGIApp, base_url: str) -> None:
        self._app = app
        self._own_origin = _origin(base_url)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            headers = Headers(scope=scope)
            if not is_own(headers, self._own_origin):
                await refuse(CrossSite(headers.get("origin", "")), scope, receive, send)
                return
        await self._app(scope, receive, send)


def is_own(headers: Headers, own_origin: str) -> bool:
    """Whether an unsafe request with these headers was started by this site or by no browser at all."""
    if headers.get("authorization", "").lower().startswith("bearer "):
        return True  # a browser never adds one by itself
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in OWN_SITE
    origin = headers.get("origin")
    if origin is None:
        return "cookie" not in headers
    return origin == own_origin or _host(origin) == headers.get("host", "").lower()


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _host(origin: str) -> str | None:
    return urlsplit(origin).netloc.lower() or None
