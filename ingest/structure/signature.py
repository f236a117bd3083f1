"""Signature blocks: where the body ends and who signed (handbook domain.md 3.12).

Authority lines (TM., KT., …), position and name stand below one another and share a centre; joint documents have
two to six such columns side by side, and the recipients (Nơi nhận) stand left of them.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.document import Line, Signer
from ingest.letters import squeeze, without_marks
from ingest.lexicon import load
from ingest.structure.blocks import Block

_SYLLABLES = range(2, 7)
_LONGEST_NAME = 40
_COLUMN = 75.0  # points from a column's centre: two columns of a joint document stand 150 or more apart
_TITLE_LINES = 2
_REACH = 34  # paragraphs: authority, position, seal and name lie within these


@dataclass(frozen=True, slots=True)
class Signed:
    """A signer with the lines of his block."""

    signer: Signer
    lines: tuple[Line, ...]


@functools.cache
def _positions() -> frozenset[str]:
    return frozenset(squeeze(position) for position in load("signature")["positions"])


def is_authority(text: str) -> bool:
    """'TM. CHÍNH PHỦ', 'KT. BỘ TRƯỞNG': a line in capitals that begins with such an abbreviation."""
    return (
        text.upper() == text
        and bool(re.match(load("signature")["authority"], text))
        and ("." in text[:6] or "/" in text[:3])
    )


def is_position(text: str) -> bool:
    """Whether the line is a position in capitals and nothing else."""
    return text.upper() == text and squeeze(text) in _positions()


def is_recipients(text: str) -> bool:
    """Whether the line heads the list of recipients."""
    return bool(re.match(load("signature")["recipients"], text, re.IGNORECASE))


def is_authentication(text: str) -> bool:
    """Whether the line heads the closing block of a consolidated text."""
    return load("signature")["authentication"] in squeeze(text)


def signature_start(blocks: Sequence[Block], after: int = 0) -> int | None:
    """Place of the first paragraph of the signature block, searched from `after`; None where there is none."""
    for place in range(after, len(blocks)):
        block = blocks[place]
        if is_authentication(block.text):
            return _authentication_start(blocks, place)
        if is_recipients(block.text) and len(block.lines) == 1 and _signed_near(blocks, place):
            return _with_left_of(blocks, place)
        if is_authority(block.text) and len(block.lines) <= _TITLE_LINES:
            return _with_left_of(blocks, place)
        if is_position(block.text) and block.align != "left" and _named_soon(blocks, place):
            return _with_left_of(blocks, place)
    return None


def _signed_near(blocks: Sequence[Block], place: int) -> bool:
    near = blocks[max(0, place - 6) : place + _REACH]
    return any(is_authority(block.text) or is_position(block.text) for block in near)


def _named_soon(blocks: Sequence[Block], place: int) -> bool:
    """A position alone counts where a person's name or the end follows, and no unit's heading stands between."""
    for block in blocks[place + 1 : place + 6]:
        if person_name(block.text):
            return True
        if not (is_position(block.text) or re.match(load("signature")["signed"], block.text, re.IGNORECASE)):
            return is_recipients(block.text) or block.text.startswith("- ")
    return place + 6 >= len(blocks)


def _with_left_of(blocks: Sequence[Block], place: int) -> int:
    """The start moved up over short capital lines at the same height, as a joint document's other columns are."""
    start = place
    while start and blocks[start - 1].page == blocks[place].page:
        block = blocks[start - 1]
        beside = block.box.bottom > blocks[place].box.top - 0.3 * block.size
        if not beside or len(block.lines) > _TITLE_LINES:
            break
        start -= 1
    return start


def _authentication_start(blocks: Sequence[Block], place: int) -> int:
    start = place
    top = blocks[place].box.top - 1.5 * blocks[place].size
    while start and blocks[start - 1].page == blocks[place].page and blocks[start - 1].box.bottom > top:
        start -= 1
    return start


def person_name(text: str) -> str | None:
    """The name on a line without rank or degree; None where the line is no Vietnamese personal name."""
    name = without_marks(text).strip(" .,")
    for rank in sorted(load("signature")["ranks"], key=len, reverse=True):
        if name.startswith(rank) and not name[len(rank) : len(rank) + 1].islower():
            name = name[len(rank) :].strip(" .,")
    words = name.split()
    titled = all(_is_capitalised(part) for word in words for part in re.split("[’']", word))
    fits = len(words) in _SYLLABLES and len(name) <= _LONGEST_NAME
    return name if titled and fits and not is_recipients(name) else None


def _is_capitalised(syllable: str) -> bool:
    return syllable.isalpha() and syllable[0].isupper() and (syllable[1:].islower() or len(syllable) == 1)


def read_signers(lines: Sequence[Line]) -> tuple[Signed, ...]:
    """All who signed, from the lines of the signature block; columns from left to right, lines from top to bottom."""
    marked = [line for line in lines if is_authority(line.text) or is_position(line.text)]
    signed: list[Signed] = []
    for centre in _columns(marked):
        column = [line for line in lines if abs(_centre(line) - centre) < _COLUMN and not line.text.startswith("- ")]
        signed.extend(_read_column(sorted(column, key=lambda line: (line.page, line.box.bottom))))
    return tuple(signed)


def _columns(lines: Sequence[Line]) -> list[float]:
    centres: list[float] = []
    for line in lines:
        if not any(abs(_centre(line) - centre) < _COLUMN for centre in centres):
            centres.append(_centre(line))
    return sorted(centres)


def _centre(line: Line) -> float:
    return (line.box.left + line.box.right) / 2


def _read_column(column: Sequence[Line]) -> list[Signed]:
    signed: list[Signed] = []
    above: list[Line] = []
    for line in column:
        name = person_name(line.text)
        if name and any(is_authority(other.text) or is_position(other.text) for other in above):
            signed.append(Signed(_signer(name, above), (*above, line)))
            above = []
        elif _is_title_line(line.text):
            above.append(line)
    return signed


def _is_title_line(text: str) -> bool:
    signed = re.match(load("signature")["signed"], text, re.IGNORECASE)
    return _clean_title(text).isupper() and not signed and not is_authentication(text)


def _signer(name: str, above: Sequence[Line]) -> Signer:
    """Position is the last line above the name, authority the lines before it, those without TM./KT. joined."""
    texts = [_clean_title(line.text) for line in above]
    authority: list[str] = []
    for text in texts[:-1]:
        if authority and not is_authority(text):
            authority[-1] += f" {text}"
        else:
            authority.append(text)
    return Signer(name, texts[-1], "; ".join(authority) or None)


def _clean_title(text: str) -> str:
    """The title without stray glyphs after it, as invisible strings of some files leave them ('PHÓ THỦ TƯỚNGy]')."""
    return re.sub(r"(?<=\w)[a-z]{0,2}\W*$", "", without_marks(text)).strip()
