"""Attachments behind the signature: phụ lục, mẫu, danh mục and attached regulations, each a root of its own.

Source: handbook domain.md 3.10: a heading in capitals or with its own label at the top of a page or behind the
signature; the same label on following pages is a running head of the same attachment.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Attachment, Finding
from ingest.letters import join_text, squeeze, without_marks
from ingest.structure.blocks import Block
from ingest.structure.markers import read_marker
from ingest.structure.tree import build_tree

_LABEL = re.compile(
    r"^(?:PHỤ\s*LỤC|Phụ\s*lục|PHỤ\s*BIỂU|Phụ\s*biểu)"
    r"(?:\s+(?:(?:SỐ|số)\s*:?\s*)?(?P<n>[IVXLC]{1,7}[A-Za-z]?|\d{1,3}[A-Za-z]?|[A-Z]))?"
    r"\s*(?P<sep>[.:\-–]?)\s*(?P<t>.*)$",
    re.DOTALL,
)
_FORM = re.compile(
    r"^(?:MẪU|Mẫu|BIỂU|Biểu|BIỂU MẪU|Biểu mẫu)\s+(?:SỐ|số)\s*:?\s*(?P<n>[\w./-]+)\s*[.:]?\s*(?P<t>.*)$", re.DOTALL
)
_REGULATION = (
    "QUY CHẾ", "QUY ĐỊNH", "ĐIỀU LỆ", "NỘI QUY", "CHƯƠNG TRÌNH", "KẾ HOẠCH", "ĐỀ ÁN", "CHIẾN LƯỢC", "QUY HOẠCH",
    "DANH MỤC", "ĐỊNH MỨC", "QUY CHUẨN", "QUY TRÌNH", "HƯỚNG DẪN", "BẢNG GIÁ", "BIỂU THUẾ", "BIỂU MỨC THU",
    "TIÊU CHUẨN", "MỤC LỤC", "QUY TẮC",
)  # fmt: skip
_ISSUED_WITH = re.compile(r"^\(?\s*(?:Ban\s+hành\s+)?kèm\s+theo\s", re.IGNORECASE)
_TITLE_LINES = 8
_LABEL_LINES, _FORM_LINES, _TITLE_BLOCK_LINES = 4, 2, 3  # longer paragraphs are running text
_LONGEST_FORM = 90
_RIGHT_BEHIND = 3  # paragraphs behind the signature
_TITLE_REACH = 14  # paragraphs of title and '(Kèm theo …)' below a label
_TOP = 12  # paragraphs from the top of a page among which a heading may stand


@dataclass(frozen=True, slots=True)
class Heading:
    """An attachment's heading: place of its paragraph, label, and the words of its title on the same line."""

    place: int
    label: str
    title: str


def find_headings(blocks: Sequence[Block], after: int) -> tuple[Heading, ...]:
    """Headings of the attachments among the paragraphs from `after` on; running heads are not repeated."""
    found: list[Heading] = []
    for place in range(after, len(blocks)):
        heading = _heading(blocks, place)
        if heading is None or not _stands_at_top(blocks, place, after):
            continue
        if any(squeeze(other.label) == squeeze(heading.label) and heading.label != "Quy định" for other in found):
            continue
        if heading.label.startswith(("Mẫu", "Biểu")) and found and not found[-1].label.startswith(("Mẫu", "Biểu")):
            continue  # forms inside an annex belong to it
        if (
            found
            and heading.place - found[-1].place < _TITLE_LINES
            and blocks[place].page == blocks[found[-1].place].page
        ):
            continue  # 'DANH MỤC …' below 'Phụ lục I' is its title
        found.append(heading)
    return tuple(found)


