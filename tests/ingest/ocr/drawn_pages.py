"""A notice drawn as a scan would show it: letterhead in two columns, body, recipients beside a sealed signature."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ingest.ocr.engine import Word
from sample_gazettes.fonts import font_file

DPI = 200
WIDTH, HEIGHT = 595.0, 842.0
LEFT = ("ỦY BAN NHÂN DÂN", "TỈNH BẮC SƠN", "Số: 46/TB-UBND")
RIGHT = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Bắc Sơn, ngày 24 tháng 01 năm 2025")
BODY = (
    "THÔNG BÁO",
    "Về việc tiếp nhận hồ sơ của người dân",
    "Điều 1. Phạm vi điều chỉnh",
    "Thông báo này quy định về việc tiếp nhận hồ sơ tại các xã, phường",
    "trên địa bàn tỉnh và trách nhiệm của cơ quan có liên quan.",
    "Điều 2. Hiệu lực thi hành",
    "Thông báo này có hiệu lực kể từ ngày ký.",
)
RECIPIENTS = ("Nơi nhận:", "- Văn phòng Chính phủ;", "- Các sở, ban, ngành;", "- Lưu: VT, NC.")
SIGNATURE = ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Mẫu")


def notice(*, seal: bool = False, skew: float = 0.0, noise: float = 0.0) -> Image.Image:
    """The page in colour at 200 dpi, worn as asked: `skew` in degrees clockwise, `noise` as deviation of grey."""
    page = Image.new("RGB", (round(WIDTH * DPI / 72), round(HEIGHT * DPI / 72)), "white")
    pen = ImageDraw.Draw(page)
    for place, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        put(pen, left, 150, 70 + 18 * place, 13, middle=True)
        put(pen, right, 410, 70 + 18 * place, 13, middle=True)
    for place, text in enumerate(BODY):
        put(pen, text, *((300, 170 + 20 * place) if place < 2 else (90, 190 + 20 * place)), 14, middle=place < 2)
    for place, text in enumerate(RECIPIENTS):
        put(pen, text, 90, 420 + 14 * place, 11)
    for place, text in enumerate(SIGNATURE):
        put(pen, text, 430, (420, 438, 520)[place], 14, middle=True)
    if seal:
        put_seal(page, (360, 470))
    return _worn(page, skew, noise)


def put(pen: ImageDraw.ImageDraw, text: str, x: float, y: float, size: float, *, middle: bool = False) -> None:
    """Text with its baseline at `y`, in points, starting at `x` or around it."""
    font = ImageFont.truetype(str(font_file("regular")), size * DPI / 72)
    pen.text((x * DPI / 72, y * DPI / 72), text, fill="black", font=font, anchor="ms" if middle else "ls")


def put_seal(page: Image.Image, middle: tuple[float, float]) -> None:
    """A red ring with letters along its rim, laid over the print like ink."""
    over = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(over)
    x, y = (value * DPI / 72 for value in middle)
    for radius, width in ((50, 5), (34, 3)):
        reach = radius * DPI / 72
        pen.ellipse((x - reach, y - reach, x + reach, y + reach), outline=(214, 30, 40), width=width)
    font = ImageFont.truetype(str(font_file("bold")), 30)
    for angle in range(0, 360, 20):
        turn = np.radians(angle)
        pen.text((x + 118 * np.sin(turn), y - 118 * np.cos(turn)), "N", fill=(214, 30, 40), font=font, anchor="mm")
    multiplied = np.asarray(page, dtype=np.uint16) * np.asarray(over, dtype=np.uint16) // 255
    page.paste(Image.fromarray(multiplied.astype(np.uint8)))


def _worn(page: Image.Image, skew: float, noise: float) -> Image.Image:
    turned = page.rotate(-skew, Image.Resampling.BICUBIC, fillcolor="white") if skew else page
    if not noise:
        return turned
    grey = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    grain = np.random.default_rng(7).normal(-10, noise, (*grey.shape[:2], 1))
    return Image.fromarray(np.clip(grey + grain, 0, 255).astype(np.uint8))


def word(text: str, left: int, top: int, *, confidence: float = 0.95, line: int = 1, em: int = 30) -> Word:
    """A word as Tesseract would report it: 0.45 em a letter wide, cap-high ink on a baseline 0.67 em below `top`."""
    width = round(0.45 * em * len(text))
    return Word(text, left, top, left + width, top + round(0.67 * em), confidence, (1, 1, line))
