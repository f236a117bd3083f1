"""GET /suggest."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from search_api.answering.suggest import LONGEST, MOST, Suggestion, SuggestionKind
from search_api.guard.roles import open_to
from search_api.permalinks import absolute, document_path
from search_api.services import Services

SECONDS_KEPT = 60


class SuggestionOut(BaseModel):
    """A query to go on with; `url` leads to the document where it names one."""

    model_config = ConfigDict(from_attributes=True)

    kind: SuggestionKind
    text: str
    detail: str
    url: str | None = None


class SuggestionsOut(BaseModel):
    """Suggestions, the likeliest first."""

    suggestions: list[SuggestionOut]


def suggest_routes(services: Services) -> APIRouter:
    """The route of suggestions over these services."""
    router = APIRouter(tags=["search"])

    @router.get("/suggest")
    @open_to("everyone")
    def suggest(
        response: Response,
        q: Annotated[str, Query(max_length=4 * LONGEST, description="what is typed so far", examples=["nghi dinh 15"])],
        size: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    ) -> SuggestionsOut:
        """Numbers, titles and popular queries that begin so; accents may be missing."""
        response.headers["Cache-Control"] = f"public, max-age={SECONDS_KEPT}"
        found = services.suggester.suggest(q, size)
        return SuggestionsOut(suggestions=[_out(each, services.settings.base_url) for each in found])

    return router


def _out(found: Suggestion, base_url: str) -> SuggestionOut:
    url = absolute(base_url, document_path(found.document, found.slug)) if found.document else None
    return SuggestionOut(kind=found.kind, text=found.text, detail=found.detail, url=url)
