"""`congbao serve` as a process: uploads come to their end, the command line works beside it, it can be killed (P1)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from search_api.settings import Settings
from tests.ports import free_port
from tests.tree import ROOT
from ui.assembly import assemble

SAMPLES = ROOT / "sample_gazettes"
DECREE, PROVINCE = SAMPLES / "02-decree-part-one.pdf", SAMPLES / "04-provincial-issue.pdf"
OWN_SITE = {"Sec-Fetch-Site": "same-origin"}

pytestmark = pytest.mark.slow


@contextmanager
def serving(data: Path, **environment: str) -> Iterator[tuple[httpx.Client, "subprocess.Popen[bytes]"]]:
    port = free_port()
    command = [sys.executable, "-c", "from ui.cli import main; main()", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "CONGBAO_DATA_DIR": str(data), **environment}, stderr=subprocess.DEVNULL
    )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            until(lambda: alive(client, process))
            yield client, process
    finally:
        process.kill()
        process.wait()


def alive(client: httpx.Client, process: "subprocess.Popen[bytes]") -> bool:
    assert process.poll() is None, "the server ended at its start"
    try:
        return client.get("/health/live").status_code == 200
    except httpx.TransportError:
        return False


def until(reached: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "not reached in time"
        time.sleep(0.1)


def token_of(data: Path) -> str:
    with assemble(Settings(data_dir=data)) as services:
        return services.tokens.create("An")


def send(client: httpx.Client, token: str, *paths: Path) -> None:
    signed = client.post("/bien-tap/dang-nhap", data={"ma": token}, headers=OWN_SITE)
    assert signed.status_code == 303
    files = [("tep", (path.name, path.read_bytes(), "application/pdf")) for path in paths]
    assert client.post("/bien-tap/tai-len", files=files, headers=OWN_SITE).status_code == 303


def total(client: httpx.Client) -> int:
    found: dict[str, Any] = client.get("/api/v1/search").json()
    return int(found["total"])


def test_uploads_and_the_command_line_work_side_by_side(tmp_path: Path) -> None:
    data = tmp_path / "data"
    token = token_of(data)
    with serving(data) as (client, process):
        send(client, token, DECREE)
        until(lambda: total(client) == 1)
        command = [sys.executable, "-c", "from ui.cli import main; main()", "ingest", str(DECREE), str(PROVINCE)]
        ingested = subprocess.run(
            command, cwd=ROOT, env={**os.environ, "CONGBAO_DATA_DIR": str(data)}, capture_output=True, check=False
        )
        assert ingested.returncode == 0, ingested.stderr.decode()
        assert "đã có từ trước" in ingested.stdout.decode()
        assert total(client) > 1, "the server searches what another process has indexed"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (0, -signal.SIGTERM)


@pytest.mark.parametrize("place", ["kept", "stored"])
def test_a_server_killed_in_the_middle_goes_on_when_it_is_started_again(tmp_path: Path, place: str) -> None:
    data = tmp_path / "data"
    token = token_of(data)
    with serving(data, CONGBAO_DIE_AT=place) as (client, process):
        send(client, token, DECREE)
        until(lambda: process.poll() == -signal.SIGKILL)
    with serving(data) as (client, _):
        until(lambda: total(client) == 1)
        (hit,) = client.get("/api/v1/search").json()["hits"]
        assert client.get(f"/api/v1/documents/{hit['id']}").json()["number"] == hit["number"]
