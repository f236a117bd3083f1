"""What happened to a document, day by day, each with the act and the words that say so (handbook domain.md 4.5)."""

import datetime as dt
from collections.abc import Iterator

from search_api.archive.edges import EdgeKind
from search_api.archive.entries import StoredDocument
from search_api.archive.identity import issue_label
from search_api.standing.entries import Event, EventKind, RelationView
from search_api.standing.extract import node_of
from search_api.standing.facts import effective_of
from search_api.standing.keys import as_cited
from search_api.standing.knowledge import Knowledge

_WHOLE: dict[EdgeKind, tuple[EventKind, str]] = {
    "amends": ("changed", "Được sửa đổi, bổ sung"),
    "replaces": ("expired", "Được thay thế"),
    "repeals": ("expired", "Bị bãi bỏ"),
    "annuls": ("expired", "Bị hủy bỏ"),
    "suspends_effect": ("suspended", "Bị tạm ngưng hiệu lực"),
    "suspends_enforcement": ("suspended", "Bị đình chỉ thi hành"),
    "extends": ("extended", "Được kéo dài hiệu lực"),
    "corrects": ("corrected", "Được đính chính"),
    "consolidates": ("consolidated", "Được hợp nhất"),
}
_PART: dict[EdgeKind, tuple[EventKind, str]] = {
    "replaces": ("changed", "Được thay thế một phần"),
    "repeals": ("changed", "Bị bãi bỏ một phần"),
    "annuls": ("changed", "Bị hủy bỏ một phần"),
    "suspends_effect": ("suspended", "Bị tạm ngưng hiệu lực một phần"),
    "suspends_enforcement": ("suspended", "Bị đình chỉ thi hành một phần"),
    "extends": ("extended", "Được kéo dài hiệu lực một phần"),
}
_AT_ISSUE = ("corrects", "consolidates")
"""Kinds that work on the day on which their document is issued."""


def timeline_of(knowledge: Knowledge, stored: StoredDocument) -> tuple[Event, ...]:
    """The document's events by day, those without a known day last; what clerks rejected is left out."""
    views = knowledge.incoming(node_of(stored), tuple(_WHOLE))
    events = [*_own(knowledge, stored), *(event for view in views for event in _of_others(view))]
    return tuple(sorted(events, key=lambda event: (event.day is None, event.day or dt.date.max)))


def _own(knowledge: Knowledge, stored: StoredDocument) -> Iterator[Event]:
    legal, tagged = stored.tagged.document, stored.tagged
    if legal.issued_on:
        yield Event("issued", legal.issued_on, "Văn bản được ban hành")
    issues = [part.issue for part in legal.parts] or [stored.issue]
    for issue in issues:
        if issue is not None and issue.date:
            yield Event("gazetted", issue.date, f"Đăng {issue_label(issue).split(' ngày ')[0]}")
    effective = effective_of(knowledge, stored)
    if effective is not None:
        label = "Văn bản có hiệu lực" if effective.date else "Ngày có hiệu lực: chưa xác định"
        computed = effective.kind == "computed"
        yield Event("effective", effective.date, label, None, effective.eid, effective.sentence, None, computed)
    for part in tagged.provision_dates:
        named = "; ".join(as_cited(one) for one in part.provisions)
        for kind, what, date in (
            ("part_effective", "có hiệu lực", part.effective),
            ("part_expired", "hết hiệu lực sau ngày này", part.until),
        ):
            if date is not None and date.date is not None:
                found: EventKind = "part_effective" if kind == "part_effective" else "part_expired"
                computed = date.kind == "computed"
                label = f"{named[:1].upper()}{named[1:]} {what}"
                yield Event(found, date.date, label, None, date.eid, date.sentence, None, computed)
    if tagged.expires_on:
        expiry = tagged.expiry
        eid, words = (expiry.eid, expiry.sentence) if expiry else ("", "")
        yield Event("expired", tagged.expires_on, "Văn bản hết hiệu lực sau ngày này", None, eid, words)


def _of_others(view: RelationView) -> Iterator[Event]:
    relation, source = view.relation, view.source
    if relation is None or view.state == "rejected":
        return
    whole = relation.scope == "whole" and not view.places
    kind, label = _WHOLE[view.kind] if whole or view.kind not in _PART else _PART[view.kind]
    day = source.issued_on if view.kind in _AT_ISSUE else relation.effective_from or source.effective_on
    state = view.state if view.changes_status else None
    eid = view.spots[0].eid if view.spots else ""
    named = "; ".join(as_cited(place.text) for place in view.places[:MOST_NAMED])
    if named:
        label = f"{label}: {named}{' …' if len(view.places) > MOST_NAMED else ''}"
    yield Event(kind, day, label, source, eid, view.evidence, state)
    if kind == "suspended" and relation.until:
        after = relation.until + dt.timedelta(days=1)
        yield Event("resumed", after, "Hết thời gian ngưng hiệu lực", source, eid, view.evidence, state)


MOST_NAMED = 6
"""Provisions of one act that are named in a line of the timeline."""
