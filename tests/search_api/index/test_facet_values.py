"""What a document counts under."""

import datetime as dt
from dataclasses import replace

import pytest

from search_api.index.facet_values import chosen_values, day_ranges, named_values, status_on
from search_api.query.plan import FACETS
from search_api.query.request import Filters, ShownStatus
from tests.search_api.index.records_made import record

DAY = dt.date(2026, 7, 1)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def test_values_count_once_and_empty_ones_not_at_all() -> None:
    made = record("a", None, "Tên", issuers=("Bộ Tài chính", "Bộ Kế hoạch và Đầu tư", ""))
    assert named_values(made, "issuer") == ("Bộ Tài chính", "Bộ Kế hoạch và Đầu tư")
    assert named_values(made, "type") == named_values(made, "gazette") == ()


@pytest.mark.parametrize(
    ("changes", "day", "status"),
    [
        ({}, DAY, "unknown"),
        ({"effective_on": AFTER}, DAY, "not_yet"),
        ({"effective_on": DAY}, DAY, "in_force"),
        ({"effective_on": BEFORE, "changed_on": DAY}, DAY, "partly_expired"),
        ({"effective_on": BEFORE, "changed_on": AFTER}, DAY, "in_force"),
        ({"effective_on": BEFORE, "expired_on": DAY}, DAY, "expired"),
        ({"effective_on": BEFORE, "expired_on": AFTER}, DAY, "in_force"),
        ({"effective_on": BEFORE, "suspended": ((DAY, DAY),)}, DAY, "suspended"),
        ({"effective_on": BEFORE, "suspended": ((DAY, DAY),)}, AFTER, "in_force"),
        ({"effective_on": BEFORE, "suspended": ((DAY, None),), "changed_on": BEFORE}, AFTER, "suspended"),
        ({"effective_on": BEFORE, "suspended": ((DAY, None),), "expired_on": AFTER}, AFTER, "expired"),
        ({"expired_on": BEFORE}, DAY, "unknown"),
        ({"effective_on": BEFORE, "has_status": False}, DAY, "none"),
    ],
)
def test_the_status_on_a_day(changes: dict[str, object], day: dt.date, status: ShownStatus) -> None:
    assert status_on(replace(record("a"), **changes), day) == status  # type: ignore[arg-type]  # as named


def test_every_facet_can_be_chosen_from() -> None:
    assert all(chosen_values(name, Filters()) == () for name in FACETS)
    assert chosen_values("ocr", Filters(by_ocr=False)) == ("false",)


def test_ranges_keep_open_ends() -> None:
    filters = Filters(issued_from=DAY, gazetted_to=DAY)
    assert list(day_ranges(filters)) == [("issued", DAY.toordinal(), None), ("gazetted", None, DAY.toordinal())]
