"""Entities at their places: which provision a stretch of the document's text belongs to."""

from bisect import bisect_right
from dataclasses import replace

from nlp.annotation import DocumentText, Entity


class Places:
    """The segments of a layout, asked by place."""

    def __init__(self, layout: DocumentText) -> None:
        self._layout = layout
        self._starts = [segment.start for segment in layout.segments]

    def settled(self, entity: Entity) -> Entity:
        """The entity with the provision where it begins and its text as printed."""
        place = bisect_right(self._starts, entity.start) - 1
        eid = self._layout.segments[place].eid if place >= 0 else ""
        return replace(entity, eid=eid, text=self._layout.text[entity.start : entity.end])


def line_before(text: str, place: int, most: int) -> str:
    """Up to `most` characters before a place, of its own line."""
    before = text[max(0, place - most) : place]
    return before[before.rfind("\n") + 1 :]
