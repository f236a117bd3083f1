import os
import stat
from pathlib import Path

import numpy as np
import pytest

from search_api.errors import IndexBroken
from search_api.index.coding import code
from search_api.index.embedded.chunk_builder import ChunkBuilder
from search_api.index.embedded.row_chunk import SUFFIX, Chunk, read
from search_api.index.record import ProvisionRecord
from search_api.index.rows import Row
from search_api.query.streams import streams
from search_api.query.syllables import fold


def provision(ordinal: int) -> ProvisionRecord:
    return ProvisionRecord(f"art_{ordinal // 2}", f"Điều {ordinal}", "", "Đất đai", None, ordinal)


def row(ordinal: int, words: frozenset[str], eid: str = "") -> Row:
    text = streams(" ".join(sorted(words)))
    shown = provision(ordinal) if eid else None
    numbers = np.array([ordinal, *map(len, sorted(words))], dtype="<u4")
    return Row(ordinal, shown, text, streams(""), numbers.tobytes(), "", "", (), (), (), ())


def put(folder: Path, stamp: int, rows: list[frozenset[str]]) -> None:
    builder = ChunkBuilder(folder)
    builder.add(
        stamp,
        f"head {stamp}".encode(),
        (row(ordinal, words, f"art_{ordinal // 2}") for ordinal, words in enumerate(rows)),
    )
    builder.flush()


def chunks(folder: Path) -> list[Chunk]:
    return [read(path) for path in folder.glob(f"*{SUFFIX}")]


def held_in(chunk: Chunk, word: str, *, folded: bool) -> set[tuple[int, int]]:
    """Stamp and ordinal of the rows that hold a word."""
    flags = np.zeros(chunk.rows, dtype=np.uint8)
    chunk.mark(code(fold(word) if folded else word), flags, folded=folded)
    stamps = np.repeat(chunk.stamps, chunk.sizes)
    ordinals = np.arange(chunk.rows) - np.repeat(chunk.firsts(), chunk.sizes)
    return {(int(stamps[place]), int(ordinals[place])) for place in np.flatnonzero(flags)}


def test_a_row_that_is_no_provision_shows_nothing(tmp_path: Path) -> None:
    builder = ChunkBuilder(tmp_path)
    builder.add(1, b"{}", [row(0, frozenset({"luật"}))])
    builder.flush()
    assert [chunk.told_of(0) for chunk in chunks(tmp_path)] == [b""]


def test_common_words_are_maps_and_rare_ones_lists(tmp_path: Path) -> None:
    rows = [frozenset({"thuế", "luật"} if at == 5 else {"thuế"}) for at in range(100)]
    put(tmp_path, 1, rows)
    (chunk,) = chunks(tmp_path)
    assert len(chunk.maps) == 1
    assert chunk.lists.tolist() == [5]
    assert len(held_in(chunk, "thuế", folded=False)) == 100
    assert held_in(chunk, "luat", folded=True) == {(1, 5)}
    assert held_in(chunk, "khác", folded=False) == set()


@pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda _: b"", lambda data: b"\0" * len(data)])
def test_a_damaged_chunk_says_so(damage: object, tmp_path: Path) -> None:
    put(tmp_path, 1, [frozenset({"thuế"})])
    (path,) = tmp_path.glob("*")
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(IndexBroken):
        read(path)


def test_a_file_and_its_name_are_lasting_before_the_next_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lasting: list[tuple[bool, int]] = []

    def noted(descriptor: int) -> None:
        lasting.append((stat.S_ISDIR(os.fstat(descriptor).st_mode), len(list(tmp_path.glob(f"*{SUFFIX}")))))

    monkeypatch.setattr("search_api.index.embedded.row_chunk.os.fsync", noted)
    put(tmp_path, 1, [frozenset({"thuế"})])
    assert lasting == [(False, 0), (True, 1)]


def test_of_a_file_that_the_disk_has_no_room_for_nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("search_api.index.embedded.row_chunk.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        put(tmp_path, 1, [frozenset({"thuế"})])
    assert list(tmp_path.iterdir()) == []
