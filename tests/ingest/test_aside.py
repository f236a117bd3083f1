"""Refused bytes: kept once, bounded, found by nothing but their digest."""

import hashlib
import io
from pathlib import Path

import pytest

from ingest.aside import Aside
from ingest.errors import FileTooLarge, OriginalMissing, StorageFailed


def test_bytes_are_kept_once(tmp_path: Path) -> None:
    aside = Aside(tmp_path)
    for _ in range(2):
        assert aside.keep(io.BytesIO(b"a zip"), 100) == (hashlib.sha256(b"a zip").hexdigest(), 5)
    (kept,) = tmp_path.iterdir()
    assert aside.path(kept.stem).read_bytes() == b"a zip"


@pytest.mark.parametrize(("limit", "together"), [(10, 1_000), (1_000, 10)])
def test_a_bound_holds_and_nothing_is_left(tmp_path: Path, limit: int, together: int) -> None:
    with pytest.raises(FileTooLarge):
        Aside(tmp_path, together).keep(io.BytesIO(b"x" * 11), limit)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sha256", ["", "ab" * 32, "../file", "/etc/passwd"])
def test_what_is_not_there_is_missing(tmp_path: Path, sha256: str) -> None:
    (tmp_path / "file.bin").write_bytes(b"x")
    with pytest.raises(OriginalMissing):
        Aside(tmp_path / "deeper").path(sha256)


def test_a_disk_that_refuses_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageFailed):
        Aside(tmp_path / "file").keep(io.BytesIO(b"x"), 10)
