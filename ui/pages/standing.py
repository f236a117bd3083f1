"""What a document is to others, ready to show: status on a day, relations both ways, timeline, history, graph."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.annotation import Citation
from nlp.status.types import ActState, Status
from search_api.archive.edges import Node
from search_api.archive.entries import StoredDocument
from search_api.comparison import TextChange, text_change
from search_api.days import today
from search_api.errors import ProvisionNotFound
from search_api.routes.standing_shapes import STATUS_NAMES
from search_api.standing.entries import Amendment, Event, Graph, RelationView
from search_api.standing.extract import node_of
from search_api.standing.keys import as_cited
from search_api.standing.knowledge import anchors_of, called, eid_of
from search_api.standing.resolve import Resolution
from search_api.standing.standing import Standing
from ui.pages import addresses
from ui.pages.graph_drawing import Drawing, draw, shown_order
from ui.pages.wording import clipped
from ui.pages.wording import day as written_day

STATE_NAMES: dict[ActState, str] = {
    "proposed": "chờ xác nhận",
    "confirmed": "đã xác nhận",
    "rejected": "đã bác bỏ",
}
SHOWN_INCOMING = 30
"""Incoming relations of one kind on a document's page; the interface for programs gives all."""

_TYPED_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class OtherView:
    """The document at the other end: its name with an address, those that may be meant, or a word that it is absent."""

    name: str
    title: str
    href: str | None
    candidates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status on the day asked for. `typed` is what was typed where it is no day, `chosen` says that one was.

    `original` is the document that a consolidated one shows, with its status and the basis of it.
    """

    status: Status
    name: str
    day: dt.date
    typed: str | None
    chosen: bool
    pending: str | None
    original: tuple[OtherView, str, str] | None = None


@dataclass(frozen=True, slots=True)
class RelationLine:
    """One relation. `source` is where its evidence stands: an address and a name."""

    view: RelationView
    other: OtherView
    places: tuple[tuple[str, str | None], ...]
    source: tuple[str, str] | None
    state: str | None


@dataclass(frozen=True, slots=True)
class RelationGroup:
    """Relations of one kind and direction; `more` are not shown. What changed the document is `open` at once."""

    label: str
    kind: str
    lines: tuple[RelationLine, ...]
    more: int = 0
    open: bool = False


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with the address of what says it."""

    event: Event
    by: str | None
    href: str | None
    state: str | None


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """A change of an article; `change` is there where both wordings are known."""

    source: Amendment
    target: str
    where: str
    by: str
    href: str
    state: str | None
    change: TextChange | None


@dataclass(frozen=True, slots=True)
class GraphView:
    """The drawing with the list that says the same in words."""

    drawing: Drawing
    listed: tuple[tuple[str, str, int], ...]
    left_out: int
    cited_by: int


def read_day(text: str) -> dt.date | None:
    """Give a day typed as dd/mm/yyyy, or as a date field sends it (yyyy-mm-dd); None for anything else."""
    try:
        if match := _TYPED_DAY.fullmatch(text.strip()):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def status_view(standing: Standing, stored: StoredDocument, asked: str, eid: str | None = None) -> StatusView:
    """Give the status on the day asked for, today where none is or where it is no day."""
    wanted = read_day(asked) if asked else None
    shown = wanted or today()
    try:
        status = standing.status(stored, shown, eid)
    except ProvisionNotFound:  # a table or paragraph that has no path of its own: the document's status holds
        status = standing.status(stored, shown)
    pending = status.pending
    told = f"{STATUS_NAMES[pending.value]}. {pending.basis}" if pending else None
    no_day = asked if asked and not wanted else None
    original = _original(standing, stored, shown) if status.value == "none" and not eid else None
    return StatusView(status, STATUS_NAMES[status.value], shown, no_day, bool(wanted), told, original)


def _original(standing: Standing, stored: StoredDocument, day: dt.date) -> tuple[OtherView, str, str] | None:
    """A consolidated text has no status of its own: that of its original is shown (handbook domain.md 4.3)."""
    original = standing.original(stored)
    if original is None:
        return None
    status = standing.status(original, day)
    return party(node_of(original)), STATUS_NAMES[status.value], status.basis


