"""What a user asks for."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Sort = Literal["relevance", "newest", "oldest", "gazetted", "arrived"]
"""Orders of results: dates are those of issue, of the gazette, and of arrival in this archive (for feeds)."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Facet choices: values of one facet are joined by OR, facets by AND."""

    types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    issued_from: dt.date | None = None
    issued_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search as asked: `text` may be empty (browse)."""

    text: str = ""
    filters: Filters = Filters()
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
