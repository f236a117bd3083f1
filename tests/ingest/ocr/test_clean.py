import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps
from scipy import ndimage

from ingest.ocr.clean import clean, skew_angle, with_contrast, without_bleeding, without_coloured_ink, without_specks
from tests.ingest.ocr.drawn_pages import notice, put, put_seal


@pytest.mark.parametrize("skew", [-3.0, -1.2, -0.3, 0.4, 1.55, 5.0])
def test_the_skew_is_measured(skew: float) -> None:
    grey = np.asarray(notice(skew=skew, noise=12).convert("L").reduce(2))
    assert skew_angle(grey) == pytest.approx(skew, abs=0.06)


def test_a_straight_page_is_not_turned() -> None:
    assert clean(notice(), 200).skew == 0


@pytest.mark.parametrize("kind", ["square", "empty"])
def test_a_page_without_lines_has_no_skew(kind: str) -> None:
    page = Image.new("L", (800, 1_100), 255)
    if kind == "square":
        ImageDraw.Draw(page).rectangle((300, 300, 500, 500), fill=0)
    assert abs(skew_angle(np.asarray(page))) < 0.1


def test_a_seal_goes_and_the_print_under_it_stays() -> None:
    plain, sealed = notice(), notice(seal=True)
    cleaned = np.asarray(without_coloured_ink(sealed, 200)).astype(int)
    wanted = np.asarray(plain.convert("L")).astype(int)
    assert np.abs(np.asarray(sealed.convert("L")).astype(int) - wanted).max() > 100, "the seal is there"
    assert np.mean(np.abs(cleaned - wanted)) < 0.4
    black = wanted < 60
    assert np.mean(cleaned[black] < 128) > 0.99


def test_the_original_is_not_touched() -> None:
    page = notice(seal=True)
    before = page.tobytes()
    clean(page, 200)
    assert page.tobytes() == before


def test_a_title_printed_in_colour_stays() -> None:
    cover = Image.new("RGB", (1_653, 2_339), "white")
    pen = ImageDraw.Draw(cover)
    pen.text((200, 500), "CÔNG BÁO TỈNH", fill=(200, 20, 20), font_size=150)
    kept = np.asarray(without_coloured_ink(cover, 200))
    assert (kept < 128).sum() > 0.9 * (np.asarray(cover.convert("L")) < 128).sum()


def full(page: Image.Image, grey: int = 0) -> Image.Image:
    """A page full of print: a notice laid over itself, further down each time, in this grey."""
    print_ = page.convert("L").point([grey if value < 128 else 255 for value in range(256)])
    for shift in (150, 300, 600, 1_200):
        print_ = ImageChops.darker(print_, ImageChops.offset(print_, 0, shift))
    return print_


@pytest.mark.parametrize("through", [200, 165])
def test_the_back_that_shines_through_goes_and_print_stays(through: int) -> None:
    front = ImageChops.darker(notice().convert("L"), ImageChops.offset(notice().convert("L"), 0, 300))
    back = ImageOps.mirror(ImageOps.flip(full(notice(), through)))
    page = ImageChops.darker(front, ImageChops.darker(back, ImageChops.offset(back, 0, 45)))
    cleaned, wanted = np.asarray(without_bleeding(page)), np.asarray(front)
    away = ~ndimage.binary_dilation(wanted < 128, np.ones((3, 3)), iterations=3)
    assert (np.asarray(page)[away] < 250).any(), "the back is there"
    assert (cleaned[away] >= 250).all()
    assert (cleaned[wanted < 100] == wanted[wanted < 100]).all()


@pytest.mark.parametrize("front", [full(notice()), notice().convert("L")], ids=["full", "with little print"])
def test_a_page_whose_back_does_not_shine_through_stays(front: Image.Image) -> None:
    assert without_bleeding(front) is front


def test_dust_goes_and_dots_and_marks_of_letters_stay() -> None:
    plain = notice().convert("L")
    dusty = plain.copy()
    inked = ndimage.binary_dilation(np.asarray(plain) < 255, iterations=12)
    for row, column in np.argwhere(~inked)[::20_011]:
        dusty.putpixel((int(column), int(row)), 40)
    assert dusty.tobytes() != plain.tobytes()
    assert without_specks(dusty, 200).tobytes() == plain.tobytes()
    assert without_specks(plain, 200).tobytes() == plain.tobytes()


def test_print_that_is_nearly_gone_is_no_blank_page() -> None:
    pale = notice().convert("L").point([150 + value // 4 for value in range(256)])
    cleaned = clean(pale.convert("RGB"), 200)
    assert cleaned.ink
    assert np.asarray(cleaned.image).min() < 40
    for other in (
        notice().convert("L"),
        Image.new("L", (400, 500), 214),
        pale.point([200 + v // 5 for v in range(256)]),
    ):
        assert with_contrast(other) is other


def test_pale_print_is_left_as_it_is() -> None:
    pale = notice().convert("L").point([140 + value * 100 // 255 for value in range(256)])
    assert without_specks(pale, 200) is pale


@pytest.mark.parametrize("kind", ["white", "seal", "specks", "grey paper"])
def test_a_page_without_print_has_no_ink(kind: str) -> None:
    page = Image.new("RGB", (1_653, 2_339), "white" if kind != "grey paper" else (225, 222, 218))
    if kind == "seal":
        put_seal(page, (300, 500))
    if kind == "specks":
        for place in range(40):
            page.putpixel((37 * place % 1_600, 53 * place % 2_300), (0, 0, 0))
    assert not clean(page, 200).ink


def test_a_page_with_one_digit_has_ink() -> None:
    page = Image.new("RGB", (1_653, 2_339), "white")
    put(ImageDraw.Draw(page), "2", 300, 40, 13)
    assert clean(page, 200).ink


@pytest.mark.parametrize("size", [(1, 1), (3, 2_000), (2_000, 3)])
def test_any_size_is_taken(size: tuple[int, int]) -> None:
    assert not clean(Image.new("RGB", size, "white"), 200).ink
    clean(Image.new("RGB", size, "red"), 200)
    clean(Image.new("RGB", size, "black"), 200)
