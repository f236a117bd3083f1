"""Units that amend: the document they work on, and which of its provisions their own sentence names (handbook 3.9)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from nlp.annotation import Segment
from nlp.citations.documents import DocumentReference
from nlp.citations.provisions import Path
from nlp.knowledge import lexicon

_AMEND = lexicon("citations")["amend"]
ACT = (
    rf"(?:{'|'.join(_AMEND['verbs'])}|(?:{'|'.join(_AMEND['loose'])})(?=(?:\s*,?\s*(?:và\s+)?(?:sửa\s+đổi|bổ\s+sung|thay\s+thế|bãi\s+bỏ))*"
    rf"(?:\s+(?:{'|'.join(_AMEND['between'])}))*\s+(?:{'|'.join(_AMEND['objects'])})\b))(?!\w)"
)
"""A verb with which a unit amends another document, in small letters."""
_VERB = re.compile(ACT)
_ACT = re.compile(rf"\s*(?:[-–+]\s*)?(?:(?:\d{{1,2}}|[a-zđ])[.)]\s*)?{ACT}")
# An article that says what a decree details, before the list of it: 'Nghị định này quy định chi tiết … Luật … về:'
_DETAILS = re.compile(
    r"\s*(?:nghị\s+định|thông\s+tư|quyết\s+định|nghị\s+quyết)\s+này\s[^.\n]{0,40}"
    r"(?:chi\s+tiết|hướng\s+dẫn|biện\s+pháp\s+thi\s+hành)[^\n]*:\s*"
)


@dataclass(slots=True)
class Act:
    """What an amending unit works on: a document, and the provision that its own sentence names.

    `place` is what all provisions of its last reference have in common: there its quoted text will stand.
    """

    target: DocumentReference | None = None
    path: Path = ()
    place: Path = ()

    def note(self, paths: Sequence[Path]) -> None:
        """Remember the provisions that the unit's sentence names."""
        if len(paths) == 1:
            self.path = paths[0]
        self.place = _common(paths)


@dataclass(slots=True)
class Amending:
    """The amending units of a document so far, by eid, and the document that its title says it amends."""

    title_target: DocumentReference | None = None
    acts: dict[str, Act] = field(default_factory=dict)

    def act_of(self, lower: str, segment: Segment, documents: Sequence[DocumentReference]) -> Act | None:
        """The amending unit that a segment belongs to, with the document it works on; None outside of such units.

        `lower` is the document's text in small letters, `documents` the references in the segment.
        """
        others = [reference for reference in documents if not reference.own]
        if segment.field == "title":
            verb = _VERB.search(lower, segment.start, segment.end)
            self.title_target = next((other for other in others if verb and other.start >= verb.end()), None)
            return None
        if segment.field == "preamble" or segment.attachment:
            return None
        opens = bool(_ACT.match(lower, segment.start, segment.end))
        above = self.above(segment.eid)
        details = bool(others and _DETAILS.fullmatch(lower, segment.start, segment.end))
        if not opens and not details and above is None:
            return None
        target = others[0] if others and (opens or details) else (above.target if above else self.title_target)
        act = self.acts.get(segment.eid) or (Act(target, above.path, above.place) if above else Act(target))
        act.target = target
        self.acts[segment.eid] = act
        return act

    def above(self, eid: str) -> Act | None:
        """The nearest amending unit that holds a provision, itself or one above it."""
        return next((self.acts[name] for name in _lineage(eid) if name in self.acts), None)


def _common(paths: Sequence[Path]) -> Path:
    """The steps with which all paths begin."""
    steps = []
    for row in zip(*paths, strict=False):
        if len(set(row)) > 1:
            break
        steps.append(row[0])
    return tuple(steps)


def _lineage(eid: str) -> Iterator[str]:
    """The eid itself, then those above it: art_1__cl_2, art_1."""
    while eid:
        yield eid
        eid = eid.rpartition("__")[0]
