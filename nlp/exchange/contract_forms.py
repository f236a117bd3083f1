"""The shapes of the JSON contract (contract/parse.schema.json) as it comes in: what is not one of them is refused.

Fields that the contract does not require have defaults; fields that it does not know are left aside.
"""

import datetime as dt
from typing import Literal

from msgspec import Struct, field

from ingest.document import DoubtReason, Furniture, Judgement, Level, Operation, PageSource, Quality, Source
from nlp.annotation import RelationKind

Name = str | None
Day = dt.date | None


class IssueForm(Struct):
    """The gazette issue."""

    numbers: tuple[int, ...]
    date: Day
    gazette: Name = None


class DoubtForm(Struct):
    """A place of a page on which the machine was not sure."""

    text: str
    reason: DoubtReason
    box: tuple[float, float, float, float]
    confidence: float | None = None
    first_reading: str | None = None


class PageForm(Struct):
    """A page of the file that the JSON was made from."""

    page: int
    source: PageSource
    printed_page: int | None = None
    confidence: float | None = None
    judgement: Judgement | None = None
    quality: Quality | None = None
    doubts: tuple[DoubtForm, ...] = ()


class SignatureForm(Struct):
    """A digital signature of that file with what its check gave."""

    verdict: Literal["valid", "unverified", "invalid"]
    reason: str
    signer: Name = None
    signed_at: Name = None
    whole_file: bool = False
    intact: bool = False
    trusted: bool = False
    timestamped: bool = False
    issuer: Name = None


class FindingForm(Struct):
    """Something for a clerk to look at."""

    code: str
    message: str
    page: int | None = None


class EvidenceForm(Struct):
    """Where a field of the head was read."""

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    source: Source = "text"
    text: Name = None
    confidence: float | None = None


class SignerForm(Struct):
    """Who signed."""

    name: str
    position: Name = None
    authority: Name = None


class BasisForm(Struct):
    """A document named in the recitals."""

    name: Name = None
    number: Name = None
    date: Day = None


class ProvisionForm(Struct):
    """A unit of the body tree; `merges` are (row, column, rows, columns)."""

    level: Level
    label: str
    heading: str
    text: str
    children: tuple["ProvisionForm", ...]
    eid: str = ""
    page: int | None = None
    notes: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    head_rows: int = 0
    merges: tuple[tuple[int, int, int, int], ...] = ()
    operation: Operation | None = None
    target: Name = None
    printed: str = ""


class AttachmentForm(Struct):
    """An annex, a form, an attached regulation."""

    label: Name
    title: Name
    pdf_page: int
    body: tuple[ProvisionForm, ...]
    eid: str = ""
    issued_with: Name = None
    printed: str = ""


class RelationForm(Struct):
    """What the document does to another."""

    kind: RelationKind
    target: Name
    target_name: Name
    scope: Literal["whole", "part"]
    evidence: str
    target_provision: Name = None
    confidence: float = 1.0
    provisions: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    target_type: Name = None
    target_year: int | None = None
    target_date: Day = None
    effective_from: Day = None
    until: Day = None
    exceptions: Name = None
    eid: str = ""


class CitationForm(Struct):
    """A reference as printed."""

    where: str
    text: str
    document: Name
    document_name: Name
    provisions: tuple[str, ...]
    eid: str = ""
    type: Name = None
    year: int | None = None
    date: Day = None
    inherited: bool = False
    ambiguous: bool = False


class EffectForm(Struct):
    """A date of effect with its sentence."""

    kind: Literal["explicit", "computed", "unknown"]
    date: Day = None
    sentence: str = ""
    eid: str = ""
    has_exceptions: bool = False


class ProvisionDateForm(Struct):
    """Provisions with days of their own."""

    provisions: tuple[str, ...]
    eids: tuple[str, ...] = ()
    effective: EffectForm | None = None
    until: EffectForm | None = None


class DocumentForm(Struct):
    """One document."""

    number: Name
    type: Name
    issuers: tuple[str, ...]
    title: Name
    issued_on: Day
    effective_on: Day
    signers: tuple[SignerForm, ...]
    pdf_pages: tuple[int, int]
    legal_basis: tuple[BasisForm, ...]
    body: tuple[ProvisionForm, ...]
    attachments: tuple[AttachmentForm, ...]
    relations: tuple[RelationForm, ...]
    citations: tuple[CitationForm, ...]
    findings: tuple[FindingForm, ...]
    expires_on: Day = None
    ordinal: int | None = None
    section: Name = None
    preamble: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    notes: tuple[str, ...] = ()
    continues_from: tuple[int, ...] = ()
    continued_in: tuple[int, ...] = ()
    quality: Quality | None = None
    evidence: dict[str, EvidenceForm] = field(default_factory=dict)
    effect: EffectForm | None = None
    expiry: EffectForm | None = None
    provision_dates: tuple[ProvisionDateForm, ...] = ()


class FileForm(Struct):
    """One file."""

    issue: IssueForm | None
    pages: tuple[PageForm, ...]
    documents: tuple[DocumentForm, ...]
    sha256: str = ""
    signed_at: Name = None
    signatures: tuple[SignatureForm, ...] = ()
    findings: tuple[FindingForm, ...] = ()
