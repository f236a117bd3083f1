"""Which stored documents are parts of one, and the whole that they make.

A part keeps its row and its id; the whole is kept in the row of the part that was stored first, whose id it has, and
the ids of the others lead to it (design.md, Identity).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from ingest.corrections import heads_filled
from ingest.document import Finding, Page
from ingest.gates.head import PART_MISSING
from ingest.joining import Part
from nlp.annotation import TaggedDocument
from search_api.archive import tables
from search_api.archive.database import Database
from search_api.archive.files import OLDEST_FIRST, note
from search_api.archive.issues import issue_of

_AS_STORED = (tables.document.c.stored_at, tables.document.c.ordinal, tables.document.c.id)

LOOSENED = "loosened"
"""Stage of a file whose document was part of one that was taken apart; `put` brings it to the index again."""


@dataclass(frozen=True, slots=True)
class Group:
    """The ids of documents that are parts of one, the first stored first, and where they stand."""

    ids: tuple[str, ...]
    parts: tuple[Part, ...]


class Parts:
    """Finds the parts of a document among the files and keeps what they make together."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def groups(self, sha256: str) -> tuple[Group, ...]:
        """The documents that the documents of this file are parts of; none for what is whole by itself.

        What an earlier reading had joined and this one does not is taken apart, and its files are to be indexed anew.
        """
        with self._database.reading() as connection:
            if not _related(connection, sha256):
                return ()
        with self._database.writing() as connection:
            rows = _rows(connection, _related(connection, sha256))
            _take_apart(connection, rows, sha256)
            chosen = [each for each in _grouped(connection, rows) if len(each) > 1]
            return tuple(
                Group(tuple(one.id for one in each), tuple(_part(connection, one) for one in each)) for each in chosen
            )

    def keep(self, group: Group, whole: TaggedDocument) -> None:
        """Keep the whole that a group's parts make; what it does not miss, its parts' files miss no more."""
        column = tables.document.c
        missing = set(_missing(whole))
        with self._database.writing() as connection:
            connection.execute(
                update(tables.document).where(column.id.in_(group.ids)).values(whole_id=group.ids[0], whole=None)
            )
            connection.execute(update(tables.document).where(column.id == group.ids[0]).values(whole=whole))
            for row in _rows(connection, group.ids):
                found = set(_missing(row.tagged)) - missing
                left = tuple(each for each in _findings(connection, row.file_sha256) if each not in found)
                _settle(connection, row.file_sha256, left)

    def loosened(self) -> tuple[str, ...]:
        """Files with parts of a document that was taken apart, which the index has still to learn."""
        column = tables.file.c
        query = (
            select(column.sha256).where(column.stage == LOOSENED, column.indexed_at.is_(None)).order_by(*OLDEST_FIRST)
        )
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())


def _related(connection: Connection, sha256: str) -> set[str]:
    """Ids of the file's documents and of those that may be parts of one with them; none where all stand alone."""
    column = tables.document.c
    mine = connection.execute(
        select(column.id, column.number_key, column.whole_id).where(column.file_sha256 == sha256)
    ).all()
    numbers = {row.number_key for row in mine} - {None}
    wholes = {row.id for row in mine} | {row.whole_id for row in mine} - {None}
    others = column.number_key.in_(numbers) | column.whole_id.in_(wholes)
    found = set(connection.execute(select(column.id).where(others, column.file_sha256 != sha256)).scalars())
    found |= _cut_in_issue(connection, sha256)
    return found | {row.id for row in mine} if found else set()


def _rows(connection: Connection, ids: Iterable[str]) -> list[Row[Any]]:
    file, document = tables.file, tables.document
    query = select(document, file.c.issue_id).join(file, file.c.sha256 == document.c.file_sha256)
    return list(connection.execute(query.where(document.c.id.in_(list(ids))).order_by(*_AS_STORED)).all())


def _take_apart(connection: Connection, rows: Sequence[Row[Any]], sha256: str) -> None:
    """Forget the wholes that may change, so that each part misses the others again; `keep` makes them anew."""
    joined = [row for row in rows if row.whole_id]
    ids, files = [row.id for row in joined], {row.file_sha256 for row in joined} - {sha256}
    connection.execute(update(tables.document).where(tables.document.c.id.in_(ids)).values(whole_id=None, whole=None))
    waits = update(tables.file).where(tables.file.c.sha256.in_(files))
    connection.execute(waits.values(indexed_at=None, stage=LOOSENED, reason=None, remedy=None))
    for one in sorted(files):
        note(connection, one, "loosened", None, f"by {sha256}")
    for row in joined:
        findings = _findings(connection, row.file_sha256)
        again = [each for each in _missing(row.tagged) if each not in findings]
        _settle(connection, row.file_sha256, (*findings, *again))


