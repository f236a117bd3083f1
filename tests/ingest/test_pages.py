"""Handbook domain.md 2.11: which pages go through OCR, and what of both readings is kept."""

import io
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Line, Page
from ingest.pages import Judgement, judge, merge
from tests.ingest.typeset import HEIGHT, WIDTH, full, line, page


def judged(lines: Sequence[Line], *, image: float = 0.0, paths: int = 0) -> Judgement:
    """The judgement of a page with these lines, a picture that covers so much of it, and so many drawn paths."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    if image:
        picture = ImageReader(Image.new("L", (8, 8), 200))
        canvas.drawImage(picture, 0, 0, WIDTH, HEIGHT * image)
    for at in range(paths):
        canvas.line(at, 10, at + 1, 20)
    canvas.showPage()
    canvas.save()
    pdf = pdfium.PdfDocument(out.getvalue())
    drawn = pdf[0]
    try:
        return judge(drawn, lines)
    finally:
        drawn.close()
        pdf.close()


def text(characters: int) -> list[Line]:
    return [full("Nội dung của trang này " * 2, row) for row in range(characters // 46)]


HEADER = line("CÔNG BÁO/Số 18/Ngày 18-01-2026", -3, size=11)
STAMP = [line("Ký bởi: CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM " * 4, row, size=5) for row in range(4)]


@pytest.mark.parametrize(
    ("lines", "image", "paths", "way", "why"),
    [
        (text(2000), 0.0, 0, "text", "text-layer"),
        (text(2000), 0.9, 0, "text", "text-layer"),  # a page with its own picture behind it
        (text(300), 0.0, 0, "text", "text-layer"),
        (text(300), 0.9, 0, "ocr", "image-with-frame"),
        (text(100), 0.0, 0, "text", "short-page"),
        (text(100), 0.2, 0, "ocr", "image"),
        (text(100), 0.06, 0, "text", "short-page"),  # a seal
        ([HEADER, *STAMP], 0.9, 0, "ocr", "image"),  # header and stamp never pass for text
        ([], 0.9, 0, "ocr", "image"),
        ([], 0.0, 500, "ocr", "outlines"),
        ([], 0.0, 20, "blank", "nothing-drawn"),
        ([*text(2000), line("tiêu\ufffd\ue001 " * 16)], 0.0, 0, "ocr", "bad-characters"),
        ([*text(2000), line("- \uf0b7 một")], 0.0, 0, "text", "text-layer"),  # one odd bullet
        ([*text(2000), line("KH¡C, PH¡P LUËT, C¡N BÒ")], 0.0, 0, "ocr", "bad-characters"),
        ([*text(2000), line("5 £, ¥ 7, §1, 25ºC")], 0.0, 0, "text", "text-layer"),
    ],
)
def test_judgement(lines: list[Line], image: float, paths: int, way: str, why: str) -> None:
    found = judged(lines, image=image, paths=paths)
    assert (found.way, found.why) == (way, why)


def scanned(*lines: Line) -> Page:
    return replace(page(*(replace(item, source="ocr", confidence=0.9) for item in lines)), source="ocr", skew=0.3)


def shown(merged: Page) -> list[tuple[str, str]]:
    return [(item.text, item.source) for item in merged.lines]


def test_the_text_layers_lines_take_the_place_of_the_same_lines_read_by_ocr() -> None:
    layer = page(line("CÔNG BÁO/Số 18", 0), line("Nguyễn Văn A", 5))
    read = scanned(line("CÔNG BÁOISố 1B", 0), line("Điều 1. Phạm vi", 2), line("Nguyên Văn A", 5))
    merged = merge(layer, read)
    assert shown(merged) == [("CÔNG BÁO/Số 18", "text"), ("Điều 1. Phạm vi", "ocr"), ("Nguyễn Văn A", "text")]
    assert (merged.source, merged.skew) == ("mixed", 0.3)


def test_a_line_that_ocr_missed_is_put_at_its_height() -> None:
    merged = merge(page(line("giữa", 2)), scanned(line("trên", 0), line("dưới", 4)))
    assert [text for text, _ in shown(merged)] == ["trên", "giữa", "dưới"]
    last = merge(page(line("cuối", 9)), scanned(line("trên", 0)))
    assert [text for text, _ in shown(last)] == ["trên", "cuối"]


def test_ocr_pieces_below_a_text_line_are_no_furniture_of_the_page_twice() -> None:
    read = scanned(line("Điều 1. Phạm vi", 2))
    stamp = replace(line("Ky boi", 0), source="ocr")
    other = replace(line("dấu đỏ", 8), source="ocr")
    merged = merge(page(line("Ký bởi", 0)), replace(read, furniture=(stamp, other)))
    assert merged.furniture == (other,)


def test_of_a_garbled_text_layer_only_the_header_stays() -> None:
    layer = page(HEADER, line("KH¡C, PH¡P LUËT, C¡N BÒ", 1))
    merged = merge(layer, scanned(line("KHÁC, PHÁP LUẬT, CÁN BỘ", 1)))
    assert shown(merged) == [(HEADER.text, "text"), ("KHÁC, PHÁP LUẬT, CÁN BỘ", "ocr")]


def test_without_a_text_layer_the_scan_stays_as_it_is() -> None:
    read = scanned(line("Điều 1. Phạm vi", 2))
    assert merge(page(), read) is read
