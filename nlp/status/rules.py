"""The status of a document or of one of its provisions on any day (handbook domain.md 4.3).

Values rest on confirmed acts only; what the acts still proposed would give stands beside them as `pending`. The state
of the acting document plays no part: when an amender or repealer is itself repealed, the old text does not come back.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp.annotation import ProvisionDate
from nlp.knowledge import lexicon
from nlp.status import words
from nlp.status.kinds import has_status, is_consolidated
from nlp.status.paths import Path, covers, excepted, path_of
from nlp.status.types import Act, Status, StatusFacts, StatusValue

_ENDS = ("repeals", "replaces", "annuls")
_REMOVES = ("repeals", "annuls")
_SUSPENDS = ("suspends_effect", "suspends_enforcement")
_CHANGES = (*_ENDS, "amends")
_DETAILS_END_FROM: dt.date = lexicon("status")["details_end_from"]


def status_on(facts: StatusFacts, day: dt.date) -> Status:
    """The status of the document on a day, with its basis. Total: `unknown` and `none` are values."""
    return _status(_timelines(facts, None), day)


def provision_status_on(facts: StatusFacts, provision: str, day: dt.date) -> Status:
    """The status of one provision ('Điều 5 khoản 1' or 'khoản 1 Điều 5') on a day.

    The acts on the whole document count for it, those on its own unit or one above it, and partly those on units below
    it. Words that name no provision give the status of the document.
    """
    return _status(_timelines(facts, path_of(provision) or None), day)


def changes(facts: StatusFacts, provision: str | None = None) -> tuple[Status, ...]:
    """The statuses that the document (or one provision) passes through, in order; each holds from its `on` to the next.

    The first one stands for all the time before the first known day and has `on` = `date.min`. A status differs from
    the one before it in value, basis or what is pending.
    """
    both = _timelines(facts, path_of(provision) or None if provision else None)
    days = sorted({dt.date.min, *both[0].days, *both[1].days})
    found: list[Status] = []
    for day in days:
        status = _status(both, day)
        if not found or status != _on(found[-1], day):
            found.append(status)
    return tuple(found)


def _on(status: Status, day: dt.date) -> Status:
    return replace(status, on=day, pending=replace(status.pending, on=day) if status.pending else None)


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What holds on a day. `certain` is whether all that decides it has been confirmed by a person."""

    value: StatusValue
    basis: str
    acts: tuple[Act, ...] = ()
    certain: bool = True


def _timelines(facts: StatusFacts, path: Path | None) -> tuple["_Timeline", "_Timeline"]:
    """The timeline by confirmed acts and the one by all that are not rejected."""
    confirmed = tuple(act for act in facts.acts if act.state == "confirmed")
    all_acts = tuple(act for act in facts.acts if act.state != "rejected")
    return _timeline(_Case(facts, confirmed, path)), _timeline(_Case(facts, all_acts, path, proposed=True))


def _status(both: tuple["_Timeline", "_Timeline"], day: dt.date) -> Status:
    confirmed, proposed = (timeline.case.verdict(day) for timeline in both)
    pending = None
    if proposed.value != confirmed.value:
        pending = _made(replace(proposed, certain=False), day, both[1].since(day))
    return replace(_made(confirmed, day, both[0].since(day)), pending=pending)


def _made(verdict: _Verdict, day: dt.date, since: dt.date | None) -> Status:
    basis = verdict.basis.rstrip(".") + "." + ("" if verdict.certain else f" {words.COMPUTED}")
    return Status(verdict.value, day, since, basis, verdict.acts)


@dataclass(frozen=True, slots=True)
class _Timeline:
    """A case with the days on which its status can change, and the values from each of them on."""

    case: "_Case"
    days: tuple[dt.date, ...]
    values: tuple[StatusValue, ...]

    def since(self, day: dt.date) -> dt.date | None:
        """The day from which the value of `day` holds without a break; None where it always has."""
        place = bisect_right(self.days, day) - 1
        while place > 0 and self.values[place - 1] == self.values[place]:
            place -= 1
        return self.days[place] if place > 0 else None


def _timeline(case: "_Case") -> _Timeline:
    days = tuple(sorted({dt.date.min, *_days(case.facts)}))
    return _Timeline(case, days, tuple(case.verdict(day).value for day in days))


