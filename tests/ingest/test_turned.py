"""Text that runs up, down or head over the page is read in its own upright frame."""

import io

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Box
from ingest.textlayer import TextLayer, read_layer
from ingest.turned import Frame, skew_of
from sample_gazettes.fonts import runs

WIDTH, HEIGHT = 595, 842
TABLE = ("Đơn vị tính: triệu đồng", "Kế hoạch thực hiện chương trình", "Người đứng đầu đơn vị ký tên")
NUMBERS = st.floats(0, 400)
PAGE = Frame(10, 20, 605, 862)


def layer(angle: int, *, rotate: int = 0, header: str = "CÔNG BÁO/Số 5") -> TextLayer:
    """The layer of a page with a table drawn at that angle anticlockwise, a header as it stands, and /Rotate."""
    out = io.BytesIO()
    swapped = rotate in (90, 270)  # reportlab changes the sides of a page that it turns
    canvas = Canvas(out, pagesize=(HEIGHT, WIDTH) if swapped else (WIDTH, HEIGHT))
    font = runs("a", "regular", "unicode")[0][0]
    canvas.setFont(font, 12)
    if header:
        canvas.drawString(175, HEIGHT - 60, header)
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(angle)
    canvas.setFont(font, 12)
    for row, text in enumerate(TABLE):
        canvas.drawString(-200, 100 - 20 * row, text)
    canvas.setPageRotation(rotate)
    canvas.showPage()
    canvas.save()
    pdf = pdfium.PdfDocument(out.getvalue())
    page = pdf[0]
    try:
        return read_layer(page, 1)
    finally:
        page.close()
        pdf.close()


@pytest.mark.parametrize(
    ("angle", "size", "skew"),
    [(0, (WIDTH, HEIGHT), 0), (90, (HEIGHT, WIDTH), -90), (270, (HEIGHT, WIDTH), 90), (180, (WIDTH, HEIGHT), 180)],
)
def test_turned_text_has_lines_like_any_other(angle: int, size: tuple[float, float], skew: float) -> None:
    found = layer(angle)
    assert [line.text for line in found.lines] == ["CÔNG BÁO/Số 5", *TABLE]
    assert ((found.width, found.height), found.skew) == (size, skew)
    first, second, third = (line.box for line in found.lines[1:])
    assert first.bottom < second.bottom < third.bottom
    assert first.left == pytest.approx(second.left, abs=1.5)
    assert first.left == pytest.approx(size[0] / 2 - 200, abs=1.5)
    assert first.bottom == pytest.approx(size[1] / 2 - 100 + 0.2 * 12, abs=0.5)


def test_the_header_of_a_turned_page_keeps_its_place_on_it() -> None:
    header = layer(90).lines[0].box
    assert header.left == pytest.approx(HEIGHT - 62.5, abs=1)
    assert header.right == pytest.approx(HEIGHT - 50.5, abs=1)
    assert header.top == pytest.approx(175, abs=1)


@pytest.mark.parametrize(("rotate", "skew"), [(90, 0), (270, 180), (180, 90)])
def test_a_turned_page_that_the_viewer_turns_back_is_upright(rotate: int, skew: float) -> None:
    found = layer(90, rotate=rotate, header="")
    assert [line.text for line in found.lines] == list(TABLE)
    assert (found.width, found.height, found.skew) == (HEIGHT, WIDTH, skew)


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS, st.integers(0, 3), st.integers(0, 3))
def test_boxes_go_from_frame_to_frame_and_back(
    x: float, y: float, wide: float, high: float, one: int, two: int
) -> None:
    first, second = (Frame(PAGE.left, PAGE.bottom, PAGE.right, PAGE.top, quarter) for quarter in (one, two))
    box = Box(x, y, x + wide, y + high)
    back = first.brought(second.brought(box, first), second)
    assert (back.left, back.top, back.right, back.bottom) == pytest.approx((box.left, box.top, box.right, box.bottom))
    assert {first.width, first.height} == {second.width, second.height}


def test_quarters_as_the_pages_skew() -> None:
    assert [skew_of(quarters) for quarters in (0, 1, 2, 3, 4, 7)] == [0, 90, 180, -90, 0, -90]
