"""A drawn file as a scan: pages as grey pictures with noise and a slight skew, a red seal over each signature.

The pictures are JPEG at 200 dpi, as provincial scans are (handbook/domain.md 2.11). Pages with a seal are in colour.
There is no text layer. Randomness is integer arithmetic of numpy's PCG64, so that every machine draws the same.
"""

import io
import math

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sample_gazettes.fonts import font_file
from sample_gazettes.layout import HEIGHT, WIDTH

DPI = 200
QUALITY = 34
NOISE = 9
"""Largest change of a grey value; the sum of three draws is close to a bell curve."""
SEAL_RED = (206, 32, 41)
SEAL_RADIUS = 46.0
"""Points: a state seal is 36 mm across, drawn a little smaller here so that it does not reach the text above."""


def draw_scan(pdf: bytes, seals: dict[int, tuple[float, float]], seed: int, issuer: str) -> bytes:
    """The scan of a file. `seals` gives the middle of the seal in points from the upper left corner for each page."""
    rng = np.random.Generator(np.random.PCG64(seed))
    document = pdfium.PdfDocument(pdf)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setTitle("Công báo (bản mẫu quét)")
    try:
        for i in range(len(document)):
            page = document[i]
            picture = page.render(scale=DPI / 72, grayscale=i + 1 not in seals).to_pil()
            page.close()
            if i + 1 in seals:
                picture = sealed(picture.convert("RGB"), seals[i + 1], issuer)
            jpeg = _jpeg(_worn(picture, rng))
            canvas.drawImage(ImageReader(jpeg), 0, 0, WIDTH, HEIGHT)
            canvas.showPage()
    finally:
        document.close()
    canvas.save()
    return out.getvalue()


def _worn(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Skewed by up to 1.2 degrees, softened, on slightly grey paper with noise."""
    angle = int(rng.integers(-120, 121)) / 100
    white = 255 if picture.mode == "L" else (255, 255, 255)
    turned = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=white)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.int16)
    shape = soft.shape[:2]
    noise: NDArray[np.int16] = sum(
        (rng.integers(-NOISE // 3, NOISE // 3 + 1, size=shape, dtype=np.int16) for _ in range(3)),
        start=np.zeros(shape, dtype=np.int16),
    )
    paper = int(rng.integers(6, 14))
    spots = rng.integers(0, 20_000, size=shape, dtype=np.int32) == 0
    grain = noise - paper - np.where(spots, 90, 0).astype(np.int16)
    if soft.ndim == 3:
        grain = grain[:, :, np.newaxis]
    return Image.fromarray(np.clip(soft + grain, 0, 255).astype(np.uint8))


def _jpeg(picture: Image.Image) -> io.BytesIO:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, dpi=(DPI, DPI))
    out.seek(0)
    return out


def sealed(picture: Image.Image, middle: tuple[float, float], issuer: str, dpi: int = DPI) -> Image.Image:
    """A round red seal with a star and the issuer's name along its rim, laid over the picture like ink."""
    scale = dpi / 72
    radius = round(SEAL_RADIUS * scale)
    seal = Image.new("RGB", (2 * radius + 1, 2 * radius + 1), "white")
    pen = ImageDraw.Draw(seal)
    for r, thick in ((radius, 5), (round(radius * 0.66), 2)):
        pen.ellipse((radius - r, radius - r, radius + r, radius + r), outline=SEAL_RED, width=thick)
    star = [
        (radius + length * math.sin(math.pi * k / 5), radius - length * math.cos(math.pi * k / 5))
        for k, length in enumerate((radius * 0.34, radius * 0.14) * 5)
    ]
    pen.polygon(star, fill=SEAL_RED)
    _rim_text(seal, f"{issuer} ★ BẢN MẪU ★ ".replace("★", "*"), radius)
    x, y = round(middle[0] * scale) - radius, round(middle[1] * scale) - radius
    box = (x, y, x + seal.width, y + seal.height)
    under = np.asarray(picture.crop(box), dtype=np.uint16)
    over = np.asarray(seal, dtype=np.uint16)
    picture.paste(Image.fromarray((under * over // 255).astype(np.uint8)), box)
    return picture


def _rim_text(seal: Image.Image, text: str, radius: int) -> None:
    font = ImageFont.truetype(str(font_file("bold")), round(radius * 0.2))
    size = round(radius * 0.34)
    for i, letter in enumerate(text):
        tile = Image.new("L", (size, size), 0)
        ImageDraw.Draw(tile).text((size / 2, size / 2), letter, fill=255, font=font, anchor="mm")
        turn = 360 * i / len(text)
        tile = tile.rotate(-turn, Image.Resampling.BICUBIC)
        x = radius + 0.83 * radius * math.sin(math.radians(turn)) - size / 2
        y = radius - 0.83 * radius * math.cos(math.radians(turn)) - size / 2
        seal.paste(SEAL_RED, (round(x), round(y)), tile)
