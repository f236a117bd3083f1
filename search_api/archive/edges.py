"""Values of what stored documents say of each other: references, the edges that carry them, and the documents met.

An edge keeps the words by which its target is called, never the target's id: a document that arrives later is found
at once, and one that leaves takes nothing with it.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from nlp.annotation import Relation, RelationKind
from nlp.status.types import ActState

EdgeKind = Literal["cites", "based_on"] | RelationKind


@dataclass(frozen=True, slots=True)
class Reference:
    """How a text calls another document. `name_key` is set for laws; `place` is the province or commune printed."""

    number: str | None = None
    number_key: str | None = None
    type: str | None = None
    year: int | None = None
    date: dt.date | None = None
    name: str | None = None
    name_key: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an edge stands in its document: [start, end) of the document's text, in provision `eid`.

    `provisions` are those of the target that are meant there ('Điều 5 khoản 1'); `where` is the path of `eid`.
    """

    eid: str
    start: int
    end: int
    text: str
    provisions: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One document's reference to another. A relation has its evidence as its spot, citations have all of theirs.

    `mark` names a relation's claim: the same when it is found again after another tagging or reading.
    """

    kind: EdgeKind
    target: Reference
    spots: tuple[Spot, ...]
    relation: Relation | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A stored document as others see it. `anchors` are its provisions as people cite them, with their eids."""

    id: str
    slug: str
    number: str | None
    number_key: str | None
    type: str | None
    title: str | None
    name_key: str | None
    issuer: str | None
    place: str | None
    issued_on: dt.date | None
    effective_on: dt.date | None
    gazetted_on: dt.date | None
    anchors: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KeptEdge:
    """An edge as it is kept, with the document that it comes from (without its anchors)."""

    source: Node
    edge: Edge


@dataclass(frozen=True, slots=True)
class LightEdge:
    """An edge without its words, for finding what it means; `source` comes without its anchors."""

    id: int
    source: Node
    kind: EdgeKind
    target: Reference
    mark: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a clerk said of a relation: the last one of a claim counts. `evidence` is what the clerk had before them."""

    source_id: str
    mark: str
    state: ActState
    actor: str
    at: dt.datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class Rank:
    """How often a document is cited by others of the archive, and its authority, 0 to 1."""

    cited_by: int = 0
    authority: float = 0.0
