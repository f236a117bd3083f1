"""The archive's tables, in SQL that SQLite and PostgreSQL share.

Values of floors 1 and 2 are kept whole, as compressed JSON of their dataclasses; the columns beside them are what
lists, counts and the look for duplicates ask for. Times are UTC.
"""

import datetime as dt
import zlib
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from ingest.document import Finding, Page, ParsedFile, Quality, Signature
from ingest.request import ReadRequest
from nlp.annotation import TaggedDocument
from search_api.archive.edges import Edge
from search_api.archive.entries import Said

T = TypeVar("T")

COMPRESSION = 1
"""zlib's fastest: pages shrink to a sixth and cost less than a millisecond each to pack."""


class Packed(TypeDecorator[T], Generic[T]):
    """A dataclass as compressed JSON (msgspec, never pickle)."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: T | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy passes it by name
        """To the database."""
        return None if value is None else zlib.compress(msgspec.json.encode(value), COMPRESSION)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> T | None:  # noqa: ARG002 - SQLAlchemy passes it by name
        """From the database."""
        if value is None:
            return None
        unpacked: T = msgspec.json.decode(zlib.decompress(value), type=self.kind)
        return unpacked


class Utc(TypeDecorator[dt.datetime]):
    """A point in time: aware outside, UTC without a zone in the database (SQLite knows no zones)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy passes it by name
        """To the database."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 - SQLAlchemy passes it by name
        """From the database."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

issue = Table(
    "issue",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("gazette_key", String(60), nullable=False),
    Column("gazette", Text),
    Column("year", Integer, nullable=False),
    Column("first_number", Integer, nullable=False),
    Column("date", Date, nullable=False),
    Index(None, "year", "first_number"),
)

