"""The growing tree: nodes while a body is read, frozen to provisions with stable ids at the end."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.document import Level, Operation, Provision, Table
from ingest.letters import fold, note_marks, without_marks
from ingest.structure.blocks import Block

RANK: Mapping[Level, int] = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "article": 4,
    "paragraph": 5,
    "clause": 6,
    "point": 7,
    "subpoint": 8,
    "quote": 9,
    "table": 9,
}
# element names of Akoma Ntoso's naming convention, so that ids read chp_I__art_5__cl_2__pnt_a
_ABBREVIATION: Mapping[Level, str] = {
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "subsection": "subsec",
    "article": "art",
    "clause": "cl",
    "point": "pnt",
    "subpoint": "subpnt",
    "paragraph": "para",
    "table": "table",
    "quote": "quote",
}
_WORDS = {
    "nhat": "1", "mot": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5", "sau": "6", "bay": "7",
    "tam": "8", "chin": "9", "muoi": "10",
}  # fmt: skip


@dataclass(slots=True)
class Node:
    """One unit while it grows; `block` is where it begins, `texts` its own paragraphs."""

    level: Level
    label: str
    number: str
    block: Block
    heading: str = ""
    texts: list[str] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    operation: Operation | None = None
    target: str | None = None
    table: Table | None = None
    printed: str = ""

    def last(self, level: Level) -> "Node | None":
        """The last child of that level."""
        return next((child for child in reversed(self.children) if child.level == level), None)


def freeze(nodes: Sequence[Node], prefix: str, notes: Mapping[str, str]) -> tuple[Provision, ...]:
    """The finished provisions. `prefix` starts every id ('' or 'att_1'); `notes` are footnotes by number."""
    seen: Counter[str] = Counter()
    return tuple(_freeze(node, prefix, place, notes, seen) for place, node in enumerate(nodes, 1))


def _freeze(node: Node, parent: str, place: int, notes: Mapping[str, str], seen: Counter[str]) -> Provision:
    eid = _unique(
        "__".join(part for part in (parent, f"{_ABBREVIATION[node.level]}_{_id_number(node, place)}") if part), seen
    )
    raw = "\n".join(node.texts)
    rows = node.table.rows if node.table else ()
    marks = [*note_marks(node.heading), *note_marks(raw), *(mark for row in rows for mark in note_marks(" ".join(row)))]
    return Provision(
        level=node.level,
        label=node.label,
        heading=without_marks(node.heading, notes),
        text="\n".join(without_marks(text, notes) for text in node.texts),
        eid=eid,
        page=node.block.page,
        box=node.block.box,
        notes=tuple(notes[mark] for mark in dict.fromkeys(marks) if mark in notes),
        rows=tuple(tuple(without_marks(cell, notes) for cell in row) for row in rows),
        operation=node.operation,
        target=node.target,
        children=tuple(_freeze(child, eid, at, notes, seen) for at, child in enumerate(node.children, 1)),
        head_rows=node.table.head_rows if node.table else 0,
        merges=node.table.merges if node.table else (),
        printed=node.printed,
    )


def _unique(eid: str, seen: Counter[str]) -> str:
    seen[eid] += 1
    return eid if seen[eid] == 1 else _unique(f"{eid}_{seen[eid]}", seen)


def _id_number(node: Node, place: int) -> str:
    """The unit's number for its id: as printed, worded ones ('Phần thứ nhất') in digits, nameless ones by place."""
    if not node.number:
        return str(place)
    if node.level == "part" and (key := fold(node.number)).startswith("thu"):
        words = [_WORDS[word] for word in key.split()[1:] if word in _WORDS]
        return str(sum(map(int, words))) if words else str(place)
    return re.sub(r"[^\w]+", "-", node.number.replace("đ", "dd"))


def run_on(node: Node, block: Block, text: str) -> None:
    """Running text into a unit; behind a table of its own as a paragraph below it, so that the order is kept."""
    last = node.children[-1] if node.children else None
    if last is not None and last.level == "table":
        node.children.append(Node("paragraph", "", "", block, texts=[text]))
    elif last is not None and last.level == "paragraph" and not last.label:
        last.texts.append(text)
    else:
        node.texts.append(text)
