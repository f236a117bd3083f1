"""A file beside a tantivy index: which rows hold a word, what the second stage reads of each, what a page shows of it.

tantivy's binding hands matching rows over one object at a time, 45 ms for 36,000 of them, though counting documents
asks only which rows they are. Here a word that stands in more than one row of 32 is a map of bits, any other a list:
8 words over 60,000 rows take 0.2 ms. A file is never changed: rows of documents that were replaced or deleted are
recognised by their stamps and left out. It is memory mapped; what is not asked for costs no memory.
"""

import mmap
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from search_api.errors import IndexBroken

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Flags = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint32]
Answering = npt.NDArray[np.bool_]

Kind = TypeVar("Kind", bound=np.generic)

SUFFIX = ".rows"
PENDING = ".new"
_ALIGNED = 64
_LENGTH_BYTES = 8
_MAPPED_SHARE = 32  # a list takes 32 bits a row that holds the word, a map one bit for each row


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """So many rows, numbered from 0 in the order of their documents.

    `words` are codes of words with their marks, rising; word `i` has the map `maps[mapped[i]]`, or where `mapped[i]` is
    -1 the list `lists[starts[i]:starts[i + 1]]`. `folded` are codes of words without marks, rising, `variants` the
    places in `words` of what they stand for. `stamps` and `sizes` are those of the documents and how many rows each
    has. `units` are numbers of provisions, -1 for a row that is none. The numbers that the second stage reads of row
    `i` are `ranking[ranked[i]:ranked[i + 1]]`, its provision is `told[tells[i]:tells[i + 1]]` (told.py); the head of
    document `i` is `heads[headed[i]:headed[i + 1]]`.
    """

    words: Numbers
    mapped: Places
    maps: Flags
    starts: Numbers
    lists: Places
    folded: Numbers
    variants: Places
    stamps: Numbers
    sizes: Places
    units: Places
    ranking: Codes
    ranked: Numbers
    told: Flags
    tells: Numbers
    heads: Flags
    headed: Numbers

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return len(self.units)

    def firsts(self) -> Numbers:
        """The first row of each document."""
        sizes = self.sizes.astype(np.int64)
        first: Numbers = np.cumsum(sizes) - sizes
        return first

    def numbers_of(self, rows: Numbers) -> list[Codes]:
        """What the second stage reads of each of some rows."""
        return pieces(self.ranking, self.ranked, rows)

    def told_of(self, row: int) -> bytes:
        """What a page shows of a row, nothing where it is no provision."""
        return self.told[self.tells[row] : self.tells[row + 1]].tobytes()

    def head_of(self, document: int) -> bytes:
        """The record of a document without its provisions."""
        return self.heads[self.headed[document] : self.headed[document + 1]].tobytes()

    def mark(self, word: int, flags: Flags, *, folded: bool) -> None:
        """Set the flags of the rows that hold a word, given by its code with its marks or `folded` without."""
        for place in self._places(word, folded=folded):
            number = self.mapped[place]
            if number < 0:
                flags[self.lists[self.starts[place] : self.starts[place + 1]]] = 1
            else:
                flags |= np.unpackbits(self.maps[number], count=len(flags))

    def _places(self, word: int, *, folded: bool) -> Sequence[int]:
        known = self.folded if folded else self.words
        first = int(known.searchsorted(word))
        if first == len(known) or known[first] != word:
            return ()
        if not folded:
            return (first,)
        found: list[int] = self.variants[first : int(known.searchsorted(word, "right"))].tolist()
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Which row holds which word: `of` are places in `words`, `rows` the rows, in any order, each pair once."""

    words: Numbers
    folded: Numbers
    of: Places
    rows: Places


def packed(postings: Postings, count: int) -> dict[str, npt.NDArray[np.generic]]:
    """The first seven columns of a chunk of `count` rows. Eight bytes a posting are held beside the postings."""
    order = np.argsort(postings.words)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    keys = rank[postings.of]
    keys *= count
    keys += postings.rows
    keys.sort()
    bounds = np.searchsorted(keys, np.arange(len(order) + 1) * count)
    held = np.diff(bounds)
    often = held * _MAPPED_SHARE > count
    mapped = np.where(often, np.cumsum(often) - 1, -1).astype(np.int32)
    maps, lists = [], []
    for word, number in enumerate(mapped.tolist()):
        rows = keys[bounds[word] : bounds[word + 1]] - word * count
        if number < 0:
            lists.append(rows.astype(np.int32))
        else:
            flags = np.zeros(count, dtype=np.uint8)
            flags[rows] = 1
            maps.append(np.packbits(flags))
    folded = postings.folded[order]
    variants = np.argsort(folded, kind="stable")
    return {
        "words": postings.words[order],
        "mapped": mapped,
        "maps": np.array(maps, dtype=np.uint8).reshape(len(maps), -(-count // 8)),
        "starts": np.concatenate(([0], np.cumsum(np.where(often, 0, held)))),
        "lists": np.concatenate([*lists, np.zeros(0, dtype=np.int32)]),
        "folded": folded[variants],
        "variants": variants.astype(np.int32),
    }


def unpacked(chunk: Chunk) -> Postings:
    """The postings of a chunk."""
    folded = np.empty_like(chunk.folded)
    folded[chunk.variants] = chunk.folded
    of_map = np.flatnonzero(chunk.mapped >= 0)
    rows = [np.flatnonzero(np.unpackbits(bits, count=chunk.rows)).astype(np.int32) for bits in chunk.maps]
    listed = np.repeat(np.arange(len(chunk.words), dtype=np.int32), np.diff(chunk.starts))
    of = [listed, *(np.full(len(each), word, dtype=np.int32) for word, each in zip(of_map, rows, strict=True))]
    return Postings(chunk.words, folded, np.concatenate(of), np.concatenate([chunk.lists, *rows]))


def pieces(column: npt.NDArray[Kind], bounds: Numbers, rows: Numbers) -> list[npt.NDArray[Kind]]:
    """What a column holds of each of some rows: row `i` from `bounds[i]` to `bounds[i + 1]`."""
    places = zip(bounds[rows].tolist(), bounds[rows + 1].tolist(), strict=True)
    return [column[start:end] for start, end in places]


class _Column(msgspec.Struct, frozen=True):
    dtype: str
    shape: tuple[int, ...]
    start: int


def write(folder: Path, columns: Mapping[str, npt.NDArray[np.generic]]) -> Path:
    """A new file with these columns in `folder`, whole and lasting when this returns."""
    folder.mkdir(parents=True, exist_ok=True)
    described, at = {}, 0
    for name, column in columns.items():
        described[name] = _Column(column.dtype.str, column.shape, at)
        at += -(-column.nbytes // _ALIGNED) * _ALIGNED
    head = msgspec.json.encode((at, described))
    path = folder / f"{secrets.token_hex(8)}{SUFFIX}"
    pending = path.with_suffix(PENDING)
    try:
        with pending.open("wb") as file:
            file.write(len(head).to_bytes(_LENGTH_BYTES) + head)
            file.write(b"\0" * (-file.tell() % _ALIGNED))
            for column in columns.values():
                file.write(np.ascontiguousarray(column).data.cast("B") if column.size else b"")
                file.write(b"\0" * (-file.tell() % _ALIGNED))
            file.flush()
            os.fsync(file.fileno())
        pending.replace(path)
    finally:
        pending.unlink(missing_ok=True)  # where the disk is full
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)  # the name as well: tantivy commits what stands in the file next
    finally:
        os.close(directory)
    return path


def read(path: Path) -> Chunk:
    """The chunk in a file.

    Raises:
        FileNotFoundError: it was merged into another.
        IndexBroken: it is damaged.
    """
    with path.open("rb") as file:
        try:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            length = int.from_bytes(data[:_LENGTH_BYTES])
            size, described = msgspec.json.decode(
                data[_LENGTH_BYTES : _LENGTH_BYTES + length], type=tuple[int, dict[str, _Column]]
            )
            start = -(-(_LENGTH_BYTES + length) // _ALIGNED) * _ALIGNED
            if len(data) != start + size:
                raise IndexBroken(f"{path}: {len(data)} bytes, not {start + size}")
            columns: dict[str, Any] = {name: _view(data, column, start) for name, column in described.items()}
            return Chunk(**{field.name: columns[field.name] for field in fields(Chunk)})
        except (ValueError, KeyError, TypeError, msgspec.MsgspecError) as error:
            raise IndexBroken(f"{path}: {error}") from error


def _view(data: mmap.mmap, column: _Column, start: int) -> npt.NDArray[np.generic]:
    count = int(np.prod(column.shape))
    if not count:
        return np.zeros(column.shape, dtype=column.dtype)
    return np.frombuffer(data, dtype=column.dtype, count=count, offset=start + column.start).reshape(column.shape)
