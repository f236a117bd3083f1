"""What the check of a file's digital signatures gave."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("file") as table:
        table.add_column(sa.Column("signatures", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("file") as table:
        table.drop_column("signatures")
