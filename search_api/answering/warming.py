"""The first searches of a process, made before anybody asks: what loads only then takes 0.4 s of processor time.

That is the thesaurus, names and patterns of queries, the tables of rarity and of words, and the index's columns.
"""

import logging
import threading
from collections.abc import Callable, Sequence

from search_api.errors import SearchApiError
from search_api.query.hits import SearchPage
from search_api.query.request import SearchQuery

_log = logging.getLogger(__name__)

QUERIES = ("mức phạt xe máy vượt đèn đỏ", "thue thu nhap doanh nghiep", "điều 5 nghị định 15/2020/NĐ-CP")
"""A question with its marks, words without them, and an article of a number: these read all that is read once."""

CLOSING_SECONDS = 2.0


class WarmUp:
    """Searches in the background, once; nobody waits for it, and where the engine is away nothing is lost."""

    def __init__(self, search: Callable[[SearchQuery], SearchPage], queries: Sequence[str] = QUERIES) -> None:
        self._search, self._queries = search, queries
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="warm-up", daemon=True)
        self._after = 0.0

    def start(self, after: float = 0.0) -> None:
        """Begin after so many seconds; returns at once."""
        self._after = after
        self._thread.start()

    def close(self) -> None:
        """Search no more; a search under way is waited for, but not long."""
        self._stopped.set()
        if self._thread.ident is not None:
            self._thread.join(CLOSING_SECONDS)

    def _run(self) -> None:
        wait = self._after
        for query in self._queries:
            if self._stopped.wait(wait):
                return
            wait = 0.0
            try:
                self._search(SearchQuery(query))
            except SearchApiError as error:
                _log.info("no search was made ahead: %s", error.reason)
                return
