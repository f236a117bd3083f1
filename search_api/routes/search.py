"""GET /search."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Annotated, Any, get_origin

from fastapi import APIRouter, Query
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from search_api import schema_search as schema
from search_api.cursors import Cursors
from search_api.errors import InvalidParameter
from search_api.guard.roles import open_to
from search_api.query.request import Filters, SearchQuery
from search_api.routes.search_shapes import SearchShapes, answer
from search_api.services import Services


def search_routes(services: Services) -> APIRouter:
    """The search route over these services."""
    router = APIRouter(tags=["search"], route_class=_ReadsItself)
    shapes = SearchShapes(services.settings.base_url)
    cursors = Cursors(services.sessions.key)

    @router.get("/search", response_model=schema.SearchOut)
    @open_to("everyone")
    def search(asked: Annotated[schema.SearchParameters, Query()]) -> Response:
        """Search documents and their articles, by words with or without accents, or by number."""
        query = _query(asked)
        if asked.cursor is not None:
            if asked.unit == "provision":  # rows lie inside documents: no engine can go on after one of them
                raise InvalidParameter("cursor")
            query = replace(query, page=1, cursor=cursors.open(asked.cursor, query))
        found = services.library.search(query)
        following = cursors.seal(found.next, query) if found.next else None
        return answer(shapes.results(found, query, following))

    return router


class _ReadsItself(APIRoute):
    """A route that FastAPI describes, and that reads its one model of parameters itself.

    FastAPI looks at each of 26 fields anew for each request, which takes longer than all the rest of the way.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Give what answers a request."""

        async def _handler(request: Request) -> Response:
            return await run_in_threadpool(self.endpoint, _parameters(request.query_params))

        return _handler


_SEVERAL = tuple(
    name for name, field in schema.SearchParameters.model_fields.items() if get_origin(field.annotation) is list
)
"""Parameters that may be given more than once; of the others the last one counts."""


def _parameters(given: QueryParams) -> schema.SearchParameters:
    """What is asked for; raises RequestValidationError."""
    values: dict[str, Any] = dict(given)
    for name in _SEVERAL:
        if name in values:
            values[name] = given.getlist(name)
    try:
        return schema.SearchParameters.model_validate(values)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


def _query(asked: schema.SearchParameters) -> SearchQuery:
    filters = Filters(
        types=tuple(asked.type),
        issuers=tuple(asked.issuer),
        years=tuple(asked.year),
        issued_from=asked.issued_from,
        issued_to=asked.issued_to,
        effective_from=asked.effective_from,
        effective_to=asked.effective_to,
        gazetted_from=asked.gazetted_from,
        gazetted_to=asked.gazetted_to,
        statuses=tuple(asked.status),
        topics=tuple(asked.topic),
        provinces=tuple(asked.province),
        gazettes=tuple(asked.gazette),
        signers=tuple(asked.signer),
        has_attachments=asked.attachments,
        by_ocr=asked.ocr,
    )
    return SearchQuery(
        text=asked.q,
        filters=filters,
        sort=asked.sort,
        page=asked.page,
        size=asked.size,
        unit=asked.unit,
        as_of=asked.as_of,
        explain=asked.explain,
        verbatim=asked.verbatim,
    )
