"""Building the search index anew from the archive: when it is lost, and what becomes of files and marks that waited."""

import logging
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from search_api.archive.entries import StoredDocument
from search_api.archive.store import Archive
from search_api.errors import IndexBroken, SearchApiError
from search_api.jobs.indexing import Rebuilt
from search_api.standing.graph import count_ranks

log = logging.getLogger(__name__)


class Building(Protocol):
    """What is needed of the search index."""

    def rebuild(self, documents: Callable[[], Iterable[StoredDocument]]) -> Rebuilt:
        """Build the index anew from what `documents` gives each time; tells how many it holds and what it refused."""
        ...

    def count(self) -> int:
        """How many documents are searchable; raises IndexBroken when the index cannot be used."""
        ...


def rebuild(archive: Archive, index: Building, progress: Callable[[int], None]) -> int:
    """Build the whole index anew, calling `progress` with the count so far; gives the total.

    Files that waited wait no more, but for those with a document that is refused, or that changed meanwhile.
    """
    files, related = archive.files, archive.related
    waiting = {sha256: files.changed(sha256) for sha256 in files.unindexed()}
    count_ranks(archive)
    marks = related.restated()
    rebuilt = index.rebuild(lambda: _counted(archive.documents.everything(), progress))
    refused: dict[str, list[str]] = {}
    for one in sorted(rebuilt.refused):
        if sha256 := archive.taggings.file_of(one):
            refused.setdefault(sha256, []).append(one)
    for sha256, ids in refused.items():
        files.refused_by_index(sha256, ids, waiting.get(sha256))
    for sha256 in waiting.keys() - refused.keys():
        files.indexed(sha256, waiting[sha256])
    related.settled([mark for mark, one in marks.items() if one not in rebuilt.refused])
    return rebuilt.count


def is_lost(archive: Archive, index: Building) -> bool:
    """Whether the index holds nothing where it should, or cannot be used.

    One that cannot be reached is not lost: what is put into it later says so.
    """
    try:
        return index.count() == 0 and _should_hold_some(archive)
    except IndexBroken:
        return True
    except SearchApiError:
        return False


def _should_hold_some(archive: Archive) -> bool:
    counts = archive.files.counts()
    done = counts.get("read", 0) + counts.get("partial", 0)
    return done > len(archive.files.unindexed()) and archive.documents.count() > 0


def _counted(documents: Iterable[StoredDocument], progress: Callable[[int], None]) -> Iterator[StoredDocument]:
    for count, document in enumerate(documents, 1):
        yield document
        progress(count)
