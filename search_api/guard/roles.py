"""Who may use a route: each says it, and one that does not is a fault found by a test (deny by default, P13)."""

from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeVar

from starlette.requests import Request
from starlette.routing import BaseRoute, Mount, Route

from search_api.errors import NotSignedIn, SearchApiError

Role = Literal["everyone", "clerk"]
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])

_MARK = "__congbao_role__"


def open_to(role: Role) -> Callable[[Endpoint], Endpoint]:
    """Marks a route's function with who may use it. The function itself must ask for a clerk's session."""

    def _marked(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _MARK, role)
        return endpoint

    return _marked


def clerk_of(request: Request) -> str:
    """The name of the clerk who asks (P13).

    Raises:
        NotSignedIn: nobody has signed in.
        SearchApiError: a cookie was sent, but what it is worth could not be looked up.
    """
    clerk: str | None = getattr(request.state, "clerk", None)
    hindrance: SearchApiError | None = getattr(request.state, "clerk_unknown", None)
    if not clerk:
        raise hindrance or NotSignedIn
    return clerk


def role_of(endpoint: object) -> Role | None:
    """Who may use a route's function, or None when it does not say."""
    role: Role | None = getattr(endpoint, _MARK, None)
    return role


def undeclared(routes: Iterable[BaseRoute]) -> list[str]:
    """The addresses of routes that do not say who may use them; static files and the API's description are open."""
    found = []
    for route in routes:
        if isinstance(route, Mount):
            found += undeclared(route.routes or [])
        elif isinstance(route, Route) and route.include_in_schema and role_of(route.endpoint) is None:
            found.append(route.path)
    return found
