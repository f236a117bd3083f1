"""What a sample gazette says (documents, issue) and how it is set (style), before anything is drawn.

Pure values: the drawn pages and the truth beside them come from the same `IssuePlan`, so that they cannot disagree.
Lengths are PDF points from the page's upper left corner. Dates are those printed.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from sample_gazettes.fonts import Typeface

Level = Literal[
    "part", "chapter", "section", "subsection", "article", "clause", "point", "subpoint", "paragraph", "table", "quote"
]
Path = tuple[str | int, ...]
"""Where a unit lies: ("d", 0, "b", 2, 1) is child 1 of body unit 2 of document 0; ("d", 0, "a", 1) its second annex."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A node of the body tree, with the names of ../shared/contract/parse.schema.json ("provision")."""

    level: Level
    label: str = ""
    heading: str = ""
    text: str = ""
    children: tuple["Unit", ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    operation: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: `authority` holds the lines above the position (TM. …, KT. …)."""

    name: str
    position: str
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Basis:
    """A document named in the recitals."""

    name: str
    number: str | None
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Recital:
    """One italic line above the body, with the documents that it names."""

    text: str
    basis: tuple[Basis, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """What this document does to another one; `evidence` is the printed sentence or heading."""

    kind: str
    target: str
    target_name: str | None
    scope: Literal["whole", "part"]
    evidence: str


@dataclass(frozen=True, slots=True)
class Annex:
    """An attachment: Phụ lục (label over title) or Quy chế (type line over title) with articles of its own."""

    label: str
    title: str
    promulgation: str
    body: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One legal document; `continued_in`/`continues_from` hold the issue numbers of the other part."""

    number: str
    type: str
    issuers: tuple[str, ...]
    letterhead: tuple[str, ...]
    title: str
    issued_on: dt.date | None
    effective_on: dt.date | None
    signers: tuple[Signer, ...]
    body: tuple[Unit, ...]
    place: str | None = None
    number_label: str = "Số:"
    title_capitals: bool = False
    recitals: tuple[Recital, ...] = ()
    enacting: tuple[str, ...] = ()
    head_lines: tuple[str, ...] = ()
    adopted: str | None = None
    annexes: tuple[Annex, ...] = ()
    relations: tuple[Relation, ...] = ()
    receivers: tuple[str, ...] = ()
    expires_on: dt.date | None = None
    section_banner: str | None = None
    issuer_banner: str | None = None
    repeated_heading: str | None = None
    continued_in: tuple[int, ...] = ()
    continues_from: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How pages are set. `header` says where the printed page number stands (handbook/domain.md 2.3)."""

    size: float = 14.0
    leading: float = 19.0
    gap: float = 3.0
    left: float = 64.0
    right: float = 64.0
    top: float = 88.0
    bottom: float = 90.0
    indent: float = 22.7
    header: Literal["alternating", "right", "own_line"] = "alternating"
    header_top: float = 54.0
    stamp: Literal["2025", "2026", "none"] = "2025"
    rules: Literal["line", "underscore"] = "line"
    quotes: tuple[str, str] = ("“", "”")
    motto: str = "Độc lập - Tự do - Hạnh phúc"
    break_hyphens: bool = False
    keep_signature: bool = True
    repeat_table_head: bool = False
    imprint: Literal["none", "foot", "page"] = "none"
    typeface: Typeface = "unicode"


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """A file to be drawn: the issue, its documents in order, and the style.

    `header_name` is what the running header begins with ("CÔNG BÁO", "CÔNG BÁO TỈNH SƠN LA"); `first_page` is the
    page number printed on the first page. With `front` the file opens with a cover and a contents page.
    """

    gazette: str
    header_name: str
    numbers: tuple[int, ...]
    date: dt.date
    documents: tuple[Document, ...]
    style: Style = field(default_factory=Style)
    first_page: int = 1
    front: bool = False
    masthead: tuple[str, ...] = ()
    publisher: str = "VĂN PHÒNG CHÍNH PHỦ"

    @property
    def numbers_label(self) -> str:
        """'447 + 448'."""
        return " + ".join(str(n) for n in self.numbers)


def long_date(value: dt.date) -> str:
    """12 tháng 6 năm 2022; days below 10 and the months 1 and 2 are padded, as the form rules of decree 30/2020 ask."""
    day = f"{value.day:02d}"
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"{day} tháng {month} năm {value.year}"