issue_number = Table(
    "issue_number",
    metadata,
    Column("gazette_key", String(60), primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("issue_id", ForeignKey("issue.id"), nullable=False, index=True),
)

file = Table(
    "file",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("received_at", Utc, nullable=False, index=True),
    Column("received_from", Text),
    Column("state", String(10), nullable=False, index=True),
    Column("reason", String(60)),
    Column("remedy", Text),
    Column("retryable", Boolean, nullable=False, default=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("round", Integer, nullable=False, default=0),
    Column("stage", String(20)),
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    Column("issue_id", ForeignKey("issue.id"), index=True),
    Column("pages", Integer),
    Column("pages_by_ocr", Integer),
    Column("findings", Packed(tuple[Finding, ...])),
    Column("signed_at", Text),
    Column("signatures", Packed(tuple[Signature, ...])),
    Column("quality", Packed(Quality)),
    Column("read_by", String(40)),
    Column("read_at", Utc),
    Column("indexed_at", Utc),
)

reading = Table(
    "reading",
    metadata,
    Column("file_sha256", ForeignKey("file.sha256"), primary_key=True),
    Column("parsed", Packed(ParsedFile), nullable=False),
)

page = Table(
    "page",
    metadata,
    Column("file_sha256", ForeignKey("file.sha256"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("page", Packed(Page), nullable=False),
)

document_id = Table(
    "document_id",
    metadata,
    Column("id", String(12), primary_key=True),
    Column("file_sha256", ForeignKey("file.sha256"), nullable=False, index=True),
    Column("given_at", Utc, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", ForeignKey("document_id.id"), primary_key=True),
    Column("file_sha256", ForeignKey("file.sha256"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("slug", String(120), nullable=False),
    Column("number", Text),
    Column("number_key", Text, index=True),
    Column("type", Text),
    Column("issuers", Packed(tuple[str, ...]), nullable=False),
    Column("lead_issuer", Text),
    Column("title", Text),
    Column("issued_on", Date),
    Column("effective_on", Date),
    Column("first_page", Integer, nullable=False),
    Column("last_page", Integer, nullable=False),
    Column("by_ocr", Boolean, nullable=False),
    Column("stored_at", Utc, nullable=False, index=True),
    Column("tagged", Packed(TaggedDocument), nullable=False),
    Column("whole_id", ForeignKey("document_id.id"), index=True),
    Column("whole", Packed(TaggedDocument)),
    Column("needs_review", Boolean, index=True),
    Column("tagged_by", String(40)),
    UniqueConstraint("file_sha256", "ordinal"),
)

rereading = Table(
    "rereading",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("file_sha256", ForeignKey("file.sha256"), nullable=False, index=True),
    Column("asked_at", Utc, nullable=False),
    Column("asked_by", Text),
    Column("request", Packed(ReadRequest), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("attempts", Integer, nullable=False, default=0),
    Column("stage", String(20)),
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    Column("reason", String(60)),
    Column("remedy", Text),
    Column("of_reading_at", Utc),
    Column("parsed", Packed(ParsedFile)),
    Column("tagged", Packed(tuple[TaggedDocument, ...])),
    Column("ended_at", Utc),
    Column("decided_by", Text),
)

version = Table(
    "version",
    metadata,
    Column("file_sha256", ForeignKey("file.sha256"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("read_by", String(40)),
    Column("read_at", Utc),
    Column("replaced_at", Utc, nullable=False),
    Column("replaced_by", Text),
    Column("document_ids", Packed(tuple[str, ...]), nullable=False),
    Column("parsed", Packed(ParsedFile), nullable=False),
)

refusal = Table(
    "refusal",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Utc, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("received_from", Text),
    Column("reason", String(60), nullable=False),
    Column("remedy", Text, nullable=False),
    Column("sha256", String(64)),
    Column("size", Integer),
)

token = Table(
    "token",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("created_at", Utc, nullable=False),
    Column("last_used_at", Utc),
    Column("revoked_at", Utc),
)

event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("file_sha256", ForeignKey("file.sha256"), nullable=False, index=True),
    Column("at", Utc, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("actor", Text),
    Column("detail", Text),
)

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("file_sha256", ForeignKey("file.sha256"), nullable=False, index=True),
    Column("page", Integer, nullable=False),
    Column("said", Packed(Said), nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Utc, nullable=False),
)

node = Table(
    "node",
    metadata,
    Column("id", ForeignKey("document_id.id"), primary_key=True),
    Column("slug", String(120), nullable=False),
    Column("number", Text),
    Column("number_key", Text, index=True),
    Column("type", Text),
    Column("title", Text),
    Column("name_key", Text, index=True),
    Column("issuer", Text),
    Column("place", Text),
    Column("issued_on", Date),
    Column("effective_on", Date),
    Column("gazetted_on", Date),
    Column("anchors", Packed(tuple[tuple[str, str], ...]), nullable=False),
)

edge = Table(
    "edge",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", ForeignKey("document_id.id"), nullable=False, index=True),
    Column("kind", String(24), nullable=False),
    Column("number_key", Text, index=True),
    Column("name_key", Text, index=True),
    Column("type", Text),
    Column("year", Integer),
    Column("date", Date),
    Column("place", Text),
    Column("mark", String(16), nullable=False),
    Column("edge", Packed(Edge), nullable=False),
)

related = Table(
    "related",
    metadata,
    Column("file_sha256", ForeignKey("file.sha256"), primary_key=True),
    Column("read_at", Utc),
    Column("made_by", Integer, nullable=False),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", ForeignKey("document_id.id"), nullable=False, index=True),
    Column("mark", String(16), nullable=False),
    Column("state", String(10), nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("evidence", Text, nullable=False),
)

restated = Table(
    "restated",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document_id", ForeignKey("document_id.id"), nullable=False, index=True),
    sqlite_autoincrement=True,  # an id never comes again: what is marked while others are worked on is kept
)

rank = Table(
    "rank",
    metadata,
    Column("id", ForeignKey("document_id.id"), primary_key=True),
    Column("cited_by", Integer, nullable=False),
    Column("authority", Float, nullable=False),
)

announced = Table(
    "announced",
    metadata,
    Column("id", ForeignKey("document_id.id"), primary_key=True),
    Column("digest", String(32)),
    Column("topics", Text, nullable=False),
    Column("said_at", Utc, nullable=False),
    Column("found_at", Utc, nullable=False),
)

search_count = Table(
    "search_count",
    metadata,
    Column("day", Date, primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("text", String(120), primary_key=True, index=True),
    Column("asked", Integer, nullable=False),
    Column("found", Integer, nullable=False),
)

search_click = Table(
    "search_click",
    metadata,
    Column("day", Date, primary_key=True),
    Column("hour", Integer, primary_key=True, autoincrement=False),
    Column("text", String(120), primary_key=True),
    Column("document_id", String(12), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("clicks", Integer, nullable=False),
)

rated_query = Table(
    "rated_query",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("text", Text, nullable=False, unique=True),
    Column("added_by", Text, nullable=False),
    Column("added_at", Utc, nullable=False),
)

rating = Table(
    "rating",
    metadata,
    Column("query_id", ForeignKey("rated_query.id"), primary_key=True),
    Column("document_id", String(12), primary_key=True),
    Column("grade", Integer, nullable=False),
    Column("rated_by", Text, nullable=False),
    Column("rated_at", Utc, nullable=False),
)
