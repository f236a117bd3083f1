"""Fonts of pages that keep their content: embedded, as wide as they say, and with letters for all codes shown.

Only the kinds that gazettes are written with: TrueType outlines, as a composite font with codes for glyphs or as a
simple one in Windows' encoding. ISO 19005-2, 6.2.11: of every glyph shown the font must hold an outline, of the width
that the file states within a thousandth, and (level U) a map to Unicode.
"""

import io
import re
from collections.abc import Iterable, Mapping

import pikepdf
from fontTools.ttLib import TTFont, TTLibError
from pikepdf import Name

_WIDE = 1.0  # thousandths of the size that a stated width may differ
_SYMBOLIC = 4
_PRIVATE = 0xF000  # where symbolic fonts of Windows keep their codes
_ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_MAP_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_MAP_CHAR = re.compile(rb"<(?P<first>[0-9A-Fa-f]{1,8})>\s*<(?P<letters>[0-9A-Fa-f\s]*)>")
_MAP_RANGE = re.compile(
    rb"<(?P<first>[0-9A-Fa-f]{1,8})>\s*<(?P<last>[0-9A-Fa-f]{1,8})>\s*"
    rb"(?:<(?P<letters>[0-9A-Fa-f\s]*)>|\[(?P<items>[^\]]*)\])"
)
_MOST_CODES = 65_536


class RefusedFontError(Exception):
    """This font cannot be in a PDF/A-2u file."""


def mend(font: pikepdf.Object, shown: Iterable[bytes]) -> None:
    """Mend a font that shows these strings.

    Raises:
        RefusedFontError: it is not embedded, its widths are wrong, or its codes have no letters.
    """
    kind = str(font.get("/Subtype"))
    if kind == "/Type0" and font.get("/Encoding") == Name("/Identity-H"):
        _composite(font, {text[at : at + 2] for text in shown for at in range(0, len(text), 2)})
    elif kind == "/TrueType":
        _simple(font, {code for text in shown for code in text})
    else:
        raise RefusedFontError(kind)


def _composite(font: pikepdf.Object, codes: set[bytes]) -> None:
    (below,) = font.DescendantFonts
    descriptor = below.FontDescriptor
    if below.get("/Subtype") != Name.CIDFontType2:
        raise RefusedFontError(str(below.get("/Subtype")))
    numbers = {int.from_bytes(code, "big") for code in codes}
    program = _program(descriptor)
    glyphs = _glyph_map(below)
    stated, default = _stated_widths(below), float(below.get("/DW", 1_000))
    for number in numbers:
        glyph = number if glyphs is None else int.from_bytes(glyphs[2 * number : 2 * number + 2], "big")
        _check_width(program, glyph, stated.get(number, default))
    if not numbers <= _mapped_codes(font.get("/ToUnicode")):
        raise RefusedFontError("codes without letters")
    if "/CIDToGIDMap" not in below:
        below.CIDToGIDMap = Name.Identity
    if "/CIDSet" in descriptor:
        del descriptor["/CIDSet"]


def _simple(font: pikepdf.Object, codes: set[int]) -> None:
    program = _program(font.FontDescriptor)
    symbolic = bool(int(font.FontDescriptor.Flags) & _SYMBOLIC)
    glyphs = _symbols(font, program, codes) if symbolic else _letters(font, program, codes)
    first = int(font.FirstChar)
    for code, glyph in glyphs.items():
        _check_width(program, program.getGlyphID(glyph), float(font.Widths[code - first]))


def _letters(font: pikepdf.Object, program: TTFont, codes: set[int]) -> dict[int, str]:
    """For each code the glyph of the letter that it stands for in Windows' encoding or the Macintosh's."""
    named, held = str(font.get("/Encoding")), program["cmap"].getcmap(3, 1)
    if named not in _ENCODINGS or held is None:
        raise RefusedFontError(f"encoding {named}")
    letters = {code: ord(bytes([code]).decode(_ENCODINGS[named])) for code in codes}
    return _found(held.cmap, letters)


