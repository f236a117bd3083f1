"""The sentence that tells a clerk what a decision did to a status."""

import datetime as dt

import pytest

from nlp.status.types import Status, StatusValue
from search_api.days import today
from ui.pages.outcomes import status_line
from ui.pages.wording import day

LATER = today() + dt.timedelta(days=30)
PAST = dt.date(2024, 7, 1)


def status(value: StatusValue, on: dt.date, since: dt.date | None = None) -> Status:
    return Status(value, on, since, "Vì thế.")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ([status("unknown", dt.date.min)], "chưa xác định"),
        (
            [status("in_force", dt.date.min, dt.date(2020, 1, 1)), status("partly_expired", PAST, PAST)],
            "hết hiệu lực một phần từ 01/07/2024",
        ),
        (
            [status("in_force", dt.date(2020, 1, 1), dt.date(2020, 1, 1)), status("expired", LATER, LATER)],
            f"còn hiệu lực từ 01/01/2020; hết hiệu lực toàn bộ từ {day(LATER)}",
        ),
        (
            [status("not_yet", dt.date.min), status("in_force", LATER, LATER)],
            f"chưa có hiệu lực; còn hiệu lực từ {day(LATER)}",
        ),
    ],
)
def test_status_lines(changes: list[Status], line: str) -> None:
    assert status_line(changes) == line
