"""What followers of a search were told of each document: what it said, its topics, and since when it is found so.

Documents that are searchable already count as told when they were stored; what they said is learnt with their next put.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_TOLD = """
INSERT INTO announced (id, digest, topics, said_at, found_at)
SELECT document.id, NULL, '', document.stored_at, document.stored_at
FROM document JOIN file ON file.sha256 = document.file_sha256
WHERE file.indexed_at IS NOT NULL AND (document.whole_id IS NULL OR document.whole_id = document.id)
"""


def upgrade() -> None:
    op.create_table(
        "announced",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=True),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["document_id.id"], name="fk_announced_id"),
        sa.PrimaryKeyConstraint("id", name="pk_announced"),
    )
    op.execute(_TOLD)


def downgrade() -> None:
    op.drop_table("announced")
