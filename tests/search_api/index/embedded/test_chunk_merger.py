"""Chunks stay few, and hold few rows of documents that are gone; what searches read of the others stays the same."""

import random
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_api.index.embedded import chunk_merger, row_chunk
from search_api.index.embedded.chunk_builder import ChunkBuilder
from search_api.index.embedded.chunk_merger import DEAD_SHARE, MOST
from search_api.index.embedded.row_chunk import PENDING, SUFFIX
from search_api.index.embedded.told import provision_of
from search_api.index.record import ProvisionRecord
from search_api.query.syllables import fold
from tests.search_api.index.embedded.test_chunk_builder import chunks, held_in, provision, put, row

WORDS = ("thuế", "thuê", "luật", "đất", "dat", "phạt", "nhà")
Held = dict[int, list[frozenset[str]]]

documents = st.lists(st.lists(st.frozensets(st.sampled_from(WORDS), min_size=1), min_size=1, max_size=4), max_size=30)


def tidy(folder: Path, alive: Collection[int]) -> None:
    """As after a put: the index holds the rows of the documents alive, once."""
    sizes = {stamp: size for each in chunks(folder) for stamp, size in zip(each.stamps, each.sizes, strict=True)}
    chunk_merger.tidy(folder, sum(int(sizes[stamp]) for stamp in alive), lambda: alive)


def expected(held: Held, word: str, *, folded: bool) -> set[tuple[int, int]]:
    return {
        (stamp, ordinal)
        for stamp, rows in held.items()
        for ordinal, words in enumerate(rows)
        if (fold(word) in set(map(fold, words)) if folded else word in words)
    }


def dead(folder: Path, alive: Collection[int]) -> list[tuple[int, int]]:
    """Of each chunk how many rows are of documents that are gone, and all its rows."""
    return [
        (sum(int(size) for stamp, size in zip(each.stamps, each.sizes, strict=True) if stamp not in alive), each.rows)
        for each in chunks(folder)
    ]


@pytest.mark.parametrize("large", [1 << 16, 12])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=documents, gone=st.sets(st.integers(0, 29)))
def test_rows_are_found_by_their_words_however_often_chunks_were_merged(
    tmp_path_factory: pytest.TempPathFactory, large: int, rows: list[list[frozenset[str]]], gone: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    held: Held = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chunk_merger, "LARGE", large)
        for stamp, each in enumerate(rows):
            put(folder, stamp, each)
            held[stamp] = each
            for old in gone & {stamp, stamp - 3}:
                held.pop(old, None)
            tidy(folder, held)
    found = chunks(folder)
    assert sum(chunk.rows < large // 2 for chunk in found) <= MOST
    total, all_dead = sum(chunk.rows for chunk in found), sum(number for number, _ in dead(folder, held))
    assert all_dead * DEAD_SHARE <= total
    for word in WORDS:
        for folded in (False, True):
            places = set().union(*(held_in(chunk, word, folded=folded) for chunk in found))
            alive = {place for place in places if place[0] in held}
            assert alive == expected(held, word, folded=folded)


def test_merging_keeps_what_a_page_shows_of_each_row_and_document(tmp_path: Path) -> None:
    for stamp in range(MOST + 1):
        put(tmp_path, stamp, [frozenset({"thuế"})] * (1 + stamp % 3))
    tidy(tmp_path, range(1, MOST + 1))
    shown: dict[str, list[ProvisionRecord]] = {}
    for chunk in chunks(tmp_path):
        told = [provision_of(chunk.told_of(at)) for at in range(chunk.rows)]
        for place, (first, size) in enumerate(zip(chunk.firsts().tolist(), chunk.sizes.tolist(), strict=True)):
            shown[chunk.head_of(place).decode()] = told[first : first + size]
    assert {head: len(told) for head, told in shown.items()} == {f"head {at}": 1 + at % 3 for at in range(1, MOST + 1)}
    assert all(told == [provision(at) for at in range(len(told))] for told in shown.values())


def test_merging_keeps_what_is_read_of_each_row_and_which_provision_it_is(tmp_path: Path) -> None:
    rows = [frozenset({"thuế"}), frozenset({"luật", "đất"}), frozenset({"nhà"})]
    for stamp in range(MOST + 2):
        put(tmp_path, stamp, rows)
    tidy(tmp_path, range(1, MOST + 2))
    merged = max(chunks(tmp_path), key=lambda chunk: chunk.rows)
    assert len(chunks(tmp_path)) < MOST
    assert 0 not in merged.stamps.tolist()
    assert Counter(merged.units.tolist()).most_common()[0][1] == 2  # two rows are pieces of one
    read_of = [merged.ranking[merged.ranked[at] : merged.ranked[at + 1]].tolist() for at in range(3)]
    assert read_of == [[0, 4], [1, 4, 3], [2, 3]]


def test_a_merged_chunk_is_never_more_than_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk_merger, "LARGE", 10)
    (tmp_path / f"killed{PENDING}").write_bytes(b"half")
    for stamp in range(60):
        put(tmp_path, stamp, [frozenset({"thuế"})] * (1 + stamp % 4))
        tidy(tmp_path, range(stamp + 1))
    found = chunks(tmp_path)
    assert max(chunk.rows for chunk in found) <= 10
    assert sum(chunk.rows < 5 for chunk in found) <= MOST
    assert sorted(stamp for chunk in found for stamp in chunk.stamps.tolist()) == list(range(60))
    assert not list(tmp_path.glob(f"*{PENDING}"))


