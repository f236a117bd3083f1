"""Kept pages: whole or not there, of this version and these settings only, gone when nobody needs them."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from ingest import kept
from ingest.document import Box, Line, Page
from ingest.kept import KeptPages, PageStore, pages_in, put_pages
from ingest.limits import Limits

SHA = "ab" * 32
LIMITS = Limits()


def page(number: int, text: str = "Điều 1. Phạm vi điều chỉnh") -> Page:
    line = Line(text, number, Box(85, 100, 300, 114), 14.0, source="ocr", confidence=0.93)
    return Page(number, 595, 842, "ocr", (line,), confidence=0.93, skew=0.4)


def test_a_kept_page_comes_back_as_it_was(tmp_path: Path) -> None:
    pages = PageStore(tmp_path).of(SHA, LIMITS)
    pages.keep(page(2))
    pages.keep(page(3, "bản đầu"))
    pages.keep(page(3, "bản sau"))
    assert PageStore(tmp_path).of(SHA, LIMITS).pages(range(1, 5)) == {2: page(2), 3: page(3, "bản sau")}
    assert pages.count() == 2
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("content", [b"", b"{", b'{"number":2}', b"\x00" * 4_096])
def test_half_a_page_is_none(tmp_path: Path, content: bytes) -> None:
    pages = KeptPages(tmp_path)
    pages.keep(page(1))
    (tmp_path / "2.json").write_bytes(content)
    (tmp_path / "3.json").write_bytes((tmp_path / "1.json").read_bytes())  # another page's place
    assert pages.pages(range(1, 4)) == {1: page(1)}


def test_other_settings_and_other_recognition_begin_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = PageStore(tmp_path)
    store.of(SHA, LIMITS).keep(page(1))
    assert store.of(SHA, LIMITS, LIMITS.dpi).pages([1])
    assert not store.of(SHA, LIMITS, 300).pages([1])
    assert not store.of(SHA, replace(LIMITS, page_seconds=5)).pages([1])
    assert not store.of("cd" * 32, LIMITS).pages([1])
    monkeypatch.setattr(kept, "_recognition", lambda: "newer")
    assert not store.of(SHA, LIMITS).pages([1])


def test_a_file_is_dropped_with_all_its_pages(tmp_path: Path) -> None:
    store = PageStore(tmp_path)
    for dpi in (200, 300):
        store.of(SHA, LIMITS, dpi).keep(page(1))
    store.drop(SHA)
    store.drop(SHA)
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_touched_for_a_week_is_removed(tmp_path: Path) -> None:
    for sha256 in (SHA, "cd" * 32):
        PageStore(tmp_path).of(sha256, LIMITS).keep(page(1))
    old = time.time() - 8 * 86_400
    for place in ((tmp_path / SHA), *(tmp_path / SHA).iterdir()):
        os.utime(place, (old, old))
    PageStore(tmp_path)
    assert [folder.name for folder in tmp_path.iterdir()] == ["cd" * 32]


def test_a_page_too_large_and_a_full_disk_cost_the_page_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = KeptPages(tmp_path / "small", most_bytes=1_000)
    for number in range(1, 20):
        small.keep(page(number))
    assert 0 < small.count() < 19
    (tmp_path / "file").write_text("in the way")
    KeptPages(tmp_path / "file").keep(page(1))
    assert not KeptPages(tmp_path / "file").pages([1])


def test_pages_of_an_earlier_reading_are_handed_over(tmp_path: Path) -> None:
    put_pages(tmp_path, [page(1), page(2)])
    assert pages_in(tmp_path, [2, 3]) == {2: page(2)}
