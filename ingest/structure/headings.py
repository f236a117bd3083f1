"""Headings of units over several lines, and labels as they are printed."""

from ingest.letters import join_text, without_marks
from ingest.structure.blocks import Block
from ingest.structure.markers import Marker
from ingest.structure.nodes import Node

HEADING_LINES = 3
LONGEST_HEADING = 9  # lines in capitals below 'Chương II'; five were seen
_CLOSE = 2.5  # of the type size: farther below, capitals are no more lines of the heading above
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ "


def goes_on_heading(node: Node, above: Block | None, block: Block, left: int) -> bool:
    """Whether a paragraph belongs to the heading of the open unit, whose last line so far is `above`.

    Capitals that close below it do, however wide, and what is centred in its type; `left` lines may still come.
    """
    above = above or node.block
    capitals = block.text.upper() == block.text
    if capitals and block.bold == node.block.bold:
        step = block.box.bottom - above.lines[-1].box.bottom
        return block.page > above.last_page or step < _CLOSE * max(block.size, above.size)
    few = left > LONGEST_HEADING - HEADING_LINES
    same_style = block.bold == node.block.bold or capitals
    centred = block.align == "center" and (capitals or block.bold)
    return few and centred and same_style and not block.text.endswith((".", ";", ":"))


def printed_label(block: Block, marker: Marker) -> str:
    """The label with which the paragraph opens its unit, as read from the page; '' where it was inferred.

    It is read anew from the lines: of a paragraph whose label OCR misread, the text has the right one.
    """
    text = block.lines[0].text
    for line in block.lines[1:]:
        text = join_text(text, line.text)
    rest = marker.text.lstrip(_RAISED)
    label = text[: len(text) - len(rest)] if text.endswith(rest) else ""
    return without_marks(label)
