"""The values of this package: relations as one document sees them, its timeline, the history of a provision, graphs."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from ingest.document import Operation
from nlp.annotation import Relation
from nlp.status.types import ActState
from search_api.archive.edges import Decision, EdgeKind, Node, Spot
from search_api.knowledge import knowledge
from search_api.standing.resolve import Resolution

Direction = Literal["out", "in"]


@dataclass(frozen=True, slots=True)
class Label:
    """What a kind of relation is called from either side; `status` says that it changes its target's status."""

    kind: EdgeKind
    out: str
    into: str
    status: bool = False


_LABELS = knowledge("search_api.standing", "labels", dict[str, tuple[Label, ...]])["relation"]

LABELS: dict[str, Label] = {label.kind: label for label in _LABELS}
"""By kind, in the order of a document's page."""

STATUS_KINDS: tuple[EdgeKind, ...] = tuple(label.kind for label in LABELS.values() if label.status)
"""Kinds that change the status of their target."""


@dataclass(frozen=True, slots=True)
class TargetPlace:
    """A provision of the target: as printed, and its eid where the archive has it."""

    text: str
    eid: str | None


@dataclass(frozen=True, slots=True)
class RelationView:
    """One relation as a document sees it. `source` says it; `target` is what was found of the document it names.

    `called` is how the text calls the target. `spots` are where the source says it; `where` is the first of them as
    people cite it. `relation` is None for mere citations and legal bases; `decision` is a clerk's last one.
    """

    kind: EdgeKind
    direction: Direction
    source: Node
    called: str
    target: Resolution
    relation: Relation | None
    places: tuple[TargetPlace, ...]
    spots: tuple[Spot, ...]
    where: str
    evidence: str
    mark: str = ""
    decision: Decision | None = None

    @property
    def label(self) -> str:
        """The relation's Vietnamese name from this side."""
        label = LABELS[self.kind]
        return label.out if self.direction == "out" else label.into

    @property
    def state(self) -> ActState:
        """Proposed until a clerk says otherwise."""
        return self.decision.state if self.decision else "proposed"

    @property
    def changes_status(self) -> bool:
        """Whether a clerk is to confirm it."""
        return LABELS[self.kind].status


@dataclass(frozen=True, slots=True)
class Relations:
    """What a document says of others, and others of it. `more` incoming ones of a kind are counted, not listed."""

    outgoing: tuple[RelationView, ...]
    incoming: tuple[RelationView, ...]
    more: tuple[tuple[EdgeKind, int], ...] = ()


EventKind = Literal[
    "issued",
    "gazetted",
    "effective",
    "part_effective",
    "changed",
    "suspended",
    "resumed",
    "extended",
    "corrected",
    "consolidated",
    "part_expired",
    "expired",
]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a document on a day (None: not known), with what says so.

    `by` is the document that did it, `eid` the place in it (in the document itself where `by` is None). `computed`
    marks a day that was counted and not printed.
    """

    kind: EventKind
    day: dt.date | None
    label: str
    by: Node | None = None
    eid: str = ""
    evidence: str = ""
    state: ActState | None = None
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change of a provision: what was done to it, by which act, from which day, and the new words.

    `old` and `new` are the wordings before and after, None where they are not known; of a deletion `new` is ''. With
    `name_only` it is the name of the provision that changes, not its text.
    """

    target: str
    operation: Operation | None
    source: Node
    eid: str
    where: str
    instruction: str
    day: dt.date | None
    state: ActState
    old: str | None
    new: str | None
    name_only: bool = False


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A document in a graph; `step` is how far it is from the one asked for."""

    node: Node
    step: int
    cited_by: int


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """The strongest relation of one document to another."""

    source: str
    target: str
    kind: EdgeKind


@dataclass(frozen=True, slots=True)
class Graph:
    """A document's surroundings; `left_out` counts the documents beyond the bound, of those that were looked at."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    left_out: int
