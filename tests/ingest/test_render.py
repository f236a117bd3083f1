"""Promise P6: the area of a page is checked before anything is drawn."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest.errors import BrokenPage, PageNotFound, PageTooLarge
from ingest.limits import Limits
from ingest.render import page_png, raster
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
