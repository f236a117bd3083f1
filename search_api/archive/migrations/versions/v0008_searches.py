"""What is searched for, without a trace of who did; queries that editors rate."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "search_count",
        *(sa.Column(name, kind, nullable=False) for name, kind in (("day", sa.Date()), ("hour", sa.Integer()))),
        sa.Column("text", sa.String(length=120), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("asked", "found")),
        sa.PrimaryKeyConstraint("day", "hour", "text", name="pk_search_count"),
    )
    op.create_index("ix_search_count_text", "search_count", ["text"])
    op.create_table(
        "search_click",
        *(sa.Column(name, kind, nullable=False) for name, kind in (("day", sa.Date()), ("hour", sa.Integer()))),
        sa.Column("text", sa.String(length=120), nullable=False),
        sa.Column("document_id", sa.String(length=12), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("rank", "clicks")),
        sa.PrimaryKeyConstraint("day", "hour", "text", "document_id", "rank", name="pk_search_click"),
    )
    op.create_table(
        "rated_query",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_rated_query"),
        sa.UniqueConstraint("text", name="uq_rated_query_text"),
    )
    op.create_table(
        "rating",
        sa.Column("query_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=12), nullable=False),
        sa.Column("grade", sa.Integer(), nullable=False),
        sa.Column("rated_by", sa.Text(), nullable=False),
        sa.Column("rated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["query_id"], ["rated_query.id"], name="fk_rating_query_id"),
        sa.PrimaryKeyConstraint("query_id", "document_id", name="pk_rating"),
    )


def downgrade() -> None:
    for name in ("rating", "rated_query", "search_click", "search_count"):
        op.drop_table(name)
