"""What clerks say about readings, and the grade of a file's reading."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("file") as table:
        table.add_column(sa.Column("quality", sa.LargeBinary(), nullable=True))
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["file.sha256"], name="fk_correction_file_sha256"),
        sa.PrimaryKeyConstraint("id", name="pk_correction"),
    )
    op.create_index("ix_correction_file_sha256", "correction", ["file_sha256"])


def downgrade() -> None:
    op.drop_table("correction")
    with op.batch_alter_table("file") as table:
        table.drop_column("quality")
