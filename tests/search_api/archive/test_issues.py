"""Gazette issues: each of an issue's numbers leads to it, clashes are reported."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ingest.document import Issue
from search_api.archive.store import Archive
from tests.search_api.made import NATIONAL, document, parsed, tag

DAY = dt.date(2022, 6, 25)


@pytest.fixture
def archive(database_url: str) -> Iterator[Archive]:
    opened = Archive.open(database_url)
    yield opened
    opened.close()


def store(archive: Archive, name: str, issue: Issue | None, number: str = "38/2022/NĐ-CP") -> list[str]:
    """Store a file called `name`; gives the codes of its findings."""
    sha256 = name.encode().hex().ljust(64, "0")
    archive.files.add(sha256, name, 1, None)
    archive.documents.store(parsed(sha256, document(number=number), issue=issue), [tag(document(number=number))])
    entry = archive.files.get(sha256)
    assert entry is not None
    return [finding.code for finding in entry.findings]


def test_parts_of_one_issue_stand_together(archive: Archive) -> None:
    store(archive, "b", NATIONAL, "2/2022/NĐ-CP")
    store(archive, "a", NATIONAL, "1/2022/NĐ-CP")
    issue = archive.issues.get("qg-2022-447-448")
    assert issue is not None
    assert [each.number for each in issue.documents] == ["1/2022/NĐ-CP", "2/2022/NĐ-CP"]
    assert [each.name for each in issue.files] == ["a", "b"]
    assert issue.label == "Công báo số 447 + 448 ngày 25/6/2022"
    assert issue.issue == NATIONAL


def test_provinces_and_years_are_apart(archive: Archive) -> None:
    store(archive, "a", Issue(None, (47,), DAY), "1/NĐ-CP")
    store(archive, "b", Issue("Công báo tỉnh Sơn La", (47,), DAY), "2/NĐ-CP")
    store(archive, "c", Issue(None, (47,), DAY.replace(year=2023)), "3/NĐ-CP")
    assert archive.issues.count() == 3


def test_a_number_of_another_issue_is_a_clash(archive: Archive) -> None:
    store(archive, "a", NATIONAL, "1/NĐ-CP")
    assert store(archive, "b", Issue(None, (448,), DAY), "2/NĐ-CP") == ["issue-clash"]
    assert archive.issues.count() == 1
    issue = archive.issues.get("qg-2022-447-448")
    assert issue is not None
    assert len(issue.files) == 2


def test_another_date_for_the_same_numbers_is_reported(archive: Archive) -> None:
    store(archive, "a", NATIONAL, "1/NĐ-CP")
    assert store(archive, "b", replace(NATIONAL, date=dt.date(2022, 6, 26)), "2/NĐ-CP") == ["issue-date-differs"]


def test_an_issue_that_is_not_fully_read_is_none(archive: Archive) -> None:
    assert store(archive, "a", Issue(None, (), DAY), "1/NĐ-CP") == ["issue-incomplete"]
    assert store(archive, "b", None, "2/NĐ-CP") == []
    assert archive.issues.count() == 0


def test_a_named_gazette_fills_an_unnamed_one(archive: Archive) -> None:
    store(archive, "a", NATIONAL, "1/NĐ-CP")
    name = "Công báo nước Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert store(archive, "b", replace(NATIONAL, gazette=name), "2/NĐ-CP") == []
    issue = archive.issues.get("qg-2022-447-448")
    assert issue is not None
    assert issue.issue.gazette == name


def test_reading_again_as_another_issue_leaves_no_empty_one(archive: Archive) -> None:
    store(archive, "a", NATIONAL)
    store(archive, "a", replace(NATIONAL, numbers=(449,)))
    assert archive.issues.get("qg-2022-447-448") is None
    assert archive.issues.get("qg-2022-449") is not None


def test_issues_come_newest_first_by_page_and_year(archive: Archive) -> None:
    for number in range(1, 6):
        store(archive, f"f{number}", Issue(None, (number,), DAY + dt.timedelta(days=number)), f"{number}/NĐ-CP")
    store(archive, "old", Issue(None, (9,), dt.date(2021, 3, 1)), "99/NĐ-CP")
    listed = archive.issues.newest(page=1, size=4)
    assert [each.issue.numbers[0] for each in listed.issues] == [5, 4, 3, 2]
    assert (listed.total, listed.years) == (6, ((2022, 5), (2021, 1)))
    of_year = archive.issues.newest(2021)
    assert ([each.id for each in of_year.issues], of_year.total) == (["qg-2021-9"], 1)
    assert archive.issues.newest(1999).issues == ()
