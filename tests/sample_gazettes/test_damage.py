"""Damage by kind and strength: each does what it says, a seed draws the same page again."""

import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw, ImageFilter
from reportlab.pdfgen.canvas import Canvas

from sample_gazettes.damage import Damage, damages, worn_page, worn_pdf

DPI = 100


@pytest.fixture(scope="module")
def print_() -> Image.Image:
    """A page of 300 by 400 points with bars for lines of print."""
    page = Image.new("RGB", (300 * DPI // 72, 400 * DPI // 72), "white")
    pen = ImageDraw.Draw(page)
    for y in range(60, page.height - 60, 20):
        pen.rectangle((50, y, page.width - 120, y + 8), fill="black")
    return page.filter(ImageFilter.GaussianBlur(1))


def worn(page: Image.Image, damage: Damage, seed: int = 1) -> Image.Image:
    return worn_page(page, damage, DPI, np.random.Generator(np.random.PCG64(seed)))


def dark(page: Image.Image) -> int:
    return int((np.asarray(page.convert("L")) < 128).sum())


@pytest.mark.parametrize(("kind", "strength"), [key for key in damages() if key[0] != "none"])
def test_every_damage_changes_the_page_and_comes_back_with_its_seed(
    print_: Image.Image, kind: str, strength: str
) -> None:
    damage = next(value for key, value in damages().items() if key == (kind, strength))
    drawn = worn(print_, damage)
    assert drawn.size == print_.size
    assert drawn.tobytes() == worn(print_, damage).tobytes()
    assert kind == "jpeg" or drawn.convert("RGB").tobytes() != print_.tobytes()


def test_strengths_rise(print_: Image.Image) -> None:
    specks = [dark(worn(print_, Damage(speckles=count))) for count in (0, 100, 500)]
    assert specks == sorted(specks)
    assert specks[0] < specks[-1]
    ink = [int(np.asarray(worn(print_, Damage(contrast=share))).min()) for share in (1.0, 0.5, 0.25)]
    assert ink == [0, 100, 150]


def test_ink_is_laid_over_print_that_stays_dark(print_: Image.Image) -> None:
    for damage in (Damage(seals=1), Damage(stamps=1)):
        inked = np.asarray(worn(print_, damage).convert("RGB"), dtype=int)
        assert (inked.max(axis=2) - inked.min(axis=2) > 90).any()
        assert dark(worn(print_, damage)) >= dark(print_)


def test_bitonal_pages_are_black_and_white(print_: Image.Image) -> None:
    assert worn(print_, Damage(threshold=110, noise=18)).mode == "1"


def test_a_worn_file_has_pictures_of_its_pages_and_no_text() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 400))
    for _ in range(2):
        canvas.drawString(50, 300, "Cong bao")
        canvas.showPage()
    canvas.save()
    pdf = worn_pdf(out.getvalue(), Damage(skew=1.0), DPI, 3, signed={2: (150.0, 200.0)})
    document = pdfium.PdfDocument(pdf)
    try:
        assert [document[i].get_size() for i in range(len(document))] == [(300, 400), (300, 400)]
        assert not any(document[i].get_textpage().get_text_range() for i in range(len(document)))
        seals = [np.asarray(document[i].render(scale=1).to_pil().convert("RGB"), dtype=int) for i in range(2)]
    finally:
        document.close()
    assert [bool((page.max(axis=2) - page.min(axis=2) > 60).any()) for page in seals] == [False, True]
