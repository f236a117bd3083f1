"""When a document takes effect and when it ends, by the accepted sentences of handbook domain.md 3.14 only.

A sentence counts when its subject is the document itself ('<Loại> này'), it stands in the main body, in no quotation,
and is not a mere anchor of a deadline ('kể từ ngày Luật này có hiệu lực'). No accepted sentence, no date.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.document import Issue, LegalDocument
from nlp.annotation import DocumentText, EffectiveDate, Segment
from nlp.dates import DATE, parse_count, parse_date
from nlp.knowledge import lexicon

_LEXICON = lexicon("effect")
_SUBJECTS = sorted(lexicon("types")["self"], key=len, reverse=True)
_SELF = r"(?P<what>" + "|".join(word.replace(" ", r"\s+") for word in _SUBJECTS) + r")\s+này"
_DAYS = r"sau\s+(?P<n>\d{1,3}|[^\W\d_]+(?:\s+[^\W\d_]+){0,2})(?:\s*\([^)]*\))?\s+ngày\s*,?\s*"
_ANCHOR = (
    rf"(?P<printed>{DATE})|(?P<signed>ký(?:\s+ban\s+hành)?|ban\s+hành)|(?P<gazette>(?:được\s+)?đăng\s+(?:trên\s+)?Công\s+báo)|"
    r"(?P<adopted>(?:được\s+)?(?:[^,.;\n]{0,60}?\s)?thông\s+qua)|(?P<announced>(?:được\s+)?công\s+bố)"
)
# Resolutions of people's councils name both days: 'Nghị quyết này đã được … thông qua ngày … và có hiệu lực từ ngày …'.
_PASSED = rf"(?:(?:đã\s+)?được\s+[^.;\n]{{10,250}}?thông\s+qua\s+ngày\s+(?:{DATE})\s*,?\s*(?:và\s+)?)?"
_VERB = rf"{_PASSED}(?:chính\s+thức\s+)?có\s+hiệu\s+lực(?:\s+thi\s+hành)?"
_EFFECT = re.compile(
    rf"{_SELF}\s+{_VERB}(?:\s*,)?\s*(?:{_DAYS})?(?:(?:kể\s+)?từ\s+|vào\s+)?ngày\s+(?:{_ANCHOR})", re.IGNORECASE
)
_UNDATED = re.compile(rf"{_SELF}\s+{_VERB}(?=\s*(?:,\s*)?(?:(?:kể\s+)?từ|sau|vào)\b)", re.IGNORECASE)
_UNTIL = re.compile(rf"\s*(?:,\s*)?(?:và\s+)?đến\s+(?:hết\s+)?ngày\s+(?P<until>{DATE})", re.IGNORECASE)
_ENDS = re.compile(
    rf"{_SELF}\s+(?:{_VERB}(?:\s+thi\s+hành)?\s+đến\s+(?:hết\s+)?ngày\s+(?P<until>{DATE})"
    rf"|hết\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+ngày\s+(?P<from>{DATE}))",
    re.IGNORECASE,
)
_EXCEPTION = re.compile(r"\btrừ\b", re.IGNORECASE)
_FOREIGN = re.compile(rf"(?:^|\W)(?:{'|'.join(_LEXICON['foreign_before'])})\s*$", re.IGNORECASE)
_ADOPTED_ON = re.compile(rf"thông\s+qua\s+ngày\s+(?P<date>{DATE})", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;]\s|[.;]$|\n|$")
_LONGEST_QUOTE = 2000
_MOST_WINDOWS = 60
_BEFORE, _AFTER = 340, 260
"""Characters around 'hiệu lực' in which the sentence is looked for: the longest subject, the longest accepted tail."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What the text says of its own effect; `expiry.date` is the last day in force."""

    effective: EffectiveDate | None
    expiry: EffectiveDate | None


