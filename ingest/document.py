"""The types of floor 1: what is read from one gazette file.

All are frozen values of the standard library. Lengths are PDF points (1/72 inch) from the page's upper left
corner, pages are counted from 1, text is NFC. `None` means: not stated or not readable, never a guess.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Source = Literal["text", "ocr", "contents", "header", "computed", "clerk"]
"""Where a value was read: text layer, OCR, contents page, running header, arithmetic, a person."""

PageSource = Literal["text", "ocr", "mixed", "blank", "failed"]

Level = Literal[
    "part", "chapter", "section", "subsection", "article", "clause", "point", "subpoint", "paragraph", "table", "quote"
]

Operation = Literal[
    "replace", "insert", "delete", "replace_phrase", "insert_phrase", "delete_phrase", "replace_attachment"
]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where and how surely a value was read."""

    page: int | None
    box: Box | None
    source: Source
    text: str | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a clerk must look at. `code` is stable, `message` is Vietnamese."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `size` is the font size in points.

    `bold` says of the whole line what `lead_bold` says of its first word ('Điều 3.' in bold before running text).
    `raw` is what the file's text layer or Tesseract gave where a repair made something else of it (letters, marks or
    spaces, by a rule or a clerk), else None; ingest.offsets leads from one to the other.
    """

    text: str
    page: int
    box: Box
    size: float
    bold: bool = False
    italic: bool = False
    source: Source = "text"
    confidence: float | None = None
    lead_bold: bool = False
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a page was read and why: `why` is a stable word for the log and the clerk, shares are 0..1.

    `characters` are those of the text layer's body (no header, no stamp); `bad_share` counts characters that no
    Vietnamese text has, `marks_share` letters with a Vietnamese mark, `syllable_share` words that can be Vietnamese;
    `agreement` is how far two readers agree, None where one alone has read; `image_cover` is measured where the text
    is scarce or hidden. `mended` counts words of the text layer whose spaces or letters were repaired, `converted`
    those that were decoded from a legacy font.
    """

    way: Literal["text", "ocr", "compared", "blank"]
    why: str
    characters: int = 0
    image_cover: float = 0.0
    bad_share: float = 0.0
    marks_share: float | None = None
    syllable_share: float | None = None
    agreement: float | None = None
    mended: int = 0
    converted: int = 0


DoubtReason = Literal["unsure", "not-a-syllable", "chosen", "digits-differ", "pen"]
"""Read with low confidence; no Vietnamese syllable; chosen among readings by the language model; text layer and OCR
differ in digits; handwriting left out of the text."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word (or number) on which the machine is not sure: a clerk looks at its picture.

    `text` is what stands in the text ('' for handwriting left out), `first_reading` what was read before a choice.
    """

    text: str
    page: int
    box: Box
    reason: DoubtReason
    confidence: float | None = None
    first_reading: str | None = None


Grade = Literal["A", "B", "C", "D"]


@dataclass(frozen=True, slots=True)
class Quality:
    """How far the reading of a page (or of a document's pages together) can be trusted, from A to D.

    `tone_doubt` is the share of words whose letters are sure but whose marks are not.
    """

    grade: Grade
    words: int
    syllable_share: float
    tone_doubt: float
    doubtful: int


