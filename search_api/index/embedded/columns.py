"""What sorting, filters and facets need of every document, held as columns beside a tantivy searcher.

tantivy can neither group rows by document nor count documents exactly; over columns both take microseconds. Reading
them for 9,590 documents takes 60 ms, once after each commit.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from tantivy import DocAddress, Searcher

from search_api.index.embedded.compile import heads_query
from search_api.index.embedded.facets import (
    BY_OCR,
    HAS_ATTACHMENTS,
    HAS_STATUS,
    FacetColumns,
    Flags,
    Numbers,
    read_facets,
)
from search_api.index.facet_values import NAMED, NO, STATUSES, YES, chosen_values, day_ranges
from search_api.query.plan import FACETS
from search_api.query.request import Filters, ShownStatus, Sort

_NO_DATE = 0
_LAST = np.iinfo(np.int64).max
_STATUSES: tuple[ShownStatus, ...] = (*STATUSES, "none")
_DAYS_REMEMBERED = 4
_FLAGS = {"attachments": HAS_ATTACHMENTS, "ocr": BY_OCR}

Keys = tuple[Numbers | npt.NDArray[np.float64], ...]
"""Columns to sort by, all rising, the first one first."""


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry a document in each column; `places` leads from a document's code to its entry.

    A stamp tells each writing of a document from all others. Days count from the year 1, 0 stands for none; arrival
    counts milliseconds since 1970.
    """

    places: dict[int, int]
    codes: Numbers
    letters: Numbers
    stamps: Numbers
    arrived: Numbers
    tiers: Numbers
    facets: FacetColumns
    known: dict[dt.date, Numbers] = field(default_factory=dict)
    """Statuses of the last days that were asked for."""

    def choose(self, entries: Numbers, filters: Filters, as_of: dt.date) -> "Choice":
        """The user's choices over `entries`, which may hold a document several times."""
        statuses = self._statuses_on(as_of)[entries]
        ranged: Flags = np.ones(len(entries), dtype=np.bool_)
        for date, first, last in day_ranges(filters):
            days = self.facets.days[date][entries]
            ranged &= (days != _NO_DATE) & (days >= (first or 0)) & (days <= (last or _LAST))
        passing = {
            name: self._passing(name, chosen, entries, statuses)
            for name in FACETS
            if (chosen := chosen_values(name, filters))
        }
        return Choice(self, entries, statuses, ranged, passing)

    def keys(self, entries: Numbers, sort: Sort, scores: npt.NDArray[np.float64], levels: Numbers) -> Keys:
        """What `entries` are sorted by; equals stand by tier, date and id, the same each time."""
        issued, gazetted = self._day("issued", entries), self._day("gazetted", entries)
        effective, tiers = self._day("effective", entries), self.tiers[entries]
        same = (self.letters[entries], self.codes[entries])
        orders: dict[Sort, Keys] = {
            "relevance": (levels, -scores, tiers, -issued),
            "newest": (-issued, -gazetted, tiers),
            "oldest": (_undated_last(issued), _undated_last(gazetted), tiers),
            "effective": (-effective, -issued, tiers),
            "gazetted": (-gazetted, -issued, tiers),
            "arrived": (-self.arrived[entries], -issued, tiers),
        }
        return (*orders[sort], *same)

    def _day(self, name: str, entries: Numbers) -> Numbers:
        return self.facets.days[name][entries]

    def _passing(self, name: str, chosen: tuple[str, ...], entries: Numbers, statuses: Numbers) -> Flags:
        if name == "year":
            return np.isin(self.facets.years[entries], [int(year) for year in chosen])
        if name == "status":
            return np.isin(statuses, [place for place, value in enumerate(STATUSES) if value in chosen])
        if name in _FLAGS:
            held: Flags = (self.facets.flags[entries] & _FLAGS[name]) != 0
            return held if chosen[0] == YES else ~held
        return self.facets.named[name].passing(chosen, entries)

    def _statuses_on(self, as_of: dt.date) -> Numbers:
        """The same, remembered: nearly all ask for today."""
        statuses = self.known.get(as_of)
        if statuses is None:
            statuses = self._statuses(as_of)
            if len(self.known) >= _DAYS_REMEMBERED:
                self.known.clear()
            self.known[as_of] = statuses
        return statuses

    def _statuses(self, as_of: dt.date) -> Numbers:
        """The status of every document, as places in _STATUSES: the rule of `facet_values.status_on`."""
        days, day = self.facets.days, as_of.toordinal()
        suspended = np.zeros(len(self.codes), dtype=np.bool_)
        suspended[[entry for entry, first, last in self.facets.suspensions if first <= day <= last]] = True
        rules: tuple[tuple[ShownStatus, Flags], ...] = (
            ("none", (self.facets.flags & HAS_STATUS) == 0),
            ("unknown", days["effective"] == _NO_DATE),
            ("not_yet", days["effective"] > day),
            ("expired", (days["expired"] != _NO_DATE) & (days["expired"] <= day)),
            ("suspended", suspended),
            ("partly_expired", (days["changed"] != _NO_DATE) & (days["changed"] <= day)),
        )
        places = [_STATUSES.index(value) for value, _ in rules]
        return np.select([holds for _, holds in rules], places, _STATUSES.index("in_force"))


