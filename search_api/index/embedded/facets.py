"""Facets beside a tantivy index: the fields that hold them, and their counts and choices as columns.

tantivy can neither count documents by their rows nor give names in columns: each document holds the combination of its
values as one key and a code of that key as a number; the dictionary of the keys leads back from the codes to the names.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tantivy import DocAddress, Document, SchemaBuilder, Searcher

from search_api.index.coding import code
from search_api.index.facet_values import NAMED, named_values
from search_api.index.record import DocumentRecord

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

DAYS = ("issued", "effective", "expired", "changed", "gazetted")
"""Dates as days since the year 1, 0 where there is none."""

HAS_ATTACHMENTS, BY_OCR, HAS_STATUS = 1, 2, 4
_FLAGS = "flags"
_SUSPENDED = "suspended"
_KEYS = (*NAMED, _SUSPENDED)
_BREAK = "\n"
_ENDLESS = np.iinfo(np.int64).max
# numpy counts days and years from 1970, the columns from the year 1.
_EPOCH, _EPOCH_YEAR = dt.date(1970, 1, 1).toordinal(), 1970


def add_fields(builder: SchemaBuilder) -> None:
    """Declare the fields."""
    for name in (*DAYS, _FLAGS):
        builder.add_unsigned_field(name, fast=True)
    for name in _KEYS:
        builder.add_unsigned_field(f"{name}_code", fast=True)
        builder.add_text_field(f"{name}_names", tokenizer_name="raw", index_option="basic")


def add_values(document: Document, record: DocumentRecord) -> None:
    """Put a record's values into the document that is its head."""
    dates = (record.issued_on, record.effective_on, record.expired_on, record.changed_on, record.gazette_date)
    for name, date in zip(DAYS, dates, strict=True):
        document.add_unsigned(name, date.toordinal() if date else 0)
    flags = record.has_attachments * HAS_ATTACHMENTS + record.by_ocr * BY_OCR + record.has_status * HAS_STATUS
    document.add_unsigned(_FLAGS, flags)
    held: dict[str, tuple[str, ...]] = {name: named_values(record, name) for name in NAMED}
    held[_SUSPENDED] = tuple(f"{start.toordinal()}-{end.toordinal() if end else ''}" for start, end in record.suspended)
    for name, values in held.items():
        key = _BREAK.join(values)
        document.add_unsigned(f"{name}_code", code(key))
        document.add_text(f"{name}_names", key)


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A facet's values of every document: `sets` gives the combination of values of each entry.

    Combination `owners[i]` holds the value `names[members[i]]`.
    """

    sets: Numbers
    combinations: int
    names: tuple[str, ...]
    owners: Numbers
    members: Numbers

    def passing(self, chosen: tuple[str, ...], entries: Numbers) -> Flags:
        """Which of `entries` hold one of the chosen values."""
        wanted = np.array([name in chosen for name in self.names], dtype=np.bool_)
        found = np.zeros(self.combinations, dtype=np.bool_)
        found[self.owners[wanted[self.members]]] = True
        passing: Flags = found[self.sets[entries]]
        return passing

    def counts(self, entries: Numbers, most: int, chosen: tuple[str, ...]) -> dict[str, int]:
        """How many of `entries` hold each value: at least of the `most` frequent ones and of those chosen.

        Of 10,000 signers 50 are shown: only what may be among them is named.
        """
        if not self.names:
            return {}
        held = np.bincount(self.sets[entries], minlength=self.combinations)
        counted = np.bincount(self.members, weights=held[self.owners], minlength=len(self.names))
        least = np.partition(counted, -most)[-most] if len(counted) > most else 0
        told = np.flatnonzero(counted >= max(least, 1))
        found = dict(zip(map(self.names.__getitem__, told.tolist()), counted[told].astype(int).tolist(), strict=True))
        for place in (self.names.index(name) for name in chosen if name in self.names):
            found[self.names[place]] = int(counted[place])
        return found


@dataclass(frozen=True, slots=True)
class FacetColumns:
    """What facets and filters need of every document, one entry a document in each column."""

    days: dict[str, Numbers]
    years: Numbers
    flags: Numbers
    named: dict[str, NamedColumn]
    suspensions: tuple[tuple[int, int, int], ...]
    """Entry, first and last day of each suspension."""


def read_facets(searcher: Searcher, heads: list[DocAddress]) -> FacetColumns:
    """The columns of the documents with these heads."""
    days = {name: _column(searcher, name, heads) for name in DAYS}
    suspended = _named(searcher, _SUSPENDED, heads)
    return FacetColumns(
        days=days,
        years=_years(days["issued"]),
        flags=_column(searcher, _FLAGS, heads),
        named={name: _named(searcher, name, heads) for name in NAMED},
        suspensions=tuple(_suspensions(suspended)),
    )


def _column(searcher: Searcher, field: str, heads: list[DocAddress]) -> Numbers:
    return np.array(searcher.fast_field_values(field, heads), dtype=np.int64)


def _years(days: Numbers) -> Numbers:
    """The year of each day, 0 where there is none."""
    dates = (days - _EPOCH).astype("datetime64[D]")
    years = dates.astype("datetime64[Y]").astype(np.int64) + _EPOCH_YEAR
    return np.where(days == 0, 0, years)


def _named(searcher: Searcher, name: str, heads: list[DocAddress]) -> NamedColumn:
    """The column of one facet. Combinations of deleted documents may linger and count nothing."""
    keys = [key for key, _ in searcher.terms_with_prefix(f"{name}_names", "")]
    values = [tuple(filter(None, key.split(_BREAK))) for key in keys]
    names = tuple(dict.fromkeys(value for each in values for value in each))
    places = {value: place for place, value in enumerate(names)}
    return NamedColumn(
        sets=_places(_column(searcher, f"{name}_code", heads), keys),
        combinations=len(keys),
        names=names,
        owners=np.repeat(np.arange(len(keys), dtype=np.int64), [len(each) for each in values]),
        members=np.array([places[value] for each in values for value in each], dtype=np.int64),
    )


def _places(held: Numbers, keys: list[str]) -> Numbers:
    """For each code that a document holds the place of its key."""
    codes = np.array([code(key) for key in keys], dtype=np.int64)
    order = np.argsort(codes)
    return order[np.searchsorted(codes, held, sorter=order)] if len(keys) else held


def _suspensions(column: NamedColumn) -> Iterator[tuple[int, int, int]]:
    held = np.bincount(column.owners, minlength=column.combinations) > 0
    for entry in np.flatnonzero(held[column.sets]) if column.combinations else ():
        for member in column.members[column.owners == column.sets[entry]]:
            start, _, end = column.names[member].partition("-")
            yield int(entry), int(start), int(end) if end else _ENDLESS