def test_rows_of_documents_that_are_put_again_and_again_do_not_pile_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunk_merger, "LARGE", 48)
    written: list[int] = []

    def noted(folder: Path, held: dict[str, npt.NDArray[np.generic]]) -> Path:
        written.append(len(held["units"]))
        return row_chunk.write(folder, held)

    monkeypatch.setattr(chunk_merger, "write", noted)
    drawn, stamp, alive = random.Random(5), 0, dict.fromkeys(range(20), -1)
    for _ in range(6):
        for document in drawn.sample(range(20), 20):
            alive[document] = stamp
            put(tmp_path, stamp, [frozenset({WORDS[document % 7]})] * 6)
            held = {each for each in alive.values() if each >= 0}
            tidy(tmp_path, held)
            found = dead(tmp_path, held)
            assert sum(number for number, _ in found) * DEAD_SHARE <= sum(rows for _, rows in found)
            stamp += 1
    rows = sum(chunk.rows for chunk in chunks(tmp_path))
    assert 120 <= rows <= 180
    assert max(written) <= 48
    assert sum(written) <= 10 * stamp * 6  # each row is written a few times


def test_a_chunk_whose_documents_are_all_gone_goes_and_a_full_one_of_which_a_third_is_dead_is_rewritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunk_merger, "LARGE", 8)

    def put_three(first: int) -> str:
        before = set(tmp_path.iterdir())
        builder = ChunkBuilder(tmp_path)
        for stamp in range(first, first + 3):
            builder.add(stamp, b"{}", [row(ordinal, frozenset({"thuế"})) for ordinal in range(2)])
        builder.flush()
        (made,) = set(tmp_path.iterdir()) - before
        assert builder.files == [made]
        return made.name

    kept, gone, worn = put_three(0), put_three(10), put_three(20)
    tidy(tmp_path, [0, 1, 2, 20, 21, 22, 10, 11])  # a sixth is dead, but of no chunk more than a third
    assert {path.name for path in tmp_path.iterdir()} == {kept, gone, worn}
    tidy(tmp_path, [0, 1, 2, 22])
    left = {path.name for path in tmp_path.iterdir()}
    assert kept in left
    assert not {gone, worn} & left
    assert sorted(chunk.rows for chunk in chunks(tmp_path)) == [2, 6]


def test_the_stamps_of_documents_are_asked_for_only_where_something_is_to_be_done(tmp_path: Path) -> None:
    def unasked() -> Collection[int]:
        raise AssertionError("asked")

    for stamp in range(MOST):
        put(tmp_path, stamp, [frozenset({"thuế"})] * 3)
    chunk_merger.tidy(tmp_path, MOST * 2, unasked)
    with pytest.raises(AssertionError):
        chunk_merger.tidy(tmp_path, MOST * 2 - 1, unasked)


def test_a_merge_that_was_killed_before_it_removed_anything_doubles_nothing(tmp_path: Path) -> None:
    for stamp in range(MOST + 1):
        put(tmp_path, stamp, [frozenset({"thuế"})])
    before = {path: path.read_bytes() for path in tmp_path.glob("*")}
    tidy(tmp_path, range(MOST + 1))
    for path, content in before.items():
        path.write_bytes(content)
    tidy(tmp_path, range(MOST + 1))
    stamps = [stamp for chunk in chunks(tmp_path) for stamp in chunk.stamps.tolist()]
    assert set(stamps) == set(range(MOST + 1))
    assert len(stamps) * (DEAD_SHARE - 1) <= len(set(stamps)) * DEAD_SHARE
    assert all(len(set(chunk.stamps.tolist())) == len(chunk.stamps) for chunk in chunks(tmp_path))


def test_what_a_writer_left_that_was_killed_before_its_commit_goes(tmp_path: Path) -> None:
    put(tmp_path, 1, [frozenset({"thuế"})])
    put(tmp_path, 2, [frozenset({"luật"})] * 2)  # the index does not tell of it
    tidy(tmp_path, [1])
    assert [chunk.stamps.tolist() for chunk in chunks(tmp_path)] == [[1]]
    assert len(list(tmp_path.glob(f"*{SUFFIX}"))) == 1
