"""Documents bear the moment since when searches find them as they do: by it feeds tell what is new.

That moment is new for a document that comes, that comes back, that says something else than before (corrected, read
anew, joined, dated otherwise, acted upon by another), or that has a further topic, however late it reaches the index.
It stays when the same is put once more, when only its ranks are others or a topic is taken away, and when the index is
built anew. Further topics are news to those alone who follow a topic, since newer rules may give some to half of an
archive in one night: a record tells as well since when it says the same.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import msgspec

from search_api.archive.announced import Announced, Telling, Told
from search_api.archive.moments import now
from search_api.index.gateway import SearchEngine
from search_api.index.record import DocumentRecord
from search_api.query.hits import SearchPage
from search_api.query.plan import SearchPlan

_AT_ONCE = 200
"""Records of a rebuild whose moments are asked for together."""

_ANY_TIME = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


class AnnouncingEngine:
    """An engine that is given each document with its moment; everything else is the inner engine's."""

    def __init__(self, inner: SearchEngine, announced: Announced, clock: Callable[[], dt.datetime] = now) -> None:
        self.name = inner.name
        self._inner = inner
        self._announced = announced
        self._clock = clock

    def put(self, records: Iterable[DocumentRecord]) -> None:
        """Store or replace documents. What was told is kept once they are searchable: a put that fails tells nothing.

        Raises:
            ArchiveBusy: the database is out of reach; the same is to be put again.
        """
        dated, tellings = self._dated(list(records), rebuilding=False)
        self._inner.put(dated)
        self._announced.keep(tellings)

    def delete(self, ids: Iterable[str]) -> None:
        """Forget documents; one that comes back is news."""
        gone = list(ids)
        self._inner.delete(gone)
        self._announced.forget(gone)

    def rebuild(self, records: Iterable[DocumentRecord]) -> int:
        """Replace the whole index; only what still waited for it is new, whatever a newer version reads otherwise."""
        tellings: list[Telling] = []

        def dated() -> Iterator[DocumentRecord]:
            """The records with their moments."""
            coming = iter(records)
            while some := list(islice(coming, _AT_ONCE)):
                found, told = self._dated(some, rebuilding=True)
                tellings.extend(told)
                yield from found

        held = self._inner.rebuild(dated())
        self._announced.keep(tellings)
        return held

    def search(self, plan: SearchPlan) -> SearchPage:
        """Answer a plan."""
        return self._inner.search(plan)

    def count(self) -> int:
        """How many documents are searchable."""
        return self._inner.count()

    def close(self) -> None:
        """Release the inner engine."""
        self._inner.close()

    def _dated(
        self, records: Sequence[DocumentRecord], *, rebuilding: bool
    ) -> tuple[list[DocumentRecord], list[Telling]]:
        """The records with their moments, and what is told otherwise than before."""
        ids = [record.id for record in records]
        known, waiting = self._announced.of(ids), self._announced.waiting(ids)
        marked = self._announced.marked(ids) if rebuilding else frozenset[str]()
        moment, tellings, dated = self._clock(), list[Telling](), list[DocumentRecord]()
        for record in records:
            before = known.get(record.id)
            # Without a digest, or in a rebuild, what is other may be the reading of a newer version alone.
            is_compared = before is None or before.digest is not None
            is_news = record.id in waiting or (is_compared and (not rebuilding or record.id in marked))
            told = _told(record, before, moment, is_news=is_news)
            if before != told:
                tellings.append(Telling(record.id, before, told))
            since = told.said_at if told.said_at != told.found_at else None
            dated.append(replace(record, stored_at=told.found_at, said_at=since))
        return dated, tellings


def _told(record: DocumentRecord, before: Told | None, moment: dt.datetime, *, is_news: bool) -> Told:
    """What is told of a record from now on; `is_news`: what it says otherwise than `before` is so since this moment."""
    said, topics = digest(record), tuple(sorted(record.topics))
    if before is None or (is_news and before.digest != said):
        return Told(said, topics, moment, moment)
    added = is_news and not set(topics) <= set(before.topics)
    return Told(said, topics, before.said_at, moment if added else before.found_at)


def digest(record: DocumentRecord) -> str:
    """A digest of what a search can ask of a document, and of what its hit tells; not of topics, rank or place."""
    said = replace(
        record,
        provisions=(),
        topics=(),
        stored_at=_ANY_TIME,
        said_at=None,
        number_keys=(),
        file_sha256="",
        first_page=0,
        cited_by=0,
        authority=0.0,
    )
    held = hashlib.blake2b(msgspec.json.encode(said), digest_size=16)
    for each in record.provisions:
        held.update(msgspec.json.encode((each.eid, each.label, each.heading, each.text)))
    return held.hexdigest()
