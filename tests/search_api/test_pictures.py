"""Page pictures: drawn once, kept within a limit, drawn anew when the cache is gone."""

import os
import shutil
from pathlib import Path

import pytest

from ingest.errors import PageNotFound
from search_api.pictures import WIDTHS, Pictures

A = "aa" * 32
ORIGINAL = Path("original.pdf")


class Painter:
    def __init__(self, size: int = 100) -> None:
        self.calls: list[tuple[int, int]] = []
        self.size = size

    def __call__(self, path: Path, number: int, width: int) -> bytes:
        self.calls.append((number, width))
        if number > 9:
            raise PageNotFound
        return bytes([number]) * self.size


def test_a_picture_is_drawn_once(tmp_path: Path) -> None:
    painter = Painter()
    pictures = Pictures(tmp_path, painter, 10_000)
    assert pictures.page(ORIGINAL, A, 3, 700) == pictures.page(ORIGINAL, A, 3, 720) == b"\x03" * 100
    assert painter.calls == [(3, 720)]
    shutil.rmtree(tmp_path)
    assert pictures.page(ORIGINAL, A, 3, 720) == b"\x03" * 100
    assert len(painter.calls) == 2


@pytest.mark.parametrize(("wish", "drawn"), [(-5, WIDTHS[0]), (1, WIDTHS[0]), (721, 960), (10**9, WIDTHS[-1])])
def test_only_a_few_widths_are_drawn(tmp_path: Path, wish: int, drawn: int) -> None:
    painter = Painter()
    Pictures(tmp_path, painter, 10_000).page(ORIGINAL, A, 1, wish)
    assert painter.calls == [(1, drawn)]


def test_the_least_recently_seen_go_first(tmp_path: Path) -> None:
    painter = Painter(100)
    pictures = Pictures(tmp_path, painter, 500)
    for number in range(1, 6):
        pictures.page(ORIGINAL, A, number, 240)
        place = tmp_path / "aa" / f"{A}-{number}-240.png"
        os.utime(place, (number, number))
    pictures.page(ORIGINAL, A, 1, 240)
    pictures.page(ORIGINAL, A, 6, 240)
    kept = sorted(int(path.name.split("-")[1]) for path in tmp_path.rglob("*.png"))
    assert kept == [1, 4, 5, 6]
    assert not list(tmp_path.rglob("*.part"))


def test_a_page_that_cannot_be_drawn_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(PageNotFound):
        Pictures(tmp_path, Painter(), 500).page(ORIGINAL, A, 10, 240)
    assert not list(tmp_path.rglob("*"))
