"""Paragraphs to a body tree: a line classifier and a small stack, total over any input.

Whatever is not a unit's label becomes text of the unit that is open, so no paragraph is refused or lost
(bluebell's promise, handbook style.md 2.2). Rules: handbook domain.md 3.8 and 3.9.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.document import Finding, Level, Operation, Provision
from ingest.letters import join_text
from ingest.structure import quotes
from ingest.structure.blocks import Block
from ingest.structure.headings import HEADING_LINES, LONGEST_HEADING, goes_on_heading, printed_label
from ingest.structure.markers import (
    REFERENCE_AFTER,
    Marker,
    point_key,
    read_marker,
    roman_heading,
    roman_value,
    sort_key,
)
from ingest.structure.misread import mend_clause, mend_point
from ingest.structure.nodes import RANK, Node, freeze, run_on

_HIGH: frozenset[Level] = frozenset({"part", "chapter", "section", "subsection"})
_SKIP = 3  # a unit may follow though up to two before it were lost; farther jumps are text
_SMALL = 0.95  # of the body's font size: 'a) …' in smaller type is a cell of a table (seen: 13 in 14 points)
_NOTED = re.compile(r"^[⁰¹²³⁴-⁹]")  # what was inserted into a consolidated text has the mark of its note
_DIGIT_POINT = re.compile(r"^([a-zđ])(\d)$")


@dataclass(frozen=True, slots=True)
class Tree:
    """A body with what a clerk must look at."""

    provisions: tuple[Provision, ...]
    findings: tuple[Finding, ...]


def build_tree(
    blocks: Sequence[Block], prefix: str = "", notes: Mapping[str, str] | None = None, *, continued: bool = False
) -> Tree:
    """The tree of a body or an attachment.

    Args:
        blocks: its paragraphs in reading order, furniture and notes taken away.
        prefix: start of every provision id; '' for the main body.
        notes: footnotes by number, attached to the units that point to them.
        continued: whether this is a later part of a document, which may begin at any article.
    """
    builder = _Builder(blocks, continued=continued)
    for place in range(len(blocks)):
        builder.add(place)
    builder.end()
    return Tree(freeze(builder.roots, prefix, notes or {}), tuple(builder.findings))


def has_articles(blocks: Sequence[Block]) -> bool:
    """Whether a paragraph opens Điều 1, or any article with a heading in bold."""
    markers = ((block, read_marker(block.text)) for block in blocks)
    return any(
        marker is not None and marker.level == "article" and ((marker.number == "1" and marker.separated) or block.bold)
        for block, marker in markers
    )


def _outline_value(number: str) -> int:
    """Place of a Roman number or of a single letter (A = 1) in its sequence; 0 where it is neither."""
    return roman_value(number) or (ord(number) - ord("A") + 1 if len(number) == 1 else 0)


def _usual_size(blocks: Sequence[Block]) -> float:
    sizes: Counter[float] = Counter()
    for block in blocks:
        sizes[round(block.size, 1)] += len(block.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


class _Builder:
    """State of one pass over the paragraphs."""

    def __init__(self, blocks: Sequence[Block], *, continued: bool) -> None:
        self.roots: list[Node] = []
        self.findings: list[Finding] = []
        self._blocks = blocks
        self._open: list[Node] = []
        self._article: str | None = None
        self._continued = continued
        self._articles = has_articles(blocks)
        self._bold_heads = any(
            block.bold and (m := read_marker(block.text)) and m.level == "article" for block in blocks
        )
        self._least_size = _SMALL * _usual_size(blocks)
        self._before = ""
        self._quote: Node | None = None
        self._depth = 0
        self._heading_lines = 0
        self._heading_block: Block | None = None
        self._place = 0

    def add(self, place: int) -> None:
        """Take the paragraph at that place."""
        block, self._place = self._blocks[place], place
        if block.table is not None:
            self._add_table(block)
            return
        if self._quote is not None and not self._breaks_quote(self._quote, block):
            self._feed_quote(self._quote, block, block.text)
        elif quotes.opens_quote(block.text, self._before):
            self._open_quote(block, block.text)
        elif (quote := self._quote_closed_early(block)) is not None:
            self._quote, self._depth = quote, 1
            self._feed_quote(quote, block, block.text)
        elif (marker := self._accept(block) or self._unlabelled_article(block, place)) is not None:
            self._open_unit(marker, block)
        elif self._heading_lines and goes_on_heading(self._open[-1], self._heading_block, block, self._heading_lines):
            node = self._open[-1]
            node.heading = join_text(node.heading, block.text) if node.heading else block.text
            self._heading_lines -= 1
            self._heading_block = block
        else:
            self._heading_lines = 0
            self._text(block, block.text)
        self._before = block.text

    def end(self) -> None:
        """Close what is open."""
        if self._quote is not None:
            self._unclosed(self._quote.block)

    def _add_table(self, block: Block) -> None:
        """A table: part of an open quote or one that it opens itself, else below the unit that is open."""
        words = block.words
        if self._quote is not None:
            self._feed_quote(self._quote, block, words)
        elif quotes.opens_quote(words, self._before):
            self._open_quote(block, words)
        else:
            below = self._open[-1].children if self._open else self.roots
            below.append(Node("table", "", "", block, table=block.table))
        self._heading_lines = 0
        self._before = ""

    # -- quotes

    def _open_quote(self, block: Block, text: str) -> None:
        instruction = self._before
        node = Node("quote", "", "", block)
        node.operation = quotes.operation_of(instruction) or self._inherited_operation()
        node.target = quotes.target_of(instruction)
        self._parent_for("quote").append(node)
        self._quote, self._depth = node, 0
        self._feed_quote(node, block, text)

    def _inherited_operation(self) -> Operation | None:
        """The operation of the nearest open unit that names one, for 'a) Khoản 2 …:' below 'Sửa đổi, bổ sung …:'."""
        for node in reversed(self._open):
            operation = quotes.operation_of(node.heading or (node.texts[0] if node.texts else ""))
            if operation is not None:
                return operation
        return None

    def _feed_quote(self, quote: Node, block: Block, text: str) -> None:
        if block.table is None:
            run_on(quote, block, text)
        else:
            quote.children.append(Node("table", "", "", block, table=block.table))
        self._depth += quotes.depth(text)
        if quotes.closes(text, self._depth):
            self._quote = None

    def _breaks_quote(self, quote: Node, block: Block) -> bool:
        """Whether the amender's own next unit stands here although the quote was never closed."""
        marker = read_marker(block.text)
        if marker is None or marker.level not in {"article", "clause"} or not self._is_next(marker):
            return False
        if not quotes.ends_unclosed(marker.text, is_article=marker.level == "article"):
            return False
        self._unclosed(quote.block)
        self._quote = None
        return True

    def _quote_closed_early(self, block: Block) -> Node | None:
        """The quote that goes on with a later clause of the amended text, each clause closed by a mark of its own.

        The clause is not the amender's next, which stands farther down; its text ends in a mark that nothing opens.
        """
        last = self._open[-1].children[-1] if self._open and self._open[-1].children else None
        marker = read_marker(block.text) if last is not None and last.level == "quote" else None
        before = self._last_number("clause")
        if marker is None or marker.level != "clause" or not before or not quotes.closes(self._before, 0):
            return None
        rest = [other.text for other in self._blocks[self._place :]]
        awaited = str(sort_key(before)[0] + 1)
        found = ((at, read_marker(text)) for at, text in enumerate(rest))
        end = next((at for at, m in found if m and m.level == "clause" and m.number == awaited), None)
        return last if end and quotes.closes_unopened(rest[:end]) else None

    def _unclosed(self, block: Block) -> None:
        message = "Đoạn trích dẫn mở ngoặc kép nhưng không thấy đóng; cần kiểm tra phạm vi đoạn trích."
        self.findings.append(Finding("unclosed-quote", message, block.page))

    # -- labels

    def _accept(self, block: Block) -> Marker | None:
        """The paragraph's marker where rules and sequence make it a unit here."""
        marker = read_marker(block.text)
        if block.source == "ocr" and (marker is None or marker.level == "point") and self._in_clauses():
            marker = mend_point(block.text, self._last_number("point")) or marker
            if marker is None and block.indented and (self._open[-1].level != "article" or not self._open[-1].texts):
                marker = mend_clause(block.text, self._last_number("clause"))
        if marker is None:
            marker = roman_heading(block.text)
            return marker if marker is not None and self._is_roman_head(marker, block) else None
        if marker.level in _HIGH:
            return marker if self._is_high_head(marker, block) else None
        if marker.level == "article":
            return marker if self._is_article_head(marker, block) else None
        if block.size < self._least_size and block.source == "text":
            return None
        if marker.level == "clause" and not self._is_misprinted_l(marker):
            return marker if self._is_next(marker) else None
        return self._as_point(marker)

    def _in_clauses(self) -> bool:
        """Whether points can stand here: below a clause, an article or the outline of a document without articles."""
        return bool(self._open) and self._open[-1].level in {"article", "paragraph", "clause", "point", "subpoint"}

    def _is_misprinted_l(self, marker: Marker) -> bool:
        """'1)' after point k) is point l) (handbook 3.8)."""
        return marker.bracket and marker.number == "1" and self._last_number("point") == "k"

    def _is_high_head(self, marker: Marker, block: Block) -> bool:
        if REFERENCE_AFTER.match(marker.text) or len(block.lines) > HEADING_LINES:
            return False
        headed = block.align == "center" or block.bold or not marker.text or marker.text.isupper()
        return headed and not marker.text.endswith((";", ","))

    def _is_article_head(self, marker: Marker, block: Block) -> bool:
        if not marker.separated and (REFERENCE_AFTER.match(marker.text) or (marker.text and not block.bold)):
            return False
        return self._is_next(marker, strong=marker.separated and block.lines[0].lead_bold and block.align != "right")

    def _unlabelled_article(self, block: Block, place: int) -> Marker | None:
        """A heading in bold whose 'Điều N.' is not printed, where the sequence leaves one number open for it.

        Seen in a consolidated law of 2026: after Điều 4 a bold line, clauses from 1 on, then Điều 6.
        """
        if not (self._bold_heads and block.bold and block.align != "right" and self._article):
            return None
        first = read_marker(self._blocks[place + 1].text) if place + 1 < len(self._blocks) else None
        if first is None or first.number != "1" or block.text.upper() == block.text:
            return None
        number = sort_key(self._article)[0] + 1
        later = (read_marker(other.text) for other in self._blocks[place + 1 :])
        if next((marker.number for marker in later if marker and marker.level == "article"), None) != str(number + 1):
            return None
        message = f"Tên điều không có nhãn; suy ra Điều {number} theo thứ tự các điều."
        self.findings.append(Finding("article-label-inferred", message, block.page))
        return Marker("article", str(number), f"Điều {number}", block.text)

    def _is_roman_head(self, marker: Marker, block: Block) -> bool:
        """'I. …' divides documents without articles, and sometimes one long article."""
        if not (block.bold or marker.text.isupper() or block.align == "center" or not self._articles):
            return False
        siblings = self._siblings("paragraph")
        last = next((node.number for node in reversed(siblings) if node.number), None)
        value = _outline_value(marker.number)
        before = _outline_value(last) if last else 0
        return value == before + 1

    def _is_next(self, marker: Marker, *, strong: bool = False) -> bool:
        """Whether the number goes on in the sequence of its siblings (articles run through the whole body).

        A `strong` heading (bold, with its mark) may leave out any number: consolidated texts drop repealed articles.
        """
        if marker.level == "article":
            last = self._article
            if last is None:
                return self._continued or strong or sort_key(marker.number)[0] in range(1, 1 + _SKIP)
        else:
            if self._articles and self._article is None and not self._continued:
                return False
            last = self._last_number("clause")
            if last is None:
                return sort_key(marker.number)[0] == 1 or (self._continued and self._article is None)
        number, letter = sort_key(marker.number)
        before = sort_key(last)
        return (number, letter) > before and (number <= before[0] + _SKIP or strong)

    def _as_point(self, marker: Marker) -> Marker | None:
        """The point in its sequence; a second 'd)' is 'đ)' (handbook 3.8)."""
        if self._articles and self._article is None and not self._continued:
            return None
        last = self._last_number("point")
        number = {("d", "d"): "đ", ("1", "k"): "l"}.get((marker.number, last or ""), marker.number)
        if self._is_subpoint(number, marker):
            return Marker("subpoint", number, number, marker.text)
        key, before = point_key(number), point_key(last) if last else (-1, 0)
        follows = before < key and key[0] <= before[0] + _SKIP
        return Marker("point", number, number, marker.text) if follows else None

    def _is_subpoint(self, number: str, marker: Marker) -> bool:
        """'b1)' directly below an open point b that introduces a list or has a 'b2)' too, or behind b1), b2), … (tiết).

        Inserted points look the same; in a consolidated text they have the mark of a note.
        """
        match = _DIGIT_POINT.match(number)
        point = next((node for node in reversed(self._open) if node.level == "point"), None)
        if match is None or point is None or point.number != match[1]:
            return False
        below = point.last("subpoint")
        if below is not None or int(match[2]) != 1:
            return below is not None and int(match[2]) == int(below.number[1:]) + 1
        return bool(point.texts and point.texts[-1].rstrip().endswith(":")) or (
            not _NOTED.match(marker.text) and self._has_next(f"{match[1]}2")
        )

    def _has_next(self, number: str) -> bool:
        """Whether the next point or clause behind this paragraph has that number, and no mark of a note."""
        later = (read_marker(block.text) for block in self._blocks[self._place + 1 :])
        after = next((marker for marker in later if marker is not None), None)
        return after is not None and after.number == number and not _NOTED.match(after.text)

    def _last_number(self, level: Level) -> str | None:
        """Number of the last sibling that a new unit of that level would follow."""
        return next((node.number for node in reversed(self._siblings(level)) if node.level == level), None)

    # -- the stack

    def _siblings(self, level: Level) -> list[Node]:
        """Units beside which a new one of that level would stand."""
        return self._parent_for(level, peek=True)

    def _parent_for(self, level: Level, *, peek: bool = False) -> list[Node]:
        depth = len(self._open)
        while depth and RANK[self._open[depth - 1].level] >= RANK[level]:
            depth -= 1
        if not peek and level not in {"quote", "table"}:
            del self._open[depth:]
        return self._open[depth - 1].children if depth else self.roots

    def _open_unit(self, marker: Marker, block: Block) -> None:
        node = Node(marker.level, marker.label, marker.number, block, printed=printed_label(block, marker))
        self._parent_for(marker.level).append(node)
        self._open.append(node)
        self._heading_lines = 0
        if marker.level in _HIGH:
            node.heading = marker.text
            self._heading_lines, self._heading_block = LONGEST_HEADING, block
        elif marker.level == "article":
            self._article = marker.number
            self._head_article(node, marker, block)
        elif marker.level == "paragraph":
            node.heading = marker.text
        else:
            self._text(block, marker.text)

    def _head_article(self, node: Node, marker: Marker, block: Block) -> None:
        """The words after 'Điều N.' are its heading where they stand in bold, else its first sentence."""
        short = len(block.lines) <= HEADING_LINES and not marker.text.rstrip().endswith((".", ";", ":", ",", "/"))
        wholly_bold = all(line.bold for line in block.lines)
        if wholly_bold or (short and not self._bold_heads and not block.lines[0].lead_bold):
            node.heading = marker.text
        elif marker.text:
            self._text(block, marker.text)

    def _text(self, block: Block, text: str) -> None:
        """Running text: into the open unit, or as a nameless paragraph where none is open."""
        start = quotes.inline_quote(text)
        head = text if start is None else text[:start].rstrip()
        if head:
            if self._open:
                run_on(self._open[-1], block, head)
            else:
                self.roots.append(Node("paragraph", "", "", block, texts=[head]))
        if start is not None:
            if not self._open:
                self._open.append(self.roots[-1])
            self._before = head
            self._open_quote(block, text[start:])
