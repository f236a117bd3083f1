"""GET /search."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query

from search_api import schema_search as schema
from search_api.cursors import Cursors
from search_api.errors import InvalidParameter
from search_api.guard.roles import open_to
from search_api.query.request import Filters, SearchQuery
from search_api.routes.search_shapes import SearchShapes
from search_api.services import Services


def search_routes(services: Services) -> APIRouter:
    """The search route over these services."""
    router, shapes = APIRouter(tags=["search"]), SearchShapes(services.settings.base_url)
    cursors = Cursors(services.sessions.key)

    @router.get("/search", response_model=schema.SearchOut)
    @open_to("everyone")
    def search(asked: Annotated[schema.SearchParameters, Query()]) -> schema.SearchOut:
        """Search documents and their articles, by words with or without accents, or by number."""
        query = _query(asked)
        if asked.cursor is not None:
            if asked.unit == "provision":  # rows lie inside documents: no engine can go on after one of them
                raise InvalidParameter("cursor")
            query = replace(query, page=1, cursor=cursors.open(asked.cursor, query))
        found = services.library.search(query)
        return shapes.results(found, query, cursors.seal(found.next, query) if found.next else None)

    return router


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
