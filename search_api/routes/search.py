"""GET /search."""

from typing import Annotated

from fastapi import APIRouter, Query

from search_api import schema
from search_api.guard.roles import open_to
from search_api.query.request import Filters, SearchQuery
from search_api.routes.shapes import Shapes
from search_api.services import Services


def search_routes(services: Services) -> APIRouter:
    """The search route over these services."""
    router, shapes = APIRouter(tags=["search"]), Shapes(services.settings.base_url)

    @router.get("/search", response_model=schema.SearchOut)
    @open_to("everyone")
    def search(asked: Annotated[schema.SearchParameters, Query()]) -> schema.SearchOut:
        """Search documents and their articles, by words with or without accents, or by number."""
        filters = Filters(
            types=tuple(asked.type),
            issuers=tuple(asked.issuer),
            years=tuple(asked.year),
            issued_from=asked.issued_from,
            issued_to=asked.issued_to,
        )
        query = SearchQuery(asked.q, filters, asked.sort, asked.page, asked.size)
        return shapes.results(services.library.search(query), query)

    return router
