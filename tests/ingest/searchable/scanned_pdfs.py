"""Scanned files made for tests: pages that are one picture, turned, slanted, stamped, mixed with typed ones."""

import io
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw, ImageFont

from ingest.document import Box, Line, Page

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
WIDTH, HEIGHT = 595.0, 842.0
DPI = 100
SIZE = 14.0

LINES = (
    "Điều 1. Phạm vi điều chỉnh",
    "Nghị định số 38/2022/NĐ-CP ngày 12-6-2022, khoản 2%, “mức lương”: 4.680.000 đồng/tháng;",
    "theo Tờ trình số 4017/TTr-",
    "BNNMT ngày 26 tháng 4 năm 2026",
    "ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ÁÀẢÃẠ ÉÈẺẼẸ ÍÌỈĨỊ ÓÒỎÕỌ ÚÙỦŨỤ ÝỲỶỸỴ ĂÂĐÊÔƠƯ",
    "ắằẳẵặ ấầẩẫậ ếềểễệ ốồổỗộ ớờởỡợ ứừửữự áàảãạ éèẻẽẹ íìỉĩị óòỏõọ úùủũụ ýỳỷỹỵ ăâđêôơư",
    "0123456789 .,:;!?()[]/\\-–—…«»“”‘’'\"%&*+=<>@#§°²m³ × ½ €",
    "The quick brown fox jumps over the lazy dog WALTZ NYMPH JFQ",
)


def text_page(number: int = 1, *, skew: float = 0.0, texts: tuple[str, ...] = LINES, source: str = "ocr") -> Page:
    """A page as OCR gives it: lines one below the other, boxes of the straightened page."""
    font = ImageFont.truetype(FONT, 100)
    quarter = round(skew / 90) % 2
    wide, high = (HEIGHT, WIDTH) if quarter else (WIDTH, HEIGHT)
    lines = []
    for place, text in enumerate(texts):
        top = 90.0 + 2 * SIZE * place
        width = min(font.getlength(text) * SIZE / 100, wide - 100)
        lines.append(Line(text, number, Box(50, top, 50 + width, top + SIZE), SIZE, source="ocr", confidence=0.9))
    return Page(number, wide, high, source, tuple(lines), skew=skew)  # type: ignore[arg-type] # tests name them freely


def drawn(page: Page) -> Image.Image:
    """The page's print as a scan shows it: upright lines, turned clockwise by its skew."""
    scale = DPI / 72
    image = Image.new("RGB", (round(page.width * scale), round(page.height * scale)), "white")
    draw = ImageDraw.Draw(image)
    for line in page.lines:
        font = ImageFont.truetype(FONT, line.size * scale * 0.9)
        draw.text((line.box.left * scale, line.box.top * scale), line.text, fill="black", font=font)
    turned = image.rotate(-page.skew, expand=round(page.skew / 90) % 2 == 1, fillcolor="white")
    return turned.crop((0, 0, round(WIDTH * scale), round(HEIGHT * scale))) if page.skew % 90 else turned


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a file to be made: its picture, how a viewer turns it, where its corner lies, a stamp on it."""

    page: Page
    rotation: int = 0
    corner: tuple[float, float] = (0.0, 0.0)
    stamped: bool = False


def jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def write(path: Path, *sheets: Sheet) -> list[bytes]:
    """A scanned PDF; gives the bytes of each page's image stream."""
    pdf, scans = pikepdf.new(), []
    for sheet in sheets:
        data = jpeg(drawn(sheet.page).rotate(sheet.rotation, expand=True))
        scans.append(data)
        add_scan(pdf, data, sheet)
    pdf.save(path)
    return scans


def add_scan(pdf: pikepdf.Pdf, data: bytes, sheet: Sheet) -> None:
    """Append a page that shows the JPEG `data`; its content lies about the corner that the sheet names."""
    with Image.open(io.BytesIO(data)) as image:
        wide, high = image.size
    width, height = (HEIGHT, WIDTH) if sheet.rotation % 180 else (WIDTH, HEIGHT)
    left, bottom = sheet.corner
    scan = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=wide, Height=high, Interpolate=True)
    scan.ColorSpace, scan.BitsPerComponent = Name.DeviceRGB, 8
    scan.write(data, filter=Name.DCTDecode)
    page = pdf.add_blank_page(page_size=(width, height))
    page.obj.MediaBox = Array([left, bottom, left + width, bottom + height])
    page.obj.Rotate = sheet.rotation
    page.obj.Resources = Dictionary(XObject=Dictionary(Im0=scan))
    content = f"q {width} 0 0 {height} {left} {bottom} cm /Im0 Do Q"
    if sheet.stamped:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources.Font = Dictionary(F1=pdf.make_indirect(font))
        content += f" BT /F1 9 Tf 1 0 0 rg {left + 380} {bottom + 780} Td (Ky boi: CONG BAO) Tj ET"
    page.obj.Contents = pdf.make_stream(content.encode())


def add_typed(pdf: pikepdf.Pdf, typed: bytes) -> None:
    """Append the first page of another PDF."""
    with pikepdf.open(io.BytesIO(typed)) as other:
        pdf.pages.append(other.pages[0])
