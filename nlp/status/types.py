"""The types of the status of a document or provision on a day (handbook domain.md 4.3)."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from nlp.annotation import ProvisionDate, RelationKind

StatusValue = Literal[
    "not_yet", "in_force", "partly_expired", "expired", "suspended", "partly_suspended", "unknown", "none"
]
"""none: the document is of a kind that has no status (administrative documents)."""

ActState = Literal["proposed", "confirmed", "rejected"]


@dataclass(frozen=True, slots=True)
class Act:
    """One relation as the changed document sees it: what another document did to it.

    `source` is the stored id of the acting document, `label` how people call it ('Nghị định số 24/2026/NĐ-CP'), `where`
    the acting provision ('khoản 2 Điều 9'). `effective_from` is the day from which it works (the source's own day of
    effect where its clause names none), None while that is unknown.
    """

    kind: RelationKind
    scope: Literal["whole", "part"]
    source: str
    label: str
    where: str
    evidence: str
    state: ActState
    effective_from: dt.date | None
    until: dt.date | None = None
    provisions: tuple[str, ...] = ()
    exceptions: str | None = None
    confidence: float = 1.0
    issued_on: dt.date | None = None
    """The day on which the source was issued: before it the act cannot work, whatever its day of effect is."""
    removed: tuple[str, ...] = ()
    """Those of `provisions` that an amending act strikes out."""


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """All that decides a document's status: its own dates and the acts upon it.

    `details` are the documents that it was issued to detail (their acts decide the case of handbook 4.3, fourth line).
    The two bases are places of the document itself as people cite them ('khoản 1 Điều 9'), '' where none is known.
    """

    type: str | None
    effective_on: dt.date | None
    effective_basis: str
    expires_on: dt.date | None = None
    expiry_basis: str = ""
    has_exceptions: bool = False
    provision_dates: tuple[ProvisionDate, ...] = ()
    acts: tuple[Act, ...] = ()
    details: tuple["StatusFacts", ...] = ()
    normative: bool | None = None
    """Whether it is a văn bản quy phạm pháp luật (nlp.status.kinds.is_normative); None: its type decides."""
    confirmed: bool = False
    """Whether a clerk has confirmed the document's own dates."""
    label: str = ""
    """How people call the document ('Luật số 45/2013/QH13'): used where it is named as the one that was detailed."""


@dataclass(frozen=True, slots=True)
class Status:
    """The status on a day: its value, since when, and why, in a Vietnamese sentence that names the act and the place.

    It rests on confirmed acts only. `pending` is the status that the acts still proposed would give, where its value
    differs. `since` is None where the value holds from no known day on (unknown, none, not yet in force).
    """

    value: StatusValue
    on: dt.date
    since: dt.date | None
    basis: str
    acts: tuple[Act, ...] = ()
    pending: "Status | None" = None
