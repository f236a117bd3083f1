"""Issue rows: which gazette issues there are, and what stands in each."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select

from ingest.document import Finding, Issue
from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.entries import DocumentSummary, IssueList, StoredIssue
from search_api.archive.files import Files
from search_api.archive.identity import gazette_key, issue_id, issue_label

PAGE_SIZE = 20


class Issues:
    """Reads issue rows."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database = database
        self._files = files

    def get(self, wanted: str) -> StoredIssue | None:
        """The issue of this id with its files and documents, or None."""
        with self._database.reading() as connection:
            rows = connection.execute(select(tables.issue).where(tables.issue.c.id == wanted)).all()
        return next(iter(self._stored(rows)), None)

    def newest(self, year: int | None = None, page: int = 1, size: int = PAGE_SIZE) -> IssueList:
        """One page of the issues, the newest first, of all years or of one."""
        column = tables.issue.c
        chosen = select(tables.issue) if year is None else select(tables.issue).where(column.year == year)
        by_year = select(column.year, func.count()).group_by(column.year).order_by(column.year.desc())
        newest = chosen.order_by(column.date.desc(), column.first_number.desc(), column.id)
        with self._database.reading() as connection:
            years = tuple((each, count) for each, count in connection.execute(by_year))
            rows = connection.execute(newest.limit(size).offset((page - 1) * size)).all()
        total = sum(count for each, count in years if year in (None, each))
        return IssueList(self._stored(rows), total, years)

    def count(self) -> int:
        """How many issues there are."""
        with self._database.reading() as connection:
            return connection.execute(select(func.count()).select_from(tables.issue)).scalar_one()

    def _stored(self, rows: Sequence[Row[Any]]) -> tuple[StoredIssue, ...]:
        ids = [row.id for row in rows]
        with self._database.reading() as connection:
            numbers, documents = _numbers(connection, ids), _documents(connection, ids)
        files = self._files.of_issues(ids)
        issues = [Issue(row.gazette, numbers[row.id], row.date) for row in rows]
        return tuple(
            StoredIssue(wanted, issue_label(issue), issue, files[wanted], documents[wanted])
            for wanted, issue in zip(ids, issues, strict=True)
        )


def issue_of(connection: Connection, wanted: str | None) -> Issue | None:
    """The issue of this id as floor 1 names it, or None."""
    if wanted is None:
        return None
    row = connection.execute(select(tables.issue).where(tables.issue.c.id == wanted)).one()
    return Issue(row.gazette, _numbers(connection, [wanted])[wanted], row.date)


def enter_issue(connection: Connection, issue: Issue | None) -> tuple[str | None, tuple[Finding, ...]]:
    """The id of the issue's row, made when it is new, and what a clerk must look at.

    A number belongs to one issue a gazette and year: a file that claims one which another issue has goes with that
    issue and is reported, never merged in silence (promise P4).
    """
    if issue is None:
        return None, ()
    wanted = issue_id(issue)
    if wanted is None or issue.date is None:
        return None, (_incomplete(),)
    column = tables.issue_number.c
    mine = (column.gazette_key == gazette_key(issue.gazette), column.year == issue.date.year)
    taken = select(column.issue_id).where(*mine, column.number.in_(issue.numbers)).order_by(column.number)
    owner = connection.execute(taken).scalars().first()
    if owner is None:
        _insert(connection, wanted, issue, issue.date)
        return wanted, ()
    return owner, _differences(connection, owner, wanted, issue)


def drop_empty(connection: Connection, wanted: str) -> None:
    """Remove an issue that no file belongs to any more, after its only file was read again as another issue."""
    files = select(tables.file.c.sha256).where(tables.file.c.issue_id == wanted)
    if connection.execute(files).first() is None:
        connection.execute(tables.issue_number.delete().where(tables.issue_number.c.issue_id == wanted))
        connection.execute(tables.issue.delete().where(tables.issue.c.id == wanted))


def _insert(connection: Connection, wanted: str, issue: Issue, date: dt.date) -> None:
    key = gazette_key(issue.gazette)
    row = {
        "id": wanted,
        "gazette_key": key,
        "gazette": issue.gazette,
        "year": date.year,
        "first_number": min(issue.numbers),
        "date": date,
    }
    connection.execute(tables.issue.insert().values(row))
    numbers = [
        {"gazette_key": key, "year": date.year, "number": number, "issue_id": wanted}
        for number in sorted(set(issue.numbers))
    ]
    connection.execute(tables.issue_number.insert(), numbers)


def _differences(connection: Connection, owner: str, wanted: str, issue: Issue) -> tuple[Finding, ...]:
    row = connection.execute(select(tables.issue).where(tables.issue.c.id == owner)).one()
    known = Issue(row.gazette, _numbers(connection, [owner])[owner], row.date)
    findings: list[Finding] = []
    if known.gazette is None and issue.gazette is not None:
        connection.execute(tables.issue.update().where(tables.issue.c.id == owner).values(gazette=issue.gazette))
    if owner != wanted:
        findings.append(Finding("issue-clash", f"Tệp ghi {issue_label(issue)}, nhưng đã có {issue_label(known)}."))
    elif known.date != issue.date:
        findings.append(
            Finding("issue-date-differs", f"Tệp ghi {issue_label(issue)}, khác ngày với {issue_label(known)} đã có.")
        )
    return tuple(findings)


def _incomplete() -> Finding:
    return Finding("issue-incomplete", "Chưa đọc đủ số và ngày của số Công báo, nên tệp chưa được xếp vào số nào.")


def _numbers(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, ...]]:
    column = tables.issue_number.c
    query = select(column.issue_id, column.number).where(column.issue_id.in_(ids)).order_by(column.number)
    numbers: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for issue, number in connection.execute(query):
        numbers[issue] += (number,)
    return numbers


def _documents(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[DocumentSummary, ...]]:
    file, document = tables.file, tables.document
    query = (
        select(*(column for column in document.c if column.name != "tagged"), file.c.issue_id)
        .join(file, file.c.sha256 == document.c.file_sha256)
        .where(file.c.issue_id.in_(ids))
        .order_by(file.c.name, file.c.sha256, document.c.first_page, document.c.ordinal)
    )
    documents: dict[str, tuple[DocumentSummary, ...]] = defaultdict(tuple)
    for row in connection.execute(query):
        documents[row.issue_id] += (summary_of(row),)
    return documents


def summary_of(row: Any) -> DocumentSummary:
    """A document row as a line in a list."""
    return DocumentSummary(
        id=row.id,
        slug=row.slug,
        number=row.number,
        type=row.type,
        title=row.title,
        issuers=row.issuers,
        issued_on=row.issued_on,
        first_page=row.first_page,
        last_page=row.last_page,
        file_sha256=row.file_sha256,
    )
