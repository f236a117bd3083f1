"""A folder of files that are made when somebody asks: each once, the least recently seen go first."""

import os
from pathlib import Path

import pytest

from search_api.made_files import MadeFiles
from search_api.turns import Turns


class Writer:
    """Writes the name of a file into it, padded to 100 bytes; knows what it has made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, place: Path) -> bytes:
        self.made.append(place.name)
        written = place.name.encode().ljust(100)
        place.write_bytes(written)
        return written


def files(folder: Path, limit: int) -> MadeFiles:
    return MadeFiles(folder, "*.txt", limit, Turns(1, 0, 0.0))


def test_a_file_is_made_once_and_again_when_it_is_gone(tmp_path: Path) -> None:
    held, write, place = files(tmp_path, 10_000), Writer(), tmp_path / "a.txt"
    assert held.found(place, Path.read_bytes, write) == held.found(place, Path.read_bytes, write)
    assert write.made == ["a.txt"]
    place.unlink()
    held.found(place, Path.read_bytes, write)
    assert write.made == ["a.txt", "a.txt"]


def test_the_least_recently_seen_go_first_and_the_newest_stays(tmp_path: Path) -> None:
    held, write = files(tmp_path, 350), Writer()
    for day, name in enumerate("abc", 1):
        held.found(tmp_path / f"{name}.txt", Path.read_bytes, write)
        os.utime(tmp_path / f"{name}.txt", (day, day))
    held.found(tmp_path / "a.txt", Path.read_bytes, write)
    held.found(tmp_path / "d.txt", Path.read_bytes, write)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "d.txt"]
    small = files(tmp_path, 10)
    small.found(tmp_path / "e.txt", Path.read_bytes, write)
    assert [path.name for path in tmp_path.iterdir()] == ["e.txt"]


def test_what_another_process_added_counts_when_the_folder_is_measured(tmp_path: Path) -> None:
    held, write = files(tmp_path, 350), Writer()
    for name in "abc":
        write(tmp_path / f"{name}.txt")
        os.utime(tmp_path / f"{name}.txt", (1, 1))
    (tmp_path / "other.part").write_bytes(b"x" * 1_000)
    held.found(tmp_path / "d.txt", Path.read_bytes, write)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.txt", "d.txt", "other.part"]


def test_what_cannot_be_made_is_made_by_the_next_who_asks(tmp_path: Path) -> None:
    held, write, place = files(tmp_path, 350), Writer(), tmp_path / "a.txt"

    def broken(_: Path) -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        held.found(place, Path.read_bytes, broken)
    assert held.found(place, Path.read_bytes, write).strip() == b"a.txt"


def test_a_file_that_another_process_removes_at_once_is_given_all_the_same(tmp_path: Path) -> None:
    held, write = files(tmp_path, 350), Writer()
    held.found(tmp_path / "a.txt", Path.read_bytes, write)

    def lost(place: Path) -> bytes:
        written = write(place)
        place.unlink()
        return written

    assert held.found(tmp_path / "b.txt", Path.read_bytes, lost).strip() == b"b.txt"
