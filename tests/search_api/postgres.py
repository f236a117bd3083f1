"""Fixtures: a test that asks for `database_url` runs on SQLite and on a PostgreSQL server started for these tests."""

import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from search_api.archive.store import Archive
from tests.ports import free_port

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
ACCOUNT = "postgres"  # Debian's package makes it; the server refuses to run as root
START_SECONDS = 90
# Durability is PostgreSQL's own promise: tests of ours need not wait for its disk.
OPTIONS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "max_connections": "40"}


def _started(folder: Path, port: int, account: str | None) -> "subprocess.Popen[bytes]":
    """A new server with its data in `folder`, listening on loopback only."""
    binaries = BINARIES[-1]
    made = [
        str(binaries / "initdb"),
        "-D",
        str(folder),
        "-U",
        "congbao",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    ]
    subprocess.run([*made, "--no-sync"], user=account, check=True, capture_output=True, cwd="/")
    options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    log = subprocess.DEVNULL
    command = [str(binaries / "postgres"), "-D", str(folder), "-p", str(port), *options]
    return subprocess.Popen(command, user=account, stdout=log, stderr=log, cwd="/")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server without its database; `migrated` on it is an empty archive."""
    if not BINARIES:
        pytest.skip("no PostgreSQL here (Debian: apt-get install postgresql): the archive is tested on SQLite only")
    folder, port = Path(tempfile.mkdtemp(prefix="congbao-postgres-")), free_port()
    account = ACCOUNT if folder.owner() == "root" else None
    if account:
        shutil.chown(folder, account)
    server = _started(folder, port, account)
    address = f"postgresql://congbao@127.0.0.1:{port}"
    try:
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(f"{address}/postgres").close()
                break
            except psycopg.OperationalError:
                assert server.poll() is None, "PostgreSQL did not start"
                assert time.monotonic() < end, "PostgreSQL does not answer"
                time.sleep(0.05)
        _run(address, "CREATE DATABASE migrated")
        Archive.open(f"{address}/migrated").close()
        yield address
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _run(address: str, statement: str) -> None:
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty archive, on each database that the product supports."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/archive.sqlite"
        return
    address, name = request.getfixturevalue("postgres"), f"t{uuid.uuid4().hex}"
    _run(address, f"CREATE DATABASE {name} TEMPLATE migrated")
    yield f"{address}/{name}"
    _run(address, f"DROP DATABASE {name} WITH (FORCE)")
