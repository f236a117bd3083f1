"""What a document says of terms, fines and time limits, and what its issuers are called today, ready to show."""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from nlp.annotation import Entity, Segment
from nlp.authorities import authority, current_names
from search_api.archive.entries import StoredDocument
from ui.pages.wording import clipped

SHOWN = 200
"""Lines of one list on a document's page; the interface for programs gives all."""
_EXCERPT = 170


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One line of a list: what it is about, the words of the text around it, and where they stand."""

    name: str
    text: str
    eid: str
    where: str


@dataclass(frozen=True, slots=True)
class ToldList:
    """Lines in order of place; `more` of them are not shown."""

    title: str
    lines: tuple[ToldLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Told:
    """The lists that are not empty, and lines like 'Bộ Kế hoạch và Đầu tư nay là Bộ Tài chính'."""

    lists: tuple[ToldList, ...]
    renamed: tuple[str, ...]


def told_view(stored: StoredDocument) -> Told:
    """Give the defined terms, fines and time limits of a document, and the bodies of today of issuers that are gone."""
    entities, reader = stored.tagged.entities, _Reader(stored)
    kinds: tuple[tuple[str, str, Callable[[Entity], ToldLine]], ...] = (
        ("Thuật ngữ", "definition", reader.term),
        ("Mức phạt", "fine", reader.said),
        ("Thời hạn", "time_limit", reader.said),
    )
    lists = []
    for title, kind, shown in kinds:
        found = [entity for entity in entities if entity.kind == kind and entity.eid]
        if found:
            lists.append(ToldList(title, tuple(map(shown, found[:SHOWN])), len(found[SHOWN:])))
    return Told(tuple(lists), tuple(line for issuer in stored.tagged.document.issuers if (line := _renamed(issuer))))


def _renamed(issuer: str) -> str | None:
    body, now = authority(issuer), current_names(issuer)
    if body is None or body.change is None:
        return None
    return f"{body.name} nay là {', '.join(now)} ({body.change.source})"


class _Reader:
    """The text of one document with its provisions by place."""

    def __init__(self, stored: StoredDocument) -> None:
        self._text = stored.tagged.text.text
        self._segments = stored.tagged.text.segments
        self._starts = [segment.start for segment in self._segments]

    def term(self, entity: Entity) -> ToldLine:
        """A term with what follows it in its definition; a short name with the whole."""
        name = entity.value or ""
        begins = entity.text.startswith(name)
        rest = entity.text.removeprefix(name).lstrip('”"') if begins else f": {entity.text}"
        return ToldLine(name, rest, entity.eid, self._segment(entity).where)

    def said(self, entity: Entity) -> ToldLine:
        """An amount or a time limit with the words that follow it in its line."""
        segment = self._segment(entity)
        rest = self._text[entity.end : segment.end].split("\n")[0]
        return ToldLine(entity.text, clipped(rest.rstrip(" .;:"), _EXCERPT), entity.eid, segment.where)

    def _segment(self, entity: Entity) -> Segment:
        return self._segments[max(0, bisect_right(self._starts, entity.start) - 1)]
