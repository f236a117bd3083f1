"""Brings the archive's tables up to date when it is opened.

Alembic is imported only when there is something to do: it takes 0.5 s, and an archive is opened by each command.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from search_api.archive.database import Database

HEAD = "0010"
"""The newest migration; a test holds it to the folder."""


def upgrade(database: Database) -> None:
    """Run the missing migrations in one transaction; two processes at once take turns.

    Raises:
        ArchiveBusy: the database is locked or out of reach.
    """
    with database.reading() as connection:
        if _version(connection) == HEAD:
            return
    with database.writing() as connection:
        if _version(connection) != HEAD:
            _migrate(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
