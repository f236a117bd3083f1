"""Which example queries find something in this archive."""

import time
from collections.abc import Callable

from search_api.errors import SearchApiError
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery

FRESH_SECONDS = 600.0
"""How long an answer is kept: the help page has some thirty examples, each costs a search."""

_MOST = 200
"""Answers kept; examples change with the newest issue."""


class Answered:
    """Tells whether a query finds something."""

    def __init__(
        self, search: Callable[[SearchQuery], SearchPage], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._search, self._clock = search, clock
        self._known: dict[str, tuple[float, bool]] = {}

    def finds(self, text: str) -> bool:
        """Whether the query finds something; yes where the engine cannot tell (away, or its index broken)."""
        asked, found = self._known.get(text, (-FRESH_SECONDS, True))
        if self._clock() - asked < FRESH_SECONDS:
            return found
        try:
            found = self._search(SearchQuery(text, size=1)).total > 0
        except SearchApiError:
            return True
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[text] = (self._clock(), found)
        return found