def links_of(found: Sequence[tuple[Citation, Resolution]]) -> dict[int, str]:
    """Give the address of each citation, by its start in the text, whose document is in the archive for certain."""
    links: dict[int, str] = {}
    anchors: dict[str, dict[str, str]] = {}
    for citation, resolution in found:
        document = resolution.document
        if document:
            if document.id not in anchors:
                anchors[document.id] = anchors_of(document)
            eid = next((eid for one in citation.provisions if (eid := eid_of(anchors[document.id], one))), None)
            links[citation.start] = addresses.document(document.id, document.slug, eid)
    return links


def relation_groups(
    outgoing: Sequence[RelationView], incoming: Sequence[RelationView], more: Mapping[str, int], *, clerk: bool
) -> tuple[RelationGroup, ...]:
    """Give relations by kind and direction, what others did first; what clerks rejected is for clerks only."""
    groups: dict[tuple[str, str], list[RelationLine]] = {}
    for view in (*incoming, *outgoing):
        if clerk or view.state != "rejected":
            groups.setdefault((view.direction, view.kind), []).append(_line(view))
    return tuple(
        RelationGroup(
            lines[0].view.label,
            kind,
            tuple(lines),
            more.get(kind, 0) if direction == "in" else 0,
            direction == "in" and lines[0].view.changes_status,
        )
        for (direction, kind), lines in groups.items()
    )


def _line(view: RelationView) -> RelationLine:
    document = view.source if view.direction == "in" else view.target.document
    if view.direction == "in":
        other = party(view.source)
    elif document:
        other = party(document)
    else:
        other = unresolved(view)
    target = view.target.document
    places = tuple(
        (as_cited(place.text), addresses.document(target.id, target.slug, place.eid) if target and place.eid else None)
        for place in view.places
    )
    source = None
    if view.spots:
        eid = view.spots[0].eid
        source = (addresses.document(view.source.id, view.source.slug, eid or None), as_cited(view.where) or "phần đầu")
    return RelationLine(view, other, places, source, STATE_NAMES[view.state] if view.changes_status else None)


def unresolved(view: RelationView) -> OtherView:
    """Give a document that was not found for certain: as the text calls it, with those that may be meant."""
    candidates = tuple((_told_apart(one), addresses.document(one.id, one.slug)) for one in view.target.documents)
    return OtherView(view.called, "", None, candidates)


def _told_apart(node: Node) -> str:
    """Number, day and issuer: what tells documents of one number apart."""
    issued = f" ngày {written_day(node.issued_on)}" if node.issued_on else ""
    return f"{called(node)}{issued}" + (f" của {node.issuer}" if node.place else "")


def party(node: Node) -> OtherView:
    """Give a stored document as a link: how people call it, with its title."""
    return OtherView(called(node), node.title or "" if node.number else "", addresses.document(node.id, node.slug))


def event_views(events: Sequence[Event], own: StoredDocument) -> tuple[EventView, ...]:
    """Give a timeline ready to show."""
    return tuple(_event(one, own) for one in events)


def _event(one: Event, own: StoredDocument) -> EventView:
    state = STATE_NAMES[one.state] if one.state else None
    if one.by:
        return EventView(one, called(one.by), addresses.document(one.by.id, one.by.slug, one.eid or None), state)
    return EventView(one, None, addresses.document(own.id, own.slug, one.eid) if one.eid else None, state)


def amendment_views(found: Sequence[Amendment]) -> tuple[AmendmentView, ...]:
    """Give the history of an article ready to show."""
    return tuple(
        AmendmentView(
            one,
            as_cited(one.target),
            as_cited(one.where),
            called(one.source),
            addresses.document(one.source.id, one.source.slug, one.eid or None),
            STATE_NAMES[one.state],
            text_change(one.old, one.new) if one.old is not None and one.new is not None else None,
        )
        for one in found
    )


def graph_view(graph: Graph, cited_by: int) -> GraphView | None:
    """Give the drawing of a document's surroundings, None where it has none."""
    drawing = draw(graph)
    if drawing is None:
        return None
    listed = tuple(
        (
            clipped(f"{called(one.node)}{': ' + one.node.title if one.node.number and one.node.title else ''}", 140),
            addresses.document(one.node.id, one.node.slug),
            one.step,
        )
        for one in shown_order(graph)
    )
    return GraphView(drawing, listed, graph.left_out, cited_by)
