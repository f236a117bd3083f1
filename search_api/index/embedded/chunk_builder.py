"""Making chunks of rows as they are indexed."""

from array import array
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from search_api.index.coding import code
from search_api.index.embedded.row_chunk import (
    Codes,
    Numbers,
    Postings,
    packed,
    write,
)
from search_api.index.embedded.told import told
from search_api.index.rows import Row
from search_api.query.syllables import fold
from search_api.ranking.signals import unpack

_NO_ROWS = np.zeros(0, dtype=np.int32)
_NO_NUMBERS = np.zeros(0, dtype=np.uint32)

LARGE = 1 << 16
"""Rows of a chunk that is full: a rebuild begins another; one that is half full is merged no more."""


@dataclass(slots=True)
class Read:
    """What is read of each row and document: numbers and what is shown, heads."""

    ranking: list[Codes] = field(default_factory=list)
    told: list[bytes | memoryview] = field(default_factory=list)
    heads: list[bytes | memoryview] = field(default_factory=list)


@dataclass(slots=True)
class ChunkBuilder:
    """Collects rows and writes them to `folder`, a file for each `LARGE` of them; `files` are those written."""

    folder: Path
    files: list[Path] = field(default_factory=list)
    _held: "dict[str, array[int]]" = field(default_factory=dict)
    _stamps: list[int] = field(default_factory=list)
    _sizes: list[int] = field(default_factory=list)
    _units: list[int] = field(default_factory=list)
    _read: Read = field(default_factory=Read)
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
        held = columns(postings, (stamps, sizes), np.array(self._units, dtype=np.int32), self._read)
        self.files.append(write(self.folder, held))
        for each in (self._held, self._stamps, self._sizes, self._units):
            each.clear()
        self._read, self._numbered = Read(), 0


def columns(
    postings: Postings,
    documents: tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]],
    units: npt.NDArray[np.int32],
    read_of: Read,
) -> dict[str, npt.NDArray[np.generic]]:
    """What a chunk's file holds; `documents` are stamps and sizes."""
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
