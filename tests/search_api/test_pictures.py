"""Page pictures: drawn once, kept within a limit, drawn anew when the cache is gone."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from ingest.document import Box
from ingest.errors import PageNotFound
from search_api.errors import DrawingBusy
from search_api.pictures import DRAWN_AT_ONCE, WAITING, WIDTHS, Pictures

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


def cut(path: Path, number: int, area: Box, turn: int) -> bytes:
    if area.left > 595:
        raise PageNotFound
    return f"{number} {area.left} {turn}".encode()


def test_a_picture_is_drawn_once(tmp_path: Path) -> None:
    painter = Painter()
    pictures = Pictures(tmp_path, painter, cut, 10_000)
    assert pictures.page(ORIGINAL, A, 3, 700) == pictures.page(ORIGINAL, A, 3, 720) == b"\x03" * 100
    assert painter.calls == [(3, 720)]
    shutil.rmtree(tmp_path)
    assert pictures.page(ORIGINAL, A, 3, 720) == b"\x03" * 100
    assert len(painter.calls) == 2


@pytest.mark.parametrize(("wish", "drawn"), [(-5, WIDTHS[0]), (1, WIDTHS[0]), (721, 960), (10**9, WIDTHS[-1])])
def test_only_a_few_widths_are_drawn(tmp_path: Path, wish: int, drawn: int) -> None:
    painter = Painter()
    Pictures(tmp_path, painter, cut, 10_000).page(ORIGINAL, A, 1, wish)
    assert painter.calls == [(1, drawn)]


def test_the_least_recently_seen_go_first(tmp_path: Path) -> None:
    painter = Painter(100)
    pictures = Pictures(tmp_path, painter, cut, 500)
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
        Pictures(tmp_path, Painter(), cut, 500).page(ORIGINAL, A, 10, 240)
    assert not list(tmp_path.rglob("*"))


def test_a_part_is_drawn_once_and_kept_beside_the_pages(tmp_path: Path) -> None:
    calls: list[int] = []

    def counted(path: Path, number: int, area: Box, turn: int) -> bytes:
        calls.append(number)
        return cut(path, number, area, turn)

    pictures = Pictures(tmp_path, Painter(), counted, 10_000)
    area = Box(85.04, 100, 120, 114)
    assert pictures.part(ORIGINAL, A, 3, area, 90) == b"3 85.04 90"
    pictures.part(ORIGINAL, A, 3, Box(85.01, 100, 120, 114), 90)
    assert calls == [3]
    pictures.part(ORIGINAL, A, 3, area, 0)
    pictures.part(ORIGINAL, A, 4, area, 90)
    assert calls == [3, 3, 4]
    with pytest.raises(PageNotFound):
        pictures.part(ORIGINAL, A, 3, Box(600, 100, 620, 114), 0)


def test_requests_for_one_picture_wait_for_each_other_and_too_many_are_refused(tmp_path: Path) -> None:
    drawn: list[int] = []
    begun, go_on = threading.Semaphore(0), threading.Event()

    def slowly(path: Path, number: int, width: int) -> bytes:
        drawn.append(number)
        begun.release()
        go_on.wait(60)
        return b"x"

    pictures = Pictures(tmp_path, slowly, cut, 10_000)
    ends: list[bytes | str] = []

    def ask(number: int) -> None:
        try:
            ends.append(pictures.page(ORIGINAL, A, number, 240))
        except DrawingBusy as error:
            ends.append(error.reason)
            if ends.count(error.reason) == 40 - DRAWN_AT_ONCE - WAITING:
                go_on.set()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(1, DRAWN_AT_ONCE + 1)]
    for thread in threads:
        thread.start()
    for _ in threads:
        begun.acquire(timeout=60)
    more = [threading.Thread(target=ask, args=(1,)) for _ in range(40 - DRAWN_AT_ONCE)]
    for thread in more:
        thread.start()
    for thread in (*threads, *more):
        thread.join()
    assert sorted(drawn) == list(range(1, DRAWN_AT_ONCE + 1))
    assert ends.count("drawing-busy") == 40 - DRAWN_AT_ONCE - WAITING
    assert ends.count(b"x") == DRAWN_AT_ONCE + WAITING
