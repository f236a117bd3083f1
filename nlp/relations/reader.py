"""A document's text on its way to relations: its citations in order, its sentences, and the claims that they make."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.annotation import Citation, DocumentText, RelationKind, Segment
from nlp.citations.keys import within

SENTENCE = re.compile(r"[.;]\s|\n")
PERIOD = re.compile(r"\.\s|\n")
LONGEST_SENTENCE = 3000
_SENTENCE_ENDS = ("\n", ". ", ".\t")
_CLAUSE_ENDS = (*_SENTENCE_ENDS, "; ", ";\t")
_MANY_SENTENCES = 4 * LONGEST_SENTENCE

Manner = Literal["unit", "sentence", "holder", "list", "annex", "title", "head"]
"""How a claim is made: by a unit that opens with a verb, inside a sentence, on the unnamed parts of a document, as an
item of a list or of an annex, by the title, by the head of a consolidated text."""


_WHOLE: tuple[RelationKind, ...] = (
    "replaces",
    "repeals",
    "annuls",
    "consolidates",
    "promulgates",
    "suspends_effect",
    "suspends_enforcement",
    "extends",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the text at [start, end) does to the document that one citation names.

    `cue` is where its verb ends. `touched` are the citations of the same document whose provisions it changes,
    `removed` those among them that an amending act strikes out.
    """

    kind: RelationKind
    citation: Citation
    start: int
    end: int
    cue: int
    manner: Manner
    eid: str = ""
    part: bool = False
    touched: tuple[Citation, ...] = ()
    removed: tuple[Citation, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it is about the whole document."""
        return self.kind in _WHOLE and not self.part and not self.citation.provisions


@dataclass(frozen=True, slots=True)
class Reader:
    """A document's text, in small letters as well, with the citations of other documents and of its own parts."""

    text: DocumentText
    lower: str
    citations: Sequence[Citation]
    own: Sequence[Citation]

    def cited(self, start: int, end: int) -> Sequence[Citation]:
        """The citations of other documents that begin in [start, end)."""
        return within(self.citations, start, end)

    def sentence_start(self, place: int, segment: Segment, *, clauses: bool = True) -> int:
        """Where the sentence at `place` begins, or its clause behind the last ';'."""
        start = max(segment.start, place - LONGEST_SENTENCE)
        ends = _CLAUSE_ENDS if clauses else _SENTENCE_ENDS
        return max(start, *(self.lower.rfind(end, start, place) + len(end) for end in ends))

    def sentence_end(self, place: int, segment: Segment) -> int:
        """Where the sentence at `place` ends."""
        stop = min(segment.end, place + LONGEST_SENTENCE)
        match = SENTENCE.search(self.lower, place, stop)
        return match.start() if match else stop

    def heads(
        self, start: int, stop: int, segment: Segment, first: re.Pattern[str], end: re.Pattern[str] = SENTENCE
    ) -> Iterator[Citation]:
        """The citations that are themselves listed after `start`, not those inside the titles of others.

        `first` is what may stand before the first one.
        """
        leader: Citation | None = None
        previous: Citation | None = None
        head = False
        for citation in self.cited(start, min(stop, start + _MANY_SENTENCES)):
            if citation.inherited:
                continue
            if leader is None or previous is None:
                if not first.fullmatch(self.lower, start, citation.start):
                    return
                head, leader = True, citation
            else:
                between = self.lower[previous.end : citation.start]
                if end.search(between) and not between.strip().startswith(";"):
                    return
                head = _is_listed(between, citation, previous, leader, head=head) and citation.end <= segment.end
            if head:
                yield citation
            previous = citation


_NEXT = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|và\s+)(?:các\s+)?")
_NEXT_END = re.compile(r"(?:[,;]\s*(?:và\s+)?|\svà\s+)(?:các\s+)?$")


def _is_listed(between: str, citation: Citation, previous: Citation, leader: Citation, *, head: bool) -> bool:
    """Whether a citation is the next of a list, not a part of the title of the one before it."""
    if not _NEXT.fullmatch(between):
        return bool(_NEXT_END.search(between))
    # 'Nghị định số A quy định chi tiết Luật B; Thông tư số C'
    again = citation.document is not None and citation.type != previous.type
    return head or (again and (";" in between or citation.type == leader.type))
