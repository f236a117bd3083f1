"""Handbook domain.md 2.11: what is measured of a page, and which pages go through OCR."""

import io
from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.document import Judgement, Line
from ingest.judgement import judge
from ingest.textlayer import TextLayer, read_layer
from ingest.turned import Frame
from tests.ingest.drawn import Text, drawn, opened
from tests.ingest.typeset import HEIGHT, WIDTH, full, line


def judged(lines: Sequence[Line], *, image: float = 0.0, paths: int = 0, **more: Any) -> Judgement:
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
        layer = TextLayer(tuple(lines), WIDTH, HEIGHT, Frame(0, 0, WIDTH, HEIGHT), **more)
        return judge(drawn, layer)
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
        ([], 0.0, 20, "blank", "few-outlines"),  # an imprint whose words are outlines
        ([], 0.0, 0, "blank", "nothing-drawn"),
        ([*text(2000), line("tiêu\ufffd\ue001 " * 16)], 0.0, 0, "ocr", "bad-characters"),
        ([*text(2000), line("- \uf0b7 một")], 0.0, 0, "text", "text-layer"),  # one odd bullet
        ([*text(2000), line("KH¡C, PH¡P LUËT, C¡N BÒ")], 0.0, 0, "ocr", "bad-characters"),
        ([*text(2000), line("5 £, ¥ 7, §1, 25ºC")], 0.0, 0, "text", "text-layer"),
    ],
)
def test_judgement(lines: list[Line], image: float, paths: int, way: str, why: str) -> None:
    found = judged(lines, image=image, paths=paths)
    assert (found.way, found.why) == (way, why)


PROSE = "Căn cứ Luật Tổ chức Chính phủ và Luật Ban hành văn bản quy phạm pháp luật; "
BROKEN = "Cđn cợ Luđt Tữ chợc Chđnh phợ vđ Luđt Bđn hđnh vđn bđn quđ phđm phđp luđt; "
ENGLISH = "The parties shall ensure that all measures necessary to implement this agreement are taken; "


@pytest.mark.parametrize(
    ("text", "more", "way", "why"),
    [
        (PROSE, {}, "text", "text-layer"),
        (ENGLISH, {}, "text", "text-layer"),  # an annex of a treaty
        ("2.500 1.000 12,5 0,03% ", {}, "text", "text-layer"),  # a table of numbers
        (BROKEN, {}, "ocr", "no-syllables"),
        (PROSE + PROSE + BROKEN, {}, "compared", "few-syllables"),
        (PROSE, {"invisible": True}, "compared", "hidden-text"),
        (PROSE, {"refused": "VISCII"}, "ocr", "encoding-viscii"),
        (PROSE, {"unmapped": 0.2}, "ocr", "no-unicode-map"),
    ],
)
def test_the_text_layer_is_believed_for_what_it_says(text: str, more: dict[str, Any], way: str, why: str) -> None:
    found = judged([full(text, row) for row in range(30)], image=0.9 if "invisible" in more else 0.0, **more)
    assert (found.way, found.why) == (way, why)


def test_what_is_measured() -> None:
    found = judged([HEADER, *(full(PROSE, row) for row in range(30)), line("- \uf0b7 hồsơ")], mended=3, converted=2)
    assert found.characters == 30 * len(PROSE) + len("- \uf0b7 hồsơ")
    assert found.bad_share == pytest.approx(1 / found.characters, abs=1e-4)
    assert found.marks_share == pytest.approx(0.27, abs=0.05)
    assert found.syllable_share == pytest.approx(510 / 511, abs=1e-4)
    assert (found.agreement, found.mended, found.converted) == (None, 3, 2)


def test_a_page_whose_words_are_outlines_each_is_seen_by_its_ink() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    for row in range(40):
        canvas.rect(85, 100 + 15 * row, 60, 3, fill=1)
        canvas.rect(160, 100 + 15 * row, 200, 3, fill=1)
    canvas.showPage()
    canvas.save()
    pdf = pdfium.PdfDocument(out.getvalue())
    page = pdf[0]
    try:
        found = judge(page, read_layer(page, 1))
    finally:
        page.close()
        pdf.close()
    assert (found.way, found.why) == ("ocr", "outlines")


def test_fonts_without_a_map_to_unicode_go_to_ocr() -> None:
    lines = [Text(PROSE.strip(), 60, 100 + 20 * row, size=11) for row in range(12)]
    whole = drawn(lines)
    for content, way in ((whole, "text"), (whole.replace(b"/ToUnicode", b"/ToUnicodX"), "ocr")):
        pdf = pdfium.PdfDocument(content)
        page = pdf[0]
        try:
            assert judge(page, read_layer(page, 1)).way == way
        finally:
            page.close()
            pdf.close()


def test_hidden_text_is_seen_to_be_hidden() -> None:
    with opened([Text("Điều 1. Phạm vi", hidden=True)]) as page:
        assert read_layer(page, 1).invisible
    with opened([Text("Điều 1. Phạm vi")]) as page:
        assert not read_layer(page, 1).invisible
