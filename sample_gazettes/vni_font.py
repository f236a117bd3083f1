"""A font whose text layer reads as VNI, as in gazettes of southern provinces of the 1990s.

VNI spells a letter with its marks as two characters: the bare letter, then a code that draws the marks over it (ấ is
a and á). Only ơ, ư, đ, ỵ and i with a mark have codes of their own. Copied as Latin-1 the word Cộng reads Coäng.
Table: handbook/domain.md 7.4.
"""

import functools
import io
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont as FontFile

GRAVE, ACUTE, TILDE, HOOK, DOT = TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
HAT, BOW = "\u0302", "\u0306"
SPELT = (ACUTE, GRAVE, HOOK, TILDE, DOT)
MARKS = (
    dict(zip(SPELT, "ùøûõï", strict=True))
    | dict(zip((HAT, *(HAT + tone for tone in SPELT)), "âáàåãä", strict=True))
    | dict(zip((BOW, *(BOW + tone for tone in SPELT)), "êéèúüë", strict=True))
)
"""The second character by the marks that it draws."""
SINGLE = dict(zip("đơưíìỉĩịỵ", "ñôöíìæóòî", strict=True))
PLAIN = str.maketrans({"–": "-", "“": '"', "”": '"'})
HORN = "\u031b"
LAST_ASCII = "~"
STYLE_NAMES = {"regular": "", "bold": "-Bold", "italic": "-Italic", "bold_italic": "-BoldItalic"}
# where marks are drawn, in ems: a code has no width of its own and stands over the middle of an o, or of an O
SMALL_WIDTH, CAPITAL_WIDTH = 0.48, 0.68
RISE = 0.2
TONE_OVER_SHAPE = {ACUTE: (0.12, 0.1), GRAVE: (-0.12, 0.1), HOOK: (0.13, 0.08), TILDE: (0.0, 0.16), DOT: (0.0, 0.0)}


def encode(text: str) -> str:
    """The text as typed in VNI, in characters of Latin-1. Raises ValueError for a letter that VNI lacks."""
    return "".join(_code(letter) for letter in unicodedata.normalize("NFC", text.translate(PLAIN)))


def _code(letter: str) -> str:
    small = letter.lower()
    if small in SINGLE:
        return _cased(SINGLE[small], letter)
    if letter <= LAST_ASCII:
        return letter
    bare, marks = _parts(small)
    if marks not in MARKS:
        raise ValueError(f"VNI has no code for {letter!r}")
    return _cased(SINGLE.get(bare, bare) + MARKS[marks], letter)


def _parts(letter: str) -> tuple[str, str]:
    """A letter as its base (ơ and ư are such) and its other marks, hat or bow first."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    if HORN in marks:
        base = unicodedata.normalize("NFC", base + HORN)
        marks.remove(HORN)
    return base, "".join(sorted(marks, key=lambda mark: mark in TONES))


def _cased(codes: str, letter: str) -> str:
    return codes.upper() if letter.isupper() else codes


@functools.cache
def _bytes(path: Path, face: str) -> bytes:
    font = FontFile(path, recalcTimestamp=False)
    glyphs = font.getBestCmap()
    wanted = {ord(c): ord(c) for c in map(chr, range(0x20, 0x7F))}
    wanted |= {
        ord(cased(code)): ord(cased(letter)) for letter, code in SINGLE.items() for cased in (str.lower, str.upper)
    }
    cmap = {code: glyphs[shown] for code, shown in wanted.items()}
    options = Options(hinting=False, glyph_names=False, notdef_outline=True, layout_features=[], name_IDs=[1, 2, 4, 6])
    options.drop_tables += ["FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted({*wanted.values(), *map(ord, (*TONES, HAT, BOW))}))
    subsetter.subset(font)
    for marks, code in MARKS.items():
        for capital in (False, True):
            shown = code.upper() if capital else code
            cmap[ord(shown)] = _add_marks(font, glyphs, marks, capital=capital)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = dict(cmap)
    for record in font["name"].names:
        record.string = "VNI-Times" + STYLE_NAMES[face] if record.nameID in (4, 6) else "VNI-Times"
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def _add_marks(font: FontFile, glyphs: dict[int, str], marks: Iterable[str], *, capital: bool) -> str:
    """A glyph without width that draws the marks over the letter before it; gives its name."""
    em = font["head"].unitsPerEm
    pen = TTGlyphPen(font.getGlyphSet())
    middle = -(CAPITAL_WIDTH if capital else SMALL_WIDTH) / 2
    for place, mark in enumerate(marks):
        outline = font["glyf"][glyphs[ord(mark)]]
        across, up = TONE_OVER_SHAPE[mark] if place else (0.0, 0.0)
        rise = RISE if capital and mark != DOT else 0.0
        centre = (outline.xMin + outline.xMax) / 2
        pen.addComponent(
            glyphs[ord(mark)], (1, 0, 0, 1, round((middle + across) * em - centre), round((up + rise) * em))
        )
    name = "vni" + "".join(f"{ord(mark):04x}" for mark in marks) + ("cap" if capital else "")
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphOrder = font.getGlyphOrder()
    font["glyf"].glyphs[name] = glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (0, glyph.xMin)
    return name


def build_font(path: Path, face: str) -> io.BytesIO:
    """A TrueType font named VNI-Times with the outlines of `path` at VNI's code points."""
    return io.BytesIO(_bytes(path, face))
