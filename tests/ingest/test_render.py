"""Promise P6: the area of a page is checked before anything is drawn."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest.document import Box
from ingest.errors import BrokenPage, PageNotFound, PageTooLarge
from ingest.limits import Limits
from ingest.render import CROP_DPI, crop_png, page_png, raster
from tests.ingest.tiny_pdfs import pages, pdf

LIMITS = Limits()
A4 = (595.0, 842.0)


def opened(content: bytes) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(content)


def size(png: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(png), formats=["PNG"]).size


@pytest.mark.parametrize(("asked", "given"), [(800, 800), (1, 16), (-5, 16), (1_000_000, 4_096)])
def test_the_width_is_what_was_asked_within_bounds(asked: int, given: int) -> None:
    assert size(page_png(opened(pages([A4])), 1, asked, LIMITS))[0] == given


def test_a_picture_that_would_be_too_large_is_drawn_smaller() -> None:
    limits = Limits(page_pixels=1_000_000)
    width, height = size(page_png(opened(pages([(200.0, 2_000.0)])), 1, 2_000, limits))
    assert 300 < width < 330
    assert width * height < 1_010_000


def test_ocr_sees_its_usual_dots_where_it_can() -> None:
    drawn = raster(opened(pages([A4])), 1, LIMITS)
    assert drawn.scale == pytest.approx(LIMITS.dpi / 72)
    assert drawn.image.size == pytest.approx((595 * LIMITS.dpi / 72, 842 * LIMITS.dpi / 72), abs=1)
    assert drawn.image.mode == "RGB"


def test_a_large_page_is_read_at_fewer_dots() -> None:
    drawn = raster(opened(pages([(3_000.0, 3_840.0)])), 1, LIMITS)
    assert LIMITS.lowest_dpi / 72 <= drawn.scale < LIMITS.dpi / 72
    assert drawn.image.width * drawn.image.height <= LIMITS.page_pixels * 1.001


@pytest.mark.parametrize("sides", [(595.0, 2_147_483_647.0), (14_400.0, 14_400.0)])
def test_a_page_bomb_is_refused(sides: tuple[float, float]) -> None:
    with pytest.raises(PageTooLarge):
        raster(opened(pages([sides])), 1, LIMITS)


def test_a_page_that_is_not_there_is_said_so() -> None:
    with pytest.raises(PageNotFound):
        raster(opened(pages([A4])), 2, LIMITS)
    broken = opened(pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[9 0 R]>>"]))
    with pytest.raises(BrokenPage):
        page_png(broken, 1, 600, LIMITS)


def test_the_picture_shows_the_page(tmp_path: Path) -> None:
    image = raster(opened(pages([A4])), 1, LIMITS).image.convert("L")
    left, top, right, bottom = Image.eval(image, lambda value: 255 * (value < 128)).getbbox() or (0, 0, 0, 0)
    assert (left * 72 / LIMITS.dpi, bottom * 72 / LIMITS.dpi) == pytest.approx((40, 842 - 40), abs=4)
    assert right > left
    assert bottom > top


def ink(png: bytes) -> tuple[int, int, int, int]:
    image = Image.open(io.BytesIO(png), formats=["PNG"]).convert("L")
    return Image.eval(image, lambda value: 255 * (value < 128)).getbbox() or (0, 0, 0, 0)


WORDS = Box(36.0, 780.0, 96.0, 810.0)  # where the only line of a tiny A4 page stands


def test_a_part_of_a_page_shows_its_words_and_nothing_else() -> None:
    png = crop_png(opened(pages([A4])), 1, WORDS, 0, LIMITS)
    assert size(png) == pytest.approx((60 * CROP_DPI / 72, 30 * CROP_DPI / 72), abs=2)
    assert ink(png)[0] == pytest.approx(4 * CROP_DPI / 72, abs=4)
    blank = crop_png(opened(pages([A4])), 1, Box(300, 100, 400, 200), 0, LIMITS)
    assert ink(blank) == (0, 0, 0, 0)


@pytest.mark.parametrize(("turn", "upright"), [(0, True), (90, False), (180, True), (270, False)])
def test_a_part_is_turned_upright(turn: int, *, upright: bool) -> None:
    width, height = size(crop_png(opened(pages([A4])), 1, WORDS, turn, LIMITS))
    assert (width > height) is upright


def test_a_part_reaches_no_further_than_its_page() -> None:
    png = crop_png(opened(pages([A4])), 1, Box(-50.0, 800.0, 96.0, 9_000.0), 0, LIMITS)
    assert size(png) == pytest.approx((96 * CROP_DPI / 72, 42 * CROP_DPI / 72), abs=2)
    small = crop_png(opened(pages([A4])), 1, Box(0, 0, 595, 842), 0, Limits(page_pixels=10_000))
    assert size(small)[0] * size(small)[1] <= 11_000


@pytest.mark.parametrize("area", [Box(600, 10, 700, 20), Box(10, 10, 10, 20), Box(50, 20, 40, 30)])
def test_a_part_outside_the_page_is_none(area: Box) -> None:
    with pytest.raises(PageNotFound):
        crop_png(opened(pages([A4])), 1, area, 0, LIMITS)


def test_a_part_of_a_page_bomb_is_refused() -> None:
    with pytest.raises(PageTooLarge):
        crop_png(opened(pages([(595.0, 2_147_483_647.0)])), 1, WORDS, 0, LIMITS)
