import os
import stat
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_api.errors import IndexBroken
from search_api.index import chunk_builder
from search_api.index.chunk_builder import MOST, ChunkBuilder, merge
from search_api.index.coding import code
from search_api.index.record import ProvisionRecord
from search_api.index.row_chunk import PENDING, SUFFIX, Chunk, read
from search_api.index.rows import Row
from search_api.index.told import provision_of
from search_api.query.syllables import fold, streams

WORDS = ("thuế", "thuê", "luật", "đất", "dat", "phạt", "nhà")
Held = dict[int, list[frozenset[str]]]

documents = st.lists(st.lists(st.frozensets(st.sampled_from(WORDS), min_size=1), min_size=1, max_size=4), max_size=30)


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


def expected(held: Held, word: str, *, folded: bool) -> set[tuple[int, int]]:
    return {
        (stamp, ordinal)
        for stamp, rows in held.items()
        for ordinal, words in enumerate(rows)
        if (fold(word) in set(map(fold, words)) if folded else word in words)
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents, st.sets(st.integers(0, 29)))
def test_rows_are_found_by_their_words_however_often_chunks_were_merged(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[frozenset[str]]], gone: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    held: Held = {}
    for stamp, each in enumerate(rows):
        put(folder, stamp, each)
        held[stamp] = each
        if stamp in gone:
            del held[stamp]
        merge(folder, held.keys)
    found = chunks(folder)
    assert len(found) <= MOST
    for word in WORDS:
        for folded in (False, True):
            places = set().union(*(held_in(chunk, word, folded=folded) for chunk in found))
            alive = {place for place in places if place[0] in held}
            assert alive == expected(held, word, folded=folded)


def test_merging_keeps_what_a_page_shows_of_each_row_and_document(tmp_path: Path) -> None:
    for stamp in range(MOST + 1):
        put(tmp_path, stamp, [frozenset({"thuế"})] * (1 + stamp % 3))
    merge(tmp_path, lambda: range(1, MOST + 1))
    shown: dict[str, list[ProvisionRecord]] = {}
    for chunk in chunks(tmp_path):
        told = [provision_of(chunk.told_of(at)) for at in range(chunk.rows)]
        for place, (first, size) in enumerate(zip(chunk.firsts().tolist(), chunk.sizes.tolist(), strict=True)):
            shown[chunk.head_of(place).decode()] = told[first : first + size]
    assert {head: len(told) for head, told in shown.items()} == {f"head {at}": 1 + at % 3 for at in range(1, MOST + 1)}
    assert all(told == [provision(at) for at in range(len(told))] for told in shown.values())


def test_a_row_that_is_no_provision_shows_nothing(tmp_path: Path) -> None:
    builder = ChunkBuilder(tmp_path)
    builder.add(1, b"{}", [row(0, frozenset({"luật"}))])
    builder.flush()
    assert [chunk.told_of(0) for chunk in chunks(tmp_path)] == [b""]


def test_merging_keeps_what_is_read_of_each_row_and_which_provision_it_is(tmp_path: Path) -> None:
    rows = [frozenset({"thuế"}), frozenset({"luật", "đất"}), frozenset({"nhà"})]
    for stamp in range(MOST + 1):
        put(tmp_path, stamp, rows)
    merge(tmp_path, lambda: range(1, MOST + 1))
    merged = max(chunks(tmp_path), key=lambda chunk: chunk.rows)
    assert len(chunks(tmp_path)) < MOST
    assert 0 not in merged.stamps.tolist()
    assert Counter(merged.units.tolist()).most_common()[0][1] == 2  # two rows are pieces of one
    read_of = [merged.ranking[merged.ranked[at] : merged.ranked[at + 1]].tolist() for at in range(3)]
    assert read_of == [[0, 4], [1, 4, 3], [2, 3]]


def test_a_merged_chunk_is_never_more_than_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk_builder, "LARGE", 10)
    (tmp_path / f"killed{PENDING}").write_bytes(b"half")
    for stamp in range(60):
        put(tmp_path, stamp, [frozenset({"thuế"})] * (1 + stamp % 4))
        merge(tmp_path, lambda: range(60))
    found = chunks(tmp_path)
    assert max(chunk.rows for chunk in found) <= 10
    assert sum(chunk.rows < 5 for chunk in found) <= MOST
    assert sorted(stamp for chunk in found for stamp in chunk.stamps.tolist()) == list(range(60))
    assert not list(tmp_path.glob(f"*{PENDING}"))


def test_a_merge_that_was_killed_before_it_removed_anything_doubles_nothing(tmp_path: Path) -> None:
    for stamp in range(MOST + 1):
        put(tmp_path, stamp, [frozenset({"thuế"})])
    before = {path: path.read_bytes() for path in tmp_path.glob("*")}
    merge(tmp_path, lambda: range(MOST + 1))
    for path, content in before.items():
        path.write_bytes(content)
    merge(tmp_path, lambda: range(MOST + 1))
    stamps = [stamp for chunk in chunks(tmp_path) for stamp in chunk.stamps.tolist()]
    assert set(stamps) == set(range(MOST + 1))
    merged = max(chunks(tmp_path), key=lambda chunk: chunk.rows)
    assert len(set(merged.stamps.tolist())) == len(merged.stamps)


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

    monkeypatch.setattr("search_api.index.row_chunk.os.fsync", noted)
    put(tmp_path, 1, [frozenset({"thuế"})])
    assert lasting == [(False, 0), (True, 1)]
