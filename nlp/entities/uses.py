"""Where a document uses the terms that it defines, so that a reader can be led to what they mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick

from nlp.annotation import DocumentText, Entity, Segment


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term at [start, end) of the document's text, in provision `eid`, with its definition."""

    start: int
    end: int
    eid: str
    definition: Entity


def find_uses(layout: DocumentText, entities: Iterable[Entity]) -> tuple[TermUse, ...]:
    """The first use of each defined term in each article, in order of place; the longest term where several begin.

    Looked for in running text only: not in headings, quoted text, or the article that defines. Terms of one syllable
    ('lô', 'đất') stand in too many other words and are left out.
    """
    definitions = {e.value.lower(): e for e in entities if e.kind == "definition" and e.value and " " in e.value}
    automaton = ahocorasick.Automaton()
    for term, definition in definitions.items():
        automaton.add_word(term, (len(term), definition))
    if not definitions:
        return ()
    automaton.make_automaton()
    homes = {d.eid: _article_of(layout, d.eid) for d in definitions.values()}
    seen: set[tuple[str, str, str | None]] = set()
    found: list[TermUse] = []
    for segment in layout.segments:
        if segment.field != "text" or segment.quoted or not segment.article:
            continue
        article = (segment.attachment, segment.article)
        for use in _in_segment(automaton, layout.text, segment):
            key = (*article, use.definition.value)
            if key not in seen and homes[use.definition.eid] != article:
                seen.add(key)
                found.append(use)
    return tuple(found)


def _article_of(layout: DocumentText, eid: str) -> tuple[str, str]:
    return next(((s.attachment, s.article) for s in layout.segments if s.eid == eid), ("", ""))


def _in_segment(automaton: ahocorasick.Automaton, text: str, segment: Segment) -> Iterator[TermUse]:
    lower = text[segment.start : segment.end].lower()
    if len(lower) != segment.end - segment.start:  # a dotted capital I grows: places would not fit
        return
    for last, (length, definition) in automaton.iter_long(lower):
        start, end = last + 1 - length, last + 1
        before, after = lower[max(0, start - 1) : start], lower[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            yield TermUse(segment.start + start, segment.start + end, segment.eid, definition)
