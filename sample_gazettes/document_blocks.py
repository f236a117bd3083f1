"""A document as blocks, in the order of the administrative form (handbook/domain.md 3.1).

Banners, letterhead, type and title, recitals, body, signature, attachments.
"""

import math
from collections.abc import Iterator
from dataclasses import replace

from sample_gazettes.blocks import Block, Figure, LineOp, NewPage, Op, Para, Run, Table, TextOp, centred
from sample_gazettes.fonts import width
from sample_gazettes.layout import WIDTH
from sample_gazettes.model import Annex, Document, Path, Signer, Style, Unit, long_date

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
SMALL = 13.0


def document_blocks(doc: Document, path: Path, style: Style) -> Iterator[Block]:
    """All blocks of a document, which begins on a new page. `path` is the document's mark."""
    yield NewPage((path,))
    if doc.repeated_heading:
        yield from _banners(doc, style)
        yield from _continuation_head(doc)
    else:
        yield from head_blocks(doc, style)
    body = list(body_blocks(doc.body, (*path, "b"), style))
    if doc.continued_in:
        yield from body
        yield _note(f"(Xem tiếp Công báo số {' + '.join(str(n) for n in doc.continued_in)})", style)
        return
    yield from body[:-1]
    yield _kept(body[-1], style)
    if doc.adopted:
        yield short_rule(style, WIDTH - style.left - style.right)
        yield Para((Run(doc.adopted, "italic"),), before=8, keep=True)
    if doc.signers:
        yield signature(doc.signers, doc.receivers, style, (*path, "s"))
    for i, annex in enumerate(doc.annexes):
        yield from _annex(annex, (*path, "a", i), style)


def head_blocks(doc: Document, style: Style) -> Iterator[Block]:
    """Banners, letterhead, type and title, recitals and the enacting line."""
    yield from _banners(doc, style)
    yield letterhead(doc, style)
    yield from _titles(doc, style)
    yield from _recitals(doc)


def _kept(block: Block, style: Style) -> Block:
    """The last paragraph, which mostly shares a page with the signature below it."""
    return replace(block, keep=True) if isinstance(block, Para) and style.keep_signature else block


def _banners(doc: Document, style: Style) -> Iterator[Block]:
    if doc.section_banner:
        yield heading(doc.section_banner, size=style.size + 4, after=14)
    if doc.issuer_banner:
        yield heading(doc.issuer_banner, size=style.size + 2, after=16)


def heading(text: str, *, size: float | None = None, before: float = 0.0, after: float = 0.0, path: Path = ()) -> Para:
    """A centred bold line that stays with what follows."""
    marks = (path,) if path else ()
    run = Run(text, "bold")
    return Para((run,), "center", indent=False, before=before, after=after, size=size, marks=marks, keep=True)


def short_rule(style: Style, length: float) -> Figure:
    """A centred rule."""
    middle = (style.left + WIDTH - style.right) / 2
    return Figure(8, (LineOp(middle - length / 2, 4, middle + length / 2, 4, 0.75),), keep=True)


def _note(text: str, style: Style) -> Figure:
    x = WIDTH - style.right - width(text, "italic", style.size, style.typeface)
    return Figure(3 * style.leading, (TextOp(x, 2 * style.leading, text, "italic", style.size),))


def _continuation_head(doc: Document) -> Iterator[Block]:
    """What the second part of a split document repeats (handbook/domain.md 2.8)."""
    yield heading(doc.repeated_heading or "", before=4)
    yield heading(doc.title.upper() if doc.title_capitals else doc.title)
    numbers = " + ".join(str(n) for n in doc.continues_from)
    yield Para((Run(f"(Tiếp theo Công báo số {numbers})", "italic"),), "center", indent=False, after=14, keep=True)


def letterhead(doc: Document, style: Style) -> Figure:
    """Issuer and number on the left, the State's name, motto and dateline on the right; smaller where it is narrow."""
    room = WIDTH - style.left - style.right + 16
    size = next(
        (s for s in (13.0, 12.5, 12.0, 11.5, 11.0) if _left_width(doc, s, style) + _state_width(s, style) + 14 <= room),
        10.5,
    )
    column = room - _state_width(size, style) - 14
    left, right = style.left - 8 + column / 2, WIDTH - style.right + 8 - _state_width(size, style) / 2
    ops: list[Op] = []
    for i, line in enumerate(doc.letterhead):
        ops.append(centred(line, left, size + 16 * i, "bold", size, style))
    ops.append(centred(STATE, right, size, "bold", size, style))
    ops.append(centred(style.motto, right, size + 16, "bold", size, style))
    ops += _under(left, size + 16 * (len(doc.letterhead) - 1), 50, style)
    ops += _under(right, size + 16, width(style.motto, "bold", size, style.typeface), style)
    y = size + 16 * max(len(doc.letterhead), 2) + 14
    ops.append(centred(f"{doc.number_label} {doc.number}", left, y, "regular", SMALL, style))
    if doc.place and doc.issued_on:
        ops.append(centred(f"{doc.place}, ngày {long_date(doc.issued_on)}", right, y, "italic", SMALL, style))
    return Figure(y + 22, tuple(ops))


