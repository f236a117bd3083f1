"""Readings that a clerk asked for and has not taken yet, those that were replaced, and files refused at the door."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "rereading",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("of_reading_at", sa.DateTime(), nullable=True),
        sa.Column("parsed", sa.LargeBinary(), nullable=True),
        sa.Column("tagged", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name="fk_rereading_file_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_rereading"),
    )
    op.create_index("ix_rereading_file_sha256", "rereading", ["file_sha256"])
    op.create_index("ix_rereading_state", "rereading", ["state"])
    op.create_table(
        "version",
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("read_by", sa.String(length=40), nullable=True),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("replaced_at", sa.DateTime(), nullable=False),
        sa.Column("replaced_by", sa.Text(), nullable=True),
        sa.Column("document_ids", sa.LargeBinary(), nullable=False),
        sa.Column("parsed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name="fk_version_file_sha256"),
        sa.PrimaryKeyConstraint("file_sha256", "number", name="pk_version"),
    )
    op.create_table(
        "refusal",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("received_from", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_refusal"),
    )
    op.create_index("ix_refusal_at", "refusal", ["at"])


def downgrade() -> None:
    op.drop_table("refusal")
    op.drop_table("version")
    op.drop_table("rereading")
