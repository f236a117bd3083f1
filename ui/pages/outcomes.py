"""What a clerk's decision about a relation did, in one sentence for each document that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.status.types import ActState, Status
from search_api.archive.entries import StoredDocument
from search_api.days import today
from search_api.routes.standing_shapes import STATUS_NAMES
from search_api.standing.extract import node_of
from search_api.standing.knowledge import called
from search_api.standing.standing import Standing
from ui.pages import addresses
from ui.pages.wording import day

_DONE: dict[ActState, str] = {"confirmed": "Đã xác nhận", "rejected": "Đã bác bỏ", "proposed": "Đã đưa về chờ xét"}


@dataclass(frozen=True, slots=True)
class Changed:
    """A document with its status: `is_new` where the decision changed it."""

    name: str
    href: str
    status: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided, and what of it came."""

    done: str
    changed: tuple[Changed, ...]


def statuses(standing: Standing, source_id: str, mark: str) -> tuple[str, ...]:
    """Give the statuses of the documents that a relation is about, as text: to be compared after a decision."""
    return tuple(_status(standing, one) for one in standing.concerned(source_id, mark))


def outcome(standing: Standing, source_id: str, mark: str, *, is_new: bool) -> Outcome | None:
    """Give what the last decision about a relation did; None where there was none."""
    decided = standing.decided(source_id, mark)
    if not decided:
        return None
    changed = tuple(
        Changed(called(node_of(one)), addresses.document(one.id, one.slug), _status(standing, one), is_new)
        for one in standing.concerned(source_id, mark)
    )
    return Outcome(_DONE[decided[-1].state], changed)


def _status(standing: Standing, stored: StoredDocument) -> str:
    return status_line(standing.changes(stored))


def status_line(changes: Sequence[Status]) -> str:
    """Give today's status with its first day, and the next one that is known: 'còn hiệu lực từ …; hết … từ …'."""
    now = today()
    past = [one for one in changes if one.on <= now]
    current = past[-1] if past else changes[0]
    coming = next((one for one in changes if one.on > now and one.value != current.value), None)
    since = f" từ {day(current.since)}" if current.since else ""
    then = f"; {_name(coming)} từ {day(coming.on)}" if coming else ""
    return f"{_name(current)}{since}{then}"


def _name(status: Status) -> str:
    name = STATUS_NAMES[status.value]
    return name[:1].lower() + name[1:]
