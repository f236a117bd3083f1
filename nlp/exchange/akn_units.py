"""The body of an Akoma Ntoso file as a tree of provisions. Total: what is not known by name is text of its unit."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, cast, get_args

from ingest.document import Level, Operation, Provision
from nlp.exchange.akn_body import BLOCKS, OWN_ROWS
from nlp.exchange.akn_elements import EMPTY, Element, name_of
from nlp.exchange.akn_names import OWN, Ids
from nlp.exchange.akn_tables import Rows, read_rows
from nlp.knowledge import lexicon

TEXT_PARTS = frozenset({"p", "block", "li", "listIntroduction", "listWrapUp", "tocItem", "subheading", "crossHeading"})
"""Elements that hold one paragraph each."""

_KEPT_APART = frozenset({"authorialNote", "quotedStructure", "embeddedStructure", "table"})
_GAPS = re.compile(r"\s+")
_OPERATIONS = frozenset(get_args(Operation))
_LEVELS = frozenset(get_args(Level))
_LONGEST_NUMBER = 6


def whole_number(word: str | None) -> int | None:
    """A page or issue number; None for anything else."""
    return int(word) if word and word.isascii() and word.isdigit() and len(word) <= _LONGEST_NUMBER else None


class Units:
    """Reads elements of one document. `ours`: white space counts, since we wrote it; else it is folded.

    `prefix` is what a collection has set before the ids of its component.
    """

    def __init__(self, prefix: str, *, ours: bool) -> None:
        self._prefix = prefix
        self._ours = ours
        self._ids = Ids()

    def below(self, parent: Element) -> tuple[Provision, ...]:
        """The units below an element, in their order; text between them is a paragraph of its own."""
        return tuple(self._inside(parent))

    def _inside(self, parent: Element) -> Iterator[Provision]:
        for child in parent:
            name = name_of(child)
            if name in {"num", "heading", "subheading", "intro", "wrapUp", "content"} or self._is_void(child):
                continue
            if name in lexicon("akoma_ntoso")["levels"]:
                yield self._unit(child)
            elif name in TEXT_PARTS:
                yield from self._loose(child)
            elif name == "table":
                yield self._table(child)
            else:
                yield from self._inside(child)

    def _is_void(self, made: Element) -> bool:
        return self._ours and name_of(made) == "hcontainer" and made.get("name") == EMPTY

    def _loose(self, made: Element) -> Iterator[Provision]:
        inner = list(self._blocks(made))
        text = self.text(made)
        if text:
            yield Provision("paragraph", "", "", text, self.eid(made, "para"), children=tuple(inner))
        else:
            yield from inner

    def _unit(self, made: Element, level: str | None = None) -> Provision:
        """A unit with its text, notes, tables, quotes and the units below it."""
        name = name_of(made)
        known = made.get("name") if name == "hcontainer" else None
        level = level or (known if known in _LEVELS else lexicon("akoma_ntoso")["levels"][name])
        eid = self.eid(made, name)
        before = [part for part in made if name_of(part) in {"intro", "content"}]
        after = [part for part in made if name_of(part) == "wrapUp"]
        flow = level in BLOCKS and not before
        parts = [made] if flow else before
        texts = [p for part in parts for p in self._paragraphs(part)]
        cells = self._cells(next((t for part in parts for t in part if _is_rows(t)), None))
        below: list[Provision] = []
        for part in parts if not flow else ():
            below.extend(self._within(part))
        below.extend(self._within(made, units=True) if flow else self._inside(made))
        for part in after:
            below.extend(each for p in part for each in self._loose(p))
        return Provision(
            level=cast("Level", level),
            label=self.part(made, "num"),
            heading=self.part(made, "heading"),
            text="\n".join(self.text(p) for p in texts),
            eid=eid,
            notes=tuple(self.notes(texts)),
            children=tuple(below),
            **cells,
            **self._marks(made),
        )

    def _marks(self, made: Element) -> dict[str, Any]:
        """What our own attributes say."""
        operation = made.get(f"{{{OWN}}}operation")
        return {
            "page": whole_number(made.get(f"{{{OWN}}}page")),
            "operation": operation if operation in _OPERATIONS else None,
            "target": made.get(f"{{{OWN}}}target"),
        }

    def _paragraphs(self, part: Element) -> list[Element]:
        """The paragraphs of a part that hold text of its own, not those inside of tables, quotes and notes."""
        found: list[Element] = []
        for child in part:
            name = name_of(child)
            if name in TEXT_PARTS:
                if not self._holds_block_only(child):
                    found.append(child)
            elif name not in _KEPT_APART and name not in lexicon("akoma_ntoso")["levels"]:
                found.extend([child] if name == "num" and name_of(part) == "item" else self._paragraphs(child))
        return found

    def _holds_block_only(self, made: Element) -> bool:
        return not self.text(made) and any(True for _ in self._block_elements(made))

    def _within(self, part: Element, *, units: bool = False) -> Iterator[Provision]:
        """Tables and quotes inside of running text; with `units` also units, as in a quoted structure."""
        for child in part:
            name = name_of(child)
            if name == "table" and not _is_rows(child):
                yield self._table(child)
            elif name in lexicon("akoma_ntoso")["levels"]:
                if units:
                    yield self._unit(child)
            elif name not in {"num", "heading", "authorialNote"}:
                yield from self._blocks(child)

    def _block_elements(self, made: Element) -> Iterator[Element]:
        for child in made:
            name = name_of(child)
            if name == "authorialNote":
                continue
            if name in {"quotedStructure", "embeddedStructure", "table"}:
                yield child
            else:
                yield from self._block_elements(child)

    def _blocks(self, made: Element) -> Iterator[Provision]:
        for one in self._block_elements(made):
            if name_of(one) == "table":
                yield self._table(one)
                continue
            mod = one.getparent()
            holder = mod if mod is not None and name_of(mod) == "mod" else one
            level = "quote" if name_of(one) == "quotedStructure" else "table"
            yield self._box(one, holder, level)

    def _box(self, made: Element, holder: Element, level: str) -> Provision:
        """A quoted or embedded structure; its id and what we know of it stand on `holder`."""
        eid = self.eid(holder, level)
        texts = self._paragraphs(made)
        return Provision(
            level=cast("Level", level),
            label=self.part(made, "num"),
            heading=self.part(made, "heading"),
            text="\n".join(self.text(p) for p in texts),
            eid=eid,
            notes=tuple(self.notes(texts)),
            children=tuple(self._within(made, units=True)),
            **self._cells(next((t for t in made if _is_rows(t)), None)),
            **self._marks(holder),
        )

    def _table(self, made: Element) -> Provision:
        eid = self.eid(made, "table")
        return Provision("table", "", "", "", eid, **self._cells(made), **self._marks(made))

    def _cells(self, table: Element | None) -> dict[str, Any]:
        """Rows, heads and merged cells of a table, as fields of a provision; none without a table."""
        if table is None:
            return {}
        lines = [row for row in table.iter() if name_of(row) == "tr" and _nearest_table(row) is table]
        rows, heads, merges = read_rows(lines, [[self._cell(cell) for cell in line] for line in lines])
        void = [row.get("class") == EMPTY for row in lines]
        kept: Rows = tuple(() if empty else row for row, empty in zip(rows, void, strict=True))
        return {"rows": kept, "head_rows": heads, "merges": merges}

    def _cell(self, cell: Element) -> str:
        return "\n".join(self.text(p) for p in cell if name_of(p) in TEXT_PARTS) if len(cell) else self.text(cell)

    def part(self, made: Element, name: str) -> str:
        """The words of the first child of that name; '' without one."""
        return next((self.text(child) for child in made if name_of(child) == name), "")

    def notes(self, parts: Iterable[Element]) -> Iterator[str]:
        """The footnotes that hang on these elements, without those of quotes and tables inside of them."""
        for part in parts:
            for note in part.iterfind(".//{*}authorialNote"):
                if not any(name_of(above) in _KEPT_APART for above in _above(note, part)):
                    paragraphs = [self.text(p) for p in note.iter() if name_of(p) in TEXT_PARTS]
                    yield "\n".join(paragraphs) if paragraphs else self.text(note)

    def text(self, made: Element) -> str:
        """The words of an element without those of notes, quotes and tables inside of it."""
        text = "".join(_words(made))
        return text if self._ours else _GAPS.sub(" ", text).strip()

    def eid(self, made: Element, name: str) -> str:
        """The element's id; one is made where another maker gave none, or gave it twice."""
        kept = made.get(f"{{{OWN}}}eid")
        if kept is not None:
            return str(kept)
        given = str(made.get("eId") or made.get("id") or f"{name}_1").removeprefix(self._prefix)
        return given if self._ours else self._ids.give(given)


def _words(made: Element) -> Iterator[str]:
    yield made.text or ""
    for child in made:
        name = name_of(child)
        if name in {"eol", "br"}:
            yield "\n"
        elif name and name not in _KEPT_APART:
            yield from _words(child)
        yield child.tail or ""


def _above(made: Element, top: Element) -> Iterator[Element]:
    parent = made.getparent()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.getparent()


def _nearest_table(made: Element) -> Element | None:
    parent = made.getparent()
    while parent is not None and name_of(parent) != "table":
        parent = parent.getparent()
    return parent


def _is_rows(made: Element) -> bool:
    """Whether the table is the cells of its unit, and no provision of its own."""
    return name_of(made) == "table" and made.get("class") == OWN_ROWS
