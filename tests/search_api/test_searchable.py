"""The cache of searchable copies: made once for a reading, the oldest go first."""

import os
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.document import Page
from ingest.errors import NotScanned
from search_api.searchable import SearchableCopies
from tests.search_api.made import page

A, B = "aa" * 32, "bb" * 32


class Maker:
    """Writes a hundred bytes; counts the calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, original: Path, target: Path, pages: Sequence[Page], title: str) -> None:
        self.calls += 1
        if not pages:
            raise NotScanned(title)
        target.write_bytes(b"x" * 100)


def test_a_copy_is_made_once_for_each_reading(tmp_path: Path) -> None:
    make = Maker()
    copies = SearchableCopies(tmp_path / "copies", make, 10_000)
    first = copies.copy(tmp_path, A, [page(1)], "một")
    assert copies.copy(tmp_path, A, [page(1)], "một") == first
    assert make.calls == 1
    corrected = replace(page(1), lines=(replace(page(1).lines[0], text="Chữ đã sửa"),))
    assert copies.copy(tmp_path, A, [corrected], "một") != first
    assert make.calls == 2


def test_what_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    copies = SearchableCopies(tmp_path / "copies", Maker(), 10_000)
    with pytest.raises(NotScanned):
        copies.copy(tmp_path, A, [], "một")
    assert not list((tmp_path / "copies").iterdir())


def test_the_least_recently_asked_for_goes_first(tmp_path: Path) -> None:
    make = Maker()
    copies = SearchableCopies(tmp_path / "copies", make, 250)
    old, kept = copies.copy(tmp_path, A, [page(1)], "một"), copies.copy(tmp_path, B, [page(1)], "hai")
    os.utime(old, (1, 1))
    newest = copies.copy(tmp_path, A, [page(2)], "ba")
    assert (old.exists(), kept.exists(), newest.exists()) == (False, True, True)


def test_requests_for_one_copy_wait_for_each_other(tmp_path: Path) -> None:
    make = Maker()
    copies, start = SearchableCopies(tmp_path / "copies", make, 10_000), threading.Barrier(4)

    def ask() -> None:
        start.wait()
        copies.copy(tmp_path, A, [page(1)], "một")

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert make.calls == 1
