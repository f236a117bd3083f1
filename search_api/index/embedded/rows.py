"""The rows of one state of an embedded index, numbered through all its chunks: which of them answer a plan.

Rows that hold a word come from the chunks; phrases, numbers, labels and issues, which few rows hold, from tantivy.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from tantivy import DocAddress, Query, Searcher

from search_api.errors import IndexBroken
from search_api.index.coding import code
from search_api.index.embedded.columns import Columns
from search_api.index.embedded.compile import clause_query, ranking_query, row_query
from search_api.index.embedded.phrases import Open, Phrases, is_phrase
from search_api.index.embedded.row_chunk import SUFFIX, Answering, Chunk, Codes, Flags, Numbers, read
from search_api.index.embedded.told import provision_of
from search_api.index.record import DocumentRecord, ProvisionRecord
from search_api.query.clauses import Clause, Need
from search_api.query.plan import SearchPlan
from search_api.ranking.signals import HEAD

_NONE = np.zeros(0, dtype=np.int64)
_NO_NUMBERS = np.zeros(0, dtype=np.uint32)
_TRIES = 3
_DECIMALS = 4  # of scores: tantivy's 32 bits tell equals apart
_REMEMBERED = 256  # clauses, a bit a row each: of 600,000 rows 19 MB
_HEADS_REMEMBERED = 2048  # some 4 MB
_HEAD = msgspec.json.Decoder(DocumentRecord)
_FIELDS = {"text": False, "text_folded": True}
_code = lru_cache(maxsize=1 << 14)(code)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """All rows, those of documents that are gone among them.

    `entries` are the places of their documents in the columns, -1 where the document is gone and the row not `alive`;
    `units` number their provisions, -1 where a row is none. `bases` gives the first row of each document, `sizes` how
    many it has, `within` its place among the documents of its chunk, `bounds` the first row of each chunk; numbers of
    provisions are below `provisions`. `stamps` are those of the documents, rising, `stamped_bases` their first rows in
    that order.
    """

    chunks: tuple[Chunk, ...]
    bounds: tuple[int, ...]
    entries: Numbers
    alive: Answering
    units: Numbers
    bases: Numbers
    sizes: Numbers
    within: Numbers
    provisions: int
    stamps: Numbers
    stamped_bases: Numbers

    def stamped(self, stamps: Numbers) -> Numbers:
        """The rows with these stamps, all of them known: that of a document's first row, and so many above it."""
        places = np.searchsorted(self.stamps, stamps, side="right") - 1
        return self.stamped_bases[places] + stamps - self.stamps[places]

    def of(self, entry: int) -> slice:
        """The rows of a document."""
        return slice(int(self.bases[entry]), int(self.bases[entry] + self.sizes[entry]))

    def holding(self, words: Iterable[str], flags: Flags, *, folded: bool) -> None:
        """Set the flags of rows that hold any of the words, as they are or without marks."""
        codes = [_code(word) for word in words]
        for chunk, first in zip(self.chunks, self.bounds, strict=True):
            part = flags[first : first + chunk.rows]
            for each in codes:
                chunk.mark(each, part, folded=folded)

    def none(self) -> Flags:
        """A flag for each row, none set."""
        return np.zeros(len(self.entries), dtype=np.uint8)

    def ranking(self, rows: Numbers) -> list[Codes]:
        """What the second stage reads of rows."""
        if len(self.chunks) == 1:
            return self.chunks[0].numbers_of(rows)
        places = np.searchsorted(self.bounds, rows, side="right") - 1
        found: list[Codes] = [_NO_NUMBERS] * len(rows)
        for place in np.unique(places).tolist():
            own = np.flatnonzero(places == place)
            for at, numbers in zip(
                own.tolist(), self.chunks[place].numbers_of(rows[own] - self.bounds[place]), strict=True
            ):
                found[at] = numbers
        return found

    @property
    def words_a_row(self) -> float:
        """How many words a row has in the mean."""
        numbers = sum(len(chunk.ranking) for chunk in self.chunks)
        return max(1.0, numbers / max(1, len(self.entries)) - HEAD)

    def provision(self, row: int) -> ProvisionRecord | None:
        """The provision that a row is, None where it is none.

        Raises:
            IndexBroken: the file is damaged.
        """
        chunk, own = self._place(row)
        held = chunk.told_of(own)
        try:
            return provision_of(held) if held else None
        except ValueError as error:
            raise IndexBroken(f"row {row}: {error}") from error

    def head(self, entry: int) -> bytes:
        """The record of a document without its provisions."""
        chunk, _ = self._place(int(self.bases[entry]))
        return chunk.head_of(int(self.within[entry]))

    def _place(self, row: int) -> tuple[Chunk, int]:
        """The chunk of a row, and its number in it."""
        place = bisect_right(self.bounds, row) - 1
        return self.chunks[place], row - self.bounds[place]