@dataclass(frozen=True, slots=True)
class Merge:
    """A cell that spans several rows or columns: its own place, counted from 0, and how many it spans."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one page: cells in rows, the same number in each ('' where empty or covered by a merged cell).

    The first `head_rows` rows are column heads. `box` holds all its lines. `edges` are the x of its columns' sides from
    left to right, one more than columns: by them a table goes on with that at the end of the page before.
    """

    page: int
    box: Box
    rows: tuple[tuple[str, ...], ...]
    head_rows: int = 0
    source: Source = "text"
    edges: tuple[float, ...] = ()
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the PDF in reading order; `furniture` holds running headers, stamps and imprint, out of the text.

    `skew` is how far, in degrees clockwise, the print of a scan is turned on its page. Boxes of OCR lines are those of
    the straightened page (margins and columns need them upright); turned by `skew` about the page's middle they lie
    on the print as it stands.
    """

    number: int
    width: float
    height: float
    source: PageSource
    lines: tuple[Line, ...]
    furniture: tuple[Line, ...] = ()
    printed_page: int | None = None
    confidence: float | None = None
    skew: float = 0.0
    judgement: Judgement | None = None
    doubts: tuple[Doubt, ...] = ()
    tables: tuple[Table, ...] = ()
    quality: Quality | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """The gazette issue that a file belongs to: Công báo số 447 + 448 ngày 25-6-2022 has numbers (447, 448)."""

    gazette: str | None
    numbers: tuple[int, ...]
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Provision:
    """A unit of the body tree. `text` is its own text without that of the children.

    `eid` is the Akoma Ntoso style path (chp_I__art_5__cl_2__pnt_a), unique within its document and stable
    across re-ingest; `page` and `box` are those of its first line. Of a table `rows` are all its rows, over page breaks
    too, the first `head_rows` of them column heads, `merges` its cells that span several. `printed` is the label as it
    stands on the page ('5.', 'ĐIỀU 5:', a misread '©)'), '' where none does.
    """

    level: Level
    label: str
    heading: str
    text: str
    eid: str
    page: int | None = None
    box: Box | None = None
    notes: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    operation: Operation | None = None
    target: str | None = None
    children: tuple["Provision", ...] = ()
    head_rows: int = 0
    merges: tuple[Merge, ...] = ()
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed: `position` is the last position line, `authority` the lines before it (TM. CHÍNH PHỦ; KT. …)."""

    name: str
    position: str | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One document named in the recitals (Căn cứ …)."""

    name: str | None
    number: str | None
    date: dt.date | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """Phụ lục, mẫu, quy chế, danh mục: a structural root of its own.

    `issued_with` is the line below its heading, '(Ban hành kèm theo Quyết định số …)'; `printed` the label as it stands
    on the page, '' where that is the title's first word or none is printed.
    """

    label: str | None
    title: str | None
    pdf_page: int
    body: tuple[Provision, ...]
    eid: str
    issued_with: str | None = None
    printed: str = ""


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """Where one part of a document joined over files stands.

    Pages `pdf_pages` of its file are `first_page` and on among the pages of the whole.
    """

    file_sha256: str
    issue: Issue | None
    pdf_pages: tuple[int, int]
    first_page: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """Print of a document's pages that is no text of it, by its name.

    continuation: '(Xem tiếp Công báo số …)'; running-head: an attachment's label repeated on its later pages;
    table-head: the column heads of a table repeated behind a page break.
    """

    kind: Literal["continuation", "running-head", "table-head"]
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class FieldEvidence:
    """Evidence of one field of the head; `field` is its name in the JSON contract (signers[0].name)."""

    field: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """One legal document as far as it stands in this file. `ordinal` counts the documents of the file from 1.

    `notes` are the footnotes that no provision has: those of the title, the recitals and the attachments' names.
    `quality` is that of its pages together.
    `parts` is filled where the document was joined from several files: its pages are then counted through all of them.
    `head` holds the printed lines of the head, from which number, type, title and the rest were read; what stands
    behind it is in exactly one of preamble, body, closing, attachments, notes and `furniture`.
    """

    ordinal: int
    number: str | None
    type: str | None
    issuers: tuple[str, ...]
    title: str | None
    issued_on: dt.date | None
    signers: tuple[Signer, ...]
    pdf_pages: tuple[int, int]
    section: str | None
    preamble: tuple[str, ...]
    legal_basis: tuple[LegalBasis, ...]
    body: tuple[Provision, ...]
    attachments: tuple[Attachment, ...]
    evidence: tuple[FieldEvidence, ...] = ()
    findings: tuple[Finding, ...] = ()
    continues_from: tuple[int, ...] = ()
    continued_in: tuple[int, ...] = ()
    closing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[DocumentPart, ...] = ()
    quality: Quality | None = None
    head: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature of the file and what its check gave; `reason` is a stable word, `signed_at` is ISO 8601.

    It tells who vouches for the file, never when a document was issued (handbook domain.md 2.9). `timestamped` says
    that `signed_at` comes from a timestamp token and not from the signer's own clock; `issuer` gave the certificate.
    """

    verdict: Literal["valid", "unverified", "invalid"]
    reason: str
    signer: str | None
    signed_at: str | None
    whole_file: bool
    intact: bool
    trusted: bool
    timestamped: bool = False
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """All that was read from one file. A file with findings is partial, never plain success."""

    sha256: str
    issue: Issue | None
    pages: tuple[Page, ...]
    documents: tuple[LegalDocument, ...]
    findings: tuple[Finding, ...] = ()
    signed_at: str | None = None
    signatures: tuple[Signature, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is: `done` of `total` pages in `stage`."""

    stage: Literal["opening", "text", "ocr", "structure"]
    done: int
    total: int
