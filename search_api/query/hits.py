"""What a search gives."""

import datetime as dt
from dataclasses import dataclass

MARK_START = "\ue000"
MARK_END = "\ue001"
"""Private-use marks around matched words: the page escapes the text first, then turns marks into <mark> (P16)."""


@dataclass(frozen=True, slots=True)
class ProvisionHit:
    """A matching provision; `snippet` is a piece of the accented source with MARK_START/MARK_END around matches."""

    eid: str
    label: str
    heading: str
    snippet: str
    page: int | None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A matching document with its best provisions; `title` carries marks as well."""

    id: str
    number: str | None
    type: str | None
    issuers: tuple[str, ...]
    title: str
    issued_on: dt.date | None
    effective_on: dt.date | None
    gazette_label: str | None
    gazette_date: dt.date | None
    file_sha256: str
    first_page: int
    by_ocr: bool
    score: float
    stored_at: dt.datetime
    provisions: tuple[ProvisionHit, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet with its count."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts of one field; not narrowed by the facet's own choice. `name` is type, issuer or year."""

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results. `took_ms` is the engine's time."""

    total: int
    hits: tuple[SearchHit, ...]
    facets: tuple[Facet, ...]
    took_ms: float
