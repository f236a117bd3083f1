"""A page from picture to lines by the real Tesseract, and what becomes of pages that cannot be read."""

import io
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from ingest.document import Finding, Page, Progress
from ingest.errors import BrokenFile, OcrUnavailable
from ingest.limits import Limits
from ingest.ocr import read_page, read_pages
from ingest.sandbox import read_in_child
from tests.ingest.ocr.drawn_pages import BODY, HEIGHT, LEFT, RECIPIENTS, RIGHT, SIGNATURE, WIDTH, notice, put_seal
from tests.ingest.ocr.fake_tesseract import install
from tests.ingest.test_sandbox import gone
from tests.ingest.tiny_pdfs import pages as blank_pages

ALL = (*LEFT, *RIGHT, *BODY, *RECIPIENTS, *SIGNATURE)
LIMITS = Limits()


def ignore(_: Progress) -> None:
    pass


def pdf_of(*pictures: Image.Image) -> bytes:
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    return out.getvalue()


@pytest.fixture(scope="module")
def worn() -> Page:
    return read_page(notice(seal=True, skew=1.3, noise=10), 3, WIDTH, HEIGHT)


def test_a_worn_sealed_page_is_read_in_order(worn: Page) -> None:
    assert [line.text for line in worn.lines] == list(ALL)
    assert (worn.number, worn.source) == (3, "ocr")
    assert worn.skew == pytest.approx(1.3, abs=0.06)


def test_lines_carry_evidence(worn: Page) -> None:
    assert worn.confidence is not None
    assert worn.confidence > 0.85
    for line in worn.lines:
        assert line.source == "ocr"
        assert line.page == 3
        assert line.confidence is not None
        assert 0.4 < line.confidence <= 1
        assert 0 <= line.box.left < line.box.right <= WIDTH
        assert 0 <= line.box.top < line.box.bottom <= HEIGHT


def test_boxes_are_those_of_the_straightened_page(worn: Page) -> None:
    by_text = {line.text: line for line in worn.lines}
    first, last = by_text[BODY[3]], by_text[RECIPIENTS[1]]
    assert first.box.left == pytest.approx(90, abs=3)
    assert last.box.left == pytest.approx(90, abs=3)
    assert first.box.bottom == pytest.approx(250 + 0.2 * 14, abs=4)
    assert first.size == pytest.approx(14, abs=1.5)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_turned(turn: int) -> None:
    lying = notice().rotate(turn, expand=True)
    width, height = (WIDTH, HEIGHT) if turn == 180 else (HEIGHT, WIDTH)
    page = read_page(lying, 1, width, height)
    assert [line.text for line in page.lines if line.text in ALL][:6] == [*LEFT, *RIGHT]
    assert (page.width, page.height) == (WIDTH, HEIGHT)
    assert page.skew % 360 == pytest.approx((360 - turn) % 360, abs=0.1)


def test_a_page_with_nothing_but_a_seal_is_blank() -> None:
    back = Image.new("RGB", (1_653, 2_339), "white")
    put_seal(back, (300, 600))
    assert read_page(back, 1, WIDTH, HEIGHT) == Page(1, WIDTH, HEIGHT, "blank", ())


def test_pages_come_in_the_order_asked_for(tmp_path: Path) -> None:
    path, steps = tmp_path / "file.pdf", list[Progress]()
    path.write_bytes(pdf_of(notice(), Image.new("RGB", (1_653, 2_339), "white"), notice(skew=-0.8)))
    read = list(read_pages(path, [3, 2, 1], LIMITS, steps.append))
    assert [(page.number, page.source) for page in read] == [(3, "ocr"), (2, "blank"), (1, "ocr")]
    assert [line.text for line in read[0].lines] == [line.text for line in read[2].lines]
    assert steps == [Progress("ocr", done, 3) for done in (1, 2, 3)]


def test_no_pages_are_no_work(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(blank_pages([(WIDTH, HEIGHT)]))
    assert list(read_pages(path, [], LIMITS, ignore)) == []


def test_a_page_that_cannot_be_drawn_fails_alone(tmp_path: Path) -> None:
    path, found = tmp_path / "file.pdf", list[Finding]()
    path.write_bytes(blank_pages([(WIDTH, HEIGHT), (595.0, 2_147_483_647.0)]))
    read = list(read_pages(path, [2, 1, 7], LIMITS, ignore, found.append))
    assert [(page.number, page.source) for page in read] == [(2, "failed"), (1, "ocr"), (7, "failed")]
    assert [(finding.code, finding.page) for finding in found] == [("page-too-large", 2), ("page-not-found", 7)]


def test_a_page_that_hangs_fails_alone_and_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, found = tmp_path / "file.pdf", list[Finding]()
    path.write_bytes(pdf_of(notice(), notice(), notice()))
    monkeypatch.setenv("PATH", install(tmp_path / "bin", "hangs"))
    start = time.monotonic()
    read = list(read_pages(path, [1, 2, 3], replace(LIMITS, page_seconds=0.5, ocr_processes=3), ignore, found.append))
    assert [page.source for page in read] == ["failed"] * 3
    assert [finding.code for finding in found] == ["stalled"] * 3
    assert all(page.lines == () for page in read)
    assert time.monotonic() - start < 60  # the three that hang would sleep for ten minutes


def test_no_tesseract_is_an_error_of_the_machine_not_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf_of(notice()))
    monkeypatch.setenv("PATH", install(tmp_path / "bin", "no language"))
    with pytest.raises(OcrUnavailable):
        list(read_pages(path, [1], LIMITS, ignore))


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(BrokenFile):
        list(read_pages(path, [1], LIMITS, ignore))


def test_a_caller_that_stops_early_leaves_no_readers(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf_of(*[Image.new("RGB", (827, 1_170), "white")] * 9))
    reading = read_pages(path, range(1, 10), LIMITS, ignore)
    assert next(reading).source == "blank"
    reading.close()  # type: ignore[attr-defined]  # declared as an iterator; a generator it is


def test_what_a_hanging_tesseract_forked_dies_with_the_child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """P6: a fake Tesseract that forks a sleeping grandchild: none is left after the timeout."""
    mark = f"{800_000 + os.getpid() % 10_000}.{time.monotonic_ns() % 1_000_000:06}"
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf_of(notice()))
    monkeypatch.setenv("PATH", install(tmp_path / "bin", "forks", mark))
    parsed = read_in_child(
        path, replace(LIMITS, page_seconds=1.0), ignore, reader="tests.ingest.stand_in_readers:scanning"
    )
    assert [page.source for page in parsed.pages] == ["failed"]
    assert gone(mark)


@pytest.mark.slow
def test_a_large_page_is_read_within_two_gigabytes(tmp_path: Path) -> None:
    """The largest picture that the limits allow, 50 megapixels, two at a time, under RLIMIT_AS."""
    path = tmp_path / "file.pdf"
    side = 50_000_000**0.5 * 72 / LIMITS.dpi
    path.write_bytes(blank_pages([(side, side), (side, side)]))
    parsed = read_in_child(path, LIMITS, ignore, reader="tests.ingest.stand_in_readers:scanning")
    assert [page.source for page in parsed.pages] == ["ocr", "ocr"]
