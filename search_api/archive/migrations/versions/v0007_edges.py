"""What stored documents say of each other, what clerks decided about it, and how documents rank among those that cite.

Documents stored before have no edges yet: the next start, or the next run of `congbao ingest`, makes them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _make_edges()
    _make_what_follows()


def _make_edges() -> None:
    op.create_table(
        "node",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("slug", sa.String(length=120), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("number", "number_key", "type", "title", "name_key")),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("issuer", "place")),
        *(sa.Column(name, sa.Date(), nullable=True) for name in ("issued_on", "effective_on", "gazetted_on")),
        sa.Column("anchors", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["document_id.id"], name="fk_node_id"),
        sa.PrimaryKeyConstraint("id", name="pk_node"),
    )
    op.create_index("ix_node_number_key", "node", ["number_key"])
    op.create_index("ix_node_name_key", "node", ["name_key"])
    op.create_table(
        "edge",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("number_key", "name_key", "type")),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("edge", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["document_id.id"], name="fk_edge_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_edge"),
    )
    for column in ("source_id", "number_key", "name_key"):
        op.create_index(f"ix_edge_{column}", "edge", [column])
    op.create_table(
        "related",
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name="fk_related_file_sha256"),
        sa.PrimaryKeyConstraint("file_sha256", name="pk_related"),
    )


def _make_what_follows() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.String(length=12), nullable=False),
        sa.Column("mark", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["document_id.id"], name="fk_decision_source_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index("ix_decision_source_id", "decision", ["source_id"])
    op.create_table(
        "restated",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document_id.id"], name="fk_restated_document_id"),
        sa.PrimaryKeyConstraint("id", name="pk_restated"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_restated_document_id", "restated", ["document_id"])
    op.create_table(
        "rank",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("cited_by", sa.Integer(), nullable=False),
        sa.Column("authority", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["document_id.id"], name="fk_rank_id"),
        sa.PrimaryKeyConstraint("id", name="pk_rank"),
    )


def downgrade() -> None:
    for name in ("rank", "restated", "decision", "related", "edge", "node"):
        op.drop_table(name)
