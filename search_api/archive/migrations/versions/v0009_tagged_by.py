"""Which version of the rules and models tagged a document; those stored before are tagged by none that is known."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    with op.batch_alter_table("document") as table:
        table.add_column(sa.Column("tagged_by", sa.String(40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("document") as table:
        table.drop_column("tagged_by")
