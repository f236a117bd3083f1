"""An invisible font of our own: glyphs without area in a dozen widths, and a map from codes to letters (ToUnicode).

Selecting and copying needs places and letters, no shapes. Codes are given out as characters come, so that any letter
of any script has one; the map turns each code back into its character in NFC. Widths are near those of a serif face,
so that a word selected within a line lies on its print.
"""

import io
import unicodedata
from functools import cache

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pikepdf import Array, Dictionary, Name

UNITS = 1_000
ASCENT, DESCENT = 800, -200
_NAME = "CongBaoInvisible"
_WIDTHS = (250, 280, 330, 390, 440, 500, 560, 610, 670, 720, 780, 890)
_NARROW = {" ": 250, "i": 280, "j": 280, "l": 280, "t": 280, "f": 330, "r": 330, "I": 330, "J": 390, "s": 390}
_MIDDLE = dict.fromkeys("aceyzvkx", 440) | {"m": 780, "w": 720, "M": 890, "W": 890}
_SIGNS = dict.fromkeys(".,:;'`|!/\\()[]-", 280) | dict.fromkeys("%@—…", 890)
_BASE = _NARROW | _MIDDLE | _SIGNS
_CAPITAL, _OTHER = 670, 500
_CHUNK = 100  # entries in one block of a ToUnicode map: the limit of the format


def width_of(char: str) -> int:
    """The width of a character in thousandths of the size: one of twelve."""
    base = unicodedata.normalize("NFD", char)[0]
    base = {"đ": "d", "Đ": "D", "ı": "i"}.get(base, base)
    return _BASE.get(base, _CAPITAL if base.isupper() else _OTHER)


def width_of_text(text: str) -> int:
    """The width of a text in thousandths of the size."""
    return sum(width_of(char) for char in text)


class InvisibleFont:
    """Gives codes to characters as they are used; `add_to` writes the font with all of them."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def encode(self, text: str) -> bytes:
        """The text as two-byte codes."""
        return b"".join(self._codes.setdefault(char, len(self._codes) + 1).to_bytes(2, "big") for char in text)

    def add_to(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font as an object of the file."""
        program = pdf.make_stream(_program())
        program.Length1 = len(_program())
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{_NAME}"),
            Flags=4,
            FontBBox=Array([0, DESCENT, UNITS, ASCENT]),
            ItalicAngle=0,
            Ascent=ASCENT,
            Descent=DESCENT,
            CapHeight=ASCENT,
            StemV=80,
            FontFile2=program,
        )
        descendant = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(f"/{_NAME}"),
            CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
            FontDescriptor=pdf.make_indirect(descriptor),
            CIDToGIDMap=pdf.make_stream(self._glyphs()),
            DW=_OTHER,
            W=Array([1, Array([width_of(char) for char in self._codes])]),
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{_NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(self._to_unicode()),
        )
        return pdf.make_indirect(font)

    def _glyphs(self) -> bytes:
        """For code 0, 1, 2 … the glyph of its width, two bytes each."""
        glyphs = [0, *(1 + _WIDTHS.index(width_of(char)) for char in self._codes)]
        return b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)

    def _to_unicode(self) -> bytes:
        pairs = [f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for char, code in self._codes.items()]
        blocks = [pairs[start : start + _CHUNK] for start in range(0, len(pairs), _CHUNK)]
        mapped = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{mapped}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
""".encode("ascii")


def _empty(width: int) -> Glyph:
    """A glyph with a box for selecting and no area: a line from corner to corner."""
    pen = TTGlyphPen(None)
    if width:
        pen.moveTo((0, DESCENT))
        pen.lineTo((width, ASCENT))
        pen.closePath()
    return pen.glyph()


@cache
def _program() -> bytes:
    """The font program: .notdef and one glyph for each width."""
    names = [".notdef", *(f"w{width}" for width in _WIDTHS)]
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({})
    builder.setupGlyf({name: _empty(width) for name, width in zip(names, (0, *_WIDTHS), strict=True)})
    builder.setupHorizontalMetrics(dict(zip(names, [(_OTHER, 0), *((width, 0) for width in _WIDTHS)], strict=True)))
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT)
    builder.setupNameTable({"familyName": _NAME, "styleName": "Regular", "psName": _NAME})
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()
