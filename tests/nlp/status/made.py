"""Hand-made facts and acts for the tests of status."""

import datetime as dt
from dataclasses import replace
from typing import Any

from nlp.annotation import EffectiveDate, ProvisionDate
from nlp.status.types import Act, StatusFacts

START = dt.date(2020, 3, 1)
SOURCE = "Nghị định số 224/2026/NĐ-CP"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def act(kind: Any = "repeals", scope: Any = "whole", start: str | None = "2026-07-01", **fields: Any) -> Act:
    values: dict[str, Any] = {
        "source": "s",
        "label": SOURCE,
        "where": "Điều 90 khoản 2",
        "evidence": "…",
        "state": "confirmed",
        "effective_from": day(start) if start else None,
    }
    return Act(kind=kind, scope=scope, **values | fields)


def part(kind: Any = "amends", start: str | None = "2022-01-01", *provisions: str, **fields: Any) -> Act:
    return act(kind, "part", start, provisions=provisions, **fields)


def facts(*acts: Act, **fields: Any) -> StatusFacts:
    values: dict[str, Any] = {"type": "Nghị định", "effective_on": START, "effective_basis": "Điều 9 khoản 1"}
    return StatusFacts(acts=acts, **values | fields)


def own_date(*provisions: str, start: str | None = None, until: str | None = None) -> ProvisionDate:
    def dated(text: str | None) -> EffectiveDate | None:
        return EffectiveDate(day(text), "explicit", "…", "art_9", 0, 1) if text else None

    return ProvisionDate(provisions, (), dated(start), dated(until))


TEMPORARY: dict[str, Any] = {"expires_on": day("2026-12-31"), "expiry_basis": "Điều 9 khoản 2"}
SUSPENDED = act("suspends_effect", start="2023-04-01", until=day("2023-06-30"))
PARTLY = part("suspends_effect", "2023-04-01", "Điều 5", until=day("2023-06-30"))
LAW = StatusFacts("Luật", day("2014-07-01"), "", label="Luật số 45/2013/QH13")
OLD_LAW = replace(LAW, effective_on=day("1999-01-01"), acts=(act(start="2010-01-01"),))
ENDED_LAW = replace(LAW, acts=(act("replaces", start="2024-08-01", label="Luật số 31/2024/QH15"),))
