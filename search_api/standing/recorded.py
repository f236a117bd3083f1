"""What the index holds of a document's standing: days by confirmed acts and by its own text, citations, authority."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.status.rules import changes
from nlp.status.types import Act, StatusFacts
from search_api.archive.entries import StoredDocument
from search_api.archive.store import Archive
from search_api.standing.facts import own_facts
from search_api.standing.knowledge import Knowledge

_ENDS = ("repeals", "replaces", "annuls")
_SUSPENDS = ("suspends_effect", "suspends_enforcement")


@dataclass(frozen=True, slots=True)
class Recorded:
    """Values of the index record that other documents decide; see `search_api.index.record`."""

    effective_on: dt.date | None = None
    expired_on: dt.date | None = None
    changed_on: dt.date | None = None
    suspended: tuple[tuple[dt.date, dt.date | None], ...] = ()
    cited_by: int = 0
    authority: float = 0.0


def recorded(archive: Archive, stored: StoredDocument) -> Recorded:
    """What the archive knows now; citations and authority are those of the last count."""
    facts, rank = own_facts(Knowledge(archive), stored), archive.related.rank(stored.id)
    return Recorded(
        effective_on=facts.effective_on,
        expired_on=_expired_on(facts),
        changed_on=min((act.effective_from for act in _partly(facts) if act.effective_from), default=None),
        suspended=tuple(_suspended(facts)),
        cited_by=rank.cited_by,
        authority=rank.authority,
    )


def _expired_on(facts: StatusFacts) -> dt.date | None:
    """The first of the days without an end on which it is out of force; an extension moves them."""
    found = None
    for status in changes(facts):
        if status.value != "expired":
            found = None
        elif found is None:
            found = status.on
    return found


def _confirmed(facts: StatusFacts) -> Iterator[Act]:
    return (act for act in facts.acts if act.state == "confirmed")


def _partly(facts: StatusFacts) -> Iterator[Act]:
    for act in _confirmed(facts):
        if act.kind == "amends" or (act.kind in _ENDS and (act.scope == "part" or act.provisions)):
            yield act


def _suspended(facts: StatusFacts) -> Iterator[tuple[dt.date, dt.date | None]]:
    for act in _confirmed(facts):
        if act.kind in _SUSPENDS and act.scope == "whole" and not act.provisions and act.effective_from:
            yield act.effective_from, act.until
