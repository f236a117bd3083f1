"""What the HTTP API answers about documents together: relations, status, timeline, history, graph.

Like `schema`: fields may be added, none renamed or dropped (P22); null means: not stated or not known, never a guess.
"""

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nlp.status.types import ActState, StatusValue
from search_api.archive.edges import EdgeKind
from search_api.standing.resolve import Found

_STATE = "confirmed by a clerk, rejected, or proposed: not decided yet"


def _example(value: dict[str, Any]) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [value]})


class PartyOut(BaseModel):
    """A stored document by name; `url` is its permalink."""

    id: str
    url: str
    number: str | None
    type: str | None
    title: str | None
    issued_on: dt.date | None


class TargetOut(BaseModel):
    """What was found of a document that is named: itself, several that may be meant, or none ('chưa có trong kho')."""

    called: str = Field(description="as the text calls it")
    found: Found
    document: PartyOut | None = Field(description="the document, where it is there for certain")
    candidates: list[PartyOut] = Field([], description="of an ambiguous name: those that may be meant")


class PlaceOut(BaseModel):
    """A provision of the target; `url` leads to it where the archive has it."""

    text: str
    eid: str | None
    url: str | None


class DecisionOut(BaseModel):
    """What a clerk decided about a relation."""

    state: ActState
    actor: str
    at: dt.datetime


class StatedRelationOut(BaseModel):
    """A relation between two documents. `source` says it in the words of `evidence`."""

    model_config = _example(
        {
            "id": "9f0c2b7a51d3e486",
            "kind": "repeals",
            "label": "Bị bãi bỏ bởi",
            "direction": "in",
            "source": {
                "id": "k3v6c2qx7bna",
                "url": "https://congbao.example/van-ban/k3v6c2qx7bna/nghi-dinh-57-2022-nd-cp",
                "number": "57/2022/NĐ-CP",
                "type": "Nghị định",
                "title": "Về phát triển nước sạch nông thôn",
                "issued_on": "2022-03-30",
            },
            "scope": "whole",
            "evidence": "Bãi bỏ Nghị định số 73/2017/NĐ-CP …",
            "where": "Điều 7 khoản 2",
            "state": "proposed",
        }
    )

    id: str | None = Field(description="by which a clerk confirms or rejects it; null for citations and legal bases")
    kind: EdgeKind
    label: str = Field(description="in Vietnamese, from the side of the document asked for")
    direction: Literal["out", "in"]
    source: PartyOut
    target: TargetOut
    scope: Literal["whole", "part"] | None
    provisions: list[PlaceOut] = Field(description="provisions of the target that are named")
    evidence: str
    where: str = Field(description="the provision of the source that says it, '' for its head")
    evidence_url: str | None = Field(description="that provision's page")
    mentions: int = Field(description="how often the source says it")
    confidence: float | None
    effective_from: dt.date | None
    until: dt.date | None
    exceptions: str | None
    changes_status: bool = Field(description="whether a clerk is to confirm it")
    state: ActState = Field(description=_STATE)
    decided: DecisionOut | None


class RelationsOut(BaseModel):
    """The relations of a document in both directions; `more` counts incoming ones that are not listed."""

    document: PartyOut
    outgoing: list[StatedRelationOut]
    incoming: list[StatedRelationOut]
    more: dict[str, int] = {}


class ProposalPage(BaseModel):
    """Relations that change a status, for clerks."""

    total: int
    page: int
    size: int
    counts: dict[ActState, int]
    relations: list[StatedRelationOut]


class DecisionWish(BaseModel):
    """What a clerk says of a relation; `proposed` takes an earlier decision back."""

    model_config = _example({"state": "confirmed"})

    state: ActState


class ActOut(BaseModel):
    """What another document did to this one."""

    kind: str
    scope: Literal["whole", "part"]
    document: str = Field(description="id of the acting document")
    label: str
    where: str
    evidence: str
    state: ActState = Field(description=_STATE)
    effective_from: dt.date | None
    until: dt.date | None
    provisions: list[str]
    exceptions: str | None


class StatusOut(BaseModel):
    """The status on a day. It rests on confirmed acts; `pending` is what the proposed ones would give."""

    model_config = _example(
        {
            "value": "in_force",
            "label": "Còn hiệu lực",
            "on": "2026-07-01",
            "since": "2022-07-01",
            "basis": "Còn hiệu lực từ 01/07/2022, theo khoản 1 Điều 5 của văn bản.",
            "acts": [],
            "pending": None,
        }
    )

    value: StatusValue = Field(description="none: a document that has no status")
    label: str = Field(description="in Vietnamese; '' for a document that has no status")
    on: dt.date
    since: dt.date | None
    basis: str
    acts: list[ActOut]
    pending: "StatusOut | None" = None


class StatusAnswer(BaseModel):
    """The status of a document, or of one provision, on a day, and all that it passes through."""

    document: PartyOut
    provision: str | None = Field(None, description="as people cite it, where one was asked for")
    status: StatusOut
    changes: list[StatusOut] = Field(description="each holds from its `on` to the next; the first from the beginning")


class EventOut(BaseModel):
    """Something that happened to a document; `date` is null where the day is not known."""

    kind: str
    date: dt.date | None
    label: str
    computed: bool
    by: PartyOut | None = Field(description="the document that did it, null where the document itself says it")
    evidence: str
    url: str | None = Field(description="where it is said")
    state: ActState | None = Field(description=_STATE)


class TimelineOut(BaseModel):
    """What happened to a document, by day; events without a known day last."""

    document: PartyOut
    events: list[EventOut]


class DifferenceOut(BaseModel):
    """A stretch of a wording; `changed` where it stands on one side only."""

    text: str
    changed: bool


class AmendmentOut(BaseModel):
    """One change of a provision. `old` and `new` are its wordings, null where they are not known."""

    target: str
    operation: str | None
    by: PartyOut
    where: str
    url: str
    instruction: str
    date: dt.date | None
    state: ActState = Field(description=_STATE)
    old: str | None
    new: str | None
    name_only: bool = Field(default=False, description="whether the name of the provision changes and not its text")
    old_runs: list[DifferenceOut] = []
    new_runs: list[DifferenceOut] = []


class HistoryOut(BaseModel):
    """The changes of an article, the oldest first, and the consolidated texts of its document."""

    document: PartyOut
    eid: str
    provision: str
    amendments: list[AmendmentOut]
    consolidated: list[PartyOut]


class GraphNodeOut(PartyOut):
    """A document in a graph; `step` counts from the one asked for."""

    step: int
    cited_by: int


class GraphEdgeOut(BaseModel):
    """The strongest relation of `source` to `target`."""

    source: str
    target: str
    kind: EdgeKind


class GraphOut(BaseModel):
    """The surroundings of a document; `left_out` counts the documents beyond the bound."""

    nodes: list[GraphNodeOut]
    edges: list[GraphEdgeOut]
    left_out: int
    cited_by: int
    authority: float