def _heading(blocks: Sequence[Block], place: int) -> Heading | None:
    block = blocks[place]
    text = without_marks(block.text)
    if match := _LABEL.match(text):
        return (
            Heading(place, _label(match), match["t"].strip()) if _is_label_line(match, block, blocks, place) else None
        )
    if (match := _FORM.match(text)) and len(block.lines) <= _FORM_LINES and len(text) < _LONGEST_FORM:
        return Heading(
            place, f"{match.group(0).split()[0].capitalize()} số {match['n']}".rstrip("."), match["t"].strip()
        )
    if text.upper() == text and block.align == "center" and _issued_with(blocks, place):
        word = next((word for word in _REGULATION if squeeze(text).startswith(squeeze(word))), None)
        if word is not None:
            return Heading(place, word.capitalize(), text if squeeze(text) != squeeze(word) else "")
    return None


def _label(match: re.Match[str]) -> str:
    name = "Phụ biểu" if "BIỂU" in match.group(0)[:9].upper() else "Phụ lục"
    return f"{name} {match['n']}" if match["n"] else name


def _is_label_line(match: re.Match[str], block: Block, blocks: Sequence[Block], place: int) -> bool:
    """'Phụ lục I' alone, or with a title behind a mark; never a sentence that begins with the words."""
    if not match["t"]:
        return block.align != "left" or block.bold or _issued_with(blocks, place)
    caps = match["t"].upper() == match["t"]
    return (caps or bool(match["sep"])) and len(block.lines) <= _LABEL_LINES and (block.align != "left" or block.bold)


def _issued_with(blocks: Sequence[Block], place: int) -> bool:
    """Whether '(Ban hành kèm theo …' follows within the heading's lines."""
    return any(_ISSUED_WITH.match(block.text) for block in blocks[place + 1 : place + 9])


def _stands_at_top(blocks: Sequence[Block], place: int, after: int) -> bool:
    page = blocks[place].page
    first = next(at for at in range(len(blocks)) if blocks[at].page == page)
    return place - max(first, after) < _TOP or place - after < _RIGHT_BEHIND


def read_attachments(
    blocks: Sequence[Block], headings: Sequence[Heading], notes: Mapping[str, str]
) -> tuple[tuple[Attachment, ...], tuple[Finding, ...]]:
    """The attachments from one heading to the next, with their own trees and what a clerk must look at."""
    if not headings:
        return (), ()
    attachments: list[Attachment] = []
    findings: list[Finding] = []
    ends = [*(heading.place for heading in headings[1:]), len(blocks)]
    for number, (heading, end) in enumerate(zip(headings, ends, strict=True), 1):
        title, start = _title(blocks, heading, end)
        body = [block for block in blocks[start:end] if not _is_running_head(block, heading)]
        eid = f"att_{number}"
        tree = build_tree(body, eid, notes)
        findings.extend(tree.findings)
        attachments.append(Attachment(heading.label, title, blocks[heading.place].page, tree.provisions, eid))
    return tuple(attachments), tuple(findings)


def _is_running_head(block: Block, heading: Heading) -> bool:
    return squeeze(block.text) == squeeze(heading.label) and len(block.lines) == 1


def _title(blocks: Sequence[Block], heading: Heading, end: int) -> tuple[str | None, int]:
    """Title from the centred or bold lines below the label, '(Kèm theo …)' left out; and where the body begins."""
    words = heading.title
    place = heading.place + 1
    issued = False
    while place < end and place < heading.place + _TITLE_REACH:
        block = blocks[place]
        if _ISSUED_WITH.match(block.text) or (issued and block.align == "center" and block.text.endswith(")")):
            issued = not block.text.rstrip().endswith(")")
        elif not _is_title_line(block):
            break
        else:
            words = join_text(words, block.text) if words else block.text
        place += 1
    return without_marks(words) or None, place


def _is_title_line(block: Block) -> bool:
    if block.table is not None or read_marker(block.text) is not None or len(block.lines) > _TITLE_BLOCK_LINES:
        return False
    return block.bold or (block.align == "center" and block.text.upper() == block.text)
