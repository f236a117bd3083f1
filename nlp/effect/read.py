"""When a document takes effect and when it ends, by the accepted sentences of handbook domain.md 3.14 only.

A sentence counts when its subject is the document itself ('<Loại> này'), it stands in the main body, in no quotation,
and is not a mere anchor of a deadline ('kể từ ngày Luật này có hiệu lực'). No accepted sentence, no date.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.document import Issue, LegalDocument
from nlp.annotation import Citation, DocumentText, EffectiveDate, ProvisionDate, Segment
from nlp.dates import DATE
from nlp.effect.patterns import ENDS_FROM, FROM, SELF, TAIL, UNTIL, effective_date, last_day, sentence_end
from nlp.effect.provisions import read_provisions
from nlp.knowledge import lexicon

_LEXICON = lexicon("effect")
# Resolutions of people's councils name both days: 'Nghị quyết này đã được … thông qua ngày … và có hiệu lực từ ngày …'.
_PASSED = rf"(?:(?:đã\s+)?được\s+[^.;\n]{{10,250}}?thông\s+qua\s+ngày\s+(?:{DATE})\s*,?\s*(?:và\s+)?)?"
_VERB = rf"{_PASSED}(?:chính\s+thức\s+)?có\s+hiệu\s+lực(?:\s+thi\s+hành)?"
_EFFECT = re.compile(rf"{SELF}\s+{_VERB}{FROM}", re.IGNORECASE)
_UNDATED = re.compile(rf"{SELF}\s+{_VERB}(?=\s*(?:,\s*)?(?:(?:kể\s+)?từ|sau|vào)\b)", re.IGNORECASE)
_ENDS = re.compile(rf"{SELF}\s+(?:{_VERB}\s+{UNTIL}|{ENDS_FROM})", re.IGNORECASE)
_FOREIGN = re.compile(rf"(?:^|\W)(?:{'|'.join(_LEXICON['foreign_before'])})\s*$", re.IGNORECASE)
_LONGEST_QUOTE = 2000
_MOST_WINDOWS = 60
_BEFORE, _AFTER = 340, 260
"""Characters around 'hiệu lực' in which the sentence is looked for: the longest subject, the longest accepted tail."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the text says of its own effect; `expiry.date` is the last day in force, `provisions` have other days."""

    effective: EffectiveDate | None
    expiry: EffectiveDate | None
    provisions: tuple[ProvisionDate, ...] = ()


def read_effect(
    document: LegalDocument, text: DocumentText, issue: Issue | None, citations: Sequence[Citation] = ()
) -> Effect:
    """The day a document takes effect and its last day in force, each None where no accepted sentence says so.

    A consolidated text has none of its own (handbook 3.11). Days counted from the gazette's date need `issue.date` and
    the first part of the document; without them the date stays unknown. `citations` are those of the text: provisions
    with days of their own are told by them, and without them there are none.
    """
    if document.type == "Văn bản hợp nhất" or "VBHN" in (document.number or ""):
        return Effect(None, None)
    lower = text.text.lower()
    segments = _ranked(text, lower)
    sentences = [e for s in segments for e in _effects(document, text, lower, s, issue)]
    effective = next((e for e in sentences if e.date), next(iter(sentences), None))
    expiry = next((e for s in segments for e in _expiries(document, text, lower, s)), None)
    return Effect(effective, expiry, read_provisions(document, text, lower, issue, citations))


def _ranked(text: DocumentText, lower: str) -> list[Segment]:
    """The main body's segments that speak of effect: of the articles named for it first, of the last article first."""
    ranks: dict[str, int] = {}
    candidates: list[Segment] = []
    for segment in text.segments:
        if segment.attachment or segment.quoted or segment.field in ("title", "preamble"):
            continue
        if segment.field == "heading" and segment.article and segment.article not in ranks:
            heading = lower[segment.start : segment.end]
            words = (place for place, word in enumerate(_LEXICON["headings"]) if word in heading)
            ranks[segment.article] = next(words, len(_LEXICON["headings"]))
        if "hiệu lực" in lower[segment.start : segment.end]:
            candidates.append(segment)
    unnamed = len(_LEXICON["headings"])
    order = {segment.article: place for place, segment in enumerate(candidates)}
    return sorted(candidates, key=lambda s: (ranks.get(s.article, unnamed), -order[s.article], s.start))


def _windows(lower: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """The stretches of a segment around each 'hiệu lực'."""
    place = lower.find("hiệu lực", segment.start, segment.end)
    for _ in range(_MOST_WINDOWS):
        if place < 0:
            return
        yield max(segment.start, place - _BEFORE), min(segment.end, place + _AFTER)
        place = lower.find("hiệu lực", place + 1, segment.end)


def _effects(
    document: LegalDocument, text: DocumentText, lower: str, segment: Segment, issue: Issue | None
) -> Iterator[EffectiveDate]:
    """The accepted sentences of one segment, in order; dated ones and ones whose date is unknown."""
    for start, end in _windows(lower, segment):
        match = _EFFECT.search(text.text, start, end) or _UNDATED.search(text.text, start, end)
        if match and _is_own(document, text.text, segment, match):
            yield effective_date(document, text, segment, match, issue)


def _is_own(document: LegalDocument, text: str, segment: Segment, match: re.Match[str]) -> bool:
    """Whether the subject is this document, and the sentence neither a deadline's anchor nor in quotation marks."""
    before = text[max(segment.start, match.start() - _LONGEST_QUOTE) : match.start()]
    if _FOREIGN.search(before[-20:]) or before.count("“") > before.count("”"):
        return False
    subject = " ".join(match["what"].lower().split())
    own = (document.type or "").lower()
    return not own or subject == "văn bản" or own.startswith(subject) or (subject == "luật" and own == "bộ luật")


def _expiries(document: LegalDocument, text: DocumentText, lower: str, segment: Segment) -> Iterator[EffectiveDate]:
    """The sentences of one segment that name this document's last day in force."""
    for start, end in _windows(lower, segment):
        match = tail = _ENDS.search(text.text, start, end)
        if not match and (match := _EFFECT.search(text.text, start, end)):
            tail = TAIL.match(text.text, match.end(), segment.end)
        if not match or not tail or not _is_own(document, text.text, segment, match):
            continue
        if day := last_day(tail):
            stop = sentence_end(text.text, tail.end(), segment)
            yield EffectiveDate(day, "explicit", text.text[match.start() : stop], segment.eid, match.start(), stop)
