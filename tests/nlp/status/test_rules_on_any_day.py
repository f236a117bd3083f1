"""Status is total, and agrees with the timeline, whatever the facts."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nlp.annotation import EffectiveDate, ProvisionDate
from nlp.status.rules import changes, provision_status_on, status_on
from nlp.status.types import Act, StatusFacts
from tests.nlp.status.made import (
    SOURCE,
    day,
)

DAYS = st.one_of(
    st.dates(day("2020-01-01"), day("2020-01-20")), st.sampled_from([dt.date.min, dt.date.max, day("2016-07-01")])
)
PATHS = st.sampled_from(["Điều 5", "Điều 5 khoản 1", "khoản 1 Điều 5", "Điều 6", "Phụ lục I", "", "Quy chế điều 5"])
ACTS = st.builds(
    Act,
    kind=st.sampled_from(
        ["amends", "replaces", "repeals", "annuls", "corrects", "suspends_effect", "extends", "details"]
    ),
    scope=st.sampled_from(["whole", "part"]),
    source=st.just("s"),
    label=st.sampled_from([SOURCE, ""]),
    where=PATHS,
    evidence=st.just(""),
    state=st.sampled_from(["proposed", "confirmed", "rejected"]),
    effective_from=st.none() | DAYS,
    until=st.none() | DAYS,
    provisions=st.lists(PATHS, max_size=2).map(tuple),
    exceptions=st.sampled_from([None, "trừ Điều 5", "trừ khoản 1 Điều 5 và Điều 6", "trừ khoản 2 Điều này", ""]),
    issued_on=st.none() | DAYS,
)
DATED = st.builds(lambda on: EffectiveDate(on, "explicit", "", "", 0, 0), st.none() | DAYS)
FACTS = st.builds(
    StatusFacts,
    type=st.sampled_from(["Luật", "Nghị định", "Công văn", None]),
    effective_on=st.none() | DAYS,
    effective_basis=PATHS,
    expires_on=st.none() | DAYS,
    provision_dates=st.lists(
        st.builds(
            ProvisionDate, st.lists(PATHS, max_size=2).map(tuple), st.just(()), st.none() | DATED, st.none() | DATED
        ),
        max_size=2,
    ).map(tuple),
    acts=st.lists(ACTS, max_size=4).map(tuple),
)
CHILDREN = st.builds(lambda one, parents: replace(one, details=tuple(parents)), FACTS, st.lists(FACTS, max_size=2))


@given(CHILDREN, DAYS, st.none() | PATHS)
def test_any_day_has_the_status_of_the_last_change(one: StatusFacts, on: dt.date, provision: str | None) -> None:
    passed = changes(one, provision)
    assert [status.on for status in passed] == sorted({status.on for status in passed})
    last = [status for status in passed if status.on <= on][-1]
    pending = replace(last.pending, on=on) if last.pending else None
    found = status_on(one, on) if provision is None else provision_status_on(one, provision, on)
    assert found == replace(last, on=on, pending=pending)
    assert found.since is None or found.since <= on


@given(CHILDREN, DAYS)
def test_what_is_not_confirmed_decides_no_value(one: StatusFacts, on: dt.date) -> None:
    confirmed = replace(one, acts=tuple(a for a in one.acts if a.state == "confirmed"), details=())
    assert status_on(one, on).value == status_on(confirmed, on).value
