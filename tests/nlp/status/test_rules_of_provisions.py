"""The status of single provisions (handbook domain.md 4.3)."""

import pytest

from nlp.status.rules import provision_status_on
from nlp.status.types import StatusFacts
from tests.nlp.status.made import (
    PARTLY,
    SUSPENDED,
    TEMPORARY,
    act,
    day,
    facts,
    own_date,
    part,
)

PROVISIONS = [
    (facts(), "Điều 5", "2020-03-01", "in_force"),
    (facts(effective_on=None), "Điều 5", "2020-03-01", "unknown"),
    (facts(act()), "Điều 5", "2026-07-01", "expired"),
    (facts(act(exceptions="trừ quy định tại Điều 5 và Điều 6")), "Điều 5", "2026-07-01", "in_force"),
    (facts(act(exceptions="trừ quy định tại Điều 5 và Điều 6")), "Điều 6 khoản 1", "2026-07-01", "in_force"),
    (facts(act(exceptions="trừ quy định tại Điều 5 và Điều 6")), "Điều 7", "2026-07-01", "expired"),
    (facts(act(exceptions="trừ khoản 2 Điều 5")), "Điều 5", "2026-07-01", "partly_expired"),
    (facts(act(exceptions="trừ khoản 2 Điều 5")), "Điều 5 khoản 1", "2026-07-01", "expired"),
    (facts(act(exceptions="trừ khoản 2 Điều 5")), "khoản 2 Điều 5", "2026-07-01", "in_force"),
    (facts(act(exceptions="trừ trường hợp quy định tại khoản 2 Điều này")), "Điều 2", "2026-07-01", "expired"),
    (facts(part("repeals", "2022-01-01", "Điều 5")), "Điều 5", "2022-01-01", "expired"),
    (facts(part("repeals", "2022-01-01", "Điều 5")), "Điều 5 khoản 1", "2022-01-01", "expired"),
    (facts(part("repeals", "2022-01-01", "Điều 5")), "Điều 5", "2021-12-31", "in_force"),
    (facts(part("repeals", "2022-01-01", "Điều 5")), "Điều 6", "2022-01-01", "in_force"),
    (facts(part("repeals", "2022-01-01", "Điều 5")), "Điều 50", "2022-01-01", "in_force"),
    (facts(part("repeals", "2022-01-01", "Điều 5 khoản 1")), "Điều 5", "2022-01-01", "partly_expired"),
    (facts(part("repeals", "2022-01-01", "Điều 5 khoản 1")), "Điều 5 khoản 2", "2022-01-01", "in_force"),
    (facts(part("amends", "2022-01-01", "Điều 5")), "Điều 5 khoản 2", "2022-01-01", "partly_expired"),
    (facts(part("amends", "2022-01-01")), "Điều 5", "2022-01-01", "in_force"),
    (facts(part("amends", "2022-01-01", "Điều 5", "Điều 6", removed=("Điều 6",))), "Điều 6", "2022-01-01", "expired"),
    (
        facts(part("amends", "2022-01-01", "Điều 5", "Điều 6", removed=("Điều 6",))),
        "Điều 5",
        "2022-01-01",
        "partly_expired",
    ),
    (
        facts(part("amends", "2022-01-01", "Điều 5 khoản 1", removed=("Điều 5 khoản 1",))),
        "Điều 5",
        "2022-01-01",
        "partly_expired",
    ),
    (facts(part("repeals", "2022-01-01", "Điều 5", state="proposed")), "Điều 5", "2022-01-01", "in_force"),
    (facts(SUSPENDED), "Điều 5", "2023-04-01", "suspended"),
    (facts(PARTLY), "Điều 5", "2023-04-01", "suspended"),
    (facts(PARTLY), "Điều 6", "2023-04-01", "in_force"),
    (facts(provision_dates=(own_date("Điều 5", start="2021-01-01"),)), "Điều 5 khoản 3", "2020-12-31", "not_yet"),
    (facts(provision_dates=(own_date("Điều 5", start="2021-01-01"),)), "Điều 5 khoản 3", "2021-01-01", "in_force"),
    (facts(provision_dates=(own_date("Điều 5", start="2020-01-01"),)), "Điều 5", "2020-02-01", "in_force"),
    (facts(provision_dates=(own_date("Điều 5", until="2021-01-01"),)), "Điều 5", "2021-01-01", "in_force"),
    (facts(provision_dates=(own_date("Điều 5", until="2021-01-01"),)), "Điều 5", "2021-01-02", "expired"),
    (
        facts(provision_dates=(own_date("Điều 5 khoản 1", until="2021-01-01"),)),
        "Điều 5",
        "2021-01-02",
        "partly_expired",
    ),
    (facts(provision_dates=(own_date("Điều 5", until="2021-01-01"),)), "Điều 6", "2021-01-02", "in_force"),
    (facts(part("repeals", "2022-01-01", "Quy chế điều 5")), "Điều 5", "2022-01-01", "in_force"),
    (facts(part("repeals", "2022-01-01", "Quy chế điều 5")), "Quy chế điều 5", "2022-01-01", "expired"),
    (
        facts(part("extends", "2026-11-01", "Điều 5", until=day("2027-12-31")), **TEMPORARY),
        "Điều 5",
        "2027-01-01",
        "in_force",
    ),
    (
        facts(part("extends", "2026-11-01", "Điều 5", until=day("2027-12-31")), **TEMPORARY),
        "Điều 6",
        "2027-01-01",
        "expired",
    ),
]


@pytest.mark.parametrize(("given_facts", "provision", "on", "value"), PROVISIONS)
def test_the_status_of_a_provision(given_facts: StatusFacts, provision: str, on: str, value: str) -> None:
    found = provision_status_on(given_facts, provision, day(on))
    assert found.value == value


def test_an_amendment_that_names_no_provision_is_told_for_each() -> None:
    found = provision_status_on(facts(part()), "Điều 5", day("2022-01-01"))
    assert "không nêu điều, khoản cụ thể" in found.basis
