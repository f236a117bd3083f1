"""Brings documents whose standing or rank others have changed into the index again, by the marks that name them."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Protocol

from search_api.archive.related import Related

AT_ONCE = 50
"""Documents that are put into the index again together."""

log = logging.getLogger(__name__)


class Putting(Protocol):
    """What is needed of the search index."""

    def put(self, ids: Collection[str]) -> frozenset[str]:
        """Store or replace these documents as they are now; gives those that it refuses."""
        ...


@dataclass(frozen=True, slots=True)
class Restating:
    """Settles marks, the oldest first.

    A mark whose document the index refuses stays, for the next start of the process or a rebuild: it is remembered
    here, so that not every file that comes in tries it again.
    """

    related: Related
    index: Putting
    stopping: Callable[[], bool] = lambda: False
    """Whether the process ends: the marks that are left wait for its next start."""
    _refused: set[int] = field(default_factory=set)

    def run(self, *, again: bool = False) -> None:
        """Bring the marked documents into the index and forget the marks; `again`: also those refused before.

        What was marked stays marked until it is there: nothing is lost when the process dies or the engine is away.

        Raises:
            EngineUnavailableError, IndexBusy, ArchiveBusy, IndexBroken: the marks that are left wait.
        """
        last = 0
        while not self.stopping() and (marks := self.related.restated(AT_ONCE, after=last)):
            last = max(marks)
            tried = {mark: one for mark, one in marks.items() if again or mark not in self._refused}
            refused = self.index.put(tuple(dict.fromkeys(tried.values()))) if tried else frozenset[str]()
            kept = {mark for mark, one in tried.items() if one in refused}
            self._refused.update(kept)
            self.related.settled(tuple(tried.keys() - kept))