def _missing(tagged: TaggedDocument) -> list[Finding]:
    return [finding for finding in tagged.document.findings if finding.code == PART_MISSING]


def _findings(connection: Connection, sha256: str) -> tuple[Finding, ...]:
    findings: tuple[Finding, ...] | None = connection.execute(
        select(tables.file.c.findings).where(tables.file.c.sha256 == sha256)
    ).scalar_one()
    return findings or ()


def _settle(connection: Connection, sha256: str, findings: tuple[Finding, ...]) -> None:
    """Give a read file these findings, and the state that follows from them."""
    column = tables.file.c
    read = update(tables.file).where(column.sha256 == sha256, column.state.in_(("read", "partial")))
    connection.execute(read.values(findings=findings, state="partial" if findings else "read"))


def _grouped(connection: Connection, rows: Iterable[Row[Any]]) -> list[list[Row[Any]]]:
    """Parts of one document together: those that name other issues by their number, cut ones by their pages."""
    groups: dict[tuple[object, ...], list[Row[Any]]] = defaultdict(list)
    others: list[Row[Any]] = []
    for row in rows:
        document = row.tagged.document
        if row.number_key and (document.continues_from or document.continued_in):
            same = groups[row.number_key, row.issued_on]
            if all(_are_two_parts(row, other) for other in same):
                same.append(row)
        else:
            others.append(row)
    return [*groups.values(), *_cut(connection, others)]


def _are_two_parts(row: Row[Any], other: Row[Any]) -> bool:
    """Whether they stand in different issues and have one issuer: the same part in other bytes is no second part."""
    issuers = {row.lead_issuer, other.lead_issuer} - {None}
    return len(issuers) <= 1 and row.issue_id != other.issue_id


def _cut_in_issue(connection: Connection, sha256: str) -> set[str]:
    """Ids of the documents of this file's issue that were cut where one PDF ends and the next begins.

    One of another number in between, or a head of its own on the second PDF's first page, and nothing was cut.
    """
    file, document = tables.file.c, tables.document.c
    issue = select(file.issue_id).where(file.sha256 == sha256).scalar_subquery()
    light = [column for column in document if column.name not in {"tagged", "whole"}]
    query = select(*light, file.issue_id).join(tables.file, file.sha256 == document.file_sha256)
    rows: Sequence[Any] = connection.execute(query.where(file.issue_id == issue).order_by(*_AS_STORED)).all()
    if len({row.file_sha256 for row in rows}) == 1:
        return set()
    return {row.id for chain in _cut(connection, rows) if len(chain) > 1 for row in chain}


def _printed(connection: Connection, sha256: str, number: int) -> int | None:
    column = tables.page.c
    page = connection.execute(select(column.page).where(column.file_sha256 == sha256, column.number == number)).scalar()
    return page.printed_page if page else None


def _cut(connection: Connection, rows: Sequence[Row[Any]]) -> list[list[Row[Any]]]:
    """Chains of documents of one issue, each cut off where its file ends and continued by the next without a head."""
    starts = {_printed(connection, row.file_sha256, row.first_page): row for row in rows if _is_headless(row)}
    if not starts:
        return []
    chains: list[list[Row[Any]]] = []
    for row in rows:
        if _is_headless(row):
            continue
        chain = [row]
        while after := starts.get((_printed(connection, chain[-1].file_sha256, chain[-1].last_page) or 0) + 1):
            if after.file_sha256 == chain[-1].file_sha256 or after.issue_id != row.issue_id:
                break
            chain.append(after)
        chains.append(sorted(chain, key=lambda each: (each.stored_at, each.ordinal)))
    return chains


def _is_headless(row: Row[Any]) -> bool:
    return row.ordinal == 1 and row.number_key is None and row.type is None


def _part(connection: Connection, row: Row[Any]) -> Part:
    column = tables.page.c
    own = (column.file_sha256 == row.file_sha256, column.number.between(row.first_page, row.last_page))
    query = select(column.page).where(*own).order_by(column.number)
    pages: tuple[Page, ...] = tuple(connection.execute(query).scalars())
    heads = heads_filled(row.tagged.document)
    return Part(row.file_sha256, issue_of(connection, row.issue_id), pages, heads)
