"""The cases of handbook domain.md 4.3 for documents, day by day."""

import datetime as dt
from dataclasses import replace

import pytest

from nlp.status.rules import changes, status_on
from nlp.status.types import StatusFacts
from nlp.status.words import COMPUTED
from tests.nlp.status.made import (
    ENDED_LAW,
    LAW,
    OLD_LAW,
    PARTLY,
    SOURCE,
    START,
    SUSPENDED,
    TEMPORARY,
    act,
    day,
    facts,
    own_date,
    part,
)

CASES: list[tuple[str, StatusFacts, str, str, str | None]] = [
    # the document's own day of effect
    ("before its day", facts(), "2020-02-29", "not_yet", None),
    ("on its day", facts(), "2020-03-01", "in_force", "2020-03-01"),
    ("long after", facts(), "2030-01-01", "in_force", "2020-03-01"),
    ("unknown day", facts(effective_on=None), "2030-01-01", "unknown", None),
    ("unknown day, though repealed", facts(act(), effective_on=None), "2030-01-01", "unknown", None),
    ("unknown type", facts(type=None), "2030-01-01", "unknown", None),
    # documents without a status
    ("official letter", facts(type="Công văn"), "2030-01-01", "none", None),
    ("notice", facts(act(), type="Thông báo"), "2030-01-01", "none", None),
    ("consolidated text", facts(act(), type="Văn bản hợp nhất"), "2030-01-01", "none", None),
    ("individual decision", facts(type="Quyết định", normative=False), "2030-01-01", "none", None),
    ("normative decision", facts(type="Quyết định", normative=True), "2030-01-01", "in_force", "2020-03-01"),
    # ended as a whole
    ("day before the repeal", facts(act()), "2026-06-30", "in_force", "2020-03-01"),
    ("day of the repeal", facts(act()), "2026-07-01", "expired", "2026-07-01"),
    ("after the repeal", facts(act()), "2027-07-01", "expired", "2026-07-01"),
    ("replaced", facts(act("replaces")), "2026-07-01", "expired", "2026-07-01"),
    ("annulled", facts(act("annuls")), "2026-07-01", "expired", "2026-07-01"),
    ("the first of two acts", facts(act(), act("replaces", start="2025-01-01")), "2027-01-01", "expired", "2025-01-01"),
    ("repealed before its day: not yet", facts(act(start="2020-01-01")), "2020-02-01", "not_yet", None),
    ("repealed before its day: ended", facts(act(start="2020-01-01")), "2020-03-01", "expired", "2020-03-01"),
    ("whole, with an exception", facts(act(exceptions="trừ Điều 5")), "2026-07-01", "expired", "2026-07-01"),
    ("repealed on a day nobody knows", facts(act(start=None)), "2027-01-01", "unknown", "2020-03-01"),
    (
        "the same, before the repealer was issued",
        facts(act(start=None, issued_on=day("2026-05-01"))),
        "2026-04-30",
        "in_force",
        "2020-03-01",
    ),
    (
        "the same, from its issue on",
        facts(act(start=None, issued_on=day("2026-05-01"))),
        "2026-05-01",
        "unknown",
        "2026-05-01",
    ),
    # acts that nobody confirmed, or somebody rejected
    ("proposed repeal", facts(act(state="proposed")), "2026-07-01", "in_force", "2020-03-01"),
    ("rejected repeal", facts(act(state="rejected")), "2026-07-01", "in_force", "2020-03-01"),
    ("rejected amendment", facts(part(state="rejected")), "2026-07-01", "in_force", "2020-03-01"),
    # acts that change no status
    ("corrected", facts(part("corrects")), "2026-07-01", "in_force", "2020-03-01"),
    ("detailed by another", facts(part("details")), "2026-07-01", "in_force", "2020-03-01"),
    ("guided", facts(part("guides")), "2026-07-01", "in_force", "2020-03-01"),
    ("interpreted", facts(part("interprets")), "2026-07-01", "in_force", "2020-03-01"),
    ("promulgated", facts(act("promulgates")), "2026-07-01", "in_force", "2020-03-01"),
    ("consolidated", facts(act("consolidates")), "2026-07-01", "in_force", "2020-03-01"),
    # ended or changed in part
    ("day before the amendment", facts(part()), "2021-12-31", "in_force", "2020-03-01"),
    ("day of the amendment", facts(part()), "2022-01-01", "partly_expired", "2022-01-01"),
    ("repealed in part", facts(part("repeals", "2022-01-01", "Điều 5")), "2022-01-01", "partly_expired", "2022-01-01"),
    ("replaced in part", facts(part("replaces")), "2022-01-01", "partly_expired", "2022-01-01"),
    ("annulled in part", facts(part("annuls")), "2022-01-01", "partly_expired", "2022-01-01"),
    ("amended twice", facts(part(), part(start="2023-01-01")), "2024-01-01", "partly_expired", "2022-01-01"),
    ("amended on a day nobody knows", facts(part(start=None)), "2024-01-01", "in_force", "2020-03-01"),
    ("amended, then repealed", facts(part(), act()), "2026-07-01", "expired", "2026-07-01"),
    ("amended, then repealed, between", facts(part(), act()), "2026-06-30", "partly_expired", "2022-01-01"),
    # an amender that is itself repealed: nothing in the facts of the amended document changes
    ("the amender was repealed in 2023", facts(part(start="2022-01-01")), "2025-01-01", "partly_expired", "2022-01-01"),
    ("the repealer was repealed in 2027", facts(act()), "2028-01-01", "expired", "2026-07-01"),
    # its own last day
    ("its last day", facts(**TEMPORARY), "2026-12-31", "in_force", "2020-03-01"),
    ("the day after its last", facts(**TEMPORARY), "2027-01-01", "expired", "2027-01-01"),
    ("repealed before its last day", facts(act(), **TEMPORARY), "2027-01-01", "expired", "2026-07-01"),
    ("repealed after its last day", facts(act(start="2027-05-01"), **TEMPORARY), "2028-01-01", "expired", "2027-01-01"),
    # extended
    (
        "extended, after the first last day",
        facts(act("extends", start="2026-11-01", until=day("2027-12-31")), **TEMPORARY),
        "2027-01-01",
        "in_force",
        "2020-03-01",
    ),
    (
        "extended, after the second last day",
        facts(act("extends", start="2026-11-01", until=day("2027-12-31")), **TEMPORARY),
        "2028-01-01",
        "expired",
        "2028-01-01",
    ),
    (
        "extended too late: a gap",
        facts(act("extends", start="2027-03-01", until=day("2027-12-31")), **TEMPORARY),
        "2027-02-28",
        "expired",
        "2027-01-01",
    ),
    (
        "extended too late: in force again",
        facts(act("extends", start="2027-03-01", until=day("2027-12-31")), **TEMPORARY),
        "2027-03-01",
        "in_force",
        "2027-03-01",
    ),
    (
        "extended without an end",
        facts(act("extends", start="2026-11-01"), **TEMPORARY),
        "2040-01-01",
        "in_force",
        "2020-03-01",
    ),
    (
        "an extension that nobody confirmed",
        facts(act("extends", start="2026-11-01", state="proposed"), **TEMPORARY),
        "2027-01-01",
        "expired",
        "2027-01-01",
    ),
    (
        "only a part extended",
        facts(part("extends", "2026-11-01", "Điều 5", until=day("2027-12-31")), **TEMPORARY),
        "2027-01-01",
        "expired",
        "2027-01-01",
    ),
    # suspended
    ("day before the suspension", facts(SUSPENDED), "2023-03-31", "in_force", "2020-03-01"),
    ("first day of it", facts(SUSPENDED), "2023-04-01", "suspended", "2023-04-01"),
    ("last day of it", facts(SUSPENDED), "2023-06-30", "suspended", "2023-04-01"),
    ("day after it", facts(SUSPENDED), "2023-07-01", "in_force", "2023-07-01"),
    ("without an end", facts(replace(SUSPENDED, until=None)), "2035-01-01", "suspended", "2023-04-01"),
    ("enforcement", facts(act("suspends_enforcement")), "2026-07-01", "suspended", "2026-07-01"),
    ("from a day nobody knows", facts(act("suspends_effect", start=None)), "2026-07-01", "unknown", "2020-03-01"),
    ("repealed while suspended", facts(SUSPENDED, act(start="2023-05-01")), "2023-05-01", "expired", "2023-05-01"),
    ("amended and suspended", facts(SUSPENDED, part()), "2023-05-01", "suspended", "2023-04-01"),
    ("amended, suspension over", facts(SUSPENDED, part()), "2023-07-01", "partly_expired", "2023-07-01"),
    ("suspended in part", facts(PARTLY), "2023-04-01", "partly_suspended", "2023-04-01"),
    ("suspended in part, over", facts(PARTLY), "2023-07-01", "in_force", "2023-07-01"),
    ("amended and suspended in part", facts(PARTLY, part()), "2023-05-01", "partly_suspended", "2023-04-01"),
    ("in part and as a whole", facts(PARTLY, SUSPENDED), "2023-05-01", "suspended", "2023-04-01"),
    # provisions with dates of their own
    (
        "a provision begins later",
        facts(provision_dates=(own_date("Điều 5", start="2021-01-01"),)),
        "2020-06-01",
        "in_force",
        "2020-03-01",
    ),
    (
        "a provision begins earlier",
        facts(provision_dates=(own_date("Điều 5", start="2020-01-01"),)),
        "2020-02-01",
        "not_yet",
        None,
    ),
    (
        "a provision's last day",
        facts(provision_dates=(own_date("Điều 5", until="2022-12-31"),)),
        "2022-12-31",
        "in_force",
        "2020-03-01",
    ),
    (
        "the day after it",
        facts(provision_dates=(own_date("Điều 5", until="2022-12-31"),)),
        "2023-01-01",
        "partly_expired",
        "2023-01-01",
    ),
    # the document that it details has ended: proposed at most
    ("detailed law ended", facts(details=(ENDED_LAW,)), "2024-08-01", "in_force", "2020-03-01"),
]