def read_rows(chunks: tuple[Chunk, ...], columns: Columns) -> Rows:
    """The rows of all documents that the columns hold.

    Raises:
        IndexBroken: a document's rows are missing.
    """
    bounds = np.cumsum([0, *(chunk.rows for chunk in chunks)])
    order = np.argsort(columns.stamps)
    bases, sizes, within = np.full((3, len(columns.stamps)), -1, dtype=np.int64)
    entries, units, unit = [], [], 0
    for chunk, first in zip(chunks, bounds.tolist(), strict=False):
        places = np.searchsorted(columns.stamps, chunk.stamps, sorter=order)
        found = order[np.minimum(places, len(order) - 1)] if len(order) else np.zeros_like(places)
        alive = columns.stamps[found] == chunk.stamps if len(order) else np.zeros(len(places), dtype=np.bool_)
        alive[alive] = bases[found[alive]] < 0  # a merge that was killed leaves documents twice
        bases[found[alive]], sizes[found[alive]] = first + chunk.firsts()[alive], chunk.sizes[alive]
        within[found[alive]] = np.flatnonzero(alive)
        entries.append(np.repeat(np.where(alive, found, -1), chunk.sizes))
        units.append(np.where(chunk.units < 0, -1, chunk.units.astype(np.int64) + unit))
        unit += int(chunk.units.max(initial=-1)) + 1
    if (bases < 0).any():
        raise IndexBroken(f"rows of {int((bases < 0).sum())} documents are missing")
    of_rows, of_units = np.concatenate([_NONE, *entries]), np.concatenate([_NONE, *units])
    return Rows(
        chunks,
        tuple(bounds[:-1].tolist()),
        of_rows,
        of_rows >= 0,
        of_units,
        bases,
        sizes,
        within,
        unit,
        columns.stamps[order],
        bases[order],
    )