def _left_width(doc: Document, size: float, style: Style) -> float:
    return max(width(line, "bold", size, style.typeface) for line in doc.letterhead)


def _state_width(size: float, style: Style) -> float:
    return width(STATE, "bold", size, style.typeface)


def _under(middle: float, y: float, length: float, style: Style) -> list[Op]:
    if style.rules == "line":
        return [LineOp(middle - length / 2, y + 4, middle + length / 2, y + 4, 0.75)]
    return [centred("_" * int(length / 4.2), middle, y + 9, "regular", 8.5, style)]


def _titles(doc: Document, style: Style) -> Iterator[Block]:
    yield heading(doc.type.upper(), before=8)
    yield heading(doc.title.upper() if doc.title_capitals else doc.title)
    if style.rules == "line":
        yield short_rule(style, 110)
    for line in doc.head_lines:
        yield heading(line, before=4)


def _recitals(doc: Document) -> Iterator[Block]:
    for i, recital in enumerate(doc.recitals):
        yield Para((Run(recital.text, "italic"),), before=10 if i == 0 else 0)
    for line in doc.enacting:
        yield heading(line, before=6, after=4)


def body_blocks(units: tuple[Unit, ...], path: Path, style: Style) -> Iterator[Block]:
    """Units in reading order, each marked with its place in the tree."""
    for i, unit in enumerate(units):
        yield from _unit(unit, (*path, i), style)


def _unit(unit: Unit, path: Path, style: Style) -> Iterator[Block]:
    if unit.level in ("part", "chapter", "section", "subsection"):
        yield heading(unit.label, before=10, path=path)
        yield heading(unit.heading, after=4)
    elif unit.level == "table":
        longest = [max(map(len, column)) for column in zip(*unit.rows, strict=True)]
        shares = tuple(4 + math.sqrt(n) * 3 for n in longest)
        yield Table(unit.rows, shares, style.repeat_table_head, (path,))
    elif unit.level == "quote":
        yield from _quote(unit, path, style)
    elif unit.level == "article" and unit.heading:
        yield Para((Run(f"{unit.label}. {unit.heading}", "bold"),), before=3, marks=(path,), keep=True)
        if unit.text:
            yield Para((Run(unit.text),))
    elif unit.level == "article":
        yield Para((Run(f"{unit.label}.", "bold"), Run(unit.text)), before=3, marks=(path,))
    else:
        yield Para((Run(_labelled(unit)),), marks=(path,))
    yield from body_blocks(unit.children, path, style)


def _labelled(unit: Unit) -> str:
    marks = {"clause": ". ", "point": ") ", "subpoint": " "}
    return unit.label + marks[unit.level] + unit.text if unit.label else unit.text


def _quote(unit: Unit, path: Path, style: Style) -> Iterator[Block]:
    """Quoted text: its first line opens the quotation, its last one closes it and ends the sentence."""
    lines = unit.text.split("\n")
    for i, line in enumerate(lines):
        bold = line.startswith("Điều ")
        shown = (style.quotes[0] if i == 0 else "") + line + (style.quotes[1] + "." if i == len(lines) - 1 else "")
        yield Para((Run(shown, "bold" if bold else "regular"),), marks=(path,) if i == 0 else (), keep=bold)


def signature(signers: tuple[Signer, ...], receivers: tuple[str, ...], style: Style, path: Path) -> Figure:
    """Signature block at the right (several signers side by side), receivers at the left where there are any."""
    ops: list[Op] = []
    y = 18.0
    if receivers:
        ops.append(TextOp(style.left, y, "Nơi nhận:", "bold_italic", 12))
        ops += [TextOp(style.left, y + 14 * (i + 1), line, "regular", 11) for i, line in enumerate(receivers)]
    room = WIDTH - style.left - style.right
    if len(signers) == 1:
        middles = [style.left + room * 0.73]
    else:
        middles = [style.left + room * (i + 0.5) / len(signers) for i in range(len(signers))]
    depth = max(len(s.authority) for s in signers) + 1
    for signer, middle in zip(signers, middles, strict=True):
        lines = (*signer.authority, signer.position)
        ops += [centred(t, middle, y + 15 * i, "bold", SMALL, style) for i, t in enumerate(lines)]
    name_y = y + 15 * depth + 34
    ops += [centred(s.name, m, name_y, "bold", 14, style) for s, m in zip(signers, middles, strict=True)]
    return Figure(max(name_y, y + 14 * (len(receivers) + 1)) + 10, tuple(ops), (path,))


def _annex(annex: Annex, path: Path, style: Style) -> Iterator[Block]:
    yield NewPage((path,))
    own_articles = any(u.level in ("chapter", "article") for u in annex.body)
    yield heading(annex.label.upper() if own_articles else annex.label)
    yield heading(annex.title)
    yield Para((Run(annex.promulgation, "italic"),), "center", indent=False, inset=(70, 70), keep=True)
    yield short_rule(style, 100)
    yield from body_blocks(annex.body, (*path, "b"), style)
