"""What a follower of a search is told: every document that came to answer it, the newest first, and nothing else.

Readers of feeds ask for one document again and again and follow no link to older pages, so that the first page has to
hold all that came since any of them last looked; pages behind it are for those that read all (RFC 5005, 3).
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from search_api.days import VIETNAM, today
from search_api.query.hits import SearchHit, SearchPage
from search_api.query.request import Cursor, SearchQuery
from search_api.query.understood import ChipKind

RECENT_DAYS = 30
"""A reader that looks once in so many days misses nothing: longer than the holidays of Tết and most people's leave."""

PAGE = 100
"""Entries read at a time, and of a page behind the first."""

MOST = 1_000
"""Entries of the first page at most, about 1 MB and a quarter of a second; it says so when more came in that time."""

LOOKED_AT = 5_000
"""Hits that are read for them: those that were only given further topics stand among them, and are no news to all."""

ANYWHERE = Cursor(anywhere=True)

Search = Callable[[SearchQuery], SearchPage]


@dataclass(frozen=True, slots=True)
class Told:
    """A hit, and the moment at which it came to answer the search, or last came to say something else."""

    hit: SearchHit
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """A page of what is told; `next` leads to what came before.

    `cut_at` is the moment of the last entry of a first page that leaves out recent ones, None where it holds them all.
    """

    entries: tuple[Told, ...]
    next: Cursor | None = None
    cut_at: dt.datetime | None = None


def asked(query: SearchQuery) -> SearchQuery:
    """The search that is followed, as the engine is asked: by arrival, and answered by nothing less."""
    return replace(
        query, sort="arrived", page=1, size=PAGE, unit="document", explain=False, cursor=ANYWHERE, strictly=True
    )


def newest(search: Search, query: SearchQuery, now: dt.datetime) -> Followed:
    """The first page: all that came within RECENT_DAYS before `now`, MOST at most, and PAGE entries if there are."""
    since, wanted = now - dt.timedelta(days=RECENT_DAYS), asked(query)
    page = search(wanted)
    hits, kinds = [*page.hits], {chip.kind for chip in page.understood}
    entries = _told(hits, query, kinds)
    while page.next and hits[-1].stored_at >= since and len(hits) < LOOKED_AT:
        if sum(each.at >= since for each in entries) >= MOST:
            break
        page = search(replace(wanted, cursor=_anywhere(page.next)))
        hits += page.hits
        entries += _told(page.hits, query, kinds)
    if ("status" in kinds or query.filters.statuses) and "effect" not in kinds:
        entries = _with_begun(entries, search, query, since)
    entries.sort(key=lambda each: each.at, reverse=True)
    cut = bool(page.next) and hits[-1].stored_at >= since
    return Followed(tuple(entries), page.next and _anywhere(page.next), hits[-1].stored_at if cut else None)


def before(search: Search, query: SearchQuery, cursor: Cursor) -> Followed:
    """A page of what came before the one that gave this cursor.

    Raises:
        BadCursor: it is of another engine.
    """
    page = search(replace(asked(query), cursor=_anywhere(cursor)))
    entries = _told(page.hits, query, {chip.kind for chip in page.understood})
    return Followed(tuple(entries), page.next and _anywhere(page.next))


def _told(hits: Iterable[SearchHit], query: SearchQuery, kinds: Collection[ChipKind]) -> list[Told]:
    """The hits with their moments. That a document was given a further topic is news to those who ask for topics."""
    of_topics = bool(query.filters.topics) or "topic" in kinds
    return [Told(hit, hit.stored_at if of_topics else hit.said_at or hit.stored_at) for hit in hits]


def _anywhere(cursor: Cursor) -> Cursor:
    """The cursor for any state of the index: by arrival what comes or changes stands in front, and the rest stays."""
    return replace(ANYWHERE, after=cursor.after)


def _with_begun(entries: list[Told], search: Search, query: SearchQuery, since: dt.datetime) -> list[Told]:
    """The entries with those that answer since they came into force: the day did it, nothing in them changed."""
    first, last = since.astimezone(VIETNAM).date(), today()
    first = max(first, query.filters.effective_from or first)
    last = min(last, query.filters.effective_to or last)
    if query.as_of or first > last:
        return entries
    begun = replace(query.filters, effective_from=first, effective_to=last)
    page = search(replace(asked(query), filters=begun, sort="effective", size=MOST, cursor=None))
    told = {each.hit.id: each for each in entries}
    for each in _told(page.hits, query, {chip.kind for chip in page.understood}):
        if begun_on := each.hit.effective_on:
            midnight = dt.datetime.combine(begun_on, dt.time(), VIETNAM)
            told[each.hit.id] = replace(each, at=max(midnight, each.at))
    return list(told.values())
