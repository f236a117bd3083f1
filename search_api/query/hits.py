"""What a search gives."""

import datetime as dt
from dataclasses import dataclass

from search_api.query.request import Cursor, ShownStatus
from search_api.query.understood import Chip, Note

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
class Contribution:
    """What one clause of the plan, or one rule of the ranking, adds to a hit's score."""

    name: str
    field: str
    value: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a hit stands where it does: contributions in the order in which they were added."""

    clauses: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A matching document with its best provisions, or with the one that is the hit; `title` carries marks as well.

    `status` is that of the day asked for. `stored_at` is since when searches find the document as they do, `said_at`
    since when it says what it says, where that is longer: topics alone were added since.
    """

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
    status: ShownStatus = "unknown"
    explanation: Explanation | None = None
    said_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet with its count."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts of documents by one field, not narrowed by the facet's own choice. `name` is one of `plan.FACETS`.

    Values of `status` are those of `EffectStatus`, of `attachments` and `ocr` 'true' and 'false'.
    """

    name: str
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results. `took_ms` is the engine's time.

    Where `total_is_exact` is False, there are more than `total`. `next` leads on; only a search by cursor has it.
    `understood` and `notes` say how the query was read, `meant` is the query with the marks that it probably lacks,
    `asked` are keys of the document numbers in it, `by_less` that nothing was found and less was asked for; an engine
    leaves them empty.
    """

    total: int
    hits: tuple[SearchHit, ...]
    facets: tuple[Facet, ...]
    took_ms: float
    total_is_exact: bool = True
    next: Cursor | None = None
    understood: tuple[Chip, ...] = ()
    notes: tuple[Note, ...] = ()
    meant: str | None = None
    asked: tuple[str, ...] = ()
    by_less: bool = False