def read_effect(document: LegalDocument, text: DocumentText, issue: Issue | None) -> Effect:
    """The day a document takes effect and its last day in force, each None where no accepted sentence says so.

    A consolidated text has none of its own (handbook 3.11). Days counted from the gazette's date need `issue.date` and
    the first part of the document; without them the date stays unknown.
    """
    if document.type == "Văn bản hợp nhất" or "VBHN" in (document.number or ""):
        return Effect(None, None)
    lower = text.text.lower()
    segments = _ranked(text, lower)
    sentences = [e for s in segments for e in _effects(document, text, lower, s, issue)]
    effective = next((e for e in sentences if e.date), next(iter(sentences), None))
    expiry = next((e for s in segments for e in _expiries(document, text, lower, s)), None)
    return Effect(effective, expiry)


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
            yield _date_of(document, text, segment, match, issue)


def _is_own(document: LegalDocument, text: str, segment: Segment, match: re.Match[str]) -> bool:
    """Whether the subject is this document, and the sentence neither a deadline's anchor nor in quotation marks."""
    before = text[max(segment.start, match.start() - _LONGEST_QUOTE) : match.start()]
    if _FOREIGN.search(before[-20:]) or before.count("“") > before.count("”"):
        return False
    subject = " ".join(match["what"].lower().split())
    own = (document.type or "").lower()
    return not own or subject == "văn bản" or own.startswith(subject) or (subject == "luật" and own == "bộ luật")


def _date_of(
    document: LegalDocument, text: DocumentText, segment: Segment, match: re.Match[str], issue: Issue | None
) -> EffectiveDate:
    end = match.end() + _SENTENCE_END.search(text.text[match.end() : segment.end]).start()  # type: ignore[union-attr]  # it matches the empty end
    sentence = text.text[match.start() : end]
    exceptions = bool(_EXCEPTION.search(sentence))
    groups = match.groupdict()
    date = _anchor(document, text, groups, issue)
    days = parse_count(groups["n"]) if groups.get("n") else 0
    if date is None or days is None:
        return EffectiveDate(None, "unknown", sentence, segment.eid, match.start(), end, exceptions)
    kind: Literal["explicit", "computed"] = "computed" if groups.get("n") else "explicit"
    return EffectiveDate(date + dt.timedelta(days), kind, sentence, segment.eid, match.start(), end, exceptions)


def _anchor(
    document: LegalDocument, text: DocumentText, groups: dict[str, str | None], issue: Issue | None
) -> dt.date | None:
    """The day that the sentence counts from; None where this file does not hold it."""
    if groups.get("printed"):
        return parse_date(groups["printed"] or "")
    if groups.get("signed"):
        return document.issued_on
    if groups.get("adopted"):
        return _adopted_on(document, text)
    if groups.get("gazette") and issue and not document.continues_from:
        return issue.date
    return None


def _adopted_on(document: LegalDocument, text: DocumentText) -> dt.date | None:
    """The day of adoption: of the closing sentence, else the date of issue (for laws these are one, handbook 3.2)."""
    for segment in text.segments:
        if segment.field == "closing" and (match := _ADOPTED_ON.search(text.text, segment.start, segment.end)):
            return parse_date(match["date"])
    return document.issued_on


def _expiries(document: LegalDocument, text: DocumentText, lower: str, segment: Segment) -> Iterator[EffectiveDate]:
    """The sentences of one segment that name this document's last day in force."""
    for start, end in _windows(lower, segment):
        match = _ENDS.search(text.text, start, end)
        until = match["until"] if match else None
        if not match and (match := _EFFECT.search(text.text, start, end)):
            tail = _UNTIL.match(text.text, match.end(), segment.end)
            until = tail["until"] if tail else None
        if not match or not _is_own(document, text.text, segment, match):
            continue
        groups = match.groupdict()
        day = parse_date(until) if until else _day_before(groups.get("from"))
        if day:
            stop = _SENTENCE_END.search(text.text, match.end(), segment.end)
            end_of = stop.start() if stop else segment.end
            sentence = text.text[match.start() : end_of]
            yield EffectiveDate(day, "explicit", sentence, segment.eid, match.start(), end_of)


def _day_before(printed: str | None) -> dt.date | None:
    """A document that ends 'từ ngày' X was last in force on the day before."""
    day = parse_date(printed) if printed else None
    return day - dt.timedelta(1) if day else None
