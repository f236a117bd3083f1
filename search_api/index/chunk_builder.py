"""Making chunks: of rows as they are indexed, and of chunks that have become many."""

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence, Sized
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from search_api.index.coding import code
from search_api.index.row_chunk import (
    PENDING,
    SUFFIX,
    Chunk,
    Codes,
    Numbers,
    Postings,
    packed,
    pieces,
    read,
    unpacked,
    write,
)
from search_api.index.rows import Row
from search_api.index.told import told
from search_api.query.syllables import fold
from search_api.ranking.signals import unpack

_NO_STAMPS = np.zeros(0, dtype=np.int64)
_NO_ROWS = np.zeros(0, dtype=np.int32)
_NO_NUMBERS = np.zeros(0, dtype=np.uint32)

LARGE = 1 << 16
"""Rows of a chunk that is full: a rebuild begins another; one that is half full is merged no more."""

MOST = 8
"""Chunks that are not full; with one more the smallest are merged."""


@dataclass(slots=True)
class _Read:
    """What is read of each row and document: numbers and what is shown, heads."""

    ranking: list[Codes] = field(default_factory=list)
    told: list[bytes | memoryview] = field(default_factory=list)
    heads: list[bytes | memoryview] = field(default_factory=list)


@dataclass(slots=True)
class ChunkBuilder:
    """Collects rows and writes them to `folder`, a file for each `LARGE` of them."""

    folder: Path
    _held: "dict[str, array[int]]" = field(default_factory=dict)
    _stamps: list[int] = field(default_factory=list)
    _sizes: list[int] = field(default_factory=list)
    _units: list[int] = field(default_factory=list)
    _read: _Read = field(default_factory=_Read)
    _numbered: int = 0

    def add(self, stamp: int, head: bytes, rows: Iterable[Row]) -> None:
        """Take the rows of a document, all that it has, and its record without provisions."""
        if len(self._units) >= LARGE:
            self.flush()
        before = len(self._units)
        units: dict[str, int] = {}
        for row in rows:
            place = len(self._units)
            for word in set(row.text.words):
                self._held.setdefault(word, array("i")).append(place)
            eid = row.provision.eid if row.provision else ""
            self._units.append(units.setdefault(eid, self._numbered + len(units)) if eid else -1)
            self._read.ranking.append(unpack(row.ranking))
            self._read.told.append(told(row.provision) if row.provision else b"")
        self._read.heads.append(head)
        self._stamps.append(stamp)
        self._sizes.append(len(self._units) - before)
        self._numbered += len(units)

    def flush(self) -> None:
        """Write what was collected."""
        if not self._stamps:
            return
        lists = list(self._held.values())
        postings = Postings(
            words=np.array([code(word) for word in self._held], dtype=np.int64),
            folded=np.array([code(fold(word)) for word in self._held], dtype=np.int64),
            of=np.repeat(np.arange(len(lists), dtype=np.int32), [len(each) for each in lists]),
            rows=np.concatenate([_NO_ROWS, *(np.frombuffer(each, dtype=np.int32) for each in lists)]),
        )
        stamps, sizes = np.array(self._stamps, dtype=np.int64), np.array(self._sizes, dtype=np.int32)
        write(self.folder, _columns(postings, (stamps, sizes), np.array(self._units, dtype=np.int32), self._read))
        for each in (self._held, self._stamps, self._sizes, self._units):
            each.clear()
        self._read, self._numbered = _Read(), 0