@dataclass(frozen=True, slots=True)
class Choice:
    """Entries under the user's choices: which pass, and what each facet counts without its own choice."""

    columns: Columns
    entries: Numbers
    statuses: Numbers
    ranged: Flags
    passing: dict[str, Flags]
    _counted: "dict[str | None, tuple[Numbers, Numbers]]" = field(default_factory=dict)

    def kept(self, without: str | None = None) -> Flags:
        """Which entries pass all choices, that on the facet `without` left out."""
        kept = self.ranged
        for name, passing in self.passing.items():
            if name != without:
                kept = kept & passing
        return kept

    def counts(self, facet: str, most: int, chosen: tuple[str, ...]) -> dict[str, int]:
        """How many documents have each value of a facet, under the choices on the others.

        All values of small facets, of others at least the `most` frequent and those chosen.
        """
        (entries, statuses), facets = self._without(facet), self.columns.facets
        if facet in NAMED:
            return facets.named[facet].counts(entries, most, chosen)
        if facet == "year":
            numbers = np.bincount(facets.years[entries])  # dates end with the year 9999
            return {str(year): int(numbers[year]) for year in np.flatnonzero(numbers).tolist() if year}
        if facet == "status":
            counted = np.bincount(statuses, minlength=len(_STATUSES))
            return {value: int(counted[place]) for place, value in enumerate(STATUSES) if counted[place]}
        held = int(np.count_nonzero(facets.flags[entries] & _FLAGS[facet]))
        return {value: n for value, n in ((YES, held), (NO, len(entries) - held)) if n}

    def _without(self, facet: str) -> tuple[Numbers, Numbers]:
        """Entries and statuses under the choices on the other facets: the same for all on which nothing is chosen."""
        name = facet if facet in self.passing else None
        if name not in self._counted:
            kept = self.kept(without=name)
            self._counted[name] = self.entries[kept], self.statuses[kept]
        return self._counted[name]


def order_of(keys: Keys) -> Numbers:
    """The places of what has these keys, sorted by them."""
    return np.lexsort(keys[::-1])  # which takes the first key last


def beyond(keys: Keys, after: Sequence[float]) -> Flags:
    """Which keys stand after the given ones."""
    greater = np.zeros(len(keys[0]), dtype=np.bool_)
    equal = np.ones(len(keys[0]), dtype=np.bool_)
    for key, value in zip(keys, after, strict=True):
        greater |= equal & (key > value)
        equal &= key == value
    return greater


def read_columns(searcher: Searcher) -> Columns:
    """The columns of all documents that `searcher` sees."""
    heads = _heads(searcher)
    codes = _column(searcher, "document", heads)
    return Columns(
        places={int(value): entry for entry, value in enumerate(codes)},
        codes=codes,
        letters=_column(searcher, "letters", heads),
        stamps=_column(searcher, "stamp", heads),
        arrived=_column(searcher, "arrived", heads),
        tiers=_column(searcher, "tier", heads),
        facets=read_facets(searcher, heads),
    )


def read_stamps(searcher: Searcher) -> Numbers:
    """The stamps of all documents that `searcher` sees."""
    return _column(searcher, "stamp", _heads(searcher))


def _heads(searcher: Searcher) -> list[DocAddress]:
    """The first row of each document."""
    found = searcher.search(heads_query(), max(1, searcher.num_docs), count=False).hits
    return [address for _, address in found]


def _undated_last(days: Numbers) -> Numbers:
    return np.where(days == _NO_DATE, _LAST, days)


def _column(searcher: Searcher, field: str, heads: list[DocAddress]) -> Numbers:
    return np.array(searcher.fast_field_values(field, heads), dtype=np.int64)
