"""Reading once more: POST /files/{sha256}/rereadings, /rereadings/{id} with /use and /keep, /files/{sha256}/versions.

For clerks, who sign in at /bien-tap. Nothing that is stored changes before /use.
"""

import datetime as dt
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from ingest.request import ReadRequest, Way
from search_api.archive.entries import Rereading, RereadingState, Version
from search_api.guard.roles import clerk_of, open_to
from search_api.rereader import HIGHEST_DPI, LOWEST_DPI, Found
from search_api.routes.files import Sha256
from search_api.services import Services

MOST_PAGES = 2_000

RereadingId = Annotated[int, Path(ge=1, le=999_999_999, description="a rereading's id", examples=[7])]


def _values(example: dict[str, Any] | None = None) -> ConfigDict:
    return ConfigDict(from_attributes=True, json_schema_extra={"examples": [example]} if example else None)


class RereadingWish(BaseModel):
    """What to read once more and how; without `pages` the whole file."""

    model_config = _values({"way": "ocr", "pages": [3], "dpi": 300})

    way: Way = "judged"
    pages: list[int] | None = Field(None, min_length=1, max_length=MOST_PAGES, description="PDF pages from 1")
    dpi: int | None = Field(None, ge=LOWEST_DPI, le=HIGHEST_DPI, description="resolution for OCR")


class RunOut(BaseModel):
    """Words that stand in both readings, or (`changed`) in one only."""

    model_config = _values()

    text: str
    changed: bool


class TextChangeOut(BaseModel):
    """A text in both readings."""

    model_config = _values()

    old: list[RunOut]
    new: list[RunOut]


class PageChangeOut(BaseModel):
    """A page that would change."""

    model_config = _values()

    number: int
    old_source: str
    new_source: str
    text: TextChangeOut


class FieldChangeOut(BaseModel):
    """A field of a document's head that would change; null: not read."""

    model_config = _values()

    field: str
    old: str | None
    new: str | None


class UnitChangeOut(BaseModel):
    """An article, or another part of the text, that would come, go or change."""

    model_config = _values()

    kind: Literal["added", "removed", "changed"]
    eid: str
    label: str
    text: TextChangeOut


class DocumentChangeOut(BaseModel):
    """A document that would come, go or change; `id` is null for one that is new."""

    model_config = _values()

    kind: Literal["added", "removed", "changed"]
    id: str | None
    name: str
    fields: list[FieldChangeOut]
    units: list[UnitChangeOut]
    more_units: int


class ComparisonOut(BaseModel):
    """All that the new reading would change; `more_pages` and `more_units` are not shown in full."""

    model_config = _values()

    pages: list[PageChangeOut]
    documents: list[DocumentChangeOut]
    more_pages: int


class RereadingOut(BaseModel):
    """A wish to read once more; `changes` is there while it is `ready`."""

    model_config = _values()

    id: int
    file_sha256: str
    state: RereadingState
    way: Way
    pages: list[int] | None
    dpi: int | None
    asked_at: dt.datetime
    asked_by: str | None
    stage: str | None
    done: int
    total: int
    reason: str | None
    remedy: str | None
    decided_by: str | None
    changes: ComparisonOut | None = None


class VersionOut(BaseModel):
    """A reading of a file that was replaced."""

    model_config = _values()

    number: int
    read_by: str | None
    read_at: dt.datetime | None
    replaced_at: dt.datetime
    replaced_by: str | None
    document_ids: list[str]


class VersionList(BaseModel):
    """The replaced readings of a file, the newest first."""

    versions: list[VersionOut]


def rereading_routes(services: Services) -> APIRouter:
    """The routes of reading once more over these services."""
    router, rereader = APIRouter(tags=["rereadings"]), services.rereader

    @router.post("/files/{sha256}/rereadings", status_code=202)
    @open_to("clerk")
    def ask(request: Request, response: Response, sha256: Sha256, wish: RereadingWish) -> RereadingOut:
        """Read a stored file, or pages of it, once more; what is stored stays."""
        pages = tuple(sorted(set(wish.pages))) if wish.pages is not None else None
        asked = rereader.ask(sha256, ReadRequest(wish.way, pages, wish.dpi), clerk_of(request))
        response.headers["Location"] = f"/api/v1/rereadings/{asked.id}"
        return _shown(asked)

    @router.get("/rereadings/{wanted}")
    @open_to("clerk")
    def show(request: Request, wanted: RereadingId) -> RereadingOut:
        """How far it is, and when it is ready what it would change."""
        clerk_of(request)
        return _found(rereader.show(wanted))

    @router.post("/rereadings/{wanted}/use")
    @open_to("clerk")
    def use(request: Request, wanted: RereadingId) -> RereadingOut:
        """Put the new reading in the place of the stored one; ids and addresses stay, the old one is kept."""
        return _shown(rereader.use(wanted, clerk_of(request)))

    @router.post("/rereadings/{wanted}/keep")
    @open_to("clerk")
    def keep(request: Request, wanted: RereadingId) -> RereadingOut:
        """Keep what is stored and forget the new reading."""
        return _shown(rereader.keep(wanted, clerk_of(request)))

    @router.get("/files/{sha256}/versions")
    @open_to("clerk")
    def versions(request: Request, sha256: Sha256) -> VersionList:
        """The readings of a file that were replaced."""
        clerk_of(request)
        return VersionList(versions=[_version(one) for one in rereader.versions(sha256)])

    return router


def _shown(rereading: Rereading, changes: ComparisonOut | None = None) -> RereadingOut:
    wish = rereading.request
    return RereadingOut(
        id=rereading.id,
        file_sha256=rereading.file_sha256,
        state=rereading.state,
        way=wish.way,
        pages=list(wish.pages) if wish.pages else None,
        dpi=wish.dpi,
        asked_at=rereading.asked_at,
        asked_by=rereading.asked_by,
        stage=rereading.stage,
        done=rereading.done,
        total=rereading.total,
        reason=rereading.reason,
        remedy=rereading.remedy,
        decided_by=rereading.decided_by,
        changes=changes,
    )


def _found(found: Found) -> RereadingOut:
    changes = ComparisonOut.model_validate(found.comparison) if found.comparison else None
    return _shown(found.rereading, changes)


def _version(version: Version) -> VersionOut:
    return VersionOut.model_validate(version)
