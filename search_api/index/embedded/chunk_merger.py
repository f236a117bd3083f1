"""Keeping the chunks of an index few, and free of most rows of documents that are gone."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from search_api.index.embedded.chunk_builder import LARGE, Read, columns
from search_api.index.embedded.row_chunk import (
    PENDING,
    SUFFIX,
    Chunk,
    Numbers,
    Postings,
    pieces,
    read,
    unpacked,
    write,
)

MOST = 8
"""Chunks that are not full; with one more the smallest are merged."""

DEAD_SHARE = 3
"""A chunk of which more than one row in so many is of documents that are gone is written again without them."""

_NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _File:
    """A chunk in its file, and which of its documents the index holds."""

    path: Path
    chunk: Chunk
    kept: npt.NDArray[np.bool_]

    @property
    def dead(self) -> int:
        """How many of its rows are of documents that are gone."""
        return int(self.chunk.sizes[~self.kept].sum())


def tidy(folder: Path, live: int, stamps: Callable[[], Collection[int]]) -> None:
    """Where chunks have become many, or hold too many rows of documents that are gone, write some of them anew.

    `live` is how many rows the index has, `stamps` gives those of its documents, and is asked only where there is
    something to do. Then a chunk without any of them is removed, small ones are merged, and of those with too many dead
    rows that with the most is rewritten: at most `LARGE` rows each time, which takes some 450 MB for two seconds. As a
    chunk is rewritten again only when a third of what is left has died, this happens to it twice before it counts as
    small. The new file stands before the old one goes: a writer that is killed between the two leaves documents twice,
    of which the second is as good as dead.
    """
    for left in folder.glob(f"*{PENDING}"):  # by a writer that was killed
        left.unlink()
    found = [(path, read(path)) for path in sorted(folder.glob(f"*{SUFFIX}"))]
    rows = sum(chunk.rows for _, chunk in found)
    if sum(chunk.rows < LARGE // 2 for _, chunk in found) <= MOST and (rows - live) * DEAD_SHARE <= rows:
        return
    files = list(_files(found, np.array(sorted(stamps()), dtype=np.int64)))
    for each in files:
        if not each.kept.any():
            each.path.unlink()
    files = [each for each in files if each.kept.any()]
    small = _small(files)
    if small:
        _rewrite(folder, small)
    worst = [each for each in files if each.dead * DEAD_SHARE > each.chunk.rows and each not in small]
    if worst:
        _rewrite(folder, [max(worst, key=lambda each: each.dead)])


def _files(found: Sequence[tuple[Path, Chunk]], alive: Numbers) -> Iterator[_File]:
    """Each file with what it keeps: a document that two of them hold is kept in the first, as searches read it."""
    seen = _NONE
    for path, chunk in found:
        kept = np.isin(chunk.stamps, alive) & ~np.isin(chunk.stamps, seen)
        seen = np.concatenate([seen, chunk.stamps[kept]])
        yield _File(path, chunk, kept)


def _small(files: Sequence[_File]) -> list[_File]:
    """What is merged: the smallest, as many as are together at least half as large as the next.

    So each row is merged a few times only, however many documents are put one by one.
    """
    small = sorted((each for each in files if each.chunk.rows < LARGE // 2), key=lambda each: each.chunk.rows)
    if len(small) <= MOST:
        return []
    most, total = 2, small[0].chunk.rows + small[1].chunk.rows
    while most < len(small) and small[most].chunk.rows <= min(2 * total, LARGE - total):
        total += small[most].chunk.rows
        most += 1
    return small[:most]


def _rewrite(folder: Path, files: Sequence[_File]) -> None:
    """Put what some files keep into one new file, and remove them."""
    parts, sizes, units, read_of = [], [], [], Read()
    stamps: list[Numbers] = []
    count, unit = 0, 0
    for chunk, kept in ((each.chunk, each.kept) for each in files):
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
    documents = np.concatenate(stamps), np.concatenate(sizes)
    write(folder, columns(_joined(parts), documents, np.concatenate(units), read_of))
    for each in files:
        each.path.unlink()


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
