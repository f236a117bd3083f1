"""What a document counts under, facet by facet, and its status on a day; the same for both engines.

A document without a value counts under none of the facet.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Literal, get_args

from nlp.authorities import lineage
from search_api.index.record import DocumentRecord
from search_api.query.request import EffectStatus, Filters, ShownStatus

NamedFacet = Literal["type", "issuer", "topic", "province", "gazette", "signer"]
NAMED: tuple[NamedFacet, ...] = get_args(NamedFacet)
"""Facets whose values are names that the record carries, any number of them."""

STATUSES: tuple[EffectStatus, ...] = get_args(EffectStatus)
YES, NO = "true", "false"


def named_values(record: DocumentRecord, facet: NamedFacet) -> tuple[str, ...]:
    """The record's values of a facet, each once."""
    held: dict[NamedFacet, tuple[str | None, ...]] = {
        "type": (record.type,),
        "issuer": tuple(name for issuer in record.issuers for name in lineage(issuer)),
        "topic": record.topics,
        "province": record.provinces,
        "gazette": (record.gazette_label,),
        "signer": record.signers,
    }
    return tuple(dict.fromkeys(value for value in held[facet] if value))


def status_on(record: DocumentRecord, day: dt.date) -> ShownStatus:
    """The status of a whole document on a day, by what is confirmed (handbook domain.md 4.3)."""
    if not record.has_status:
        return "none"
    if record.effective_on is None:
        return "unknown"
    if day < record.effective_on:
        return "not_yet"
    if record.expired_on and record.expired_on <= day:
        return "expired"
    if any(start <= day and (end is None or day <= end) for start, end in record.suspended):
        return "suspended"
    return "partly_expired" if record.changed_on and record.changed_on <= day else "in_force"


def chosen_values(facet: str, filters: Filters) -> tuple[str, ...]:
    """The values of a facet that the user chose."""
    chosen: dict[str, tuple[str, ...]] = {
        "type": filters.types,
        "issuer": filters.issuers,
        "year": tuple(map(str, filters.years)),
        "status": filters.statuses,
        "topic": filters.topics,
        "province": filters.provinces,
        "gazette": filters.gazettes,
        "signer": filters.signers,
        "attachments": _said(filters.has_attachments),
        "ocr": _said(filters.by_ocr),
    }
    return chosen[facet]


def day_ranges(filters: Filters) -> Iterator[tuple[str, int | None, int | None]]:
    """The ranges of days that the user chose: of which date, from and to, as days since the year 1."""
    ranges = {
        "issued": (filters.issued_from, filters.issued_to),
        "effective": (filters.effective_from, filters.effective_to),
        "gazetted": (filters.gazetted_from, filters.gazetted_to),
    }
    for date, (first, last) in ranges.items():
        if first or last:
            yield date, first.toordinal() if first else None, last.toordinal() if last else None


def _said(value: bool | None) -> tuple[str, ...]:  # noqa: FBT001 - it is the value itself
    return () if value is None else (YES if value else NO,)