def _symbols(font: pikepdf.Object, program: TTFont, codes: set[int]) -> dict[int, str]:
    """For each code the glyph that the font's own and only map gives it (ISO 19005-2, 6.2.11.6)."""
    held, maps = program["cmap"].getcmap(3, 0), program["cmap"].tables
    if "/Encoding" in font or (held is None and len(maps) != 1):
        raise RefusedFontError("encoding of a symbolic font")
    if not codes <= _mapped_codes(font.get("/ToUnicode")):
        raise RefusedFontError("codes without letters")
    table = (held or maps[0]).cmap
    return _found(table, {code: code if code in table else _PRIVATE + code for code in codes})


def _found(table: Mapping[int, str], places: Mapping[int, int]) -> dict[int, str]:
    missing = [code for code, place in places.items() if place not in table]
    if missing:
        raise RefusedFontError(f"no glyph for code {missing[0]}")
    return {code: table[place] for code, place in places.items()}


def _program(descriptor: pikepdf.Object) -> TTFont:
    if "/FontFile2" not in descriptor:
        raise RefusedFontError("not embedded")
    try:
        return TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()), lazy=True)
    except (TTLibError, OSError, ValueError, KeyError, AssertionError) as error:
        raise RefusedFontError(f"font program: {type(error).__name__}") from error


def _check_width(program: TTFont, glyph: int, stated: float) -> None:
    try:
        there = 0 < glyph < program["maxp"].numGlyphs
        advance = program["hmtx"][program.getGlyphName(glyph)][0] * 1_000 / program["head"].unitsPerEm if there else 0
    except Exception as error:  # a broken table raises whatever its parser does: the page becomes a picture
        raise RefusedFontError(f"font table: {type(error).__name__}") from error
    if not there or abs(advance - stated) > _WIDE:
        raise RefusedFontError(f"glyph {glyph} is {advance:.0f} wide, not {stated:.0f}")


def _glyph_map(below: pikepdf.Object) -> bytes | None:
    held = below.get("/CIDToGIDMap")
    return held.read_bytes() if isinstance(held, pikepdf.Stream) else None


def _stated_widths(below: pikepdf.Object) -> dict[int, float]:
    """Code to width, from the array of PDF: `first [w w w]` or `first last w`."""
    found: dict[int, float] = {}
    items = list(below.get("/W", ()))
    at = 0
    while at < len(items):
        first, second = int(items[at]), items[at + 1]
        if isinstance(second, pikepdf.Array):
            found |= {first + place: float(width) for place, width in enumerate(second)}
            at += 2
        else:
            last = min(int(second), first + _MOST_CODES)
            found |= dict.fromkeys(range(first, last + 1), float(items[at + 2]))
            at += 3
    return found


def _mapped_codes(stream: pikepdf.Object | None) -> set[int]:
    """The codes that a ToUnicode map knows, but for those that it maps to nothing or to a byte order mark."""
    if not isinstance(stream, pikepdf.Stream):
        return set()
    codes: set[int] = set()
    for kind, body in _MAP_BLOCK.findall(stream.read_bytes()):
        for match in (_MAP_CHAR if kind == b"bfchar" else _MAP_RANGE).finditer(body):
            codes.update(_codes_of(**match.groupdict()))
    return codes


def _codes_of(first: bytes, letters: bytes | None, last: bytes = b"", items: bytes | None = None) -> Iterable[int]:
    """The codes of one entry: a code, a range with its first letter, or a range with a list of letters."""
    start = int(first, 16)
    if items is not None:
        listed = (each.split(b">")[0] for each in items.split(b"<")[1:])
        return (start + place for place, each in enumerate(listed) if _is_letter(each))
    end = min(int(last, 16), start + _MOST_CODES) if last else start
    return range(start, end + 1) if _is_letter(letters or b"") else ()


def _is_letter(written: bytes) -> bool:
    letters = bytes.fromhex(written.decode("ascii"))
    return letters not in (b"", b"\0", b"\0\0", b"\xfe\xff", b"\xff\xfe")
