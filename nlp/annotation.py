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
    """The stretch [start, end) of the document text that is the `field` of provision `eid` ('' for the head).

    `where` is the path as people cite it ('Điều 1 khoản 2 điểm a'), `article` the label of the article that holds it
    ('Điều 1'), `attachment` the eid of the attachment; both '' outside of one. In an attachment `where` begins with its
    label and 'điều' is small, so a capital Điều is always an article of the main body.
    """

    eid: str
    field: Literal["title", "preamble", "heading", "text", "closing"]
    start: int
    end: int
    where: str
    quoted: bool = False
    article: str = ""
    attachment: str = ""


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document as one text with its segments in rising order."""

    text: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference as printed. `document` is a number, 'this', or None where only a name is printed.

    `provisions` holds each single provision meant ('Điều 5 khoản 1'). `type`, `year` and `date` are those printed with
    the reference; `inherited` marks a document that is named not here but in the article's heading or above;
    `ambiguous` a list that can be read in two ways.
    """

    start: int
    end: int
    eid: str
    where: str
    text: str
    document: str | None
    document_name: str | None
    provisions: tuple[str, ...] = ()
    type: str | None = None
    year: int | None = None
    date: dt.date | None = None
    inherited: bool = False
    ambiguous: bool = False
    eids: tuple[str, ...] = ()
    """For 'this': the provisions of this document that are meant, as they are called in it; else empty."""
    quoted: bool = False
    """Stands in text that an amending unit quotes: there 'this' is the amended document, named as `document`."""


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
    provisions: tuple[str, ...] = ()
    """Each provision of the target that is touched ('Điều 5 khoản 1'); empty where the whole or an unnamed part is."""
    target_type: str | None = None
    target_year: int | None = None
    target_date: dt.date | None = None
    """What is printed of the target beside its number or name: by these it is told from others."""
    effective_from: dt.date | None = None
    """The day from which this act works where the clause names one; None: the document's own date of effect."""
    until: dt.date | None = None
    """The last day of a suspension or extension, where one is named."""
    exceptions: str | None = None
    """The words of the exception ('trừ quy định tại khoản 2 Điều này'), None without one."""
    eid: str = ""
    start: int = 0
    end: int = 0
    """Where the evidence stands: its provision and its span in the document's text."""
    removed: tuple[str, ...] = ()
    """Those of `provisions` that an amending act strikes out ('Bãi bỏ khoản 2 Điều 5' among its amendments)."""


@dataclass(frozen=True, slots=True)
class EffectiveDate:
    """A date of effect (or the last day in force) with the sentence that says so.

    `kind` is explicit where the date is printed in the sentence or on the document (ngày ký), computed where days were
    counted, unknown where the sentence names no date or one that this file does not hold.
    """

    date: dt.date | None
    kind: Literal["explicit", "computed", "unknown"]
    sentence: str
    eid: str
    start: int
    end: int
    has_exceptions: bool = False


@dataclass(frozen=True, slots=True)
class ProvisionDate:
    """Provisions of this document whose day of effect or last day is not that of the whole (handbook 3.14).

    `until` is the last day in force, where a sentence names one for these provisions.
    """

    provisions: tuple[str, ...]
    eids: tuple[str, ...]
    effective: EffectiveDate | None = None
    until: EffectiveDate | None = None


EntityKind = Literal["money", "fine", "time_limit", "definition", "person", "place", "issuer"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that the text names, at [start, end) of the document's text.

    `value` is what it was resolved to: the defined term, the authority file's name of an issuer or place, the person's
    name; None where nothing is known of it. `low` and `high` are whole đồng for money and fines, counts of `unit`
    (day, working_day, month, year, hour) for time limits.
    """

    kind: EntityKind
    start: int
    end: int
    eid: str
    text: str
    value: str | None = None
    low: int | None = None
    high: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class TopicScore:
    """A topic of the codification's 45 subjects by its key in the lexicon, with its calibrated probability."""

    topic: str
    probability: float


@dataclass(frozen=True, slots=True)
class KeyPhrase:
    """A phrase that tells what the document is about, as printed, with its weight from 0 to 1."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class TaggedDocument:
    """A legal document with all that the text was found to say."""

    document: LegalDocument
    text: DocumentText
    citations: tuple[Citation, ...]
    relations: tuple[Relation, ...]
    effective: EffectiveDate | None
    expires_on: dt.date | None = None
    expiry: EffectiveDate | None = None
    provision_dates: tuple[ProvisionDate, ...] = ()
    entities: tuple[Entity, ...] = ()
    topics: tuple[TopicScore, ...] = ()
    """The topics above the threshold, likeliest first; none means 'chưa rõ'."""
    key_phrases: tuple[KeyPhrase, ...] = ()
    tagged_by: str = ""
    """The version of the rules and models that tagged it; '' for documents tagged before versions were kept."""
