"""What a document names: GET /documents/{id}/entities."""

from bisect import bisect_right
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from nlp.annotation import Entity, EntityKind
from nlp.authorities import current_names
from search_api import schema_entities as schema
from search_api.archive.entries import StoredDocument
from search_api.guard.roles import open_to
from search_api.permalinks import absolute, provision_path
from search_api.routes.caching import cached_json
from search_api.routes.documents import DocumentId
from search_api.services import Services

LARGEST_PAGE = 1_000


def entity_routes(services: Services) -> APIRouter:
    """The route of what documents name, over these services."""
    router, base_url = APIRouter(tags=["documents"]), services.settings.base_url

    @router.get("/documents/{document_id}/entities", response_model=schema.EntitiesOut)
    @open_to("everyone")
    def entities(
        request: Request,
        document_id: DocumentId,
        kind: Annotated[list[EntityKind] | None, Query(description="these kinds only", examples=[["fine"]])] = None,
        limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = LARGEST_PAGE,
        skip: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    ) -> Response:
        """Amounts, fines, time limits, defined terms, persons, places and bodies that a document names."""
        stored = services.library.document(document_id)
        found = [entity for entity in stored.tagged.entities if kind is None or entity.kind in kind]
        shown = _shown(stored, found[skip : skip + limit], base_url)
        return cached_json(request, schema.EntitiesOut(total=len(found), items=shown))

    return router


def _shown(stored: StoredDocument, entities: list[Entity], base_url: str) -> list[schema.EntityOut]:
    segments = stored.tagged.text.segments
    starts = [segment.start for segment in segments]
    shown = []
    for entity in entities:
        place = bisect_right(starts, entity.start) - 1
        path = provision_path(stored.id, stored.slug, entity.eid) if entity.eid else None
        shown.append(
            schema.EntityOut(
                kind=entity.kind,
                text=entity.text,
                value=entity.value,
                today=list(_today(entity)),
                low=entity.low,
                high=entity.high,
                unit=entity.unit,
                where=segments[place].where if place >= 0 else "",
                eid=entity.eid,
                url=absolute(base_url, path) if path else None,
                start=entity.start,
                end=entity.end,
            )
        )
    return shown


def _today(entity: Entity) -> tuple[str, ...]:
    """Names of today of a body that is gone; a place's value is today's name already."""
    if entity.kind != "issuer" or not entity.value:
        return ()
    names = current_names(entity.value)
    return () if names == (entity.value,) else names
