"""Attachments behind the signature: phụ lục, mẫu, danh mục and attached regulations, each a root of its own.

Source: handbook domain.md 3.10: a heading in capitals or with its own label at the top of a page or behind the
signature; the same label on following pages is a running head of the same attachment.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ingest.document import Attachment, Finding, Furniture
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
    "TIÊU CHUẨN", "MỤC LỤC", "QUY TẮC", "MẪU",
)  # fmt: skip
_ISSUED_WITH = re.compile(r"^\(?\s*(?:Ban\s+hành\s+)?kèm\s+theo\s", re.IGNORECASE)
_NAMES_DOCUMENT = re.compile(r"^\(?\s*(?:Ban\s+hành\s+)?kèm\s+theo\s[^\d(]{3,40}?số\s*:?\s*\d+\S*/\S", re.IGNORECASE)
_FORM_NUMBER = re.compile(r"^(?:Mẫu|Biểu) số 0*(?P<n>\d{1,3})(?P<letter>[A-Za-z]?)$")
_BRACKETED_FORM = re.compile(r"^\(\s*(?:MẪU|Mẫu)\s+(?:SỐ|số)\s+(?P<n>[\w./-]+)\s*\)$")
_TITLE_LINES = 8
_LABEL_LINES, _FORM_LINES, _TITLE_BLOCK_LINES = 4, 2, 3  # longer paragraphs are running text
_LONGEST_FORM = 90
_RIGHT_BEHIND = 3  # paragraphs behind the signature
_TITLE_REACH = 14  # paragraphs of title and '(Kèm theo …)' below a label
_TOP = 12  # paragraphs from the top of a page among which a heading may stand


@dataclass(frozen=True, slots=True)
class Heading:
    """An attachment's heading: place of its paragraph, label, and the words of its title on the same line.

    `printed` is the label as it stands there, `issued` a '(Ban hành kèm theo …)' behind it on the line.
    """

    place: int
    label: str
    title: str
    printed: str
    issued: str = ""

    @property
    def is_form(self) -> bool:
        """Whether it heads a form: 'Mẫu số 01', 'Biểu số 2a'."""
        return self.label.startswith(("Mẫu", "Biểu"))


def find_headings(blocks: Sequence[Block], after: int) -> tuple[Heading, ...]:
    """Headings of the attachments among the paragraphs from `after` on; running heads are not repeated."""
    found: list[Heading] = []
    inside = False  # whether the last form seen is a part of the attachment before it
    for place in range(after, len(blocks)):
        heading = _heading(blocks, place)
        if heading is None or not _stands_at_top(blocks, place, after):
            continue
        if any(squeeze(other.label) == squeeze(heading.label) and heading.label != "Quy định" for other in found):
            continue
        part = _is_part_of_another(heading, found, blocks, inside=inside)
        inside = part if heading.is_form else part and inside
        if not part and not _is_line_of_a_title(heading, found, blocks):
            found.append(heading)
    return tuple(found)


def _is_part_of_another(heading: Heading, found: Sequence[Heading], blocks: Sequence[Block], *, inside: bool) -> bool:
    """Whether a form or annex belongs to the attachment found last: forms of an annex, forms and annexes of a form.

    What is issued with a numbered document is an attachment of its own wherever it stands; '(Kèm theo Quyết định
    số ……)' is a line that the form's user fills in. Forms of a form count anew: Mẫu số 01 behind Mẫu số 1A.
    """
    if not found or _names_its_document(blocks, heading.place):
        return False
    last = found[-1]
    if heading.is_form:
        return inside or not last.is_form or _counts_anew(heading, last)
    if last.is_form:
        return _is_filled_in(blocks, heading.place)
    return inside and last.label == "Phụ lục"  # a form among those of the only annex has an annex itself


def _counts_anew(form: Heading, last: Heading) -> bool:
    numbers = [_FORM_NUMBER.match(heading.label) for heading in (form, last)]
    keys = [(int(match["n"]), match["letter"].upper()) for match in numbers if match]
    return len(keys) == len(numbers) and keys[0] < keys[1]


def _is_line_of_a_title(heading: Heading, found: Sequence[Heading], blocks: Sequence[Block]) -> bool:
    """'DANH MỤC …' below 'Phụ lục I' is its title; forms that are but named follow one another closely."""
    if not found or blocks[heading.place].page != blocks[found[-1].place].page:
        return False
    named = heading.is_form and found[-1].is_form and heading.title[:1] in {"", "("}
    return heading.place - found[-1].place < _TITLE_LINES and not named


def _heading(blocks: Sequence[Block], place: int) -> Heading | None:
    block = blocks[place]
    text = without_marks(block.text)
    if match := _LABEL.match(text):
        return (
            Heading(place, _label(match), match["t"].strip(), text[: match.start("t")].strip())
            if _is_label_line(match, block, blocks, place)
            else None
        )
    if match := _FORM.match(text):
        issued = _NAMES_DOCUMENT.match(match["t"])
        if not issued and (len(block.lines) > _FORM_LINES or len(text) >= _LONGEST_FORM):
            return None
        label = f"{match.group(0).split()[0].capitalize()} số {match['n']}".rstrip(".")
        rest, printed = match["t"].strip(), text[: match.start("t")].strip()
        return Heading(place, label, "", printed, rest) if issued else Heading(place, label, rest, printed)
    if text.upper() == text and block.align == "center" and _issued_with(blocks, place):
        word = next((word for word in _REGULATION if squeeze(text).startswith(squeeze(word))), None)
        if word == "MẪU":
            return _unnumbered_form(blocks, place)
        if word is not None:
            alone = squeeze(text) == squeeze(word)
            return Heading(place, word.capitalize(), "" if alone else text, text if alone else "")
    return None


def _unnumbered_form(blocks: Sequence[Block], place: int) -> Heading | None:
    """'MẪU HỒ SƠ MỜI THẦU' issued with a numbered document; its own number may stand below, '(Mẫu số 01)'."""
    if not _names_its_document(blocks, place):
        return None
    below = (_BRACKETED_FORM.match(block.text) for block in blocks[place + 1 : place + _TITLE_LINES])
    number = next((match["n"] for match in below if match), None)
    text = without_marks(blocks[place].text)
    label, alone = f"Mẫu số {number}" if number else "Mẫu", squeeze(text) == "MAU"
    return Heading(place, label, "" if alone else text, text if alone else "")


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


def _names_its_document(blocks: Sequence[Block], place: int) -> bool:
    """Whether the heading is issued with a document that has its number: 'Ban hành kèm theo Thông tư số 15/2023/…'."""
    own = _FORM.match(without_marks(blocks[place].text))
    page, below = blocks[place].page, blocks[place + 1 : place + _TITLE_LINES]
    texts = [own["t"] if own else "", *(block.text for block in below if block.page == page)]
    return any(_NAMES_DOCUMENT.match(text) for text in texts)


def _is_filled_in(blocks: Sequence[Block], place: int) -> bool:
    """Whether '(Kèm theo Quyết định số ……)' below the heading has room for a number."""
    below = [block.text for block in blocks[place + 1 : place + _TITLE_LINES]]
    return any(_ISSUED_WITH.match(text) and re.search(r"số\s*:?\s*[.…_/]", text) for text in below)


def _stands_at_top(blocks: Sequence[Block], place: int, after: int) -> bool:
    page = blocks[place].page
    first = next(at for at in range(len(blocks)) if blocks[at].page == page)
    return place - max(first, after) < _TOP or place - after < _RIGHT_BEHIND


@dataclass(frozen=True, slots=True)
class Attached:
    """All that stands behind the signature: attachments, what a clerk must look at, running heads taken out."""

    attachments: tuple[Attachment, ...] = ()
    findings: tuple[Finding, ...] = ()
    furniture: tuple[Furniture, ...] = ()


def read_attachments(blocks: Sequence[Block], headings: Sequence[Heading], notes: Mapping[str, str]) -> Attached:
    """The attachments from one heading to the next, each with a tree of its own.

    Args:
        blocks: the paragraphs from the first attachment's heading on.
        headings: those of the attachments, the first at place 0; none without paragraphs.
        notes: footnotes by number.
    """
    attachments: list[Attachment] = []
    findings: list[Finding] = []
    furniture: list[Furniture] = []
    starts = [*(heading.place for heading in headings), len(blocks)]
    for number, (heading, end) in enumerate(zip(headings, starts[1:], strict=True), 1):
        title = _title(blocks, heading, end)
        body: list[Block] = []
        for block in blocks[title.end : end]:
            if _is_running_head(block, heading):
                furniture.append(Furniture("running-head", block.text, block.page))
            else:
                body.append(block)
        eid, page = f"att_{number}", blocks[heading.place].page
        tree = build_tree(body, eid, notes)
        findings.extend(tree.findings)
        words, issued = (without_marks(text, notes) or None for text in (title.words, title.issued))
        attachments.append(Attachment(heading.label, words, page, tree.provisions, eid, issued, heading.printed))
    return Attached(tuple(attachments), tuple(findings), tuple(furniture))


def _is_running_head(block: Block, heading: Heading) -> bool:
    return squeeze(block.text) == squeeze(heading.label) and len(block.lines) == 1


class _Title(NamedTuple):
    """The words of a title, those of '(Kèm theo …)' among them, and where the body begins."""

    words: str
    issued: str
    end: int


def _title(blocks: Sequence[Block], heading: Heading, end: int) -> _Title:
    """Title from the centred or bold lines below the label."""
    words, issued = heading.title, heading.issued
    place = heading.place + 1
    is_open = False  # the bracket of '(Kèm theo …)'
    while place < end and place < heading.place + _TITLE_REACH:
        block = blocks[place]
        if _ISSUED_WITH.match(block.text) or (is_open and block.align == "center" and block.text.endswith(")")):
            is_open = not block.text.rstrip().endswith(")")
            issued = join_text(issued, block.text) if issued else block.text
        elif not _is_title_line(block):
            break
        else:
            words = join_text(words, block.text) if words else block.text
        place += 1
    return _Title(words, issued, place)


def _is_title_line(block: Block) -> bool:
    if block.table is not None or read_marker(block.text) is not None or len(block.lines) > _TITLE_BLOCK_LINES:
        return False
    return block.bold or (block.align == "center" and block.text.upper() == block.text)
