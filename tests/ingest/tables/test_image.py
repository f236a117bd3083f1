"""Rulings of pictures: thin, long and dark."""

import numpy as np
import pytest
from PIL import Image

from ingest.tables.grid import find_grids
from ingest.tables.image import picture_rulings

DPI = 200.0
SCALE = DPI / 72


def sheet() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    return np.full((round(842 * SCALE), round(595 * SCALE)), 255, np.uint8)


def draw(pixels: np.ndarray[tuple[int, int], np.dtype[np.uint8]], box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = (round(side * SCALE) for side in box)
    pixels[top : max(bottom, top + 1), left : max(right, left + 1)] = 0


@pytest.mark.parametrize("thick", [0.36, 0.8, 1.5])
def test_a_grid_of_rulings(thick: float) -> None:
    pixels = sheet()
    for y in (100, 150, 200, 250):
        draw(pixels, (85, y, 510, y + thick))
    for x in (85, 200, 510):
        draw(pixels, (x, 100, x + thick, 250))
    rulings = picture_rulings(Image.fromarray(pixels), DPI)
    assert [round(ruling.at) for ruling in rulings.across] == pytest.approx([100, 150, 200, 250], abs=1)
    (grid,) = find_grids(rulings, 595)
    assert grid.shape == (3, 2)
    assert grid.xs == pytest.approx((85, 200, 510), abs=1.5)


def test_letters_and_fields_are_no_rulings() -> None:
    pixels = sheet()
    draw(pixels, (85, 100, 510, 130))  # a dark field
    draw(pixels, (85, 200, 95, 200.5))  # a dash
    draw(pixels, (300, 300, 301, 312))  # a stem
    rulings = picture_rulings(Image.fromarray(pixels), DPI)
    assert [round(ruling.at / 5) * 5 for ruling in rulings.across] == [100, 130]  # the field's edges
    assert {round(ruling.at / 5) * 5 for ruling in rulings.down} == {85, 510}


def test_a_blank_page() -> None:
    rulings = picture_rulings(Image.fromarray(sheet()), DPI)
    assert (rulings.across, rulings.down) == ((), ())
