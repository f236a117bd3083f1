"""The types of floor 2: tags over one legal document.

Spans are offsets into `DocumentText.text`, the document's headings and texts joined in reading order; each
`Segment` says which provision a stretch of it came from, so a span leads back to the provision and its page.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from ingest.document import LegalDocument

RelationKind = Literal[
    "amends",
    "replaces",
    "repeals",
    "consolidates",
    "corrects",
    "suspends_effect",
    "suspends_enforcement",
    "extends",
    "details",
    "guides",
    "promulgates",
    "interprets",
    "annuls",
]


@dataclass(frozen=True, slots=True)
class Segment:
    """The stretch [start, end) of the document text that is the `field` of provision `eid` ('' for the head)."""

    eid: str
    field: Literal["title", "preamble", "heading", "text", "closing"]
    start: int
    end: int
    where: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document as one text with its segments in rising order."""

    text: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference as printed. `document` is a number, 'this', or None where only a name is printed."""

    start: int
    end: int
    eid: str
    where: str
    text: str
    document: str | None
    document_name: str | None
    provisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """A proposed relation of this document to another; a clerk confirms what changes a status."""

    kind: RelationKind
    target: str | None
    target_name: str | None
    target_provision: str | None
    scope: Literal["whole", "part"]
    evidence: str
    confidence: float


@dataclass(frozen=True, slots=True)
class EffectiveDate:
    """A date of effect with the sentence that says so; `kind` tells a printed date from a computed one."""

    date: dt.date | None
    kind: Literal["explicit", "computed", "unknown"]
    sentence: str
    eid: str
    start: int
    end: int
    has_exceptions: bool = False


@dataclass(frozen=True, slots=True)
class TaggedDocument:
    """A legal document with all that the text was found to say."""

    document: LegalDocument
    text: DocumentText
    citations: tuple[Citation, ...]
    relations: tuple[Relation, ...]
    effective: EffectiveDate | None
    expires_on: dt.date | None = None
