"""What a user asks for."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Sort = Literal["relevance", "newest", "oldest", "effective", "gazetted", "arrived"]
"""Orders of results: dates are those of issue, of effect, of the gazette, and of arrival in this archive (for feeds).

All but `oldest` put the latest first. `effective` leaves nothing out: what is not yet in force stands at the top.
"""

Unit = Literal["document", "provision"]
"""What a hit is: a document with its best provisions, or one provision of a document."""

EffectStatus = Literal["not_yet", "in_force", "partly_expired", "expired", "suspended", "unknown"]
"""The status of a document on a day (handbook domain.md 4.3), by what the archive has confirmed."""

STATUS_NAMES: dict[str, str] = {
    "not_yet": "Chưa có hiệu lực",
    "in_force": "Còn hiệu lực",
    "partly_expired": "Hết hiệu lực một phần",
    "expired": "Hết hiệu lực toàn bộ",
    "suspended": "Ngưng hiệu lực",
    "unknown": "Chưa xác định",
}
"""Statuses as law portals write them (handbook domain.md 4.3)."""

ShownStatus = EffectStatus | Literal["none"]
"""none: of a kind that has no status, as administrative documents are; it is not counted and cannot be chosen."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Facet choices: values of one facet are joined by OR, facets by AND. Both ends of a range of days count.

    `gazettes` are labels of gazette issues ('Công báo số 447 + 448 ngày 25/6/2022').
    """

    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    issued_from: dt.date | None = None
    issued_to: dt.date | None = None
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    gazetted_from: dt.date | None = None
    gazetted_to: dt.date | None = None
    statuses: tuple[EffectStatus, ...] = ()
    topics: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    gazettes: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    has_attachments: bool | None = None
    by_ocr: bool | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list of results goes on: after the hit with these sort values, in this state of the index.

    Without values it is the beginning. `search_api.cursors` gives it its outer form. `anywhere`: no state is to be kept
    for it, as for followers who may come back in a month; by arrival what changes meanwhile stands in front.
    """

    after: tuple[float | int | str, ...] = ()
    snapshot: str = ""
    anywhere: bool = False


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search as asked: `text` may be empty (browse). With a `cursor` the page is the next `size` hits after it.

    `as_of` is the day of which the status is told; None: today in Vietnam. `verbatim` takes words as typed: no marks
    are put back, no slip is mended, no date or abbreviation is read. `strictly` is answered by nothing less where
    nothing is found, as those want it who follow a search.
    """

    text: str = ""
    filters: Filters = Filters()
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    unit: Unit = "document"
    as_of: dt.date | None = None
    cursor: Cursor | None = None
    explain: bool = False
    verbatim: bool = False
    strictly: bool = False