def merge(folder: Path, alive: Callable[[], Collection[int]]) -> None:
    """Where chunks have become many, put the smallest into one, without the rows of documents that are gone.

    `alive` gives the stamps of all documents of the index. As many are merged as are together at least half as large as
    the next: so each row is written again a few times only, however many documents are put one by one. A merged chunk
    has at most `LARGE` rows, and merging so many takes some 400 MB.
    """
    for left in folder.glob(f"*{PENDING}"):  # by a writer that was killed
        left.unlink()
    found = [(path, read(path)) for path in folder.glob(f"*{SUFFIX}")]
    small = sorted(((path, chunk) for path, chunk in found if chunk.rows < LARGE // 2), key=lambda each: each[1].rows)
    if len(small) <= MOST:
        return
    most, total = 2, small[0][1].rows + small[1][1].rows
    while most < len(small) and small[most][1].rows <= min(2 * total, LARGE - total):
        total += small[most][1].rows
        most += 1
    _write_merged(folder, [chunk for _, chunk in small[:most]], np.array(sorted(alive()), dtype=np.int64))
    for path, _ in small[:most]:
        path.unlink()


def _write_merged(folder: Path, chunks: Sequence[Chunk], alive: Numbers) -> None:
    parts, sizes, units, read_of = [], [], [], _Read()
    stamps: list[Numbers] = []
    count, unit = 0, 0
    for chunk in chunks:
        # A merge that was killed before it removed what it merged has left documents twice.
        kept = np.isin(chunk.stamps, alive) & ~np.isin(chunk.stamps, np.concatenate([*stamps, _NO_STAMPS]))
        of_row = np.repeat(kept, chunk.sizes)
        numbers = np.where(of_row, np.cumsum(of_row) - 1 + count, -1).astype(np.int32)
        postings = unpacked(chunk)
        rows = numbers[postings.rows]
        parts.append(Postings(postings.words, postings.folded, postings.of[rows >= 0], rows[rows >= 0]))
        stamps.append(chunk.stamps[kept])
        sizes.append(chunk.sizes[kept])
        units.append(np.where(chunk.units < 0, -1, chunk.units + unit)[of_row])
        rows_kept = np.flatnonzero(of_row)
        read_of.ranking += pieces(chunk.ranking, chunk.ranked, rows_kept)
        read_of.told += (each.data for each in pieces(chunk.told, chunk.tells, rows_kept))
        read_of.heads += (each.data for each in pieces(chunk.heads, chunk.headed, np.flatnonzero(kept)))
        count, unit = count + int(of_row.sum()), unit + int(chunk.units.max(initial=-1)) + 1
    if count:
        documents = np.concatenate(stamps), np.concatenate(sizes)
        write(folder, _columns(_joined(parts), documents, np.concatenate(units), read_of))


def _joined(parts: Sequence[Postings]) -> Postings:
    """All postings over the words that any row still holds."""
    words, first, places = np.unique(
        np.concatenate([part.words for part in parts]), return_index=True, return_inverse=True
    )
    offsets = np.cumsum([0, *(len(part.words) for part in parts)])
    places = places.astype(np.int32)
    of = np.concatenate([places[part.of + offset] for part, offset in zip(parts, offsets, strict=False)])
    held = np.bincount(of, minlength=len(words)) > 0
    renumbered = (np.cumsum(held) - 1).astype(np.int32)
    folded = np.concatenate([part.folded for part in parts])[first]
    return Postings(words[held], folded[held], renumbered[of], np.concatenate([part.rows for part in parts]))


def _columns(
    postings: Postings,
    documents: tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]],
    units: npt.NDArray[np.int32],
    read_of: _Read,
) -> dict[str, npt.NDArray[np.generic]]:
    return {
        **packed(postings, len(units)),
        "stamps": documents[0],
        "sizes": documents[1],
        "units": units.astype(np.int32),
        "ranking": np.concatenate([_NO_NUMBERS, *read_of.ranking]),
        "ranked": _bounds(read_of.ranking),
        "told": np.frombuffer(b"".join(read_of.told), dtype=np.uint8),
        "tells": _bounds(read_of.told),
        "heads": np.frombuffer(b"".join(read_of.heads), dtype=np.uint8),
        "headed": _bounds(read_of.heads),
    }


def _bounds(parts: Sequence[Sized]) -> Numbers:
    """Where each part begins and the last one ends, one after the other."""
    return np.cumsum([0, *map(len, parts)], dtype=np.int64)
