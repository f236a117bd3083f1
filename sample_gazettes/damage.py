"""A born-digital file as a scan with damage of a chosen kind and strength, at a chosen resolution.

Kinds and strengths are data (damage.toml); each is one small function here. The order is that of the paper's life:
what shines through from the back, ink laid over it, fading, then the scanner's blur, noise, specks and skew, last the
encoding. Randomness is integer arithmetic of numpy's PCG64: a seed gives the same page on every machine.
"""

import io
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from sample_gazettes.fonts import font_file
from sample_gazettes.scan import SEAL_RADIUS, sealed

Strength = Literal["clean", "light", "moderate", "strong"]
STAMP_BLUE = (40, 60, 170)
STAMP_SIZE = (150.0, 46.0)
STAMP_LINES = ("CÔNG VĂN ĐẾN", "Số: 1234   Ngày: 12/6")
POINTS_PER_INCH = 72
SEAL_ISSUER = "VĂN PHÒNG CHÍNH PHỦ"
SPECK = 70
"""Grey of a speck of dust."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What happens to a page. Degrees, grey values (0 to 255), points, shares (0 to 1) and counts a page.

    `noise` is the largest change of a grey value, `blur` a radius in points, `contrast` what is left of it, `bleed`
    how dark the back's print shines through, `threshold` below which a grey value is ink on a bitonal page, `quality`
    that of JPEG, 0 for a lossless picture; otherwise 0, or 1 of contrast, is where nothing happens.
    """

    skew: float = 0.0
    noise: int = 0
    blur: float = 0.0
    quality: int = 0
    contrast: float = 1.0
    speckles: int = 0
    bleed: float = 0.0
    threshold: int = 0
    seals: int = 0
    stamps: int = 0


@cache
def damages() -> dict[tuple[str, Strength], Damage]:
    """Every kind and strength of damage.toml, in its order."""
    text = resources.files("sample_gazettes").joinpath("damage.toml").read_text("utf-8")
    kinds: dict[str, dict[Strength, dict[str, float]]] = tomllib.loads(text)
    return {
        (kind, strength): Damage(**values)  # type: ignore[arg-type]  # counts are int in the file, shares float
        for kind, strengths in kinds.items()
        for strength, values in strengths.items()
    }


MODERATE = damages()["together", "moderate"]


def worn_pdf(
    pdf: bytes, damage: Damage, dpi: int, seed: int, signed: Mapping[int, tuple[float, float]] | None = None
) -> bytes:
    """The pages of a file as pictures with damage, without a text layer.

    `signed` gives the middle of a further seal, in points from the upper left corner, for pages with a signature.
    """
    document = pdfium.PdfDocument(pdf)
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.setTitle("Công báo (bản mẫu quét)")
    try:
        for i in range(len(document)):
            page = document[i]
            width, height = page.get_size()
            coloured = damage.seals or damage.stamps or i + 1 in (signed or {})
            picture = page.render(scale=dpi / POINTS_PER_INCH, grayscale=not coloured).to_pil()
            page.close()
            if middle := (signed or {}).get(i + 1):
                picture = sealed(picture, middle, SEAL_ISSUER, dpi)
            rng = np.random.Generator(np.random.PCG64([seed, i]))
            worn = worn_page(picture, damage, dpi, rng)
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(_encoded(worn, damage)), 0, 0, width, height)
            canvas.showPage()
    finally:
        document.close()
    canvas.save()
    return out.getvalue()


def worn_page(picture: Image.Image, damage: Damage, dpi: int, rng: np.random.Generator) -> Image.Image:
    """The page with all of its damage but the encoding."""
    if damage.bleed:
        picture = bled(picture, damage.bleed, dpi)
    for _ in range(damage.seals):
        picture = sealed(picture.copy(), _place(rng, SEAL_RADIUS, SEAL_RADIUS, picture, dpi), SEAL_ISSUER, dpi)
    for _ in range(damage.stamps):
        picture = stamped(picture, _place(rng, STAMP_SIZE[0] / 2, STAMP_SIZE[1] / 2, picture, dpi), dpi)
    if damage.contrast < 1:
        picture = faded(picture, damage.contrast)
    if damage.blur:
        picture = picture.filter(ImageFilter.GaussianBlur(damage.blur * dpi / POINTS_PER_INCH))
    if damage.skew:
        picture = skewed(picture, damage.skew if rng.integers(2) else -damage.skew)
    if damage.noise:
        picture = noisy(picture, damage.noise, rng)
    if damage.speckles:
        picture = speckled(picture, damage.speckles, dpi, rng)
    return bitonal(picture, damage.threshold) if damage.threshold else picture


