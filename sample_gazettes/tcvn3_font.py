"""Fonts whose text layer reads as TCVN 5712:1993 (TCVN3, "ABC"), as in gazettes of the 1990s and early 2000s.

In `.VnTime` the byte 0xB5 shows à; copied as Latin-1 the word Nghị reads NghÞ. `.VnTimeH` is its companion: lower-case
codes show capitals, since TCVN3 has no capitals with tones. The letter ư lies at 0xAD, the soft hyphen of Latin-1,
which readers like to swallow. Table: TCVN 5712:1993, third character set (VN3).
"""

import functools
import io
import itertools
import re
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont as FontFile

LOWER = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ",
        bytes.fromhex(
            "B5B6B7B8B9A8BBBCBDBEC6A9C7C8C9CACBAECCCECFD0D1AAD2D3D4D5D6D7D8DCDDDE"
            "DFE1E2E3E4ABE5E6E7E8E9ACEAEBECEDEEEFF1F2F3F4ADF5F6F7F8F9FAFBFCFDFE"
        ),
        strict=True,
    )
)
CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", bytes.fromhex("A1A2A3A4A5A6A7"), strict=True))
CODES = LOWER | CAPITALS
PLAIN = {"–": "-", "“": '"', "”": '"'}
STYLE_NAMES = {"regular": "", "bold": "-Bold", "italic": "-Italic", "bold_italic": "-BoldItalic"}


def encode(text: str) -> tuple[tuple[bool, str], ...]:
    """Split a text into (needs .VnTimeH, Latin-1 characters as drawn). Raises ValueError for a letter TCVN3 lacks.

    Words in capitals that stand together go to .VnTimeH as a whole when one of them needs it, as typists did.
    """
    out: list[tuple[bool, str]] = []
    for capitals, group in itertools.groupby(re.findall(r"[^ /]*[ /]|[^ /]+", text), lambda w: w == w.upper()):
        words = "".join(group)
        if capitals and any(_toned_capital(c) for c in words):
            _append(out, "".join(_code(c.lower()) for c in words), capitals=True)
            continue
        for c in words:
            toned = _toned_capital(c)
            _append(out, _code(c.lower() if toned else c), capitals=toned)
    return tuple(out)


def _toned_capital(c: str) -> bool:
    return c not in CODES and c.lower() in LOWER


def _append(out: list[tuple[bool, str]], codes: str, *, capitals: bool) -> None:
    if out and out[-1][0] == capitals:
        out[-1] = (capitals, out[-1][1] + codes)
    else:
        out.append((capitals, codes))


def _code(c: str) -> str:
    if c in CODES:
        return chr(CODES[c])
    c = PLAIN.get(c, c)
    if ord(c) > 0x7E:
        raise ValueError(f"TCVN3 has no code for {c!r}")
    return c


@functools.cache
def _bytes(path: Path, face: str, *, capitals: bool) -> bytes:
    font = FontFile(path, recalcTimestamp=False)
    glyphs = font.getBestCmap()
    wanted = {ord(c): ord(c.upper() if capitals else c) for c in map(chr, range(0x20, 0x7F))}
    wanted |= {code: ord(c.upper() if capitals else c) for c, code in CODES.items()}
    cmap = {code: glyphs[shown] for code, shown in wanted.items()}
    options = Options(hinting=False, glyph_names=False, notdef_outline=True, layout_features=[], name_IDs=[1, 2, 4, 6])
    options.drop_tables += ["FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(set(wanted.values())))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = {**{u: g for u, g in glyphs.items() if u in set(wanted.values())}}
    subsetter.subset(font)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap = dict(cmap)
    name = ".VnTime" + ("H" if capitals else "")
    for record in font["name"].names:
        record.string = name + STYLE_NAMES[face] if record.nameID in (4, 6) else name
    out = io.BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def build_font(path: Path, face: str, *, capitals: bool) -> io.BytesIO:
    """A TrueType font named .VnTime or .VnTimeH with the outlines of `path` at TCVN3's code points."""
    return io.BytesIO(_bytes(path, face, capitals=capitals))