def _days(facts: StatusFacts) -> Iterator[dt.date]:
    """Every day on which something named in the facts begins or has just ended."""
    begins = [facts.effective_on, *(d for act in facts.acts for d in (act.effective_from, act.issued_on))]
    ends = [facts.expires_on, *(act.until for act in facts.acts)]
    for part in facts.provision_dates:
        begins.append(part.effective.date if part.effective else None)
        ends.append(part.until.date if part.until else None)
    yield from (day for day in begins if day)
    yield from (day + dt.timedelta(1) for day in ends if day and day < dt.date.max)
    for parent in facts.details:
        yield from _days(parent)
        yield _DETAILS_END_FROM


@dataclass(frozen=True, slots=True)
class _Case:
    """The facts with the acts that count. `path` is the provision asked for, None for the whole document."""

    facts: StatusFacts
    acts: tuple[Act, ...]
    path: Path | None
    proposed: bool = False

    def verdict(self, day: dt.date) -> _Verdict:
        """The cases of handbook 4.3, in its order."""
        facts = self.facts
        if facts.type is None:
            return _Verdict("unknown", "Chưa xác định: chưa rõ loại văn bản")
        if not has_status(facts.type, normative=facts.normative):
            return _Verdict("none", _why_none(facts))
        effective, place = self._effective()
        if effective is None:
            return _Verdict("unknown", "Chưa xác định: chưa biết ngày có hiệu lực của văn bản")
        if day < effective:
            others = "" if self.path else words.others(facts, effective)
            return _Verdict("not_yet", words.not_yet(facts, effective, place) + others, certain=facts.confirmed)
        return (
            self._ended(day)
            or self._undated(day)
            or self._detailed_ended(day)
            or self._suspended(day)
            or self._in_part(day)
            or self._in_force(day, effective, place)
        )

    def _in_force(self, day: dt.date, effective: dt.date, place: str) -> _Verdict:
        """In force; acts that may touch it, but are not dated or name no provision, are told in the basis."""
        sentence = words.in_force(self.facts, effective, place)
        sentence += "" if self.path else words.others(self.facts, effective)
        unclear = [act for act in self.acts if act.kind in _CHANGES and not self._ends(act) and _is_unclear(act, day)]
        if not self.path:
            unclear = [act for act in unclear if act.effective_from is None]
        return _Verdict(
            "in_force", sentence + words.unclear(unclear), tuple(unclear), certain=self.facts.confirmed and not unclear
        )

    def _effective(self) -> tuple[dt.date | None, str]:
        own = [part for part in self._parts() if part.effective]
        if own and own[-1].effective:
            return own[-1].effective.date, self.facts.effective_basis
        return self.facts.effective_on, self.facts.effective_basis

    def _parts(self) -> list[ProvisionDate]:
        """The dates of provisions that hold for the one asked for, the closest to it last."""
        found: list[tuple[int, ProvisionDate]] = []
        for part in self.facts.provision_dates:
            depths = [len(p) for p in map(path_of, part.provisions) if self.path and covers(p, self.path)]
            if depths:
                found.append((max(depths), part))
        return [part for _, part in sorted(found, key=lambda item: item[0])]

    def _ended(self, day: dt.date) -> _Verdict | None:
        """An act that ended it, or its own last day; the one that came first."""
        acts = [(act.effective_from, act) for act in self.acts if act.effective_from and self._ends(act)]
        first = min((item for item in acts if item[0] <= day), key=lambda item: item[0], default=None)
        last_day, part, extension = self._last_day(day)
        if last_day and last_day < day and (first is None or last_day < first[0]):
            place = "" if part else self.facts.expiry_basis
            sentence = words.ran_out(last_day, place, extension, part=part)
            certain = extension is not None or self.facts.confirmed
            return _Verdict("expired", sentence, (extension,) if extension else (), certain)
        return _Verdict("expired", words.ended(first[1]), (first[1],)) if first else None

    def _ends(self, act: Act) -> bool:
        """Whether an act ends the whole of what is asked for."""
        if act.kind in _ENDS and _is_whole(act):
            return not self.path or not any(
                covers(spared, self.path) or covers(self.path, spared) for spared in excepted(act.exceptions)
            )
        return self._reaches(act) if act.kind in _REMOVES else act.kind == "amends" and self._strikes(act)

    def _last_day(self, day: dt.date) -> tuple[dt.date | None, bool, Act | None]:
        """The last day in force as it stands on `day`: whether it is a provision's own, and what extended it."""
        own = [part for part in self._parts() if part.until]
        last_day = own[-1].until.date if own and own[-1].until else self.facts.expires_on
        extension = None
        for act in self.acts:
            working = act.kind == "extends" and act.effective_from and act.effective_from <= day
            if last_day and working and (_is_whole(act) or self._reaches(act)):
                if act.until is None:
                    return None, bool(own), act
                if act.until > last_day:
                    last_day, extension = act.until, act
        return last_day, bool(own), extension

    def _undated(self, day: dt.date) -> _Verdict | None:
        """Acts on the whole whose day is not known: from the day of their issue on, nobody can say."""
        for act in self.acts:
            ends = self._ends(act) or (act.kind in _SUSPENDS and (_is_whole(act) or self._reaches(act)))
            begun = act.issued_on is None or act.issued_on <= day
            if act.effective_from is None and ends and begun and (act.until is None or day <= act.until):
                return _Verdict("unknown", words.undated(act), (act,))
        return None

    def _detailed_ended(self, day: dt.date) -> _Verdict | None:
        """The end of all documents that it details ends it too, unless it was declared to go on; to be confirmed."""
        parents = self.facts.details
        goes_on = any(act.kind == "extends" and (_is_whole(act) or self._reaches(act)) for act in self.acts)
        if not self.proposed or not parents or goes_on:
            return None
        ends: list[dt.date] = []
        for parent in parents:
            timeline = _timelines(replace(parent, details=()), None)[1]
            end = timeline.since(day) if timeline.case.verdict(day).value == "expired" else None
            if end is None or end < _DETAILS_END_FROM:
                return None
            ends.append(end)
        return _Verdict("expired", words.detailed_ended(parents, max(ends)), certain=False)

    def _suspended(self, day: dt.date) -> _Verdict | None:
        working = [act for act in self.acts if act.kind in _SUSPENDS and _works(act, day)]
        whole = next((act for act in working if _is_whole(act) or self._reaches(act)), None)
        if whole:
            return _Verdict("suspended", words.suspended(whole, part=False), (whole,))
        part = next((act for act in working if not self.path or self._below(act)), None)
        return _Verdict("partly_suspended", words.suspended(part, part=True), (part,)) if part else None

    def _in_part(self, day: dt.date) -> _Verdict | None:
        """Amended, or ended in part: by others, or by a last day of one of its provisions."""
        acts = [act for act in self.acts if act.kind in _CHANGES and _works(replace(act, until=None), day)]
        acts = [act for act in acts if self._changes(act)]
        if acts:
            acts.sort(key=lambda act: act.effective_from or dt.date.min)
            return _Verdict("partly_expired", words.in_part(acts[-1]), tuple(acts))
        for part in self.facts.provision_dates:
            below = [p for p in part.provisions if not self.path or covers(self.path, path_of(p))]
            if part.until and part.until.date and part.until.date < day and below:
                sentence = words.part_ran_out(below, part.until.date)
                return _Verdict("partly_expired", sentence, certain=self.facts.confirmed)
        return None

    def _changes(self, act: Act) -> bool:
        """Whether an act changes what is asked for without ending it."""
        if not self.path:
            return not _is_whole(act) or act.kind == "amends"
        if _is_whole(act) and act.kind in _ENDS:  # it did not end this provision, so it spares it, or a unit of it
            return not any(covers(spared, self.path) for spared in excepted(act.exceptions))
        return self._reaches(act) or self._below(act)

    def _reaches(self, act: Act) -> bool:
        """Whether an act names the provision asked for, or a unit above it."""
        path = self.path
        return path is not None and any(covers(path_of(named), path) for named in act.provisions)

    def _strikes(self, act: Act) -> bool:
        """Whether an amending act strikes out the provision asked for, or a unit above it."""
        path = self.path
        return path is not None and any(covers(path_of(named), path) for named in act.removed)

    def _below(self, act: Act) -> bool:
        path = self.path
        return path is not None and any(covers(path, path_of(named)) for named in act.provisions)


def _is_whole(act: Act) -> bool:
    return act.scope == "whole" and not act.provisions


def _is_unclear(act: Act, day: dt.date) -> bool:
    """Whether nobody can say if the act works on a day, or on what: it is not dated, or names no provision."""
    if act.effective_from is None:
        return act.issued_on is None or act.issued_on <= day
    return act.effective_from <= day and not act.provisions and not _is_whole(act)


def _works(act: Act, day: dt.date) -> bool:
    """Whether the act holds on a day; one whose first day is not known does on none."""
    return act.effective_from is not None and act.effective_from <= day and (act.until is None or day <= act.until)


def _why_none(facts: StatusFacts) -> str:
    if is_consolidated(facts.type):
        return "Văn bản hợp nhất không có tình trạng hiệu lực riêng; xem tình trạng của văn bản gốc"
    if has_status(facts.type):
        return f"{facts.type} này không phải văn bản quy phạm pháp luật, không xét tình trạng hiệu lực"
    return f"{facts.type} này là văn bản hành chính, không xét tình trạng hiệu lực"
