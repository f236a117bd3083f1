"""Documents joined from parts in several files: each part names the whole, the leading part holds it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("document") as table:
        table.add_column(sa.Column("whole_id", sa.String(12), nullable=True))
        table.add_column(sa.Column("whole", sa.LargeBinary(), nullable=True))
        table.create_foreign_key("fk_document_whole_id", "document_id", ["whole_id"], ["id"])
        table.create_index("ix_document_whole_id", ["whole_id"])


def downgrade() -> None:
    with op.batch_alter_table("document") as table:
        table.drop_index("ix_document_whole_id")
        table.drop_constraint("fk_document_whole_id", type_="foreignkey")
        table.drop_column("whole")
        table.drop_column("whole_id")