@pytest.mark.parametrize(("about", "given_facts", "on", "value", "since"), CASES, ids=[case[0] for case in CASES])
def test_status_on_a_day(about: str, given_facts: StatusFacts, on: str, value: str, since: str | None) -> None:
    found = status_on(given_facts, day(on))
    assert (found.value, found.since) == (value, day(since) if since else None)
    assert found.on == day(on)
    assert found.basis.endswith(".")


def test_there_are_sixty_cases() -> None:
    assert len(CASES) >= 60


BASES = [
    (facts(act()), "2026-07-01", f"Hết hiệu lực toàn bộ từ 01/07/2026, theo khoản 2 Điều 90 {SOURCE}."),
    (
        facts(act("replaces", exceptions="trừ quy định tại Điều 5;")),
        "2026-07-01",
        f"Hết hiệu lực toàn bộ từ 01/07/2026, được thay thế theo khoản 2 Điều 90 {SOURCE}, trừ quy định tại Điều 5.",
    ),
    (facts(act(where="")), "2026-07-01", f"Hết hiệu lực toàn bộ từ 01/07/2026, theo {SOURCE}."),
    (
        facts(),
        "2020-03-01",
        f"Có hiệu lực từ 01/03/2020, theo khoản 1 Điều 9 của văn bản. {COMPUTED}",
    ),
    (facts(confirmed=True, effective_basis=""), "2020-03-01", "Có hiệu lực từ 01/03/2020."),
    (
        facts(confirmed=True, has_exceptions=True),
        "2020-02-01",
        "Chưa có hiệu lực; có hiệu lực từ 01/03/2020, theo khoản 1 Điều 9 của văn bản, có ngoại lệ nêu trong văn bản.",
    ),
    (
        facts(confirmed=True, effective_basis="", provision_dates=(own_date("Điều 5 khoản 2", start="2021-01-01"),)),
        "2020-03-01",
        "Có hiệu lực từ 01/03/2020; riêng khoản 2 Điều 5 có hiệu lực từ 01/01/2021.",
    ),
    (
        facts(confirmed=True, **TEMPORARY),
        "2027-01-01",
        "Hết hiệu lực toàn bộ sau ngày 31/12/2026, theo khoản 2 Điều 9 của văn bản.",
    ),
    (
        facts(act("extends", start="2026-11-01", until=day("2027-12-31")), **TEMPORARY),
        "2028-01-01",
        f"Hết hiệu lực toàn bộ sau ngày 31/12/2027, được kéo dài theo khoản 2 Điều 90 {SOURCE}.",
    ),
    (
        facts(SUSPENDED),
        "2023-05-01",
        f"Ngưng hiệu lực từ 01/04/2023 đến hết ngày 30/06/2023, theo khoản 2 Điều 90 {SOURCE}.",
    ),
    (
        facts(PARTLY),
        "2023-05-01",
        f"Ngưng hiệu lực một phần (Điều 5) từ 01/04/2023 đến hết ngày 30/06/2023, theo khoản 2 Điều 90 {SOURCE}.",
    ),
    (
        facts(part("amends", "2022-01-01", "Điều 5 khoản 1")),
        "2022-01-01",
        f"Hết hiệu lực một phần từ 01/01/2022: khoản 1 Điều 5 được sửa đổi, bổ sung theo khoản 2 Điều 90 {SOURCE}.",
    ),
    (
        facts(part("repeals")),
        "2022-01-01",
        f"Hết hiệu lực một phần từ 01/01/2022: một số quy định hết hiệu lực theo khoản 2 Điều 90 {SOURCE}.",
    ),
    (facts(effective_on=None), "2022-01-01", "Chưa xác định: chưa biết ngày có hiệu lực của văn bản."),
    (
        facts(type="Quyết định", normative=False),
        "2022-01-01",
        "Quyết định này không phải văn bản quy phạm pháp luật, không xét tình trạng hiệu lực.",
    ),
    (
        facts(type="Văn bản hợp nhất"),
        "2022-01-01",
        "Văn bản hợp nhất không có tình trạng hiệu lực riêng; xem tình trạng của văn bản gốc.",
    ),
    (
        facts(act(start=None)),
        "2027-01-01",
        f"Chưa xác định: hết hiệu lực theo khoản 2 Điều 90 {SOURCE}, nhưng chưa biết ngày quy định này có hiệu lực.",
    ),
    (facts(type="Công văn"), "2022-01-01", "Công văn này là văn bản hành chính, không xét tình trạng hiệu lực."),
]


