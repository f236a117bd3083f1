"""Tables of scanned pages: drawn as pictures, read cell by cell."""

from typing import Any

import pypdfium2 as pdfium
import pytest
from PIL import Image

from ingest.errors import OcrUnavailable
from ingest.ocr import cells
from ingest.ocr.cells import read_by_cells
from ingest.ocr.engine import Word
from ingest.ocr.reading import read_page
from tests.ingest.tables.ruled import HEIGHT, WIDTH, Drawing, ruled_pdf

DPI = 200
TEXTS = [
    ["STT", "Tên hàng hóa, dịch vụ", "Mức thu"],
    ["1", "Cấp mới giấy phép", "150.000"],
    ["2", "Cấp lại giấy phép\nđã bị mất", "75.000"],
]
ABOVE = ("Mức thu phí theo quy định tại Thông tư này:", 85.0, 80.0)


def picture(*items: Drawing | tuple[str, float, float]) -> Image.Image:
    pdf = pdfium.PdfDocument(ruled_pdf(items))
    page = pdf[0]
    image: Image.Image = page.render(scale=DPI / 72).to_pil().convert("RGB")
    page.close()
    pdf.close()
    return image


def test_a_page_with_a_table() -> None:
    page = read_page(picture(ABOVE, Drawing((85, 115, 320, 510), (100, 125, 150, 190), TEXTS)), 1, WIDTH, HEIGHT)
    (table,) = page.tables
    assert table.rows == (
        ("STT", "Tên hàng hóa, dịch vụ", "Mức thu"),
        ("1", "Cấp mới giấy phép", "150.000"),
        ("2", "Cấp lại giấy phép đã bị mất", "75.000"),
    )
    assert (table.source, table.head_rows) == ("ocr", 1)
    assert page.lines[0].text == ABOVE[0]
    assert page.lines[0].box.bottom < table.box.top


def test_a_page_without_one_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> Any:
        raise AssertionError("no cells to read")

    monkeypatch.setattr(cells, "read_pictures", never)
    stamp = Drawing((20, 80, 150), (150, 170, 190), [["Số:", "12"], ["Ngày:", "15"]])
    read = read_by_cells(picture(ABOVE, stamp).convert("L"), DPI, 60)
    assert (read.cells, read.grids) == ((), ())
    assert "phí" in [word.text for word in read.outside]


def word(text: str, confidence: float = 0.9) -> Word:
    return Word(text, 0, 0, 10, 10, confidence, (1, 1, 1))


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        ([word("I0")], [word("10")], "10"),
        ([], [word("1")], "1"),
        ([word("1.", 0.5)], [word("7.", 0.9)], "7."),
        ([word("7.", 0.9)], [word("1.", 0.5)], "7."),
        ([word("Bộ")], [word("B6")], "Bộ"),
        ([word("II")], [word("Il")], "II"),
        ([word("1"), word("2")], [word("1"), word("2")], "1 2"),
    ],
)
def test_figures_are_read_twice(first: list[Word], second: list[Word], chosen: str) -> None:
    found = cells._chosen(tuple(first), tuple(second))
    assert " ".join(each.text for each in found) == chosen


def test_hyphens_and_dots_alone_in_a_cell() -> None:
    texts = [["Tên", "Mức"], ["-", "Cấp mới"], ["....", "Cấp lại"]]
    drawing = Drawing((85, 200, 510), (100, 125, 150, 175), texts)
    (table,) = read_page(picture(drawing), 1, WIDTH, HEIGHT).tables
    assert [row[0] for row in table.rows] == ["Tên", "-", "...."]


def test_without_the_second_model_the_first_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_vietnamese(images: Any, *_: object, language: str = "vie") -> list[tuple[Word, ...]]:
        if language != "vie":
            raise OcrUnavailable("no such model")
        return [(word("I0"),) for _ in images]

    monkeypatch.setattr(cells, "read_pictures", only_vietnamese)
    monkeypatch.setattr(cells, "read_words", lambda *_, **__: ())
    drawing = Drawing((85, 300, 510), (100, 125, 150), [["10", "10"], ["10", "10"]])
    read = read_by_cells(picture(drawing).convert("L"), DPI, 60)
    assert {each.text for each in read.cells} == {"I0"}