def _place(
    rng: np.random.Generator, half_width: float, half_height: float, picture: Image.Image, dpi: int
) -> tuple[float, float]:
    """A middle in points so that the whole lies within margins of half an inch."""
    width, height = (length * POINTS_PER_INCH / dpi for length in picture.size)
    x = rng.integers(round(36 + half_width), round(width - 36 - half_width))
    y = rng.integers(round(36 + half_height), round(height - 36 - half_height))
    return float(x), float(y)


def bled(picture: Image.Image, share: float, dpi: int) -> Image.Image:
    """The page's own mirror image, soft and pale, as the back of thin paper shines through."""
    back = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(
        ImageFilter.GaussianBlur(0.6 * dpi / POINTS_PER_INCH)
    )
    pale = 255 - share * (255 - np.asarray(back, dtype=np.float32))
    return _picture(np.asarray(picture, dtype=np.float32) * pale / 255)


def stamped(picture: Image.Image, middle: tuple[float, float], dpi: int) -> Image.Image:
    """The blue stamp of incoming mail laid over the print like ink."""
    scale = dpi / POINTS_PER_INCH
    width, height = (round(length * scale) for length in STAMP_SIZE)
    stamp = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((0, 0, width - 1, height - 1), outline=STAMP_BLUE, width=max(2, round(1.2 * scale)))
    font = ImageFont.truetype(str(font_file("bold")), round(13 * scale))
    for i, line in enumerate(STAMP_LINES):
        pen.text((width / 2, height * (0.3 + 0.42 * i)), line, fill=STAMP_BLUE, font=font, anchor="mm")
    left, top = round(middle[0] * scale) - width // 2, round(middle[1] * scale) - height // 2
    box = (left, top, left + width, top + height)
    inked = picture.convert("RGB")
    under, over = (np.asarray(layer, dtype=np.uint16) for layer in (inked.crop(box), stamp))
    inked.paste(Image.fromarray((under * over // 255).astype(np.uint8)), box)
    return inked


def faded(picture: Image.Image, contrast: float) -> Image.Image:
    """Ink paler and paper greyer; the middle between both stays at 200."""
    values = np.asarray(picture, dtype=np.float32)
    return _picture(200 + (values - 200) * contrast)


def skewed(picture: Image.Image, degrees: float) -> Image.Image:
    """Turned about its middle; the corners are paper."""
    paper = tuple(
        int(v) for v in np.atleast_1d(np.median(np.asarray(picture).reshape(-1, len(picture.getbands())), axis=0))
    )
    return picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=paper if len(paper) > 1 else paper[0])


def noisy(picture: Image.Image, most: int, rng: np.random.Generator) -> Image.Image:
    """Grain: the sum of three even draws is close to a bell curve."""
    shape = (picture.height, picture.width)
    third = math.ceil(most / 3)
    grain = sum(
        (rng.integers(-third, third + 1, size=shape, dtype=np.int16) for _ in range(3)), np.zeros(shape, np.int16)
    )
    values = np.asarray(picture, dtype=np.int16)
    return _picture(values + (grain[:, :, np.newaxis] if values.ndim > 2 else grain))


def speckled(picture: Image.Image, count: int, dpi: int, rng: np.random.Generator) -> Image.Image:
    """Dust and toner: dots of 0.3 to 0.7 points anywhere on the page."""
    dotted = picture.copy()
    pen = ImageDraw.Draw(dotted)
    ink = (SPECK, SPECK, SPECK) if picture.mode == "RGB" else SPECK
    for x, y, tenths in zip(
        rng.integers(0, picture.width, count),
        rng.integers(0, picture.height, count),
        rng.integers(3, 8, count),
        strict=True,
    ):
        across = max(0, round(int(tenths) / 10 * dpi / POINTS_PER_INCH) - 1)
        pen.rectangle((int(x), int(y), int(x) + across, int(y) + across), fill=ink)
    return dotted


def bitonal(picture: Image.Image, threshold: int) -> Image.Image:
    """Black and white, as fax and CCITT scans are."""
    return picture.convert("L").point([0 if value < threshold else 255 for value in range(256)]).convert("1")


def _picture(values: NDArray[np.floating] | NDArray[np.int16]) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))


def _encoded(picture: Image.Image, damage: Damage) -> io.BytesIO:
    """JPEG of the damage's quality, or a lossless picture."""
    out = io.BytesIO()
    if picture.mode == "1" or not damage.quality:
        picture.save(out, "PNG", compress_level=1)
    else:
        picture.save(out, "JPEG", quality=damage.quality)
    out.seek(0)
    return out
