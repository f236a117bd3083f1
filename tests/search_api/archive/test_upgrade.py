"""Migrations: they make the tables that the code uses, once, also when two processes open a new archive."""

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from search_api.archive import upgrade
from search_api.archive.store import Archive
from search_api.archive.tables import metadata
from search_api.errors import ArchiveBroken, ArchiveBusy

OPEN = "import sys; from search_api.archive.store import Archive; Archive.open(sys.argv[1]).close()"


def test_migrations_make_the_tables_of_the_code(database_url: str) -> None:
    archive = Archive.open(database_url)
    with archive.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    archive.close()


def test_the_newest_migration_is_the_one_that_is_asked_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(upgrade.__file__).with_name("migrations")))
    assert ScriptDirectory.from_config(config).get_heads() == [upgrade.HEAD]


def test_sqlite_is_set_to_survive_a_power_cut(tmp_path: Path) -> None:
    archive = Archive.open(f"sqlite:///{tmp_path}/archive.sqlite")
    with archive.database.reading() as connection:
        pragmas = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    archive.close()


def test_a_place_that_cannot_be_used_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder, no database " * 100)
    for place in ("file/archive.sqlite", "file"):
        with pytest.raises((ArchiveBusy, ArchiveBroken)):
            Archive.open(f"sqlite:///{tmp_path}/{place}")


def test_two_processes_may_open_a_new_archive_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/archive.sqlite"
    processes = [subprocess.Popen([sys.executable, "-c", OPEN, url], stderr=subprocess.PIPE) for _ in range(3)]
    errors = [process.communicate(timeout=110)[1].decode() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], errors


def test_opening_an_archive_that_is_up_to_date_loads_no_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/archive.sqlite"
    Archive.open(url).close()
    asked = f"{OPEN}; print('alembic' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked, url], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == "False"