@pytest.mark.parametrize(("given_facts", "on", "basis"), BASES)
def test_the_basis_in_words(given_facts: StatusFacts, on: str, basis: str) -> None:
    assert status_on(given_facts, day(on)).basis == basis


def test_what_is_proposed_stands_beside_what_is_confirmed() -> None:
    found = status_on(facts(part(), act(state="proposed")), day("2026-07-01"))
    assert (found.value, found.since) == ("partly_expired", day("2022-01-01"))
    assert found.pending
    assert (found.pending.value, found.pending.since, found.pending.pending) == ("expired", day("2026-07-01"), None)
    assert found.pending.basis.endswith(f"{SOURCE}. {COMPUTED}")
    assert [one.state for one in found.pending.acts] == ["proposed"]


def test_a_proposal_that_gives_the_same_value_is_not_pending() -> None:
    assert status_on(facts(part(), part(start="2023-01-01", state="proposed")), day("2024-01-01")).pending is None
    assert status_on(facts(act(state="rejected")), day("2027-01-01")).pending is None


def test_the_end_of_the_detailed_document_is_only_ever_pending() -> None:
    found = status_on(facts(details=(ENDED_LAW,)), day("2024-08-01"))
    assert found.value == "in_force"
    assert found.pending
    assert (found.pending.value, found.pending.since) == ("expired", day("2024-08-01"))
    assert "Luật số 45/2013/QH13" in found.pending.basis
    assert "xác nhận" in found.pending.basis


@pytest.mark.parametrize(
    "one",
    [
        facts(details=(LAW,)),
        facts(details=(ENDED_LAW, LAW)),
        facts(act("extends", start="2024-08-01"), details=(ENDED_LAW,)),
        # before the law of 2015 the end of a document did not end those that detail it
        facts(effective_on=day("2001-01-01"), details=(OLD_LAW,)),
    ],
)
def test_details_go_on(one: StatusFacts) -> None:
    assert status_on(one, day("2025-01-01")).pending is None


def test_the_changes_of_a_document_in_order() -> None:
    one = facts(part(), SUSPENDED, act())
    found = [(status.on, status.value) for status in changes(one)]
    assert found == [
        (dt.date.min, "not_yet"),
        (START, "in_force"),
        (day("2022-01-01"), "partly_expired"),
        (day("2023-04-01"), "suspended"),
        (day("2023-07-01"), "partly_expired"),
        (day("2026-07-01"), "expired"),
    ]
