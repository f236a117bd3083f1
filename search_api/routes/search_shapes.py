"""Search results in the form that the API answers: the fields of `schema_search`, in its order.

pydantic describes them, msgspec writes them: what is ours needs no check on its way out. A page of ten hits with ten
facets of up to fifty values takes a tenth of the time.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import msgspec
from starlette.responses import Response

from search_api.archive.identity import readable
from search_api.permalinks import absolute, document_path, provision_path
from search_api.query.hits import (
    MARK_END,
    MARK_START,
    Contribution,
    FacetValue,
    ProvisionHit,
    SearchHit,
    SearchPage,
)
from search_api.query.request import SearchQuery, ShownStatus
from search_api.query.understood import Chip, Note

_slug = lru_cache(maxsize=1 << 12)(readable)
"""The same documents are found again and again: a megabyte of slugs."""


class ProvisionShape(msgspec.Struct, frozen=True):
    """`schema_search.ProvisionHitOut`."""

    eid: str
    url: str
    label: str
    heading: str
    snippet: str
    matches: list[tuple[int, int]]
    page: int | None


class HitShape(msgspec.Struct, frozen=True):
    """`schema_search.HitOut`."""

    id: str
    url: str
    number: str | None
    type: str | None
    title: str
    issuers: tuple[str, ...]
    issued_on: dt.date | None
    file: str
    first_page: int
    title_matches: list[tuple[int, int]]
    effective_on: dt.date | None
    gazette: str | None
    gazette_date: dt.date | None
    by_ocr: bool
    status: ShownStatus
    score: float
    provisions: tuple[ProvisionShape, ...]
    explanation: tuple[Contribution, ...] | None


class ResultsShape(msgspec.Struct, frozen=True):
    """`schema_search.SearchOut`."""

    total: int
    total_is_exact: bool
    page: int
    size: int
    took_ms: float
    hits: tuple[HitShape, ...]
    facets: dict[str, tuple[FacetValue, ...]]
    next_cursor: str | None
    understood: tuple[Chip, ...]
    notes: tuple[Note, ...]
    meant: str | None


class RelatedShape(msgspec.Struct, frozen=True):
    """`schema_search.RelatedOut`."""

    hits: tuple[HitShape, ...]


def written(shape: ResultsShape | RelatedShape) -> bytes:
    """The shape as JSON."""
    return msgspec.json.encode(shape)


def answer(shape: ResultsShape | RelatedShape) -> Response:
    """The shape as a whole answer."""
    return Response(written(shape), media_type="application/json")


@dataclass(frozen=True, slots=True)
class SearchShapes:
    """Gives pages of results their outer form; `base_url` is the installation's public address."""

    base_url: str

    def results(self, found: SearchPage, query: SearchQuery, next_cursor: str | None) -> ResultsShape:
        """A page of results."""
        return ResultsShape(
            total=found.total,
            total_is_exact=found.total_is_exact,
            page=query.page,
            size=query.size,
            took_ms=round(found.took_ms, 2),
            hits=tuple(map(self._hit, found.hits)),
            facets={facet.name: facet.values for facet in found.facets},
            next_cursor=next_cursor,
            understood=found.understood,
            notes=found.notes,
            meant=found.meant,
        )

    def related(self, hits: Iterable[SearchHit]) -> RelatedShape:
        """Articles related to one."""
        return RelatedShape(tuple(map(self._hit, hits)))

    def _hit(self, hit: SearchHit) -> HitShape:
        title, title_matches = unmarked(hit.title)
        slug = _slug(hit.type, hit.number, title)
        return HitShape(
            id=hit.id,
            url=absolute(self.base_url, document_path(hit.id, slug)),
            number=hit.number,
            type=hit.type,
            title=title,
            issuers=hit.issuers,
            issued_on=hit.issued_on,
            file=hit.file_sha256,
            first_page=hit.first_page,
            title_matches=title_matches,
            effective_on=hit.effective_on,
            gazette=hit.gazette_label,
            gazette_date=hit.gazette_date,
            by_ocr=hit.by_ocr,
            status=hit.status,
            score=hit.score,
            provisions=tuple(self._provision(hit.id, slug, provision) for provision in hit.provisions),
            explanation=hit.explanation.clauses if hit.explanation else None,
        )

    def _provision(self, document_id: str, slug: str, hit: ProvisionHit) -> ProvisionShape:
        snippet, matches = unmarked(hit.snippet)
        return ProvisionShape(
            eid=hit.eid,
            url=absolute(self.base_url, provision_path(document_id, slug, hit.eid)),
            label=hit.label,
            heading=unmarked(hit.heading)[0],
            snippet=snippet,
            matches=matches,
            page=hit.page,
        )


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A marked text as plain text and the [start, end) places of its marks; a mark without its twin is dropped."""
    if MARK_START not in text:
        return text.replace(MARK_END, ""), []
    first, *rest = text.split(MARK_START)
    plain = [first.replace(MARK_END, "")]
    matches: list[tuple[int, int]] = []
    at = len(plain[0])
    for piece in rest:
        marked, closed, after = piece.partition(MARK_END)
        if marked and closed:
            matches.append((at, at + len(marked)))
        plain += (marked, after.replace(MARK_END, ""))
        at += len(marked) + len(plain[-1])
    return "".join(plain), matches
