"""A small drawing of who names whom, as positions for an SVG: the document in the middle, its relations around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from search_api.standing.entries import Graph, GraphNode
from ui.pages.wording import clipped

WIDTH, HEIGHT = 640, 420
"""Units of the drawing; it grows and shrinks with the page."""

_RINGS = {0: (0.0, 0.0), 1: (170.0, 120.0), 2: (275.0, 190.0)}
"""Radii, across and down, by how far a document is from the one in the middle."""

_NAME = 18


@dataclass(frozen=True, slots=True)
class Dot:
    """A document in the drawing. `side` is where its name stands: start (to the right), end or middle."""

    x: float
    y: float
    name: str
    step: int
    side: str


@dataclass(frozen=True, slots=True)
class Line:
    """A relation, from the document that says it, with the class of its kind."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Dots and lines of a graph, with the sizes of the drawing."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT


def draw(graph: Graph) -> Drawing | None:
    """Give the drawing of a graph, None where there is nothing but the document itself."""
    if len(graph.nodes) < 2:  # noqa: PLR2004 - the document alone
        return None
    dots: dict[str, Dot] = {}
    for step in _RINGS:
        ring = [one for one in graph.nodes if one.step == step]
        dots |= {one.node.id: _dot(one, place, len(ring)) for place, one in enumerate(ring)}
    lines = tuple(
        Line(a.x, a.y, b.x, b.y, edge.kind)
        for edge in graph.edges
        if (a := dots.get(edge.source)) and (b := dots.get(edge.target))
    )
    return Drawing(tuple(dots.values()), lines)


def _dot(one: GraphNode, place: int, count: int) -> Dot:
    across, down = _RINGS[one.step]
    angle = 2 * pi * (place + 0.5 * (one.step - 1)) / count - pi / 2
    x, y = WIDTH / 2 + across * cos(angle), HEIGHT / 2 + down * sin(angle)
    side = "middle" if abs(cos(angle)) < 0.2 or one.step == 0 else "start" if x > WIDTH / 2 else "end"  # noqa: PLR2004 - near the vertical
    name = one.node.number or clipped(one.node.title or one.node.type or "", _NAME)
    return Dot(round(x, 1), round(y, 1), name, one.step, side)


def shown_order(graph: Graph) -> Sequence[GraphNode]:
    """The documents but the one in the middle, nearest first, for the list beside the drawing."""
    return sorted((one for one in graph.nodes if one.step), key=lambda one: (one.step, -one.cited_by))
