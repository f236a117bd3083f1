"""The archive's first tables: files, issues, documents, pages, tokens, events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_issue()
    _create_token()
    _create_file()
    _create_issue_number()
    _create_document_id()
    _create_event()
    _create_page()
    _create_reading()
    _create_document()


def downgrade() -> None:
    op.drop_table("document")
    op.drop_table("reading")
    op.drop_table("page")
    op.drop_table("event")
    op.drop_table("document_id")
    op.drop_table("issue_number")
    op.drop_table("file")
    op.drop_table("token")
    op.drop_table("issue")


def _create_issue() -> None:
    op.create_table(
        "issue",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("gazette_key", sa.String(length=60), nullable=False),
        sa.Column("gazette", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issue"),
    )
    op.create_index("ix_issue_year_first_number", "issue", ["year", "first_number"])


def _create_token() -> None:
    op.create_table(
        "token",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_used_at", sa.DateTime(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("digest", name="uq_token_digest"),
    )


def _create_file() -> None:
    op.create_table(
        "file",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("received_from", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("retryable", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.String(length=80), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("pages_by_ocr", sa.Integer(), nullable=True),
        sa.Column("findings", sa.LargeBinary(), nullable=True),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("read_by", sa.String(length=40), nullable=True),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("indexed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_file_issue_id"),
        sa.PrimaryKeyConstraint("sha256", name="pk_file"),
    )
    op.create_index("ix_file_issue_id", "file", ["issue_id"])
    op.create_index("ix_file_received_at", "file", ["received_at"])
    op.create_index("ix_file_state", "file", ["state"])


def _create_issue_number() -> None:
    op.create_table(
        "issue_number",
        sa.Column("gazette_key", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_number_issue_id"),
        sa.PrimaryKeyConstraint("gazette_key", "year", "number", name="pk_issue_number"),
    )
    op.create_index("ix_issue_number_issue_id", "issue_number", ["issue_id"])


def _create_document_id() -> None:
    op.create_table(
        "document_id",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name="fk_document_id_file_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_document_id"),
    )
    op.create_index("ix_document_id_file_sha256", "document_id", ["file_sha256"])


def _create_event() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name="fk_event_file_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_file_sha256", "event", ["file_sha256"])


def _create_page() -> None:
    op.create_table(
        "page",
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name="fk_page_file_sha256"),
        sa.PrimaryKeyConstraint("file_sha256", "number", name="pk_page"),
    )


def _create_reading() -> None:
    op.create_table(
        "reading",
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("parsed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name="fk_reading_file_sha256"),
        sa.PrimaryKeyConstraint("file_sha256", name="pk_reading"),
    )


def _create_document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("issuers", sa.LargeBinary(), nullable=False),
        sa.Column("lead_issuer", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.Column("by_ocr", sa.Boolean(), nullable=False),
        sa.Column("stored_at", sa.DateTime(), nullable=False),
        sa.Column("tagged", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name="fk_document_file_sha256"),
        sa.ForeignKeyConstraint(["id"], ["document_id.id"], name="fk_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sa.UniqueConstraint("file_sha256", "ordinal", name="uq_document_file_sha256_ordinal"),
    )
    op.create_index("ix_document_number_key", "document", ["number_key"])
    op.create_index("ix_document_stored_at", "document", ["stored_at"])
