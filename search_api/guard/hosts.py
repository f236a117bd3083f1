"""Only hosts of ours: a poisoned Host header must not get into links, feeds or caches."""

from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from search_api.errors import HostNotAllowed
from search_api.guard.answer import refuse


class HostGuard:
    """ASGI middleware: refuses requests for hosts that are not in `hosts` (names without ports)."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] == "http":
            host = host_name(Headers(scope=scope).get("host", ""))
            if host not in self._hosts:
                await refuse(HostNotAllowed(host), scope, receive, send)
                return
        await self._app(scope, receive, send)


def host_name(header: str) -> str:
    """The name in a Host header, without its port: 'a.vn' for 'A.vn:8000', '[::1]' for '[::1]:8000'."""
    name = header.strip().lower()
    if name.startswith("["):
        return name.partition("]")[0] + "]"
    return name.partition(":")[0]
