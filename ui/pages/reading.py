"""A legal document made ready for reading: units with linked text, contents, and the places of its articles.

The archive's values hold text and spans apart; here each heading and paragraph becomes runs, some of which lead
somewhere: to a provision of the same document, to a cited document in the archive, or to a search for its number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.document import Attachment, Box, LegalDocument, Level, Provision
from nlp.annotation import Citation, Segment, TaggedDocument
from nlp.entities.uses import TermUse
from ui.pages import addresses
from ui.pages.wording import article_name, provision_label

CONTAINERS: frozenset[Level] = frozenset({"part", "chapter", "section", "subsection"})
LISTED: frozenset[Level] = CONTAINERS | {"article"}
"""Levels that have a heading and a line in the table of contents."""
_DEEPEST_HEADING = 6
_CELL_ENDS = re.compile(r"([\t\n])")
_CITED: dict[Level, str] = {"article": "", "clause": "khoản", "point": "điểm", "subpoint": "tiết"}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `href` is where it leads, `meaning` the definition of a term that it leads to."""

    text: str
    href: str | None = None
    meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as shown; `scope` is that of a head, `rows` and `columns` are how many it spans."""

    runs: tuple[Run, ...]
    scope: str | None = None
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table as shown: rows of column heads, then the others; cells that a merged one covers are left out."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision as shown. `rank` is the HTML heading level, `turns` says that a new page of the file begins here."""

    eid: str
    level: Level
    label: str
    heading: tuple[Run, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    page: int | None
    box: str | None
    rank: int
    turns: bool
    source: Provision
    children: tuple["Unit", ...]
    table: ShownTable | None = None


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the table of contents."""

    eid: str
    label: str
    heading: str
    page: int | None
    level: Level
    children: tuple["ContentsEntry", ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A provision with the units above it, outermost first; `root` is the attachment it lies in."""

    provision: Provision
    above: tuple[Provision, ...]
    root: Attachment | None

    @property
    def name(self) -> str:
        """The name of the provision in lists: 'Điều 5. Mức lương', 'Khoản 2 Điều 5', as the law cites them."""
        words = [_cited(unit) for unit in (self.provision, *reversed(self.above)) if unit.level in _CITED]
        if self.provision.level not in _CITED or self.provision.level == "article" or not self.provision.label:
            return article_name(self.provision.label, self.provision.heading)
        return (words[0][:1].upper() + words[0][1:] + " " + " ".join(words[1:])).strip()


def _cited(unit: Provision) -> str:
    return f"{_CITED[unit.level]} {unit.label.rstrip('.)')}".strip()


def box_text(box: Box | None) -> str | None:
    """Give a box as it stands in addresses and attributes: 'left,top,right,bottom' in points."""
    return f"{box.left:.1f},{box.top:.1f},{box.right:.1f},{box.bottom:.1f}" if box else None


def places(document: LegalDocument) -> Iterator[Place]:
    """Give every provision of body and attachments in reading order; what amending articles quote is left out."""
    yield from _walk(document.body, (), None)
    for attachment in document.attachments:
        yield from _walk(attachment.body, (), attachment)


def articles(document: LegalDocument) -> tuple[Place, ...]:
    """Give the units that have a page of their own: articles, and where a root has none, its outermost units."""
    roots: dict[str, list[Place]] = {}
    for place in places(document):
        roots.setdefault(place.root.eid if place.root else "", []).append(place)
    chosen: list[Place] = []
    for found in roots.values():
        own = [place for place in found if place.provision.level == "article"]
        chosen += own or [place for place in found if not place.above]
    return tuple(chosen)


def find_place(document: LegalDocument, eid: str) -> Place | None:
    """Give the provision with this eid, or None."""
    return next((place for place in places(document) if place.provision.eid == eid), None)


def contents(body: tuple[Provision, ...]) -> tuple[ContentsEntry, ...]:
    """Give the table of contents of one root: containers and articles, else its labelled outermost units."""
    entries = tuple(_entry(unit) for unit in body if unit.level in LISTED)
    if entries:
        return entries
    return tuple(_entry(unit) for unit in body if unit.heading and unit.level not in {"quote", "table"})


def _entry(unit: Provision) -> ContentsEntry:
    below = tuple(_entry(child) for child in unit.children if unit.level in CONTAINERS and child.level in LISTED)
    return ContentsEntry(unit.eid, unit.label.rstrip("."), unit.heading, unit.page, unit.level, below)


def _walk(units: tuple[Provision, ...], above: tuple[Provision, ...], root: Attachment | None) -> Iterator[Place]:
    for unit in units:
        if unit.level == "quote":
            continue
        yield Place(unit, above, root)
        yield from _walk(unit.children, (*above, unit), root)


# --------------------------------------------------------------------------------------------------------- citations


@dataclass(frozen=True, slots=True)
class Linker:
    """Turns texts of one document into runs. `own` is put before anchors, for pages that show a part of it only.

    `links` are the addresses of cited documents that the archive has, by where the citation begins; `uses` are the
    places of defined terms.
    """

    tagged: TaggedDocument
    own: str = ""
    links: Mapping[int, str] = field(default_factory=dict)
    uses: Sequence[TermUse] = ()
    _segments: dict[tuple[str, str], list[Segment]] = field(init=False, default_factory=dict)
    _citations: dict[str, list[Citation]] = field(init=False, default_factory=dict)
    _terms: dict[str, list[TermUse]] = field(init=False, default_factory=dict)
    _anchors: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for segment in self.tagged.text.segments:
            self._segments.setdefault((segment.eid, segment.field), []).append(segment)
            if segment.eid and not segment.quoted:
                self._anchors.setdefault(segment.where.casefold(), segment.eid)
        for citation in self.tagged.citations:
            self._citations.setdefault(citation.eid, []).append(citation)
        for use in self.uses:
            self._terms.setdefault(use.eid, []).append(use)

    def runs(self, eid: str, name: str, text: str) -> tuple[Run, ...]:
        """Give one field of one provision as runs; text that the spans do not belong to comes back unlinked."""
        whole = self.tagged.text.text
        for segment in self._segments.get((eid, name), ()):
            if whole[segment.start : segment.end] == text:
                return self._cut(eid, segment, text)
        return (Run(text),) if text else ()

    def paragraphs(self, eid: str, name: str, text: str) -> tuple[tuple[Run, ...], ...]:
        """Give a text as paragraphs of runs, one for each line of it that is not empty."""
        rows: list[list[Run]] = [[]]
        for run in self.runs(eid, name, text):
            first, *others = run.text.split("\n")
            rows[-1].append(replace(run, text=first))
            rows += [[replace(run, text=piece)] for piece in others]
        return tuple(tuple(run for run in row if run.text) for row in rows if any(run.text.strip() for run in row))

    def cells(self, provision: Provision) -> tuple[tuple[tuple[Run, ...], ...], ...]:
        """Give a table's cells as runs, row by row; in the text on one line a row, cells apart by tabs."""
        rows: list[list[list[Run]]] = [[[]]]
        for run in self.runs(provision.eid, "text", "\n".join("\t".join(row) for row in provision.rows)):
            for piece in _CELL_ENDS.split(run.text):
                if piece == "\n":
                    rows.append([[]])
                elif piece == "\t":
                    rows[-1].append([])
                elif piece:
                    rows[-1][-1].append(replace(run, text=piece))
        return tuple(tuple(tuple(cell) for cell in row) for row in rows)

    def _cut(self, eid: str, segment: Segment, text: str) -> tuple[Run, ...]:
        runs: list[Run] = []
        done = 0
        for place, last, href, meaning in self._led(eid):
            start, end = place - segment.start, last - segment.start
            if start < done or end > len(text) or href is None:
                continue
            runs += [Run(text[done:start]), Run(text[start:end], href, meaning)]
            done = end
        runs.append(Run(text[done:]))
        return tuple(run for run in runs if run.text)

    def _led(self, eid: str) -> list[tuple[int, int, str | None, str | None]]:
        """The stretches of a provision that lead somewhere: start, end, where, meaning; citations before terms."""
        cited = [(one.start, one.end, self._target(one), None) for one in self._citations.get(eid, ())]
        terms = [
            (use.start, use.end, f"{self.own}#{use.definition.eid}", use.definition.text)
            for use in self._terms.get(eid, ())
            if not any(start < use.end and use.start < end for start, end, href, _ in cited if href)
        ]
        return sorted([*cited, *terms], key=lambda one: one[0])

    def _target(self, citation: Citation) -> str | None:
        if citation.document == "this":
            return self._inside(citation)
        if citation.start in self.links:
            return self.links[citation.start]
        if citation.document:
            return addresses.number(citation.document)
        named = citation.document_name if not citation.ambiguous else None
        return addresses.search_for(named) if named else None

    def _inside(self, citation: Citation) -> str | None:
        """The first provision meant; documents tagged before citations had their eids are asked for its name."""
        meant = citation.eids or tuple(self._anchors.get(one.casefold(), "") for one in citation.provisions)
        eid = next((eid for eid in meant if eid and eid != citation.eid), None)
        return f"{self.own}#{eid}" if eid else None


# ------------------------------------------------------------------------------------------------------------- units


@dataclass(slots=True)
class _Turning:
    page: int | None = None

    def turns(self, page: int | None) -> bool:
        """Say whether `page` is another page than the last known one."""
        turned = page is not None and page != self.page
        self.page = page if page is not None else self.page
        return turned


def units(body: tuple[Provision, ...], linker: Linker, rank: int = 2) -> tuple[Unit, ...]:
    """Give provisions ready to show; headings begin at HTML level `rank`."""
    turning = _Turning()
    return tuple(_unit(provision, linker, rank, turning) for provision in body)


def _unit(provision: Provision, linker: Linker, rank: int, turning: _Turning) -> Unit:
    turns = turning.turns(provision.page)
    below = min(rank + 1, _DEEPEST_HEADING) if provision.level in LISTED else rank
    return Unit(
        eid=provision.eid,
        level=provision.level,
        label=provision_label(provision),
        heading=linker.runs(provision.eid, "heading", provision.heading),
        paragraphs=linker.paragraphs(provision.eid, "text", provision.text),
        page=provision.page,
        box=box_text(provision.box),
        rank=rank,
        turns=turns,
        source=provision,
        children=tuple(_unit(child, linker, below, turning) for child in provision.children),
        table=_table(provision, linker) if provision.rows else None,
    )


def _table(provision: Provision, linker: Linker) -> ShownTable:
    merged = {(merge.row, merge.column): (merge.rows, merge.columns) for merge in provision.merges}
    covered = {
        (row, column)
        for (first, start), (rows, columns) in merged.items()
        for row in range(first, first + rows)
        for column in range(start, start + columns)
    } - merged.keys()
    shown = tuple(
        tuple(
            Cell(runs, _scope(provision, row, merged.get((row, column))), *merged.get((row, column), (1, 1)))
            for column, runs in enumerate(cells)
            if (row, column) not in covered
        )
        for row, cells in enumerate(linker.cells(provision))
    )
    return ShownTable(shown[: provision.head_rows], shown[provision.head_rows :])


def _scope(provision: Provision, row: int, span: tuple[int, int] | None) -> str | None:
    if row >= provision.head_rows:
        return None
    return "colgroup" if span is not None and span[1] > 1 else "col"
