"""Which documents fail a quality gate and wait for a clerk; those stored before are told when they are read again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    with op.batch_alter_table("document") as table:
        table.add_column(sa.Column("needs_review", sa.Boolean(), nullable=True))
        table.create_index("ix_document_needs_review", ["needs_review"])


def downgrade() -> None:
    with op.batch_alter_table("document") as table:
        table.drop_index("ix_document_needs_review")
        table.drop_column("needs_review")