def open_chunks(folder: Path) -> tuple[Chunk, ...]:
    """The chunks in a folder. To be opened next after the index: then a writer between the two is seldom.

    Raises:
        IndexBroken: one is damaged, or they go away again and again.
    """
    for _ in range(_TRIES):
        try:
            return tuple(read(path) for path in sorted(folder.glob(f"*{SUFFIX}")))
        except FileNotFoundError:  # a writer merged chunks between listing and opening them
            continue
    raise IndexBroken(f"{folder}: chunks went away {_TRIES} times while they were opened")


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """Rows by falling score: their numbers, their scores."""

    rows: Numbers = field(default_factory=lambda: _NONE)
    scores: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))

    def at(self, places: Numbers) -> "Best":
        """Some of them, in the order given."""
        return Best(self.rows[places], self.scores[places])


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows with the searcher that finds and the columns that know their documents.

    `counted` rows are what scores reckon with; `known` remembers which rows hold what tantivy was asked for.
    """

    searcher: Searcher
    columns: Columns
    rows: Rows
    counted: int
    known: dict[Clause, Flags] = field(default_factory=dict)
    phrases: Phrases = field(default_factory=Phrases)
    heads: dict[int, DocumentRecord] = field(default_factory=dict)
    """Records without provisions that hits showed lately, by entry: the same laws are found again and again."""

    def head(self, entry: int) -> DocumentRecord:
        """The record of a document, without its provisions.

        Raises:
            IndexBroken: the file is damaged.
        """
        record = self.heads.get(entry)
        if record is None:
            try:
                record = _HEAD.decode(self.rows.head(entry))
            except msgspec.MsgspecError as error:
                raise IndexBroken(f"head of document {entry}: {error}") from error
            if len(self.heads) >= _HEADS_REMEMBERED:
                self.heads.clear()
            self.heads[entry] = record
        return record

    def numbers(self, addresses: list[DocAddress]) -> Numbers:
        """The rows at these addresses."""
        # Each row holds one, a whole number: tantivy's type allows for fields that are not there.
        stamps = np.array(self.searcher.fast_field_values("stamp", addresses), dtype=np.int64)
        return self.rows.stamped(stamps)

    def found(self, query: Query, most: int = 0) -> "Best":
        """The best rows of a query, all of them where `most` is 0."""
        hits = self.searcher.search(query, most or max(1, self.searcher.num_docs), count=False).hits
        scores: npt.NDArray[np.float64] = np.array([score for score, _ in hits], dtype=np.float64)
        return Best(self.numbers([address for _, address in hits]), scores.round(_DECIMALS))

    def best(self, plan: SearchPlan, most: int = 0) -> "Best":
        """The best rows by all that ranks, all of them where `most` is 0; whether they answer is not looked at."""
        return self.found(ranking_query(plan, self.searcher.doc_freq, self.counted), most)

    def address(self, row: int) -> DocAddress:
        """Where a row stands in tantivy."""
        entry = int(self.rows.entries[row])
        ordinal = row - int(self.rows.bases[entry])
        hits = self.searcher.search(row_query(int(self.columns.codes[entry]), ordinal), 1, count=False).hits
        return hits[0][1]

    def answering(self, plan: SearchPlan) -> Answering:
        """Which rows meet all that the plan asks of a row; where it asks nothing of any, those that anything ranks."""
        if not (plan.required or plan.needs):
            flags = self.rows.none()
            flags[self.best(plan).rows] = 1
            return flags.astype(np.bool_)
        answer = self.rows.alive.copy()
        for need in plan.required:
            answer &= self._meeting(need).view(np.bool_)
        if plan.needs:
            # A byte as long as that will do: bytes are added in a third of the time of larger numbers.
            counted = np.zeros(len(answer), dtype=np.min_scalar_type(len(plan.needs)))
            least, later = max(plan.least, 1), []
            for need in plan.needs:
                flags = self._meeting(need, phrases=False)
                counted += flags
                if phrases := tuple(filter(is_phrase, need.any_of)):
                    later.append(Open(phrases, flags))
            if later:
                self.phrases.count(self.rows, later, counted, least, answer)
            answer &= counted >= least
        return answer

    def _meeting(self, need: Need, *, phrases: bool = True) -> Flags:
        flags = self.rows.none()
        for clause in need.any_of:
            if phrases or not is_phrase(clause):
                self._hold(clause, flags)
        return flags

    def holding(self, clause: Clause) -> Flags:
        """Which rows hold what a clause looks for."""
        flags = self.rows.none()
        self._hold(clause, flags)
        return flags

    def _hold(self, clause: Clause, flags: Flags) -> None:
        single = clause.kind == "tokens" or (clause.kind == "phrase" and len(clause.tokens) == 1)
        if single and clause.field in _FIELDS:
            self.rows.holding(clause.tokens, flags, folded=_FIELDS[clause.field])
        else:
            flags |= np.unpackbits(self._remembered(clause), count=len(flags))

    def _remembered(self, clause: Clause) -> Flags:
        """The rows of a clause as bits: what an abbreviation stands for is asked again and again."""
        bits = self.known.get(clause)
        if bits is None:
            flags = self.rows.none()
            flags[self.found(clause_query(clause)).rows] = 1
            bits = np.packbits(flags)
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            self.known[clause] = bits
        return bits
